# Chains of `yield from` and `await`: steps that pass through many generators, and everything that ends one in the middle.

import sys
import traceback


def leaf(log):
    try:
        got = yield 1
        log.append(("leaf got", got))
        got = yield 2
        log.append(("leaf got", got))
    except ValueError as error:
        log.append(("leaf caught", str(error)))
        yield "recovered"
    finally:
        log.append("leaf over")
    return "leaf result"


def link(depth, log):
    if depth == 0:
        result = yield from leaf(log)
    else:
        result = yield from link(depth - 1, log)
    log.append((depth, result))
    yield ("after", depth)
    return (depth, result)


def drive(generator, *sent):
    out = [next(generator)]
    for value in sent:
        try:
            out.append(generator.send(value))
        except StopIteration as stop:
            out.append(("stop", stop.value))
            break
    return out


log = []
print(drive(link(3, log), "a", "b", "c", "d", "e", "f", "g"))
# expect: [1, 2, ('after', 0), ('after', 1), ('after', 2), ('after', 3), ('stop', (3, (2, (1, (0, 'leaf result')))))]
print(log[:3], log[3])  # expect: [('leaf got', 'a'), ('leaf got', 'b'), 'leaf over'] (0, 'leaf result')

# throw() into the middle of a chain, and close().
log = []
chain = link(3, log)
print(next(chain), chain.send("x"), chain.throw(ValueError("thrown")))  # expect: 1 2 recovered
print(next(chain), log[-2:])  # expect: ('after', 0) ['leaf over', (0, 'leaf result')]
chain.close()
log = []
chain = link(5, log)
print(next(chain), next(chain))  # expect: 1 2
chain.close()
print(log)  # expect: [('leaf got', None), 'leaf over']


# An exception of the last link is seen by each link on its way, with all their lines in the traceback.
def failing():
    yield "first"
    yield "second"
    raise KeyError("leaf failed")


def watching(depth, seen):
    kept = f"local of {depth}"
    try:
        yield from watching(depth - 1, seen) if depth else failing()
    except KeyError as error:
        seen.append((depth, kept))
        if depth == 2:
            raise RuntimeError("two") from error
        raise
    finally:
        seen.append(("over", depth))


seen = []
items = []
try:
    for item in watching(3, seen):
        items.append(item)
except RuntimeError as error:
    names = [entry.name for entry in traceback.extract_tb(error.__traceback__)]
    cause = [entry.name for entry in traceback.extract_tb(error.__cause__.__traceback__)]
    print(items, names)  # expect: ['first', 'second'] ['<module>', 'watching', 'watching']
    print(cause)  # expect: ['watching', 'watching', 'watching', 'failing']
print(seen[:4])  # expect: [(0, 'local of 0'), ('over', 0), (1, 'local of 1'), ('over', 1)]
print(seen[4:])  # expect: [(2, 'local of 2'), ('over', 2), ('over', 3)]


# What is being handled belongs to each generator.
def handles():
    yield 1
    print("inner sees", sys.exception())
    yield 2
    try:
        raise IndexError("own")
    except IndexError:
        yield 3
        print("inner keeps", repr(sys.exception()))
        yield 4


def delegates_in_except():
    try:
        raise ValueError("outer")
    except ValueError:
        yield from handles()


def around():
    yield from delegates_in_except()


chain = around()
print(next(chain), next(chain))
# expect: inner sees outer
# expect: 1 2
print(next(chain), sys.exception())  # expect: 3 None
try:
    raise TypeError("resumer")
except TypeError:
    print(next(chain), repr(sys.exception()))
# expect: inner keeps IndexError('own')
# expect: 4 TypeError('resumer')
print(list(chain), sys.exception())  # expect: [] None


# A link that is resumed while it runs; one that others share; one that returns at once.
def reenters(box):
    yield 0
    try:
        next(box[0])
    except ValueError as error:
        yield str(error)


def through(inner):
    yield from inner


box = []
inner = reenters(box)
middle = through(inner)
outer = through(middle)
box.append(middle)
print(next(outer), next(outer))  # expect: 0 generator already executing
print(middle.gi_running, middle.gi_yieldfrom is inner, inner.gi_yieldfrom)  # expect: False True None


def look(frames):
    yield "start"
    frame = sys._getframe()
    while frame is not None and frame.f_code.co_name != "<module>":
        frames.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        frame = frame.f_back
    yield "end"


frames = []
print(list(through(through(look(frames)))), frames)
# expect: ['start', 'end'] [('look', 4), ('through', 1), ('through', 1)]


# Too deep: the error arises in the chain, which can be caught in it, and is left by it.
def deep(depth):
    if depth:
        yield from deep(depth - 1)
    else:
        while True:
            yield depth


def descend(depth, generator):
    return descend(depth - 1, generator) if depth else next(generator)


chain = deep(300)
print(next(chain), next(chain))  # expect: 0 0
limit = sys.getrecursionlimit()
try:
    descend(limit - 150, chain)
except RecursionError as error:
    print("too deep")  # expect: too deep
print(list(chain))  # expect: []


# Coroutines delegate by `await` in the same way.
class Pause:
    def __await__(self):
        got = yield "paused"
        return got


async def work(depth):
    if depth:
        return await work(depth - 1) + [depth]
    return [await Pause(), await Pause()]


task = work(4)
out = [task.send(None), task.send("one")]
try:
    task.send("two")
except StopIteration as stop:
    out.append(stop.value)
print(out)  # expect: ['paused', 'paused', ['one', 'two', 1, 2, 3, 4]]


# Many steps, many links: the values are in order, and nothing stays behind.
def count(stop):
    total = 0
    for number in range(stop):
        total += (yield number) or 0
    return total


def nest(depth, stop):
    return (yield from nest(depth - 1, stop)) + 1 if depth else (yield from count(stop))


print(list(nest(50, 2000)) == list(range(2000)))  # expect: True
chain = nest(20, 100)
next(chain)
try:
    while True:
        chain.send(2)
except StopIteration as stop:
    print(stop.value)  # expect: 220


# A chain that becomes shared while it is under way: its first link is given to another thread.
import threading


class Board:
    pass


board = Board()
boards = [board]


def shows(text):
    yield text
    board.chain = chain
    boards.append([chain])
    yield text * 2
    yield [text]


def take(results):
    results.append(next(board.chain))


chain = through(through(shows("ab")))
print(next(chain), next(chain))  # expect: ab abab
results = []
thread = threading.Thread(target=take, args=(results,))
thread.start()
thread.join()
print(results, list(chain))  # expect: [['ab']] []
