# Classes: inheritance, super, descriptors, attribute hooks, metaclasses, slots and their errors.


def outcome(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


# The order of bases.
class A:
    def who(self):
        return ["A"]


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super().who()


print(D().who(), [c.__name__ for c in D.__mro__], D.__bases__ == (B, C), D.__base__ is B)  # expect: ['D', 'B', 'C', 'A'] ['D', 'B', 'C', 'A', 'object'] True True
print(outcome(type, "X", (A, B), {}))  # expect: TypeError(Cannot create a consistent method resolution order (MRO) for bases A, B)
print(outcome(type, "X", (A, A), {}))  # expect: TypeError(duplicate base class A)
print(outcome(type, "X", (int, str), {}))  # expect: TypeError(multiple bases have instance lay-out conflict)
print(outcome(type, "X", (bool,), {}))  # expect: TypeError(type 'bool' is not an acceptable base type)
print(outcome(type, "X", (5,), {}))  # expect: TypeError(metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases)
print(outcome(type, 5, (), {}), outcome(type, "X", [], {}), outcome(type, "X", (), []))  # expect: TypeError(type.__new__() argument 1 must be str, not int) TypeError(type.__new__() argument 2 must be tuple, not list) TypeError(type.__new__() argument 3 must be dict, not list)


# super in its forms.
class Base:
    attribute = "base"

    def method(self, extra=""):
        return "base" + extra

    @classmethod
    def make(cls):
        return cls.__name__

    @staticmethod
    def static():
        return "static"

    @property
    def prop(self):
        return "base prop"


class Derived(Base):
    attribute = "derived"

    def method(self, extra=""):
        return super().method(extra) + "+" + super(Derived, self).method() + Base.method(self)

    @classmethod
    def make(cls):
        return "made " + super().make()

    @staticmethod
    def static():
        return super(Derived, Derived).static()

    @property
    def prop(self):
        return super().prop + "!"

    def attributes(self):
        return super().attribute, self.attribute, [super(Derived, self).attribute for _ in range(1)]

    def nested(self):
        def inner():
            return super(Derived, self).method()

        return inner()

    def missing(self):
        return super().nothing


d = Derived()
print(d.method("?"), Derived.make(), d.static(), d.prop, d.attributes(), d.nested())  # expect: base?+basebase made Derived static base prop! ('base', 'derived', ['base']) base
print(outcome(d.missing))  # expect: AttributeError('super' object has no attribute 'nothing')
print(outcome(super))  # expect: RuntimeError(super(): __class__ cell not found)
print(outcome(super, int, "a"), outcome(super, 5))  # expect: TypeError(super(type, obj): obj (instance of str) is not an instance or subtype of type (int).) TypeError(super() argument 1 must be a type, not int)


class NoArguments:
    def method():
        return super()

    def deleted(self):
        del self
        return super()

    def rebound(self):
        self = 5
        return super()

    def star(*args):
        return super().__init__


print(outcome(NoArguments.method), outcome(NoArguments().deleted), outcome(NoArguments().rebound))  # expect: RuntimeError(super(): no arguments) RuntimeError(super(): arg[0] deleted) TypeError(super(type, obj): obj (instance of int) is not an instance or subtype of type (NoArguments).)
print(repr(super(Derived, d))[:30], super(Derived, d).__self_class__ is Derived, super(Derived, d).__thisclass__ is Derived)  # expect: <super: <class 'Derived'>, <De True True


# Descriptors.
class Data:
    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner):
        return f"get {self.name} {instance is not None} {owner.__name__}"

    def __set__(self, instance, value):
        instance.__dict__["set"] = (self.name, value)

    def __delete__(self, instance):
        instance.__dict__["deleted"] = self.name


class NonData:
    def __get__(self, instance, owner=None):
        return "non-data"


class Named:
    def __set_name__(self, owner, name):
        self.place = owner.__name__, name


class Holder:
    data = Data("d")
    non_data = NonData()
    named = Named()


h = Holder()
h.data = 5
h.__dict__["data"] = "in dict"
h.__dict__["non_data"] = "in dict"
print(h.data, Holder.data, h.non_data, Holder.non_data, h.set, Holder.named.place)  # expect: get d True Holder get d False Holder in dict non-data ('d', 5) ('Holder', 'named')
del h.data
print(h.deleted)  # expect: d


class ReadOnly:
    @property
    def value(self):
        "The value."
        return 1


