# Tuples: construction, operators, hashing, errors.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


print((), (1,), (1, 2), tuple("ab"), tuple([1]), tuple())  # expect: () (1,) (1, 2) ('a', 'b') (1,) ()
print(tuple((1, 2)) == (1, 2), tuple() is (), error(tuple, 1), error(tuple, 1, 2), error(tuple, a=1), sep="; ")  # expect: True; True; TypeError: 'int' object is not iterable; TypeError: tuple expected at most 1 argument, got 2; TypeError: tuple() takes no keyword arguments
t = (1, 2, 3, 2)
print(t[0], t[-1], t[1:], t[::-1], t[::2], t.count(2), t.index(2), t.index(2, 2), len(t))  # expect: 1 2 (2, 3, 2) (2, 3, 2, 1) (1, 3) 2 1 3 4
print(t[:] is t, error(lambda: t[9]), error(lambda: t["a"]), error(t.index, 9), sep="; ")  # expect: True; IndexError: tuple index out of range; TypeError: tuple indices must be integers or slices, not str; ValueError: tuple.index(x): x not in tuple
print((1,) + (2,), (1, 2) * 2, 2 * (0,), () * 5, (1,) * -1)  # expect: (1, 2) (1, 2, 1, 2) (0, 0) () ()
print(error(lambda: (1,) + [2]), error(lambda: (1,) * "a"), error(lambda: (1,) < 1), sep="; ")  # expect: TypeError: can only concatenate tuple (not "list") to tuple; TypeError: can't multiply sequence by non-int of type 'str'; TypeError: '<' not supported between instances of 'tuple' and 'int'
print((1, 2) < (1, 3), (1,) < (1, 0), (2,) > (1, 9), (1, 2) == (1, 2), (1, 2) != (2, 1), () < (1,), (1,) >= (1,))  # expect: True True True True True True True
print(hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), hash((1, 2)) != hash((2, 1)))  # expect: True True True
print(hash(()), hash((1,)), hash((1, 2, 3)), hash((-1, -2)), hash((0.5, True)))  # expect: 5740354900026072187 -6644214454873602895 529344067295497451 960947337673586213 -8572458927399070566
print(error(hash, ([],)), {(1, 2): "x"}[1, 2])  # expect: TypeError: unhashable type: 'list' x
nested = ([],)
nested[0].append(nested)
print(nested)  # expect: ([(...)],)
print((1, (2, (3,))), repr(("a",)), 3 in (1, 3), (1,) in ((1,),))  # expect: (1, (2, (3,))) ('a',) True True
x = iter((1, 2))
print(next(x), x.__length_hint__(), list(x), next(x, None), type(x).__name__)  # expect: 1 1 [2] None tuple_iterator
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)  # expect: 1 2 [3, 4] 5


class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]


p = Point(3, 4)
print(p, p.x, p == (3, 4), hash(p) == hash((3, 4)), type(p[:]).__name__, type(p + (1,)).__name__, p.__getnewargs__())  # expect: (3, 4) 3 True True tuple tuple ((3, 4),)
p.label = "here"
print(p.label, p.__dict__, isinstance(p, tuple), [*p], {p: 1}[3, 4])  # expect: here {'label': 'here'} True [3, 4] 1


class Keywords(tuple):
    def __init__(self, items, flag=False):
        self.flag = flag


print(Keywords([1, 2], flag=True), Keywords([1], flag=True).flag)  # expect: (1, 2) True


def assign():
    (1,)[0] = 2


def delete():
    t = (1,)
    del t[0]


print(error(assign), error(delete), sep="; ")  # expect: TypeError: 'tuple' object does not support item assignment; TypeError: 'tuple' object doesn't support item deletion
print(error(lambda: (1,).append), tuple[int, ...], tuple.__mul__((1,), 2))  # expect: AttributeError: 'tuple' object has no attribute 'append' tuple[int, ...] (1, 1)
