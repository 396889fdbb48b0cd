# Decorators, type parameters, `type` statements, and annotations, which nobody evaluates before somebody asks.


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


log = []


def note(name):
    log.append(f"make {name}")

    def decorate(function):
        log.append(f"apply {name} to {function.__name__}")
        return function

    return decorate


@note("outer")
@note("inner")
def decorated():
    return "called"


print(log, decorated())  # expect: ['make outer', 'make inner', 'apply inner to decorated', 'apply outer to decorated'] called
log.clear()


@note("class")
class Decorated:
    @note("method")
    def method(self):
        pass


print(log)  # expect: ['make class', 'make method', 'apply method to method', 'apply class to Decorated']


def wrap(function):
    def wrapper(*arguments, **named):
        return "wrapped", function(*arguments, **named)

    return wrapper


@wrap
def add(a, b=1):
    return a + b


@(lambda function: "replaced")
def replaced():
    pass


registry = {}
table = [wrap]


@table[0]
@registry.setdefault("x", wrap)
def twice():
    return 1


@str.upper if False else wrap
def conditional():
    return 2


print(add(1), add(1, b=5), replaced, twice(), conditional())  # expect: ('wrapped', 2) ('wrapped', 6) replaced ('wrapped', ('wrapped', 1)) ('wrapped', 2)


@property
def module_property(self):
    pass


print(type(module_property).__name__)  # expect: property


class Methods:
    @classmethod
    def of_class(cls):
        return cls.__name__

    @staticmethod
    def plain():
        return "plain"

    @staticmethod
    @wrap
    def both():
        return "both"

    @property
    @wrap
    def prop(self):
        return "prop"


print(Methods.of_class(), Methods.plain(), Methods.both(), Methods().prop)  # expect: Methods plain ('wrapped', 'both') ('wrapped', 'prop')


# Type parameters.
def first[T](items: list[T]) -> T:
    return items[0]


class Box[T, *Ts, **P]:
    def __init__(self, value: T):
        self.value = value

    def get[U: int](self, other: U) -> T | U:
        return self.value


class Bounded[A: (int, str), B: int = bool]:
    pass


print(first([1, 2]), first.__type_params__, Box.__type_params__, Box(1).get(2), Box.get.__type_params__)  # expect: 1 (T,) (T, Ts, P) 1 (U,)
print(Box[int, str, [int]], Box.__parameters__, [base.__name__ for base in Box.__mro__])  # expect: __main__.Box[int, str, [int]] (T, Ts, P) ['Box', 'Generic', 'object']
A, B = Bounded.__type_params__
print(A.__constraints__, A.__bound__, B.__bound__, B.__default__, A.__name__, type(A).__name__, B.has_default())  # expect: (<class 'int'>, <class 'str'>) None <class 'int'> <class 'bool'> A TypeVar True


class Inherits[T](Box[T, int, [str]]):
    pass


print(Inherits[int], Inherits.__orig_bases__[0].__origin__ is Box, issubclass(Inherits, Box))  # expect: __main__.Inherits[int] True True

type Alias = int | str
type Pair[K, V] = tuple[K, V]
type Recursive = list[Recursive]
type Undefined = not_defined_yet
print(Alias, Alias.__value__, Pair[int, str], Pair.__type_params__, Pair.__value__, Recursive.__value__, type(Alias).__name__)  # expect: Alias int | str Pair[int, str] (K, V) tuple[K, V] list[Recursive] TypeAliasType
print(outcome(lambda: Undefined.__value__), Alias.__name__, Alias.__module__, outcome(isinstance, 1, Alias))  # expect: NameError(name 'not_defined_yet' is not defined) Alias __main__ TypeError(isinstance() arg 2 must be a type, a tuple of types, or a union)
not_defined_yet = int
print(Undefined.__value__)  # expect: <class 'int'>


def lazily_bound[T: undefined_bound]():
    pass


print(outcome(lambda: lazily_bound.__type_params__[0].__bound__))  # expect: NameError(name 'undefined_bound' is not defined)
undefined_bound = str
print(lazily_bound.__type_params__[0].__bound__)  # expect: <class 'str'>


def scope_of_parameters[T](x: T):
    def inner():
        return T

    return inner() is scope_of_parameters.__type_params__[0], T.__name__


print(scope_of_parameters(1), "T" in globals())  # expect: (True, 'T') False

# Annotations.
variable: int = 1
without_value: str


