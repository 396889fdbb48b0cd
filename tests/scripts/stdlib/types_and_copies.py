# types, contextlib, copy, string.
import types, contextlib, copy, string, sys, io
from contextlib import *
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

print([getattr(types, n).__name__ for n in 'FunctionType LambdaType CodeType MappingProxyType CellType GeneratorType CoroutineType AsyncGeneratorType MethodType BuiltinFunctionType WrapperDescriptorType MethodWrapperType MethodDescriptorType ClassMethodDescriptorType GetSetDescriptorType MemberDescriptorType ModuleType TracebackType GenericAlias NoneType EllipsisType NotImplementedType'.split()])  # expect: ['function', 'function', 'code', 'mappingproxy', 'cell', 'generator', 'coroutine', 'async_generator', 'method', 'builtin_function_or_method', 'wrapper_descriptor', 'method-wrapper', 'method_descriptor', 'classmethod_descriptor', 'getset_descriptor', 'member_descriptor', 'module', 'traceback', 'GenericAlias', 'NoneType', 'ellipsis', 'NotImplementedType']
n = types.SimpleNamespace(a=1, b='x')
print(n)  # expect: namespace(a=1, b='x')
print(n.a)  # expect: 1
print(n == types.SimpleNamespace(a=1, b='x'))  # expect: True
n.c = n
print(n)  # expect: namespace(a=1, b='x', c=namespace(...))
del n.c
class SN(types.SimpleNamespace):
    pass
print(SN(q=1))  # expect: SN(q=1)
print(types.SimpleNamespace({'z': 1}))  # expect: namespace(z=1)
print(copy.replace(n, a=5))  # expect: namespace(a=5, b='x')
C = types.new_class('C', (), {}, lambda ns: ns.update(x=1))
print(C.x)  # expect: 1
print(C.__name__)  # expect: C
m = types.ModuleType('mm', 'doc')
print(m)  # expect: <module 'mm'>
print(m.__doc__)  # expect: doc
mp = types.MappingProxyType({'a': 1})
print(mp['a'])  # expect: 1
print(mp)  # expect: {'a': 1}
@contextmanager
def cm(x):
    print('enter', x)
    try:
        yield (x * 2)
    except ValueError as e:
        print('caught', e)
    finally:
        print('exit')
with cm(2) as v:
    print(v)  # expect: enter 2  # expect: 4  # expect: exit
with cm(3):
    raise ValueError('q')  # expect: enter 3  # expect: caught q  # expect: exit
try:
    with cm(3):
        raise KeyError('k')
except KeyError as e:
    print('KE', e)  # expect: enter 3  # expect: exit  # expect: KE 'k'
@cm(9)
def deco():
    print('in deco')
0
@contextmanager
def bad():
    if 0:
        yield
try:
    with bad():
        pass
except (RuntimeError, ValueError) as e:
    print(e)  # expect: generator didn't yield
@contextmanager
def bad2():
    yield
    yield
try:
    with bad2():
        pass
except (RuntimeError, ValueError) as e:
    print(e)  # expect: generator didn't stop
try:
    with bad2():
        raise ValueError('bb')
except (RuntimeError, ValueError) as e:
    print(e)  # expect: bb
try:
    with cm(1):
        raise StopIteration('si')
except StopIteration as e:
    print('SI', e)  # expect: enter 1  # expect: exit  # expect: SI si
with suppress(KeyError, ValueError):
    raise KeyError
with nullcontext(5) as x:
    print(x)  # expect: 5
class Cl:

    def close(self):
        print('closed')
with closing(Cl()) as c:
    print(type(c).__name__)  # expect: Cl  # expect: closed
f = io.StringIO()
with redirect_stdout(f):
    print('hidden')
print(repr(f.getvalue()))  # expect: 'hidden\n'
with ExitStack() as st:
    print(st.enter_context(cm('a')))
    st.callback(print, 'cb', sep='')
    st.push(lambda *a: print('pushed', a[0]))  # expect: enter a  # expect: aa  # expect: pushed None  # expect: cb  # expect: exit
try:
    with ExitStack() as st:
        st.callback(lambda: 1 / 0)
        raise ValueError('v')
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))  # expect: ZeroDivisionError('division by zero') ValueError('v')
with ExitStack() as st:
    st.push(lambda *a: True)
    raise ValueError
s2 = ExitStack()
s2.callback(print, 'later')
s3 = s2.pop_all()
s2.close()
s3.close()  # expect: later
try:
    ExitStack().enter_context(5)
except TypeError as e:
    print(e)  # expect: 'builtins.int' object does not support the context manager protocol
print(isinstance(cm(1), AbstractContextManager))  # expect: True
print(issubclass(io.StringIO, AbstractContextManager))  # expect: True
class P:

    def __init__(s):
        s.x = [1, [2]]
        s.y = s
