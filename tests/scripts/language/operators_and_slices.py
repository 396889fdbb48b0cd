# Slices, precedence, deletion, and life and death of objects.


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


items = list(range(10))
for part in [slice(None), slice(2, 5), slice(-3, None), slice(None, -3), slice(None, None, 3), slice(None, None, -1), slice(8, 2, -2),
             slice(20), slice(5, 2), slice(-20, 20, 4), slice(2, 2), slice(None, -20), slice(9, None, -4), slice(-1, -20, -3)]:
    print(part, items[part], "0123456789"[part], tuple(items)[part], bytes(items)[part][:2], range(10)[part], part.indices(10))  # expect: slice(None, None, None) [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] 0123456789 (0, 1, 2, 3, 4, 5, 6, 7, 8, 9) b'\x00\x01' range(0, 10) (0, 10, 1)
    # expect: slice(2, 5, None) [2, 3, 4] 234 (2, 3, 4) b'\x02\x03' range(2, 5) (2, 5, 1)
    # expect: slice(-3, None, None) [7, 8, 9] 789 (7, 8, 9) b'\x07\x08' range(7, 10) (7, 10, 1)
    # expect: slice(None, -3, None) [0, 1, 2, 3, 4, 5, 6] 0123456 (0, 1, 2, 3, 4, 5, 6) b'\x00\x01' range(0, 7) (0, 7, 1)
    # expect: slice(None, None, 3) [0, 3, 6, 9] 0369 (0, 3, 6, 9) b'\x00\x03' range(0, 10, 3) (0, 10, 3)
    # expect: slice(None, None, -1) [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] 9876543210 (9, 8, 7, 6, 5, 4, 3, 2, 1, 0) b'\t\x08' range(9, -1, -1) (9, -1, -1)
    # expect: slice(8, 2, -2) [8, 6, 4] 864 (8, 6, 4) b'\x08\x06' range(8, 2, -2) (8, 2, -2)
    # expect: slice(None, 20, None) [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] 0123456789 (0, 1, 2, 3, 4, 5, 6, 7, 8, 9) b'\x00\x01' range(0, 10) (0, 10, 1)
    # expect: slice(5, 2, None) []  () b'' range(5, 2) (5, 2, 1)
    # expect: slice(-20, 20, 4) [0, 4, 8] 048 (0, 4, 8) b'\x00\x04' range(0, 10, 4) (0, 10, 4)
    # expect: slice(2, 2, None) []  () b'' range(2, 2) (2, 2, 1)
    # expect: slice(None, -20, None) []  () b'' range(0, 0) (0, 0, 1)
    # expect: slice(9, None, -4) [9, 5, 1] 951 (9, 5, 1) b'\t\x05' range(9, -1, -4) (9, -1, -4)
    # expect: slice(-1, -20, -3) [9, 6, 3, 0] 9630 (9, 6, 3, 0) b'\t\x06' range(9, -1, -3) (9, -1, -3)
print(items[1:3][0], items[True:], items[:None], outcome(lambda: items["a":]), outcome(lambda: items[1.0:]), outcome(lambda: items[::0]))  # expect: 1 [1, 2, 3, 4, 5, 6, 7, 8, 9] [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] TypeError(slice indices must be integers or None or have an __index__ method) TypeError(slice indices must be integers or None or have an __index__ method) ValueError(slice step cannot be zero)
items[2:4] = "abc"
print(items)  # expect: [0, 1, 'a', 'b', 'c', 4, 5, 6, 7, 8, 9]
items[::4] = "XYZ"
print(items)  # expect: ['X', 1, 'a', 'b', 'Y', 4, 5, 6, 'Z', 8, 9]
items[5:5] = [None]
items[:0] = [0]
items[len(items):] = ["end"]
print(items)  # expect: [0, 'X', 1, 'a', 'b', 'Y', None, 4, 5, 6, 'Z', 8, 9, 'end']
items[1:] = []
print(items)  # expect: [0]
items[:] = range(6)
items[::-1] = range(6)
print(items, outcome(lambda: items.__setitem__(slice(None, None, 2), [1])))  # expect: [5, 4, 3, 2, 1, 0] ValueError(attempt to assign sequence of size 1 to extended slice of size 3)
del items[::2]
print(items)  # expect: [4, 2, 0]
del items[-1:], items[5:]
print(items)  # expect: [4, 2]
items = list(range(10))
del items[8:2:-3]
print(items)  # expect: [0, 1, 2, 3, 4, 6, 7, 9]
items[3:1] = ["in"]
print(items)  # expect: [0, 1, 2, 'in', 3, 4, 6, 7, 9]
data = bytearray(b"0123456789")
data[2:4] = b"ab"
data[::5] = b"XY"
del data[1]
print(data, outcome(lambda: data.__setitem__(0, 256)), outcome(lambda: data.__setitem__(0, "a")))  # expect: bytearray(b'Xab4Y6789') ValueError(byte must be in range(0, 256)) TypeError('str' object cannot be interpreted as an integer)


class Shows:
    def __getitem__(self, key):
        return key


