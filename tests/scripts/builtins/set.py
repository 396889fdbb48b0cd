# Sets and frozensets: methods, operators, comparisons, errors. Their order is shown sorted.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


print(set(), frozenset(), {1}, frozenset([1]), sorted(set("hello")), sorted({3, 1, 2, 1}))  # expect: set() frozenset() {1} frozenset({1}) ['e', 'h', 'l', 'o'] [1, 2, 3]
print(error(set, 1), error(set, 1, 2), error(set, a=1), error(frozenset, a=1), sep="; ")  # expect: TypeError: 'int' object is not iterable; TypeError: set expected at most 1 argument, got 2; TypeError: set() takes no keyword arguments; TypeError: frozenset() takes no keyword arguments
s = {1, 2}
s.add(3)
s.add(3)
print(sorted(s), len(s), 3 in s, 4 in s, error(s.remove, 9), s.discard(9), s.remove(3), sorted(s))  # expect: [1, 2, 3] 3 True False KeyError: 9 None None [1, 2]
print(error(set().pop), {7}.pop(), bool(set()), bool({0}))  # expect: KeyError: 'pop from an empty set' 7 False True
a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b))  # expect: [1, 2, 3, 4] [3] [1, 2] [1, 2, 4]
print(sorted(a.union(b, [9])), sorted(a.intersection([2, 3], {3})), sorted(a.difference([1], {2})), sorted(a.symmetric_difference([3, 4])))  # expect: [1, 2, 3, 4, 9] [3] [3] [1, 2, 4]
print(sorted(a.union()), a.intersection() == a, a.intersection() is a, a.difference() == a)  # expect: [1, 2, 3] True False True
print(error(lambda: a | [1]), error(lambda: [1] - a), error(a.union, 5), error(lambda: a < 5), sep="; ")  # expect: TypeError: unsupported operand type(s) for |: 'set' and 'list'; TypeError: unsupported operand type(s) for -: 'list' and 'set'; TypeError: 'int' object is not iterable; TypeError: '<' not supported between instances of 'set' and 'int'
c = set(a)
c |= {9}
c &= {1, 9, 2}
c -= {2}
c ^= {1, 5}
print(sorted(c))  # expect: [5, 9]
c.update("ab", [1])
c.difference_update("a", [9])
c.intersection_update(["b", 1, 5])
c.symmetric_difference_update([1, 7])
print(sorted(c, key=str))  # expect: [5, 7, 'b']
c -= c
print(c)  # expect: set()
d = {1, 2}
d ^= d
print(d, error(lambda: d.__ior__([1])), d.__ior__([1]))  # expect: set() no error NotImplemented
print({1, 2} == {2, 1}, {1} == frozenset({1}), {1} != {2}, {1} < {1, 2}, {1, 2} <= {1, 2}, {1, 2} < {1, 2}, {2} > set(), {1} >= {2}, {1} == [1])  # expect: True True True True True False True False False
print({1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), {1}.isdisjoint({1}), {1, 3}.issubset([1, 2]), {1}.issuperset("ab"))  # expect: True True True False False False
f = frozenset([1, 2])
print(f.copy() is f, frozenset(f) is f, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset({1, 2})], error(hash, set()))  # expect: True True True 1 TypeError: unhashable type: 'set'
print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset([-1])))  # expect: 133146708735736 -272375401224217160 6776983852052281967
print(type(f | {3}).__name__, type({3} | f).__name__, type(f & {1}).__name__, type(f - {1}).__name__, error(lambda: f.add), sep="; ")  # expect: frozenset; set; frozenset; frozenset; AttributeError: 'frozenset' object has no attribute 'add'
f2 = f
f2 |= {3}
print(sorted(f2), sorted(f))  # expect: [1, 2, 3] [1, 2]
print(error(lambda: {[]}))  # expect: TypeError: cannot use 'list' as a set element (unhashable type: 'list')
print(error({1}.add, {}))  # expect: TypeError: cannot use 'dict' as a set element (unhashable type: 'dict')
print({1} in {frozenset({1})}, {frozenset({1})} - {frozenset({1})})  # expect: True set()
n = {frozenset({1}), 2}
n.remove({1})
n.discard({5})
print(n, error(n.remove, {1}), error(lambda: [] in n).startswith("TypeError"))  # expect: {2} KeyError: {1} True
print(set("a"), {(1, 2)}, {"x"} | {"x"}, {1, 1.0, True}, {None})  # expect: {'a'} {(1, 2)} {'x'} {1} {None}


class Sub(set):
    pass


class FrozenSub(frozenset):
    def __new__(cls, items, tag=None):
        self = super().__new__(cls, items)
        self.tag = tag
        return self


sub = Sub([1])
print(sub, type(sub | {2}).__name__, type(sub.copy()).__name__, sub == {1}, Sub(), FrozenSub([1], tag="t").tag, FrozenSub([1]))  # expect: Sub({1}) set set True Sub() t FrozenSub({1})
i = iter({1, 2, 3})
next(i)
print(i.__length_hint__(), len(list(i)), next(i, "end"), type(i).__name__)  # expect: 2 2 end set_iterator


def change():
    s = {1, 2, 3}
    for x in s:
        s.add(x + 10)


print(error(change))  # expect: RuntimeError: Set changed size during iteration
big = set(range(1000))
big.difference_update(range(0, 1000, 2))
print(len(big), sum(big), 501 in big, 500 in big)  # expect: 500 250000 True False
total = 0
while big:
    total += big.pop()
print(total, big)  # expect: 250000 set()


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 3

    def __eq__(self, other):
        return self.name == other.name

    def __repr__(self):
        return self.name


keys = {Key("a"), Key("b"), Key("a")}
print(len(keys), sorted(keys, key=repr), Key("a") in keys, Key("c") in keys, sorted(keys - {Key("a")}, key=repr), keys & {Key("b")}, keys == {Key("b"), Key("a")})  # expect: 2 [a, b] True False [b] {b} True
print({x % 3 for x in range(10)} == {0, 1, 2}, set[int], sorted(set({"a": 1, "b": 2})), sorted({*"ab", *[1]}, key=str))  # expect: True set[int] ['a', 'b'] [1, 'a', 'b']
r = Sub()
r.me = [r]
print(sorted({0, -0.0, False}))  # expect: [0]
print(sorted({1, 2, 3}.__reduce__()[1][0]), {1}.__reduce__()[0].__name__)  # expect: [1, 2, 3] set


# Elements that only __eq__ can tell apart, in operations that otherwise ask nobody.
class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.number == other.number


def numbers(keys):
    return sorted(key.number for key in keys)


low, high = {Key(number) for number in range(6)}, {Key(number) for number in range(3, 9)}
print(numbers(low | high), numbers(low & high), numbers(low - high), numbers(low ^ high))  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8] [3, 4, 5] [0, 1, 2] [0, 1, 2, 6, 7, 8]
print(numbers(set([*low, *high])), len(set([1, (1, 2), "a", (1, 2), 1])))  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8] 3
many = set(range(6000))
some = {-1}
some |= many
print(len(some), len(many & some), len(some - many), some > many)  # expect: 6001 6000 1 True
