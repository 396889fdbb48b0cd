# Generators: send, throw, close, yield from, return values, finally, and errors that become RuntimeError.


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


def plain():
    yield 1
    yield 2
    return "end"


g = plain()
print(next(g), next(g))  # expect: 1 2
print(outcome(next, g), outcome(next, g), outcome(next, g))  # expect: StopIteration(end) StopIteration() StopIteration()
print(list(plain()), sum(plain()), iter(g) is g, next(g, "default"))  # expect: [1, 2] 3 True default


def stop_value(generator):
    try:
        while True:
            next(generator)
    except StopIteration as stop:
        return stop.value


print(stop_value(plain()))  # expect: end


def echo():
    received = None
    while True:
        received = yield received


g = echo()
print(outcome(g.send, 1))  # expect: TypeError(can't send non-None value to a just-started generator)
print(g.send(None), g.send("a"), g.send((1, 2)), next(g))  # expect: None a (1, 2) None
g.close()
print(outcome(g.send, 1), outcome(next, g))  # expect: StopIteration() StopIteration()


# throw
def catches():
    while True:
        try:
            yield "ready"
        except ValueError as error:
            yield f"caught {error}"


g = catches()
print(next(g), g.throw(ValueError("one")), next(g), g.throw(ValueError("two")))  # expect: ready caught one ready caught two
print(outcome(g.throw, KeyError("k")), outcome(next, g))  # expect: KeyError('k') StopIteration()
g = catches()
print(outcome(g.throw, ValueError("before the start")))  # expect: ValueError(before the start)
print(outcome(next, g))  # expect: StopIteration()
g = plain()
list(g)
print(outcome(g.throw, ValueError("after the end")))  # expect: ValueError(after the end)
print(outcome(plain().throw, 1))  # expect: TypeError(exceptions must be classes or instances deriving from BaseException, not int)
print(outcome(plain().throw, "text"))  # expect: TypeError(exceptions must be classes or instances deriving from BaseException, not str)
print(outcome(catches().throw, ValueError))  # expect: ValueError()


# close
log = []


def closable():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append("exit")
        raise
    finally:
        log.append("finally")


g = closable()
g.close()
print(log)  # expect: []
g = closable()
next(g)
print(g.close(), log, outcome(next, g))  # expect: None ['exit', 'finally'] StopIteration()
log.clear()


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "value of close"


g = returns_on_close()
next(g)
print(g.close(), g.close())  # expect: value of close None


def ignores_close():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass


g = ignores_close()
next(g)
print(outcome(g.close))  # expect: RuntimeError(generator ignored GeneratorExit)


def raises_on_close():
    try:
        yield
    finally:
        raise KeyError("in finally")


g = raises_on_close()
next(g)
print(outcome(g.close))  # expect: KeyError('in finally')


def finally_order():
    try:
        try:
            yield "a"
        finally:
            log.append("inner")
    finally:
        log.append("outer")
    log.append("not reached when closed")


g = finally_order()
next(g)
del g
print(log)  # expect: ['inner', 'outer']
log.clear()
for item in finally_order():
    log.append(item)
print(log)  # expect: ['a', 'inner', 'outer', 'not reached when closed']
log.clear()


# StopIteration inside becomes RuntimeError.
def stops():
    yield 1
    raise StopIteration("inside")


g = stops()
next(g)
try:
    next(g)
except RuntimeError as error:
    print(error, "|", repr(error.__cause__), error.__cause__ is error.__context__)  # expect: generator raised StopIteration | StopIteration('inside') True


def exhausted_inside():
    yield next(iter(()))


print(outcome(list, exhausted_inside()))  # expect: RuntimeError(generator raised StopIteration)
g = catches()
next(g)
print(outcome(g.throw, StopIteration("thrown")))  # expect: RuntimeError(generator raised StopIteration)


# yield from
def inner():
    try:
        got = yield "i1"
        log.append(("inner got", got))
        got = yield "i2"
        log.append(("inner got", got))
    except ValueError as error:
        log.append(("inner caught", str(error)))
        yield "handled"
    finally:
        log.append("inner finally")
    return "inner value"


