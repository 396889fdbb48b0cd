# The type range.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


print(range(5), range(1, 5), range(1, 10, 2), range(5, 0, -1), range(True), list(range(5)), list(range(5, 0, -2)), list(range(0)), list(range(3, 3)))  # expect: range(0, 5) range(1, 5) range(1, 10, 2) range(5, 0, -1) range(0, 1) [0, 1, 2, 3, 4] [5, 3, 1] [] []
print(len(range(10)), len(range(0, 10, 3)), len(range(10, 0, -3)), len(range(0, -5)), range(10)[3], range(10)[-1], range(0, 100, 7)[4], range(10, 0, -3)[1])  # expect: 10 4 4 0 3 9 28 7
print(range(10)[2:5], range(10)[::2], range(10)[::-1], range(10)[5:100], range(0, 20, 2)[1:4], range(10)[-3:], range(3)[5:], range(10, 0, -2)[::-1], range(10)[8:2:-3])  # expect: range(2, 5) range(0, 10, 2) range(9, -1, -1) range(5, 10) range(2, 8, 2) range(7, 10) range(3, 3) range(2, 12, 2) range(8, 2, -3)
print(3 in range(5), 5 in range(5), 4 in range(0, 10, 3), 6 in range(0, 10, 3), 3.0 in range(5), 3.5 in range(5), "a" in range(5), True in range(2), 10**30 in range(5), -1 in range(5), 7 in range(10, 0, -3))  # expect: True False False True True False False True False False True
print(range(5).index(3), range(0, 10, 3).index(9), range(5).count(2), range(5).count(9), range(5).count(2.0), range(10, 0, -3).index(4), range(5).index(2.0))  # expect: 3 3 1 0 1 2 2
print(range(3) == range(0, 3), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), range(1, 2, 3) == range(1, 3, 9), range(3) == [0, 1, 2], range(2) != range(3), range(0, 5, 2) == range(0, 5, 3))  # expect: True True True True False True False
print(hash(range(3)) == hash(range(0, 3)), hash(range(0)) == hash(range(5, 1)), hash(range(1, 2)) == hash(range(1, 2, 7)), {range(3): 1}[range(0, 3, 1)], hash(range(5)), hash(range(0)))  # expect: True True True 1 5795932985296280846 2676694398852732306
print(list(reversed(range(5))), list(reversed(range(0, 10, 3))), list(reversed(range(0))), bool(range(0)), bool(range(1)), range(1, 9, 3).start, range(1, 9, 3).stop, range(1, 9, 3).step)  # expect: [4, 3, 2, 1, 0] [9, 6, 3, 0] [] False True 1 9 3
big = 10**30
print(range(big), len(range(big, big + 5)), list(range(big, big + 3)), range(big)[-1], range(0, big, 7)[3], big - 1 in range(big), range(big)[big - 1], range(big).index(5), list(range(big, big - 3, -1)))  # expect: range(0, 1000000000000000000000000000000) 5 [1000000000000000000000000000000, 1000000000000000000000000000001, 1000000000000000000000000000002] 999999999999999999999999999999 21 True 999999999999999999999999999999 5 [1000000000000000000000000000000, 999999999999999999999999999999, 999999999999999999999999999998]
print(list(reversed(range(big, big + 3))), range(big)[big // 2 :], bool(range(big)), range(big) == range(big), hash(range(big)) == hash(range(0, big)), range(2**63 - 2, 2**63 + 2)[1:])  # expect: [1000000000000000000000000000002, 1000000000000000000000000000001, 1000000000000000000000000000000] range(500000000000000000000000000000, 1000000000000000000000000000000) True True True range(9223372036854775807, 9223372036854775810)
print(list(range(2**63 - 2, 2**63 + 1)), list(range(-(2**63), -(2**63) - 2, -1)), list(range(0, 2**63 - 1, 2**62)), list(range(2**63 - 3, 2**63 - 1)), list(reversed(range(-(2**63), -(2**63) + 2))))  # expect: [9223372036854775806, 9223372036854775807, 9223372036854775808] [-9223372036854775808, -9223372036854775809] [0, 4611686018427387904] [9223372036854775805, 9223372036854775806] [-9223372036854775807, -9223372036854775808]
print(type(iter(range(3))).__name__, type(iter(range(big))).__name__, iter(range(5)).__length_hint__(), iter(range(big)).__length_hint__(), type(range(3)), type(reversed(range(3))).__name__)  # expect: range_iterator longrange_iterator 5 1000000000000000000000000000000 <class 'range'> range_iterator
it = iter(range(3))
print(next(it), it.__length_hint__(), next(it), next(it), next(it, "end"), list(it))  # expect: 0 2 1 2 end []
print(sum(range(101)), [i for i in range(3) for j in range(i)], max(range(5)), sorted(range(3, 0, -1)), tuple(range(2)), dict(zip(range(2), "ab")), [*range(3)], range(3).__reduce__()[1])  # expect: 5050 [1, 2, 2] 4 [1, 2, 3] (0, 1) {0: 'a', 1: 'b'} [0, 1, 2] (0, 3, 1)
a, b, c = range(3)
print(a, b, c, isinstance(range(1), range), range(5)[True], range(5).__contains__(3), range(5).__getitem__(2), range(5).__len__())  # expect: 0 1 2 True 1 True 2 5


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Same:
    def __eq__(self, other):
        return other == 2


print(range(Index(3)), range(5)[Index(2)], Same() in range(5), range(5).index(Same()), range(5).count(Same()), range(Index(True), 5), range(10)[Index(2) : Index(4)])  # expect: range(0, 3) 2 True 2 1 range(1, 5) range(2, 4)
print(error(lambda: range()))  # expect: TypeError: range expected at least 1 argument, got 0
print(error(lambda: range(1, 2, 3, 4)))  # expect: TypeError: range expected at most 3 arguments, got 4
print(error(lambda: range(1.5)))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(error(lambda: range("a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: range(1, 2, 0)))  # expect: ValueError: range() arg 3 must not be zero
print(error(lambda: range(stop=3)))  # expect: TypeError: range() takes no keyword arguments
print(error(lambda: range(3)[5]))  # expect: IndexError: range object index out of range
print(error(lambda: range(3)[-4]))  # expect: IndexError: range object index out of range
print(error(lambda: range(3)["a"]))  # expect: TypeError: range indices must be integers or slices, not str
print(error(lambda: range(3)[::0]))  # expect: ValueError: slice step cannot be zero
print(error(lambda: range(big)[big]))  # expect: IndexError: range object index out of range
print(error(lambda: range(3).index(5)))  # expect: ValueError: 5 is not in range
print(error(lambda: range(3).index("a")))  # expect: ValueError: sequence.index(x): x not in sequence
print(error(lambda: len(range(big))))  # expect: OverflowError: Python int too large to convert to C ssize_t
print(error(lambda: range(3) + range(3)))  # expect: TypeError: unsupported operand type(s) for +: 'range' and 'range'
print(error(lambda: range(3) < range(4)))  # expect: TypeError: '<' not supported between instances of 'range' and 'range'
print(error(lambda: range(3).__setitem__(0, 1)))  # expect: AttributeError: 'range' object has no attribute '__setitem__'
print(error(lambda: setattr(range(3), "start", 1)))  # expect: AttributeError: readonly attribute
print(error(lambda: type("R", (range,), {})))  # expect: TypeError: type 'range' is not an acceptable base type
