# What CPython says when classes are made or used wrongly.


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ":", error, *getattr(error, "__notes__", []))


class A:
    pass


class B(A):
    pass


show(lambda: type("X", (A, B), {}))  # expect: TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B
show(lambda: type("X", (A, A), {}))  # expect: TypeError: duplicate base class A
show(lambda: type("X", (bool,), {}))  # expect: TypeError: type 'bool' is not an acceptable base type
show(lambda: type("X", (int, str), {}))  # expect: TypeError: multiple bases have instance lay-out conflict
show(lambda: type("X", (int,), {"__slots__": ("a",)}))  # expect: TypeError: nonempty __slots__ not supported for subtype of 'int'
show(lambda: type("X", (), {"__slots__": ("a", "1")}))  # expect: TypeError: __slots__ must be identifiers
show(lambda: type("X", (), {"__slots__": ("a",), "a": 1}))  # expect: ValueError: 'a' in __slots__ conflicts with class variable
show(lambda: type("X", (), {"__slots__": (1,)}))  # expect: TypeError: __slots__ items must be strings, not 'int'
show(lambda: type("X", (), {"__slots__": ("__dict__", "__dict__")}))  # expect: TypeError: __dict__ slot disallowed: we already got one
show(lambda: type("X", [], {}))  # expect: TypeError: type.__new__() argument 2 must be tuple, not list
show(lambda: type(1, (), {}))  # expect: TypeError: type.__new__() argument 1 must be str, not int
show(lambda: type("X", (), []))  # expect: TypeError: type.__new__() argument 3 must be dict, not list
show(lambda: type("X", (), {"__qualname__": 1}))  # expect: TypeError: type __qualname__ must be a str, not int
show(lambda: type())  # expect: TypeError: type() takes 1 or 3 arguments
show(lambda: type(1, 2))  # expect: TypeError: type() takes 1 or 3 arguments
show(lambda: setattr(int, "x", 1))  # expect: TypeError: cannot set 'x' attribute of immutable type 'int'
show(lambda: delattr(A, "x"))  # expect: AttributeError: type object 'A' has no attribute 'x'
show(lambda: A.x)  # expect: AttributeError: type object 'A' has no attribute 'x'
show(lambda: setattr(A, "__name__", 1))  # expect: TypeError: can only assign string to A.__name__, not 'int'
show(lambda: setattr(A, "__bases__", ()))  # expect: TypeError: can only assign non-empty tuple to A.__bases__, not ()
show(lambda: setattr(A, "__bases__", 1))  # expect: TypeError: can only assign tuple to A.__bases__, not int
show(lambda: setattr(B, "__bases__", (int,)))  # expect: TypeError: __bases__ assignment: 'int' deallocator differs from 'A'
show(lambda: setattr(A, "__bases__", (B,)))  # expect: TypeError: a __bases__ item causes an inheritance cycle
show(lambda: setattr(A(), "__class__", int))  # expect: TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses
show(lambda: setattr(A(), "__class__", 1))  # expect: TypeError: __class__ must be set to a class, not 'int' object
show(lambda: delattr(A, "__name__"))  # expect: TypeError: cannot delete '__name__' attribute of immutable type 'A'
show(lambda: delattr(A(), "__class__"))  # expect: TypeError: can't delete __class__ attribute
show(lambda: setattr(1, "__class__", A))  # expect: TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses


class Slotted:
    __slots__ = ("a",)


show(lambda: Slotted().a)  # expect: AttributeError: 'Slotted' object has no attribute 'a'
show(lambda: Slotted.a)  # expect: <member 'a' of 'Slotted' objects>
show(lambda: Slotted.a.__get__(1))  # expect: TypeError: descriptor 'a' for 'Slotted' objects doesn't apply to a 'int' object
show(lambda: setattr(Slotted(), "q", 1))  # expect: AttributeError: 'Slotted' object has no attribute 'q' and no __dict__ for setting new attributes
show(lambda: setattr(A(), "__class__", Slotted))  # expect: TypeError: __class__ assignment: 'Slotted' object layout differs from 'A'
show(lambda: object(1))  # expect: TypeError: object() takes no arguments
show(lambda: A(1))  # expect: TypeError: A() takes no arguments


class NewOnly:
    def __new__(cls, *args):
        return object.__new__(cls, *args)


show(lambda: NewOnly(1))  # expect: TypeError: object.__new__() takes exactly one argument (the type to instantiate)


class InitOnly:
    def __init__(self, *args):
        object.__init__(self, *args)


show(lambda: InitOnly(1))  # expect: TypeError: object.__init__() takes exactly one argument (the instance to initialize)


class InitReturns:
    def __init__(self):
        return 1


