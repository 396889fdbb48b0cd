# Lists: methods, operators, slices, sorting, errors.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


print(list(), list("abc"), list(range(3)), list((1, 2)), list({1: 2}))  # expect: [] ['a', 'b', 'c'] [0, 1, 2] [1, 2] [1]
print(error(list, 1, 2), error(list, a=1), error(list, 5), sep="; ")  # expect: TypeError: list expected at most 1 argument, got 2; TypeError: list() takes no keyword arguments; TypeError: 'int' object is not iterable
a = [3, 1, 2]
a.append(4)
a.extend((5, 6))
a.extend(x for x in "ab")
a.insert(0, "first")
a.insert(-1, "last but one")
a.insert(100, "end")
print(a)  # expect: ['first', 3, 1, 2, 4, 5, 6, 'a', 'last but one', 'b', 'end']
print(a.pop(), a.pop(0), a.pop(-2), a)  # expect: end first last but one [3, 1, 2, 4, 5, 6, 'a', 'b']
a.remove("a") if "a" in a else None
a.remove("b")
print(a, a.index(2), a.index(2, -4), a.count(1), len(a))  # expect: [3, 1, 2, 4, 5, 6] 2 2 1 6
a.reverse()
print(a, a.copy() is a, a.copy() == a)  # expect: [6, 5, 4, 2, 1, 3] False True
a.clear()
print(a, bool(a))  # expect: [] False
print(error([].pop), error([1].pop, 5), error([1].pop, "x"), sep="; ")  # expect: IndexError: pop from empty list; IndexError: pop index out of range; TypeError: 'str' object cannot be interpreted as an integer
print(error([1].remove, 2), error([1].index, 2), sep="; ")  # expect: ValueError: list.remove(x): x not in list; ValueError: list.index(x): x not in list
print(error([1].insert, "x", 1), error([1].insert, 10**30, 1), sep="; ")  # expect: TypeError: 'str' object cannot be interpreted as an integer; OverflowError: Python int too large to convert to C ssize_t
print(error([].append).endswith("() takes exactly one argument (0 given)"), error([].append, 1, 2).endswith("() takes exactly one argument (2 given)"))  # expect: True True
print([1, 2] + [3], [1, 2] * 2, 2 * [1, 2], [1] * 0, [1] * -5, [0] * Index(3))  # expect: [1, 2, 3] [1, 2, 1, 2] [1, 2, 1, 2] [] [] [0, 0, 0]
print(error(lambda: [1] + (2,)), error(lambda: [1] * 1.5), error(lambda: "a" * [1]), error(lambda: [1] - [1]), sep="; ")  # expect: TypeError: can only concatenate list (not "tuple") to list; TypeError: can't multiply sequence by non-int of type 'float'; TypeError: can't multiply sequence by non-int of type 'list'; TypeError: unsupported operand type(s) for -: 'list' and 'list'
b = [1]
c = b
b += [2]
b += "cd"
b *= 2
print(b, c is b)  # expect: [1, 2, 'c', 'd', 1, 2, 'c', 'd'] True


def bad_add():
    b = []
    b += 5


