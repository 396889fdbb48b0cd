"""Structures nested more deeply than a recursive interpreter bears: made, compared, dropped and collected."""
# no-stress: to verify a heap of so many objects again and again takes too long
import gc
import threading

DEPTH = 10_000


class Node:
    def __init__(self, after):
        self.after = after


class Slotted:
    __slots__ = ("after",)

    def __init__(self, after):
        self.after = after


def keep(value):
    return lambda: value


def failure(cause):
    error = ValueError()
    error.__cause__ = cause
    return error


def nest(wrap, innermost):
    value = innermost
    for _ in range(DEPTH):
        value = wrap(value)
    return value


WRAPS = {
    "list": lambda value: [value],
    "tuple": lambda value: (value,),
    "dict": lambda value: {"key": value},
    "instance": Node,
    "slots": Slotted,
    "closure": keep,
    "iterator": lambda value: iter([value]),
    "generator": lambda value: (item for item in [value]),
}


def attempt(action):
    """The action's result; what the machine's stack cannot bear is a RecursionError."""
    try:
        return action()
    except RecursionError as error:
        assert str(error).startswith("maximum recursion depth exceeded"), error
        return None


def check():
    for name, wrap in WRAPS.items():
        # Dropped: without recursion.
        nest(wrap, None)
        # Collected: one large cycle.
        box = [None]
        box.append(nest(wrap, box))
        del box
        found = gc.collect()
        assert found >= DEPTH, (name, found)
    nest(failure, None)
    first = ValueError()
    first.__cause__ = nest(failure, first)
    del first
    assert gc.collect() >= DEPTH
    for name in ("list", "tuple", "dict"):
        wrap = WRAPS[name]
        assert attempt(lambda: nest(wrap, 1) == nest(wrap, 1)) in (True, None), name
        assert attempt(lambda: nest(wrap, 1) == nest(wrap, 2)) in (False, None), name
        shown = attempt(lambda: repr(nest(wrap, 1)))
        assert shown is None or shown.count("1") == 1, name
    assert attempt(lambda: hash(nest(WRAPS["tuple"], 1)) != 0) in (True, None)
    assert attempt(lambda: isinstance(1, nest(WRAPS["tuple"], int))) in (True, None)


def delegate(inner):
    yield from inner


async def wait(inner):
    return await inner if inner else "end"


def chain(step, innermost, depth):
    value = innermost
    for _ in range(depth):
        value = step(value)
    return value


check()
thread = threading.Thread(target=check)
thread.start()
thread.join()
print("nested")  # expect: nested

print(list(chain(delegate, iter([1, 2]), 500)))  # expect: [1, 2]
try:
    list(chain(delegate, iter([1, 2]), DEPTH))
except RecursionError as error:
    print(error)  # expect: maximum recursion depth exceeded
try:
    chain(wait, None, 500).send(None)
except StopIteration as stop:
    print(stop.value)  # expect: end
coroutines = [wait(None)]
for _ in range(DEPTH // 5):
    coroutines.append(wait(coroutines[-1]))
try:
    coroutines[-1].send(None)
except RecursionError as error:
    print(error)  # expect: maximum recursion depth exceeded
for coroutine in coroutines:
    coroutine.close()
unstarted = chain(delegate, iter([]), DEPTH)
unstarted.close()
print("end")  # expect: end
