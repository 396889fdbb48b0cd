# Classes: creation hooks, resolution order, special methods, changes after birth.


class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append((cls.__name__, tag))


class One(Base, tag=1):
    pass


class Two(One, tag=2):
    pass


print(Base.registry)  # expect: [('One', 1), ('Two', 2)]


class Named:
    def __set_name__(self, owner, name):
        self.owner, self.name = owner.__name__, name


class Holder:
    field = Named()


print(Holder.field.owner, Holder.field.name)  # expect: Holder field


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        return {"prepared": (name, kwargs)}

    def __new__(mcs, name, bases, namespace, **kwargs):
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)
        cls.extra = kwargs

    def __call__(cls, *args, **kwargs):
        instance = super().__call__(*args, **kwargs)
        instance.made_by = cls.__name__
        return instance

    def __len__(cls):
        return 42

    def __iter__(cls):
        return iter("ab")

    def __contains__(cls, item):
        return item == "x"

    def __getitem__(cls, key):
        return key * 2


class WithMeta(metaclass=Meta, option=3):
    def __init__(self, value):
        self.value = value


print(WithMeta.prepared, WithMeta.extra, type(WithMeta).__name__)  # expect: ('WithMeta', {'option': 3}) {'option': 3} Meta
print(WithMeta(7).value, WithMeta(7).made_by, len(WithMeta), list(WithMeta), "x" in WithMeta, WithMeta[4])  # expect: 7 WithMeta 42 ['a', 'b'] True 8


class D1:
    def who(self):
        return ["D1"]


class D2(D1):
    def who(self):
        return ["D2"] + super().who()


class D3(D1):
    def who(self):
        return ["D3"] + super().who()


class D4(D2, D3):
    def who(self):
        return ["D4"] + super().who()


print(D4().who(), [cls.__name__ for cls in D4.__mro__])  # expect: ['D4', 'D2', 'D3', 'D1'] ['D4', 'D2', 'D3', 'D1', 'object']
D4.__bases__ = (D3, D2)
print(D4().who(), [cls.__name__ for cls in D4.__mro__])  # expect: ['D4', 'D3', 'D2', 'D1'] ['D4', 'D3', 'D2', 'D1', 'object']


class Number:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return ("add", self.value, other)

    def __radd__(self, other):
        return ("radd", self.value, other)

    def __iadd__(self, other):
        self.value += other
        return self

    def __eq__(self, other):
        return isinstance(other, Number) and self.value == other.value

    def __lt__(self, other):
        return self.value < other.value

    def __hash__(self):
        return hash(self.value)

    def __neg__(self):
        return Number(-self.value)

    def __call__(self, *args, **kwargs):
        return (args, kwargs)

    def __getitem__(self, key):
        return key

    def __len__(self):
        return 3

    def __contains__(self, item):
        return item == self.value

    def __bool__(self):
        return False

    def __index__(self):
        return 5

    def __str__(self):
        return "str"

    def __repr__(self):
        return f"Number({self.value})"


n = Number(1)
print(n + 2, 2 + n, -n, n(1, a=2), n[1:2], len(n), 1 in n, bool(n), [0] * n, str(n), repr(n))  # expect: ('add', 1, 2) ('radd', 1, 2) str ((1,), {'a': 2}) slice(1, 2, None) 3 True False [0, 0, 0, 0, 0] str Number(1)
n += 4
print(n, n == Number(5), n != Number(5), n == 5, Number(1) < n, Number(1) > n, {n: 1}[Number(5)])  # expect: str True False False True False 1


class SubNumber(Number):
    def __radd__(self, other):
        return "sub first"


print(Number(1) + SubNumber(2), SubNumber(2) + Number(1))  # expect: sub first ('add', 2, Number(1))


class Dynamic:
    def __getattr__(self, name):
        return "dynamic " + name


d = Dynamic()
print(d.foo)  # expect: dynamic foo
d.foo = 1
print(d.foo, Dynamic.__dict__.get("foo"))  # expect: 1 None


class Logged:
    def __getattribute__(self, name):
        if name == "magic":
            return 7
        return super().__getattribute__(name)

    def __setattr__(self, name, value):
        super().__setattr__(name, (name, value))

    def __delattr__(self, name):
        print("delete", name)
        super().__delattr__(name)


item = Logged()
item.x = 1
print(item.magic, item.x, item.__dict__)  # expect: 7 ('x', 1) {'x': ('x', 1)}
del item.x  # expect: delete x
print(item.__dict__)  # expect: {}


class Later:
    pass