class Full:
    def __init__(self):
        self._x = 0

    @property
    def x(self):
        return self._x

    @x.setter
    def x(self, value):
        self._x = value * 2

    @x.deleter
    def x(self):
        self._x = "deleted"


f = Full()
f.x = 21
print(f.x, outcome(setattr, ReadOnly(), "value", 1), outcome(delattr, ReadOnly(), "value"), ReadOnly.value.__doc__)  # expect: 42 AttributeError(property 'value' of 'ReadOnly' object has no setter) AttributeError(property 'value' of 'ReadOnly' object has no deleter) The value.
del f.x
print(f.x, outcome(lambda: property().__get__(1)), type(Full.x).__name__, Full.x.fget.__name__)  # expect: deleted AttributeError(property of 'int' object has no getter) property x


# Attribute hooks.
class Hooks:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattr__(self, name):
        if name.startswith("dynamic"):
            return f"getattr {name}"
        raise AttributeError(f"no {name}")

    def __setattr__(self, name, value):
        self.log.append(("set", name, value))
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self.log.append(("del", name))
        object.__delattr__(self, name)


h = Hooks()
h.a = 1
h.a += 1
del h.a
print(h.log, h.dynamic_thing, outcome(getattr, h, "static"), getattr(h, "static", "default"), hasattr(h, "static"))  # expect: [('set', 'a', 1), ('set', 'a', 2), ('del', 'a')] getattr dynamic_thing AttributeError(no static) default False
print(outcome(delattr, h, "absent"))  # expect: AttributeError('Hooks' object has no attribute 'absent')


class GetAttribute:
    kept = "class"

    def __getattribute__(self, name):
        if name == "fails":
            raise AttributeError(name)
        if name == "breaks":
            raise KeyError(name)
        return f"<{name}>"

    def __getattr__(self, name):
        return f"fallback {name}"


g = GetAttribute()
print(g.kept, g.fails, outcome(getattr, g, "breaks"), outcome(hasattr, g, "breaks"), g.__class__, type(g).kept)  # expect: <kept> fallback fails KeyError('breaks') KeyError('breaks') <__class__> class


class PropertyRaises:
    @property
    def value(self):
        raise AttributeError("inside")

    def __getattr__(self, name):
        return f"fallback {name}"


print(PropertyRaises().value)  # expect: fallback value
print(outcome(getattr, 5, "x"), outcome(getattr, Base, "x"), outcome(setattr, 5, "x", 1), outcome(setattr, int, "x", 1))  # expect: AttributeError('int' object has no attribute 'x') AttributeError(type object 'Base' has no attribute 'x') AttributeError('int' object has no attribute 'x' and no __dict__ for setting new attributes) TypeError(cannot set 'x' attribute of immutable type 'int')
print(outcome(setattr, object(), "x", 1), outcome(delattr, Base(), "attribute"), outcome(getattr, Base(), 5))  # expect: AttributeError('object' object has no attribute 'x' and no __dict__ for setting new attributes) AttributeError('Base' object has no attribute 'attribute') TypeError(attribute name must be string, not 'int')


# Metaclasses.
class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases, **named):
        return {"prepared": (name, len(bases), named)}

    def __new__(meta, name, bases, namespace, **named):
        made = super().__new__(meta, name, bases, dict(namespace))
        made.by = meta.__name__
        return made

    def __init__(cls, name, bases, namespace, **named):
        super().__init__(name, bases, namespace)
        cls.named = named

    def __call__(cls, *arguments):
        return "called", super().__call__(*arguments)

    def __len__(cls):
        return 42

    @property
    def kind(cls):
        return "kind of " + cls.__name__

    def __getitem__(cls, key):
        return "item", key

    def __contains__(cls, key):
        return key == 1

    def __iter__(cls):
        return iter("meta")


class Made(metaclass=Meta, option=1):
    pass


class Child(Made, option=2):
    pass


print(Made.prepared, Made.by, Made.named, type(Child).__name__, Child.named, Child.prepared)  # expect: ('Made', 0, {'option': 1}) Meta {'option': 1} Meta {'option': 2} ('Child', 1, {'option': 2})
print(Made()[0], len(Made), Made.kind, Made["k"], 1 in Made, 2 in Made, list(Made), outcome(lambda: Made().kind))  # expect: called 42 kind of Made ('item', 'k') True False ['m', 'e', 't', 'a'] AttributeError('tuple' object has no attribute 'kind')


class OtherMeta(type):
    pass


print(outcome(type, "X", (Made,), {})is not None, outcome(OtherMeta, "X", (Made,), {}))  # expect: True TypeError(metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases)


