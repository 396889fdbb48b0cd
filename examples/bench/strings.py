"""String work: building, slicing, searching, formatting, comparing, converting."""

import sys


def build(n):
    parts = []
    for number in range(n):
        parts.append(str(number))
        parts.append("-")
    text = "".join(parts)
    return len(text), text.count("9-"), text.find(f"{n - 1}-")


def append(n):
    text = ""
    for number in range(n):
        text += "ab" if number & 1 else "c"
        if len(text) > 1000:
            text = text[500:]
    return len(text), text[:6]


def scan(n):
    text = "the quick brown fox jumps over the lazy dog " * 20
    vowels = 0
    for number in range(n // 1000):
        for letter in text:
            if letter in "aeiou":
                vowels += 1
    return vowels


def form(n):
    total = 0
    for number in range(n):
        line = f"{number:>8}|{number % 13:02d}|{number / 7:.3f}"
        total += len(line) + int(line[9:11])
        if line.startswith("  ") and line.endswith("0"):
            total += 1
    return total


def change(n):
    text = "Some Words, with commas, and UPPER case"
    total = 0
    for number in range(n // 4):
        pieces = text.lower().replace(",", ";").split("; ")
        total += len(pieces) + (pieces[number % 3] > "some")
    return total


def main(n):
    print("strings", n, *build(n), *append(n), scan(n), form(n), change(n))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
