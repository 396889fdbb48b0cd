# Names for annotations.
from typing import *
import typing
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

print(List[int])  # expect: typing.List[int]
print(Dict[str, int])  # expect: typing.Dict[str, int]
print(Optional[int])  # expect: int | None
print(Union[int, str])  # expect: int | str
print(Union[int, None])  # expect: int | None
print(Callable[[int], str])  # expect: typing.Callable[[int], str]
print(Callable[..., int])  # expect: typing.Callable[..., int]
print(Tuple[int, ...])  # expect: typing.Tuple[int, ...]
print(Tuple[int, str])  # expect: typing.Tuple[int, str]
print(Any)  # expect: typing.Any
print(Literal[1, 'a'])  # expect: typing.Literal[1, 'a']
print(Final[int])  # expect: typing.Final[int]
print(ClassVar[int])  # expect: typing.ClassVar[int]
print(Type[int])  # expect: typing.Type[int]
print(Iterable[str])  # expect: typing.Iterable[str]
print(Sequence[int])  # expect: typing.Sequence[int]
print(Annotated[int, 'm'])  # expect: typing.Annotated[int, 'm']
print(NoReturn)  # expect: typing.NoReturn
print(Never)  # expect: typing.Never
print(Self)  # expect: typing.Self
T = TypeVar('T')
K = TypeVar('K', bound=int)
print(T)  # expect: ~T
print(K.__bound__)  # expect: <class 'int'>
print(TypeVar('C', int, str).__constraints__)  # expect: (<class 'int'>, <class 'str'>)
class Stack(Generic[T]):

    def __init__(self):
        self.i = []

    def push(self, x: T) -> None:
        self.i.append(x)
s = Stack[int]()
s.push(1)
print(s.i)  # expect: [1]
print(Stack[int])  # expect: __main__.Stack[int]
print(Stack.__parameters__)  # expect: (~T,)
class Pt(NamedTuple):
    x: int
    y: int = 0

    def norm(self):
        return self.x + self.y
print(Pt(1))  # expect: Pt(x=1, y=0)
print(Pt(1, 2).norm())  # expect: 3
print(Pt._fields)  # expect: ('x', 'y')
print(Pt.__annotations__)  # expect: {'x': <class 'int'>, 'y': <class 'int'>}
print(Pt._field_defaults)  # expect: {'y': 0}
class TD(TypedDict):
    a: int
    b: str
print(TD(a=1, b='x'))  # expect: {'a': 1, 'b': 'x'}
print(TD.__annotations__)  # expect: {'a': <class 'int'>, 'b': <class 'str'>}
print(TD.__required_keys__ == frozenset({'a', 'b'}))  # expect: True
class Pr(Protocol):

    def m(self):
        ...
@runtime_checkable
class Pr2(Protocol):

    def m(self) -> int:
        ...
class Impl:

    def m(self):
        return 1
print(isinstance(Impl(), Pr2))  # expect: True
print(isinstance(5, Pr2))  # expect: False
print(issubclass(Impl, Pr2))  # expect: True
try:
    isinstance(Impl(), Pr)
except TypeError as e:
    print(e)  # expect: Instance and class checks can only be used with @runtime_checkable protocols
try:
    Pr()
except TypeError as e:
    print(e)  # expect: Protocols cannot be instantiated
print(get_origin(List[int]))  # expect: <class 'list'>
print(get_args(Dict[str, int]))  # expect: (<class 'str'>, <class 'int'>)
print(get_args(Callable[[int], str]))  # expect: ([<class 'int'>], <class 'str'>)
print(get_origin(Union[int, str]))  # expect: <class 'typing.Union'>
print(get_origin(list[int]))  # expect: <class 'list'>
print(get_args(int | str))  # expect: (<class 'int'>, <class 'str'>)
print(get_args(Literal[1, 2]))  # expect: (1, 2)
def f(a: int, b: 'str'='x', *c: List[int]) -> Optional[int]:
    ...
print(get_type_hints(f))  # expect: {'a': <class 'int'>, 'b': <class 'str'>, 'c': typing.List[int], 'return': int | None}
class_ = 1
class H:
    a: 'int'
    b: List['H']
print(get_type_hints(H)['a'])  # expect: <class 'int'>
UserId = NewType('UserId', int)
print(UserId(5))  # expect: 5
print(UserId.__name__)  # expect: UserId
print(cast(int, 'a'))  # expect: a
print(TYPE_CHECKING)  # expect: False
@overload
def g(x: int) -> int:
    ...
@overload
def g(x: str) -> str:
    ...
def g(x):
    return x
print(g(1))  # expect: 1
print(len(get_overloads(g)))  # expect: 2
@final
class Fi:
    pass
print(isinstance([], List))  # expect: True
print(isinstance({}, Mapping))  # expect: True
print(issubclass(list, Sequence))  # expect: True
print(isinstance(1, SupportsInt))  # expect: True
print(isinstance(1, Hashable))  # expect: True
class MyL(List[int]):
    pass
print(MyL.__mro__[1])  # expect: <class 'list'>
print(MyL([1]))  # expect: [1]
class D2(Dict[str, T]):
    pass
print(D2.__mro__[1:3])  # expect: (<class 'dict'>, <class 'typing.Generic'>)
print(attempt('Any()'))  # expect: TypeError: Any cannot be instantiated
print(attempt('List[int,str]'))  # expect: TypeError: Too many arguments for typing.List; actual 2, expected 1
print(attempt('Optional[int,str]'))  # expect: TypeError: typing.Optional requires a single type. Got (<class 'int'>, <class 'str'>).
print(attempt('Union[()]'))  # expect: TypeError: Cannot take a Union of no types.
print(attempt('isinstance(1,Any)'))  # expect: TypeError: typing.Any cannot be used with isinstance()
print(attempt('Literal()'))  # expect: TypeError: Cannot instantiate typing.Literal
print(attempt('ClassVar[int,str]'))  # expect: TypeError: typing.ClassVar accepts only single type. Got (<class 'int'>, <class 'str'>).
print(Optional[List[int]])  # expect: typing.List[int] | None
print(Dict[str, List[Tuple[int, ...]]])  # expect: typing.Dict[str, typing.List[typing.Tuple[int, ...]]]
print(List[T][int])  # expect: typing.List[int]
print(Callable[[T], T][int])  # expect: typing.Callable[[int], int]
print(Union[T, int][str])  # expect: str | int
print(List['X'])  # expect: typing.List[ForwardRef('X')]
print(Generator[int, None, str])  # expect: typing.Generator[int, NoneType, str]
print(AsyncIterator[int])  # expect: typing.AsyncIterator[int]
print(Counter)  # expect: typing.Counter
print(DefaultDict[str, int])  # expect: typing.DefaultDict[str, int]
print(Deque[int])  # expect: typing.Deque[int]
print(FrozenSet[int])  # expect: typing.FrozenSet[int]
print(Set[int])  # expect: typing.Set[int]
print(Pattern if 0 else '')  # expect:
print(List)  # expect: typing.List
print(Dict)  # expect: typing.Dict
print(Callable)  # expect: typing.Callable
print(Union)  # expect: <class 'typing.Union'>
print(Optional)  # expect: typing.Optional
print(Generic)  # expect: <class 'typing.Generic'>
print(Protocol)  # expect: <class 'typing.Protocol'>
print(NamedTuple.__name__)  # expect: NamedTuple
print(ParamSpec('P'))  # expect: ~P
print(Text)  # expect: <class 'str'>
