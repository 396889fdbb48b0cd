# seconds: 4
# How deep is too deep is for the interpreter to say: the stack of the machine decides, and it says so by an exception.
import sys


def nest(depth, wrap):
    deep = wrap(1)
    for _ in range(depth):
        deep = wrap(deep)
    return deep


def attempt(compare, size, wrap):
    one, other = nest(size, wrap), nest(size, wrap)
    try:
        return compare(one, other)
    except RecursionError as error:
        assert str(error).startswith("maximum recursion depth exceeded"), error
        return None


size = 2 * 10**4 if "small" in sys.argv else 10**6
wraps = (lambda inner: [inner], lambda inner: (inner,), lambda inner: {1: inner})
for wrap in wraps:
    print(attempt(lambda one, other: one == other, size, wrap) in (True, None), end=" ")
    print(attempt(lambda one, other: one == other, 1000, wrap), end=" ")
for wrap in wraps[:2]:
    print(attempt(lambda one, other: one < other, size, wrap) in (False, None), end=" ")
print(attempt(lambda one, other: hash(one) == hash(other), size, wraps[1]) in (True, None))
# expect: True True True True True True True True True