def outer():
    value = yield from inner()
    log.append(("outer got", value))
    yield "o1"
    return value


g = outer()
print(next(g), g.send("A"), g.send("B"), stop_value(g))  # expect: i1 i2 o1 inner value
print(log)  # expect: [('inner got', 'A'), ('inner got', 'B'), 'inner finally', ('outer got', 'inner value')]
log.clear()
g = outer()
print(next(g), g.throw(ValueError("x")), next(g))  # expect: i1 handled o1
print(log)  # expect: [('inner caught', 'x'), 'inner finally', ('outer got', 'inner value')]
log.clear()
g = outer()
next(g)
g.close()
print(log)  # expect: ['inner finally']
log.clear()
g = outer()
next(g)
print(outcome(g.throw, KeyError("k")))  # expect: KeyError('k')
print(log)  # expect: ['inner finally']
log.clear()


def from_things():
    yield from [1, 2]
    yield from "ab"
    yield from range(2)
    yield from (x for x in (7, 8))
    yield from {}
    result = yield from ()
    yield result


print(list(from_things()))  # expect: [1, 2, 'a', 'b', 0, 1, 7, 8, None]


def from_wrong():
    yield from 5


print(outcome(list, from_wrong()))  # expect: TypeError('int' object is not iterable)


def send_to_list():
    yield from [1, 2]


g = send_to_list()
next(g)
print(outcome(g.send, 5))  # expect: AttributeError('list_iterator' object has no attribute 'send')
g = send_to_list()
next(g)
print(outcome(g.throw, ValueError("to a list")))  # expect: ValueError(to a list)


class Delegate:
    def __init__(self):
        self.log = []

    def __iter__(self):
        return self

    def __next__(self):
        self.log.append("next")
        return "n"

    def send(self, value):
        self.log.append(("send", value))
        return "s"

    def throw(self, *error):
        self.log.append(("throw", len(error)))
        return "t"

    def close(self):
        self.log.append("close")


def delegates(to):
    yield from to


delegate = Delegate()
g = delegates(delegate)
print(next(g), g.send(1), g.throw(ValueError("v")), g.send(None), g.close(), delegate.log)  # expect: n s t n None ['next', ('send', 1), ('throw', 1), 'next', 'close']


class BadClose(Delegate):
    def close(self):
        raise OSError("cannot close")


g = delegates(BadClose())
next(g)
print(outcome(g.close))  # expect: OSError(cannot close)


def recursive(depth):
    if depth:
        yield depth
        yield from recursive(depth - 1)


print(list(recursive(5)), sum(1 for _ in recursive(200)))  # expect: [5, 4, 3, 2, 1] 200


def tree(items):
    for item in items:
        if isinstance(item, list):
            yield from tree(item)
        else:
            yield item


print(list(tree([1, [2, [3, [4]], 5], []])))  # expect: [1, 2, 3, 4, 5]


# A generator that is running cannot be resumed.
def resumes_itself():
    yield next(me)


me = resumes_itself()
print(outcome(next, me))  # expect: ValueError(generator already executing)


def closes_itself():
    me.close()
    yield


me = closes_itself()
print(outcome(next, me))  # expect: ValueError(generator already executing)

# Where yield may stand.
def everywhere():
    x = [(yield 1), (yield 2)]
    y = {(yield 3): (yield 4)}
    z = f"{(yield 5)}"
    w = yield (yield 6)
    if (yield 7):
        u = lambda: (yield 8)
    assert (yield 9) is None
    return x, y, z, w


g = everywhere()
values = [next(g)]
try:
    for value in "abcdef":
        values.append(g.send(value))
    values.append(g.send("g"))
    values.append(g.send(True))
    g.send(None)
except StopIteration as stop:
    print(values, stop.value)  # expect: [1, 2, 3, 4, 5, 6, 'f', 7, 9] (['a', 'b'], {'c': 'd'}, 'e', 'g')

