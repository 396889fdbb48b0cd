def count(x):
    while x > 0:
        x -= 1
    x = x + 1
    y = x * 2.5 - 7 // x
    z = -y + (x & 3 | 1 << 40)
    return (x + y) * (z - 1) - 40000


CONSTANT = 60 * 60 * 24
BIG = 2 ** 100
NEGATIVE = -5
TEXT = "ab" * 3 + "c"
ZERO, MINUS_ZERO, ONE, ONE_FLOAT, TRUE = 0.0, -0.0, 1, 1.0, True
