"""Counts words of a made-up text: splitting, cleaning and joining strings, a dict of counts."""

import sys

SYLLABLES = ["ka", "lo", "mi", "ren", "tu", "va", "sol", "ti", "bra", "ne", "xo", "pi"]
MARKS = ["", "", "", ",", ".", "!"]


def text(lines):
    """The same text every time: words of two or three syllables, some capitalised, some with a mark."""
    random = 42
    for _ in range(lines):
        words = []
        for _ in range(12):
            random = (random * 1103515245 + 12345) & 0x7FFFFFFF
            word = SYLLABLES[(random >> 4) % 12] + SYLLABLES[(random >> 9) % 12]
            if random & 0x10000:
                word += SYLLABLES[(random >> 18) % 5]
            if random & 0x20000:
                word = word.capitalize()
            words.append(word + MARKS[(random >> 21) % 6])
        yield " ".join(words)


def main(n):
    counts = {}
    letters = {}
    for line in text(n):
        for word in line.split():
            word = word.strip(",.!").lower()
            counts[word] = counts.get(word, 0) + 1
            first = word[0]
            if first in letters:
                letters[first].add(word)
            else:
                letters[first] = {word}
    common = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    shown = ", ".join(f"{word}={count}" for word, count in common)
    first = "".join(sorted(letters))
    print("wordcount", n, len(counts), sum(counts.values()), shown, first, len(letters["k"]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 90_000)