# yield in with, try, loops with else
class Manager:
    def __enter__(self):
        log.append("enter")
        return self

    def __exit__(self, kind, value, traceback):
        log.append(("exit", kind and kind.__name__))


def with_manager():
    with Manager():
        for number in range(3):
            if number == 1:
                continue
            yield number
        else:
            yield "else"


print(list(with_manager()), log)  # expect: [0, 2, 'else'] ['enter', ('exit', None)]
log.clear()
g = with_manager()
next(g)
g.close()
print(log)  # expect: ['enter', ('exit', 'GeneratorExit')]
log.clear()
g = with_manager()
next(g)
print(outcome(g.throw, ValueError("v")), log)  # expect: ValueError(v) ['enter', ('exit', 'ValueError')]
log.clear()


def yields_in_except():
    try:
        raise ValueError("v")
    except ValueError as error:
        yield str(error)
        try:
            raise
        except ValueError:
            yield "again"
    finally:
        yield "finally"


print(list(yields_in_except()))  # expect: ['v', 'again', 'finally']


# The exception that is being handled belongs to each frame.
import sys


def handling():
    try:
        raise KeyError("mine")
    except KeyError:
        yield type(sys.exception()).__name__
        yield type(sys.exception()).__name__
    yield sys.exception()


g = handling()
try:
    raise OSError("outer")
except OSError:
    print(next(g), type(sys.exception()).__name__, next(g), type(sys.exception()).__name__, type(next(g)).__name__)  # expect: KeyError OSError KeyError OSError OSError
print(sys.exception())  # expect: None

# Attributes.
def gen(a):
    b = yield a


g = gen(1)
print(g.__name__, g.__qualname__, g.gi_running, g.gi_suspended, g.gi_code is gen.__code__, g.gi_yieldfrom)  # expect: gen gen False False True None
next(g)
print(g.gi_suspended, g.gi_running, repr(g)[:21])  # expect: True False <generator object gen
g.__name__ = "renamed"
g.__qualname__ = "also.renamed"
print(g.__name__, repr(g)[:30])  # expect: renamed <generator object also.renamed
outer_generator = outer()
next(outer_generator)
print(outer_generator.gi_yieldfrom.__name__)  # expect: inner
outer_generator.close()
log.clear()
print(outcome(setattr, g, "__name__", 1))  # expect: TypeError(__name__ must be set to a string object)
print(type(g).__name__, outcome(type(g)))  # expect: generator TypeError(cannot create 'generator' instances)

# Expressions.
squares = (x * x for x in range(4))
print(type(squares).__name__, squares.__name__, list(squares), list(squares))  # expect: generator <genexpr> [0, 1, 4, 9] []
print(sum(x for x in range(5) if x % 2), max((len(w), w) for w in ["a", "bcd", "ef"]))  # expect: 4 (3, 'bcd')


def lazy_source():
    log.append("started")
    yield 1


pending = (x for x in lazy_source())
print(log)  # expect: []
list(pending)
print(log)  # expect: ['started']
print(outcome(lambda: (x for x in 5)))  # expect: TypeError('int' object is not iterable)

# for-loops take the iterator once; return in a loop closes nothing that still lives.
def first_even(items):
    for item in items:
        if item % 2 == 0:
            return item


shared = iter([1, 2, 3, 4])
print(first_even(shared), list(shared))  # expect: 2 [3, 4]


# After an `except` in a generator, what is being handled is what the resumer of this moment handles.
import sys


def handles_then_looks():
    try:
        raise ValueError
    except ValueError:
        yield repr(sys.exception())
    yield repr(sys.exception())
    yield repr(sys.exception())


def passes_on(inner):
    yield from inner


for generator in (handles_then_looks(), passes_on(handles_then_looks())):
    try:
        raise KeyError("first")
    except KeyError:
        seen = [next(generator)]
    try:
        raise IndexError("second")
    except IndexError:
        seen.append(next(generator))
    seen.append(next(generator))
    print(seen, sys.exception())
# expect: ['ValueError()', "IndexError('second')", 'None'] None
# expect: ['ValueError()', "IndexError('second')", 'None'] None
