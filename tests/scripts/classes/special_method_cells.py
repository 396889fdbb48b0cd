# Instances' own attributes that are named like special methods: operators do not see them, reads and calls do.
class Special:
    def __getitem__(self, key):
        return "class"

    def __add__(self, other):
        return "class"


def read(instance):
    return instance.__getitem__


def call(instance):
    return instance.__add__(1)


for _ in range(3):
    read(Special()), call(Special())
first, second = Special(), Special()
first.__getitem__ = 5
print(first[0], Special()[0], read(first))  # expect: class class 5
second.__add__ = lambda other: "own"
print(second + 1, Special() + 1, call(second), call(Special()))  # expect: class class own class
