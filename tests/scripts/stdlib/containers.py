# Containers beyond the built-in ones.
from collections import *
import collections, collections.abc as cabc
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d)  # expect: deque([0, 1, 2, 3, 4])
print(len(d))  # expect: 5
print(d[0])  # expect: 0
print(d[-1])  # expect: 4
print(d.pop())  # expect: 4
print(d.popleft())  # expect: 0
print(d)  # expect: deque([1, 2, 3])
print(2 in d)  # expect: True
print(d.count(2))  # expect: 1
print(d.index(3))  # expect: 2
d.extend('ab')
d.extendleft('xy')
print(d)  # expect: deque(['y', 'x', 1, 2, 3, 'a', 'b'])
d.rotate(2)
print(d)  # expect: deque(['a', 'b', 'y', 'x', 1, 2, 3])
d.rotate(-3)
print(d)  # expect: deque(['x', 1, 2, 3, 'a', 'b', 'y'])
d.reverse()
print(list(reversed(d)))  # expect: ['x', 1, 2, 3, 'a', 'b', 'y']
d = deque(range(10), maxlen=3)
print(d)  # expect: deque([7, 8, 9], maxlen=3)
print(d.maxlen)  # expect: 3
d.append(99)
print(d)  # expect: deque([8, 9, 99], maxlen=3)
d.appendleft(-1)
print(d)  # expect: deque([-1, 8, 9], maxlen=3)
print(d.copy())  # expect: deque([-1, 8, 9], maxlen=3)
print(deque([1]) + deque([2]))  # expect: deque([1, 2])
print(deque([1, 2]) * 2)  # expect: deque([1, 2, 1, 2])
print(deque('abc') == deque('abc'))  # expect: True
print(deque('ab') < deque('b'))  # expect: True
d = deque('abc')
d.insert(1, 'z')
d.remove('c')
del d[0]
d[0] = 'Q'
print(d)  # expect: deque(['Q', 'b'])
print(bool(deque()))  # expect: False
print(repr(deque(maxlen=0)))  # expect: deque([], maxlen=0)
print(attempt('deque().pop()'))  # expect: IndexError: pop from an empty deque
print(attempt('deque().popleft()'))  # expect: IndexError: pop from an empty deque
print(attempt('deque([1])[5]'))  # expect: IndexError: deque index out of range
print(attempt('deque([1]).remove(2)'))  # expect: ValueError: 2 is not in deque
print(attempt('deque([1]).index(2)'))  # expect: ValueError: 2 is not in deque
print(attempt('deque(maxlen=-1)'))  # expect: ValueError: maxlen must be non-negative
print(attempt("deque(maxlen='a')"))  # expect: TypeError: an integer is required
print(attempt('deque([1],1).insert(0,1)'))  # expect: IndexError: deque already at its maximum size
print(attempt('deque()+[1]'))  # expect: TypeError: can only concatenate deque (not "list") to deque
print(attempt('deque(5)'))  # expect: TypeError: 'int' object is not iterable
print(attempt('hash(deque())'))  # expect: TypeError: unhashable type: 'collections.deque'
print(attempt("deque([1])['a']"))  # expect: TypeError: sequence index must be integer, not 'str'
print(attempt('deque([1,2])<5'))  # expect: TypeError: '<' not supported between instances of 'collections.deque' and 'int'
print(attempt("deque().rotate('a')"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
d = deque([1, 2, 3])
try:
    for x in d:
        d.append(1)
except RuntimeError as e:
    print(e)  # expect: deque mutated during iteration
l = deque([1])
l.append(l)
print(l)  # expect: deque([1, [...]])
class D2(deque):

    def __init__(self, *a):
        super().__init__(*a)
        self.tag = 1
print(D2('ab'))  # expect: D2(['a', 'b'])
print(D2('ab').tag)  # expect: 1
print(type(D2('ab').copy()).__name__)  # expect: D2
d = deque(range(2000))
for i in range(1000):
    d.popleft()
    d.append(i)
print(len(d))  # expect: 2000
print(d[0])  # expect: 1000
print(d[-1])  # expect: 999
print(sum(d))  # expect: 1999000
dd = defaultdict(list)
dd['a'].append(1)
dd['b']
print(dd)  # expect: defaultdict(<class 'list'>, {'a': [1], 'b': []})
print(dd.default_factory is list)  # expect: True
print(dict(dd))  # expect: {'a': [1], 'b': []}
print(defaultdict(int, a=1))  # expect: defaultdict(<class 'int'>, {'a': 1})
print(defaultdict(None))  # expect: defaultdict(None, {})
try:
    defaultdict(None)['x']
except KeyError as e:
    print('KE', e)  # expect: KE 'x'
try:
    defaultdict(5)
except TypeError as e:
    print(e)  # expect: first argument must be callable or None
print(defaultdict(int, {'a': 1}) | {'b': 2})  # expect: defaultdict(<class 'int'>, {'a': 1, 'b': 2})
print({'z': 1} | defaultdict(int, {'a': 1}))  # expect: defaultdict(<class 'int'>, {'z': 1, 'a': 1})
print(defaultdict(int, {'a': 1}).copy())  # expect: defaultdict(<class 'int'>, {'a': 1})
c = Counter('abracadabra')
print(c)  # expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1})
print(c.most_common(2))  # expect: [('a', 5), ('b', 2)]
print(c['zz'])  # expect: 0
print(sorted(c.elements())[:5])  # expect: ['a', 'a', 'a', 'a', 'a']
print(c.total())  # expect: 11
print(Counter(a=1, b=2))  # expect: Counter({'b': 2, 'a': 1})
print(Counter({'x': 3}))  # expect: Counter({'x': 3})
c.update('aaa')
c.subtract({'b': 5})
print(c)  # expect: Counter({'a': 8, 'r': 2, 'c': 1, 'd': 1, 'b': -3})
print(+c)  # expect: Counter({'a': 8, 'r': 2, 'c': 1, 'd': 1})
print(-c)  # expect: Counter({'b': 3})
print(c + Counter(b=10))  # expect: Counter({'a': 8, 'b': 7, 'r': 2, 'c': 1, 'd': 1})
print(c - Counter(a=1))  # expect: Counter({'a': 7, 'r': 2, 'c': 1, 'd': 1})
print(c & Counter(a=2, r=9))  # expect: Counter({'a': 2, 'r': 2})
print(c | Counter(a=2, q=9))  # expect: Counter({'q': 9, 'a': 8, 'r': 2, 'c': 1, 'd': 1})
del c['nope']
c['a'] += 1
print(c == Counter(c))  # expect: True
print(Counter(a=1) <= Counter(a=2))  # expect: True
print(Counter('ab') == Counter('ba'))  # expect: True
print(Counter(a=1, b=0) == Counter(a=1))  # expect: True
print(Counter())  # expect: Counter()
c = Counter(a=1)
c += Counter(b=2)
c -= Counter(a=1)
print(c)  # expect: Counter({'b': 2})
print(Counter([1, 1, 2]).most_common())  # expect: [(1, 2), (2, 1)]
try:
    Counter.fromkeys('a')
except NotImplementedError as e:
    print(e)  # expect: Counter.fromkeys() is undefined.  Use Counter(iterable) instead.
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end('a')
print(o)  # expect: OrderedDict({'b': 2, 'c': 3, 'a': 1})
print(list(o))  # expect: ['b', 'c', 'a']
o.move_to_end('c', last=False)
print(list(o))  # expect: ['c', 'b', 'a']
print(o.popitem())  # expect: ('a', 1)
print(o.popitem(last=False))  # expect: ('c', 3)
print(o)  # expect: OrderedDict({'b': 2})
print(OrderedDict())  # expect: OrderedDict()
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))  # expect: False
print(OrderedDict(a=1, b=2) == dict(b=2, a=1))  # expect: True
print(OrderedDict.fromkeys('ab', 0))  # expect: OrderedDict({'a': 0, 'b': 0})
print(list(reversed(OrderedDict(a=1, b=2))))  # expect: ['b', 'a']
print(OrderedDict(a=1) | {'b': 2})  # expect: OrderedDict({'a': 1, 'b': 2})
try:
    OrderedDict().popitem()
