"""Reading, writing and calling through attributes: instances, classes, properties, inheritance."""

import sys


class Base:
    step = 3

    def __init__(self):
        self.x = 0
        self.y = 0

    def move(self, distance):
        self.x += distance

    @property
    def place(self):
        return self.x - self.y


class Derived(Base):
    def turn(self):
        self.move(self.step)
        self.y += 1
        return self.place


class Other(Derived):
    step = 5

    def __init__(self):
        super().__init__()
        self.extra = 1


def loops(n):
    things = [Derived(), Other()]
    total = 0
    for number in range(n):
        thing = things[number & 1]
        total = (total + thing.turn() + thing.x) % 1_000_003
    single = things[0]
    for number in range(n):
        single.x = single.x + single.step
        single.y = number
        if single.x > 1_000_000:
            single.x = 0
    return total, single.x, single.y


def main(n):
    print("attributes", n, *loops(n))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
