"""Queens on a board, found by recursive generators with tuples and sets."""

import sys


def place(size, queens, columns, rising, falling):
    row = len(queens)
    if row == size:
        yield queens
        return
    for column in range(size):
        if column in columns or row + column in rising or row - column in falling:
            continue
        yield from place(
            size, queens + (column,), columns | {column}, rising | {row + column}, falling | {row - column}
        )


def main(n):
    count = 0
    checksum = 0
    for queens in place(n, (), frozenset(), frozenset(), frozenset()):
        count += 1
        for row, column in enumerate(queens):
            checksum = (checksum * 31 + row * column) % 1_000_003
    print("nqueens", n, count, checksum)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
