# Classes derived from built-in ones.
class MyInt(int):
    def __add__(self, other):
        return MyInt(int(self) + other + 100)

    def extra(self):
        return self.tag


i = MyInt(5)
i.tag = "tag"
print(i + 1, 1 + i, i * 2, i == 5, hash(i) == hash(5), i.extra(), repr(i), f"{i:03}", [10, 20, 30, 40, 50, 60][i], type(i + 1).__name__)  # expect: 106 6 10 True True tag 5 005 60 MyInt
print(MyInt("12", 5), int(i), isinstance(i, int), i.__dict__, MyInt.__mro__[1:], MyInt(10**30) == 10**30, MyInt(2**60) + 0)  # expect: 7 5 True {'tag': 'tag'} (<class 'int'>, <class 'object'>) True 1152921504606847076


class MyStr(str):
    def __new__(cls, text, note):
        self = super().__new__(cls, text)
        self.note = note
        return self

    def upper(self):
        return "UP:" + super().upper()


s = MyStr("abc", 1)
print(s, s.note, s.upper(), len(s), s + "d", {s: 1}["abc"], s == "abc", type(s + "").__name__, type(str(s)).__name__, s[1])  # expect: abc 1 UP:ABC 3 abcd 1 True str str b


class MyList(list):
    def append(self, item):
        super().append(item * 2)

    def __len__(self):
        return 99


li = MyList([1, 2])
li.append(3)
li.name = "n"
print(li, len(li), list.__len__(li), li.name, li[0], li == [1, 2, 6], sorted(li, reverse=True), li + [1], type(li + []).__name__)  # expect: [1, 2, 6] 99 3 n 1 True [6, 2, 1] [1, 2, 6, 1] list


class MyDict(dict):
    def __missing__(self, key):
        return "missing " + key

    def __setitem__(self, key, value):
        super().__setitem__(key, (key, value))


md = MyDict(a=1)
md["b"] = 2
md.x = 5
print(md, md["zz"], md.get("zz"), md.x, "a" in md, len(md), {**md})  # expect: {'a': 1, 'b': ('b', 2)} missing zz None 5 True 2 {'a': 1, 'b': ('b', 2)}


class MyTuple(tuple):
    __slots__ = ()

    def __new__(cls, *items):
        return super().__new__(cls, items)

    @property
    def first(self):
        return self[0]


t = MyTuple(1, 2, 3)
print(t, t.first, t == (1, 2, 3), hash(t) == hash((1, 2, 3)), t + (4,), hasattr(t, "__dict__"))  # expect: (1, 2, 3) 1 True True (1, 2, 3, 4) False


class MyFloat(float):
    pass


print(MyFloat("1.5") + 1, MyFloat(2.5).is_integer(), repr(MyFloat(0.1)), isinstance(MyFloat(1), float))  # expect: 2.5 False 0.1 True


class MySet(set):
    def add(self, item):
        super().add(str(item))


ms = MySet()
ms.add(5)
print(ms, "5" in ms, ms | {"6"} == {"5", "6"}, type(ms | {1}).__name__)  # expect: MySet({'5'}) True True set


class MyError(ValueError):
    def __init__(self, code, *args):
        super().__init__(*args)
        self.code = code

    def __str__(self):
        return f"code {self.code}: {super().__str__()}"


try:
    raise MyError(7, "bad")
except ValueError as error:
    print(error, error.code, error.args, repr(error), isinstance(error, MyError))  # expect: code 7: bad 7 ('bad',) MyError('bad') True


class TwoErrors(KeyError, AttributeError):
    pass


try:
    raise TwoErrors("k")
except AttributeError as error:
    print(type(error).__name__, [cls.__name__ for cls in TwoErrors.__mro__])  # expect: TwoErrors ['TwoErrors', 'KeyError', 'LookupError', 'AttributeError', 'Exception', 'BaseException', 'object']


class MyProperty(property):
    "my doc"

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return ("mine", super().__get__(instance, owner))


class UsesProperty:
    @MyProperty
    def x(self):
        "doc of x"
        return 4

    @x.setter
    def x(self, new):
        print("set", new)


u = UsesProperty()
u.x = 3  # expect: set 3
print(u.x, UsesProperty.x.__doc__, type(UsesProperty.x).__name__)  # expect: ('mine', 4) doc of x MyProperty


class MyType(type):
    def mro(cls):
        return [cls, *reversed(super().mro()[1:-1]), object]


class P:
    pass


class Q:
    pass


class R(P, Q, metaclass=MyType):
    pass


print([cls.__name__ for cls in R.__mro__])  # expect: ['R', 'Q', 'P', 'object']


class Frozen(frozenset):
    pass


class Bytes(bytes):
    def first(self):
        return self[0]


print(Frozen([1]) == {1}, Bytes(b"abc").first(), Bytes(b"abc") + b"d")  # expect: True 97 b'abcd'


class A:
    __slots__ = ("x",)


class B(A):
    __slots__ = ("y", "__dict__")


class C(B):
    pass


c = C()
c.x, c.y, c.z = 1, 2, 3
print(c.x, c.y, c.z, c.__dict__)  # expect: 1 2 3 {'z': 3}


class E1:
    __slots__ = ()


class E2(E1, A):
    __slots__ = ()


print(hasattr(E2(), "x"), E2.__slots__)  # expect: False ()
try:

    class Conflict(A, type("Other", (), {"__slots__": ("q",)})):
        pass
except TypeError as error:
    print(error)  # expect: multiple bases have instance lay-out conflict


class Deep:
    __slots__ = {"doc": "documented"}


deep = Deep()
deep.doc = 5
print(deep.doc, Deep.__slots__)  # expect: 5 {'doc': 'documented'}


class Meta(type):
    attr = "meta"

    @property
    def prop(cls):
        return "prop of " + cls.__name__

    def method(cls):
        return "method of " + cls.__name__

    def __getattr__(cls, name):
        return "meta getattr " + name


class Thing(metaclass=Meta):
    attr2 = "class"


print(Thing.attr, Thing.prop, Thing.method(), Thing.foo, hasattr(Thing(), "attr"), hasattr(Thing(), "method"))  # expect: meta prop of Thing method of Thing meta getattr foo False False
Thing.prop2 = 5
print(Thing.prop2, Thing.__dict__["prop2"])  # expect: 5 5


class Temperature:
    def __init__(self):
        self.c = 0

    f = property(lambda self: self.c * 9 / 5 + 32, lambda self, v: setattr(self, "c", (v - 32) * 5 / 9))


temp = Temperature()
temp.f = 212
print(temp.c, temp.f)  # expect: 100.0 212.0
print(object().__reduce_ex__(2)[1], Temperature().__reduce_ex__(2)[2])  # expect: (<class 'object'>,) {'c': 0}
print(type("Dyn", (int,), {"x": 1})(3) + 1, type("Dyn", (), dict(a=1)).a)  # expect: 4 1
print(A.__basicsize__ > 0, int.__flags__ >> 10 & 1, bool.__flags__ >> 10 & 1, int.__module__, int.__name__, int.__doc__ is not None)  # expect: True 1 0 builtins int True
print(sorted(set(dir(object())) - {"__firstlineno__"}))  # expect: ['__class__', '__delattr__', '__dir__', '__doc__', '__eq__', '__format__', '__ge__', '__getattribute__', '__getstate__', '__gt__', '__hash__', '__init__', '__init_subclass__', '__le__', '__lt__', '__ne__', '__new__', '__reduce__', '__reduce_ex__', '__repr__', '__setattr__', '__sizeof__', '__str__', '__subclasshook__']
