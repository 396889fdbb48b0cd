# Assignment: unpacking, starred targets, chains, every kind of target, and augmented assignment.


def error_of(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


a, b = 1, 2
a, b = b, a
print(a, b)  # expect: 2 1
(a, b), c = [1, 2], 3
[a, [b, c]] = "x", ("y", "z")
print(a, b, c)  # expect: x y z
first, *rest = range(5)
print(first, rest)  # expect: 0 [1, 2, 3, 4]
*front, last = "abc"
print(front, last)  # expect: ['a', 'b'] c
head, *middle, tail = [1, 2]
print(head, middle, tail)  # expect: 1 [] 2
(p, *q), *r = [(1, 2, 3), 4, 5]
print(p, q, r)  # expect: 1 [2, 3] [4, 5]
*only, = (1, 2)
print(only)  # expect: [1, 2]
x = y = z = []
print(x is y is z)  # expect: True
() = []
[] = ()
i, lst = 0, [10, 20, 30]
i, lst[i] = 1, "set"
print(i, lst)  # expect: 1 [10, 'set', 30]


class Target:
    pass


t = Target()
t.a, t.b, lst[0], lst[1:2], *t.c = 1, 2, 3, [4, 5], 6, 7
print(t.a, t.b, t.c, lst)  # expect: 1 2 [6, 7] [3, 4, 5, 30]
for t.a, *lst[0] in [(1, 2, 3), (4, 5)]:
    pass
print(t.a, lst[0])  # expect: 4 [5]
for k, (v, *w) in {"k": (1, 2, 3)}.items():
    print(k, v, w)  # expect: k 1 [2, 3]

# What cannot be unpacked.
print(error_of(lambda: [0 for a, b in [(1,)]]))  # expect: ValueError: not enough values to unpack (expected 2, got 1)
print(error_of(lambda: [0 for a, b in [(1, 2, 3)]]))  # expect: ValueError: too many values to unpack (expected 2, got 3)
print(error_of(lambda: [0 for a, b in [1]]))  # expect: TypeError: cannot unpack non-iterable int object
print(error_of(lambda: [0 for a, *b, c in [(1,)]]))  # expect: ValueError: not enough values to unpack (expected at least 2, got 1)
print(error_of(lambda: [0 for a, *b, c in [()]]))  # expect: ValueError: not enough values to unpack (expected at least 2, got 0)
print(error_of(lambda: [0 for a, b, c in ["xy"]]))  # expect: ValueError: not enough values to unpack (expected 3, got 2)
print(error_of(lambda: [0 for a, b in [[1, 2, 3]]]))  # expect: ValueError: too many values to unpack (expected 2, got 3)
print(error_of(lambda: [0 for a, b in [{1, 2, 3}]]))  # expect: ValueError: too many values to unpack (expected 2)
print(error_of(lambda: [0 for a, b in [iter("abc")]]))  # expect: ValueError: too many values to unpack (expected 2)
print(error_of(lambda: [0 for a, b in [{}]]))  # expect: ValueError: not enough values to unpack (expected 2, got 0)
print(error_of(lambda: [0 for () in [(1,)]]))  # expect: ValueError: too many values to unpack (expected 0, got 1)
print(error_of(lambda: [0 for a, b in [None]]))  # expect: TypeError: cannot unpack non-iterable NoneType object


class Sequence:
    def __init__(self, count):
        self.count = count

    def __getitem__(self, index):
        if index < self.count:
            return index
        raise IndexError


a, b, c = Sequence(3)
print(a, b, c, [*Sequence(4)])  # expect: 0 1 2 [0, 1, 2, 3]
print(error_of(lambda: [0 for a, b in [Sequence(3)]]))  # expect: ValueError: too many values to unpack (expected 2)


def numbers():
    yield 1
    yield 2
    raise KeyError("third")


print(error_of(lambda: [0 for a, b in [numbers()]]))  # expect: KeyError: 'third'
print(error_of(lambda: [0 for a, *b in [numbers()]]))  # expect: KeyError: 'third'

# Displays.
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 3}, {**{"a": 1, "b": 2}, "a": 3})  # expect: [0, 1, 2, 'a', 'b'] (1, 2) {1, 2, 3} {'a': 3, 'b': 2}
print([*[], *()], {**{}}, *[1, 2], sep=",")  # expect: [],{},1,2
print(error_of(lambda: [*1]))  # expect: TypeError: Value after * must be an iterable, not int
print(error_of(lambda: (*None,)))  # expect: TypeError: Value after * must be an iterable, not NoneType
print(error_of(lambda: {*1}))  # expect: TypeError: 'int' object is not iterable
print(error_of(lambda: {**1}))  # expect: TypeError: 'int' object is not a mapping
print(error_of(lambda: {**[("a", 1)]}))  # expect: TypeError: 'list' object is not a mapping
print(error_of(lambda: {[]: 1}))  # expect: TypeError: cannot use 'list' as a dict key (unhashable type: 'list')
print(error_of(lambda: {[]}))  # expect: TypeError: cannot use 'list' as a set element (unhashable type: 'list')
print(error_of(lambda: {{}: 1}))  # expect: TypeError: cannot use 'dict' as a dict key (unhashable type: 'dict')


