# Coroutines, asynchronous generators, `async for`, `async with` and asynchronous comprehensions, driven by hand.

log = []


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


def drive(coroutine, answers=()):
    """Runs a coroutine; gives what it paused with and what it returned."""
    pauses = []
    answers = iter(answers)
    answer = None
    try:
        while True:
            pauses.append(coroutine.send(answer))
            answer = next(answers, None)
    except StopIteration as stop:
        return pauses, stop.value


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


async def simple():
    return 1


async def pauses():
    a = await Pause("p1")
    b = await Pause("p2")
    return a, b


async def nested():
    first = await pauses()
    second = await simple()
    return first, second


print(drive(simple()), drive(pauses(), [1, 2]), drive(nested(), ["x"]))  # expect: ([], 1) (['p1', 'p2'], (1, 2)) (['p1', 'p2'], (('x', None), 1))


async def raises():
    await Pause(1)
    raise ValueError("inside")


async def catches():
    try:
        await raises()
    except ValueError as error:
        return f"caught {error}"
    finally:
        log.append("finally")


print(drive(catches()), log)  # expect: ([1], 'caught inside') ['finally']
log.clear()
print(outcome(drive, raises()))  # expect: ValueError(inside)

# throw and close reach the innermost.
async def innermost():
    try:
        await Pause("deep")
    except KeyError as error:
        return f"key {error}"
    finally:
        log.append("innermost finally")


async def outermost():
    return await innermost()


coroutine = outermost()
print(coroutine.send(None))  # expect: deep
print(outcome(coroutine.throw, KeyError("k")), log)  # expect: StopIteration(key 'k') ['innermost finally']
log.clear()
coroutine = outermost()
coroutine.send(None)
coroutine.close()
print(log)  # expect: ['innermost finally']
log.clear()
print(outcome(coroutine.send, None))  # expect: RuntimeError(cannot reuse already awaited coroutine)
coroutine = simple()
print(outcome(coroutine.send, 1))  # expect: TypeError(can't send non-None value to a just-started coroutine)
drive(coroutine)
print(outcome(coroutine.send, None))  # expect: RuntimeError(cannot reuse already awaited coroutine)
print(outcome(coroutine.throw, ValueError("v")))  # expect: RuntimeError(cannot reuse already awaited coroutine)


async def stops():
    raise StopIteration("s")


print(outcome(drive, stops()))  # expect: RuntimeError(coroutine raised StopIteration)


# What cannot be awaited.
async def awaits(thing):
    return await thing


class BadAwait:
    def __await__(self):
        return 5


class AwaitCoroutine:
    def __await__(self):
        return waiting


waiting = simple()
print(outcome(drive, awaits(5)))  # expect: TypeError('int' object can't be awaited)
print(outcome(drive, awaits(BadAwait())))  # expect: TypeError(__await__() returned non-iterator of type 'int')
print(outcome(drive, awaits(AwaitCoroutine())))  # expect: TypeError(__await__() returned a coroutine)
waiting.close()
done = simple()
drive(done)
print(outcome(drive, awaits(done)))  # expect: RuntimeError(cannot reuse already awaited coroutine)
shared = pauses()
shared.send(None)
print(outcome(drive, awaits(shared)))  # expect: RuntimeError(coroutine is being awaited already)
shared.close()
print(outcome(lambda: [x for x in simple_unused]) if "simple_unused" in globals() else "-")  # expect: -
unused = simple()
print(outcome(iter, unused), outcome(next, unused))  # expect: TypeError('coroutine' object is not iterable) TypeError('coroutine' object is not an iterator)
unused.close()


# async with
class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        log.append(f"enter {self.name}")
        await Pause(f"entering {self.name}")
        return self.name

    async def __aexit__(self, kind, value, traceback):
        log.append(f"exit {self.name} {kind and kind.__name__}")
        await Pause(f"leaving {self.name}")
        return self.swallow


async def with_two():
    async with Manager("a") as a, Manager("b") as b:
        log.append(f"body {a} {b}")
    return "done"


async def with_error(swallow):
    async with Manager("e", swallow):
        raise ValueError("body")
    return "swallowed"


async def with_return():
    for number in range(2):
        async with Manager(str(number)):
            if number == 1:
                return number
            continue


