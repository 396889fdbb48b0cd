"""Pancakes: how many flips, over all orders of n, bring number 1 to the front. Small lists, slices, swaps."""

import sys


def flips_of(order):
    """Turns the first k numbers round, where k is the first number, until that is 1."""
    row = order[:]
    flips = 0
    while (first := row[0]) != 1:
        row[:first] = row[first - 1 :: -1]
        flips += 1
    return flips


def next_order(order):
    """The next order in the dictionary's sense, in place; False after the last."""
    left = len(order) - 2
    while left >= 0 and order[left] > order[left + 1]:
        left -= 1
    if left < 0:
        return False
    right = len(order) - 1
    while order[right] < order[left]:
        right -= 1
    order[left], order[right] = order[right], order[left]
    order[left + 1 :] = order[: left : -1]
    return True


def search(n):
    order = list(range(1, n + 1))
    most = 0
    checksum = 0
    even = True
    while True:
        if order[0] != 1:
            flips = flips_of(order)
            if flips > most:
                most = flips
            checksum += flips if even else -flips
        even = not even
        if not next_order(order):
            return most, checksum


def main(n):
    most, checksum = search(n)
    print("fannkuch", n, most, checksum)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
