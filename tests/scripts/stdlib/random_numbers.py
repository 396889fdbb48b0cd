# Random numbers: CPython's for the same seed.
import random as M
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

M.seed(1)
print(M.random())  # expect: 0.13436424411240122
print(M.getrandbits(70))  # expect: 900242893768093690591
print(M.randrange(10))  # expect: 1
print(M.randint(1, 10 ** 30))  # expect: 989990361817605419587374691389
print(M.choice('abcdef'))  # expect: d
print(M.choices([1, 2, 3], k=5))  # expect: [2, 2, 1, 2, 3]
print(M.choices('abc', [1, 5, 2], k=6))  # expect: ['b', 'b', 'c', 'b', 'b', 'c']
print(M.sample(range(1000), 10))  # expect: [605, 967, 104, 923, 325, 31, 22, 26, 665, 554]
print(M.sample(list(range(20)), 15))  # expect: [0, 12, 6, 13, 19, 8, 3, 18, 7, 11, 14, 16, 5, 1, 10]
print(M.sample('ab', counts=[3, 4], k=5))  # expect: ['a', 'b', 'a', 'a', 'b']
print(M.uniform(1, 5))  # expect: 4.350311902650292
print(M.triangular(1, 6, 2))  # expect: 3.021592112058637
print(M.gauss(0, 1))  # expect: -0.4016602600740189
print(M.gauss(1, 2))  # expect: -5.713790473693692e-05
print(M.normalvariate(0, 1))  # expect: -0.9746277676119484
print(M.expovariate(2))  # expect: 0.6391406170241666
print(M.betavariate(2, 3))  # expect: 0.5634840491147161
print(M.gammavariate(3, 2))  # expect: 8.240719535371136
print(M.gammavariate(0.3, 2))  # expect: 0.4856285584871127
print(M.vonmisesvariate(1, 2))  # expect: 0.7205003872293174
print(M.paretovariate(3))  # expect: 1.0653675368369468
print(M.weibullvariate(1, 2))  # expect: 0.8920996769709569
print(M.randbytes(9))  # expect: b'\xa7z\xfa\xb3\xd8K\x9d\xc6\xac'
print(M.binomialvariate(20, 0.3))  # expect: 4
print(M.binomialvariate(1000, 0.4))  # expect: 418
M.seed('abc')
print(M.random())  # expect: 0.7720246314157545
print(M.getrandbits(70))  # expect: 838592727419594222642
print(M.randrange(10))  # expect: 5
print(M.randint(1, 10 ** 30))  # expect: 329668967384111231200779582129
print(M.choice('abcdef'))  # expect: a
print(M.choices([1, 2, 3], k=5))  # expect: [1, 3, 2, 1, 3]
print(M.choices('abc', [1, 5, 2], k=6))  # expect: ['c', 'b', 'c', 'c', 'a', 'b']
print(M.sample(range(1000), 10))  # expect: [894, 688, 832, 125, 398, 781, 574, 404, 377, 447]
print(M.sample(list(range(20)), 15))  # expect: [3, 14, 1, 11, 12, 6, 8, 9, 0, 5, 10, 4, 15, 7, 19]
print(M.sample('ab', counts=[3, 4], k=5))  # expect: ['a', 'b', 'a', 'b', 'b']
print(M.uniform(1, 5))  # expect: 1.415344645215597
print(M.triangular(1, 6, 2))  # expect: 2.053101637750575
print(M.gauss(0, 1))  # expect: -0.35339406601831386
print(M.gauss(1, 2))  # expect: -0.36063255340175604
print(M.normalvariate(0, 1))  # expect: -1.1515468982230255
print(M.expovariate(2))  # expect: 1.1186542394833878
print(M.betavariate(2, 3))  # expect: 0.7006971579584514
print(M.gammavariate(3, 2))  # expect: 9.66019542445449
print(M.gammavariate(0.3, 2))  # expect: 0.3747252020021439
print(M.vonmisesvariate(1, 2))  # expect: 1.2382794370437638
print(M.paretovariate(3))  # expect: 2.0653805485036894
print(M.weibullvariate(1, 2))  # expect: 0.8028332695625289
print(M.randbytes(9))  # expect: b'#\xb4\x1el\x8f.\x1a]a'
print(M.binomialvariate(20, 0.3))  # expect: 6
print(M.binomialvariate(1000, 0.4))  # expect: 384
M.seed(2.5)
print(M.random())  # expect: 0.41877545666909954
print(M.getrandbits(70))  # expect: 217825900577488448479
print(M.randrange(10))  # expect: 0
print(M.randint(1, 10 ** 30))  # expect: 760793129573041364208021986259
print(M.choice('abcdef'))  # expect: d
print(M.choices([1, 2, 3], k=5))  # expect: [1, 1, 3, 2, 3]
print(M.choices('abc', [1, 5, 2], k=6))  # expect: ['b', 'a', 'b', 'b', 'c', 'c']
print(M.sample(range(1000), 10))  # expect: [809, 266, 916, 584, 923, 239, 558, 6, 318, 473]
print(M.sample(list(range(20)), 15))  # expect: [5, 9, 19, 16, 14, 7, 15, 3, 10, 2, 8, 13, 12, 17, 4]
print(M.sample('ab', counts=[3, 4], k=5))  # expect: ['b', 'b', 'a', 'b', 'a']
print(M.uniform(1, 5))  # expect: 2.178212934696517
print(M.triangular(1, 6, 2))  # expect: 2.388016017601379
print(M.gauss(0, 1))  # expect: 0.15771347891583104
print(M.gauss(1, 2))  # expect: -2.8106759060915656
print(M.normalvariate(0, 1))  # expect: -0.394824326141652
print(M.expovariate(2))  # expect: 0.36224410865555
print(M.betavariate(2, 3))  # expect: 0.8739554449080018
print(M.gammavariate(3, 2))  # expect: 2.701963347363967
print(M.gammavariate(0.3, 2))  # expect: 0.27323777224722096
print(M.vonmisesvariate(1, 2))  # expect: 1.1294887351408598
print(M.paretovariate(3))  # expect: 1.2265244939412705
print(M.weibullvariate(1, 2))  # expect: 1.0176880408615199
print(M.randbytes(9))  # expect: b'\x01\xcc\x84)?\x9cQ}+'
print(M.binomialvariate(20, 0.3))  # expect: 6
print(M.binomialvariate(1000, 0.4))  # expect: 414
l = list(range(30))
M.shuffle(l)
print(l)  # expect: [10, 5, 26, 6, 7, 25, 8, 19, 27, 9, 4, 2, 15, 16, 20, 3, 22, 13, 24, 0, 12, 23, 28, 17, 11, 14, 18, 29, 21, 1]
state = M.getstate()
first = M.random()
M.setstate(state)
print(first == M.random())  # expect: True
M.seed(b'xyz')
print(M.random())  # expect: 0.9371584003394712
M.seed(-7)
print(M.random())  # expect: 0.32383276483316237
M.seed(2 ** 100)
print(M.random())  # expect: 0.7586581712996778
M.seed(True)
print(M.random())  # expect: 0.13436424411240122
M.seed('old', version=1)
print(M.random())  # expect: 0.37967105161626424
r = M.Random(5)
print(r.random())  # expect: 0.6229016948897019
class Sub(M.Random):
    n = 0

    def random(self):
        self.n += 1
        return self.n * 0.37 % 1