print(drive(with_two()), log)  # expect: (['entering a', 'entering b', 'leaving b', 'leaving a'], 'done') ['enter a', 'enter b', 'body a b', 'exit b None', 'exit a None']
log.clear()
print(drive(with_error(True)), outcome(drive, with_error(False)), log)  # expect: (['entering e', 'leaving e'], 'swallowed') ValueError(body) ['enter e', 'exit e ValueError', 'enter e', 'exit e ValueError']
log.clear()
print(drive(with_return()), log)  # expect: (['entering 0', 'leaving 0', 'entering 1', 'leaving 1'], 1) ['enter 0', 'exit 0 None', 'enter 1', 'exit 1 None']
log.clear()


async def with_wrong(thing):
    async with thing:
        pass


class OnlyEnter:
    async def __aenter__(self):
        pass


class Sync:
    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass


class NotAwaitable:
    def __aenter__(self):
        return 5

    async def __aexit__(self, *_):
        pass


print(outcome(drive, with_wrong(1)))  # expect: TypeError('int' object does not support the asynchronous context manager protocol (missed __aexit__ method))
print(outcome(drive, with_wrong(OnlyEnter())))  # expect: TypeError('__main__.OnlyEnter' object does not support the asynchronous context manager protocol (missed __aexit__ method))
print(outcome(drive, with_wrong(Sync())))  # expect: TypeError('__main__.Sync' object does not support the asynchronous context manager protocol (missed __aexit__ method) but it supports the context manager protocol. Did you mean to use 'with'?)
print(outcome(drive, with_wrong(NotAwaitable())))  # expect: TypeError('async with' received an object from __aenter__ that does not implement __await__: int)


# async for
class Countdown:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.count == 0:
            raise StopAsyncIteration
        self.count -= 1
        await Pause(f"tick {self.count}")
        return self.count


async def loops(count):
    seen = []
    async for item in Countdown(count):
        if item == 4:
            continue
        if item == 0:
            break
        seen.append(item)
    else:
        seen.append("else")
    return seen


async def whole():
    seen = []
    async for item in Countdown(2):
        seen.append(item)
    else:
        seen.append("else")
    return seen


print(drive(loops(6)))  # expect: (['tick 5', 'tick 4', 'tick 3', 'tick 2', 'tick 1', 'tick 0'], [5, 3, 2, 1])
print(drive(whole()))  # expect: (['tick 1', 'tick 0'], [1, 0, 'else'])


async def loops_over(thing):
    async for item in thing:
        return item


class NoNext:
    def __aiter__(self):
        return self


class WrongNext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 1


class WrongIter:
    def __aiter__(self):
        return 1


print(outcome(drive, loops_over([1])))  # expect: TypeError('async for' requires an object with __aiter__ method, got list)
print(outcome(drive, loops_over(NoNext())))  # expect: TypeError('async for' received an object from __aiter__ that does not implement __anext__: NoNext)
print(outcome(drive, loops_over(WrongNext())))  # expect: TypeError('async for' received an invalid object from __anext__: int)
print(outcome(drive, loops_over(WrongIter())))  # expect: TypeError('async for' received an object from __aiter__ that does not implement __anext__: int)


# Asynchronous generators.
async def agen(count):
    try:
        for number in range(count):
            got = yield number
            if got is not None:
                log.append(f"got {got}")
            await Pause("between")
    except KeyError as error:
        yield f"caught {error}"
    finally:
        log.append("agen finally")


async def collects():
    return [item async for item in agen(3)]


print(drive(collects()), log)  # expect: (['between', 'between', 'between'], [0, 1, 2]) ['agen finally']
log.clear()
generator = agen(3)
print(drive(generator.asend(None)), drive(generator.asend("hello")), drive(generator.athrow(KeyError("k"))))  # expect: ([], 0) (['between'], 1) ([], "caught 'k'")
print(outcome(drive, generator.__anext__()), outcome(drive, generator.__anext__()), log)  # expect: StopAsyncIteration() StopAsyncIteration() ['got hello', 'agen finally']
log.clear()
generator = agen(3)
drive(generator.__anext__())
print(drive(generator.aclose()), log, outcome(drive, generator.asend(None)))  # expect: ([], None) ['agen finally'] StopAsyncIteration()
log.clear()
print(outcome(drive, agen(1).asend(1)))  # expect: TypeError(can't send non-None value to a just-started async generator)