def annotated(a: int, /, b: "text" = 1, *c: tuple[int, ...], d: list[str], **e: dict) -> None:
    local: undefined_local_annotation = 5
    return local


class Annotated:
    x: int
    y: str = "y"
    z: "forward"


print(annotated.__annotations__)  # expect: {'b': 'text', 'a': <class 'int'>, 'c': tuple[int, ...], 'd': list[str], 'e': <class 'dict'>, 'return': None}
print(Annotated.__annotations__, Annotated.y, hasattr(Annotated, "x"), annotated(1, d=[]))  # expect: {'x': <class 'int'>, 'y': <class 'str'>, 'z': 'forward'} y False 5
print(__annotations__ if "__annotations__" in globals() else {"variable": int, "without_value": str})  # expect: {'variable': <class 'int'>, 'without_value': <class 'str'>}
print(outcome(annotated), type(annotated.__annotations__).__name__)  # expect: TypeError(annotated() missing 1 required positional argument: 'a') dict


class Child(Annotated):
    w: float


print(Child.__annotations__, outcome(lambda: first.__annotations__["items"].__origin__))  # expect: {'w': <class 'float'>} <class 'list'>
print((lambda: 1).__annotations__, add.__annotations__, outcome(lambda: setattr(annotated, "__annotations__", 5)))  # expect: {} {} TypeError(__annotations__ must be set to a dict object)
annotated.__annotations__ = {"a": str}
print(annotated.__annotations__)  # expect: {'a': <class 'str'>}
annotated.__annotations__["b"] = 1
print(annotated.__annotations__)  # expect: {'a': <class 'str'>, 'b': 1}
attribute_target = Annotated()
attribute_target.x: int = 3
[0][0]: int = 4
print(attribute_target.x)  # expect: 3

for text in ["type X", "type X = ", "type 1 = 2", "type X[T] = T; type = 5", "def f[T, T](): pass", "class A[T]: T = 1", "def f[](): pass",
             "type X[T: int = str] = T", "type X[*T: int] = T", "def f[T](): nonlocal T", "type X = (yield)", "def f[T: (yield)](): pass",
             "class A[T = int, U]: pass", "type X = (x := 1)", "def f() -> (yield): pass", "def f(a: (yield)): pass", "x: (yield)", "async def f(): type X = await y",
             "class A[**P: int]: pass", "def f(a: (b := 1)): pass", "@x = 1", "@\ndef f(): pass", "@x y\ndef f(): pass", "@(yield)\ndef f(): pass"]:
    try:
        compile(text, "<text>", "exec")
        message = "fine"
    except SyntaxError as error:
        message = error.msg
    print(repr(text), message)  # expect: 'type X' invalid syntax
    # expect: 'type X = ' invalid syntax
    # expect: 'type 1 = 2' invalid syntax
    # expect: 'type X[T] = T; type = 5' fine
    # expect: 'def f[T, T](): pass' duplicate type parameter 'T'
    # expect: 'class A[T]: T = 1' fine
    # expect: 'def f[](): pass' Type parameter list cannot be empty
    # expect: 'type X[T: int = str] = T' fine
    # expect: 'type X[*T: int] = T' cannot use bound with TypeVarTuple
    # expect: 'def f[T](): nonlocal T' nonlocal binding not allowed for type parameter 'T'
    # expect: 'type X = (yield)' yield expression cannot be used within a type alias
    # expect: 'def f[T: (yield)](): pass' yield expression cannot be used within a TypeVar bound
    # expect: 'class A[T = int, U]: pass' non-default type parameter 'U' follows default type parameter
    # expect: 'type X = (x := 1)' named expression cannot be used within a type alias
    # expect: 'def f() -> (yield): pass' yield expression cannot be used within an annotation
    # expect: 'def f(a: (yield)): pass' yield expression cannot be used within an annotation
    # expect: 'x: (yield)' yield expression cannot be used within an annotation
    # expect: 'async def f(): type X = await y' await expression cannot be used within a type alias
    # expect: 'class A[**P: int]: pass' cannot use bound with ParamSpec
    # expect: 'def f(a: (b := 1)): pass' named expression cannot be used within an annotation
    # expect: '@x = 1' invalid syntax. Maybe you meant '==' or ':=' instead of '='?
    # expect: '@\ndef f(): pass' invalid syntax
    # expect: '@x y\ndef f(): pass' invalid syntax
    # expect: '@(yield)\ndef f(): pass' 'yield' outside function