later = Later()
print(len([later]), bool(later))  # expect: 1 True
Later.__len__ = lambda self: 0
Later.__add__ = lambda self, other: "added"
print(bool(later), len(later), later + 1)  # expect: False 0 added
del Later.__len__
print(bool(later), hasattr(later, "__len__"))  # expect: True False


class Derived(Later):
    pass


Later.__call__ = lambda self: "called"
print(Derived()(), callable(Derived()))  # expect: called True
Later.__eq__ = lambda self, other: True
Later.__hash__ = None
print(Derived() == 5)  # expect: True


class Prop:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        "the x"
        return self._x

    @x.setter
    def x(self, value):
        self._x = value

    @x.deleter
    def x(self):
        self._x = None

    @staticmethod
    def static(a):
        return a

    @classmethod
    def make(cls):
        return cls.__name__


p = Prop()
p.x = 5
print(p.x, Prop.x.__doc__, p.static(3), Prop.static(4), p.make(), Prop.make())  # expect: 5 the x 3 4 Prop Prop
del p.x
print(p.x)  # expect: None
p.y = 10
print(p.y)  # expect: 10
Prop.y = property(lambda self: "descriptor wins")
print(p.y, p.__dict__)  # expect: descriptor wins {'_x': None, 'y': 10}


class Slots:
    __slots__ = ("b", "a", "__private")

    def __init__(self):
        self.a, self.b, self.__private = 1, 2, 3

    def get(self):
        return self.__private


s = Slots()
print(s.a, s.b, s.get(), hasattr(s, "__dict__"), sorted(name for name in dir(s) if not name.startswith("__")))  # expect: 1 2 3 False ['_Slots__private', 'a', 'b', 'get']


class SlotsAndDict(Slots):
    def __init__(self):
        super().__init__()
        self.c = 4


sd = SlotsAndDict()
print(sd.a, sd.c, sd.__dict__)  # expect: 1 4 {'c': 4}
del sd.a
print(hasattr(sd, "a"), sd.b)  # expect: False 2


class Fancy:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)

    def __new__(cls, *args):
        self = super().__new__(cls)
        self.args = args
        return self


print(Fancy[int], Fancy(1, 2).args)  # expect: ('Fancy', <class 'int'>) (1, 2)


class Entries:
    def __mro_entries__(self, bases):
        return (Base,)


class FromEntries(Entries()):
    pass


print(FromEntries.__mro__[1].__name__, type(FromEntries.__orig_bases__[0]).__name__)  # expect: Base Entries


class Other:
    def hello(self):
        return "other"


class Changing:
    def __init__(self):
        self.z = 1

    def hello(self):
        return "changing"


c = Changing()
print(c.hello())  # expect: changing
c.__class__ = Other
print(c.hello(), c.z, type(c).__name__)  # expect: other 1 Other


def outer():
    class Local:
        def method(self):
            pass

    return Local


print(outer().__qualname__, outer().method.__qualname__, outer().__module__)  # expect: outer.<locals>.Local outer.<locals>.Local.method __main__
print(Changing.__name__, Changing.__doc__, Changing.__bases__, Changing.__base__)  # expect: Changing None (<class 'object'>,) <class 'object'>
Changing.__name__ = "Renamed"
print(Changing.__name__, Changing.__qualname__)  # expect: Renamed Changing
print(sorted(cls.__name__ for cls in Number.__subclasses__()), bool.__subclasses__())  # expect: ['SubNumber'] []
print(isinstance(True, int), issubclass(bool, int), isinstance(1, (str, int)), isinstance(1, int | str))  # expect: True True True True


class Always(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, subclass):
        return True


class Any(metaclass=Always):
    pass


print(isinstance(1, Any), issubclass(int, Any))  # expect: True True


class Proxy:
    @property
    def __class__(self):
        return int


print(isinstance(Proxy(), int), type(Proxy()).__name__)  # expect: True Proxy


class Iterates:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


print(list(Iterates()), sum(Iterates()), 2 in Iterates())  # expect: [1, 2, 3] 6 True


class Sequence:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index


print(list(Sequence()), 1 in Sequence(), 9 in Sequence())  # expect: [0, 1, 2] True False


class Data:
    def __get__(self, instance, owner):
        return (instance is None, owner.__name__)

    def __set__(self, instance, value):
        print("set", value)

    def __delete__(self, instance):
        print("deleted")


class Owner:
    data = Data()


owner = Owner()
print(owner.data, Owner.data)  # expect: (False, 'Owner') (True, 'Owner')
owner.data = 1  # expect: set 1
del owner.data  # expect: deleted
