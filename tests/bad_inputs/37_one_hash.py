# seconds: 10
import sys


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.number == other.number


size = 800 if "small" in sys.argv else 3000
print(len({Key(number): number for number in range(size)}) == size)  # expect: True
