# seconds: 4
# How deep is too deep is for the interpreter to say; it must say it by an exception, and soon.
def nest(depth):
    deep = []
    for _ in range(depth):
        deep = [deep]
    return deep


for depth in (10**5, 10**6):
    try:
        nest(depth) == nest(depth)
        nest(depth) < nest(depth)
    except RecursionError:
        pass
    print("still here")
# expect: still here
# expect: still here
