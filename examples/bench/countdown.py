"""A loop over one local int: compare, subtract, jump."""

import sys


def countdown(number):
    while number > 0:
        number -= 1
    return number


def main(n):
    print("countdown", n, countdown(n))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000_000)
