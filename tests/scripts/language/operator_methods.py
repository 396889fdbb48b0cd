# Special methods: operators, reflected and in-place ones, comparison, truth, hashing, containers, calls, conversion.
log = []


def outcome(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


class Number:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def binary(name):
    def method(self, other, *more):
        return f"{self.name}.{name}({other!r}{''.join(', ' + repr(m) for m in more)})"

    return method


for name in ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor", "divmod"]:
    setattr(Number, f"__{name}__", binary(name))
    setattr(Number, f"__r{name}__", binary("r" + name))
for name in ["lt", "le", "gt", "ge", "eq", "ne"]:
    setattr(Number, f"__{name}__", binary(name))
for name in ["neg", "pos", "invert", "abs"]:
    setattr(Number, f"__{name}__", lambda self, name=name: f"{name} {self.name}")

n = Number("n")
m = Number("m")
print(n + m, n - 1, n * 1, n / 1, n // 1, n % 1, n**1, n @ 1, n << 1, n >> 1, n & 1, n | 1, n ^ 1, divmod(n, 1))  # expect: n.add(m) n.sub(1) n.mul(1) n.truediv(1) n.floordiv(1) n.mod(1) n.pow(1) n.matmul(1) n.lshift(1) n.rshift(1) n.and(1) n.or(1) n.xor(1) n.divmod(1)
print(1 + n, 1 - n, 1 * n, 1 / n, 1 // n, 1 % n, 1**n, 1 @ n, 1 << n, 1 >> n, 1 & n, 1 | n, 1 ^ n, divmod(1, n))  # expect: n.radd(1) n.rsub(1) n.rmul(1) n.rtruediv(1) n.rfloordiv(1) n.rmod(1) n.rpow(1) n.rmatmul(1) n.rlshift(1) n.rrshift(1) n.rand(1) n.ror(1) n.rxor(1) n.rdivmod(1)
print(n < 1, n <= 1, n > 1, n >= 1, n == 1, n != 1, 1 < n, 1 <= n, 1 > n, 1 >= n, 1 == n, 1 != n)  # expect: n.lt(1) n.le(1) n.gt(1) n.ge(1) n.eq(1) n.ne(1) n.gt(1) n.ge(1) n.lt(1) n.le(1) n.eq(1) n.ne(1)
print(-n, +n, ~n, abs(n), pow(n, 2, 3), "a" + n, [1] + n, "x" % n if False else "-", 2.5 * n)  # expect: neg n pos n invert n abs n n.pow(2, 3) n.radd('a') n.radd([1]) - n.rmul(2.5)
print(outcome(pow, 2, n, 3))  # expect: n.rpow(2, 3)


class Child(Number):
    def __radd__(self, other):
        return f"child radd {other!r}"

    def __eq__(self, other):
        return f"child eq {other!r}"


c = Child("c")
print(n + c, c + n, n - c, n == c, c == n, n < c)  # expect: child radd n c.add(n) n.sub(c) child eq n child eq n c.gt(n)


class Declines:
    def __add__(self, other):
        log.append("add")
        return NotImplemented

    def __radd__(self, other):
        log.append("radd")
        return NotImplemented

    def __eq__(self, other):
        log.append("eq")
        return NotImplemented

    def __lt__(self, other):
        log.append("lt")
        return NotImplemented

    __hash__ = None


d, e = Declines(), Declines()
print(outcome(lambda: d + e), outcome(lambda: d + 1), outcome(lambda: 1 + d), log)  # expect: TypeError(unsupported operand type(s) for +: 'Declines' and 'Declines') TypeError(unsupported operand type(s) for +: 'Declines' and 'int') TypeError(unsupported operand type(s) for +: 'int' and 'Declines') ['add', 'add', 'radd']
log.clear()
print(d == e, d != e, d == d, outcome(lambda: d < e), outcome(lambda: d > 1), log)  # expect: False True True TypeError('<' not supported between instances of 'Declines' and 'Declines') TypeError('>' not supported between instances of 'Declines' and 'int') ['eq', 'eq', 'eq', 'eq', 'eq', 'eq', 'lt']
log.clear()
for text in ["1 + 'a'", "'a' + 1", "[] + ()", "1 - 'a'", "'a' * 'b'", "'a' * 1.5", "[] * None", "1 << 'a'", "1.5 << 1", "-'a'",
             "~1.5", "+[]", "1 < 'a'", "[] < ()", "None < None", "{} < {}", "1j < 2j", "1 @ 2", "{} | []", "{} | {1}",
             "divmod(1, 'a')", "pow('a', 1)", "pow(2, 3, 'a')", "abs('a')", "1 / 0", "1 % 0", "1.0 // 0", "0 ** -1",
             "'%d' % 'a'", "'a' in 5", "1 in 'a'", "5[0]", "[][0]", "()['a']", "{}['k']", "'abc'[5]", "'abc'['a']",
             "len(5)", "iter(5)", "next(5)", "hash([])", "hash({})", "hash({1})", "range(1.5)", "[1][1.0]", "object() < object()",
             "print + 1", "int | 5", "None + None", "b'a' + 'a'", "'a' + b'a'", "b'a' % 5", "2 ** 'a'", "object()()", "3()",
             "[1,2][::0]", "range(5)['a']", "{1}[0]", "del_it[0]", "(1,)[2]", "b'a'[9]", "round('a')", "int('x')", "int([])",
             "int('1', 99)", "float('x')", "float([])", "complex('x')", "chr(-1)", "ord('ab')", "ord(5)", "bytes('a')",
             "bytes([256])", "bytes(-1)", "list(5)", "dict(5)", "dict([1])", "dict([(1,)])", "set(5)", "sum(['a'])",
             "max([])", "max(1)", "min(1, 'a')", "sorted([1, 'a'])", "zip(1)", "map()", "map(1)", "enumerate()",
             "reversed({1})", "isinstance(1, 'a')", "''.join([1])", "'a'.join(5)", "'abc'.index('z')", "[].index(1)",
             "[].remove(1)", "[].pop()", "{}.pop(1)", "set().pop()", "{}.popitem()", "[1].pop(5)", "'a'.encode('x')",
             "'{} {}'.format(1)", "'{a}'.format()", "'{0.x}'.format(1)", "format(1, 'z')", "format('a', 'd')", "format([], 'd')"]:
    print(text, "->", outcome(eval, text))  # expect: 1 + 'a' -> TypeError(unsupported operand type(s) for +: 'int' and 'str')
    # expect: 'a' + 1 -> TypeError(can only concatenate str (not "int") to str)
    # expect: [] + () -> TypeError(can only concatenate list (not "tuple") to list)
    # expect: 1 - 'a' -> TypeError(unsupported operand type(s) for -: 'int' and 'str')
    # expect: 'a' * 'b' -> TypeError(can't multiply sequence by non-int of type 'str')
    # expect: 'a' * 1.5 -> TypeError(can't multiply sequence by non-int of type 'float')
    # expect: [] * None -> TypeError(can't multiply sequence by non-int of type 'NoneType')
    # expect: 1 << 'a' -> TypeError(unsupported operand type(s) for <<: 'int' and 'str')
    # expect: 1.5 << 1 -> TypeError(unsupported operand type(s) for <<: 'float' and 'int')
    # expect: -'a' -> TypeError(bad operand type for unary -: 'str')
    # expect: ~1.5 -> TypeError(bad operand type for unary ~: 'float')
    # expect: +[] -> TypeError(bad operand type for unary +: 'list')
    # expect: 1 < 'a' -> TypeError('<' not supported between instances of 'int' and 'str')
    # expect: [] < () -> TypeError('<' not supported between instances of 'list' and 'tuple')
    # expect: None < None -> TypeError('<' not supported between instances of 'NoneType' and 'NoneType')
    # expect: {} < {} -> TypeError('<' not supported between instances of 'dict' and 'dict')
    # expect: 1j < 2j -> TypeError('<' not supported between instances of 'complex' and 'complex')
    # expect: 1 @ 2 -> TypeError(unsupported operand type(s) for @: 'int' and 'int')
    # expect: {} | [] -> TypeError(unsupported operand type(s) for |: 'dict' and 'list')
    # expect: {} | {1} -> TypeError(unsupported operand type(s) for |: 'dict' and 'set')
    # expect: divmod(1, 'a') -> TypeError(unsupported operand type(s) for divmod(): 'int' and 'str')
    # expect: pow('a', 1) -> TypeError(unsupported operand type(s) for ** or pow(): 'str' and 'int')
    # expect: pow(2, 3, 'a') -> TypeError(unsupported operand type(s) for ** or pow(): 'int', 'int', 'str')
    # expect: abs('a') -> TypeError(bad operand type for abs(): 'str')
    # expect: 1 / 0 -> ZeroDivisionError(division by zero)
    # expect: 1 % 0 -> ZeroDivisionError(division by zero)
    # expect: 1.0 // 0 -> ZeroDivisionError(division by zero)
    # expect: 0 ** -1 -> ZeroDivisionError(zero to a negative power)
    # expect: '%d' % 'a' -> TypeError(%d format: a real number is required, not str)
    # expect: 'a' in 5 -> TypeError(argument of type 'int' is not a container or iterable)
    # expect: 1 in 'a' -> TypeError('in <string>' requires string as left operand, not int)
    # expect: 5[0] -> TypeError('int' object is not subscriptable)
    # expect: [][0] -> IndexError(list index out of range)
    # expect: ()['a'] -> TypeError(tuple indices must be integers or slices, not str)
    # expect: {}['k'] -> KeyError('k')
    # expect: 'abc'[5] -> IndexError(string index out of range)
    # expect: 'abc'['a'] -> TypeError(string indices must be integers, not 'str')
    # expect: len(5) -> TypeError(object of type 'int' has no len())
    # expect: iter(5) -> TypeError('int' object is not iterable)
    # expect: next(5) -> TypeError('int' object is not an iterator)
    # expect: hash([]) -> TypeError(unhashable type: 'list')
    # expect: hash({}) -> TypeError(unhashable type: 'dict')
    # expect: hash({1}) -> TypeError(unhashable type: 'set')
    # expect: range(1.5) -> TypeError('float' object cannot be interpreted as an integer)
    # expect: [1][1.0] -> TypeError(list indices must be integers or slices, not float)
    # expect: object() < object() -> TypeError('<' not supported between instances of 'object' and 'object')
    # expect: print + 1 -> TypeError(unsupported operand type(s) for +: 'builtin_function_or_method' and 'int')
    # expect: int | 5 -> TypeError(unsupported operand type(s) for |: 'type' and 'int')
    # expect: None + None -> TypeError(unsupported operand type(s) for +: 'NoneType' and 'NoneType')
    # expect: b'a' + 'a' -> TypeError(can't concat str to bytes)
    # expect: 'a' + b'a' -> TypeError(can only concatenate str (not "bytes") to str)
    # expect: b'a' % 5 -> TypeError(not all arguments converted during bytes formatting)
    # expect: 2 ** 'a' -> TypeError(unsupported operand type(s) for ** or pow(): 'int' and 'str')
    # expect: object()() -> TypeError('object' object is not callable)
    # expect: 3() -> TypeError('int' object is not callable)
    # expect: [1,2][::0] -> ValueError(slice step cannot be zero)
    # expect: range(5)['a'] -> TypeError(range indices must be integers or slices, not str)
    # expect: {1}[0] -> TypeError('set' object is not subscriptable)
    # expect: del_it[0] -> NameError(name 'del_it' is not defined)
    # expect: (1,)[2] -> IndexError(tuple index out of range)
    # expect: b'a'[9] -> IndexError(index out of range)
    # expect: round('a') -> TypeError(type str doesn't define __round__ method)
    # expect: int('x') -> ValueError(invalid literal for int() with base 10: 'x')
    # expect: int([]) -> TypeError(int() argument must be a string, a bytes-like object or a real number, not 'list')
    # expect: int('1', 99) -> ValueError(int() base must be >= 2 and <= 36, or 0)
    # expect: float('x') -> ValueError(could not convert string to float: 'x')
    # expect: float([]) -> TypeError(float() argument must be a string or a real number, not 'list')
    # expect: complex('x') -> ValueError(complex() arg is a malformed string)
    # expect: chr(-1) -> ValueError(chr() arg not in range(0x110000))
    # expect: ord('ab') -> TypeError(ord() expected a character, but string of length 2 found)
    # expect: ord(5) -> TypeError(ord() expected string of length 1, but int found)
    # expect: bytes('a') -> TypeError(string argument without an encoding)
    # expect: bytes([256]) -> ValueError(bytes must be in range(0, 256))
    # expect: bytes(-1) -> ValueError(negative count)
    # expect: list(5) -> TypeError('int' object is not iterable)
    # expect: dict(5) -> TypeError('int' object is not iterable)
    # expect: dict([1]) -> TypeError(object is not iterable)
    # expect: dict([(1,)]) -> ValueError(dictionary update sequence element #0 has length 1; 2 is required)
    # expect: set(5) -> TypeError('int' object is not iterable)
    # expect: sum(['a']) -> TypeError(unsupported operand type(s) for +: 'int' and 'str')
    # expect: max([]) -> ValueError(max() iterable argument is empty)
    # expect: max(1) -> TypeError('int' object is not iterable)
    # expect: min(1, 'a') -> TypeError('<' not supported between instances of 'str' and 'int')
    # expect: sorted([1, 'a']) -> TypeError('<' not supported between instances of 'str' and 'int')
    # expect: zip(1) -> TypeError('int' object is not iterable)
    # expect: map() -> TypeError(map() must have at least two arguments.)
    # expect: map(1) -> TypeError(map() must have at least two arguments.)
    # expect: enumerate() -> TypeError(enumerate() missing required argument 'iterable')
    # expect: reversed({1}) -> TypeError('set' object is not reversible)
    # expect: isinstance(1, 'a') -> TypeError(isinstance() arg 2 must be a type, a tuple of types, or a union)
    # expect: ''.join([1]) -> TypeError(sequence item 0: expected str instance, int found)
    # expect: 'a'.join(5) -> TypeError(can only join an iterable)
    # expect: 'abc'.index('z') -> ValueError(substring not found)
    # expect: [].index(1) -> ValueError(list.index(x): x not in list)
    # expect: [].remove(1) -> ValueError(list.remove(x): x not in list)
    # expect: [].pop() -> IndexError(pop from empty list)
    # expect: {}.pop(1) -> KeyError(1)
    # expect: set().pop() -> KeyError('pop from an empty set')
    # expect: {}.popitem() -> KeyError('popitem(): dictionary is empty')
    # expect: [1].pop(5) -> IndexError(pop index out of range)
    # expect: 'a'.encode('x') -> LookupError(unknown encoding: x)
    # expect: '{} {}'.format(1) -> IndexError(Replacement index 1 out of range for positional args tuple)
    # expect: '{a}'.format() -> KeyError('a')
    # expect: '{0.x}'.format(1) -> AttributeError('int' object has no attribute 'x')
    # expect: format(1, 'z') -> ValueError(Negative zero coercion (z) not allowed in integer format specifier)
    # expect: format('a', 'd') -> ValueError(Unknown format code 'd' for object of type 'str')
    # expect: format([], 'd') -> TypeError(unsupported format string passed to list.__format__)


# In place.
class InPlace:
    def __iadd__(self, other):
        return "iadd"

    def __add__(self, other):
        return "add"

    __ior__ = None

    def __or__(self, other):
        return "or"


value = InPlace()
value += 1
print(value)  # expect: iadd


def none_is_no():
    value = InPlace()
    value |= 1
    return value


print(outcome(none_is_no))  # expect: TypeError('NoneType' object is not callable)


# Truth.
class HasBool:
    def __bool__(self):
        log.append("bool")
        return False

    def __len__(self):
        log.append("len")
        return 1


class HasLen:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length


class BadBool:
    def __bool__(self):
        return 1


print(bool(HasBool()), log, bool(HasLen(0)), bool(HasLen(3)), bool(object()), not HasLen(0))  # expect: False ['bool'] False True True True
print(outcome(bool, BadBool()), outcome(bool, HasLen(-1)), outcome(len, HasLen("a")), outcome(len, HasLen(1.0)))  # expect: TypeError(__bool__ should return bool, returned int) ValueError(__len__() should return >= 0) TypeError('str' object cannot be interpreted as an integer) TypeError('float' object cannot be interpreted as an integer)
print(outcome(len, HasLen(1 << 70)), outcome(lambda: 1 if BadBool() else 2))  # expect: OverflowError(cannot fit 'int' into an index-sized integer) TypeError(__bool__ should return bool, returned int)
log.clear()


# and, or, not, chained comparison: what is evaluated.
def note(value):
    log.append(value)
    return value


print(note(0) and note(1), note(2) or note(3), note("") or note([]) or note(None), not note(4), log)  # expect: 0 2 None False [0, 2, '', [], None, 4]
log.clear()
print(note(1) < note(2) < note(3), note(3) < note(2) < note(9), log)  # expect: True False [1, 2, 3, 3, 2]
log.clear()
print(1 < 2 < 3 < 4, 1 < 3 > 2 != 5, 1 in [1] == True, (1 in [1]) == True, 1 == 1.0 is not None, "a" in "abc" in ["abc"])  # expect: True True False True True True
print(note(1) if note(0) else note(2), log, [1] or 1 / 0, () and 1 / 0)  # expect: 2 [0, 2] [1] ()
log.clear()


# Equality and hashing.
class OnlyEq:
    def __eq__(self, other):
        return True


class EqAndHash(OnlyEq):
    def __hash__(self):
        return 7


class InheritsHash(EqAndHash):
    pass


class EqAgain(EqAndHash):
    def __eq__(self, other):
        return False


class KeepsHash(EqAndHash):
    def __eq__(self, other):
        return False

    __hash__ = EqAndHash.__hash__


print(outcome(hash, OnlyEq()), OnlyEq.__hash__, hash(EqAndHash()), hash(InheritsHash()), outcome(hash, EqAgain()), hash(KeepsHash()))  # expect: TypeError(unhashable type: 'OnlyEq') None 7 7 TypeError(unhashable type: 'EqAgain') 7
print(OnlyEq() != OnlyEq(), len({EqAndHash(), EqAndHash()}), [1] == OnlyEq(), OnlyEq() in [5])  # expect: False 1 True True


class BadHash:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


print(outcome(hash, BadHash("a")), outcome(hash, BadHash(1.5)), hash(BadHash(1 << 61)), hash(BadHash(-1)), hash(BadHash(True)))  # expect: TypeError(__hash__ method should return an integer) TypeError(__hash__ method should return an integer) 2305843009213693952 -2 1
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], {nan: 1}.get(nan), (nan,) == (nan,))  # expect: False True True 1 True


# Containers.
class Items:
    def __init__(self, *items):
        self.items = list(items)

    def __getitem__(self, index):
        log.append(index)
        return self.items[index]


items = Items(1, 2, 3)
print(list(items), log, 2 in items, 9 in items, [*reversed([*items])], outcome(reversed, items))  # expect: [1, 2, 3] [0, 1, 2, 3, 0, 1, 0, 1, 2, 3, 0, 1, 2, 3] True False [3, 2, 1] TypeError(object of type 'Items' has no len())
log.clear()
print(items[-1], items[0:2], items[::2], log)  # expect: 3 [1, 2] [1, 3] [-1, slice(0, 2, None), slice(None, None, 2)]
log.clear()


class Full:
    def __len__(self):
        return 3

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        log.append((key, value))

    def __delitem__(self, key):
        log.append(key)

    def __contains__(self, key):
        return key and "yes"

    def __iter__(self):
        return iter("full")

    def __reversed__(self):
        return "reversed"


full = Full()
full[1] = 2
full[1:2, ...] = 3
del full["k"]
print(full[1, 2], full[:], full[1:2:3], full[..., None], full[()], log, 1 in full, 0 in full, list(full), reversed(full))  # expect: (1, 2) slice(None, None, None) slice(1, 2, 3) (Ellipsis, None) () [(1, 2), ((slice(1, 2, None), Ellipsis), 3), 'k'] True False ['f', 'u', 'l', 'l'] reversed
log.clear()


class NoContains:
    __contains__ = None

    def __iter__(self):
        return iter([1])


class NoIter:
    __iter__ = None

    def __getitem__(self, index):
        return 1


class IterWrong:
    def __iter__(self):
        return 5


class IterOnly:
    def __iter__(self):
        yield from (1, 2)


print(outcome(lambda: 1 in NoContains()), outcome(iter, NoIter()), outcome(iter, IterWrong()), 2 in IterOnly(), 3 in IterOnly())  # expect: TypeError('NoContains' object is not a container) TypeError('NoIter' object is not iterable) TypeError(iter() returned non-iterator of type 'int') True False


class Missing(dict):
    def __missing__(self, key):
        return f"missing {key}"


missing = Missing(a=1)
print(missing["a"], missing["b"], missing.get("b"), "b" in missing, outcome(lambda: {}[(1, 2)]))  # expect: 1 missing b None False KeyError((1, 2))


# Index, int, float and others.
class Index:
    def __index__(self):
        return 2


class BadIndex:
    def __index__(self):
        return "a"


print([10, 20, 30][Index()], "abc"[Index():], range(5)[Index()], hex(Index()), [0] * Index(), int(Index()), float(Index()))  # expect: 30 c 2 0x2 [0, 0] 2 2.0
print(outcome(lambda: [1][BadIndex()]), outcome(lambda: [1] * object()), bytes(Index()), list(range(Index())), 1 << int(Index()))  # expect: TypeError(__index__ returned non-int (type str)) TypeError(can't multiply sequence by non-int of type 'object') b'\x00\x00' [0, 1] 4


class Converts:
    def __int__(self):
        return 5

    def __float__(self):
        return 2.5

    def __complex__(self):
        return 1j

    def __round__(self, digits=None):
        return "round", digits

    def __trunc__(self):
        return "trunc"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __bytes__(self):
        return b"bytes"

    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __call__(self, *arguments, **named):
        return arguments, named

    def __dir__(self):
        return ["b", "a"]

    def __sizeof__(self):
        return 1


import math

v = Converts()
print(int(v), float(v), complex(v), round(v), round(v, 2), math.trunc(v), math.floor(v), math.ceil(v), bytes(v))  # expect: 5 2.5 1j ('round', None) ('round', 2) trunc floor ceil b'bytes'
print(f"{v} {v:spec} {v!r} {v!s:>5}|", format(v, "x"), str(v), repr(v), [v], (v,), {v: v}, "%s %r" % (v, v), v(1, a=2), dir(v))  # expect: <> <spec> repr   str| <x> str repr [repr] (repr,) {repr: repr} str repr ((1,), {'a': 2}) ['a', 'b']


class BadText:
    def __str__(self):
        return 5

    def __repr__(self):
        return None

    def __format__(self, spec):
        return 5


print(outcome(str, BadText()), outcome(repr, BadText()), outcome(format, BadText()), outcome(lambda: f"{BadText()}"))  # expect: TypeError(__str__ returned non-string (type int)) TypeError(__repr__ returned non-string (type NoneType)) TypeError(__format__ must return a str, not int) TypeError(__format__ must return a str, not int)


class OnlyRepr:
    def __repr__(self):
        return "only repr"


print(str(OnlyRepr()), f"{OnlyRepr()}", outcome(format, OnlyRepr(), "x"))  # expect: only repr only repr TypeError(unsupported format string passed to OnlyRepr.__format__)


# Special methods are looked up on the class.
class OnInstance:
    pass


thing = OnInstance()
thing.__len__ = lambda: 5
thing.__call__ = lambda: 5
thing.__eq__ = lambda other: True
print(outcome(len, thing), outcome(thing), thing == 1)  # expect: TypeError(object of type 'OnInstance' has no len()) TypeError('OnInstance' object is not callable) False
OnInstance.__len__ = lambda self: 6
print(len(thing))  # expect: 6
del OnInstance.__len__
print(outcome(len, thing))  # expect: TypeError(object of type 'OnInstance' has no len())
OnInstance.__getattr__ = lambda self, name: lambda *a: "dynamic"
print(thing.anything(), outcome(len, thing), outcome(lambda: thing + 1))  # expect: dynamic TypeError(object of type 'OnInstance' has no len()) TypeError(unsupported operand type(s) for +: 'OnInstance' and 'int')


# Comparison of containers uses identity first, and stops early.
class Counts:
    def __eq__(self, other):
        log.append("eq")
        return True


same = Counts()
print([same] == [same], log, [same] == [Counts()], log, [1, 2] < [1, 3], (1,) < (1, 0), [] < [0], "a" < "b" < "c")  # expect: True ['eq'] True ['eq'] True True True True


class Iterator:
    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration("value")
        self.left -= 1
        return self.left

    def __length_hint__(self):
        return 100


print(list(Iterator()), tuple(Iterator()), sum(Iterator()), [*Iterator()], dict(zip("ab", Iterator())), next(iter(Iterator())))  # expect: [1, 0] (1, 0) 1 [1, 0] {'a': 1, 'b': 0} 1


# __del__ runs when the last reference goes.
class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(f"del {self.name}")


log.clear()
a = Dies("a")
b = a
del a
log.append("still")
del b
log.append("gone")
x = Dies("x")
x = None
Dies("temporary")


def scope():
    local = Dies("local")
    log.append("in scope")


scope()
held = [Dies("in list")]
held.clear()
held = {"k": Dies("in dict")}
held["k"] = 1
log.append("end")
print(log)  # expect: ['still', 'del a', 'gone', 'del x', 'del temporary', 'in scope', 'del local', 'del in list', 'del in dict', 'end']
log.clear()


class Resurrects:
    kept = None

    def __del__(self):
        log.append("del")
        Resurrects.kept = self


r = Resurrects()
del r
print(Resurrects.kept is not None, log)  # expect: True ['del']
Resurrects.kept = None
print(log)  # expect: ['del']