def returns(*items):
    return 1, *items


print(returns(2, 3))  # expect: (1, 2, 3)
for item in 1, *[2, 3]:
    print(item, end=" ")  # expect: 1 2 3
print()
subscripted = {}
subscripted[1, *[2, 3]] = 4
print(subscripted)  # expect: {(1, 2, 3): 4}

# Augmented assignment: every operator, every target.
n = 7
n += 3
n -= 1
n *= 4
n //= 5
n **= 2
n %= 20
n <<= 3
n >>= 1
n |= 1
n &= 0x3F
n ^= 2
print(n)  # expect: 39
f = 1.0
f /= 4
print(f)  # expect: 0.25
lst = [1, 2]
alias = lst
lst += (3,)
lst *= 2
print(alias, alias is lst)  # expect: [1, 2, 3, 1, 2, 3] True
lst[0] += 10
lst[1:3] += [9]
print(lst)  # expect: [11, 2, 3, 9, 1, 2, 3]
t.a += 5
t.text = "a"
t.text += "b"
t.text *= 2
print(t.a, t.text)  # expect: 9 abab
table = {"k": [1]}
table["k"] += [2]
table["k"][0] -= 1
print(table)  # expect: {'k': [0, 2]}
pair = ([],)


def add_to_tuple():
    pair[0] += [1]


print(error_of(add_to_tuple), pair)  # expect: TypeError: 'tuple' object does not support item assignment ([1],)
s = {1, 2}
s2 = s
s |= {3}
s &= {2, 3}
s -= {2}
s ^= {4}
print(s, s is s2)  # expect: {3, 4} True

calls = []


class Watch:
    def __getitem__(self, key):
        calls.append(("get", key))
        return 1

    def __setitem__(self, key, value):
        calls.append(("set", key, value))


def key():
    calls.append("key")
    return "k"


def watch():
    calls.append("object")
    return Watch()


def value():
    calls.append("value")
    return 41


watch()[key()] += value()
print(calls)  # expect: ['object', 'key', ('get', 'k'), 'value', ('set', 'k', 42)]


class InPlace:
    def __init__(self, log):
        self.log = log

    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self

    def __add__(self, other):
        return "add"

    def __sub__(self, other):
        return "sub"

    def __isub__(self, other):
        return NotImplemented

    def __imatmul__(self, other):
        return "imatmul"


thing = kept = InPlace([])
thing += 1
print(thing is kept, thing.log)  # expect: True [('iadd', 1)]
thing -= 1
print(thing)  # expect: sub
thing = kept
thing @= 2
print(thing)  # expect: imatmul


def no_operator():
    box = kept
    box *= 2


print(error_of(no_operator))  # expect: TypeError: unsupported operand type(s) for *=: 'InPlace' and 'int'


def wrong_types():
    number = 1
    number += "a"


def wrong_power():
    number = 1
    number **= "a"


def wrong_list():
    items = []
    items += 1


