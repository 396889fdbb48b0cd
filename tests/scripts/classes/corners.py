# Corners of the object model.


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ":", error)


def make_without_cell():
    class Meta(type):
        def __new__(mcs, name, bases, namespace):
            namespace = {k: v for k, v in namespace.items() if k != "__classcell__"}
            return super().__new__(mcs, name, bases, namespace)

    class C(metaclass=Meta):
        def f(self):
            return __class__


def bad_prepare():
    class Meta(type):
        @classmethod
        def __prepare__(mcs, name, bases):
            return 5

    class C(metaclass=Meta):
        pass


def function_metaclass():
    def meta(name, bases, namespace, **kwargs):
        return (name, bases, sorted(k for k in namespace if not k.startswith("__")), kwargs)

    class C(int, metaclass=meta, option=1):
        x = 1

    return C


def bad_keyword():
    class C(option=1):
        pass


def bad_entries():
    class E:
        def __mro_entries__(self, bases):
            return [int]

    class C(E()):
        pass


def not_a_base():
    class C(5):
        pass


show(make_without_cell)  # expect: RuntimeError: __class__ not set defining 'C' as <class '__main__.make_without_cell.<locals>.C'>. Was __classcell__ propagated to type.__new__?
show(bad_prepare)  # expect: TypeError: Meta.__prepare__() must return a mapping, not int
show(function_metaclass)  # expect: ('C', (<class 'int'>,), ['x'], {'option': 1})
show(bad_keyword)  # expect: TypeError: bad_keyword.<locals>.C.__init_subclass__() takes no keyword arguments
show(bad_entries)  # expect: TypeError: __mro_entries__ must return a tuple
show(not_a_base)  # expect: TypeError: int expected at most 2 arguments, got 3
show(lambda: __build_class__(5, "x"))  # expect: TypeError: __build_class__: func must be a function


class Shape:
    __abstractmethods__ = frozenset({"area", "name"})


Shape.__abstractmethods__ = frozenset({"area", "name"})
show(lambda: Shape())  # expect: TypeError: Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'
Shape.__abstractmethods__ = frozenset({"area"})
show(lambda: Shape())  # expect: TypeError: Can't instantiate abstract class Shape without an implementation for abstract method 'area'
del Shape.__abstractmethods__
show(lambda: type(Shape()).__name__)  # expect: Shape
show(lambda: Shape.__abstractmethods__)  # expect: AttributeError: __abstractmethods__
show(lambda: int.__abstractmethods__)  # expect: AttributeError: __abstractmethods__


class NonData:
    def __get__(self, instance, owner):
        return "non-data"


class HasNonData:
    x = NonData()


h = HasNonData()
show(lambda: h.x)  # expect: non-data
h.__dict__["x"] = "own"
show(lambda: h.x)  # expect: own
h.__dict__ = {"y": 5}
show(lambda: (h.x, h.y, h.__dict__))  # expect: ('non-data', 5, {'y': 5})
show(lambda: setattr(h, "__dict__", 5))  # expect: TypeError: __dict__ must be set to a dictionary, not a 'int'
show(lambda: vars(h))  # expect: {'y': 5}


class Weak:
    __slots__ = ("__weakref__",)


show(lambda: Weak().__weakref__)  # expect: None
show(lambda: setattr(Weak(), "z", 1))  # expect: AttributeError: 'Weak' object has no attribute 'z' and no __dict__ for setting new attributes


class Raises:
    def __getattr__(self, name):
        raise AttributeError("custom " + name)

    @property
    def broken(self):
        raise AttributeError("inside")


show(lambda: Raises().foo)  # expect: AttributeError: custom foo
show(lambda: Raises().broken)  # expect: AttributeError: custom broken
show(lambda: getattr(Raises(), "foo", "default"))  # expect: default
show(lambda: hasattr(Raises(), "foo"))  # expect: False


class Eq:
    def __init__(self, log):
        self.log = log

    def __eq__(self, other):
        self.log.append("eq")
        return NotImplemented

    def __lt__(self, other):
        self.log.append("lt")
        return NotImplemented

    def __gt__(self, other):
        self.log.append("gt")
        return NotImplemented


log = []
show(lambda: (Eq(log) == Eq(log), log))  # expect: (False, ['eq', 'eq'])
log.clear()
show(lambda: (Eq(log) != 5, log))  # expect: (True, ['eq'])
log.clear()
show(lambda: Eq(log) < Eq(log))  # expect: TypeError: '<' not supported between instances of 'Eq' and 'Eq'
show(lambda: log)  # expect: ['lt', 'gt']


