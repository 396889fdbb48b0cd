# Dicts: methods, views, iteration, merging, errors.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


print({}, dict(), dict(a=1, b=2), dict([("x", 1), ["y", 2]]), dict({"k": "v"}, z=3), dict(zip("ab", range(2))))  # expect: {} {} {'a': 1, 'b': 2} {'x': 1, 'y': 2} {'k': 'v', 'z': 3} {'a': 0, 'b': 1}
print(error(dict, 1), error(dict, 1, 2), sep="; ")  # expect: TypeError: 'int' object is not iterable; TypeError: dict expected at most 1 argument, got 2
print(error(dict, [(1, 2, 3)]), error(dict, ["a"]), sep="; ")  # expect: ValueError: dictionary update sequence element #0 has length 3; 2 is required; ValueError: dictionary update sequence element #0 has length 1; 2 is required
print(error(dict, [1]))  # expect: TypeError: object is not iterable
d = {"a": 1, "b": 2}
d["c"] = 3
print(d["a"], d.get("z"), d.get("z", 0), "a" in d, "z" not in d, len(d))  # expect: 1 None 0 True True 3
print(error(lambda: d["z"]), error(d.pop, "z"), d.pop("z", None), d.pop("c"), d)  # expect: KeyError: 'z' KeyError: 'z' None 3 {'a': 1, 'b': 2}
del d["a"]
print(d, error(d.__delitem__, "q"))  # expect: {'b': 2} KeyError: 'q'
print(d.setdefault("b", 9), d.setdefault("n", 9), d.setdefault("none"), d)  # expect: 2 9 None {'b': 2, 'n': 9, 'none': None}
print(d.popitem(), d.popitem(), d, error({}.popitem))  # expect: ('none', None) ('n', 9) {'b': 2} KeyError: 'popitem(): dictionary is empty'
d.update({"x": 1}, y=2)
d.update([("z", 3)])
d.update()
print(d, error(d.update, 5), error(d.update, 1, 2), sep="; ")  # expect: {'b': 2, 'x': 1, 'y': 2, 'z': 3}; TypeError: 'int' object is not iterable; TypeError: update expected at most 1 argument, got 2
d.clear()
print(d, bool(d))  # expect: {} False
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), error(dict.fromkeys, 5), error(dict.fromkeys))  # expect: {'a': None, 'b': None} {1: 0, 2: 0} TypeError: 'int' object is not iterable TypeError: fromkeys expected at least 1 argument, got 0
e = {1: "a", 1.0: "b", True: "c"}
print(e, {0: 1}[False], {2**70: 1}[2**70], {1.5: 2}[1.5], {None: 1}[None], {(1, 2): 3}[(1, 2)])  # expect: {1: 'c'} 1 1 2 1 3
print({"a": 1} | {"b": 2, "a": 3}, {"a": 1} | {}, error(lambda: {} | []), sep="; ")  # expect: {'a': 3, 'b': 2}; {'a': 1}; TypeError: unsupported operand type(s) for |: 'dict' and 'list'
m = {"a": 1}
m |= {"b": 2}
m |= [("c", 3)]
print(m, {1: 2} == {1: 2.0}, {1: 2} != {1: 3}, {1: 2} == {2: 1}, {} == [], error(lambda: {} < {}))  # expect: {'a': 1, 'b': 2, 'c': 3} True True False False TypeError: '<' not supported between instances of 'dict' and 'dict'
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, m.copy() == m, m.copy() is m)  # expect: True True False
print(error(lambda: {[]: 1}))  # expect: TypeError: cannot use 'list' as a dict key (unhashable type: 'list')
print(error({}.get, {}))  # expect: TypeError: cannot use 'dict' as a dict key (unhashable type: 'dict')
print(error(lambda: {}[[1], 2]))  # expect: TypeError: cannot use 'tuple' as a dict key (unhashable type: 'list')
print(error(hash, {}), repr({"q": "'", 1: [], 2: {}}))  # expect: TypeError: unhashable type: 'dict' {'q': "'", 1: [], 2: {}}
r = {}
r["self"] = r
r["list"] = [r]
print(r)  # expect: {'self': {...}, 'list': [{...}]}

# Order.
o = {i: None for i in (3, 1, 2)}
o[1] = "changed"
del o[3]
o[3] = "again"
print(o, list(o), list(reversed(o)), list(reversed(o.items())), list(reversed(o.values())))  # expect: {1: 'changed', 2: None, 3: 'again'} [1, 2, 3] [3, 2, 1] [(3, 'again'), (2, None), (1, 'changed')] ['again', None, 'changed']
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
print(len(big), list(big)[:3], sum(big), big[999], 998 in big)  # expect: 500 [1, 3, 5] 250000 998001 False
while len(big) > 2:
    big.popitem()
print(big)  # expect: {1: 1, 3: 9}
queue = dict.fromkeys(range(2000))
while len(queue) > 1:
    del queue[next(iter(queue))]
print(queue)  # expect: {1999: None}

