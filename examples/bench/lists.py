"""List work: append and pop, indexing, nested lists, slices, comprehensions, membership."""

import sys


def stack(n):
    items = []
    for number in range(n):
        items.append(number)
        if number % 3 == 0:
            items.pop()
    return len(items), items[-1]


def matrix(n):
    size = 30
    grid = [[row * column for column in range(size)] for row in range(size)]
    total = 0
    for _ in range(n // 4000):
        for row in range(1, size - 1):
            for column in range(1, size - 1):
                grid[row][column] = (grid[row - 1][column] + grid[row][column + 1] + 1) % 1009
    for row in grid:
        total += sum(row)
    return total


def slices(n):
    items = list(range(100))
    total = 0
    for number in range(n // 10):
        part = items[number % 50 : number % 50 + 20]
        items[10:20] = part[:10]
        total += part[-1] + len(part)
        if number in part:
            total += 1
    return total


def squares(n):
    return sum([number * number % 7 for number in range(n) if number & 1])


def main(n):
    print("lists", n, *stack(n), matrix(n), slices(n), squares(n))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4_000_000)
