# A descriptor's class gains and loses `__set__` while instances of other classes have caches of the name; descriptors
# change their class; `__slots__` descriptors are hidden.
class Descriptor:
    def __get__(self, instance, owner):
        return "descriptor"


class Other:
    def __get__(self, instance, owner):
        return "other"


def set_other(self, instance, value):
    Other.seen = value


class Holder:
    value = Descriptor()

    def __init__(self):
        self.__dict__["value"] = "own"


class Slim(Holder):
    def __init__(self):
        self.value = "own"


def read(instance):
    return [instance.value for _ in range(3)][-1]


def store(instance, value):
    instance.value = value


holders = [Holder(), Slim()]
print([read(holder) for holder in holders])  # expect: ['own', 'own']
Descriptor.__set__ = lambda self, instance, value: None
print([read(holder) for holder in holders])  # expect: ['descriptor', 'descriptor']
store(holders[0], 1)
store(holders[1], 1)
print([vars(holder) for holder in holders])  # expect: [{'value': 'own'}, {'value': 'own'}]
del Descriptor.__set__
print([read(holder) for holder in holders])  # expect: ['own', 'own']
Other.__set__ = set_other
Holder.__dict__["value"].__class__ = Other
print([read(holder) for holder in holders])  # expect: ['other', 'other']
Holder.__dict__["value"].__class__ = Descriptor
print([read(holder) for holder in holders])  # expect: ['own', 'own']
Descriptor.__delete__ = lambda self, instance: None
print([read(holder) for holder in holders])  # expect: ['descriptor', 'descriptor']


class Base:
    __slots__ = ("x",)


class Hidden(Base):
    x = 5


hidden = Hidden()
print(read.__name__, hidden.x)  # expect: read 5
hidden.x = 3
print(hidden.x, vars(hidden))  # expect: 3 {'x': 3}
print([hidden.x for _ in range(3)])  # expect: [3, 3, 3]
del hidden.x
print(hidden.x, vars(hidden))  # expect: 5 {}
Base.x.__set__(hidden, "slot")
print(hidden.x, vars(hidden), Base.x.__get__(hidden))  # expect: 5 {} slot
