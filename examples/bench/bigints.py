"""Large whole numbers: digits of pi, powers, greatest common divisors, conversion to text."""

import math
import sys


def pi_digits(count):
    """Machin's formula with whole numbers scaled by a power of ten."""
    scale = 10 ** (count + 10)

    def inverse_tangent(x):
        term = scale // x
        total = term
        divisor = 3
        square = x * x
        while term:
            term = -term // square
            total += term // divisor
            divisor += 2
            if term == -1:
                break
        return total

    return 4 * (4 * inverse_tangent(5) - inverse_tangent(239)) // 10**10


def main(n):
    sys.set_int_max_str_digits(0)
    digits = str(pi_digits(n))
    tail = sum(int(digit) * place for place, digit in enumerate(digits[-100:]))
    a = b = 1
    for _ in range(n * 2):
        a, b = b, a + b
    power = pow(3, n, 2**521 - 1)
    print("bigints", n, digits[:12], tail, math.gcd(a, b * 12), a % 1_000_003, power % 1_000_003)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000)