s = Sub()
print([s.randrange(7) for _ in range(5)])  # expect: [2, 4, 1, 4, 0]
print(s.choice('abc'))  # expect: a
print(s.sample(range(9), 3))  # expect: [5, 0, 7]
print(attempt('M.randrange(0)'))  # expect: ValueError: empty range for randrange()
print(attempt('M.choice([])'))  # expect: IndexError: Cannot choose from an empty sequence
print(attempt('M.sample([1],2)'))  # expect: ValueError: Sample larger than population or is negative
print(attempt('M.sample({1},1)'))  # expect: TypeError: Population must be a sequence.  For dicts or sets, use sorted(d).
print(attempt('M.randrange(1,5,0)'))  # expect: ValueError: zero step for randrange()
print(attempt('M.randrange(1.5)'))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(attempt('M.seed([])'))  # expect: TypeError: The only supported seed types are:  # expect: None, int, float, str, bytes, and bytearray.
print(attempt('M.choices([1],[0])'))  # expect: ValueError: Total of weights must be greater than zero
print(attempt('M.choices([1,2],2)'))  # expect: TypeError: The number of choices must be a keyword argument: k=2
print(attempt('M.getrandbits(-1)'))  # expect: ValueError: number of bits must be non-negative
print(attempt('M.gammavariate(0,1)'))  # expect: ValueError: gammavariate: alpha and beta must be > 0.0
print(attempt('M.randrange(5,1,2)'))  # expect: ValueError: empty range in randrange(5, 1, 2)
print(attempt('M.sample([1,2],1,counts=[1])'))  # expect: ValueError: The number of counts does not match the population
print(M.SystemRandom().randint(1, 6) in range(1, 7))  # expect: True
print(0 <= M.SystemRandom().random() < 1)  # expect: True
