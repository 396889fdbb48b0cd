# Dataclasses.
from dataclasses import *
from typing import ClassVar
import dataclasses
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

@dataclass
class P:
    x: int
    y: float = 2.5
    z: list = field(default_factory=list)
p = P(1)
print(p)  # expect: P(x=1, y=2.5, z=[])
print(p == P(1))  # expect: True
print(p != P(2))  # expect: True
print(P(1, 2, [3]))  # expect: P(x=1, y=2, z=[3])
print(P.__match_args__)  # expect: ('x', 'y', 'z')
print(P.__doc__)  # expect: P(x: int, y: float = 2.5, z: list = <factory>)
print(hash.__name__)  # expect: hash
try:
    hash(p)
except TypeError as e:
    print(e)  # expect: unhashable type: 'P'
@dataclass(order=True, frozen=True)
class F:
    a: int
    b: str = field(default='q', compare=False, repr=False)
f = F(1)
print(f)  # expect: F(a=1)
print(f < F(2))  # expect: True
print(sorted([F(3), F(1)]))  # expect: [F(a=1), F(a=3)]
print(hash(f) == hash(F(1, 'z')))  # expect: True
print(f == F(1, 'z'))  # expect: True
print(attempt("setattr(f,'a',2)"))  # expect: FrozenInstanceError: cannot assign to field 'a'
print(attempt("delattr(f,'a')"))  # expect: FrozenInstanceError: cannot delete field 'a'
print(attempt('P()'))  # expect: TypeError: P.__init__() missing 1 required positional argument: 'x'
print(attempt('P(1,2,3,4)'))  # expect: TypeError: P.__init__() takes from 2 to 4 positional arguments but 5 were given
print(attempt('P(w=1)'))  # expect: TypeError: P.__init__() got an unexpected keyword argument 'w'
print([(x.name, x.type) for x in fields(P)])  # expect: [('x', <class 'int'>), ('y', <class 'float'>), ('z', <class 'list'>)]
print(asdict(P(1, z=[P(2)])))  # expect: {'x': 1, 'y': 2.5, 'z': [{'x': 2, 'y': 2.5, 'z': []}]}
print(astuple(P(1)))  # expect: (1, 2.5, [])
print(replace(p, x=9))  # expect: P(x=9, y=2.5, z=[])
print(is_dataclass(P))  # expect: True
print(is_dataclass(p))  # expect: True
print(is_dataclass(5))  # expect: False
@dataclass
class B:
    i: int

    def __post_init__(self):
        self.k = self.i * 2
@dataclass
class C(B):
    j: int = 5
    cv: 'ClassVar[int]' = 7
    iv: InitVar[int] = 3

    def __post_init__(self, iv):
        super().__post_init__()
        self.m = iv
c = C(1, iv=10)
print(c)  # expect: C(i=1, j=5)
print(c.k)  # expect: 2
print(c.m)  # expect: 10
print([f.name for f in fields(C)])  # expect: ['i', 'j']
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 1
print(K(a=1))  # expect: K(a=1, b=1)
try:
    K(1)
except TypeError as e:
    print(e)  # expect: K.__init__() takes 1 positional argument but 2 were given
@dataclass
class KO:
    a: int
    _: KW_ONLY
    b: int = 2
print(KO(1, b=3))  # expect: KO(a=1, b=3)
print(KO.__match_args__)  # expect: ('a',)
@dataclass(slots=True)
class S:
    a: int
    b: int = 3

    def who(self):
        return __class__ is S
s = S(1)
print(s)  # expect: S(a=1, b=3)
print(S.__slots__)  # expect: ('a', 'b')
print(hasattr(s, '__dict__'))  # expect: False
print(s.who())  # expect: True
try:
    s.q = 1
except AttributeError as e:
    print(e)  # expect: 'S' object has no attribute 'q' and no __dict__ for setting new attributes
for src in ('@dataclass\nclass X:\n  a: int = 1\n  b: int\n', '@dataclass\nclass X:\n  a: list = []\n', '@dataclass(order=True,eq=False)\nclass X:\n  a: int\n', '@dataclass\nclass X(F):\n  c: int\n'):
    try:
        exec(src)
    except Exception as e:
        print(type(e).__name__, e)  # expect: TypeError non-default argument 'b' follows default argument 'a'  # expect: ValueError mutable default <class 'list'> for field a is not allowed: use default_factory  # expect: ValueError eq must be true if order is true  # expect: TypeError cannot inherit non-frozen dataclass from a frozen one
D = make_dataclass('D', [('x', int), 'y', ('z', int, field(default=3))])
print(D(1, 2))  # expect: D(x=1, y=2, z=3)
@dataclass
class N:
    v: int
    nxt: 'N | None' = None
print(N(1, N(2)))  # expect: N(v=1, nxt=N(v=2, nxt=None))
@dataclass(eq=False)
class E:
    a: int
print(E(1) == E(1))  # expect: False
print(repr(E(1)))  # expect: E(a=1)
@dataclass(repr=False, unsafe_hash=True)
class U:
    a: int
print(hash(U(1)) == hash(U(1)))  # expect: True
print('object at' in repr(U(1)))  # expect: True
print(field(default=1).default)  # expect: 1
import copy
print(copy.replace(p, x=3))  # expect: P(x=3, y=2.5, z=[])
match P(1, 2):
    case P(x, y):
        print(x, y)  # expect: 1 2
