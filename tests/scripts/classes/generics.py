# Type parameters, aliases and unions.
def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ":", error)


print(list[int], dict[str, list[int]], tuple[int, ...], type[int])  # expect: list[int] dict[str, list[int]] tuple[int, ...] type[int]
print(list[int].__origin__, list[int].__args__, list[int]() == [], list[int] == list[int], hash(list[int]) == hash(list[int]))  # expect: <class 'list'> (<class 'int'>,) True True True
print(int | str, int | None, int | str | int, (int | str) == (str | int), (int | str).__args__)  # expect: int | str int | None int | str True (<class 'int'>, <class 'str'>)
print(isinstance(1, int | str), isinstance(1.5, int | str), issubclass(bool, int | str), list[int] | None)  # expect: True False True list[int] | None
show(lambda: isinstance(1, int | list[int]))  # expect: True
show(lambda: int | 1)  # expect: TypeError: unsupported operand type(s) for |: 'type' and 'int'


class Box[T]:
    def get[U](self, other: U) -> T:
        return other


print(Box.__type_params__, Box[int], Box[int].__args__, Box.get.__type_params__, Box[int]().get(3))  # expect: (T,) __main__.Box[int] (<class 'int'>,) (U,) 3
T = Box.__type_params__[0]
print(T.__name__, T.__bound__, T.__constraints__, T.__covariant__, list[T].__parameters__, list[T][int])  # expect: T None () False (T,) list[int]


def bounded[A: int, B: (int, str), *C, **D](a: A) -> B:
    pass


a, b, c, d = bounded.__type_params__
print(a, a.__bound__, b.__constraints__, c, d, type(c).__name__, type(d).__name__)  # expect: A <class 'int'> (<class 'int'>, <class 'str'>) C D TypeVarTuple ParamSpec

type Pair[X] = tuple[X, X]
print(Pair, Pair.__value__, Pair.__type_params__, Pair[int], Pair.__name__)  # expect: Pair tuple[X, X] (X,) Pair[int] Pair

type Recursive = list[Recursive]
print(Recursive.__value__)  # expect: list[Recursive]
