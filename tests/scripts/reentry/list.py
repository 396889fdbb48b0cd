# User code that changes the list whose method runs it.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


class Clears:
    """Equal to nothing; comparing it empties the list."""

    def __init__(self, target, action=None):
        self.target = target
        self.action = action or (lambda target: target.clear())

    def __eq__(self, other):
        self.action(self.target)
        return False

    def __hash__(self):
        return 1

    def __lt__(self, other):
        self.action(self.target)
        return False

    def __repr__(self):
        self.action(self.target)
        return "Clears"

    def __index__(self):
        self.action(self.target)
        return 0


def filled(action=None):
    target = []
    target.extend([1, Clears(target, action), 2, 3])
    return target


a = filled()
print(5 in a, a)  # expect: False []
a = filled()
print(error(a.index, 3), a)  # expect: ValueError: list.index(x): x not in list []
a = filled()
print(error(a.remove, 3), a)  # expect: ValueError: list.remove(x): x not in list []
a = filled()
print(a.count(3), a)  # expect: 0 []
a = filled()
print(repr(a), a)  # expect: [1, Clears] []
a = filled()
print(a == [1, 1, 2, 3], a)  # expect: False []
a = filled(lambda target: target.append(0) if len(target) < 10 else None)
print(9 in a, a.count(0), len(a))  # expect: False 2 6
a = filled(lambda target: target.append(0) if len(target) < 10 else None)
print(repr(a)[:20], len(a))  # expect: [1, Clears, 2, 3, 0] 5
a = [1, 2, 3]
print(error(lambda: a[Clears(a)]), a)  # expect: IndexError: list index out of range []
a = [1, 2, 3]
print(a[Clears(a):], a)  # expect: [] []
a = [1, 2, 3]
print(a[:Clears(a, lambda t: t.extend([4, 5]))], a[0:3:Clears(a, lambda t: None) or 1] if False else "", a)  # expect: []  [1, 2, 3, 4, 5]


def set_item(target, key, value):
    target[key] = value


def delete_item(target, key):
    del target[key]


a = [1, 2, 3]
print(error(set_item, a, Clears(a), 5), a)  # expect: IndexError: list assignment index out of range []
a = [1, 2, 3]
print(error(delete_item, a, Clears(a)), a)  # expect: IndexError: list assignment index out of range []
a = [1, 2, 3]
print(error(a.pop, Clears(a)), a)  # expect: IndexError: pop from empty list []
a = [1, 2, 3]
print(error(a.insert, Clears(a), 9), a)  # expect: no error [9]
a = [1, 2, 3]
print(a * 2 if False else error(lambda: a * Clears(a)), a)  # expect: no error []


def shrinking(target, values):
    for value in values:
        target.clear()
        yield value


a = [1, 2, 3]
a.extend(shrinking(a, "xyz"))
print(a)  # expect: ['z']
a = [1, 2, 3]
a[1:2] = shrinking(a, "xyz")
print(a)  # expect: ['x', 'y', 'z']
a = [1, 2, 3, 4]
print(error(set_item, a, slice(None, None, 2), shrinking(a, "xy")), a)  # expect: ValueError: attempt to assign sequence of size 2 to extended slice of size 0 []
a = [1, 2, 3]
a += shrinking(a, "xy")
print(a)  # expect: ['y']
a = [1, 2]
a.extend(x for x in (a.append(9) or 5, 6))
print(a)  # expect: [1, 2, 9, 5, 6]
a = [1, 2, 3]
a[:] = (a.pop() for _ in range(2))
print(a)  # expect: [3, 2]

# Sorting.
a = [3, 1, 2]
print(error(a.sort, key=lambda v: a.append(v) or v), a)  # expect: ValueError: list modified during sort [1, 2, 3]
a = [3, 1, 2]
print(error(a.sort, key=lambda v: len(a)), a)  # expect: no error [3, 1, 2]
a = [3, 1, 2]
print(error(a.sort, key=lambda v: a.clear() or v), a)  # expect: no error [1, 2, 3]


class Mutates:
    def __init__(self, value, target):
        self.value, self.target = value, target

    def __lt__(self, other):
        self.target.append("junk")
        return self.value < other.value


a = []
a.extend(Mutates(v, a) for v in (3, 1, 2))
print(error(a.sort), [x.value for x in a])  # expect: ValueError: list modified during sort [1, 2, 3]


class Fails:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        raise RuntimeError("no order")


a = [Fails(2), Fails(1)]
print(error(a.sort), [x.value for x in a])  # expect: RuntimeError: no order [2, 1]
a = [2, 1]
print(sorted(a, key=lambda v: a.clear() or v), a)  # expect: [1, 2] []

# Finalizers.


class Dies:
    def __init__(self, target, text):
        self.target, self.text = target, text

    def __del__(self):
        self.target.append(self.text)


a = []
a.append(Dies(a, "one"))
a.clear()
print(a)  # expect: ['one']
a.append(Dies(a, "two"))
a[1] = None
print(a)  # expect: ['one', None, 'two']
a.append(Dies(a, "three"))
del a[-1]
print(a)  # expect: ['one', None, 'two', 'three']
a.append(Dies(a, "four"))
a[:] = []
print(a)  # expect: ['four']
a.append(Dies(a, "five"))
a.pop()
print(a)  # expect: ['four', 'five']
a = [1]
a.append(Dies(a, "six"))
a.reverse()
a.remove(1)
a *= 0
print(a)  # expect: ['six']

# Iterating.
a = [1, 2, 3]
seen = []
for x in a:
    seen.append(x)
    if x == 1:
        a.insert(0, 0)
    if len(seen) > 5:
        break
print(seen, a)  # expect: [1, 1, 1, 1, 1, 1] [0, 0, 0, 0, 0, 0, 1, 2, 3]
a = [1, 2, 3]
print([a.pop() for _ in a], a)  # expect: [3, 2] [1]
a = [1, 2]
i = iter(a)
print(next(i), next(i), next(i, "end"), a.append(3), next(i, "still ended"))  # expect: 1 2 end None still ended
a = [1, 2, 3]
r = reversed(a)
print(next(r), a.clear(), next(r, "end"))  # expect: 3 None end


class Swaps:
    def __eq__(self, other):
        b.clear()
        return True


b = [Swaps(), 1, 2]
c = [0, 1, 2]
print(b == c, b < c, b)  # expect: False True []