class Sub(Eq):
    def __eq__(self, other):
        self.log.append("sub eq")
        return True


log.clear()
show(lambda: (Eq(log) == Sub(log), log))  # expect: (True, ['sub eq'])


class NoneOps:
    __iter__ = None
    __contains__ = None
    __hash__ = None


show(lambda: iter(NoneOps()))  # expect: TypeError: 'NoneOps' object is not iterable
show(lambda: 1 in NoneOps())  # expect: TypeError: 'NoneOps' object is not a container
show(lambda: hash(NoneOps()))  # expect: TypeError: unhashable type: 'NoneOps'
show(lambda: {NoneOps()} and 1)  # expect: TypeError: cannot use '__main__.NoneOps' as a set element (unhashable type: 'NoneOps')


class Callable:
    def __call__(self, *, key):
        return key


show(lambda: Callable()(key=5))  # expect: 5
show(lambda: Callable()(5))  # expect: TypeError: Callable.__call__() takes 1 positional argument but 2 were given
show(lambda: Callable()())  # expect: TypeError: Callable.__call__() missing 1 required keyword-only argument: 'key'


class StaticCall:
    @staticmethod
    def __call__(x):
        return ("static", x)

    @classmethod
    def __len__(cls):
        return 7

    __add__ = staticmethod(lambda other: ("added", other))


show(lambda: (StaticCall()(3), len(StaticCall()), StaticCall() + 9))  # expect: (('static', 3), 7, ('added', 9))


class Partial:
    __add__ = property(lambda self: lambda other: ("via property", other))
    __len__ = list.__len__


show(lambda: Partial() + 4)  # expect: ('via property', 4)


class Inherit(list):
    __add__ = None
    __getitem__ = dict.__getitem__


show(lambda: Inherit([1])[0])  # expect: TypeError: descriptor '__getitem__' for 'dict' objects doesn't apply to a 'Inherit' object


class Pow:
    def __pow__(self, other, mod=None):
        return ("pow", other, mod)

    def __rpow__(self, other, mod=None):
        return ("rpow", other, mod)

    def __ipow__(self, other):
        return ("ipow", other)


p = Pow()
show(lambda: (p**2, 2**p, pow(p, 3, 4)))  # expect: (('pow', 2, None), ('rpow', 2, None), ('pow', 3, 4))
p **= 5
show(lambda: p)  # expect: ('ipow', 5)


class Matrix:
    def __matmul__(self, other):
        return "matmul"

    def __rmatmul__(self, other):
        return "rmatmul"

    def __imatmul__(self, other):
        return "imatmul"


m = Matrix()
show(lambda: (m @ 1, 1 @ m))  # expect: ('matmul', 'rmatmul')
m @= 2
show(lambda: m)  # expect: imatmul


class Context:
    def __enter__(self):
        return "entered"

    def __exit__(self, *args):
        return True


def use():
    with Context() as value:
        raise ValueError("swallowed")
    return value


show(use)  # expect: entered


class Parent:
    @classmethod
    def create(cls, *args):
        return (cls.__name__, args)

    @staticmethod
    def util():
        return "parent util"

    attr = "parent attr"


class Child(Parent):
    @classmethod
    def create(cls, *args):
        return super().create("child", *args)

    @staticmethod
    def util():
        return super(Child, Child).util()

    @property
    def attr(self):
        return super().attr + "!"

    def comprehension(self):
        return [super(Child, self).attr for _ in range(2)]

    def nested(self):
        def inner():
            return super(Child, self).util()

        return inner()

    def changed(self):
        self = 5
        try:
            return super().attr
        except TypeError as error:
            return str(error)


show(lambda: (Child.create(1), Child().create(2), Child.util(), Child().attr, Child().comprehension(), Child().nested()))  # expect: (('Child', ('child', 1)), ('Child', ('child', 2)), 'parent util', 'parent attr!', ['parent attr', 'parent attr'], 'parent util')
show(lambda: Child().changed())  # expect: super(type, obj): obj (instance of int) is not an instance or subtype of type (Child).
show(lambda: super(Child, Child()).__self_class__.__name__)  # expect: Child
show(lambda: super(Child, Child()).missing)  # expect: AttributeError: 'super' object has no attribute 'missing'
show(lambda: type(Parent.create).__name__ + type(Parent.util).__name__ + type(Parent().create).__name__)  # expect: methodfunctionmethod
show(lambda: Parent.__dict__["create"].__func__.__name__)  # expect: create
show(lambda: object.__reduce_ex__(3, 2)[1:])  # expect: ((<class 'int'>, 3), None, None, None)
show(lambda: (1).__reduce_ex__(2)[1])  # expect: (<class 'int'>, 1)
show(lambda: (i for i in ()).__reduce_ex__(2))  # expect: TypeError: cannot pickle 'generator' object


