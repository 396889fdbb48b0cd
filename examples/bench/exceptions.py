"""Raising, catching and cleaning up: try in loops, across calls, with finally and with."""

import sys


class Refused(ValueError):
    pass


class Guard:
    def __init__(self):
        self.entered = 0
        self.left = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, trace):
        self.left += 1
        return kind is Refused


def check(number):
    if number % 3 == 0:
        raise Refused(number)
    return number


def through(depth, number):
    if depth == 0:
        return check(number)
    try:
        return through(depth - 1, number)
    finally:
        number += 1


def main(n):
    caught = total = 0
    for number in range(n):
        try:
            total += check(number)
        except (KeyError, ValueError) as error:
            caught += error.args[0] & 1
    guard = Guard()
    for number in range(n):
        with guard:
            total += check(number)
    deep = 0
    for number in range(n // 8):
        try:
            total += through(5, number)
        except Refused:
            deep += 1
    quiet = 0
    for number in range(n * 2):
        try:
            quiet += 1
        except ValueError:
            quiet -= 1
    print("exceptions", n, total, caught, guard.entered, guard.left, deep, quiet)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
