"""Builds, counts and drops many trees: allocation and reference counts."""

import sys


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


def main(n):
    kept = build(n)
    total = 0
    for depth in range(4, n + 1, 4):
        for _ in range(1 << (n - depth)):
            total += count(build(depth))
    print("binary_trees", n, total, count(kept))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 17)
