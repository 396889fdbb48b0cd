# Enumerations.
from enum import *
import enum
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    @property
    def hex(self):
        return f'#{self.value}'

    def desc(self):
        return self.name.lower()

    @classmethod
    def dflt(cls):
        return cls.RED
print(Color.RED)  # expect: Color.RED
print(repr(Color.RED))  # expect: <Color.RED: 1>
print(Color.RED.name)  # expect: RED
print(Color.RED.value)  # expect: 1
print(Color(2))  # expect: Color.GREEN
print(Color['BLUE'])  # expect: Color.BLUE
print(list(Color))  # expect: [<Color.RED: 1>, <Color.GREEN: 2>, <Color.BLUE: 3>]
print(len(Color))  # expect: 3
print(Color.CRIMSON is Color.RED)  # expect: True
print(Color.RED.hex)  # expect: #1
print(Color.GREEN.desc())  # expect: green
print(Color.dflt())  # expect: Color.RED
print(Color.RED == Color.RED)  # expect: True
print(Color.RED != Color.GREEN)  # expect: True
print(Color.RED in Color)  # expect: True
print(1 in Color)  # expect: True
print(9 in Color)  # expect: False
print(isinstance(Color.RED, Color))  # expect: True
print(type(Color.RED))  # expect: <enum 'Color'>
print(hash(Color.RED) == hash('RED'))  # expect: True
print(dict(Color.__members__))  # expect: {'RED': <Color.RED: 1>, 'GREEN': <Color.GREEN: 2>, 'BLUE': <Color.BLUE: 3>, 'CRIMSON': <Color.RED: 1>}
print(Color)  # expect: <enum 'Color'>
print(f'{Color.RED}')  # expect: Color.RED
print('%s' % Color.RED)  # expect: Color.RED
print(f'{Color.RED:>12}')  # expect:    Color.RED
print(attempt('Color(9)'))  # expect: ValueError: 9 is not a valid Color
print(attempt("Color['Q']"))  # expect: KeyError: 'Q'
print(attempt("Color.RED.__class__('x')"))  # expect: ValueError: 'x' is not a valid Color
print(attempt("setattr(Color,'RED',5)"))  # expect: AttributeError: cannot reassign member 'RED'
print(attempt("delattr(Color,'RED')"))  # expect: AttributeError: 'Color' cannot delete member 'RED'.
print(attempt('Color.RED<Color.GREEN'))  # expect: TypeError: '<' not supported between instances of 'Color' and 'Color'
print(attempt('Color.nope'))  # expect: AttributeError: type object 'Color' has no attribute 'nope'
print(attempt("setattr(Color.RED,'value',3)"))  # expect: AttributeError: <enum 'Enum'> cannot set attribute 'value'
print(attempt('Color()'))  # expect: TypeError: EnumType.__call__() missing 1 required positional argument: 'value'
class I(IntEnum):
    A = 1
    B = 2
print(I.A)  # expect: 1
print(repr(I.A))  # expect: <I.A: 1>
print(I.A + 1)  # expect: 2
print(I.A < I.B)  # expect: True
print(I(1))  # expect: 1
print(f'{I.A}')  # expect: 1
print(I.A == 1)  # expect: True
print(int(I.B))  # expect: 2
print([10, 20, 30][I.A])  # expect: 20
print('%d' % I.A)  # expect: 1
class S(StrEnum):
    X = auto()
    Y = 'yy'
print(S.X)  # expect: x
print(repr(S.X))  # expect: <S.X: 'x'>
print(S.X == 'x')  # expect: True
print(S.Y.upper())  # expect: YY
print(S('yy'))  # expect: yy
print(f'{S.X:>3}')  # expect:   x
print(str(S.Y))  # expect: yy
class A(Enum):
    P = auto()
    Q = auto()
    R = 10
    T = auto()
print([a.value for a in A])  # expect: [1, 2, 10, 11]
class Perm(Flag):
    R = 4
    W = 2
    X = 1
    RWX = 7
