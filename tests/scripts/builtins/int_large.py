"""Ints whose products, quotients, powers and texts are made in steps."""
import sys

sys.set_int_max_str_digits(0)
M = 2**61 - 1
N = 2**89 - 1


def number(bits, divisor):
    return (1 << bits) // divisor


a, b = number(2**19 + 100, 7), number(2**19 + 7, 11)
product = a * b
print(product % M == (a % M) * (b % M) % M, product % N == (a % N) * (b % N) % N)  # expect: True True
print(-a * b == -product, (a * a) % M == pow(a % M, 2, M))  # expect: True True
long = number(2**19 + 12345, 13) * number(2**17 + 1, 3)
print(long % N == number(2**19 + 12345, 13) % N * (number(2**17 + 1, 3) % N) % N)  # expect: True

c, d = number(2**17 + 129, 7), number(2**16 + 64, 11)
product = c * d
print(divmod(product + 99, c) == (d, 99), divmod(-product - 99, c) == (-d - 1, c - 99))  # expect: True True
print(divmod(product + 99, -c) == (-d - 1, 99 - c), (product + 99) // d == c)  # expect: True True
quotient, rest = divmod(c * c, d)
print(quotient * d + rest == c * c, 0 <= rest < d, (c * c) % d == rest)  # expect: True True True
print(divmod(d, c) == (0, d), divmod(c, c) == (1, 0), c // -c)  # expect: True True -1

for base, exponent in (3, 100_001), (10, 50_000), (-7, 50_001), (12, 50_000), (-2, 10**6 + 1):
    power = base**exponent
    print(power % M == pow(base, exponent, M), power % N == pow(base, exponent, N), end=" ")
print()
# expect: True True True True True True True True True True
odd = number(2**16 + 5, 3) | 1
print(pow(3, 37, odd) == 3**37, pow(odd - 1, 3, odd) == odd - 1)  # expect: True True
odd = number(2**12, 3) | 1
print(pow(5, odd, odd) == pow(5, odd - 1, odd) * 5 % odd)  # expect: True

text = "1" + "0" * 99_999 + "7"
large = int(text)
print(large == 10**100_000 + 7, str(large) == text, str(-large) == "-" + text)  # expect: True True True
print(int(" -1_" + text[1:] + " ") == -large, int(text, 0) == large)  # expect: True True
text = str(c << 2**18)
print(int(text) == c << 2**18, int(text[-18:]) == (c << 2**18) % 10**18)  # expect: True True
try:
    int(text + "x")
except ValueError as error:
    print(str(error)[:40])  # expect: invalid literal for int() with base 10: 
