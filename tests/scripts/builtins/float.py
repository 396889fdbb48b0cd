# Operators and methods of float.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


inf, nan = float("inf"), float("nan")
print(1.5 + 2, 2 - 0.5, 1.5 * 3, 7 / 2.0, 7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, 2.0**0.5)  # expect: 3.5 1.5 4.5 3.5 3.0 -4.0 1.5 0.5 -0.5 1.4142135623730951
print(0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e-5, 0.0001, -0.0, 5e-324, 1.7976931348623157e308, 1e22, 1e23)  # expect: 0.30000000000000004 1e+16 1000000000000000.0 1.2345678901234568e+17 1e-05 0.0001 -0.0 5e-324 1.7976931348623157e+308 1e+22 1e+23
print(inf, -inf, nan, inf - inf, inf * 0, inf // 1, 5.0 // inf, -5.0 // inf, -5.0 % inf, 5.0 % -inf, inf % 2)  # expect: inf -inf nan nan nan nan 0.0 -1.0 inf -inf nan
print(divmod(7.5, 2), divmod(-7.5, 2), divmod(7, -2.5), divmod(1.0, 0.1), divmod(-0.0, 1.0), divmod(5, inf))  # expect: (3.0, 1.5) (-4.0, 0.5) (-3.0, -0.5) (9.0, 0.09999999999999995) (-0.0, 0.0) (0.0, 5.0)
print(0.0**0, nan**0, 1**nan, (-2.0) ** 2, (-2.0) ** 3, (-2.0) ** -1, inf**-1, (-inf) ** 3, (-inf) ** 0.5, 0.0**2.5, (-0.0) ** 3)  # expect: 1.0 1.0 1.0 4.0 -8.0 -0.5 0.0 -inf inf 0.0 -0.0
print((-8.0) ** (1 / 3), (-1.0) ** 0.5, 2 ** 0.5, 0.5 ** 1000000, (-1.0) ** inf, 0.5**inf, 2.0**-inf)  # expect: (1.0000000000000002+1.7320508075688772j) (6.123233995736766e-17+1j) 1.4142135623730951 0.0 1.0 0.0 0.0
print(1.0 == 1, 0.1 + 0.2 == 0.3, nan == nan, nan != nan, nan < 1, 1.5 > True, inf > 10**400, -inf < -(10**400), 1e308 < 10**400)  # expect: True False False True False True True True True
print(2.0**53 < 2**53 + 1, 2.0**53 == 2**53 + 1, 2.0**64 == 2**64, 0.5 < 1 << 70, -0.5 < 0, 1e300 > 10**299, nan == 10**400)  # expect: True False True True True True False
print(hash(1.0), hash(0.5), hash(-1.0), hash(inf), hash(-inf), hash(1e300), hash(0.1), hash(-0.0), hash(2.0**61))  # expect: 1 1152921504606846976 -2 314159 -314159 1224995262755759164 230584300921369408 0 1
print(float(), float("1.5"), float("  -1e3 "), float("inf"), float("-Infinity"), float("nan"), float("1_000.5"), float(b"2.5"), float(bytearray(b"1e2")))  # expect: 0.0 1.5 -1000.0 inf -inf nan 1000.5 2.5 100.0
print(float(5), float(True), float(2**60), float(10**22), float("١٢.٥"), float(".5"), float("5."), float("1e400"))  # expect: 5.0 1.0 1.152921504606847e+18 1e+22 12.5 0.5 5.0 inf
print(bool(0.0), bool(-0.0), bool(nan), int(2.9), int(-2.9), int(1e30), abs(-2.5), -2.5, +2.5, abs(-0.0))  # expect: False False True 2 -2 1000000000000000019884624838656 2.5 -2.5 2.5 0.0
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1.5), round(1e20), round(5e15 + 0.5))  # expect: 2 4 -2 2.67 1200.0 0 2 100000000000000000000 5000000000000000
print(round(1.25, 1), round(1.35, 1), round(2.5, 0), round(-0.4), round(1e300, 5), round(123.456, 400), round(123.456, -400), round(nan, 2), round(2.5, None))  # expect: 1.2 1.4 2.0 0 1e+300 123.456 0.0 nan 2
print((2.7).__trunc__(), (-2.7).__floor__(), (-2.7).__ceil__(), (2.0).is_integer(), (2.5).is_integer(), inf.is_integer(), (2.5).conjugate())  # expect: 2 -3 -2 True False False 2.5
print((0.75).as_integer_ratio(), (-2.5).as_integer_ratio(), (0.1).as_integer_ratio(), (0.0).as_integer_ratio(), (1e20).as_integer_ratio())  # expect: (3, 4) (-5, 2) (3602879701896397, 36028797018963968) (0, 1) (100000000000000000000, 1)
print((1.5).hex(), (-0.1).hex(), (0.0).hex(), (-0.0).hex(), inf.hex(), nan.hex(), (5e-324).hex(), (1e300).hex())  # expect: 0x1.8000000000000p+0 -0x1.999999999999ap-4 0x0.0p+0 -0x0.0p+0 inf nan 0x0.0000000000001p-1022 0x1.7e43c8800759cp+996
print(float.fromhex("0x1.8p+1"), float.fromhex("-0x.1p4"), float.fromhex("inf"), float.fromhex("1.8"), float.fromhex("  0xap0  "))  # expect: 3.0 -1.0 inf 1.5 10.0
print((2.5).real, (2.5).imag, (1.5).__add__(1), (1.5).__radd__(1), (1.5).__add__("a"), (1.5).__divmod__(1), (1.5).__rdivmod__(4), (2.0).__pow__(3))  # expect: 2.5 0.0 2.5 2.5 NotImplemented (1.0, 0.5) (2.0, 1.0) 8.0
print(format(3.14159, ".2f"), format(1e10, "g"), format(1234567.891, ","), format(0.000012345, "e"), format(0.25, "%"), format(0.25, ".1%"), format(5.0, "010.2f"))  # expect: 3.14 1e+10 1,234,567.891 1.234500e-05 25.000000% 25.0% 0000005.00
print(format(1.5, "+"), format(-1.5, " "), format(1.0, ""), format(1.0, "g"), format(1.0, "#g"), format(1e100, "n"), format(-0.0, "z.1f"), format(nan, "05"), format(inf, "F"))  # expect: +1.5 -1.5 1.0 1 1.00000 1e+100 0.0 00nan INF
print(f"{3.14159:8.3f}|{3.14159:<8.3}|{3.14159:^+9.2e}|{1e-10}|{1234.5:_.2f}|{12.0:.0f}|{0.5:.0f}|{1.5:.0f}|{2.5:.0f}")  # expect:    3.142|3.14    |+3.14e+00|1e-10|1_234.50|12|0|2|2
print("%.3f %5.1f %e %g %G %%" % (3.14159, 2.25, 12345.678, 1e-10, 1e20), "%r %s" % (1.5, 2.5), "%d" % 3.99, "%5.1f|%-8.2f|%+.1e" % (1.25, 2, 3))  # expect: 3.142   2.2 1.234568e+04 1e-10 1E+20 % 1.5 2.5 3   1.2|2.00    |+3.0e+00
print(1e16.__repr__(), str(1e16), repr(0.1), str(1.0), repr(100000000000000000.0), repr(1e-7), repr(123456.789e3))  # expect: 1e+16 1e+16 0.1 1.0 1e+17 1e-07 123456789.0
print(1_0.5, 1e5 == 100000, type(1.0), type(1.0 + 1), type(2**-1), type(7 // 2.0), type(round(2.5)), type(round(2.5, 0)))  # expect: 10.5 True <class 'float'> <class 'float'> <class 'float'> <class 'float'> <class 'int'> <class 'float'>
print(nan in [nan], [nan] == [nan], {nan: 1}[nan])  # expect: True True 1

print(error(lambda: 2.0**10000))  # expect: OverflowError: (34, 'Numerical result out of range')
print(error(lambda: 10.0**400))  # expect: OverflowError: (34, 'Numerical result out of range')
print(error(lambda: 10**400 + 1.0))  # expect: OverflowError: int too large to convert to float
print(error(lambda: 1.0 < "a"))  # expect: TypeError: '<' not supported between instances of 'float' and 'str'
print(error(lambda: 1.5 + "a"))  # expect: TypeError: unsupported operand type(s) for +: 'float' and 'str'
print(error(lambda: 1.5 & 1))  # expect: TypeError: unsupported operand type(s) for &: 'float' and 'int'
print(error(lambda: 1.5 << 1))  # expect: TypeError: unsupported operand type(s) for <<: 'float' and 'int'
print(error(lambda: pow(2.0, 2, 3)))  # expect: TypeError: pow() 3rd argument not allowed unless all arguments are integers
print(error(lambda: float("abc")))  # expect: ValueError: could not convert string to float: 'abc'
print(error(lambda: float("")))  # expect: ValueError: could not convert string to float: ''
print(error(lambda: float(b"x")))  # expect: ValueError: could not convert string to float: b'x'
print(error(lambda: float([])))  # expect: TypeError: float() argument must be a string or a real number, not 'list'
print(error(lambda: float(None)))  # expect: TypeError: float() argument must be a string or a real number, not 'NoneType'
print(error(lambda: float(1, 2)))  # expect: TypeError: float expected at most 1 argument, got 2
print(error(lambda: float(x=1)))  # expect: TypeError: float() takes no keyword arguments
print(error(lambda: float(10**400)))  # expect: OverflowError: int too large to convert to float
print(error(lambda: float(1j)))  # expect: TypeError: float() argument must be a string or a real number, not 'complex'
print(error(lambda: round(inf)))  # expect: OverflowError: cannot convert float infinity to integer
print(error(lambda: round(nan)))  # expect: ValueError: cannot convert float NaN to integer
print(error(lambda: round(1.5, "a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: round(1.7976931348623157e308, -308)))  # expect: OverflowError: rounded value too large to represent
print(error(lambda: inf.as_integer_ratio()))  # expect: OverflowError: cannot convert Infinity to integer ratio
print(error(lambda: nan.as_integer_ratio()))  # expect: ValueError: cannot convert NaN to integer ratio
print(error(lambda: float.fromhex("xyz")))  # expect: ValueError: invalid hexadecimal floating-point string
print(error(lambda: float.fromhex("0x1p2000")))  # expect: OverflowError: hexadecimal value too large to represent as a float
print(error(lambda: format(1.5, "d")))  # expect: ValueError: Unknown format code 'd' for object of type 'float'
print(error(lambda: format(1.5, "x")))  # expect: ValueError: Unknown format code 'x' for object of type 'float'
print(error(lambda: format(1.5, ".")))  # expect: ValueError: Format specifier missing precision
print(error(lambda: (1.5).__format__(1)))  # expect: TypeError: __format__() argument must be str, not int
print(error(lambda: [1, 2][1.0]))  # expect: TypeError: list indices must be integers or slices, not float


class Real(float):
    pass


class Convertible:
    def __float__(self):
        return 2.5


class Wrong:
    def __float__(self):
        return "a"


class Indexed:
    def __index__(self):
        return 7


r = Real(1.5)
r.unit = "m"
print(r, repr(r), r + 1, type(r + 1), type(r) is Real, r.unit, r == 1.5, hash(r) == hash(1.5), type(+r), type(abs(r)), -r)  # expect: 1.5 1.5 2.5 <class 'float'> True m True True <class 'float'> <class 'float'> -1.5
print(float(Convertible()), float(Indexed()), "%.1f" % Convertible(), Real("2.5"), Real.fromhex("0x1p1"), type(Real.fromhex("0x1p1")))  # expect: 2.5 7.0 2.5 2.5 2.0 <class '__main__.Real'>
print(error(lambda: float(Wrong())))  # expect: TypeError: Wrong.__float__ returned non-float (type str)
print(int(r), round(r), r.is_integer(), f"{r:.2f}", f"{r}", bool(Real(0)), Real(2) ** 2, 2 ** Real(3), Real(7) // 2)  # expect: 1 2 False 1.50 1.5 False 4.0 8.0 3.0