print(error(bad_add))  # expect: TypeError: 'int' object is not iterable
print([1, 2] == [1, 2], [1, 2] != [1, 3], [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [2] > [1, 5], [1] <= [1], [1] >= [2])  # expect: True True True True True True False
print(error(lambda: [1] < [None]), error(lambda: [1] < 1), [1] == (1,), sep="; ")  # expect: TypeError: '<' not supported between instances of 'int' and 'NoneType'; TypeError: '<' not supported between instances of 'list' and 'int'; False
nan = float("nan")
print([nan] == [nan], nan in [nan], [nan].index(nan), [nan].count(nan))  # expect: True True 0 1
s = list(range(10))
print(s[2:5], s[:3], s[-3:], s[::2], s[::-1], s[5:2], s[8:100], s[-100:2], s[7:2:-2], s[::-3])  # expect: [2, 3, 4] [0, 1, 2] [7, 8, 9] [0, 2, 4, 6, 8] [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] [] [8, 9] [0, 1] [7, 5, 3] [9, 6, 3, 0]
print(s[Index(3)], s[Index(-1)], s[Index(2):Index(4)], s[True])  # expect: 3 9 [2, 3] 1
print(error(lambda: s[10]), error(lambda: s[-11]), error(lambda: s["a"]), error(lambda: s[1.5]), sep="; ")  # expect: IndexError: list index out of range; IndexError: list index out of range; TypeError: list indices must be integers or slices, not str; TypeError: list indices must be integers or slices, not float
print(error(lambda: s[::0]), error(lambda: s["a":]), error(lambda: s[10**30]), sep="; ")  # expect: ValueError: slice step cannot be zero; TypeError: slice indices must be integers or None or have an __index__ method; IndexError: cannot fit 'int' into an index-sized integer
print(s[10**30:], s[-10**30:3])  # expect: [] [0, 1, 2]
s[2:4] = "xyz"
print(s)  # expect: [0, 1, 'x', 'y', 'z', 4, 5, 6, 7, 8, 9]
s[::2] = range(6)
print(s)  # expect: [0, 1, 1, 'y', 2, 4, 3, 6, 4, 8, 5]
s[5:5] = [None]
s[:2] = []
print(s)  # expect: [1, 'y', 2, None, 4, 3, 6, 4, 8, 5]
del s[-1], s[0]
print(s)  # expect: ['y', 2, None, 4, 3, 6, 4, 8]
del s[1:3]
print(s)  # expect: ['y', 4, 3, 6, 4, 8]
t = list(range(20))
del t[1::3]
print(t)  # expect: [0, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]
del t[::-4]
print(t)  # expect: [2, 3, 5, 8, 9, 11, 14, 15, 17]
del t[2:2]
del t[:]
print(t)  # expect: []


def assign(target, key, value):
    target[key] = value


def delete(target, key):
    del target[key]


print(error(assign, [1], 5, 0), error(assign, [1], "a", 0), error(delete, [1], 3), error(delete, [1], "a"), sep="; ")  # expect: IndexError: list assignment index out of range; TypeError: list indices must be integers or slices, not str; IndexError: list assignment index out of range; TypeError: list indices must be integers or slices, not str
print(error(assign, [1, 2, 3], slice(None, None, 2), [1]), error(assign, [1], slice(None, None, 2), 5), sep="; ")  # expect: ValueError: attempt to assign sequence of size 1 to extended slice of size 2; TypeError: must assign iterable to extended slice
u = [1, 2, 3]
u[:] = u
u[1:1] = u
print(u)  # expect: [1, 1, 2, 3, 2, 3]
u[::2] = u[::2][::-1]
print(u)  # expect: [2, 1, 2, 3, 1, 3]
print([1, [2, [3]], "a", None, 1.5, (1,)], repr([]), str([[]]))  # expect: [1, [2, [3]], 'a', None, 1.5, (1,)] [] [[]]
r = [1]
r.append(r)
r.append([r])
print(r)  # expect: [1, [...], [[...]]]
print(error(hash, []), list.__hash__)  # expect: TypeError: unhashable type: 'list' None
x = iter([1, 2, 3])
print(next(x), x.__length_hint__(), list(x), x.__length_hint__(), next(x, "end"), type(x).__name__)  # expect: 1 2 [2, 3] 0 end list_iterator
y = reversed([1, 2, 3])
print(next(y), y.__length_hint__(), list(y), type(y).__name__)  # expect: 3 2 [2, 1] list_reverseiterator
print([x for x in reversed(range(3))], list(reversed([])))  # expect: [2, 1, 0] []
print(5 in [1, 5], "a" in [], [1] in [[1]])  # expect: True False True

# Sorting.
print(sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True), sorted("hello"), sorted([1.5, 0.5, 1]))  # expect: [1, 2, 3] [3, 2, 1] ['e', 'h', 'l', 'l', 'o'] [0.5, 1, 1.5]
print(sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([2, 1, 3], key=lambda v: -v))  # expect: ['A', 'b', 'c'] [(0, 'z'), (1, 'a'), (1, 'b')] [3, 2, 1]
records = [(i % 3, i) for i in range(12)]
print([i for _, i in sorted(records, key=lambda pair: pair[0])])  # expect: [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]
print([i for _, i in sorted(records, key=lambda pair: pair[0], reverse=True)])  # expect: [2, 5, 8, 11, 1, 4, 7, 10, 0, 3, 6, 9]
big = [(i * 7919) % 1009 for i in range(1009)]
print(sorted(big) == list(range(1009)), sorted(big, reverse=True)[:3], sorted(map(str, big))[:4])  # expect: True [1008, 1007, 1006] ['0', '1', '10', '100']
print(sorted([3.0, -1.5, float("inf"), 0.0, -0.0, 2]), sorted([True, False, 2, 1]))  # expect: [-1.5, 0.0, -0.0, 2, 3.0, inf] [False, True, 1, 2]
print(sorted(["é", "z", "a", "\U0001F600", "\uffff"]) == ["a", "z", "é", "\uffff", "\U0001F600"])  # expect: True
print(sorted([10**30, -10**30, 5, 2**60]))  # expect: [-1000000000000000000000000000000, 5, 1152921504606846976, 1000000000000000000000000000000]


