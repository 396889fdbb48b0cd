# seconds: 4
# How deep is too deep is for the interpreter to say; it must say it by an exception, and soon.
def nest(depth):
    deep = []
    for _ in range(depth):
        deep = [deep]
    return deep


for make in (lambda: nest(10**5), lambda: nest(10**6), lambda: {"a": (nest(10**6),)}):
    try:
        repr(make())
    except RecursionError:
        pass
    print("still here")
# expect: still here
# expect: still here
# expect: still here
