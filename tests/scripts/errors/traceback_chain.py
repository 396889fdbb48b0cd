# A long chain of causes is shown, and forgotten, without recursion.
# no-stress: a hundred thousand exceptions
import traceback

chain = ValueError(0)
for number in range(1, 100000):
    fresh = ValueError(number)
    fresh.__cause__ = chain
    chain = fresh
print(len(''.join(traceback.format_exception(chain))) > 7000000)  # expect: True
del chain, fresh
print('end')  # expect: end
