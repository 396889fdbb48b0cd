# Functions, methods, code, cells and what they show of themselves.


def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    "doc of f"
    local = a
    return local


print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__)  # expect: f f __main__ doc of f (2, 3) {'e': 5}
code = f.__code__
print(code.co_name, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames)  # expect: f 3 2 2 ('a', 'b', 'c', 'd', 'e', 'args', 'kwargs', 'local')
print(code.co_flags & 0x0C, code.co_freevars, code.co_cellvars, code.co_firstlineno)  # expect: 12 () () 4
f.__name__ = "g"
f.extra = 1
print(f.__name__, f.__dict__, f.extra)  # expect: g {'extra': 1} 1
f.__defaults__ = (7,)
try:
    f()
except TypeError as error:
    print(error)  # expect: f() missing 2 required positional arguments: 'a' and 'b'


def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n

    return step


step = counter()
step()
print(step.__closure__[0].cell_contents, step.__code__.co_freevars)  # expect: 1 ('n',)
step.__closure__[0].cell_contents = 10
print(step())  # expect: 11


class C:
    def method(self):
        return self

    def __repr__(self):
        return "C()"


c = C()
bound = c.method
print(bound, bound.__self__, bound.__func__ is C.method, bound.__name__, bound == c.method)  # expect: <bound method C.method of C()> C() True method True
bound.__func__.note = 3
print(bound.note)  # expect: 3
try:
    bound.note = 4
except AttributeError as error:
    print(error)  # expect: 'method' object has no attribute 'note' and no __dict__ for setting new attributes

FunctionType = type(f)
made = FunctionType(step.__code__, {}, "made", None, step.__closure__)
print(made.__name__, made(), step())  # expect: made 12 13


def one():
    return 1


def two(x=2):
    return x


one.__code__ = two.__code__
one.__defaults__ = (5,)
print(one(), one(6))  # expect: 5 6
try:
    one.__code__ = step.__code__
except ValueError as error:
    print(error)  # expect: one() requires a code object with 0 free vars, not 1


def annotated(a: int, b: "str" = "") -> list:
    pass


print(annotated.__annotations__)  # expect: {'a': <class 'int'>, 'b': 'str', 'return': <class 'list'>}
print(len.__name__, len.__self__.__name__, [].append.__name__, [].append.__self__, list.append.__objclass__)  # expect: len builtins append [] <class 'list'>
print("abc".upper.__qualname__, str.upper.__qualname__, str.__len__.__qualname__, (5).__add__(6), int.__add__(5, 6))  # expect: str.upper str.upper str.__len__ 11 11
print([].append == [].append, len == len)  # expect: False True
wrapper = (5).__add__
print(type(wrapper).__name__, type(int.__add__).__name__, type(str.upper).__name__, type(len).__name__)  # expect: method-wrapper wrapper_descriptor method_descriptor builtin_function_or_method
print(type(type.__dict__["__mro__"]).__name__, type(dict.__dict__["fromkeys"]).__name__)  # expect: getset_descriptor classmethod_descriptor


class Empty:
    pass


print(type(Empty.__dict__).__name__, "__module__" in Empty.__dict__, sorted(Empty.__dict__)[:2])  # expect: mappingproxy True ['__dict__', '__doc__']
try:
    Empty.__dict__["x"] = 1
except TypeError as error:
    print(error)  # expect: 'mappingproxy' object does not support item assignment


class Super1:
    def hello(self):
        return "hello from 1"

    @classmethod
    def create(cls):
        return cls.__name__

    @property
    def prop(self):
        return "prop"


class Super2(Super1):
    def hello(self):
        parent = super()
        return parent.hello() + super(Super2, self).prop + super().create()

    @classmethod
    def create(cls):
        return "2" + super().create()

    def captured(self):
        def inner():
            return self, __class__.__name__

        return inner()[1] + super().hello()


print(Super2().hello(), Super2.create(), Super2().captured())  # expect: hello from 1propSuper2 2Super2 Super2hello from 1
