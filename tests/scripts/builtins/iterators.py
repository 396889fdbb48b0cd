# enumerate, zip, map, filter, reversed, iter with one and two arguments.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)), list(enumerate("a", 2**62)), list(enumerate("ab", 10**20)))  # expect: [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')] [(-1, 'a'), (0, 'b')] [(4611686018427387904, 'a')] [(100000000000000000000, 'a'), (100000000000000000001, 'b')]
print(error(enumerate), error(enumerate, 5), error(enumerate, [], "a"), error(enumerate, [], 1, 2), sep="; ")  # expect: TypeError: enumerate() missing required argument 'iterable'; TypeError: 'int' object is not iterable; TypeError: 'str' object cannot be interpreted as an integer; TypeError: enumerate() takes at most 2 arguments (3 given)
print(list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip("ab", [1, 2], strict=True)))  # expect: [] [('a',), ('b',)] [('a', 1), ('b', 2)] [('a', 1), ('b', 2)]
print(error(list, zip([1], [1, 2], strict=True)), error(list, zip([1, 2], [1], strict=True)), sep="; ")  # expect: ValueError: zip() argument 2 is longer than argument 1; ValueError: zip() argument 2 is shorter than argument 1
print(error(list, zip([1, 2], [1, 2], [1], strict=True)), error(list, zip([1], [1], [1, 2], strict=True)), sep="; ")  # expect: ValueError: zip() argument 3 is shorter than arguments 1-2; ValueError: zip() argument 3 is longer than arguments 1-2
print(error(zip, 1), error(zip, [1], x=1), sep="; ")  # expect: TypeError: 'int' object is not iterable; TypeError: zip() got an unexpected keyword argument 'x'
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(map(len, ["a", "bc"])))  # expect: ['1', '2'] [4, 6] [1, 2]
print(error(map, 1), error(map), error(list, map(len, [1])), sep="; ")  # expect: TypeError: map() must have at least two arguments.; TypeError: map() must have at least two arguments.; TypeError: object of type 'int' has no len()
print(list(filter(None, [0, 1, "", "a"])), list(filter(lambda v: v > 1, [1, 2, 3])), list(filter(bool, [0, 2])))  # expect: [1, 'a'] [2, 3] [2]
print(error(filter, None), error(filter, None, 5), sep="; ")  # expect: TypeError: filter expected 2 arguments, got 1; TypeError: 'int' object is not iterable
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed((1, 2))), list(reversed(range(3))))  # expect: [2, 1] ['b', 'a'] [2, 1] [2, 1, 0]
print(error(reversed, 5), error(reversed, {1}), error(reversed, iter([])), sep="; ")  # expect: TypeError: 'int' object is not reversible; TypeError: 'set' object is not reversible; TypeError: 'list_iterator' object is not reversible


class Sequence:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


q = Sequence([1, 2, 3])
print(list(q), list(reversed(q)), 2 in q, 9 in q, iter(q).__length_hint__(), reversed(q).__length_hint__(), type(iter(q)).__name__, type(reversed(q)).__name__)  # expect: [1, 2, 3] [3, 2, 1] True False 3 3 iterator reversed
print(sum(q), max(q), sorted(q, reverse=True), [*q], tuple(q), dict(enumerate(q)))  # expect: 6 3 [3, 2, 1] [1, 2, 3] (1, 2, 3) {0: 1, 1: 2, 2: 3}


class Custom:
    def __reversed__(self):
        return iter("custom")


class Refuses:
    __reversed__ = None
    __iter__ = None

    def __len__(self):
        return 1

    def __getitem__(self, index):
        return index


print(list(reversed(Custom())), error(reversed, Refuses()), error(iter, Refuses()), sep="; ")  # expect: ['c', 'u', 's', 't', 'o', 'm']; TypeError: 'Refuses' object is not reversible; TypeError: 'Refuses' object is not iterable
numbers = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(numbers), 0)), list(numbers), error(iter, 1, 2))  # expect: [1, 2, 3] [4] TypeError: iter(v, w): v must be callable


class Counter:
    def __init__(self):
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        if self.count > 3:
            raise StopIteration("done")
        return self.count


c = Counter()
print(next(c), list(c), next(c, "default"))  # expect: 1 [2, 3] default
try:
    next(c)
