# `match`: every kind of pattern.


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


def literals(value):
    match value:
        case 0:
            return "zero"
        case -1:
            return "minus one"
        case 1.5:
            return "float"
        case 2 + 3j:
            return "complex"
        case -4 - 1j:
            return "negative complex"
        case "text":
            return "text"
        case b"bytes":
            return "bytes"
        case "joined " "text":
            return "joined"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case _:
            return "other"


for value in [0, 0.0, False, -1, 1.5, 2 + 3j, -4 - 1j, "text", b"bytes", "joined text", None, True, 1, 5, []]:
    print(repr(value), literals(value))  # expect: 0 zero
    # expect: 0.0 zero
    # expect: False zero
    # expect: -1 minus one
    # expect: 1.5 float
    # expect: (2+3j) complex
    # expect: (-4-1j) negative complex
    # expect: 'text' text
    # expect: b'bytes' bytes
    # expect: 'joined text' joined
    # expect: None none
    # expect: True true
    # expect: 1 other
    # expect: 5 other
    # expect: [] other


def captures(value):
    match value:
        case [x, y] if x == y:
            return "equal", x
        case [x, y]:
            return "pair", x, y
        case [x, *rest] if rest:
            return "more", x, rest
        case [x]:
            return "one", x
        case []:
            return "empty"
        case whole:
            return "whole", whole


print(captures([1, 1]), captures((1, 2)), captures([1, 2, 3]), captures([1]), captures(()), captures("ab"))  # expect: ('equal', 1) ('pair', 1, 2) ('more', 1, [2, 3]) ('one', 1) empty ('whole', 'ab')
print(captures(b"ab"), captures(range(2)), captures({1, 2}), captures(iter([1]))[0], captures(bytearray(b"ab")))  # expect: ('whole', b'ab') ('pair', 0, 1) ('whole', {1, 2}) whole ('whole', bytearray(b'ab'))


def stars(value):
    match value:
        case [1, *middle, 9]:
            return "ends", middle
        case [*start, 8]:
            return "last", start
        case (7, *_):
            return "seven"
        case [*everything]:
            return "all", everything


print(stars([1, 9]), stars([1, 2, 3, 9]), stars([5, 8]), stars([8]), stars([7, 1, 2]), stars([]), stars([4, 5]))  # expect: ('ends', []) ('ends', [2, 3]) ('last', [5]) ('last', []) seven ('all', []) ('all', [4, 5])


def mappings(value):
    match value:
        case {"kind": "circle", "radius": r}:
            return "circle", r
        case {"kind": "box", **rest}:
            return "box", rest
        case {"nested": {"list": [first, *_]}}:
            return "nested", first
        case {1: "one", -2: x}:
            return "numbers", x
        case {None: n, True: t}:
            return "constants", n, t
        case {}:
            return "mapping"
        case _:
            return "no mapping"


print(mappings({"kind": "circle", "radius": 2, "more": 3}), mappings({"kind": "box", "w": 1, "h": 2}))  # expect: ('circle', 2) ('box', {'w': 1, 'h': 2})
print(mappings({"nested": {"list": [5, 6]}}), mappings({1: "one", -2: 3}), mappings({None: 1, True: 2}))  # expect: ('nested', 5) ('numbers', 3) ('constants', 1, 2)
print(mappings({}), mappings({"kind": "other"}), mappings([]), mappings("x"))  # expect: mapping mapping no mapping no mapping

from collections import OrderedDict, defaultdict, namedtuple, deque

made = defaultdict(list)
match made:
    case {"missing": x}:
        print("made one")
    case _:
        print("not made", dict(made))  # expect: not made {}
print(mappings(OrderedDict(kind="box")), captures(deque([1, 2])))  # expect: ('box', {}) ('pair', 1, 2)


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    __match_args__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


def points(value):
    match value:
        case Point3(x, y, z):
            return "3d", x, y, z
        case Point(0, 0):
            return "origin"
        case Point(x, y=0):
            return "on x", x
        case Point(x=0, y=y):
            return "on y", y
        case Point(x, y) if x == y:
            return "diagonal", x
        case Point():
            return "somewhere"
        case _:
            return "no point"


print(points(Point(0, 0)), points(Point(3, 0)), points(Point(0, 4)), points(Point(5, 5)), points(Point(1, 2)))  # expect: origin ('on x', 3) ('on y', 4) ('diagonal', 5) somewhere
print(points(Point3(1, 2, 3)), points(5))  # expect: ('3d', 1, 2, 3) no point


