# Generators, coroutines, async generators: sending, throwing, closing, delegating.
import sys


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except BaseException as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


def count(n):
    for i in range(n):
        yield i


g = count(3)
print(next(g), list(g), list(g), error(next, g), type(g).__name__, iter(g) is g)  # expect: 0 [1, 2] [] StopIteration:  generator True


def echo():
    got = None
    while True:
        got = yield got


e = echo()
print(error(e.send, 1), next(e), e.send("a"), e.send("b"), next(e), e.close(), error(next, e), sep="; ")  # expect: TypeError: can't send non-None value to a just-started generator; None; a; b; None; None; StopIteration: 


def catching():
    while True:
        try:
            yield "ready"
        except ValueError as caught:
            yield f"caught {caught}"


c = catching()
print(next(c), c.throw(ValueError("v")), next(c), c.throw(ValueError("again")), error(c.throw, KeyError("k")), error(next, c))  # expect: ready caught v ready caught again KeyError: 'k' StopIteration: 
print(error(count(1).throw, ValueError("first")), error(count(1).throw, ValueError), error(count(1).throw, 5), error(count(1).throw), sep="; ")  # expect: ValueError: first; ValueError: ; TypeError: exceptions must be classes or instances deriving from BaseException, not int; TypeError: throw expected at least 1 argument, got 0


def ignoring():
    try:
        yield 1
    except GeneratorExit:
        yield 2


i = ignoring()
next(i)
print(error(i.close))  # expect: RuntimeError: generator ignored GeneratorExit


def cleanup(log):
    try:
        yield 1
    finally:
        log.append("closed")


log = []
k = cleanup(log)
next(k)
k.close()
k.close()
print(log, error(next, k))  # expect: ['closed'] StopIteration: 


def returning():
    yield 1
    return "value"


r = returning()
next(r)
try:
    next(r)
except StopIteration as stop:
    print(stop.value)  # expect: value
unstarted = returning()
print(unstarted.close(), list(unstarted))  # expect: None []


def closing_value():
    try:
        yield
    except GeneratorExit:
        return "closed"


cv = closing_value()
next(cv)
print(cv.close())  # expect: closed


def raises_stop():
    yield 1
    raise StopIteration("inner")


rs = raises_stop()
next(rs)
try:
    next(rs)
except RuntimeError as caught:
    print(caught, repr(caught.__cause__))  # expect: generator raised StopIteration StopIteration('inner')


def inner():
    try:
        received = yield "inner 1"
        yield f"inner got {received}"
    except KeyError as caught:
        yield f"inner caught {caught}"
    return "inner result"


def outer():
    result = yield from inner()
    yield f"outer got {result}"


o = outer()
print(next(o), o.send("sent"), next(o), error(next, o))  # expect: inner 1 inner got sent outer got inner result StopIteration: 
o = outer()
print(next(o), o.throw(KeyError("thrown")), next(o))  # expect: inner 1 inner caught 'thrown' outer got inner result
o = outer()
next(o)
print(o.close(), error(next, o))  # expect: None StopIteration: 


def over_iterables():
    yield from [1, 2]
    yield from "ab"
    return (yield from ())


print(list(over_iterables()), error(list, (lambda: (yield from 5))()))  # expect: [1, 2, 'a', 'b'] TypeError: 'int' object is not iterable


def recursive():
    yield 1
    next(self_reference)


self_reference = recursive()
next(self_reference)
print(error(next, self_reference))  # expect: ValueError: generator already executing
named = count(1)
print(named.__name__, named.__qualname__, named.gi_running, named.gi_suspended, named.gi_code is count.__code__, repr(named)[:24])  # expect: count count False False True <generator object count 
next(named)
named.__name__ = "other"
print(named.__name__, named.gi_suspended, named.gi_yieldfrom, error(setattr, named, "__name__", 5))  # expect: other True None TypeError: __name__ must be set to a string object
print(sum(x * x for x in range(4)), [*(y for y in "ab")], max((len(w) for w in ["a", "bc"]), default=0))  # expect: 14 ['a', 'b'] 2
print(error(lambda: [next(iter([])) for _ in range(1)]), error(list, (next(iter([])) for _ in range(1))), sep="; ")  # expect: StopIteration: ; RuntimeError: generator raised StopIteration


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fibonacci()
print([next(f) for _ in range(10)])  # expect: [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(list(tree(3)))  # expect: [1, 2, 1, 3, 1, 2, 1]


def handled():
    try:
        raise ValueError("inside")
    except ValueError:
        yield "in handler"
        try:
            raise KeyError("second")
        except KeyError as caught:
            yield repr(caught.__context__)


h = handled()
try:
    raise TypeError("outside")
except TypeError:
    print(next(h))  # expect: in handler
print(next(h))  # expect: ValueError('inside')

# Coroutines.


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