print(error_of(wrong_types))  # expect: TypeError: unsupported operand type(s) for +=: 'int' and 'str'
print(error_of(wrong_power))  # expect: TypeError: unsupported operand type(s) for **=: 'int' and 'str'
print(error_of(wrong_list))  # expect: TypeError: 'int' object is not iterable

# Annotated assignment.
annotated: int = 5
only_annotated: str
(parenthesised): int = 6
t.annotated: "anything" = 7
lst[0]: int = 8
print(annotated, parenthesised, t.annotated, lst[0], "only_annotated" in globals())  # expect: 5 6 7 8 False

# Walrus.
if (m := 10) > 5 and (k := m * 2):
    print(m, k)  # expect: 10 20
print((w := 1, 2), w, [y := 3, y**2], (lambda: (z := 4) + z)())  # expect: (1, 2) 1 [3, 9] 8
while (m := m - 3) > 0:
    print(m, end=" ")  # expect: 7 4 1
print()

for text in ["a, b += 1", "*a = 1", "*a, *b = c", "1 = a", "f() = 1", "a + b = c", "(a := 1) = 2", "None = 1",
             "a = yield = 1", "x + 1 += 2", "[a, b] += 1", "del f()", "del *a", "del (a, b), c", "a: int, b: int",
             "(a, b): int", "for 1 in x: pass", "with a as 1: pass", "x = *a", "print(*a for a in b)", "{**a for a in b}",
             "'a' = 1", "f'{a}' = 1", "a if b else c = 1", "True := 1", "(a.b := 1)", "a := 1", "def f(a=1, b): pass",
             "f(a=1, 2)", "f(**a, *b)", "f(a for a in b, c)", "f(a=1, a=2)", "f(1=2)", "f(True=1)", "f(a.b=1)", "lambda *: 1",
             "def f(*): pass", "def f(a, /, b, /): pass", "def f(**k, a): pass", "def f(*a, *b): pass", "__debug__ = 1"]:
    try:
        compile(text, "<text>", "exec")
        result = f"fine: {text}"
    except SyntaxError as error:
        result = error.msg
    print(result)  # expect: 'tuple' is an illegal expression for augmented assignment
    # expect: starred assignment target must be in a list or tuple
    # expect: multiple starred expressions in assignment
    # expect: cannot assign to literal here. Maybe you meant '==' instead of '='?
    # expect: cannot assign to function call here. Maybe you meant '==' instead of '='?
    # expect: cannot assign to expression here. Maybe you meant '==' instead of '='?
    # expect: cannot assign to named expression here. Maybe you meant '==' instead of '='?
    # expect: cannot assign to None
    # expect: assignment to yield expression not possible
    # expect: 'expression' is an illegal expression for augmented assignment
    # expect: 'list' is an illegal expression for augmented assignment
    # expect: cannot delete function call
    # expect: cannot delete starred
    # expect: fine: del (a, b), c
    # expect: invalid syntax
    # expect: only single target (not tuple) can be annotated
    # expect: cannot assign to literal
    # expect: cannot assign to literal
    # expect: can't use starred expression here
    # expect: iterable unpacking cannot be used in comprehension
    # expect: dict unpacking cannot be used in dict comprehension
    # expect: cannot assign to literal here. Maybe you meant '==' instead of '='?
    # expect: cannot assign to f-string expression here. Maybe you meant '==' instead of '='?
    # expect: cannot assign to conditional expression
    # expect: cannot use assignment expressions with True
    # expect: cannot use assignment expressions with attribute
    # expect: invalid syntax
    # expect: parameter without a default follows parameter with a default
    # expect: positional argument follows keyword argument
    # expect: iterable argument unpacking follows keyword argument unpacking
    # expect: Generator expression must be parenthesized
    # expect: keyword argument repeated: a
    # expect: expression cannot contain assignment, perhaps you meant "=="?
    # expect: cannot assign to True
    # expect: expression cannot contain assignment, perhaps you meant "=="?
    # expect: named parameters must follow bare *
    # expect: named parameters must follow bare *
    # expect: / may appear only once
    # expect: parameters cannot follow var-keyword parameter
    # expect: * argument may appear only once
    # expect: cannot assign to __debug__
