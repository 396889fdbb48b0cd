# raises: RecursionError
def leaf():
    yield 1


def around(inner):
    yield from inner


chain = leaf()
for _ in range(10**5):
    chain = around(chain)
next(chain)
