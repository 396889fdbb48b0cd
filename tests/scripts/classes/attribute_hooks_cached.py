# Hooks of attribute access are called although the place of the attribute is known from other accesses.


class Stores:
    def __init__(self, x):
        object.__setattr__(self, "x", x)

    def __setattr__(self, name, value):
        print("store", name)

    def __delattr__(self, name):
        print("delete", name)


class Reads:
    def __init__(self, x):
        self.x = x

    def __getattribute__(self, name):
        return f"read {name}"


class Frozen:
    def __init__(self, x):
        object.__setattr__(self, "x", x)

    def __hash__(self):
        return hash(self.x)


def refuse(self, name, value):
    raise TypeError(f"cannot set {name}")


Frozen.__setattr__ = refuse
for number in range(3):
    stores = Stores(number)
    print(stores.x)
    # expect: 0
    # expect: store x
    # expect: delete x
    # expect: 0
    # expect: 1
    # expect: store x
    # expect: delete x
    # expect: 1
    # expect: 2
    # expect: store x
    # expect: delete x
    # expect: 2
    stores.x = 5
    del stores.x
    print(stores.x)
for number in range(3):
    reads = Reads(number)
    reads.x = number
    print(reads.x)
    # expect: read x
    # expect: read x
    # expect: read x
hash(Frozen(1))
for number in range(2):
    frozen = Frozen(number)
    try:
        frozen.x = 6
    except TypeError as error:
        print(error, frozen.x)
        # expect: cannot set x 0
        # expect: cannot set x 1


class Kinds:
    """One name is a method, then something else, at a place that has learned it as a method."""

    def act(self):
        return "method"

    @property
    def maker(self):
        return lambda: "made"

    def same(self):
        return self.__class__()


def read(thing):
    return thing.act


def called(thing):
    return thing.act()


thing = Kinds()
results = []
for step in range(6):
    if step == 2:
        Kinds.act = staticmethod(lambda: "static")
    if step == 4:
        Kinds.act = property(lambda self: lambda: "property")
    read(thing)
    results.append(called(thing))
    read(thing)
print(results)  # expect: ['method', 'method', 'static', 'static', 'property', 'property']
for _ in range(3):
    kind = thing.__class__
    made = thing.maker
    print(type(thing.__class__()).__name__, thing.maker(), type(thing.same()).__name__)
# expect: Kinds made Kinds
# expect: Kinds made Kinds
# expect: Kinds made Kinds
