# Leaving a `with` block by every way out, through exit methods that are Python functions.


class Context:
    def __init__(self, log, name="c"):
        self.log = log
        self.name = name

    def __enter__(self):
        self.log.append("enter " + self.name)
        return self

    def __exit__(self, kind, value, traceback):
        filler = [kind, value, traceback, self.name, self.log]
        one, two, three, four, five = filler
        self.log.append("exit " + four)
        return False


def pick(*arguments, **named):
    return arguments, sorted(named.items())


def returned_call(log):
    with Context(log):
        return pick()


def returned_call_unpacked(log, *arguments, **named):
    with Context(log):
        return pick(*arguments, **named)


def returned_from_two(log):
    with Context(log, "a"), Context(log, "b") as inner:
        return [inner.name, pick(1, x=2)]


def returned_from_loop(log):
    for number in range(3):
        with Context(log, str(number)):
            for letter in "xyz":
                if number == 1:
                    return number, letter
                if letter == "y":
                    break
            else:
                continue
            if number == 5:
                continue
    return None


def returned_in_finally(log):
    try:
        with Context(log):
            return pick("kept")
    finally:
        log.append("finally")


log = []
print(returned_call(log))  # expect: ((), [])
print(returned_call_unpacked(log, 1, 2, k=3))  # expect: ((1, 2), [('k', 3)])
print(log)  # expect: ['enter c', 'exit c', 'enter c', 'exit c']
log.clear()
print(returned_from_two(log))  # expect: ['b', ((1,), [('x', 2)])]
print(log)  # expect: ['enter a', 'enter b', 'exit b', 'exit a']
log.clear()
print(returned_from_loop(log))  # expect: (1, 'x')
print(log)  # expect: ['enter 0', 'exit 0', 'enter 1', 'exit 1']
log.clear()
print(returned_in_finally(log))  # expect: (('kept',), [])
print(log)  # expect: ['enter c', 'exit c', 'finally']


class AsyncContext(Context):
    async def __aenter__(self):
        return self.__enter__()

    async def __aexit__(self, kind, value, traceback):
        return self.__exit__(kind, value, traceback)


async def returned_from_async(log):
    async with AsyncContext(log) as context:
        return pick(context.name)


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


log.clear()
print(drive(returned_from_async(log)))  # expect: (('c',), [])
print(log)  # expect: ['enter c', 'exit c']