def function_meta(name, bases, namespace):
    return name, bases, sorted(key for key in namespace if not key.startswith("__"))


class NotAClass(metaclass=function_meta):
    x = 1


print(NotAClass)  # expect: ('NotAClass', (), ['x'])


class EntriesBase:
    def __mro_entries__(self, bases):
        return (Base,)


entries = EntriesBase()


class WithEntries(entries):
    pass


print(WithEntries.__bases__, WithEntries.__orig_bases__ == (entries,))  # expect: (<class '__main__.Base'>,) True


# __init_subclass__ and __class_getitem__.
class Registry:
    known = []

    def __init_subclass__(cls, *, key=None, **named):
        super().__init_subclass__(**named)
        cls.known.append((cls.__name__, key))

    def __class_getitem__(cls, item):
        return cls.__name__, item


class First(Registry, key="f"):
    pass


class Second(First):
    pass


print(Registry.known, First[int], Registry["a", "b"], outcome(lambda: First()[0]))  # expect: [('First', 'f'), ('Second', None)] ('First', <class 'int'>) ('Registry', ('a', 'b')) TypeError('First' object is not subscriptable)
print(outcome(type, "X", (Base,), {}, key=1))  # expect: TypeError(X.__init_subclass__() takes no keyword arguments)
print(outcome(lambda: Base[int]))  # expect: TypeError(type 'Base' is not subscriptable)


class BadSetName:
    def __set_name__(self, owner, name):
        raise ValueError("set_name")


def bad_set_name():
    class X:
        y = BadSetName()


try:
    bad_set_name()
except ValueError as error:
    print(error, error.__notes__)  # expect: set_name ["Error calling __set_name__ on 'BadSetName' instance 'y' in 'X'"]


# Slots.
class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


class MoreSlots(Slots):
    __slots__ = ["c"]


class WithDict(Slots):
    pass


class SlotDict:
    __slots__ = ("x", "__dict__")


s = Slots()
print(s.a, outcome(getattr, s, "b"), outcome(setattr, s, "z", 1), hasattr(s, "__dict__"))  # expect: 1 AttributeError('Slots' object has no attribute 'b') AttributeError('Slots' object has no attribute 'z' and no __dict__ for setting new attributes) False
m = MoreSlots()
m.c = 3
print(m.a, m.c, outcome(setattr, m, "z", 1), type(Slots.a).__name__)  # expect: 1 3 AttributeError('MoreSlots' object has no attribute 'z' and no __dict__ for setting new attributes) member_descriptor
w = WithDict()
w.z = 5
print(w.__dict__, w.a)  # expect: {'z': 5} 1
sd = SlotDict()
sd.y = 1
sd.x = 2
print(sd.__dict__, sd.x)  # expect: {'y': 1} 2
del s.a
print(outcome(getattr, s, "a"), outcome(delattr, s, "a"), outcome(delattr, s, "zz"))  # expect: AttributeError('Slots' object has no attribute 'a') AttributeError(a) AttributeError('Slots' object has no attribute 'zz' and no __dict__ for setting new attributes)
print(outcome(type, "X", (), {"__slots__": "a", "a": 1}))  # expect: ValueError('a' in __slots__ conflicts with class variable)
print(outcome(type, "X", (), {"__slots__": ["1a"]}), outcome(type, "X", (), {"__slots__": [1]}))  # expect: TypeError(__slots__ must be identifiers) TypeError(__slots__ items must be strings, not 'int')
print(outcome(type, "X", (int,), {"__slots__": ["a"]}) is not None, outcome(type, "X", (Slots, MoreSlots), {}))  # expect: True TypeError(Cannot create a consistent method resolution order (MRO) for bases Slots, MoreSlots)


class S1:
    __slots__ = ("p",)


class S2:
    __slots__ = ("q",)


print(outcome(type, "X", (S1, S2), {}))  # expect: TypeError(multiple bases have instance lay-out conflict)


class Private:
    __secret = 1

    def __hidden(self):
        return self.__secret

    def reveal(self):
        return self.__hidden()

    __dunder__ = 2


print(Private().reveal(), Private._Private__secret, outcome(getattr, Private(), "__secret"), Private.__dunder__)  # expect: 1 1 AttributeError('Private' object has no attribute '__secret') 2


# __new__ and __init__.
class Singleton:
    made = None

    def __new__(cls, *arguments):
        if cls.made is None:
            cls.made = super().__new__(cls)
        return cls.made

    def __init__(self, *arguments):
        self.arguments = arguments


