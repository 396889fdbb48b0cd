# lungfish-only: CPython needs 3.14 for it
"""concurrent.interpreters: creating, running, calling."""
from concurrent import interpreters


def error(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


main = interpreters.get_main()
print(main, main.id, main == interpreters.get_current(), interpreters.list_all())  # expect: Interpreter(0) 0 True [Interpreter(0)]
interp = interpreters.create()
print(interp, interp.is_running(), main.is_running(), interpreters.list_all())  # expect: Interpreter(1) False True [Interpreter(0), Interpreter(1)]

# Source text runs in the other interpreter's __main__, which stays.
x = "mine"
interp.exec("x = 1")
interp.exec("x += 1; import sys; seen = __name__")
interp.exec("print(x, seen)")  # expect: 2 __main__
print(x)  # expect: mine
interp.prepare_main({"a": 5}, b="text", c=(1, 2.5, None, True, b"bytes", 10**30))
interp.exec("print(a, b, c)")  # expect: 5 text (1, 2.5, None, True, b'bytes', 1000000000000000000000000000000)
print(error(interp.prepare_main, d=[1]))  # expect: NotShareableError: [1] does not support cross-interpreter data

# Each has modules of its own.
interp.exec("import math; math.mark = 1")
import math

print(hasattr(math, "mark"))  # expect: False

# Exceptions come back as texts.
try:
    interp.exec("def f():\n    raise ValueError('bad')\nf()")
except interpreters.ExecutionFailed as failure:
    print(failure.excinfo.type.__name__, failure.excinfo.msg, failure.excinfo.formatted)  # expect: ValueError bad ValueError: bad
    lines = str(failure).splitlines()
    print(lines[0], "|", lines[2], "|", lines[4], "|", lines[-1])  # expect: ValueError: bad | Uncaught in the interpreter: | Traceback (most recent call last): | ValueError: bad
print(error(interp.exec, "1 +").splitlines()[0].startswith("ExecutionFailed: SyntaxError: invalid syntax"))  # expect: True
print(issubclass(interpreters.ExecutionFailed, interpreters.InterpreterError))  # expect: True
print(error(interp.exec, 1))  # expect: TypeError: exec() argument 2 must be str, bytes or code, not int


# Functions go by their code, with what they use.
def square(number):
    return number * number


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


SCALE = 10


def scaled(number, *, by=2, offset=0):
    return math.floor(square(number) * SCALE * by + offset)


print(interp.call(square, 12), interp.call(fib, 10), interp.call(scaled, 1.5), interp.call(scaled, 2, by=1, offset=0.5))  # expect: 144 55 45 40
print(interp.call(len, "four"), interp.call(max, 3, 9, 4), interp.call(math.sqrt, 16), interp.call(str, 5))  # expect: 4 9 4.0 5
print(interp.call(lambda: None), interp.call(lambda *args, **kwargs: (args, len(kwargs)), 1, 2, a=3))  # expect: None ((1, 2), 1)
interp.exec(square.__class__ and "y = 3")
print(interp.call(lambda: y * 2))  # expect: 6


def failing():
    return {}["missing"]


try:
    interp.call(failing)
except interpreters.ExecutionFailed as failure:
    print(failure.excinfo.formatted)  # expect: KeyError: 'missing'


def closure():
    inner = 1
    return lambda: inner


print(error(interp.call, closure()).endswith("does not support cross-interpreter data"))  # expect: True
print(error(interp.call, lambda: [1]))  # expect: NotShareableError: [1] does not support cross-interpreter data
print(error(interp.call, square, [1]))  # expect: NotShareableError: [1] does not support cross-interpreter data
print(error(interp.call, 5))  # expect: TypeError: expected a callable, got 5
interp.exec(lambda: print("from a function"))  # expect: from a function

# What is shareable.
queue = interpreters.create_queue()
for value in [1, 2**100, 1.5, "s", b"b", None, True, (1, ("x",)), queue, (queue, 1)]:
    assert interpreters.is_shareable(value), value
for value in [[], {}, set(), object(), (1, []), print, int, bytearray()]:
    assert not interpreters.is_shareable(value), value
print(issubclass(interpreters.NotShareableError, TypeError))  # expect: True


class Number(int):
    pass


print(interpreters.is_shareable(Number(1)))  # expect: False

# In a thread.
thread = interp.call_in_thread(print, "in a thread")  # expect: in a thread
thread.join()

# Ending.
interp.close()
print(error(interp.exec, "1"))  # expect: InterpreterNotFoundError: unrecognized interpreter ID 1
print(error(interpreters.Interpreter, 99))  # expect: InterpreterNotFoundError: unrecognized interpreter ID 99
print(error(main.close))  # expect: InterpreterError: cannot destroy the current interpreter
print(interpreters.list_all())  # expect: [Interpreter(0)]
