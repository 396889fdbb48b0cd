# Code, caches and frames that change while they are in use.


# A name that a class answers for is read and stored by the same function, many times.
class Counter:
    def __init__(self):
        self._value = 0

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        self._value = value


counter = Counter()
for _ in range(200):
    counter.value = counter.value + 1
print(counter.value)  # expect: 200


class Hiding:
    def method(self):
        return 1


for _ in range(200):
    hiding = Hiding()
    hiding.method()
    hiding.method = 3
print(hiding.method)  # expect: 3


# A suspended generator goes on in the code that it began in.
def short():
    yield 1
    yield 2


def long():
    a = b = c = d = e = f = g = h = 1
    yield [a, b, c, d, e, f, g, h]
    for number in range(3):
        yield (a, b, c, d, e, f, g, h, number)


generator = short()
print(next(generator))  # expect: 1
short.__code__ = long.__code__
print(next(generator), list(generator))  # expect: 2 []
print(len(list(short())))  # expect: 4


# A finalizer in the middle of a call gives the callee other code.
def small(number):
    return number


def big(number):
    a = b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = 1
    return sum([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])


class Changes:
    def __del__(self):
        small.__code__ = big.__code__


def temporary():
    return Changes()


def calls():
    return [small(1), [temporary() is None, small(2)] is None, small(3)]


for _ in range(3):
    calls()
print(small(1))  # expect: 16


# A function that deletes itself while it runs.
def vanishing():
    global vanishing
    del vanishing
    return [number for number in range(3)]


print(vanishing())  # expect: [0, 1, 2]


# Very many finalizers wait at once.
class Node:
    seen = 0

    def __del__(self):
        Node.seen += 1


nodes = []
for _ in range(1500):
    node = Node()
    node.self = node
    nodes.append(node)
del node, nodes
import gc

gc.collect()
gc.collect()
print(Node.seen)  # expect: 1500