show(lambda: InitReturns())  # expect: TypeError: __init__() should return None, not 'int'
show(lambda: object.__new__())  # expect: TypeError: object.__new__(): not enough arguments
show(lambda: object.__new__(1))  # expect: TypeError: object.__new__(X): X is not a type object (int)
show(lambda: object.__new__(int))  # expect: TypeError: object.__new__(int) is not safe, use int.__new__()
show(lambda: int.__new__(str))  # expect: TypeError: int.__new__(str): str is not a subtype of int
show(lambda: list.append(1))  # expect: TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object
show(lambda: list.append())  # expect: TypeError: unbound method list.append() needs an argument
show(lambda: list.append)  # expect: <method 'append' of 'list' objects>
show(lambda: list.__len__)  # expect: <slot wrapper '__len__' of 'list' objects>
show(lambda: dict.__dict__["fromkeys"])  # expect: <method 'fromkeys' of 'dict' objects>
show(lambda: type.__dict__["__mro__"])  # expect: <attribute '__mro__' of 'type' objects>
show(lambda: Slotted.__dict__["a"])  # expect: <member 'a' of 'Slotted' objects>
show(lambda: len)  # expect: <built-in function len>
show(lambda: (1).__add__())  # expect: TypeError: expected 1 argument, got 0
show(lambda: super())  # expect: RuntimeError: super(): no arguments
show(lambda: super(1))  # expect: TypeError: super() argument 1 must be a type, not int
show(lambda: super(int, "x"))  # expect: TypeError: super(type, obj): obj (instance of str) is not an instance or subtype of type (int).
show(lambda: super(int, 1))  # expect: <super: <class 'int'>, <int object>>
show(lambda: super(int, 1).foo)  # expect: AttributeError: 'super' object has no attribute 'foo'
show(lambda: super(int))  # expect: <super: <class 'int'>, NULL>
show(lambda: super(A, B()))  # expect: <super: <class 'A'>, <B object>>
show(lambda: staticmethod(len))  # expect: <staticmethod(<built-in function len>)>
show(lambda: classmethod(len))  # expect: <classmethod(<built-in function len>)>
show(lambda: A().foo)  # expect: AttributeError: 'A' object has no attribute 'foo'


class Meta1(type):
    pass


class Meta2(type):
    pass


class X1(metaclass=Meta1):
    pass


class X2(metaclass=Meta2):
    pass


show(lambda: type("Z", (X1, X2), {}))  # expect: TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases


class BadName:
    def __set_name__(self, owner, name):
        1 / 0


show(lambda: type("Z", (), {"d": BadName()}))  # expect: ZeroDivisionError: division by zero Error calling __set_name__ on 'BadName' instance 'd' in 'Z'
show(lambda: type("Z", (), {}, a=1))  # expect: TypeError: Z.__init_subclass__() takes no keyword arguments
show(lambda: type(1, a=1))  # expect: TypeError: type() takes no keyword arguments
show(lambda: isinstance(1, list[int]))  # expect: TypeError: isinstance() argument 2 cannot be a parameterized generic
show(lambda: object.__setattr__(int, "x", 1))  # expect: TypeError: can't apply this __setattr__ to type object
show(lambda: object().__format__("x"))  # expect: TypeError: unsupported format string passed to object.__format__
show(lambda: object.__init_subclass__(a=1))  # expect: TypeError: object.__init_subclass__() takes no keyword arguments
show(lambda: type.mro(int))  # expect: [<class 'int'>, <class 'object'>]
show(lambda: int.__subclasscheck__(1))  # expect: TypeError: issubclass() arg 1 must be a class
show(lambda: type.__subclasses__(A))  # expect: [<class '__main__.B'>]
show(lambda: A() < A())  # expect: TypeError: '<' not supported between instances of 'A' and 'A'


class BoolBad:
    def __bool__(self):
        return 1


class LenBad:
    def __len__(self):
        return -1


class HashBad:
    def __hash__(self):
        return "x"


class ReprBad:
    def __repr__(self):
        return 1


class IterBad:
    def __iter__(self):
        return 1


class IndexBad:
    def __index__(self):
        return "x"

    def __float__(self):
        return "x"

    def __int__(self):
        return "x"


show(lambda: bool(BoolBad()))  # expect: TypeError: __bool__ should return bool, returned int
show(lambda: len(LenBad()))  # expect: ValueError: __len__() should return >= 0
show(lambda: hash(HashBad()))  # expect: TypeError: __hash__ method should return an integer
show(lambda: repr(ReprBad()))  # expect: TypeError: __repr__ returned non-string (type int)
show(lambda: iter(IterBad()))  # expect: TypeError: iter() returned non-iterator of type 'int'
show(lambda: [1][IndexBad()])  # expect: TypeError: __index__ returned non-int (type str)
show(lambda: float(IndexBad()))  # expect: TypeError: IndexBad.__float__ returned non-float (type str)
show(lambda: int(IndexBad()))  # expect: TypeError: __int__ returned non-int (type str)


class Equal:
    def __eq__(self, other):
        return True


show(lambda: hash(Equal()))  # expect: TypeError: unhashable type: 'Equal'
show(lambda: Equal.__hash__)  # expect: None


class OnlySet:
    def __setitem__(self, key, value):
        pass


def delete():
    instance = OnlySet()
    del instance[0]


show(delete)  # expect: AttributeError: __delitem__
