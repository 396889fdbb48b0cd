# Calls: how arguments reach parameters, and what CPython says when they do not.


def fails(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except TypeError as error:
        return str(error)


def none():
    return "none"


def one(a):
    return a


def two(a, b=2):
    return a, b


def three(a, b, c):
    return a, b, c


def star(a, *rest):
    return a, rest


def keyword_only(a, *, b, c=3):
    return a, b, c


def positional_only(a, b=2, /, c=3):
    return a, b, c


def everything(a, /, b, *c, d, e=5, **f):
    return a, b, c, d, e, f


def named(**f):
    return f


def position_and_names(a, /, **f):
    return a, f


print(none(), one(1), two(1), two(1, 3), two(b=1, a=2))  # expect: none 1 (1, 2) (1, 3) (2, 1)
print(three(*[1, 2], 3), three(1, *(2,), *[3]), three(*"abc"), three(c=1, **{"a": 2, "b": 3}))  # expect: (1, 2, 3) (1, 2, 3) ('a', 'b', 'c') (2, 3, 1)
print(star(1), star(1, 2, 3), star(*range(4)))  # expect: (1, ()) (1, (2, 3)) (0, (1, 2, 3))
print(keyword_only(1, b=2), keyword_only(a=1, c=4, b=2))  # expect: (1, 2, 3) (1, 2, 4)
print(positional_only(1), positional_only(1, 5), positional_only(1, 2, c=9))  # expect: (1, 2, 3) (1, 5, 3) (1, 2, 9)
print(everything(1, 2, d=4), everything(1, 2, 3, 4, d=0, e=1, g=7, h=8), everything(1, b=2, d=3, a=4))  # expect: (1, 2, (), 4, 5, {}) (1, 2, (3, 4), 0, 1, {'g': 7, 'h': 8}) (1, 2, (), 3, 5, {'a': 4})
print(named(), named(a=1, **{"b c": 2}), position_and_names(1, a=2))  # expect: {} {'a': 1, 'b c': 2} (1, {'a': 2})

print(fails(none, 1))  # expect: none() takes 0 positional arguments but 1 was given
print(fails(none, 1, 2))  # expect: none() takes 0 positional arguments but 2 were given
print(fails(none, x=1))  # expect: none() got an unexpected keyword argument 'x'
print(fails(one))  # expect: one() missing 1 required positional argument: 'a'
print(fails(one, 1, 2))  # expect: one() takes 1 positional argument but 2 were given
print(fails(one, 1, a=2))  # expect: one() got multiple values for argument 'a'
print(fails(one, b=2))  # expect: one() got an unexpected keyword argument 'b'
print(fails(two))  # expect: two() missing 1 required positional argument: 'a'
print(fails(two, 1, 2, 3))  # expect: two() takes from 1 to 2 positional arguments but 3 were given
print(fails(two, 1, 2, 3, c=3))  # expect: two() got an unexpected keyword argument 'c'
print(fails(three))  # expect: three() missing 3 required positional arguments: 'a', 'b', and 'c'
print(fails(three, 1))  # expect: three() missing 2 required positional arguments: 'b' and 'c'
print(fails(three, 1, 2))  # expect: three() missing 1 required positional argument: 'c'
print(fails(three, b=1))  # expect: three() missing 2 required positional arguments: 'a' and 'c'
print(fails(three, 1, 2, 3, 4))  # expect: three() takes 3 positional arguments but 4 were given
print(fails(star))  # expect: star() missing 1 required positional argument: 'a'
print(fails(keyword_only, 1))  # expect: keyword_only() missing 1 required keyword-only argument: 'b'
print(fails(keyword_only))  # expect: keyword_only() missing 1 required positional argument: 'a'
print(fails(keyword_only, 1, 2))  # expect: keyword_only() takes 1 positional argument but 2 were given
print(fails(keyword_only, 1, 2, b=3))  # expect: keyword_only() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given
print(fails(keyword_only, 1, 2, 3, b=3, c=2))  # expect: keyword_only() takes 1 positional argument but 3 positional arguments (and 2 keyword-only arguments) were given
print(fails(positional_only))  # expect: positional_only() missing 1 required positional argument: 'a'
print(fails(positional_only, a=1))  # expect: positional_only() got some positional-only arguments passed as keyword arguments: 'a'
print(fails(positional_only, 1, b=1))  # expect: positional_only() got some positional-only arguments passed as keyword arguments: 'b'
print(fails(positional_only, a=1, b=2))  # expect: positional_only() got some positional-only arguments passed as keyword arguments: 'a, b'
print(fails(everything))  # expect: everything() missing 2 required positional arguments: 'a' and 'b'
print(fails(everything, 1, 2))  # expect: everything() missing 1 required keyword-only argument: 'd'
print(fails(everything, 1, d=3))  # expect: everything() missing 1 required positional argument: 'b'
print(fails(everything, 1, 2, 3, b=3, d=1))  # expect: everything() got multiple values for argument 'b'
print(fails(named, 1))  # expect: named() takes 0 positional arguments but 1 was given


def many(a, b, c, d, *, e, f, g):
    pass


print(fails(many))  # expect: many() missing 4 required positional arguments: 'a', 'b', 'c', and 'd'
print(fails(many, 1, 2, 3, 4))  # expect: many() missing 3 required keyword-only arguments: 'e', 'f', and 'g'
print(fails(many, 1, 2, 3, 4, 5))  # expect: many() takes 4 positional arguments but 5 were given
print(fails(many, 1, 2, 3, 4, e=1, f=2))  # expect: many() missing 1 required keyword-only argument: 'g'
print(fails(many, 1, 2, 3, 4, e=1, f=2, g=3, h=4))  # expect: many() got an unexpected keyword argument 'h'
print(fails(many, 1, 2, 3, 4, 5, 6, e=1))  # expect: many() takes 4 positional arguments but 6 positional arguments (and 1 keyword-only argument) were given


# Methods count self.
class Thing:
    def method(self, a, b=1):
        return a, b

    def nothing():
        pass

    @classmethod
    def of_class(cls, a):
        return a

    @staticmethod
    def static(a):
        return a

    def __call__(self, x):
        return x


thing = Thing()
print(thing.method(1), Thing.method(thing, 2), thing.of_class(3), Thing.static(4), thing(5))  # expect: (1, 1) (2, 1) 3 4 5
print(fails(thing.method))  # expect: Thing.method() missing 1 required positional argument: 'a'
print(fails(thing.method, 1, 2, 3))  # expect: Thing.method() takes from 2 to 3 positional arguments but 4 were given
print(fails(thing.nothing))  # expect: Thing.nothing() takes 0 positional arguments but 1 was given
print(fails(Thing.method))  # expect: Thing.method() missing 2 required positional arguments: 'self' and 'a'
print(fails(thing.of_class))  # expect: Thing.of_class() missing 1 required positional argument: 'a'
print(fails(thing.of_class, 1, 2))  # expect: Thing.of_class() takes 2 positional arguments but 3 were given
print(fails(thing.static))  # expect: Thing.static() missing 1 required positional argument: 'a'
print(fails(thing))  # expect: Thing.__call__() missing 1 required positional argument: 'x'
print(fails(Thing, 1))  # expect: Thing() takes no arguments


class Made:
    def __init__(self, a):
        self.a = a


class Newed:
    def __new__(cls, a):
        return super().__new__(cls)


print(fails(Made))  # expect: Made.__init__() missing 1 required positional argument: 'a'
print(fails(Made, 1, 2))  # expect: Made.__init__() takes 2 positional arguments but 3 were given
print(fails(Newed))  # expect: Newed.__new__() missing 1 required positional argument: 'a'
print(fails(Newed, 1, 2))  # expect: Newed.__new__() takes 2 positional arguments but 3 were given
print(fails(Made, 1, b=2))  # expect: Made.__init__() got an unexpected keyword argument 'b'


class ReturnsFromInit:
    def __init__(self):
        return 1


print(fails(ReturnsFromInit))  # expect: __init__() should return None, not 'int'

# What cannot be called.
print(fails(lambda: 1()))  # expect: 'int' object is not callable
print(fails(lambda: None()))  # expect: 'NoneType' object is not callable
print(fails(lambda: "a"()))  # expect: 'str' object is not callable
print(fails(lambda: [1](0)))  # expect: 'list' object is not callable
print(fails(lambda: thing.method(1)()))  # expect: 'tuple' object is not callable

# What cannot be unpacked.
print(fails(lambda: one(*1)))  # expect: __main__.one() argument after * must be an iterable, not int
print(fails(lambda: one(1, *None)))  # expect: Value after * must be an iterable, not NoneType
print(fails(lambda: one(**1)))  # expect: __main__.one() argument after ** must be a mapping, not int
print(fails(lambda: one(**[1])))  # expect: __main__.one() argument after ** must be a mapping, not list
print(fails(lambda: named(**{1: 2})))  # expect: keywords must be strings
print(fails(lambda: named(**{"a": 1}, **{"a": 2})))  # expect: __main__.named() got multiple values for keyword argument 'a'
print(fails(lambda: named(a=1, **{"a": 2})))  # expect: __main__.named() got multiple values for keyword argument 'a'
print(fails(lambda: one(*[1], **{"a": 2})))  # expect: one() got multiple values for argument 'a'
print(fails(lambda: thing.method(a=1, **{"a": 2})))  # expect: __main__.Thing.method() got multiple values for keyword argument 'a'


def raises_type_error():
    raise TypeError("from inside")
    yield


print(fails(lambda: star(*raises_type_error())))  # expect: from inside

# Order of evaluation.
log = []


def note(value):
    log.append(value)
    return value


everything(note(1), note(2), *[note(3)], d=note(4), **{"z": note(5)}, y=note(6))
print(log)  # expect: [1, 2, 3, 4, 5, 6]
log.clear()
note(lambda *a, **k: None)(note("a"), *note([1]), k=note("b"), **note({"q": 1}))
print(log[1:])  # expect: ['a', [1], 'b', {'q': 1}]

# Default values are made once, at the definition.
defaults = []


def remembers(value, seen=defaults):
    seen.append(value)
    return seen


print(remembers(1) is remembers(2), defaults)  # expect: True [1, 2]
x = 1


def captured(a=x, *, b=x):
    return a, b


x = 2
print(captured())  # expect: (1, 1)
captured.__defaults__ = (7,)
captured.__kwdefaults__ = {"b": 8}
print(captured())  # expect: (7, 8)
captured.__defaults__ = None
print(fails(captured))  # expect: captured() missing 1 required positional argument: 'a'
captured.__kwdefaults__ = None
print(fails(captured, 1))  # expect: captured() missing 1 required keyword-only argument: 'b'

# The mapping and the sequence are copies.
arguments = {"a": 1}


def changes(**names):
    names["b"] = 2
    return names


print(changes(**arguments), arguments)  # expect: {'a': 1, 'b': 2} {'a': 1}


class Mapping:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


print(two(**Mapping()), named(**Mapping()))  # expect: ('aa', 'bb') {'a': 'aa', 'b': 'bb'}


# Lambdas and nested functions.
print((lambda: 1)(), (lambda a, *b, c=3, **d: (a, b, c, d))(1, 2, x=4))  # expect: 1 (1, (2,), 3, {'x': 4})
print((lambda x, /: x)(1), fails(lambda x, /: x, x=1))  # expect: 1 <lambda>() got some positional-only arguments passed as keyword arguments: 'x'
print(fails(lambda a, b: 1))  # expect: <lambda>() missing 2 required positional arguments: 'a' and 'b'


def outer():
    def inner(a):
        pass

    return inner


print(fails(outer()))  # expect: outer.<locals>.inner() missing 1 required positional argument: 'a'
print(fails(outer(), 1, 2))  # expect: outer.<locals>.inner() takes 1 positional argument but 2 were given

# Keywords that look alike.
def long_names(first_name, last_name="x"):
    return first_name, last_name


print(fails(long_names, "a", last_nam="b"))  # expect: long_names() got an unexpected keyword argument 'last_nam'. Did you mean 'last_name'?
print(fails(long_names, 1, firstname=2))  # expect: long_names() got an unexpected keyword argument 'firstname'. Did you mean 'first_name'?
print(fails(int, "5", bas=3))  # expect: int() got an unexpected keyword argument 'bas'. Did you mean 'base'?

# Functions as values.
print(one.__name__, one.__qualname__, outer().__qualname__, one.__defaults__, two.__defaults__, two.__code__.co_argcount)  # expect: one one outer.<locals>.inner None (2,) 2
print(everything.__code__.co_varnames, everything.__code__.co_posonlyargcount, everything.__code__.co_kwonlyargcount)  # expect: ('a', 'b', 'd', 'e', 'c', 'f') 1 2
print(everything.__kwdefaults__, everything.__module__, everything.__doc__)  # expect: {'e': 5} __main__ None
one.note = "kept"
print(one.note, one.__dict__)  # expect: kept {'note': 'kept'}
