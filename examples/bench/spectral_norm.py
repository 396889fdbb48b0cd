"""The largest stretch of an infinite matrix, by power iteration: calls, float arithmetic, comprehensions."""

import sys


def entry(row, column):
    diagonal = row + column
    return 1.0 / (diagonal * (diagonal + 1) // 2 + row + 1)


def times(vector):
    size = range(len(vector))
    return [sum(entry(row, column) * vector[column] for column in size) for row in size]


def times_transposed(vector):
    size = range(len(vector))
    result = []
    for column in size:
        total = 0.0
        for row in size:
            total += entry(row, column) * vector[row]
        result.append(total)
    return result


def norm(n):
    u = [1.0] * n
    v = u
    for _ in range(6):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    dot = sum(a * b for a, b in zip(u, v))
    square = sum(b * b for b in v)
    return (dot / square) ** 0.5


def main(n):
    print("spectral_norm", n, f"{norm(n):.9f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 450)
