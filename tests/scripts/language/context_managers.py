# `with`: the order of calls, swallowing, what is looked up where, and errors in each step.

log = []


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


class Manager:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        log.append(f"enter {self.name}")
        if self.fail == "enter":
            raise OSError("enter")
        return self.name

    def __exit__(self, kind, value, traceback):
        log.append(f"exit {self.name} {kind and kind.__name__} {value!r} {traceback is not None}")
        if self.fail == "exit":
            raise OSError("exit")
        return self.swallow


def show():
    result = list(log)
    log.clear()
    return result


with Manager("a") as a, Manager("b") as b:
    log.append(f"{a}{b}")
print(show())  # expect: ['enter a', 'enter b', 'ab', 'exit b None None False', 'exit a None None False']
with (Manager("a") as a, Manager("b"),):
    pass
print(show())  # expect: ['enter a', 'enter b', 'exit b None None False', 'exit a None None False']
with (Manager("a"), Manager("b")) if False else Manager("c") as c:
    pass
print(c, show())  # expect: c ['enter c', 'exit c None None False']
with Manager("x") as (first,), Manager("y") as [*rest]:
    print(first, rest)  # expect: x ['y']
log.clear()


class Box:
    pass


box = Box()
items = [0]
with Manager("t") as box.attribute, Manager("u") as items[0]:
    pass
print(box.attribute, items)  # expect: t ['u']
log.clear()


def raising(*managers):
    with managers[0]:
        with managers[1]:
            raise ValueError("body")
    return "after"


print(outcome(raising, Manager("1"), Manager("2")), show())  # expect: ValueError(body) ['enter 1', 'enter 2', "exit 2 ValueError ValueError('body') True", "exit 1 ValueError ValueError('body') True"]
print(outcome(raising, Manager("1"), Manager("2", swallow=True)), show())  # expect: after ['enter 1', 'enter 2', "exit 2 ValueError ValueError('body') True", 'exit 1 None None False']
print(outcome(raising, Manager("1", swallow=1), Manager("2", swallow=[])), show())  # expect: after ['enter 1', 'enter 2', "exit 2 ValueError ValueError('body') True", "exit 1 ValueError ValueError('body') True"]
print(outcome(raising, Manager("1"), Manager("2", fail="exit")), show())  # expect: OSError(exit) ['enter 1', 'enter 2', "exit 2 ValueError ValueError('body') True", "exit 1 OSError OSError('exit') True"]
print(outcome(raising, Manager("1"), Manager("2", fail="enter")), show())  # expect: OSError(enter) ['enter 1', 'enter 2', "exit 1 OSError OSError('enter') True"]


def context_of_exit_error():
    try:
        with Manager("m", fail="exit"):
            raise ValueError("body")
    except OSError as error:
        return repr(error.__context__)


print(context_of_exit_error(), show())  # expect: ValueError('body') ['enter m', "exit m ValueError ValueError('body') True"]


class BadTruth:
    def __bool__(self):
        raise KeyError("truth")


print(outcome(raising, Manager("1"), Manager("2", swallow=BadTruth())), show())  # expect: KeyError('truth') ['enter 1', 'enter 2', "exit 2 ValueError ValueError('body') True", "exit 1 KeyError KeyError('truth') True"]


# What is missing.
def use(thing):
    with thing:
        pass


class NoExit:
    def __enter__(self):
        pass


class OnInstance:
    def __init__(self):
        self.__enter__ = lambda: None
        self.__exit__ = lambda *_: None


class Descriptors:
    @property
    def __enter__(self):
        log.append("get enter")
        return lambda: "entered"

    @property
    def __exit__(self):
        log.append("get exit")
        return lambda *_: log.append("exit")


print(outcome(use, 5))  # expect: TypeError('int' object does not support the context manager protocol (missed __exit__ method))
print(outcome(use, NoExit()))  # expect: TypeError('__main__.NoExit' object does not support the context manager protocol (missed __exit__ method))
print(outcome(use, OnInstance()))  # expect: TypeError('__main__.OnInstance' object does not support the context manager protocol (missed __exit__ method))
use(Descriptors())
print(show())  # expect: ['get exit', 'get enter', 'exit']


