# Frames and code as objects: sys._getframe, tb_frame, gi_frame, and what functions and code tell of themselves.
import sys
import types


def here(depth=0):
    frame = sys._getframe(depth)
    return frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno


def caller():
    return here(0), here(1)[0], here(2)[0]


print(caller())  # expect: (('here', 2), 'caller', '<module>')


def lines():
    frame = sys._getframe()
    first = frame.f_lineno
    second = frame.f_lineno
    return second - first, frame.f_back.f_code.co_name, frame.f_back.f_back


print(lines())  # expect: (1, '<module>', None)


def variables(a, *b, c=3, **d):
    e = a
    cell = 1

    def inner():
        return cell, sys._getframe(1).f_locals

    del e
    return inner()[1]


print({name: value for name, value in variables(1, 2, x=4).items() if name != "inner"})  # expect: {'a': 1, 'c': 3, 'b': (2,), 'd': {'x': 4}, 'cell': 1}
print(sys._getframe().f_locals is globals(), sys._getframe().f_globals is globals(), sys._getframe().f_back)  # expect: True True None
print(sys._getframe().f_builtins["len"] is len, type(sys._getframe()) is types.FrameType, sys._getframe().f_trace)  # expect: True True None
print(sys._getframemodulename(), sys._getframemodulename(100))  # expect: __main__ None
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)  # expect: call stack is not deep enough


class InClass:
    names = sorted(name for name in sys._getframe().f_locals if not name.startswith("__"))
    x = 1
    more = sorted(name for name in sys._getframe(0).f_locals if not name.startswith("__"))


print(InClass.names, InClass.more)  # expect: [] ['names', 'x']


def raises():
    local = 1
    raise ValueError("v")


try:
    raises()
except ValueError as error:
    traceback = error.__traceback__
print(traceback.tb_frame.f_code.co_name, traceback.tb_next.tb_frame.f_code.co_name, traceback.tb_next.tb_next)  # expect: <module> raises None
print(traceback.tb_frame.f_globals is globals(), traceback.tb_next.tb_lineno == traceback.tb_next.tb_frame.f_lineno)  # expect: True True
made = types.TracebackType(traceback.tb_next, traceback.tb_frame, traceback.tb_lasti, 7)
print(made.tb_lineno, made.tb_next is traceback.tb_next, ValueError().with_traceback(made).__traceback__ is made)  # expect: 7 True True
made.tb_next = None
print(made.tb_next)  # expect: None
for wrong in [(1, traceback.tb_frame, 0, 0), (None, 1, 0, 0)]:
    try:
        types.TracebackType(*wrong)
    except TypeError as error:
        print(error)  # expect: expected traceback object or None, got 'int'
        # expect: traceback() argument 'tb_frame' must be frame, not int


# Generators.
def counts(limit):
    for number in range(limit):
        yield number


generator = counts(2)
print(generator.gi_frame.f_lineno - counts.__code__.co_firstlineno, generator.gi_frame.f_locals)  # expect: 0 {'limit': 2}
next(generator)
print(generator.gi_frame.f_lineno - counts.__code__.co_firstlineno, generator.gi_frame.f_locals)  # expect: 2 {'limit': 2, 'number': 0}
list(generator)
print(generator.gi_frame)  # expect: None


async def waits():
    await other()


async def other():
    await Pause()


class Pause:
    def __await__(self):
        yield


coroutine = waits()
print(coroutine.cr_frame.f_code.co_name, coroutine.cr_await)  # expect: waits None
coroutine.send(None)
print(coroutine.cr_await.__name__, type(coroutine.cr_await.cr_await).__name__)  # expect: other generator
coroutine.close()
print(coroutine.cr_frame, coroutine.cr_await)  # expect: None None


# Code and functions.
def described(a, b=1, /, c=2, *d, e, f=3, **g):
    "Documentation."
    x = lambda: (a, y)
    y = 1
    return x


code = described.__code__
print(code.co_name, code.co_qualname, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals)  # expect: described described 3 2 2 8
print(code.co_varnames, code.co_cellvars, code.co_freevars, code.co_names)  # expect: ('a', 'b', 'c', 'e', 'f', 'd', 'g', 'x') ('a', 'y') () ()
print(code.co_flags & 0x4 != 0, code.co_flags & 0x8 != 0, code.co_flags & 0x20 != 0)  # expect: True True False
print(code.co_filename == __file__, code.co_firstlineno == described.__code__.co_firstlineno, code == code, hash(code) == hash(code))  # expect: True True True True
inner = described(1, e=2)
print(sorted(inner.__code__.co_freevars), sorted(cell.cell_contents for cell in inner.__closure__), inner.__qualname__)  # expect: ['a', 'y'] [1, 1] described.<locals>.<lambda>
print(code.replace(co_name="other").co_name, described.__defaults__, described.__kwdefaults__, described.__globals__ is globals())  # expect: other (1, 2) {'f': 3} True
copied = types.FunctionType(code, {"__name__": "elsewhere"}, "copied", (9, 8), None)
print(copied.__name__, copied.__defaults__, copied.__module__, copied(1, e=1, f=2)()[1])  # expect: copied (9, 8) elsewhere 1


def swapped():
    return "one"


def replacement():
    return "two"


swapped.__code__ = replacement.__code__
print(swapped(), swapped.__name__)  # expect: two swapped
print(types.CodeType, types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.GeneratorType)  # expect: <class 'code'> <class 'function'> <class 'method'> <class 'builtin_function_or_method'> <class 'generator'>
print(isinstance(inner, types.LambdaType), isinstance(len, types.BuiltinFunctionType), isinstance([].append, types.BuiltinMethodType))  # expect: True True True