class State:
    def __init__(self):
        self.a = 1


class SlotState:
    __slots__ = ("s",)


slot_state = SlotState()
slot_state.s = 4
show(lambda: (State().__getstate__(), slot_state.__getstate__(), object().__getstate__()))  # expect: ({'a': 1}, (None, {'s': 4}), None)
show(lambda: State().__reduce_ex__(2)[0].__name__)  # expect: __newobj__
show(lambda: type.__repr__(int))  # expect: <class 'int'>
show(lambda: object.__str__(5))  # expect: 5
show(lambda: type(type.__call__).__name__)  # expect: wrapper_descriptor
show(lambda: type.__call__(int, "12"))  # expect: 12
show(lambda: int.__new__(int, 5))  # expect: 5
show(lambda: list.__init__([1], [2]))  # expect: None
show(lambda: dict.fromkeys("ab", 1))  # expect: {'a': 1, 'b': 1}
show(lambda: str.maketrans("a", "b"))  # expect: {97: 98}
show(lambda: int.__eq__(1, 1.0))  # expect: NotImplemented
show(lambda: (1).__eq__(1))  # expect: True
show(lambda: int.__add__(1, "x"))  # expect: NotImplemented
show(lambda: [].__iter__().__next__())  # expect: StopIteration: 
show(lambda: {}.__contains__(1))  # expect: False
show(lambda: (5).__bool__())  # expect: True
show(lambda: "abc".__getitem__(1))  # expect: b
show(lambda: [1, 2].__setitem__(0, 5))  # expect: None
show(lambda: [1, 2].__delitem__(0))  # expect: None
show(lambda: "x".__hash__() == hash("x"))  # expect: True
show(lambda: [].__hash__)  # expect: None
show(lambda: len.__call__("abc"))  # expect: 3
show(lambda: (lambda: 1).__call__())  # expect: 1
show(lambda: (lambda self: self).__get__(5)())  # expect: 5
show(lambda: (lambda self: self).__get__(None, int).__name__)  # expect: <lambda>
show(lambda: property(lambda self: 5).__get__(3))  # expect: 5
show(lambda: classmethod(lambda cls: cls).__get__(3)().__name__)  # expect: int
show(lambda: object.__getattribute__(5, "real"))  # expect: 5
show(lambda: object.__class__)  # expect: <class 'type'>
show(lambda: (5).__class__.__class__)  # expect: <class 'type'>
show(lambda: type.__bases__)  # expect: (<class 'object'>,)
show(lambda: object.__base__)  # expect: None
show(lambda: bool.__base__)  # expect: <class 'int'>
show(lambda: issubclass(type, object) and isinstance(object, type) and isinstance(type, type))  # expect: True
show(lambda: int.__dict__["real"].__get__(5))  # expect: 5
show(lambda: int.real)  # expect: <attribute 'real' of 'int' objects>
show(lambda: setattr(5, "real", 1))  # expect: AttributeError: attribute 'real' of 'int' objects is not writable
show(lambda: setattr(5, "foo", 1))  # expect: AttributeError: 'int' object has no attribute 'foo' and no __dict__ for setting new attributes
show(lambda: delattr(5, "foo"))  # expect: AttributeError: 'int' object has no attribute 'foo' and no __dict__ for setting new attributes
show(lambda: setattr([], "append", 1))  # expect: AttributeError: 'list' object attribute 'append' is read-only
show(lambda: [].foo)  # expect: AttributeError: 'list' object has no attribute 'foo'
show(lambda: None.foo)  # expect: AttributeError: 'NoneType' object has no attribute 'foo'
show(lambda: setattr(object(), "x", 1))  # expect: AttributeError: 'object' object has no attribute 'x' and no __dict__ for setting new attributes
show(lambda: int.foo)  # expect: AttributeError: type object 'int' has no attribute 'foo'
show(lambda: isinstance(1, 5))  # expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
show(lambda: issubclass(5, int))  # expect: TypeError: issubclass() arg 1 must be a class
show(lambda: issubclass(int, 5))  # expect: TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
