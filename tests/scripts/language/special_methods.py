# Special methods written in Python: every way their results can go.


class Number:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        if isinstance(other, Number):
            return Number(self.value + other.value)
        if isinstance(other, int):
            return Number(self.value + other)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return NotImplemented

    def __eq__(self, other):
        return NotImplemented if isinstance(other, str) else self.value == getattr(other, "value", other)

    def __lt__(self, other):
        return NotImplemented

    def __gt__(self, other):
        return ["greater", self.value, other]

    def __contains__(self, item):
        return "" if item > self.value else [item]

    def __getitem__(self, key):
        return NotImplemented if key == "odd" else (self.value, key)

    def __setitem__(self, key, value):
        self.value = (key, value)
        return "ignored"

    def __repr__(self):
        return f"Number({self.value})"

    @property
    def double(self):
        return self.value * 2

    @property
    def failing(self):
        raise KeyError(self.value)


def error(function):
    try:
        return function()
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"


one, two = Number(1), Number(2)
print(one + two, one + 5, 5 + one, one + two + 3)  # expect: Number(3) Number(6) Number(6) Number(6)
print(error(lambda: one + "s"))  # expect: TypeError: unsupported operand type(s) for +: 'Number' and 'str'
print(error(lambda: "s" + one))  # expect: TypeError: can only concatenate str (not "Number") to str
print(error(lambda: one + 2.5))  # expect: TypeError: unsupported operand type(s) for +: 'Number' and 'float'
print(error(lambda: 2.5 + one))  # expect: TypeError: unsupported operand type(s) for +: 'float' and 'Number'
print(error(lambda: one - two))  # expect: TypeError: unsupported operand type(s) for -: 'Number' and 'Number'
print(error(lambda: one - 1))  # expect: TypeError: unsupported operand type(s) for -: 'Number' and 'int'


def accumulate():
    total = Number(0)
    for number in range(3):
        total += number
    total -= 1


print(error(accumulate))  # expect: TypeError: unsupported operand type(s) for -=: 'Number' and 'int'
print(one == Number(1), one == 1, one != 1, one == "s", one != "s", "s" == one)  # expect: True True False False True False
print(one < two, error(lambda: one < 3))  # expect: ['greater', 2, Number(1)] TypeError: '<' not supported between instances of 'Number' and 'int'
print(one > two)  # expect: ['greater', 1, Number(2)]
if one > two:
    print("a list is true")  # expect: a list is true
print(0 in one, 5 in one, 0 not in one)  # expect: True False False
print(one[7], one["key"], one[1:2], one["odd"])  # expect: (1, 7) (1, 'key') (1, slice(1, 2, None)) NotImplemented
one["a"] = "b"
print(one, one.double)  # expect: Number(('a', 'b')) ('a', 'b', 'a', 'b')
print(error(lambda: one.failing))  # expect: KeyError: ('a', 'b')


class Child(Number):
    def __radd__(self, other):
        return "child first"

    def __iadd__(self, other):
        return "in place"


child = Child(9)
print(two + child, child + two, child + child)  # expect: child first Number(11) Number(18)
child += 1
print(child)  # expect: in place


class Left:
    def __add__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return NotImplemented


class Right:
    def __radd__(self, other):
        return "right"

    def __rmul__(self, other):
        return NotImplemented


print(Left() + Right(), 3 + Right(), "s" + Right(), [1] + Right())  # expect: right right right right
print(error(lambda: Left() * Right()))  # expect: TypeError: unsupported operand type(s) for *: 'Left' and 'Right'
print(error(lambda: 3 * Right()))  # expect: TypeError: unsupported operand type(s) for *: 'int' and 'Right'
print(Left() * 2 if False else error(lambda: Left() * 2))  # expect: TypeError: unsupported operand type(s) for *: 'Left' and 'int'


class Deep:
    def __init__(self, depth):
        self.depth = depth

    def __add__(self, other):
        return 0 if self.depth == 0 else 1 + (Deep(self.depth - 1) + other)

    @property
    def level(self):
        return 0 if self.depth == 0 else 1 + Deep(self.depth - 1).level

    def __getitem__(self, key):
        return self[key]


print(Deep(300) + 1, Deep(300).level)  # expect: 300 300
print(error(lambda: Deep(1)[0]))  # expect: RecursionError: maximum recursion depth exceeded


class Lazy:
    def __getitem__(self, key):
        yield key

    def __add__(self, other, extra="default"):
        return extra


print(list(Lazy()[4]), Lazy() + 1)  # expect: [4] default


class Changing:
    """A special method is exchanged while its class is in use."""

    def __add__(self, other):
        return "first"


results = []
for turn in range(4):
    results.append(Changing() + 1)
    if turn == 1:
        Changing.__add__ = lambda self, other: "second"
    if turn == 2:
        del Changing.__add__
        Changing.__radd__ = None
        break
print(results, error(lambda: Changing() + 1))  # expect: ['first', 'first', 'second'] TypeError: unsupported operand type(s) for +: 'Changing' and 'int'
