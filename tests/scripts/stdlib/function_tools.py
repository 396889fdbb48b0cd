# functools, heapq, bisect, abc.
import functools, heapq, bisect, abc
from functools import *
print(reduce(lambda a, b: a + b, [1, 2, 3]))  # expect: 6
print(reduce(max, [3, 1], 10))  # expect: 10
print(reduce(lambda a, b: a, [], 7))  # expect: 7
try:
    reduce(max, [])
except TypeError as e:
    print(e)  # expect: reduce() of empty iterable with no initial value
def f(*a, **k):
    return (a, k)
p = partial(f, 1, x=2)
print(p(3, y=4))  # expect: ((1, 3), {'x': 2, 'y': 4})
print(p(x=9))  # expect: ((1,), {'x': 9})
print(p.func is f)  # expect: True
print(p.args)  # expect: (1,)
print(p.keywords)  # expect: {'x': 2}
print(partial(p, 5, z=1)(6))  # expect: ((1, 5, 6), {'x': 2, 'z': 1})
print(repr(partial(len, 'a')))  # expect: functools.partial(<built-in function len>, 'a')
print(repr(partial(int, base=2)))  # expect: functools.partial(<class 'int'>, base=2)
print(partial(int, base=2)('101'))  # expect: 5
try:
    partial(5)
except TypeError as e:
    print(e)  # expect: the first argument must be callable
try:
    partial()
except TypeError as e:
    print(e)  # expect: type 'partial' takes at least one argument
p.attr = 5
print(p.attr)  # expect: 5
print(p.__dict__)  # expect: {'attr': 5}
@wraps(f)
def g():
    """gdoc"""
print(g.__name__)  # expect: f
print(g.__wrapped__ is f)  # expect: True
print(g.__doc__)  # expect: None
print(g.__qualname__)  # expect: f
calls = []
@lru_cache(maxsize=2)
def sq(x):
    calls.append(x)
    return x * x
print(sq(2))  # expect: 4
print(sq(3))  # expect: 9
print(sq(2))  # expect: 4
print(sq(4))  # expect: 16
print(sq(3))  # expect: 9
print(calls)  # expect: [2, 3, 4, 3]
print(sq.cache_info())  # expect: CacheInfo(hits=1, misses=4, maxsize=2, currsize=2)
print(sq.cache_parameters())  # expect: {'maxsize': 2, 'typed': False}
print(sq.__name__)  # expect: sq
print(sq.__wrapped__(5))  # expect: 25
sq.cache_clear()
print(sq.cache_info())  # expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0)
@lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80))  # expect: 23416728348467685
print(fib.cache_info())  # expect: CacheInfo(hits=78, misses=81, maxsize=128, currsize=81)
@cache
def k(*a, **kw):
    calls.append(1)
    return (a, kw)
calls.clear()
k(1, a=2)
k(1, a=2)
k(1, b=2)
k(1.0, a=2)
print(len(calls))  # expect: 2
print(k.cache_info().currsize)  # expect: 2
@lru_cache(typed=True)
def t(x):
    return type(x).__name__
print(t(1))  # expect: int
print(t(1.0))  # expect: float
print(t(True))  # expect: bool
print(t.cache_info())  # expect: CacheInfo(hits=0, misses=3, maxsize=128, currsize=3)
@lru_cache(maxsize=0)
def z(x):
    return x
z(1)
z(1)
print(z.cache_info())  # expect: CacheInfo(hits=0, misses=2, maxsize=0, currsize=0)
try:
    fib([])
except TypeError as e:
    print(e)  # expect: unhashable type: 'list'
try:
    lru_cache('a')
except TypeError as e:
    print(e)  # expect: Expected first argument to be an integer, a callable, or None
class M:

    @lru_cache(None)
    def m(self, x):
        return x + 1

    @cached_property
    def cp(self):
        print('computing')
        return 42
m = M()
print(m.m(1))  # expect: 2
print(m.m(1))  # expect: 2
print(M.m.cache_info())  # expect: CacheInfo(hits=1, misses=1, maxsize=None, currsize=1)
print(m.cp)  # expect: computing  # expect: 42
print(m.cp)  # expect: 42
print(m.__dict__)  # expect: {'cp': 42}
del m.cp
print(m.cp)  # expect: computing  # expect: 42
print(isinstance(M.cp, cached_property))  # expect: True
class S:
    __slots__ = ('a',)

    @cached_property
    def x(self):
        return 1
try:
    S().x
except TypeError as e:
    print(e)  # expect: No '__dict__' attribute on 'S' instance to cache 'x' property.
@total_ordering
class T:

    def __init__(s, v):
        s.v = v

    def __eq__(s, o):
        return s.v == o.v

    def __lt__(s, o):
        return s.v < o.v
print(T(1) <= T(1))  # expect: True
print(T(1) > T(0))  # expect: True
print(T(1) >= T(2))  # expect: False
print(T(1) < T(2))  # expect: True
print(T(2) != T(1))  # expect: True
try:

    @total_ordering
    class U:
        pass
except ValueError as e:
    print(e)  # expect: must define at least one ordering operation: < > <= >=
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))  # expect: [3, 2, 1]
print(min([3, 1], key=cmp_to_key(lambda a, b: a - b)))  # expect: 1
K = cmp_to_key(lambda a, b: a - b)
print(K(1) < K(2))  # expect: True
print(K(1).obj)  # expect: 1
print(K(1) == K(1))  # expect: True
@singledispatch
def sd(x):
    return 'obj'
@sd.register
def _(x: int):
    return 'int'
@sd.register(list)
def _(x):
    return 'list'
@sd.register(str)
@sd.register(bytes)
def _(x):
    return 'strb'
