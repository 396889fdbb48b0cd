"""Dict work: ints, strings and tuples as keys; growing, deleting, iterating, defaults, comprehensions."""

import sys


def by_int(n):
    table = {}
    for number in range(n):
        table[number * 7919 % 10_007] = number
        if number % 5 == 0:
            table.pop(number % 10_007, None)
    return len(table), sum(table.values()) % 1_000_003


def by_str(n):
    names = [f"name{number}" for number in range(200)]
    table = dict.fromkeys(names, 0)
    for number in range(n):
        table[names[number % 200]] += 1
    return table["name7"]


def by_tuple(n):
    grid = {(row, column): row ^ column for row in range(40) for column in range(40)}
    total = 0
    for number in range(n):
        total += grid[number % 40, number % 37]
    return total, len(grid)


def walk(n):
    table = {f"key{number}": number for number in range(1000)}
    total = 0
    for _ in range(n // 2000):
        for key, value in table.items():
            if value & 1 and "key" in key:
                total += value
    return total


def main(n):
    print("dicts", n, *by_int(n), by_str(n), *by_tuple(n), walk(n))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_500_000)
