# raises: RecursionError
a, b = [], []
for _ in range(10**5):
    a, b = [a], [b]
try:
    a < b
except RecursionError:
    print("caught")  # expect: caught
a == b