except KeyError as e:
    print(e)  # expect: 'dictionary is empty'
try:
    OrderedDict().move_to_end('x')
except KeyError as e:
    print(e)  # expect: 'x'
P = namedtuple('P', 'x y')
p = P(1, y=2)
print(p)  # expect: P(x=1, y=2)
print(p.x)  # expect: 1
print(p[1])  # expect: 2
print(p._asdict())  # expect: {'x': 1, 'y': 2}
print(p._replace(x=5))  # expect: P(x=5, y=2)
print(P._fields)  # expect: ('x', 'y')
print(P._make([3, 4]))  # expect: P(x=3, y=4)
print(p == (1, 2))  # expect: True
print(isinstance(p, tuple))  # expect: True
print(P.__doc__)  # expect: P(x, y)
print(P.x.__doc__)  # expect: Alias for field number 0
print(p.__match_args__)  # expect: ('x', 'y')
a, b = p
print(a)  # expect: 1
print(b)  # expect: 2
print(hash(p) == hash((1, 2)))  # expect: True
print(P.__name__)  # expect: P
print(P.__module__)  # expect: __main__
Q = namedtuple('Q', ['a', 'b', 'c'], defaults=[8, 9])
print(Q(1))  # expect: Q(a=1, b=8, c=9)
print(Q._field_defaults)  # expect: {'b': 8, 'c': 9}
print(namedtuple('R', 'a def a', rename=True)._fields)  # expect: ('a', '_1', '_2')
print(namedtuple('E', '')())  # expect: E()
print(attempt('P(1)'))  # expect: TypeError: P.__new__() missing 1 required positional argument: 'y'
print(attempt('P(1,2,3)'))  # expect: TypeError: P.__new__() takes 3 positional arguments but 4 were given
print(attempt('P(1,2,z=3)'))  # expect: TypeError: P.__new__() got an unexpected keyword argument 'z'
print(attempt('P(1,x=1)'))  # expect: TypeError: P.__new__() got multiple values for argument 'x'
print(attempt("namedtuple('1x','a')"))  # expect: ValueError: Type names and field names must be valid identifiers: '1x'
print(attempt("namedtuple('X','a a')"))  # expect: ValueError: Encountered duplicate field name: 'a'
print(attempt("namedtuple('X','_a')"))  # expect: ValueError: Field names cannot start with an underscore: '_a'
print(attempt("namedtuple('X','class')"))  # expect: ValueError: Type names and field names cannot be a keyword: 'class'
print(attempt('P._make([1])'))  # expect: TypeError: Expected 2 arguments, got 1
print(attempt('p._replace(q=1)'))  # expect: TypeError: Got unexpected field names: ['q']
print(attempt("namedtuple('X','a',defaults=[1,2])"))  # expect: TypeError: Got more default values than field names
print(attempt('p.zz'))  # expect: AttributeError: 'P' object has no attribute 'zz'
print(attempt("setattr(p,'x',1)"))  # expect: AttributeError: can't set attribute
match p:
    case P(x=1, y=yy):
        print('matched', yy)  # expect: matched 2
