# User code that changes the dict whose method runs it.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


class Key:
    """All keys collide; comparing runs an action, once."""

    def __init__(self, name, action=None):
        self.name, self.action = name, action

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if self.action:
            action, self.action = self.action, None
            action()
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return self.name


def case(action):
    d = {}
    d[Key("a", lambda: action(d))] = 1
    return d


d = case(lambda d: d.clear())
print(d.get(Key("b")), d)  # expect: None {}
d = case(lambda d: d.clear())
d[Key("b")] = 2
print(d)  # expect: {b: 2}
d = case(lambda d: d.clear())
print(d.setdefault(Key("b"), 3), d)  # expect: 3 {b: 3}
d = case(lambda d: d.clear())
print(error(d.pop, Key("a")), d)  # expect: KeyError: a {}
d = case(lambda d: d.clear())
print(Key("a") in d, d)  # expect: False {}
d = case(lambda d: d.update({i: i for i in range(100)}))
d[Key("b")] = 2
print(len(d), d[Key("b")], d[Key("a")])  # expect: 102 2 1
d = case(lambda d: d.__setitem__(Key("b"), "first"))
d[Key("b")] = "second"
print(d)  # expect: {a: 1, b: 'second'}
d = case(lambda d: d.__setitem__(Key("b"), "first"))
print(d.setdefault(Key("b"), "second"), d)  # expect: first {a: 1, b: 'first'}
d = case(lambda d: d.pop(Key("a")))
print(d.get(Key("b"), "none"), d)  # expect: none {}
d = case(lambda d: d.clear())
e = {Key("b"): 1}
print(d == e, d)  # expect: False {a: 1}
d = case(lambda d: d.clear())
print(error(dict(a=1).update, d), d)  # expect: no error {a: 1}


class Value:
    def __init__(self, action):
        self.action = action

    def __eq__(self, other):
        self.action()
        return True

    def __repr__(self):
        self.action()
        return "Value"


d = {}
d.update({1: Value(d.clear), 2: 2, 3: 3})
print(d == {1: 1, 2: 2, 3: 3}, d)  # expect: True {}
d = {}
d.update({1: Value(d.clear), 2: 2})
print(repr(d), d)  # expect: {1: Value} {}
d = {}
d.update({1: Value(lambda: d.update({len(d): 0}) if len(d) < 9 else None), 2: 2})
print(repr(d)[:18], len(d))  # expect: {1: Value, 2: 0} 2

# Updating from something that changes.
source = {}
source.update({Key("a"): 1, Key("b"): 2})
target = {Key("c", lambda: source.clear()): 0}
print(error(target.update, source), source)  # expect: RuntimeError: dict mutated during update {}
d = {}


def pairs():
    yield "a", 1
    d.clear()
    yield "b", 2


d.update(pairs())
print(d)  # expect: {'b': 2}


class Mapping:
    def keys(self):
        d["k"] = 0
        return ["x", "y"]

    def __getitem__(self, key):
        d.pop("k", None)
        return key


d.update(Mapping())
print(d)  # expect: {'b': 2, 'x': 'x', 'y': 'y'}

# Hashing that changes the dict.


class Hashes:
    def __init__(self, action):
        self.action = action

    def __hash__(self):
        self.action()
        return 5


d = {1: 1}
d[Hashes(d.clear)] = 2
print(len(d), list(d.values()))  # expect: 1 [2]
d = {1: 1, 2: 2}
print(d.get(Hashes(d.clear), "default"), d)  # expect: default {}
d = {1: 1, 2: 2}
print(error(d.pop, Hashes(d.clear), "default"), d)  # expect: no error {}
d = {}
h = Hashes(lambda: d.setdefault("inside", len(d)))
print(d.setdefault(h, "outside"), sorted(map(str, d.values())))  # expect: outside ['0', 'outside']

# Finalizers.


class Dies:
    def __init__(self, target, text):
        self.target, self.text = target, text

    def __del__(self):
        self.target[self.text] = True


d = {}
d["x"] = Dies(d, "replaced")
d["x"] = 1
print(d)  # expect: {'x': 1, 'replaced': True}
d["x"] = Dies(d, "deleted")
del d["x"]
print(d)  # expect: {'replaced': True, 'deleted': True}
d["x"] = Dies(d, "cleared")
d.clear()
print(d)  # expect: {'cleared': True}
d["x"] = Dies(d, "popped")
d.pop("x")
print(d)  # expect: {'cleared': True, 'popped': True}
d["x"] = Dies(d, "last")
d.popitem()
print(d)  # expect: {'cleared': True, 'popped': True, 'last': True}

# Missing, views, iterators.


class Missing(dict):
    def __missing__(self, key):
        self.clear()
        return "made"


m = Missing(a=1)
print(m["b"], m)  # expect: made {}


def walk(action):
    d = {1: 1, 2: 2, 3: 3}
    seen = []
    for key in d:
        seen.append(key)
        action(d, key)
    return seen


print(error(walk, lambda d, key: d.clear()))  # expect: RuntimeError: dictionary changed size during iteration
print(walk(lambda d, key: d.update({key: 0})), error(walk, lambda d, key: d.update({9: 9})))  # expect: [1, 2, 3] RuntimeError: dictionary changed size during iteration


def replace(d, key):
    if key == 1:
        del d[2]
        d[4] = 4


print(walk(replace))  # expect: [1, 3, 4]
d = {1: 1, 2: 2}
i = iter(d.items())
next(i)
d[3] = 3
print(error(next, i), error(next, i), sep="; ")  # expect: RuntimeError: dictionary changed size during iteration; RuntimeError: dictionary changed size during iteration
d = case(lambda d: d.clear())
print(sorted(map(str, d.keys() & {Key("a"), Key("b")})), d)  # expect: ['a'] {a: 1}
d = case(lambda d: d.clear())
print({Key("z")} <= d.keys(), d)  # expect: False {}
print(dict.fromkeys(x for x in "ab"), error(dict.fromkeys, ([][0] for _ in "a")))  # expect: {'a': None, 'b': None} IndexError: list index out of range
