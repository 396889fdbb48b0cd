# Annotations are computed when they are asked for (3.14).
# lungfish-only: CPython before 3.14 computes them at once


class C:
    x: int
    later: "Later" = 1
    fwd: Fwd

    def method(self, a: int, b: Fwd = None) -> str:
        return a


try:
    C.__annotations__
except NameError as error:
    print(error)  # expect: name 'Fwd' is not defined
Fwd = float
print(C.__annotations__)  # expect: {'x': <class 'int'>, 'later': 'Later', 'fwd': <class 'float'>}
print(C.__annotations__ is C.__annotations__, C.method.__annotations__)  # expect: True {'a': <class 'int'>, 'b': <class 'float'>, 'return': <class 'str'>}
print(C.__annotate__(1))  # expect: {'x': <class 'int'>, 'later': 'Later', 'fwd': <class 'float'>}
print(type(C.__annotate__).__name__, C.__annotate__.__name__)  # expect: function __annotate__


class Empty(C):
    pass


print(Empty.__annotations__, Empty.__annotate__)  # expect: {} None
C.__annotations__ = {"a": 1}
print(C.__annotations__, C.__annotate__)  # expect: {'a': 1} None
del C.__annotations__
print(C.__annotations__)  # expect: {}
C.__annotate__ = lambda format: {"format": format}
print(C.__annotations__)  # expect: {'format': 1}
try:
    C.__annotate__ = 5
except TypeError as error:
    print(error)  # expect: __annotate__ must be callable or None
try:
    int.__annotations__
except AttributeError as error:
    print(error)  # expect: type object 'int' has no attribute '__annotations__'


def f(a: undefined_name):
    pass


try:
    f.__annotations__
except NameError as error:
    print(error)  # expect: name 'undefined_name' is not defined
f.__annotate__ = None
print(f.__annotations__, f.__annotate__)  # expect: {} None
f.__annotations__ = {"x": 1}
print(f.__annotations__)  # expect: {'x': 1}
try:
    f.__annotations__ = 5
except TypeError as error:
    print(error)  # expect: __annotations__ must be set to a dict object


class G[T, *Ts, **P]:
    item: T

    def get[U = int](self, a: U, *rest: *Ts) -> T:
        return a


print(G.__annotations__, G.get.__annotations__["return"], G.get.__type_params__[0].__default__)  # expect: {'item': T} T <class 'int'>
print(G.__type_params__, G.__orig_bases__, G.__parameters__, G.__mro__[1].__name__)  # expect: (T, Ts, P) (typing.Generic[T, Ts, P],) (T, Ts, P) Generic


class H[A](G[A, int, [str]]):
    pass


print(H.__orig_bases__, H.__mro__[1].__name__, H[int])  # expect: (__main__.G[A, int, [str]], typing.Generic[A]) G __main__.H[int]
type Alias[T = int] = dict[str, T]
print(Alias.__value__, Alias[bool], Alias.__type_params__[0].has_default(), Alias.__module__)  # expect: dict[str, T] Alias[bool] True __main__
print(dict[str, G.__type_params__[0]][int], list[int] | G, (int | None)[()] if False else "-")  # expect: dict[str, int] list[int] | __main__.G -
