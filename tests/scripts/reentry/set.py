# User code that changes the set whose method runs it.


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
    s = set()
    s.add(Key("a", lambda: action(s)))
    return s


def show(s):
    return sorted(map(str, s))


clear = set.clear
s = case(clear)
print(Key("a") in s, show(s))  # expect: False []
s = case(clear)
s.add(Key("b"))
print(show(s))  # expect: ['b']
s = case(clear)
s.discard(Key("a"))
print(show(s))  # expect: []
s = case(clear)
print(error(s.remove, Key("b")), show(s))  # expect: KeyError: b []
s = case(lambda s: s.add(Key("b")))
s.add(Key("b"))
print(show(s))  # expect: ['a', 'b']
s = case(lambda s: s.update(range(50)))
s.add(Key("b"))
print(len(s), Key("b") in s, 49 in s)  # expect: 52 True True
s = case(clear)
print(show(s | {Key("b")}), show(s))  # expect: ['a', 'b'] []
s = case(clear)
print(show(s & {Key("b")}), show(s))  # expect: [] []
s = case(clear)
print(show(s - {Key("b")}), show(s))  # expect: ['a'] ['a']
s = case(clear)
s ^= {Key("b")}
print(show(s))  # expect: ['b']
s = case(clear)
s |= {Key("b"), Key("c")}
print(show(s))  # expect: ['b', 'c']
s = case(clear)
s.update(Key(n) for n in "bc")
print(show(s))  # expect: ['b', 'c']
s = case(clear)
s.difference_update([Key("b")])
print(show(s))  # expect: []
s = case(clear)
s.intersection_update([Key("a")])
print(len(s) <= 1)  # expect: True
s = case(clear)
print(s == {Key("b")}, show(s))  # expect: False ['a']
s = case(clear)
print(s <= {Key("b")}, show(s))  # expect: False ['a']
s = case(clear)
print(s.isdisjoint([Key("b")]), show(s))  # expect: True []
s = case(clear)
print({Key("b")}.issuperset(s), show(s))  # expect: False ['a']


def feeding(target):
    yield 1
    target.clear()
    yield 2


s = {9}
s.update(feeding(s))
print(show(s))  # expect: ['2']
s = {1, 2, 3}
s.difference_update(feeding(s))
print(show(s))  # expect: []
s = {1, 2, 3}
print(show(s.intersection(feeding(s))), show(s))  # expect: ['1'] []
s = {1, 2, 3}
print(s.issuperset(feeding(s)), show(s))  # expect: False []
s = {1, 2, 3}
s.symmetric_difference_update(feeding(s))
print(show(s))  # expect: ['1', '2']


class Hashes:
    def __init__(self, action):
        self.action = action

    def __hash__(self):
        self.action()
        return 5


s = {1, 2}
s.add(Hashes(s.clear))
print(len(s))  # expect: 1
s = {1, 2}
print(Hashes(s.clear) in s, s)  # expect: False set()
s = {1, 2}
s.discard(Hashes(s.clear))
print(s)  # expect: set()


class Dies:
    def __init__(self, target, text):
        self.target, self.text = target, text

    def __del__(self):
        self.target.add(self.text)


s = set()
s.add(Dies(s, "popped"))
s.pop()
print(show(s))  # expect: ['popped']
s.clear()
s.add(Dies(s, "cleared"))
s.clear()
print(show(s))  # expect: ['cleared']
s.clear()
s.add(Dies(s, "differenced"))
s -= set(s)
print(show(s))  # expect: ['differenced']


class Shows:
    def __init__(self, target):
        self.target = target

    def __repr__(self):
        self.target.clear()
        return "Shows"


s = set()
s.add(Shows(s))
print(repr(s), s)  # expect: {Shows} set()


def walk(action):
    s = {1, 2, 3}
    for x in s:
        action(s)
    return "done"


print(error(walk, clear), error(walk, lambda s: s.add(9)), walk(lambda s: s.add(1)), sep="; ")  # expect: RuntimeError: Set changed size during iteration; RuntimeError: Set changed size during iteration; done
s = {1}
i = iter(s)
s.add(2)
print(error(next, i), error(next, i), sep="; ")  # expect: RuntimeError: Set changed size during iteration; RuntimeError: Set changed size during iteration
