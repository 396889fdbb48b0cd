"""Sorts records by functions, by attributes, by tuples and in reverse: key calls and comparisons."""

import sys


class Record:
    def __init__(self, number, name, weight):
        self.number = number
        self.name = name
        self.weight = weight

    def __lt__(self, other):
        return self.weight < other.weight


def records(count):
    random = 7
    made = []
    for number in range(count):
        random = (random * 1103515245 + 12345) & 0x7FFFFFFF
        made.append(Record(number, f"n{random % 9973}", (random >> 7) / 1024.0))
    return made


def checksum(ordered):
    total = 0
    for place, record in enumerate(ordered):
        total = (total + place * record.number) % 1_000_000_007
    return total


def main(n):
    everything = records(n)
    sums = [
        checksum(sorted(everything, key=lambda record: record.name)),
        checksum(sorted(everything, key=lambda record: (record.name, -record.weight))),
        checksum(sorted(everything, key=lambda record: record.weight, reverse=True)),
        checksum(sorted(everything)),
    ]
    numbers = [record.weight for record in everything]
    numbers.sort()
    words = sorted({record.name for record in everything}, key=len)
    print("sort_keys", n, *sums, f"{numbers[n // 2]:.3f}", len(words))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 130_000)