match p:
    case P(q, w):
        print(q, w)  # expect: 1 2
class P3(P):

    def norm(self):
        return self.x + self.y
print(P3(3, 4))  # expect: P3(x=3, y=4)
print(P3(3, 4).norm())  # expect: 7
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(cm)  # expect: ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(cm['a'])  # expect: 1
print(cm['b'])  # expect: 3
print(len(cm))  # expect: 2
print(list(cm))  # expect: ['a', 'b']
print('b' in cm)  # expect: True
print(cm.get('z'))  # expect: None
print(dict(cm))  # expect: {'a': 1, 'b': 3}
cm['b'] = 9
print(cm.maps)  # expect: [{'a': 1, 'b': 9}, {'a': 2, 'b': 3}]
print(cm.parents)  # expect: ChainMap({'a': 2, 'b': 3})
print(cm.new_child({'q': 1}))  # expect: ChainMap({'q': 1}, {'a': 1, 'b': 9}, {'a': 2, 'b': 3})
print(attempt("cm['zz']"))  # expect: KeyError: 'zz'
print(attempt("cm.pop('q')"))  # expect: KeyError: "Key not found in the first mapping: 'q'"
print(attempt('ChainMap().popitem()'))  # expect: KeyError: 'No keys found in the first mapping.'
print(attempt("ChainMap({},{'a':1}).__delitem__('a')"))  # expect: KeyError: "Key not found in the first mapping: 'a'"
u = UserDict(a=1)
u['b'] = 2
print(u)  # expect: {'a': 1, 'b': 2}
print(len(u))  # expect: 2
print(u.get('z', 5))  # expect: 5
print(u | {'c': 3})  # expect: {'a': 1, 'b': 2, 'c': 3}
print(dict(u))  # expect: {'a': 1, 'b': 2}
print(u.copy())  # expect: {'a': 1, 'b': 2}
print('a' in u)  # expect: True
ul = UserList([3, 1, 2])
ul.sort()
ul.append(9)
print(ul)  # expect: [1, 2, 3, 9]
print(ul[1:])  # expect: [2, 3, 9]
print(ul + [5])  # expect: [1, 2, 3, 9, 5]
print(ul == [1, 2, 3, 9])  # expect: True
print(len(ul))  # expect: 4
us = UserString('abc')
print(us)  # expect: abc
print(us.upper())  # expect: ABC
print(us + 'd')  # expect: abcd
print(us[1])  # expect: b
print(len(us))  # expect: 3
print(us == 'abc')  # expect: True
print(us.find('c'))  # expect: 2
print(type(us.upper()).__name__)  # expect: UserString
for n in 'Hashable Iterable Iterator Sized Container Collection Callable Set MutableSet Mapping MutableMapping Sequence MutableSequence Reversible Generator Awaitable Coroutine AsyncIterable KeysView ItemsView ValuesView MappingView'.split():
    A = getattr(cabc, n)
    print(n, [isinstance(x, A) for x in ([], (), {}, set(), frozenset(), 's', b'', 1, len, range(3), iter([]), (i for i in []), {}.keys(), {}.items(), {}.values(), deque(), P(1, 2), Counter(), u, ul, cm)])  # expect: Hashable [False, True, False, False, True, True, True, True, True, True, True, True, False, False, True, False, True, False, False, False, False]  # expect: Iterable [True, True, True, True, True, True, True, False, False, True, True, True, True, True, True, True, True, True, True, True, True]  # expect: Iterator [False, False, False, False, False, False, False, False, False, False, True, True, False, False, False, False, False, False, False, False, False]  # expect: Sized [True, True, True, True, True, True, True, False, False, True, False, False, True, True, True, True, True, True, True, True, True]  # expect: Container [True, True, True, True, True, True, True, False, False, True, False, False, True, True, True, True, True, True, True, True, True]  # expect: Collection [True, True, True, True, True, True, True, False, False, True, False, False, True, True, True, True, True, True, True, True, True]  # expect: Callable [False, False, False, False, False, False, False, False, True, False, False, False, False, False, False, False, False, False, False, False, False]  # expect: Set [False, False, False, True, True, False, False, False, False, False, False, False, True, True, False, False, False, False, False, False, False]  # expect: MutableSet [False, False, False, True, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]  # expect: Mapping [False, False, True, False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, True, False, True]  # expect: MutableMapping [False, False, True, False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, True, False, True]  # expect: Sequence [True, True, False, False, False, True, True, False, False, True, False, False, False, False, False, True, True, False, False, True, False]  # expect: MutableSequence [True, False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False, False, True, False]  # expect: Reversible [True, True, True, False, False, True, True, False, False, True, False, False, True, True, True, True, True, True, False, True, False]  # expect: Generator [False, False, False, False, False, False, False, False, False, False, False, True, False, False, False, False, False, False, False, False, False]  # expect: Awaitable [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]  # expect: Coroutine [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]  # expect: AsyncIterable [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]  # expect: KeysView [False, False, False, False, False, False, False, False, False, False, False, False, True, False, False, False, False, False, False, False, False]  # expect: ItemsView [False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False, False, False, False, False, False]  # expect: ValuesView [False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False, False, False, False, False]  # expect: MappingView [False, False, False, False, False, False, False, False, False, False, False, False, True, True, True, False, False, False, False, False, False]