print(Singleton(1) is Singleton(2), Singleton.made.arguments)  # expect: True (2,)


class ReturnsOther:
    def __new__(cls):
        return 5

    def __init__(self):
        raise ValueError("never called")


print(ReturnsOther())  # expect: 5
print(outcome(object, 1), outcome(Base, 1), outcome(object.__new__), outcome(object.__new__, int), outcome(object.__new__, 5))  # expect: TypeError(object() takes no arguments) TypeError(Base() takes no arguments) TypeError(object.__new__(): not enough arguments) TypeError(object.__new__(int) is not safe, use int.__new__()) TypeError(object.__new__(X): X is not a type object (int))


class IntChild(int):
    def __new__(cls, value, note="n"):
        self = super().__new__(cls, value)
        self.note = note
        return self

    def __repr__(self):
        return f"IntChild({int(self)})"


i = IntChild(5, "five")
print(i, i + 1, i.note, type(i + 0).__name__, [i], f"{i}", "%d" % i)  # expect: IntChild(5) 6 five int [IntChild(5)] IntChild(5) 5

# Changing classes.
a = A()
a.__class__ = B
print(a.who(), outcome(setattr, a, "__class__", int), outcome(setattr, a, "__class__", 5))  # expect: ['B', 'A'] TypeError(__class__ assignment only supported for mutable types or ModuleType subclasses) TypeError(__class__ must be set to a class, not 'int' object)
A.who = lambda self: ["patched"]
print(D().who())  # expect: ['D', 'B', 'C', 'patched']
Base.added = 1
print(Derived.added, Base.__name__, outcome(setattr, Base, "__name__", 5))  # expect: 1 Base TypeError(can only assign string to Base.__name__, not 'int')
Base.__name__ = "Renamed"
print(repr(Base), Base.__qualname__)  # expect: <class '__main__.Base'> Base
print(outcome(setattr, B, "__bases__", ()), outcome(setattr, B, "__bases__", (D,)))  # expect: TypeError(can only assign non-empty tuple to B.__bases__, not ()) TypeError(a __bases__ item causes an inheritance cycle)
B.__bases__ = (Base,)
print([c.__name__ for c in D.__mro__])  # expect: ['D', 'B', 'Renamed', 'C', 'A', 'object']


# Class body.
class Body:
    "Documentation."
    x = 1
    y = x + 1
    for z in range(3):
        pass
    if y == 2:
        w = "w"
    names = sorted(name for name in locals() if not name.startswith("__"))


print(Body.__doc__, Body.y, Body.z, Body.w, Body.names, Body.__module__, Body.__qualname__)  # expect: Documentation. 2 2 w ['w', 'x', 'y', 'z'] __main__ Body


def local_class():
    class Inner:
        class Deep:
            def method(self):
                pass

    return Inner


print(local_class().__qualname__, local_class().Deep.method.__qualname__, local_class().__name__)  # expect: local_class.<locals>.Inner local_class.<locals>.Inner.Deep.method Inner
print(Body.__dict__["x"], type(Body.__dict__).__name__, outcome(lambda: Body.__dict__.__setitem__("x", 1)))  # expect: 1 mappingproxy AttributeError('mappingproxy' object has no attribute '__setitem__')
print(isinstance(True, int), issubclass(bool, (str, int)), isinstance(1, int | str), outcome(isinstance, 1, 5))  # expect: True True True TypeError(isinstance() arg 2 must be a type, a tuple of types, or a union)
print(outcome(issubclass, 1, int), issubclass(D, A), A in D.__mro__, type(type) is type, isinstance(type, object))  # expect: TypeError(issubclass() arg 1 must be a class) True True True True
print(B.__subclasses__() == [D], Derived.__subclasses__(), Derived.mro() == list(Derived.__mro__))  # expect: True [] True


# Decorated classes and abstract ones.
def decorate(cls):
    cls.decorated = True
    return cls


@decorate
class Decorated:
    pass


import abc


class Abstract(abc.ABC):
    @abc.abstractmethod
    def one(self): ...

    @abc.abstractmethod
    def two(self): ...


class Half(Abstract):
    def one(self):
        return 1


class Whole(Half):
    def two(self):
        return 2


print(Decorated.decorated, outcome(Abstract), outcome(Half), Whole().one() + Whole().two())  # expect: True TypeError(Can't instantiate abstract class Abstract without an implementation for abstract methods 'one', 'two') TypeError(Can't instantiate abstract class Half without an implementation for abstract method 'two') 3
