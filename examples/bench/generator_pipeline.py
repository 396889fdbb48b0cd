"""Generators that feed generators: resuming, yield from, send, generator expressions."""

import sys


def numbers(stop):
    state = 1
    for _ in range(stop):
        state = (state * 16807) % 2147483647
        yield state


def keep(source, modulus):
    for number in source:
        if number % modulus:
            yield number


def pairs(source):
    last = 0
    for number in source:
        yield last, number
        last = number


def averages():
    """Takes numbers by send; yields the mean so far."""
    total = count = 0
    mean = 0
    while True:
        number = yield mean
        total += number
        count += 1
        mean = total // count


def nested(depth, source):
    if depth:
        yield from nested(depth - 1, source)
    else:
        yield from source


def main(n):
    steps = (b - a for a, b in pairs(keep(keep(numbers(n), 3), 5)))
    total = sum(step * step % 1009 for step in steps)
    mean = averages()
    next(mean)
    last = 0
    for number in nested(8, numbers(n // 2)):
        last = mean.send(number % 100_000)
    print("generator_pipeline", n, total, last)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_800_000)