p = P()
q = copy.copy(p)
r = copy.deepcopy(p)
print(q.x is p.x)  # expect: True
print(q.y is p)  # expect: True
print(r.x == p.x)  # expect: True
print(r.x is p.x)  # expect: False
print(r.y is r)  # expect: True
l = [1, [2, 3]]
l.append(l)
d = copy.deepcopy(l)
print(d[1])  # expect: [2, 3]
print(d[2] is d)  # expect: True
print(d[1] is l[1])  # expect: False
t = (1, [2])
print(copy.copy(t) is t)  # expect: True
print(copy.deepcopy(t)[1] is t[1])  # expect: False
print(copy.deepcopy((1, 2)))  # expect: (1, 2)
print(copy.copy({1: 2}))  # expect: {1: 2}
print(copy.copy({1, 2}))  # expect: {1, 2}
print(copy.deepcopy({'a': [1]}))  # expect: {'a': [1]}
print(copy.copy(bytearray(b'x')))  # expect: bytearray(b'x')
print(copy.deepcopy(None))  # expect: None
print(copy.copy(len) is len)  # expect: True
print(copy.deepcopy(P) is P)  # expect: True
class Cc:

    def __copy__(s):
        return 'copied'

    def __deepcopy__(s, m):
        return 'deep'
print(copy.copy(Cc()))  # expect: copied
print(copy.deepcopy(Cc()))  # expect: deep
print(copy.deepcopy([Cc()]))  # expect: ['deep']
class Sl:
    __slots__ = ('a', 'b')
s = Sl()
s.a = [1]
c = copy.deepcopy(s)
print(c.a)  # expect: [1]
print(c.a is s.a)  # expect: False
print(hasattr(c, 'b'))  # expect: False
print(copy.copy(s).a is s.a)  # expect: True
class LL(list):
    pass
ll = LL([1, 2])
ll.z = [1]
c = copy.deepcopy(ll)
print(c)  # expect: [1, 2]
print(c.z)  # expect: [1]
print(type(c).__name__)  # expect: LL
print(c.z is ll.z)  # expect: False
class DD(dict):
    pass
dd = DD(a=[1])
print(copy.deepcopy(dd))  # expect: {'a': [1]}
print(type(copy.copy(dd)).__name__)  # expect: DD
import collections
print(copy.deepcopy(collections.deque([1, [2]])))  # expect: deque([1, [2]])
print(copy.copy(collections.Counter('aab')))  # expect: Counter({'a': 2, 'b': 1})
print(copy.deepcopy(collections.defaultdict(list, {'a': [1]})))  # expect: defaultdict(<class 'list'>, {'a': [1]})
print(copy.deepcopy(collections.OrderedDict(a=1)))  # expect: OrderedDict({'a': 1})
print(copy.copy(collections.namedtuple('Q', 'a')(1)))  # expect: Q(a=1)
e = ValueError('x', 1)
c = copy.copy(e)
print(repr(c))  # expect: ValueError('x', 1)
print(c is e)  # expect: False
print(string.ascii_letters)  # expect: abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ
print(string.digits)  # expect: 0123456789
print(string.hexdigits)  # expect: 0123456789abcdefABCDEF
print(string.octdigits)  # expect: 01234567
print(string.punctuation)  # expect: !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~
print(repr(string.whitespace))  # expect: ' \t\n\r\x0b\x0c'
print(string.capwords('hello world  x'))  # expect: Hello World X
print(len(string.printable))  # expect: 100
T = string.Template('$a ${b}c $$ $')
print(T.safe_substitute(a=1, b=2))  # expect: 1 2c $ $
print(string.Template('$x-$y').substitute({'x': 1}, y=2))  # expect: 1-2
print(T.is_valid())  # expect: False
print(T.get_identifiers())  # expect: ['a', 'b']
print(attempt("string.Template('$x').substitute()"))  # expect: KeyError: 'x'
print(attempt("string.Template('a\\n $').substitute()"))  # expect: ValueError: Invalid placeholder in string: line 2, col 2
F = string.Formatter()
print(F.format('{0} {a!r:>5} {b[0].real:{w}}', 1, a='x', b=[5], w=4))  # expect: 1   'x'    5
print(F.format('{}{}', 'a', 'b'))  # expect: ab
print(list(F.parse('a{b!r:c{d}}{{}}e')))  # expect: [('a', 'b', 'c{d}', 'r'), ('{', None, None, None), ('}', None, None, None), ('e', None, None, None)]
print(attempt("F.format('{')"))  # expect: ValueError: Single '{' encountered in format string
print(attempt("F.format('}')"))  # expect: ValueError: Single '}' encountered in format string
print(attempt("F.format('{0}{}',1)"))  # expect: ValueError: cannot switch from manual field specification to automatic field numbering
print(attempt("F.format('{a}')"))  # expect: KeyError: 'a'
print(attempt("F.format('{0!z}',1)"))  # expect: ValueError: Unknown conversion specifier z
