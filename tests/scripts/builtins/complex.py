# The type complex.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


inf, nan = float("inf"), float("nan")
print(1 + 2j, 2j, -2j, 1.5 - 0.5j, complex(), complex(1, 2), complex("1+2j"), complex("-j"), complex(" (3-4e2J) "), complex("nan"))  # expect: (1+2j) 2j (-0-2j) (1.5-0.5j) 0j (1+2j) (1+2j) -1j (3-400j) (nan+0j)
print((1 + 2j) + (3 - 1j), (1 + 2j) - 1, 2 * (1 + 2j), (1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 4j), (1 + 2j) / 2, -(1 + 2j), +(1j))  # expect: (4+1j) 2j (2+4j) (5+5j) (-0.2+0.4j) (0.5+1j) (-1-2j) 1j
print((1 + 2j) ** 2, (1 + 2j) ** 0, 1j**2, (1 + 1j) ** -1, (2 + 0j) ** 10, 2 ** (0j), (0j) ** 0, (0j) ** 2, (-8) ** (0.5))  # expect: (-3+4j) (1+0j) (-1+0j) (0.5-0.5j) (1024+0j) (1+0j) (1+0j) 0j (1.7319121124709868e-16+2.8284271247461903j)
print(abs(3 + 4j), (1 + 2j).conjugate(), (1 + 2j).real, (1 + 2j).imag, complex(1.5), complex(True), complex(2**60), complex(1 + 2j))  # expect: 5.0 (1-2j) 1.0 2.0 (1.5+0j) (1+0j) (1.152921504606847e+18+0j) (1+2j)
print(1 + 0j == 1, 1j == 1, 1 + 0j == 1.0, 1 + 2j == 1 + 2j, 1j != 2j, complex(2**53) == 2**53 + 1, 1j == "a")  # expect: True False True True True False False
print(hash(1 + 0j) == hash(1), hash(1j), hash(1.5 + 2j), bool(0j), bool(1j), {1: "a"}[1 + 0j])  # expect: True 1000003 1152921504608846983 False True a
print(repr(complex(0.0, -0.0)), repr(complex(-0.0, 0.0)), repr(complex(inf, nan)), str(complex(1, inf)), complex(1e20, 1e-20))  # expect: -0j (-0+0j) (inf+nanj) (1+infj) (1e+20+1e-20j)
print(f"{1+2j:.2f}", format(1j, "e"), format(1 + 2j, ">15"), format(1 + 2j, "+"), format(1234567j, ","), f"{1+2j}", format(3j, "g"))  # expect: 1.00+2.00j 0.000000e+00+1.000000e+00j          (1+2j) (+1+2j) 1,234,567j (1+2j) 0+3j
print((1j).__complex__(), (1 + 2j).__getnewargs__(), (1j).__add__("a"), (1j).__eq__(1), (1j).__mul__(2), type(1j * 2), type(1j.real))  # expect: 1j (1.0, 2.0) NotImplemented False 2j <class 'complex'> <class 'float'>
print((1 + 2j).__pow__(2), pow(1j, 2), 1j * 1j, 3 - 2j, 1j / 1j, sum([1j, 2, 3.5]))  # expect: (-3+4j) (-1+0j) (-1+0j) (3-2j) (1+0j) (5.5+1j)

print(error(lambda: 1j // 1))  # expect: TypeError: unsupported operand type(s) for //: 'complex' and 'int'
print(error(lambda: 1j % 1))  # expect: TypeError: unsupported operand type(s) for %: 'complex' and 'int'
print(error(lambda: divmod(1j, 1)))  # expect: TypeError: unsupported operand type(s) for divmod(): 'complex' and 'int'
print(error(lambda: 1j < 2))  # expect: TypeError: '<' not supported between instances of 'complex' and 'int'
print(error(lambda: int(1j)))  # expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
print(error(lambda: float(1j)))  # expect: TypeError: float() argument must be a string or a real number, not 'complex'
print(error(lambda: complex("x")))  # expect: ValueError: complex() arg is a malformed string
print(error(lambda: complex("1 + 2j")))  # expect: ValueError: complex() arg is a malformed string
print(error(lambda: complex("")))  # expect: ValueError: complex() arg is a malformed string
print(error(lambda: format(1j, "d")))  # expect: ValueError: Unknown format code 'd' for object of type 'complex'
print(error(lambda: format(1j, "010")))  # expect: ValueError: Zero padding is not allowed in complex format specifier
print(error(lambda: format(1j, "=10")))  # expect: ValueError: '=' alignment flag is not allowed in complex format specifier
print(error(lambda: abs(complex(1e308, 1e308))))  # expect: 1.4142135623730951e+308
print(error(lambda: complex(10**400)))  # expect: OverflowError: int too large to convert to float
print(error(lambda: pow(1j, 2, 3)))  # expect: ValueError: complex modulo
print(error(lambda: (1e300j) ** 2.5))  # expect: OverflowError: complex exponentiation
print(error(lambda: 1j + "a"))  # expect: TypeError: unsupported operand type(s) for +: 'complex' and 'str'


class Point:
    def __init__(self, value):
        self.value = value

    def __complex__(self):
        return self.value


class Polar(complex):
    pass


p = Polar(1, 2)
p.name = "p"
print(complex(Point(3 + 4j)), p, type(p) is Polar, type(p + 0), p.name, p == 1 + 2j, hash(p) == hash(1 + 2j), complex(imag=2), complex(real=1.5, imag=2))  # expect: (3+4j) (1+2j) True <class 'complex'> p True True 2j (1.5+2j)
print(error(lambda: complex(Point(3))))  # expect: TypeError: __complex__ returned non-complex (type int)