def built_in(value):
    match value:
        case bool(b):
            return "bool", b
        case int(n) if n > 100:
            return "large", n
        case int():
            return "int"
        case float(f):
            return "float", f
        case str(s):
            return "str", s
        case bytes(b) | bytearray(b):
            return "bytes", b
        case list([x, *_]) | tuple([x, *_]):
            return "sequence from", x
        case dict(d):
            return "dict", d
        case set(s) | frozenset(s):
            return "set", len(s)
        case object(__class__=c):
            return "object of", c.__name__


for value in [True, 5, 500, 1.5, "s", b"b", bytearray(b"c"), [1, 2], ("t",), {}, {1}, frozenset(), 2j]:
    print(built_in(value))  # expect: ('bool', True)
    # expect: int
    # expect: ('large', 500)
    # expect: ('float', 1.5)
    # expect: ('str', 's')
    # expect: ('bytes', b'b')
    # expect: ('bytes', bytearray(b'c'))
    # expect: ('sequence from', 1)
    # expect: ('sequence from', 't')
    # expect: ('dict', {})
    # expect: ('set', 1)
    # expect: ('set', 0)
    # expect: ('object of', 'complex')

Pair = namedtuple("Pair", "left right")
match Pair(1, 2):
    case Pair(left=l, right=r):
        print(l, r)  # expect: 1 2
match Pair(1, 2):
    case (l, r):
        print(l + r)  # expect: 3


class Colors:
    red = 1
    blue = 2


def values(value):
    match value:
        case Colors.red:
            return "red"
        case Colors.blue:
            return "blue"
        case (Colors.red, Colors.blue):
            return "both"


print(values(1), values(2), values((1, 2)), values(3))  # expect: red blue both None


def alternatives(value):
    match value:
        case 1 | 2 | 3:
            return "small"
        case [("a" | "b") as letter, (int() | float()) as number]:
            return letter, number
        case {"x": x} | {"y": x}:
            return "x or y", x
        case (1, x) | (x, 1):
            return "one and", x
        case None | str():
            return "none or str"


print(alternatives(2), alternatives(["a", 1]), alternatives(["b", 2.5]), alternatives({"y": 3}), alternatives((5, 1)))  # expect: small ('a', 1) ('b', 2.5) ('x or y', 3) ('one and', 5)
print(alternatives((1, 1)), alternatives(None), alternatives("s"), alternatives(["c", 1]))  # expect: ('one and', 1) none or str none or str ('one and', 'c')


def as_patterns(value):
    match value:
        case [Point(x=0) as p, *_] as whole:
            return p.y, len(whole)
        case (int() as a, (int() as b)) as pair:
            return a + b, pair


print(as_patterns([Point(0, 7), 1]), as_patterns((1, 2)))  # expect: (7, 2) (3, (1, 2))

# Names that are bound stay bound; order of tests; guards with effects.
match [1, 2]:
    case [a, 3]:
        pass
    case [b, 2] if (c := b + 1):
        print(b, c)  # expect: 1 2

calls = []


class Watched:
    @property
    def first(self):
        calls.append("first")
        return 1

    @property
    def second(self):
        calls.append("second")
        return 2


match Watched():
    case Watched(first=2, second=2):
        pass
    case Watched(second=2, first=1):
        calls.append("matched")
print(calls)  # expect: ['first', 'second', 'second', 'first', 'matched']


class Meta(type):
    def __instancecheck__(cls, value):
        return value == "magic"


class Magic(metaclass=Meta):
    pass


match "magic":
    case Magic():
        print("by instancecheck")  # expect: by instancecheck


# Errors.
class NoArgs:
    pass


class BadArgs:
    __match_args__ = ["x"]


class BadItem:
    __match_args__ = (1,)


def positional(value):
    match value:
        case Point(1, 2, 3):
            pass


def no_args(value):
    match value:
        case NoArgs(1):
            pass


def bad_args(value):
    match value:
        case BadArgs(1):
            pass


def bad_item(value):
    match value:
        case BadItem(1):
            pass


def twice(value):
    match value:
        case Point(1, x=1):
            pass


def not_class(value):
    match value:
        case points():
            pass


def int_two(value):
    match value:
        case int(1, 2):
            pass


