# The type bool, and the singletons None, Ellipsis, NotImplemented.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


print(True, False, bool(), bool(1), bool([]), bool("a"), bool(None), bool(0.0), bool(0j), bool(...))  # expect: True False False True False True False False False True
print(True + True, True * 3, True / 2, -True, True << 3, True**2, True < 2, True == 1.0, hash(True), abs(False), int(True), float(True))  # expect: 2 3 0.5 -1 8 1 True True 1 0 1 1.0
print(True & False, True | False, True ^ True, True & 1, 0 | True, True ^ 2, type(True & True), type(True & 1), type(True | False))  # expect: False True False 1 1 3 <class 'bool'> <class 'int'> <class 'bool'>
print(isinstance(True, int), bool.__mro__, bool.__base__, True is (1 == 1), [False, True][True], {True: "a"}[1], "ab"[True])  # expect: True (<class 'bool'>, <class 'int'>, <class 'object'>) <class 'int'> True True a b
print(str(True), repr(False), f"{True}", f"{True:d}", f"{False:>6}", "%s %d" % (True, True), True.real, True.bit_length(), True.to_bytes())  # expect: True False True 1      0 True 1 1 1 b'\x01'
print(bool.from_bytes(b"\x00"), bool.from_bytes(b"\x05"), type(bool.from_bytes(b"\x01")), not 0, not "a")  # expect: False True <class 'bool'> True False
print(None, ..., NotImplemented, repr(None), str(...), type(None), type(...), type(NotImplemented), type(None)() is None, type(...)() is ...)  # expect: None Ellipsis NotImplemented None Ellipsis <class 'NoneType'> <class 'ellipsis'> <class 'NotImplementedType'> True True
print(bool(None), None == None, None != 0, None is None, hash(None), {None: 1}[None], [None].index(None), None.__class__, None.__bool__())  # expect: False True True True 4238894112 1 0 <class 'NoneType'> False
print(bool(...), ... is Ellipsis, (...).__reduce__(), NotImplemented.__reduce__())  # expect: True True Ellipsis NotImplemented
print(error(lambda: bool(1, 2)))  # expect: TypeError: bool expected at most 1 argument, got 2
print(error(lambda: bool(x=1)))  # expect: TypeError: bool() takes no keyword arguments
print(error(lambda: type(None)(1)))  # expect: TypeError: NoneType takes no arguments
print(error(lambda: type(...)(1)))  # expect: TypeError: EllipsisType takes no arguments
print(error(lambda: type(NotImplemented)(1)))  # expect: TypeError: NotImplementedType takes no arguments
print(error(lambda: None + 1))  # expect: TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
print(error(lambda: None < None))  # expect: TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'
print(error(lambda: None.x))  # expect: AttributeError: 'NoneType' object has no attribute 'x'
print(error(lambda: None()))  # expect: TypeError: 'NoneType' object is not callable
print(error(lambda: None[0]))  # expect: TypeError: 'NoneType' object is not subscriptable
print(error(lambda: bool(NotImplemented)))  # expect: TypeError: NotImplemented should not be used in a boolean context
print(error(lambda: type("B", (bool,), {})))  # expect: TypeError: type 'bool' is not an acceptable base type
print(error(lambda: type("N", (type(None),), {})))  # expect: TypeError: type 'NoneType' is not an acceptable base type


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        return self.value


class Sized:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length


print(bool(Truth(True)), bool(Truth(False)), bool(Sized(0)), bool(Sized(3)))  # expect: True False False True
print(error(lambda: bool(Truth(1))))  # expect: TypeError: __bool__ should return bool, returned int
print(error(lambda: bool(Sized(-1))))  # expect: ValueError: __len__() should return >= 0
