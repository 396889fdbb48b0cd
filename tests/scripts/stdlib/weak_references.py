# Weak references and the collector.
import weakref, gc
class A:

    def __init__(self, n=0):
        self.n = n

    def m(self):
        return self.n

    def __add__(self, o):
        return self.n + o

    def __call__(self):
        return 'called'
a = A(1)
r = weakref.ref(a)
print(r() is a)  # expect: True
print(weakref.getweakrefcount(a))  # expect: 1
print(len(weakref.getweakrefs(a)))  # expect: 1
print(r == weakref.ref(a))  # expect: True
print(hash(r) == hash(a))  # expect: True
print(r.__callback__)  # expect: None
log = []
r2 = weakref.ref(a, lambda x: log.append(x is r2))
del a
print(r())  # expect: None
print(log)  # expect: [True]
for x in (1, 's', None, (1,), [1], {}):
    try:
        weakref.ref(x)
    except TypeError as e:
        print(e)  # expect: cannot create weak reference to 'int' object  # expect: cannot create weak reference to 'str' object  # expect: cannot create weak reference to 'NoneType' object  # expect: cannot create weak reference to 'tuple' object  # expect: cannot create weak reference to 'list' object  # expect: cannot create weak reference to 'dict' object
b = A(5)
p = weakref.proxy(b)
print(p.n)  # expect: 5
print(p.m())  # expect: 5
print(p + 1)  # expect: 6
print(type(p).__name__ in ('weakproxy', 'weakcallableproxy'))  # expect: False
print(p())  # expect: called
print(p == b)  # expect: True
p.z = 3
print(b.z)  # expect: 3
del b
try:
    p.n
except ReferenceError as e:
    print(e)  # expect: weakly-referenced object no longer exists
d = weakref.WeakValueDictionary()
k = A(2)
d['k'] = k
d['j'] = A(3)
print(len(d))  # expect: 1
print(d.get('j'))  # expect: None
del k
print(len(d))  # expect: 0
print(list(d))  # expect: []
print(dict(d))  # expect: {}
try:
    d['k']
except KeyError as e:
    print('KeyError', e)  # expect: KeyError 'k'
d = weakref.WeakKeyDictionary()
k = A(2)
d[k] = 1
d[A()] = 2
print(len(d))  # expect: 1
print(d[k])  # expect: 1
print(k in d)  # expect: True
print(list(d) == [k])  # expect: True
print(d.pop(k))  # expect: 1
print(len(d))  # expect: 0
s = weakref.WeakSet()
k = A(4)
s.add(k)
s.add(A())
print(len(s))  # expect: 1
print(k in s)  # expect: True
print(list(s) == [k])  # expect: True
s.discard(k)
print(len(s))  # expect: 0
o = A()
f = weakref.finalize(o, print, 'finalized', sep='-')
print(f.alive)  # expect: True
print(f.peek()[1] is print)  # expect: True
del o  # expect: finalized
print(f.alive)  # expect: False
o = A()
f = weakref.finalize(o, print, 'fin2')
f()  # expect: fin2
print(f.alive)  # expect: False
print(f())  # expect: None
o = A()
f = weakref.finalize(o, print, 'fin3')
print(f.detach()[0] is o)  # expect: True
print(f.alive)  # expect: False
o = A()
wm = weakref.WeakMethod(o.m)
print(wm()())  # expect: 0
print(wm() == o.m)  # expect: True
del o
print(wm())  # expect: None
gc.collect()
class N:
    pass
x = N()
x.self = x
w = weakref.ref(x)
del x
print(gc.collect() >= 1)  # expect: True
print(w())  # expect: None
class D:

    def __del__(self):
        print('del', self.v)
y = D()
y.v = 1
y.me = y
del y
gc.collect()  # expect: del 1
print(gc.isenabled())  # expect: True
gc.disable()
print(gc.isenabled())  # expect: False
gc.enable()
print(gc.is_tracked([]))  # expect: True
print(gc.is_tracked(1))  # expect: False
print(gc.is_tracked('a'))  # expect: False
print(gc.get_threshold()[0])  # expect: 2000
print(gc.garbage)  # expect: []
print(gc.callbacks)  # expect: []
l = [1, [2]]
print(gc.get_referents([l])[0] is l)  # expect: True
try:
    gc.collect(7)
except ValueError as e:
    print(e)  # expect: invalid generation
class S(weakref.ref):

    def __init__(self, o, cb=None, tag=None):
        super().__init__(o, cb)
        self.tag = tag

    def __new__(cls, o, cb=None, tag=None):
        return super().__new__(cls, o, cb)
o = A()
s = S(o, tag='t')
print(s.tag)  # expect: t
print(s() is o)  # expect: True
print(weakref.ref.__name__)  # expect: ReferenceType
print(isinstance(r, weakref.ReferenceType))  # expect: True
