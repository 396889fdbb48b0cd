"""Calls of built-in methods whose argument is at hand: the instruction that finds the method makes the call."""


class Key:
    """Equal to nothing by itself; what it does when it is hashed is the test's."""

    def __init__(self, act):
        self.act = act

    def __hash__(self):
        self.act()
        return 7


def plain():
    items = []
    number = 5
    items.append(number)
    items.append("constant")
    items.append(None)
    last = items.pop()
    text = " a,b "
    mark = ","
    table = {"a": 1}
    key = "a"
    missing = "z"
    return items, last, text.strip(), text.strip().split(mark), text.split(","), table.get(key), table.get(missing), mark.join(text)


print(plain())  # expect: ([5, 'constant'], None, 'a,b', ['a', 'b'], [' a', 'b '], 1, None, ' ,a,,,b, ')


def two():
    """Two arguments, variables and constants in turn."""
    table = {"a": 1}
    key = "b"
    default = []
    text = "one,two,three"
    mark = ","
    negative = table.get(key, -1)
    again = table.get(key, 3.5)
    kept = table.setdefault(key, default)
    kept.append(2)
    table.setdefault("c", None)
    items = [1, 2]
    items.insert(0, key)
    items.insert(-1, "last but one")
    return negative, again, kept is default, table, text.split(mark, 1), text.replace(",", mark), items, text.find("t", 5)


print(two())
# expect: (-1, 3.5, True, {'a': 1, 'b': [2], 'c': None}, ['one', 'two,three'], 'one,two,three', ['b', 1, 'last but one', 2], 8)


def too_many():
    items = []
    number = 1
    try:
        items.append(number, 2)
    except TypeError as error:
        print(error)
    try:
        items.insert(number)
    except TypeError as error:
        print(error)


too_many()
# expect: list.append() takes exactly one argument (2 given)
# expect: insert expected 2 arguments, got 1


def itself():
    items = [1]
    items.append(items)
    return items[1] is items, len(items)


print(itself())  # expect: (True, 2)


def computed():
    """The object is a temporary: it dies with the call."""
    one = 1
    return [3, 1, 2].copy(), "a b".upper().split(), {1, 2}.union({3}), [1, 2, 1].count(one)


print(computed())  # expect: ([3, 1, 2], ['A', 'B'], {1, 2, 3}, 2)


def wrong(count):
    items = []
    try:
        if count == 0:
            items.append()
        elif count == 1:
            items.clear(count)
        else:
            items.index(count)
    except (TypeError, ValueError) as error:
        frame = error.__traceback__
        return type(error).__name__, str(error), frame.tb_lineno - wrong.__code__.co_firstlineno


print(wrong(0))  # expect: ('TypeError', 'list.append() takes exactly one argument (0 given)', 4)
print(wrong(1))  # expect: ('TypeError', 'list.clear() takes no arguments (1 given)', 6)
print(wrong(2))  # expect: ('ValueError', 'list.index(x): x not in list', 8)


def unbound(assign):
    """The method is found before the argument is."""

    class Loud:
        def __getattr__(self, name):
            print("looking for", name)
            return [].append

    loud = Loud()
    items = []
    if assign:
        argument = 1
    try:
        items.append(argument)
        loud.append(argument)
    except UnboundLocalError as error:
        print(error)
    try:
        loud.append(argument)
    except UnboundLocalError as error:
        print(error)


unbound(True)
# expect: looking for append
# expect: looking for append
unbound(False)
# expect: cannot access local variable 'argument' where it is not associated with a value
# expect: looking for append
# expect: cannot access local variable 'argument' where it is not associated with a value


class Items(list):
    """What a subclass does not define is the base's method; what it defines is its own."""

    def pop(self, index=-1):
        return "mine", super().pop(index)


def mixed():
    results = []
    for items in ([1, 2], Items([3, 4]), [5], Items("x")):
        item = len(items)
        items.append(item)
        results.append(items.pop())
        results.append(items.copy())
    return results


print(mixed())  # expect: [2, [1, 2], ('mine', 2), [3, 4], 1, [5], ('mine', 1), ['x']]


def rebound():
    """User code in the call gives the method's class another one, and the caller's variables other values."""
    results = []
    key = Key(lambda: exchange())
    table = {}

    def exchange():
        nonlocal results
        results = ["exchanged"]

    table.get(key)
    results.append("after")
    kept = table.setdefault(key)
    return results, kept


print(rebound())  # expect: (['exchanged'], None)


def sort_modified():
    """User code in the call changes the object."""
    items = [3, 1, 2]
    other = items
    try:
        items.sort(key=lambda item: other.append(item) or item)
    except ValueError as error:
        print(error)
    return items


print(sort_modified())
# expect: list modified during sort
# expect: [1, 2, 3]


def generator(first, *rest, last=None):
    yield first
    yield rest
    yield last


class Maker:
    def make(self, one, two):
        yield self.__class__.__name__
        yield one
        yield two


def makers():
    arguments = (1, 2)
    maker = Maker()
    one = [1]
    print(list(generator(*arguments, last=3)), list(maker.make(*arguments)), list(maker.make(one, two=one)))
    print(list(maker.make(one, one)), list(Maker.make(maker, one, one)), one)


makers()
# expect: [1, (2,), 3] ['Maker', 1, 2] ['Maker', [1], [1]]
# expect: ['Maker', [1], [1]] ['Maker', [1], [1]] [1]


def loops():
    """The same instruction meets objects of many classes."""
    seen = []
    for thing in [[], {}, set(), "abc", b"abc", bytearray(b"x"), frozenset([1])] * 3:
        try:
            seen.append(thing.copy())
        except AttributeError as error:
            seen.append(str(error))
    return seen[7:14]


print(loops())
# expect: [[], {}, set(), "'str' object has no attribute 'copy'", "'bytes' object has no attribute 'copy'", bytearray(b'x'), frozenset({1})]