print(Perm.R | Perm.W)  # expect: Perm.R|W
print(repr(Perm.R | Perm.W))  # expect: <Perm.R|W: 6>
print(Perm.RWX)  # expect: Perm.RWX
print(Perm.R in Perm.RWX)  # expect: True
print(list(Perm.RWX))  # expect: [<Perm.R: 4>, <Perm.W: 2>, <Perm.X: 1>]
print(~Perm.R)  # expect: Perm.W|X
print(Perm.R & Perm.W)  # expect: Perm(0)
print(bool(Perm.R & Perm.W))  # expect: False
print(Perm(0))  # expect: Perm(0)
print(Perm(5))  # expect: Perm.R|X
print(Perm.R ^ Perm.RWX)  # expect: Perm.W|X
print(len(Perm.RWX))  # expect: 3
print(list(Perm))  # expect: [<Perm.R: 4>, <Perm.W: 2>, <Perm.X: 1>]
print(Perm.RWX.value)  # expect: 7
print(Perm.R | Perm.W | Perm.X is Perm.RWX)  # expect: True
try:
    Perm(8)
except ValueError as e:
    print(e)  # expect: <flag 'Perm'> invalid value 8  # expect:     given 0b0 1000  # expect:   allowed 0b0 0111
class IF(IntFlag):
    A = 1
    B = 2
print(IF.A | IF.B)  # expect: 3
print(repr(IF.A | IF.B))  # expect: <IF.A|B: 3>
print(IF.A | 8)  # expect: 9
print(IF(3))  # expect: 3
print(~IF.A)  # expect: 2
print(IF.A + 1)  # expect: 2
print(repr(IF(0)))  # expect: <IF: 0>
print(IF.A | 4 == 5)  # expect: True
class AF(Flag):
    a = auto()
    b = auto()
    c = auto()
print([x.value for x in AF])  # expect: [1, 2, 4]
print(AF.a | AF.c)  # expect: AF.a|c
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, m, r):
        self.m = m
        self.r = r

    @property
    def d(self):
        return round(self.m / self.r, 2)
print(Planet.EARTH.m)  # expect: 5.97
print(Planet.MARS.d)  # expect: 0.19
print(Planet.EARTH.value)  # expect: (5.97, 6.37)
print(Planet((0.64, 3.39)))  # expect: Planet.MARS
class Coord(bytes, Enum):

    def __new__(cls, value, label):
        o = bytes.__new__(cls, [value])
        o._value_ = value
        o.label = label
        return o
    PX = (0, 'P.X')
    PY = (1, 'P.Y')
print(Coord.PX)  # expect: Coord.PX
print(Coord.PY.label)  # expect: P.Y
print(Coord(1))  # expect: Coord.PY
class M(Enum):
    A = 1

    @classmethod
    def _missing_(cls, v):
        return cls.A if v == 'a' else None
print(M('a'))  # expect: M.A
try:

    @unique
    class D(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)  # expect: duplicate values found in <enum 'D'>: B -> A
try:

    class E2(Color):
        X = 1
except TypeError as e:
    print(e)  # expect: <enum 'E2'> cannot extend <enum 'Color'>
try:

    class E3(Enum):
        A = 1
        A = 2
except TypeError as e:
    print(e)  # expect: 'A' already defined as 1
F = Enum('F', 'a b c')
print(list(F))  # expect: [<F.a: 1>, <F.b: 2>, <F.c: 3>]
print(F.b.value)  # expect: 2
print(Enum('G', {'x': 10}).x)  # expect: G.x
print(Enum('H', [('p', 1), ('q', 2)])['q'])  # expect: H.q
class St(str, Enum):
    A = 'a'
print(St.A)  # expect: St.A
print(f'{St.A}')  # expect: St.A
print(St.A == 'a')  # expect: True
print(repr(St.A))  # expect: <St.A: 'a'>
print(St.A.value)  # expect: a
class O(Enum):

    def _generate_next_value_(name, start, count, last):
        return name * 2
    AB = auto()
print(O.AB.value)  # expect: ABAB
class Nm(Enum):
    A = 1
    B = nonmember(5)

    @member
    def f():
        return 3

    def g(self):
        return 'g'
print([m.name for m in Nm])  # expect: ['A', 'f']
print(Nm.B)  # expect: 5
print(Nm.A.g())  # expect: g
import copy
print(copy.deepcopy(Color.RED) is Color.RED)  # expect: True
print({Color.RED: 1}[Color.RED])  # expect: 1
print(Color.RED.RED if hasattr(Color.RED, 'RED') else '')  # expect: Color.RED
match Color.RED:
    case Color.GREEN:
        print('g')
    case Color.RED:
        print('r')  # expect: r
print(Color.__name__)  # expect: Color
print(Color.RED.__class__.__name__)  # expect: Color
print(enum.Enum)  # expect: <enum 'Enum'>
print([m for m in reversed(Color)])  # expect: [<Color.BLUE: 3>, <Color.GREEN: 2>, <Color.RED: 1>]
