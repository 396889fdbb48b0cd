# The type slice.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


s = slice(1, 10, 2)
print(s, slice(5), slice(1, 2), slice(None), slice("a", [1], {}), s.start, s.stop, s.step, slice(5).start)  # expect: slice(1, 10, 2) slice(None, 5, None) slice(1, 2, None) slice(None, None, None) slice('a', [1], {}) 1 10 2 None
print(s.indices(5), slice(None).indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(5), slice(10, -10, -2).indices(5), slice(3).indices(0), slice(-100, 100).indices(7))  # expect: (1, 5, 2) (0, 5, 1) (4, -1, -1) (2, 5, 1) (4, -1, -2) (0, 0, 1) (0, 7, 1)
print(slice(1, 10**30).indices(10**25), slice(None, None, -(10**20)).indices(10**30), slice(0, 5).indices(True))  # expect: (1, 10000000000000000000000000, 1) (999999999999999999999999999999, -1, -100000000000000000000) (0, 1, 1)
print(slice(1) == slice(1), slice(1) == slice(2), slice(1, 2) != slice(1, 2, None), slice(1) < slice(2), slice(1, 2) > slice(1, 1), slice(1) == 5, slice(None, 3) <= slice(None, 3))  # expect: True False False True True False True
print(hash(slice(1)) == hash(slice(1)), {slice(1, 2): "x"}[slice(1, 2)], hash(slice(1, 2, 3)), hash(slice(0)), s.__reduce__()[1])  # expect: True x -2340833382717974474 2093036914367516510 (1, 10, 2)
print("abcdef"[slice(1, 4)], [1, 2, 3][slice(None, None, -1)], (1, 2, 3)[slice(-2, None)])  # expect: bcd [3, 2, 1] (2, 3)


class Getter:
    def __getitem__(self, key):
        return key


g = Getter()
print(g[1:2], g[:], g[::2], g[1:2, 3], g[..., 1:], g["a":"b"])  # expect: slice(1, 2, None) slice(None, None, None) slice(None, None, 2) (slice(1, 2, None), 3) (Ellipsis, slice(1, None, None)) slice('a', 'b', None)
print(error(lambda: slice()))  # expect: TypeError: slice expected at least 1 argument, got 0
print(error(lambda: slice(1, 2, 3, 4)))  # expect: TypeError: slice expected at most 3 arguments, got 4
print(error(lambda: slice(stop=1)))  # expect: TypeError: slice() takes no keyword arguments
print(error(lambda: slice(1).indices(-1)))  # expect: ValueError: length should not be negative
print(error(lambda: slice(1).indices("a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: slice("a").indices(3)))  # expect: TypeError: slice indices must be integers or None or have an __index__ method
print(error(lambda: slice(None, None, 0).indices(3)))  # expect: ValueError: slice step cannot be zero
print(error(lambda: [1][slice("a")]))  # expect: TypeError: slice indices must be integers or None or have an __index__ method
print(error(lambda: [1][::0]))  # expect: ValueError: slice step cannot be zero
print(error(lambda: hash(slice([]))))  # expect: TypeError: unhashable type: 'list'
print(error(lambda: slice(1) < 5))  # expect: TypeError: '<' not supported between instances of 'slice' and 'int'
print(error(lambda: slice(None) < slice(1)))  # expect: TypeError: '<' not supported between instances of 'NoneType' and 'int'
print(error(lambda: setattr(s, "start", 1)))  # expect: AttributeError: readonly attribute
print(error(lambda: type("S", (slice,), {})))  # expect: TypeError: type 'slice' is not an acceptable base type