except StopIteration as stop:
    print("stopped", stop.value)  # expect: stopped done


def generator():
    yield 1
    return "result"


g = generator()
next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value, stop.args)  # expect: result ('result',)
print(next(g, "over"))  # expect: over


class BadIter:
    def __iter__(self):
        return 5


print(error(iter, BadIter()), error(iter, 5), error(next, 5), error(next, []), sep="; ")  # expect: TypeError: iter() returned non-iterator of type 'int'; TypeError: 'int' object is not iterable; TypeError: 'int' object is not an iterator; TypeError: 'list' object is not an iterator
e = enumerate("abc")
print(next(e), list(e), list(e), iter(e) is e)  # expect: (0, 'a') [(1, 'b'), (2, 'c')] [] True
z = zip([1, 2], "ab")
print(next(z), list(z), iter(z) is z)  # expect: (1, 'a') [(2, 'b')] True
m = map(lambda v: v * 2, [1, 2, 3])
print(next(m), *m)  # expect: 2 4 6
shared = iter(range(6))
print(list(zip(shared, shared, shared)))  # expect: [(0, 1, 2), (3, 4, 5)]
it = iter([1, 2, 3, 4])
print(list(zip([10, 20], it)), next(it))  # expect: [(10, 1), (20, 2)] 3
print(any(x > 2 for x in [1, 2, 3]), all([]), any([]), all([1, 0]), any([0, "x"]))  # expect: True True False False True


def stops():
    raise StopIteration("early")


print(list(iter(stops, None)), [*filter(None, map(int, "0102"))])  # expect: [] [1, 2]


class Strict(enumerate):
    pass


print(list(Strict("a")), type(Strict("a")).__name__)  # expect: [(0, 'a')] Strict
callable_iterator = iter(int, 1)
print(type(callable_iterator).__name__, next(callable_iterator))  # expect: callable_iterator 0
seq = iter(Sequence([]))
print(list(seq), next(seq, "end"))  # expect: [] end
print(iter([1, 2]).__reduce__()[1:], enumerate([], 3).__reduce__()[0].__name__, len(zip([1], [2]).__reduce__()))  # expect: (([1, 2],), 0) enumerate 2


# A pair that nobody holds any more is given out again; one that somebody holds stays as it is.
pairs = zip([[1], [2], [3]], [[4], [5], [6]])
first = next(pairs)
second = next(pairs)
print(first, second)  # expect: ([1], [4]) ([2], [5])
kept = second
del second
print(next(pairs), kept, first)  # expect: ([3], [6]) ([2], [5]) ([1], [4])
print(list(enumerate("ab")), sorted({"x": 1, "y": 2}.items()))  # expect: [(0, 'a'), (1, 'b')] [('x', 1), ('y', 2)]
seen = {pair for pair in enumerate("ab")}
print(sorted(seen))  # expect: [(0, 'a'), (1, 'b')]

# What a copy and its original draw from is one iterator.
import copy

for original in enumerate([1, 2, 3]), zip([1, 2, 3]), map(abs, (1, 2, 3)), filter(None, [1, 2, 3]):
    next(original)
    twin = copy.copy(original)
    print(next(twin), next(original), list(twin), list(original))
# expect: (1, 2) (1, 3) [] []
# expect: (2,) (3,) [] []
# expect: 2 3 [] []
# expect: 2 3 [] []

growing = [1]
for number, item in enumerate(growing):
    if number < 3:
        growing.append(item)
print(growing)  # expect: [1, 1, 1, 1]
exhausted = enumerate(growing)
print(len(list(exhausted)))  # expect: 4
growing.append(2)
print(list(exhausted))  # expect: []
print(list(enumerate("abc", 2**63 - 2)) == [(2**63 - 2, "a"), (2**63 - 1, "b"), (2**63, "c")])  # expect: True
print(list(enumerate("ab", 2**48 - 1)), list(enumerate("ab", -(2**70)))[1][0] == 1 - 2**70)  # expect: [(281474976710655, 'a'), (281474976710656, 'b')] True
print(sum(bytearray(b"abc"), 1), sum(b"a", 0.5), sum([2**48] * 3), sum(range(5), 2**62))  # expect: 295 97.5 844424930131968 4611686018427387914