async def simple():
    return "result"


async def waiting(log):
    log.append(await Pause("first"))
    log.append(await simple())
    try:
        await Pause("second")
    except ValueError as caught:
        log.append(f"caught {caught}")
    return "done"


log = []
w = waiting(log)
print(w.send(None), w.send("reply"), error(w.throw, ValueError("x")), log)  # expect: first second StopIteration: done ['reply', 'result', 'caught x']
print(error(w.send, None), type(w).__name__, w.__name__, w.cr_running)  # expect: RuntimeError: cannot reuse already awaited coroutine coroutine waiting False
s = simple()
try:
    s.send(None)
except StopIteration as stop:
    print(stop.value)  # expect: result
s = simple()
print(error(s.send, 1), s.close(), error(s.send, None), sep="; ")  # expect: TypeError: can't send non-None value to a just-started coroutine; None; RuntimeError: cannot reuse already awaited coroutine
s = simple()
print(error(iter, s).startswith("TypeError"), error(next, s).startswith("TypeError"), s.close())  # expect: True True None
a = simple().__await__()
print(type(a).__name__, error(next, a), iter(a) is a)  # expect: coroutine_wrapper StopIteration: result True


async def bad_await():
    await 5


print(error(bad_await().send, None))  # expect: TypeError: 'int' object can't be awaited


def drive(coroutine):
    yields = []
    try:
        while True:
            yields.append(coroutine.send(None))
    except StopIteration as stop:
        return yields, stop.value


class Manager:
    async def __aenter__(self):
        await Pause("enter")
        return "managed"

    async def __aexit__(self, kind, value, traceback):
        await Pause("exit")
        return kind is KeyError


async def with_manager():
    async with Manager() as value:
        raise KeyError("swallowed")
    return value


print(drive(with_manager()))  # expect: (['enter', 'exit'], 'managed')


class Async:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


async def loop():
    found = []
    async for value in Async(3):
        found.append(value)
    else:
        found.append("else")
    return found, [x async for x in Async(2)]


print(drive(loop()))  # expect: ([], ([2, 1, 0, 'else'], [1, 0]))

# Async generators.


async def agen(n):
    for i in range(n):
        got = yield i
        if got:
            await Pause(got)


async def use():
    found = [x async for x in agen(3)]
    g = agen(3)
    found.append(await g.asend(None))
    found.append(await g.asend("pause"))
    found.append(await anext(g))
    found.append(await anext(g, "default"))
    try:
        await anext(g)
    except StopAsyncIteration:
        found.append("stop")
    return found


print(drive(use()))  # expect: (['pause'], [0, 1, 2, 0, 1, 2, 'default', 'stop'])


async def agen_cleanup(log):
    try:
        yield 1
        yield 2
    except ValueError:
        yield "caught"
    finally:
        log.append("cleanup")


async def use_cleanup():
    log = []
    g = agen_cleanup(log)
    await g.__anext__()
    await g.aclose()
    await g.aclose()
    h = agen_cleanup(log)
    await h.__anext__()
    log.append(await h.athrow(ValueError("x")))
    try:
        await h.athrow(KeyError("y"))
    except KeyError as caught:
        log.append(repr(caught))
    return log, [x async for x in h]


print(drive(use_cleanup()))  # expect: ([], (['cleanup', 'caught', 'cleanup', "KeyError('y')"], []))


async def ignoring_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def use_ignoring():
    g = ignoring_exit()
    await anext(g)
    try:
        await g.aclose()
    except RuntimeError as caught:
        return str(caught)


print(drive(use_ignoring()))  # expect: ([], 'async generator ignored GeneratorExit')
g = agen(1)
n = g.asend(None)
print(error(n.send, None), error(n.send, None), sep="; ")  # expect: StopIteration: 0; RuntimeError: cannot reuse already awaited __anext__()/asend()
print(error(agen(1).asend(1).send, None), type(g).__name__, g.ag_running, error(aiter, 5), error(anext, 5), sep="; ")  # expect: TypeError: can't send non-None value to a just-started async generator; async_generator; False; TypeError: 'int' object is not an async iterable; TypeError: 'int' object is not an async iterator
g = agen(2)
first, second = g.asend(None), g.asend("x")
print(error(first.send, None), second.send(None), error(g.asend(None).send, None), error(second.send, None), sep="; ")  # expect: StopIteration: 0; x; RuntimeError: anext(): asynchronous generator is already running; StopIteration: 1


def dying(name):
    try:
        yield name
    finally:
        sys.stdout.write(f"closed {name}\n")


d = dying("one"); next(d); del d  # expect: closed one
for value in dying("two"): break  # expect: closed two
del value
unstarted = dying("never"); del unstarted


def lost():
    inner = dying("three"); next(inner)  # expect: closed three


lost()
print("end")  # expect: end
