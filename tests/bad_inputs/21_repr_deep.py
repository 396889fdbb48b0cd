# raises: RecursionError
# seconds: 4
def nest(depth):
    deep = []
    for _ in range(depth):
        deep = [deep]
    return deep


# How deep is too deep is for the interpreter to say; it must say it, and soon.
try:
    repr(nest(10**5))
except RecursionError:
    pass
print("still here")  # expect: still here
text = str({"a": (nest(10**6),)})
