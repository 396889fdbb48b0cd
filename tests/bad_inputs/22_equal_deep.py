# raises: RecursionError
# seconds: 4
def nest(depth):
    deep = []
    for _ in range(depth):
        deep = [deep]
    return deep


try:
    nest(10**5) < nest(10**5)
except RecursionError:
    pass
print("still here")  # expect: still here
nest(10**6) == nest(10**6)