s = Shows()
print(s[1], s[1:2], s[1:2:3], s[:], s[::], s[1:], s[:1], s[1, 2], s[1:2, 3], s[...], s[(1, 2)], s[1,], s[*"ab"], s[:, ::2])  # expect: 1 slice(1, 2, None) slice(1, 2, 3) slice(None, None, None) slice(None, None, None) slice(1, None, None) slice(None, 1, None) (1, 2) (slice(1, 2, None), 3) Ellipsis (1, 2) (1,) ('a', 'b') (slice(None, None, None), slice(None, None, 2))
print(s[lambda: 1] is not None, s[1 if True else 2], s[x := 5], x, s["k"], s[None], s[()], s[[1]])  # expect: True 1 5 5 k None () [1]
print(slice(1, 2) == slice(1, 2), outcome(hash, slice(1)) is not None, slice(1, 2, 3).step, slice(5), slice(1) < slice(2))  # expect: True True 3 slice(None, 5, None) True

# Precedence.
print(2 + 3 * 4 ** 2 / 8 % 5 - 1, (2 + 3) * 4, -2 ** 2, 2 ** -2, not 1 == 2, not True in [False], 1 + 2 << 3 & 4 | 5 ^ 6)  # expect: 2.0 20 -4 0.25 True True 3
print(1 < 2 == True, 1 or 0 and 0, (1 or 0) and 0, not 0 or 1, 5 - 3 - 1, 2 ** 2 ** 3, -3 // 2, -(3 // 2), ~5 + 1, +-+1)  # expect: False 1 0 True 1 256 -2 -1 -5 -1
print(1 if 0 else 2 if 0 else 3, (lambda: 1 if 0 else 2)(), [i for i in (1, 2) if i if i > 1], 1, *[2] + [3])  # expect: 3 2 [2] 1 2 3
print(1 in [1] is True, 3 > 2 > 1, 3 > 2 == True, "a" "b" * 2, -1 .__abs__(), (-1).__abs__(), await_ if (await_ := 1) else 0)  # expect: False True False abab -1 1 1
print(1 - -1, 1--1, 2*-1, 3 @ 4 if False else "-", not not 1, 1 is not None, 1 not in [2], not 1 in [2])  # expect: 2 2 -2 - True True True True
print(0.1 + 0.2 == 0.3, 10 ** 2 % 7, 1 / 2 * 4, 7 // 2 * 2, 1_000 * 2, 0b11 & 0b10, 1 << 2 << 3, 256 >> 2 >> 1)  # expect: False 2 2.0 6 2000 2 32 32
print("a" < "b" < "c" != "d", [1, 2] < [1, 2, 0], (1, "a") < (2, 0), {1} < {1, 2}, {1, 2} <= {1, 2}, "abc" > "ab", b"a" < b"b")  # expect: True True True True True True True

# When objects die.
log = []


class Dies:
    def __init__(self, name, other=None):
        self.name, self.other = name, other

    def __del__(self):
        log.append(self.name)


def parameters(a):
    a = None
    log.append("rebound")


parameters(Dies("argument"))
print(log)  # expect: ['argument', 'rebound']
log.clear()


def returned():
    kept = Dies("kept")
    Dies("dropped")
    return kept


result = returned()
log.append("back")
del result
print(log)  # expect: ['dropped', 'back', 'kept']
log.clear()
Dies("outer", Dies("inner"))
print(log)  # expect: ['outer', 'inner']
log.clear()
pair = [Dies("1"), Dies("2")]
pair[0], pair[1] = pair[1], pair[0]
pair.pop()
print(log)  # expect: ['1']
pair[0] = None
print(log)  # expect: ['1', '2']
log.clear()
for each in [Dies("a"), Dies("b")]:
    log.append("body")
print(log)  # expect: ['body', 'body', 'a']
del each
print(log)  # expect: ['body', 'body', 'a', 'b']
log.clear()


def raises():
    local = Dies("local")
    raise ValueError


try:
    raises()
except ValueError as error:
    pass
print(log)  # expect: ['local']
log.clear()
closed = (lambda d: lambda: d)(Dies("closed over"))
log.append("closure lives")
del closed
print(log)  # expect: ['closure lives', 'closed over']
log.clear()
with_comprehension = [d.name for d in [Dies("x"), Dies("y")]]
print(log)  # expect: ['x', 'y']
log.clear()
a = Dies("first")
a = Dies("second")
a = 1
print(log)  # expect: ['first', 'second']
log.clear()
Dies("expression"), log.append("tuple")
print(log)  # expect: ['tuple', 'expression']
log.clear()
import gc
import weakref

cycle = Dies("cycle")
cycle.other = cycle
weak = weakref.ref(cycle)
del cycle
gc.collect()
print(log, weak())  # expect: ['cycle'] None
log.clear()


class Fails:
    def __init__(self):
        self.part = Dies("part")
        raise ValueError

    def __del__(self):
        log.append("del of half made")


print(outcome(Fails), log)  # expect: ValueError() ['del of half made', 'part']
log.clear()


def generator():
    held = Dies("held by generator")
    yield 1


g = generator()
next(g)
log.append("suspended")
del g
print(log)  # expect: ['suspended', 'held by generator']
log.clear()
d = {Dies("key"): Dies("value")}
d.clear()
print(sorted(log))  # expect: ['key', 'value']
log.clear()
s = {Dies("in set")}
s.pop()
print(log)  # expect: ['in set']
log.clear()
x = y = Dies("two names")
del x
log.append("one left")
y = None
print(log)  # expect: ['one left', 'two names']
