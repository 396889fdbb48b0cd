# Classes that change while code with inline caches uses them.


class Base:
    kind = "base"

    def hello(self):
        return "base"


class Derived(Base):
    pass


def hello(item):
    return item.hello()


def kind(item):
    return item.kind


def value(item):
    return item.value


def store(item, new):
    item.value = new


d = Derived()
print([hello(d) for _ in range(5)], kind(d))  # expect: ['base', 'base', 'base', 'base', 'base'] base
Base.hello = lambda self: "changed"
print([hello(d) for _ in range(3)])  # expect: ['changed', 'changed', 'changed']
Derived.hello = lambda self: "derived"
print([hello(d) for _ in range(3)])  # expect: ['derived', 'derived', 'derived']
del Derived.hello
print(hello(d))  # expect: changed
d.hello = lambda: "instance"
print(hello(d))  # expect: instance
del d.hello
print(hello(d))  # expect: changed
Base.kind = property(lambda self: "property")
print([kind(d) for _ in range(3)])  # expect: ['property', 'property', 'property']
Base.kind = "plain"
print([kind(d) for _ in range(3)])  # expect: ['plain', 'plain', 'plain']
d.kind = "own"
print([kind(d) for _ in range(3)])  # expect: ['own', 'own', 'own']
Derived.kind = property(lambda self: "derived property")
print([kind(d) for _ in range(3)])  # expect: ['derived property', 'derived property', 'derived property']
del Derived.kind
print([kind(d) for _ in range(3)])  # expect: ['own', 'own', 'own']

for number in range(4):
    store(d, number)
print(value(d))  # expect: 3
Derived.value = property(lambda self: "got", lambda self, new: print("setting", new))
for number in range(2):
    store(d, number)  # expect: setting 0 # expect: setting 1
print(value(d), d.__dict__["value"])  # expect: got 3
del Derived.value
print(value(d))  # expect: 3
Base.__setattr__ = lambda self, name, new: print("setattr", name, new)
store(d, 9)  # expect: setattr value 9
del Base.__setattr__
store(d, 10)
print(value(d))  # expect: 10
Base.__getattribute__ = lambda self, name: "always"
print(value(d))  # expect: always
del Base.__getattribute__
print(value(d))  # expect: 10
Base.__getattr__ = lambda self, name: "missing " + name
print(d.nothing, value(d))  # expect: missing nothing 10
del Base.__getattr__
print(hasattr(d, "nothing"))  # expect: False


class Left:
    def who(self):
        return "left"


class Right:
    def who(self):
        return "right"


class Both(Left, Right):
    pass


b = Both()
print([b.who() for _ in range(3)])  # expect: ['left', 'left', 'left']
Both.__bases__ = (Right, Left)
print([b.who() for _ in range(3)])  # expect: ['right', 'right', 'right']
for cls in (Left, Right, Left):
    b.__class__ = cls
    print(type(b).__name__, b.who())  # expect: Left left # expect: Right right # expect: Left left


class Counted:
    made = 0

    def __init__(self, x):
        self.x = x
        Counted.made += 1


def make(count):
    for number in range(count):
        last = Counted(number)
    return last.x


print(make(10), Counted.made)  # expect: 9 10
old = Counted.__init__
Counted.__init__ = lambda self, x: setattr(self, "x", -x)
print(make(3), Counted.made)  # expect: -2 10


def new(cls, x):
    self = object.__new__(cls)
    self.y = x
    return self


Counted.__new__ = new
print(Counted(5).y, Counted(5).x)  # expect: 5 -5
Counted.__init__ = old
print(Counted(6).x)  # expect: 6


class Meta(type):
    def __call__(cls, *args):
        return ("called", args)


class Called(metaclass=Meta):
    def __init__(self, x):
        self.x = x


print([Called(1) for _ in range(2)])  # expect: [('called', (1,)), ('called', (1,))]
del Meta.__call__
print(Called(1).x)  # expect: 1


class Op:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return self.n + other.n

    def __eq__(self, other):
        return self.n == other.n

    __hash__ = None


def add(a, b):
    return a + b


print([add(Op(1), Op(2)) for _ in range(3)], Op(1) == Op(1), Op(1) != Op(1))  # expect: [3, 3, 3] True False
Op.__add__ = lambda self, other: "new add"
print([add(Op(1), Op(2)) for _ in range(2)])  # expect: ['new add', 'new add']
del Op.__add__
try:
    add(Op(1), Op(2))
except TypeError as error:
    print(error)  # expect: unsupported operand type(s) for +: 'Op' and 'Op'
Op.__radd__ = lambda self, other: "reflected"
print(add(1, Op(2)))  # expect: reflected
Op.__len__ = lambda self: 0
print(bool(Op(1)))  # expect: False
Op.__bool__ = lambda self: True
print(bool(Op(1)))  # expect: True
Op.__iter__ = lambda self: iter([1, 2])
print(list(Op(1)), sum(Op(1)))  # expect: [1, 2] 3
Op.__getitem__ = lambda self, key: key
print(Op(1)["a"])  # expect: a
Op.__contains__ = lambda self, key: key == 1
print(1 in Op(1), 2 in Op(1))  # expect: True False
Op.__repr__ = lambda self: "<op>"
print(Op(1), [Op(1)])  # expect: <op> [<op>]
Op.__call__ = lambda self: "call"
print(Op(1)())  # expect: call
Op.__enter__ = lambda self: self
Op.__exit__ = lambda self, *args: print("exit", args[0])


def inside():
    with Op(1):
        print("inside")


inside()  # expect: inside # expect: exit None
finals = []


class Final:
    pass


Final.__del__ = lambda self: finals.append("gone")
f = Final()
del f
print(finals)  # expect: ['gone']
