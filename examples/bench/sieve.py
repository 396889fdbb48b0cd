"""Eratosthenes: item assignment in a list and in a bytearray, slice assignment, ranges."""

import sys


def with_list(limit):
    prime = [True] * limit
    prime[0] = prime[1] = False
    number = 2
    while number * number < limit:
        if prime[number]:
            for multiple in range(number * number, limit, number):
                prime[multiple] = False
        number += 1
    total = 0
    for candidate in range(limit):
        if prime[candidate]:
            total += candidate
    return total


def with_slices(limit):
    prime = bytearray(b"\x01") * limit
    prime[0:2] = b"\x00\x00"
    for number in range(2, int(limit**0.5) + 1):
        if prime[number]:
            prime[number * number :: number] = bytes(len(range(number * number, limit, number)))
    return sum(prime)


def main(n):
    print("sieve", n, with_list(n), with_slices(n))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8_000_000)
