# Iterators whose sources run user code that advances or changes them.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


def own_next():
    yield 1
    next(me)


me = own_next()
next(me)
print(error(next, me))  # expect: ValueError: generator already executing

inner = iter([1, 2, 3, 4, 5, 6])
m = map(lambda v: (v, next(inner, None)), inner)
print(list(m))  # expect: [(1, 2), (3, 4), (5, 6)]
source = [1, 2, 3]
z = zip(source, (source.append(len(source)) or x for x in "abcde"))
print(list(z), source)  # expect: [(1, 'a'), (2, 'b'), (3, 'c'), (3, 'd'), (4, 'e')] [1, 2, 3, 3, 4, 5, 6, 7]
e = enumerate(source)
print([(i, v, source.pop()) for i, v in e], source)  # expect: [(0, 1, 7), (1, 2, 6), (2, 3, 5), (3, 3, 4)] [1, 2, 3, 3]
f = filter(lambda v: items.pop() if items else False, iter(lambda: 1, 2))
items = [0, 1, 2]
print(next(f), next(f), items)  # expect: 1 1 [0]


class Sequence:
    def __init__(self):
        self.items = [1, 2, 3, 4]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        item = self.items[index]
        self.items.pop()
        return item


print(list(Sequence()), list(reversed(Sequence())))  # expect: [1, 2] [4, 3, 2, 1]


class Sentinel:
    def __eq__(self, other):
        calls.clear()
        return other == 3


calls = [3, 3]


def produce():
    calls.append(len(calls))
    return calls[0] if len(calls) < 5 else 3


print(list(iter(produce, Sentinel())), calls)  # expect: [] []


def exhausting():
    list(again)
    return 1


again = iter(exhausting if False else (lambda: 2), 2)
print(list(again))  # expect: []
walker = iter(lambda: next(walker, "end") if depth.append(1) or len(depth) < 3 else "stop", "stop")
depth = []
print(next(walker, "over"), len(depth))  # expect: over 3
values = [3, 1, 2]
print(max(values, key=lambda v: values.clear() or v), values)  # expect: 3 []
values = [3, 1, 2]
print(sum(values.pop() for _ in range(2)), values)  # expect: 3 [3]
values = [1, 2, 3]
print(any(values.clear() or v > 5 for v in values), values)  # expect: False []
print(sorted([3, 1, 2], key=lambda v: values.append(v) or v), values)  # expect: [1, 2, 3] [3, 1, 2]


class Printing:
    def __str__(self):
        print("inside")  # expect: inside
        return "outside"


text = str(Printing())
print(text)  # expect: outside
d = {}


class Name(str):
    def __hash__(self):
        d.clear()
        return super().__hash__()

    __eq__ = str.__eq__


d[Name("x")] = 1
print(d, "x" in d)  # expect: {'x': 1} True


def throwing():
    try:
        yield 1
    except ValueError:
        try:
            running.throw(KeyError)
        except ValueError as caught:
            yield str(caught)


running = throwing()
next(running)
print(running.throw(ValueError("x")))  # expect: generator already executing


def closes():
    try:
        closer.close()
    except ValueError as caught:
        yield str(caught)


closer = closes()
print(next(closer))  # expect: generator already executing