print(sd(1))  # expect: int
print(sd([]))  # expect: list
print(sd('a'))  # expect: strb
print(sd(b''))  # expect: strb
print(sd(1.5))  # expect: obj
print(sd(True))  # expect: int
print(sd.dispatch(int) is sd.registry[int])  # expect: True
print(sorted((c.__name__ for c in sd.registry)))  # expect: ['bytes', 'int', 'list', 'object', 'str']
import collections.abc as ca
@sd.register(ca.Mapping)
def _(x):
    return 'mapping'
@sd.register
def _(x: float | complex):
    return 'num'
print(sd({}))  # expect: mapping
print(sd(1.5))  # expect: num
print(sd(1j))  # expect: num
try:
    sd()
except TypeError as e:
    print(e)  # expect: sd requires at least 1 positional argument
try:
    sd.register(5)
except TypeError as e:
    print(e)  # expect: Invalid first argument to `register()`: 5. Use either `@register(some_class)` or plain `@register` on an annotated function.
class SM:

    @singledispatchmethod
    def m(self, x):
        return 'o'

    @m.register
    def _(self, x: int):
        return 'i'

    @classmethod
    def cm(cls):
        pass
print(SM().m(1))  # expect: i
print(SM().m('a'))  # expect: o
class PM:

    def setx(self, v, w=0):
        return ('s', v, w)
    on = partialmethod(setx, True)
    off = partialmethod(setx, False, w=5)
print(PM().on())  # expect: ('s', True, 0)
print(PM().off())  # expect: ('s', False, 5)
print(PM().on(w=3))  # expect: ('s', True, 3)
h = [5, 3, 8, 1]
heapq.heapify(h)
print(h[0])  # expect: 1
print(heapq.heappop(h))  # expect: 1
print(heapq.heappushpop(h, 2))  # expect: 2
print(heapq.heapreplace(h, 10))  # expect: 3
print(sorted(h))  # expect: [5, 8, 10]
heapq.heappush(h, 0)
print(h[0])  # expect: 0
print([heapq.heappop(h) for _ in range(len(h))])  # expect: [0, 5, 8, 10]
print(list(heapq.merge([1, 4], [2, 3], [0, 9])))  # expect: [0, 1, 2, 3, 4, 9]
print(list(heapq.merge([3, 1], [2], reverse=True)))  # expect: [3, 2, 1]
print(list(heapq.merge(['a', 'ccc'], ['bb'], key=len)))  # expect: ['a', 'bb', 'ccc']
print(heapq.nlargest(2, [1, 5, 3]))  # expect: [5, 3]
print(heapq.nsmallest(2, [4, 1, 3]))  # expect: [1, 3]
print(heapq.nlargest(2, ['a', 'bbb', 'cc'], key=len))  # expect: ['bbb', 'cc']
print(heapq.nsmallest(5, [2, 1]))  # expect: [1, 2]
print(heapq.nlargest(1, [3, 4]))  # expect: [4]
print(heapq.nsmallest(3, iter(range(10, 0, -1))))  # expect: [1, 2, 3]
print(heapq.nlargest(3, iter(range(10))))  # expect: [9, 8, 7]
print(heapq.nlargest(0, [1]))  # expect: []
try:
    heapq.heappop([])
except IndexError as e:
    print(e)  # expect: index out of range
try:
    heapq.heappush((), 1)
except TypeError as e:
    print(e)  # expect: heappush() argument 1 must be list, not tuple
import random
random.seed(3)
l = [random.randrange(1000) for _ in range(500)]
h = l[:]
heapq.heapify(h)
print([heapq.heappop(h) for _ in range(500)] == sorted(l))  # expect: True
print(bisect.bisect([1, 2, 2, 3], 2))  # expect: 3
print(bisect.bisect_left([1, 2, 2, 3], 2))  # expect: 1
print(bisect.bisect([], 1))  # expect: 0
print(bisect.bisect([1, 2, 3], 9, 1, 2))  # expect: 2
a = [1, 3]
bisect.insort(a, 2)
print(a)  # expect: [1, 2, 3]
print(bisect.bisect_left(['a', 'bb'], 2, key=len))  # expect: 1
a = ['ccc']
bisect.insort(a, 'a', key=len)
print(a)  # expect: ['a', 'ccc']
try:
    bisect.bisect([1], 1, -1)
except ValueError as e:
    print(e)  # expect: lo must be non-negative
class A(abc.ABC):

    @abc.abstractmethod
    def m(self):
        ...

    @property
    @abc.abstractmethod
    def p(self):
        ...
try:
    A()
except TypeError as e:
    print(e)  # expect: Can't instantiate abstract class A without an implementation for abstract methods 'm', 'p'
class B(A):

    def m(self):
        return 1
    p = 5
print(B().m())  # expect: 1
print(B().p)  # expect: 5
print(isinstance(B(), A))  # expect: True
print(A.__abstractmethods__ == frozenset({'m', 'p'}))  # expect: True
print(abc.ABC.__name__)  # expect: ABC
class C:
    pass
A.register(C)
print(isinstance(C(), A))  # expect: True
print(issubclass(C, A))  # expect: True
print(issubclass(int, A))  # expect: False
class H(metaclass=abc.ABCMeta):

    @classmethod
    def __subclasshook__(cls, c):
        return hasattr(c, 'zip_')
class Z:
    zip_ = 1
print(isinstance(Z(), H))  # expect: True
print(isinstance(5, H))  # expect: False
try:
    A.register(5)
except TypeError as e:
    print(e)  # expect: Can only register classes
class Half(A):

    def m(self):
        pass
try:
    Half()
except TypeError as e:
    print(e)  # expect: Can't instantiate abstract class Half without an implementation for abstract method 'p'
