# Constant divisors: what the loop computes by reciprocals is what divmod() computes, at the edges of 32 bits and beyond.
import random

random.seed(5)


def check(x):
    return (
        x % 2, x // 2, x % 3, x // 3, x % 7, x // 7, x % 1009, x // 1009, x % 65536, x // 65536,
        x % 4294967295, x // 4294967295, x % 2147483647, x // 2147483647, x % 4294967296, x // 4294967296,
        x % 1, x // 1, x % -7, x // -7, x % 641, x // 641, x % 4294967291, x // 4294967291,
    )


def reference(x):
    result = []
    for divisor in (2, 3, 7, 1009, 65536, 4294967295, 2147483647, 4294967296, 1, -7, 641, 4294967291):
        quotient, remainder = divmod(x, divisor)
        result += [remainder, quotient]
    return tuple(result)


values = [0, 1, 2, 3, 6, 7, 8, 1008, 1009, 2**31 - 1, 2**31, 2**32 - 1, 2**32 - 2, 2**32, 2**32 + 1]
values += [-1, -2, -7, -(2**32), 2**48 - 1, -(2**48), 2**63, 10**20, -(10**20), True]
values += [random.randrange(2**32) for _ in range(1000)] + [random.randrange(-(2**34), 2**34) for _ in range(500)]
print(all(check(value) == reference(value) for value in values), len(values))  # expect: True 1525
print(check(7.5)[:8], check(True)[:4])  # expect: (1.5, 3.0, 1.5, 2.0, 0.5, 1.0, 7.5, 0.0) (1, 0, 1, 0)


class Divided:
    def __mod__(self, other):
        return "mod", other

    def __floordiv__(self, other):
        return "floordiv", other


print(Divided() % 3, Divided() // 4, "a%d" % 5)  # expect: ('mod', 3) ('floordiv', 4) a5
try:
    values[1] % 0
except ZeroDivisionError as error:
    print(type(error).__name__)  # expect: ZeroDivisionError