print(outcome(positional, Point(1, 2)))  # expect: TypeError(Point() accepts 2 positional sub-patterns (3 given))
print(outcome(no_args, NoArgs()))  # expect: TypeError(NoArgs() accepts 0 positional sub-patterns (1 given))
print(outcome(bad_args, BadArgs()))  # expect: TypeError(BadArgs.__match_args__ must be a tuple (got list))
print(outcome(bad_item, BadItem()))  # expect: TypeError(__match_args__ elements must be strings (got int))
print(outcome(twice, Point(1, 2)))  # expect: TypeError(Point() got multiple sub-patterns for attribute 'x')
print(outcome(not_class, 1))  # expect: TypeError(called match pattern must be a class)
print(outcome(int_two, 1))  # expect: TypeError(int() accepts 1 positional sub-pattern (2 given))
print(outcome(positional, 5))  # expect: None


# Soft keywords are names too.
match = {"case": 1}
case = "case"
type = 5
_ = 6
print(match[case], type + _)  # expect: 1 11
match (1, 2):
    case (x, _):
        print(x, _)  # expect: 1 6
match[case] = 2
match -1:
    case n:
        print(n)  # expect: -1
match case, type:
    case y, z:
        print(y, z)  # expect: case 5
match = lambda *arguments: arguments
print(match(1), match(*[1, 2]))  # expect: (1,) (1, 2)
del type


def nested(value):
    match value:
        case {"items": [{"id": int(i), "tags": [*_, "last"]}, *others], **rest} if not rest:
            return i, others
        case [[a, b], [c, [d, *e]]]:
            return a, b, c, d, e
        case _:
            return None


print(nested({"items": [{"id": 3, "tags": ["x", "last"]}, 4]}), nested([[1, 2], (3, [4, 5, 6])]))  # expect: (3, [4]) (1, 2, 3, 4, [5, 6])
print(nested({"items": [{"id": 3, "tags": ["last"]}], "more": 1}))  # expect: None


def in_loop(items):
    out = []
    for item in items:
        match item:
            case 0:
                continue
            case 9:
                break
            case str() as s:
                out.append(s)
            case _:
                out.append(item * 2)
    else:
        out.append("else")
    return out


print(in_loop([0, 1, "a", 2]), in_loop([1, 9, 2]))  # expect: [2, 'a', 4, 'else'] [2]

for text in ["case a: pass\n case b: pass", "case x: pass\n case _: pass", "case a | b: pass", "case [a, a]: pass",
             "case {'k': a, 'k': b}: pass", "case {**r, 'k': a}: pass", "case [*a, *b]: pass", "case a | 1: pass",
             "case (a as b) as c: pass", "case 1 as a.b: pass", "case 1 as _: pass", "case P(x=1, x=2): pass",
             "case P(x=1, 2): pass", "case {a: 1}: pass", "case 1 + 1: pass", "case -x: pass", "case f'{x}': pass",
             "case *a: pass", "case {**_}: pass", "case x.y.z: pass", "case x.y(): pass", "case 1 | [x]: pass",
             "case 1j + 1: pass", "case (x): pass", "case *a, b: pass", "case (): pass", "case 1 + 2j: pass"]:
    try:
        compile(f"match v:\n {text}", "<text>", "exec")
        message = "fine"
    except SyntaxError as error:
        message = error.msg
    print(message)  # expect: name capture 'a' makes remaining patterns unreachable
    # expect: name capture 'x' makes remaining patterns unreachable
    # expect: name capture 'a' makes remaining patterns unreachable
    # expect: multiple assignments to name 'a' in pattern
    # expect: mapping pattern checks duplicate key ('k')
    # expect: invalid syntax
    # expect: multiple starred names in sequence pattern
    # expect: name capture 'a' makes remaining patterns unreachable
    # expect: fine
    # expect: cannot use attribute as pattern target
    # expect: cannot use '_' as a target
    # expect: attribute name repeated in class pattern: x
    # expect: positional patterns follow keyword patterns
    # expect: invalid syntax
    # expect: imaginary number required in complex literal
    # expect: invalid syntax
    # expect: patterns may only match literals and attribute lookups
    # expect: invalid syntax
    # expect: invalid syntax
    # expect: fine
    # expect: fine
    # expect: alternative patterns bind different names
    # expect: real number required in complex literal
    # expect: fine
    # expect: fine
    # expect: fine
    # expect: fine