class Static:
    @staticmethod
    def __enter__():
        return "static"

    @classmethod
    def __exit__(cls, *error):
        log.append(cls.__name__)


with Static() as static:
    print(static)  # expect: static
print(show())  # expect: ['Static']


class WrongCount:
    def __enter__(self):
        return self

    def __exit__(self):
        pass


print(outcome(use, WrongCount()))  # expect: TypeError(WrongCount.__exit__() takes 1 positional argument but 4 were given)


# Leaving by every way.
def loop():
    for number in range(4):
        with Manager(str(number)):
            if number == 0:
                continue
            if number == 2:
                break
    return number


print(loop(), show())  # expect: 2 ['enter 0', 'exit 0 None None False', 'enter 1', 'exit 1 None None False', 'enter 2', 'exit 2 None None False']


def yields():
    with Manager("g"):
        yield 1
        yield 2


print(list(yields()), show())  # expect: [1, 2] ['enter g', 'exit g None None False']
g = yields()
next(g)
del g
print(show())  # expect: ['enter g', 'exit g GeneratorExit GeneratorExit() True']


def system_exit():
    with Manager("s"):
        raise SystemExit(3)


print(outcome(system_exit), show())  # expect: SystemExit(3) ['enter s', 'exit s SystemExit SystemExit(3) True']


def return_value_first():
    with Manager("r"):
        return log.append("value") or "value"


print(return_value_first(), show())  # expect: value ['enter r', 'value', 'exit r None None False']


def exit_changes_value():
    value = [1]

    class Changes:
        def __enter__(self):
            return value

        def __exit__(self, *_):
            value.append(2)

    with Changes():
        return value


print(exit_changes_value())  # expect: [1, 2]


def many():
    with Manager("1"), Manager("2"), Manager("3", swallow=True), Manager("4"):
        raise ValueError("deep")
    return "swallowed"


print(many(), show())  # expect: swallowed ['enter 1', 'enter 2', 'enter 3', 'enter 4', "exit 4 ValueError ValueError('deep') True", "exit 3 ValueError ValueError('deep') True", 'exit 2 None None False', 'exit 1 None None False']


def nested_return():
    with Manager("outer"):
        try:
            with Manager("inner"):
                return "value"
        finally:
            log.append("finally")


print(nested_return(), show())  # expect: value ['enter outer', 'enter inner', 'exit inner None None False', 'finally', 'exit outer None None False']

import contextlib


@contextlib.contextmanager
def managed(name):
    log.append(f"begin {name}")
    try:
        yield name.upper()
    except ValueError as error:
        log.append(f"caught {error}")
    finally:
        log.append(f"end {name}")


with managed("m") as name:
    print(name)  # expect: M
    raise ValueError("swallowed")
print(show())  # expect: ['begin m', 'caught swallowed', 'end m']
with contextlib.suppress(KeyError):
    raise KeyError
with contextlib.ExitStack() as stack:
    stack.enter_context(Manager("s1"))
    stack.callback(log.append, "callback")
    stack.enter_context(Manager("s2"))
print(show())  # expect: ['enter s1', 'enter s2', 'exit s2 None None False', 'callback', 'exit s1 None None False']

for text in ["with a as 1: pass", "with a as f(): pass", "with (a as b, c as d): pass", "with (a as b): pass",
             "with (yield): pass", "with a as b.c[0]: pass", "with (a, b) as (c, d): pass", "with: pass",
             "with a as b, : pass", "with (a, b,): pass", "with (a for a in b) as c: pass"]:
    try:
        compile(text, "<text>", "exec")
        message = "fine"
    except SyntaxError as error:
        message = error.msg
    print(message)  # expect: cannot assign to literal
    # expect: cannot assign to function call
    # expect: fine
    # expect: fine
    # expect: 'yield' outside function
    # expect: fine
    # expect: fine
    # expect: invalid syntax
    # expect: invalid syntax
    # expect: fine
    # expect: fine