# Views.
v = {"a": 1, "b": 2}
k, vs, it = v.keys(), v.values(), v.items()
print(k, vs, it, len(k), "a" in k, 1 in vs, ("a", 1) in it, ("a", 2) in it, "a" in it)  # expect: dict_keys(['a', 'b']) dict_values([1, 2]) dict_items([('a', 1), ('b', 2)]) 2 True True True False False
v["c"] = 3
print(k, list(vs), sorted(it), k.mapping["c"], type(k.mapping).__name__)  # expect: dict_keys(['a', 'b', 'c']) [1, 2, 3] [('a', 1), ('b', 2), ('c', 3)] 3 mappingproxy
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), sorted(["a", "q"] & k), sorted({"a", "z"} - k))  # expect: ['a'] ['a', 'b', 'c', 'z'] ['b', 'c'] ['b', 'c', 'z'] ['a'] ['z']
print(sorted(it & {("a", 1)}), it == {("a", 1), ("b", 2), ("c", 3)}, k == {"a", "b", "c"}, k <= {"a", "b", "c", "d"}, k < k, k >= {"a"}, k != {"a"})  # expect: [('a', 1)] True True True False True True
print(k.isdisjoint("xyz"), k.isdisjoint("abc"), k.isdisjoint(k), vs == v.values(), error(lambda: k | 1), error(lambda: k < 1), error(hash, k))  # expect: True False False False TypeError: 'int' object is not iterable TypeError: '<' not supported between instances of 'dict_keys' and 'int' TypeError: unhashable type: 'dict_keys'
print({1: 2}.keys() == {1: 3}.keys(), {1: 2}.items() == {1: 3}.items(), isinstance(k | {1}, set), {1: []}.items() & [])  # expect: True False True set()


def change(action):
    d = {1: 1, 2: 2, 3: 3}
    for key in d:
        action(d, key)


print(error(change, lambda d, key: d.update({key + 10: 1})))  # expect: RuntimeError: dictionary changed size during iteration
print(error(change, lambda d, key: d.pop(key)))  # expect: RuntimeError: dictionary changed size during iteration
print(error(change, lambda d, key: d.__setitem__(key, 0)))  # expect: no error


def grow_values():
    d = {1: 1}
    for value in d.values():
        d[value + 1] = 0


print(error(grow_values))  # expect: RuntimeError: dictionary changed size during iteration
i = iter({1: 2, 3: 4})
print(next(i), i.__length_hint__(), list(i), i.__length_hint__(), next(i, "end"), type(i).__name__)  # expect: 1 1 [3] 0 end dict_keyiterator
print(type(iter({}.values())).__name__, type(iter({}.items())).__name__, type(reversed({})).__name__, type(reversed({}.values())).__name__)  # expect: dict_valueiterator dict_itemiterator dict_reversekeyiterator dict_reversevalueiterator
stuck = {1: 1}
walker = iter(stuck)
stuck[2] = 2
print(error(next, walker), error(next, walker), sep="; ")  # expect: RuntimeError: dictionary changed size during iteration; RuntimeError: dictionary changed size during iteration


class Missing(dict):
    def __missing__(self, key):
        return f"no {key}"


x = Missing(a=1)
print(x["a"], x["b"], x.get("b"), "b" in x, x, type(x.copy()).__name__, type(x | {}).__name__)  # expect: 1 no b None False {'a': 1} dict dict


class Keys:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(dict(Keys()), dict(**Keys()), {**Keys(), "r": 1})  # expect: {'p': 'pp', 'q': 'qq'} {'p': 'pp', 'q': 'qq'} {'p': 'pp', 'q': 'qq', 'r': 1}


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return f"Key({self.name})"


same = {Key("a"): 1, Key("b"): 2}
same[Key("a")] = 3
print(same, same[Key("b")], Key("c") in same, same.pop(Key("a")), same, same == {Key("b"): 2})  # expect: {Key(b): 2} 2 False 3 {Key(b): 2} True
print(dict[str, int], dict.__doc__ is not None, error(lambda: {}.setdefault()), error(lambda: {}.pop()))  # expect: dict[str, int] True TypeError: setdefault expected at least 1 argument, got 0 TypeError: pop expected at least 1 argument, got 0


class Sub(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)


sub = Sub(a=1)
sub["b"] = 1
sub.update(c=1)
print(sub, Sub.fromkeys([1], 5), type(Sub.fromkeys("a", "b")).__name__, sub == {"a": 1, "b": 2, "c": 1})  # expect: {'a': 1, 'b': 2, 'c': 1} {1: 10} Sub True
print({k: v for k, v in zip("abc", range(3)) if v}, {**{"a": 1}, "a": 2})  # expect: {'b': 1, 'c': 2} {'a': 2}
print(globals()["d"] is d, error(dict.get, [], 1))  # expect: True TypeError: descriptor 'get' for 'dict' objects doesn't apply to a 'list' object
note = None
try:
    {}.update([(1, 2), 3])
except TypeError as caught:
    note = getattr(caught, "__notes__", None)
print(note)  # expect: ['Cannot convert dictionary update sequence element #1 to a sequence']


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.number == other.number


table = {Key(number): number for number in range(4)}
table.update({Key(2): "two", Key(9): 9})
print([(key.number, value) for key, value in table.items()])  # expect: [(0, 0), (1, 1), (2, 'two'), (3, 3), (9, 9)]
empty = {}
empty.update(table)
print(empty == table, dict(table) == table, dict(table) is table)  # expect: True True False
large = {number: number for number in range(5000)}
del large[0]
target = {-1: 0}
target.update(large)
print(len(target), list(target)[:2], list(dict(large))[0])  # expect: 5000 [-1, 1] 1
print(list(table.values()), list(large.items())[-1], sorted({"b": 1, "a": 2}.keys()))  # expect: [0, 1, 'two', 3, 9] (4999, 4999) ['a', 'b']
