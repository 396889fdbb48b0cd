# Annotations of 3.14: evaluated when they are asked for, with the names of then.
import sys

log = []


def note(value):
    log.append(value)
    return value


def function(a: note("a"), b: note("b") = note("default")) -> note("return"):
    pass


print(log)  # expect: ['default']
print(function.__annotations__, log)  # expect: {'a': 'a', 'b': 'b', 'return': 'return'} ['default', 'a', 'b', 'return']
print(function.__annotations__ is function.__annotations__)  # expect: True


class Later:
    me: Later
    other: Undefined

    def method(self, other: Later) -> list[Later]:
        return [other]


try:
    Later.__annotations__
except NameError as error:
    print(error)  # expect: name 'Undefined' is not defined
Undefined = int
print(Later.__annotations__)  # expect: {'me': <class '__main__.Later'>, 'other': <class 'int'>}
print(Later.method.__annotations__["return"])  # expect: list[__main__.Later]
print(callable(Later.__annotate__), Later.__annotate__(1)["other"])  # expect: True <class 'int'>
try:
    Later.__annotate__(3)
except NotImplementedError:
    print("other formats are not its own")  # expect: other formats are not its own
print((lambda: 0).__annotate__, function.__annotate__.__name__)  # expect: None __annotate__

module_level: note("module") = 1
print("module" in log)  # expect: False
if log:
    conditional: int
else:
    never: int
print(sys.modules["__main__"].__annotations__)  # expect: {'module_level': 'module', 'conditional': <class 'int'>}


def outer():
    local_type = str

    class Inner:
        x: local_type

        def method(self, a: local_type): ...

    local_type = bytes
    return Inner.__annotations__, Inner.method.__annotations__


print(outer())  # expect: ({'x': <class 'bytes'>}, {'a': <class 'bytes'>})


class Own:
    name = "class attribute"
    field: name


print(Own.__annotations__)  # expect: {'field': 'class attribute'}
Own.__annotations__ = {"set": 1}
print(Own.__annotations__, Own.__annotate__)  # expect: {'set': 1} None


# `finally` and parentheses of 3.14.
def two(error):
    try:
        raise error
    except ValueError, KeyError:
        return "either"


print(two(ValueError()), two(KeyError()))  # expect: either either


def star(*errors):
    try:
        raise ExceptionGroup("g", errors)
    except* TypeError, OSError:
        log.append("both")


log.clear()
star(TypeError(), OSError())
print(log)  # expect: ['both']
for text in ["try: pass\nexcept A, B as e: pass", "try: pass\nexcept (A, B) as e: pass"]:
    try:
        compile(text, "<text>", "exec")
        message = "fine"
    except SyntaxError as error:
        message = error.msg
    print(message)
    # expect: multiple exception types must be parenthesized when using 'as'
    # expect: fine