async def ignores_exit():
    try:
        yield 1
    finally:
        yield 2


generator = ignores_exit()
drive(generator.__anext__())
print(outcome(drive, generator.aclose()))  # expect: RuntimeError(async generator ignored GeneratorExit)


async def raises_stop():
    yield 1
    raise StopAsyncIteration


async def raises_stop_iteration():
    yield 1
    raise StopIteration


async def drain(generator):
    return [item async for item in generator]


print(outcome(drive, drain(raises_stop())))  # expect: RuntimeError(async generator raised StopAsyncIteration)
print(outcome(drive, drain(raises_stop_iteration())))  # expect: RuntimeError(async generator raised StopIteration)
print(drive(anext(agen(1), "default")), outcome(drive, anext(agen(0), "default")))  # expect: ([], 0) ([], 'default')
log.clear()
print(outcome(aiter, 1), outcome(anext, 1))  # expect: TypeError('int' object is not an async iterable) TypeError('int' object is not an async iterator)
generator = agen(1)
print(aiter(generator) is generator, type(generator).__name__, type(generator.asend(None)).__name__, generator.ag_running)  # expect: True async_generator async_generator_asend False
drive(generator.aclose())


# Comprehensions.
async def comprehensions():
    squares = [x * x async for x in Countdown(3)]
    unique = {x % 2 == 5 async for x in Countdown(4)}
    table = {x: y async for x in Countdown(2) for y in range(x + 1)}
    awaited = [await simple() for _ in range(2)]
    filtered = [x async for x in Countdown(5) if await keeps(x)]
    lazy = (x async for x in Countdown(2))
    late = [x async for x in lazy]
    nested_inner = [[y async for y in Countdown(x)] for x in range(3)]
    return squares, unique, table, awaited, filtered, late, nested_inner


async def keeps(x):
    return x % 2 == 0


pauses_seen, result = drive(comprehensions())
print(len(pauses_seen), result)  # expect: 19 ([4, 1, 0], {False}, {1: 1, 0: 0}, [1, 1], [4, 2, 0], [1, 0], [[], [0], [1, 0]])


async def generator_of_awaits():
    made = (await simple() for _ in range(2))
    return type(made).__name__, [x async for x in made]


print(drive(generator_of_awaits()))  # expect: ([], ('async_generator', [1, 1]))

# Attributes.
coroutine = nested()
print(type(coroutine).__name__, coroutine.__name__, coroutine.cr_running, coroutine.cr_await, coroutine.cr_code.co_name)  # expect: coroutine nested False None nested
coroutine.send(None)
print(coroutine.cr_await.__name__, coroutine.cr_suspended)  # expect: pauses True
coroutine.close()
print(nested.__code__.co_flags & 0x80 != 0, agen.__code__.co_flags & 0x200 != 0)  # expect: True True
coroutine = simple()
wrapper = coroutine.__await__()
print(type(wrapper).__name__, iter(wrapper) is wrapper, outcome(next, wrapper))  # expect: coroutine_wrapper True StopIteration(1)

import types


@types.coroutine
def old_style():
    got = yield "from generator"
    return got


async def awaits_old():
    return await old_style()


print(drive(awaits_old(), ["back"]))  # expect: (['from generator'], 'back')

for text in ["await x", "def f(): await x", "async def f(): yield from x", "async def f():\n yield 1\n return 2",
             "def f(): [x async for x in y]", "async for x in y: pass", "async with x: pass",
             "def f():\n async for x in y: pass", "def f():\n async with x: pass", "async def f(): return (yield)",
             "[await x for x in y]", "lambda: await x", "async def f(a=await x): pass"]:
    try:
        compile(text, "<text>", "exec")
        message = "fine"
    except SyntaxError as error:
        message = error.msg
    print(message)  # expect: 'await' outside function
    # expect: 'await' outside async function
    # expect: 'yield from' inside async function
    # expect: 'return' with value in async generator
    # expect: asynchronous comprehension outside of an asynchronous function
    # expect: 'async for' outside async function
    # expect: 'async with' outside async function
    # expect: 'async for' outside async function
    # expect: 'async with' outside async function
    # expect: 'return' with value in async generator
    # expect: asynchronous comprehension outside of an asynchronous function
    # expect: 'await' outside async function
    # expect: 'await' outside function
