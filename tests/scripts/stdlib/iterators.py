# Iterators.
from itertools import *
import itertools, operator
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

L = list
def show(*a):
    print(*a)
show(L(accumulate([1, 2, 3])), L(accumulate([1, 2, 3], lambda a, b: a * b)), L(accumulate([1, 2], initial=100)), L(accumulate([])), L(accumulate([], initial=5)), L(accumulate([1, 2, 3], None)), L(accumulate('ab')))  # expect: [1, 3, 6] [1, 2, 6] [100, 101, 103] [] [5] [1, 3, 6] ['a', 'ab']
show(L(batched('ABCDEFG', 3)), L(batched([], 2)))  # expect: [('A', 'B', 'C'), ('D', 'E', 'F'), ('G',)] []
show(L(chain('ab', [1], ())), L(chain()), L(chain.from_iterable(['ab', 'c'])))  # expect: ['a', 'b', 1] [] ['a', 'b', 'c']
show(L(combinations('ABCD', 2)), L(combinations('AB', 3)), L(combinations('AB', 0)), L(combinations(range(4), 3)))  # expect: [('A', 'B'), ('A', 'C'), ('A', 'D'), ('B', 'C'), ('B', 'D'), ('C', 'D')] [] [()] [(0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)]
show(L(combinations_with_replacement('ABC', 2)), L(combinations_with_replacement('', 1)), L(combinations_with_replacement('', 0)))  # expect: [('A', 'A'), ('A', 'B'), ('A', 'C'), ('B', 'B'), ('B', 'C'), ('C', 'C')] [] [()]
show(L(permutations('ABC')), L(permutations('ABC', 2)), L(permutations('AB', 3)), L(permutations([], 0)), len(L(permutations(range(5)))))  # expect: [('A', 'B', 'C'), ('A', 'C', 'B'), ('B', 'A', 'C'), ('B', 'C', 'A'), ('C', 'A', 'B'), ('C', 'B', 'A')] [('A', 'B'), ('A', 'C'), ('B', 'A'), ('B', 'C'), ('C', 'A'), ('C', 'B')] [] [()] 120
show(L(product('AB', [1, 2])), L(product([0, 1], repeat=3)), L(product()), L(product('AB', [])), L(product('ab', 'cd', repeat=1)), L(product('a', repeat=0)))  # expect: [('A', 1), ('A', 2), ('B', 1), ('B', 2)] [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)] [()] [] [('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd')] [()]
show(L(compress('ABCDEF', [1, 0, 1, 0, 1, 1])), L(compress('AB', [1])))  # expect: ['A', 'C', 'E', 'F'] ['A']
show(L(islice(count(), 3)), L(islice(count(10), 2, 8, 3)), L(islice(count(1.5, 0.5), 3)), count(), count(2, 3), count(1.5), count(step=-1), count(10 ** 20))  # expect: [0, 1, 2] [12, 15] [1.5, 2.0, 2.5] count(0) count(2, 3) count(1.5) count(0, -1) count(100000000000000000000)
c = count(2 ** 48 - 2)
show([next(c) for _ in range(4)], c)  # expect: [281474976710654, 281474976710655, 281474976710656, 281474976710657] count(281474976710658)
show(L(islice(cycle('AB'), 5)), L(cycle([])))  # expect: ['A', 'B', 'A', 'B', 'A'] []
show(L(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), L(takewhile(lambda x: x < 3, [1, 2, 3, 1])), L(filterfalse(lambda x: x % 2, range(6))), L(filterfalse(None, [0, 1, '', 2])))  # expect: [3, 1] [1, 2] [0, 2, 4] [0, '']
show([(k, L(g)) for k, g in groupby('AAABBC')], [(k, L(g)) for k, g in groupby([1, 3, 2, 4, 5], lambda x: x % 2)], [k for k, g in groupby('AABA')])  # expect: [('A', ['A', 'A', 'A']), ('B', ['B', 'B']), ('C', ['C'])] [(1, [1, 3]), (0, [2, 4]), (1, [5])] ['A', 'B', 'A']
show(L(pairwise('ABC')), L(pairwise('A')), L(repeat(5, 3)), repeat(5), repeat('x', 2), L(zip(repeat(1), 'ab')), repeat(1, -3), operator.length_hint(repeat(1, 4)) if 'operator' in globals() else '')  # expect: [('A', 'B'), ('B', 'C')] [] [5, 5, 5] repeat(5) repeat('x', 2) [(1, 'a'), (1, 'b')] repeat(1, 0) 4
show(L(starmap(pow, [(2, 5), (3, 2)])), L(starmap(max, ['abc', [1, 5]])))  # expect: [32, 9] ['c', 5]
a, b = tee([1, 2, 3])
show(next(a), next(a), L(b), L(a))  # expect: 1 2 [1, 2, 3] [3]
t = tee('ab', 3)
show([L(x) for x in t], tee([], 0))  # expect: [['a', 'b'], ['a', 'b'], ['a', 'b']] ()
x, = tee(iter('abc'), 1)
next(x)
y, z = tee(x)
show(L(y), L(z))  # expect: ['b', 'c'] ['b', 'c']
show(L(zip_longest('ABC', 'x', fillvalue='-')), L(zip_longest()), L(zip_longest([1], [2, 3], [])))  # expect: [('A', 'x'), ('B', '-'), ('C', '-')] [] [(1, 2, None), (None, 3, None)]
it = iter(range(10))
show(L(islice(it, 5, 3)), next(it))  # expect: [] 5
it = iter(range(10))
show(L(islice(it, 2)), next(it))  # expect: [0, 1] 2
show(L(islice('abc', None)), L(islice('abcdef', 1, None, 2)))  # expect: ['a', 'b', 'c'] ['b', 'd', 'f']
it = iter(range(10))
s = islice(it, 0, 5, 3)
show(L(s), next(it))  # expect: [0, 3] 5
print(attempt("combinations('a',-1)"))  # expect: ValueError: r must be non-negative
print(attempt('combinations(1,1)'))  # expect: TypeError: 'int' object is not iterable
print(attempt("permutations('a','b')"))  # expect: TypeError: Expected int as r
print(attempt("permutations('ab',-1)"))  # expect: ValueError: r must be non-negative
print(attempt("product('a',repeat=-1)"))  # expect: ValueError: repeat argument cannot be negative
print(attempt("batched('a',0)"))  # expect: ValueError: n must be at least one
print(attempt("L(batched('abc',2,strict=True))"))  # expect: ValueError: batched(): incomplete batch
print(attempt("islice('a',-1)"))  # expect: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(attempt("islice('a',0,-1)"))  # expect: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(attempt("islice('a',0,1,0)"))  # expect: ValueError: Step for islice() must be a positive integer or None.
print(attempt("islice('a','b')"))  # expect: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(attempt("islice('a',1,'b')"))  # expect: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(attempt("islice('a')"))  # expect: TypeError: islice expected at least 2 arguments, got 1
print(attempt("count('a')"))  # expect: TypeError: a number is required
print(attempt('chain(x=1)'))  # expect: TypeError: chain() takes no keyword arguments
print(attempt("tee('a',-1)"))  # expect: ValueError: n must be >= 0
print(attempt('tee(1)'))  # expect: TypeError: 'int' object is not iterable
print(attempt('L(chain(1))'))  # expect: TypeError: 'int' object is not iterable
print(attempt('groupby()'))  # expect: TypeError: groupby() missing required argument 'iterable' (pos 1)
print(attempt('accumulate()'))  # expect: TypeError: accumulate() missing required argument 'iterable' (pos 1)
print(attempt('repeat()'))  # expect: TypeError: repeat() missing required argument 'object' (pos 1)
print(attempt("repeat(1,'a')"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(attempt('L(starmap(pow,[1]))'))  # expect: TypeError: 'int' object is not iterable
print(attempt('next(count(),1,2)'))  # expect: TypeError: next expected at most 2 arguments, got 3
print(attempt('pairwise(1)'))  # expect: TypeError: 'int' object is not iterable
print(attempt('operator.length_hint(repeat(1))'))  # expect: 0
class It:

    def __init__(s):
        s.i = 0

    def __iter__(s):
        return s

    def __next__(s):
        s.i += 1
        if s.i > 3:
            raise StopIteration
        return s.i
show(L(chain(It(), It())), [L(x) for x in tee(It())], L(zip_longest(It(), 'ab')))  # expect: [1, 2, 3, 1, 2, 3] [[1, 2, 3], [1, 2, 3]] [(1, 'a'), (2, 'b'), (3, None)]
def boom():
    yield 1
    raise ValueError('b')
for f in (chain, cycle, pairwise, lambda x: zip_longest(x, [1, 2, 3]), lambda x: islice(x, 5), lambda x: product(x), lambda x: groupby(x), lambda x: tee(x)[0]):
    try:
        L(f(boom()))
    except ValueError as e:
        show('VE', e)  # expect: VE b  # expect: VE b  # expect: VE b  # expect: VE b  # expect: VE b  # expect: VE b  # expect: VE b  # expect: VE b
show(type(count()).__name__, itertools.chain, chain.__module__, chain[int])  # expect: count <class 'itertools.chain'> itertools itertools.chain[int]
show(sum((1 for _ in combinations(range(20), 10))))  # expect: 184756
