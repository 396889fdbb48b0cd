# seconds: 4
# How deep is too deep is for the interpreter to say: the stack of the machine decides, and it says so by an exception.
import sys


def nest(depth):
    deep = []
    for _ in range(depth):
        deep = [deep]
    return deep


def attempt(show):
    try:
        return show()
    except RecursionError as error:
        assert str(error).startswith("maximum recursion depth exceeded"), error
        return None


size = 10**5 if "small" in sys.argv else 10**6
for make in (lambda: nest(size), lambda: {"a": (nest(size),)}):
    for show in (repr, str, lambda deep: f"{deep}", lambda deep: "%r" % (deep,)):
        text = attempt(lambda: show(make()))
        print(text is None or text.count("[") == size + 1, end=" ")
print(attempt(lambda: repr(nest(10**4))).count("["))
# expect: True True True True True True True True 10001
