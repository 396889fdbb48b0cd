# Unpacking into no targets still looks at what is unpacked.


def attempt(function):
    try:
        return function()
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def text():
    [] = "abc"


def mapping():
    () = {1: 2}


def instance():
    [] = object()


def generator():
    [] = (number for number in range(3))


def loop():
    for [] in ["", {}, (), "ab"]:
        pass


def nothing():
    [] = ""
    () = ()
    [] = iter([])
    return "nothing"


print(attempt(text))  # expect: ValueError: too many values to unpack (expected 0)
print(attempt(mapping))  # expect: ValueError: too many values to unpack (expected 0)
print(attempt(instance))  # expect: TypeError: cannot unpack non-iterable object object
print(attempt(generator))  # expect: ValueError: too many values to unpack (expected 0)
print(attempt(loop))  # expect: ValueError: too many values to unpack (expected 0)
print(attempt(nothing))  # expect: nothing


# `+=` of sequences fails as `+` does.
def extend(left, right):
    left += right
    return left


print(attempt(lambda: extend("a", 1)))  # expect: TypeError: can only concatenate str (not "int") to str
print(attempt(lambda: extend((1,), [1])))  # expect: TypeError: can only concatenate tuple (not "list") to tuple
print(attempt(lambda: extend(b"a", "b")))  # expect: TypeError: can't concat str to bytes
print(attempt(lambda: extend([1], (2,))))  # expect: [1, 2]
