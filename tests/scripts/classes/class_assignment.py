# `__class__` of instances that were made with another number of attributes.
import gc


class Small:
    pass


class Large:
    def __init__(self):
        self.a, self.b, self.c, self.d, self.e, self.f, self.g, self.h = range(8)


for _ in range(5):
    Large()
kept = []
for number in range(100):
    small = Small()
    small.number = number
    small.__class__ = Large
    kept.append(small)
gc.collect()
print(sum(small.number for small in kept))  # expect: 4950
for small in kept:
    small.__init__()
print(sum(small.h for small in kept), vars(kept[7]))  # expect: 700 {'number': 7, 'a': 0, 'b': 1, 'c': 2, 'd': 3, 'e': 4, 'f': 5, 'g': 6, 'h': 7}
for small in kept:
    small.__class__ = Small
gc.collect()
print(kept[7].h, type(kept[7]).__name__)  # expect: 7 Small


# What lies behind the attributes stays where it is.
def pair(base):
    class Few(base):
        pass

    class Many(base):
        def __init__(self, *arguments):
            self.a, self.b, self.c, self.d, self.e, self.f, self.g, self.h = range(8)

    return Few, Many


def there_and_back(base, content):
    few, many = pair(base)
    for _ in range(5):
        many(content)
    result = []
    for first, second in [(few, many), (many, few)]:
        instance = first(content)
        instance.__class__ = second
        instance.extra = 1
        result += [base(instance), len(instance), instance.extra]
        instance.__class__ = first
        result.append(base(instance))
    return result


print(there_and_back(tuple, (1, 2, 3)))  # expect: [(1, 2, 3), 3, 1, (1, 2, 3), (1, 2, 3), 3, 1, (1, 2, 3)]
print(there_and_back(str, "text"))  # expect: ['text', 4, 1, 'text', 'text', 4, 1, 'text']
print(there_and_back(bytes, b"bytes"))  # expect: [b'bytes', 5, 1, b'bytes', b'bytes', 5, 1, b'bytes']
print(there_and_back(frozenset, frozenset([1])))  # expect: [frozenset({1}), 1, 1, frozenset({1}), frozenset({1}), 1, 1, frozenset({1})]