class Reversed:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value > other.value

    def __repr__(self):
        return f"R{self.value}"


print(sorted(map(Reversed, [1, 3, 2])))  # expect: [R3, R2, R1]
almost = list(range(100)) + [50]
almost.sort()
print(almost[49:53], almost == sorted(almost))  # expect: [49, 50, 50, 51] True
down = list(range(200, 0, -1))
down.sort(key=lambda v: v // 10)
print(down[:12])  # expect: [9, 8, 7, 6, 5, 4, 3, 2, 1, 19, 18, 17]
print(error([1, "a"].sort), error([].sort, 1), error([].sort, foo=1), sep="; ")  # expect: TypeError: '<' not supported between instances of 'str' and 'int'; TypeError: sort() takes no positional arguments; TypeError: sort() got an unexpected keyword argument 'foo'
w = [3, 1, 2]
print(error(w.sort, key=lambda v: [][v]), w)  # expect: IndexError: list index out of range [3, 1, 2]
print(error(sorted), error(sorted, [1], 2), error(sorted, 5), sep="; ")  # expect: TypeError: sorted expected 1 argument, got 0; TypeError: sorted expected 1 argument, got 2; TypeError: 'int' object is not iterable


class Sub(list):
    def __init__(self, *args, extra=None):
        super().__init__(*args)
        self.extra = extra


sub = Sub([1, 2], extra="x")
print(sub, sub.extra, type(sub + [3]).__name__, type(sub[:]).__name__, type(sub.copy()).__name__, isinstance(sub, list))  # expect: [1, 2] x list list list True
sub.append(3)
print(sub == [1, 2, 3], [1, 2, 3] == sub, len(sub), sub * 2)  # expect: True True 3 [1, 2, 3, 1, 2, 3]


class Adder:
    def __radd__(self, other):
        return "radd"

    def __rmul__(self, other):
        return "rmul"


z = []
z += Adder()
print([] + Adder(), [] * Adder(), z)  # expect: radd rmul radd
print(list[int], list.__doc__ is not None)  # expect: list[int] True
print([*range(3), *"ab"], [[0] * 2 for _ in range(2)])  # expect: [0, 1, 2, 'a', 'b'] [[0, 0], [0, 0]]
m = [1, 2, 3, 4, 5]
for v in m:
    if v == 2:
        m.remove(v)
print(m)  # expect: [1, 3, 4, 5]
n = [1]
for v in n:
    if len(n) < 5:
        n.append(v + 1)
print(n)  # expect: [1, 2, 3, 4, 5]
first, *rest = [1, 2, 3]
print(first, rest)  # expect: 1 [2, 3]


# Sorting what needs no class to be asked.
print(sorted([0.0, -0.0, 1.5, -0.0]), sorted([0.0, -0.0, -1.5], reverse=True))  # expect: [0.0, -0.0, -0.0, 1.5] [0.0, -0.0, -1.5]
print(sorted(["b", "a\0", "a", "aaaaaaaab", "aaaaaaaaa", "\u00e9"]))  # expect: ['a', 'a\x00', 'aaaaaaaaa', 'aaaaaaaab', 'b', 'é']
print(sorted([(1, "b"), (0, "z"), (1, "a")]), sorted([(0.0, 1), (-0.0, 0)]))  # expect: [(0, 'z'), (1, 'a'), (1, 'b')] [(-0.0, 0), (0.0, 1)]
print(sorted([(1,), (0, 2), ()]), sorted([(1, [2]), (1, [1])]))  # expect: [(), (0, 2), (1,)] [(1, [1]), (1, [2])]
words = ["bb", "a", "cc", "b"]
print(sorted(words, key=len), sorted(words, key=len, reverse=True))  # expect: ['a', 'b', 'bb', 'cc'] ['bb', 'cc', 'a', 'b']
words.sort(reverse=True)
print(words)  # expect: ['cc', 'bb', 'b', 'a']
doubled = [1, 2]
doubled.extend(doubled)
doubled += (5, 6)
doubled.extend(range(3, 0, -1))
print(doubled, doubled[::-1], doubled[5:1:-2], doubled[100:], doubled[3::-1])  # expect: [1, 2, 1, 2, 5, 6, 3, 2, 1] [1, 2, 3, 6, 5, 2, 1, 2, 1] [6, 2] [] [2, 1, 2, 1]