class MySeq(cabc.Sequence):

    def __len__(s):
        return 3

    def __getitem__(s, i):
        if i >= 3:
            raise IndexError
        return i * 10
m = MySeq()
print(list(m))  # expect: [0, 10, 20]
print(10 in m)  # expect: True
print(m.index(20))  # expect: 2
print(m.count(10))  # expect: 1
print(list(reversed(m)))  # expect: [20, 10, 0]
class MyMap(cabc.MutableMapping):

    def __init__(s):
        s.d = {}

    def __getitem__(s, k):
        return s.d[k]

    def __setitem__(s, k, v):
        s.d[k] = v

    def __delitem__(s, k):
        del s.d[k]

    def __iter__(s):
        return iter(s.d)

    def __len__(s):
        return len(s.d)
m = MyMap()
m['a'] = 1
m.update(b=2)
print(list(m.items()))  # expect: [('a', 1), ('b', 2)]
print(m.pop('a'))  # expect: 1
print(m.get('q'))  # expect: None
print(m.setdefault('z', 5))  # expect: 5
print(dict(m))  # expect: {'b': 2, 'z': 5}
print(m == {'b': 2, 'z': 5})  # expect: True
print(list(m.keys()))  # expect: ['b', 'z']
print(list(m.values()))  # expect: [2, 5]
class MySet(cabc.MutableSet):

    def __init__(s, it=()):
        s.d = list(dict.fromkeys(it))

    def __contains__(s, x):
        return x in s.d

    def __iter__(s):
        return iter(s.d)

    def __len__(s):
        return len(s.d)

    def add(s, x):
        if x not in s.d:
            s.d.append(x)

    def discard(s, x):
        if x in s.d:
            s.d.remove(x)
a = MySet([1, 2, 3])
b = MySet([2, 3, 4])
print(list(a & b))  # expect: [2, 3]
print(list(a | b))  # expect: [1, 2, 3, 4]
print(list(a - b))  # expect: [1]
print(sorted(a ^ b))  # expect: [1, 4]
print(a <= b)  # expect: False
print(MySet([2]) <= a)  # expect: True
print(a == MySet([3, 2, 1]))  # expect: True
print(a.isdisjoint([9]))  # expect: True
a |= b
a.remove(1)
print(list(a))  # expect: [2, 3, 4]
try:
    cabc.Sequence()
except TypeError as e:
    print(e)  # expect: Can't instantiate abstract class Sequence without an implementation for abstract methods '__getitem__', '__len__'
class Half(cabc.Mapping):

    def __len__(s):
        return 0
try:
    Half()
except TypeError as e:
    print(e)  # expect: Can't instantiate abstract class Half without an implementation for abstract methods '__getitem__', '__iter__'
print(cabc.Iterable[int])  # expect: collections.abc.Iterable[int]
print(cabc.Mapping[str, int])  # expect: collections.abc.Mapping[str, int]
