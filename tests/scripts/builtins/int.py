# Operators of int, of every size, and what goes wrong with them.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


big = 1 << 100
print(big, -big, ~big, +big, abs(-big))  # expect: 1267650600228229401496703205376 -1267650600228229401496703205376 -1267650600228229401496703205377 1267650600228229401496703205376 1267650600228229401496703205376
print(281474976710655 + 1, -281474976710656 - 1, 2**48 * 2**14, 2**62 + 2**62)  # expect: 281474976710656 -281474976710657 4611686018427387904 9223372036854775808
print(9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * -9223372036854775808)  # expect: 9223372036854775808 -9223372036854775809 -85070591730234615856620279821087277056
print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 2, -7 % 2, 7 % -2, -7 % -2)  # expect: 3 -4 -4 3 1 1 -1 -1
print(big // 7, -big // 7, big // -7, -big // -7, big % 7, -big % 7, big % -7, -big % -7)  # expect: 181092942889747057356671886482 -181092942889747057356671886483 -181092942889747057356671886483 181092942889747057356671886482 2 5 -5 -2
print(-9223372036854775808 // -1, 5 % big, -5 % big, 5 // big, -5 // big)  # expect: 9223372036854775808 5 1267650600228229401496703205371 0 -1
print(divmod(7, -2), divmod(-big, 10**9), divmod(True, 2), divmod(0, 5))  # expect: (-4, -1) (-1267650600228229401497, 296794624) (0, 1) (0, 0)
print(2**10, 2**64, (-3) ** 5, 2**-2, 0**0, (-1) ** (10**30), (-1) ** (10**30 + 1), 1 ** -5, 10**25)  # expect: 1024 18446744073709551616 -243 0.25 1 1 -1 1.0 10000000000000000000000000
print((-2) ** -3, 0**5, big**2)  # expect: -0.125 0 1606938044258990275541962092341162602522202993782792835301376
print(pow(3, 200, 1000), pow(3, -1, 11), pow(3, 5, -7), pow(-3, 5, 7), pow(2, 10**40, 10**30), pow(5, 0, 1))  # expect: 1 4 -2 2 893380022607743740081787109376 0
print(pow(big + 1, -1, 10**31 + 33), pow(2, 5, 1), pow(2, -5, 1), pow(10, 3, -1))  # expect: 7061072419935016530360427391246 0 0 0
print(1 << 70, -1 << 70, -1 >> 100, big >> 98, -big >> 99, -big - 1 >> 100, 5 >> 10**30, -5 >> 10**30, 0 << 10**30)  # expect: 1180591620717411303424 -1180591620717411303424 -1 4 -2 -2 0 -1 0
print(big & (big - 1), big | 1, big ^ -1, -big & 0xFF, -1 & big, ~5 & 0xFF, -big | 12345, 6 ^ 3)  # expect: 0 1267650600228229401496703205377 -1267650600228229401496703205377 0 1267650600228229401496703205376 250 -1267650600228229401496703193031 5
print(1 / 3, 10**400 / 10**399, -7 / 2, 2**1000 / 3**600, 9007199254740993 / 1, (2**53 + 1) / 2**53, 0 / 5, 3 / -big)  # expect: 0.3333333333333333 10.0 -3.5 571798263596268.4 9007199254740992.0 1.0 0.0 -2.3665827156630354e-30
print(1 / 2**1074, 1 / 2**1076, 3 / 2**1075, (2**1024 - 2**970 - 1) / 1)  # expect: 5e-324 0.0 1e-323 1.7976931348623157e+308
print(1 == True, 0 == False, 1 == 1.0, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 10**400 == float("inf"), 5 != 5.5)  # expect: True True True True False False True
print(2**53 + 1 > 2.0**53, 10**400 < float("inf"), -(10**400) > float("-inf"), 5 < float("nan"), 5 >= float("nan"))  # expect: True True True False False
print(1 < 2, big > 5, -big < -5, big <= big, 3 < 2.5, 3 < 3.5, 1 << 62 < 4.611686018427387e18)  # expect: True True True True False True False
print(hash(0), hash(-1), hash(2**61 - 1), hash(2**61), hash(-(2**61)), hash(big), hash(-big), hash(True))  # expect: 0 -2 0 1 -2 549755813888 -549755813888 1
print(bool(0), bool(big), int(), int(3.9), int(-3.9), int(1e20), int(True), int("  -12_3 "), int("0x1f", 16), int("z", 36))  # expect: False True 0 3 -3 100000000000000000000 1 -123 31 35
print(int("0b101", 0), int("0o17", 0), int(b"12"), int(bytearray(b"-7")), int("١٢٣"), int("1" * 50))  # expect: 5 15 12 -7 123 11111111111111111111111111111111111111111111111111
print((5).bit_length(), (-big).bit_length(), (0).bit_length(), (255).bit_count(), (-7).bit_count(), (big - 1).bit_count())  # expect: 3 101 0 8 3 100
print((6).as_integer_ratio(), True.as_integer_ratio(), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator)  # expect: (6, 1) (1, 1) 5 5 0 5 1
print((5).is_integer(), (5).__trunc__(), (5).__floor__(), (5).__ceil__(), (5).__index__(), (5).__int__(), (5).__float__())  # expect: True 5 5 5 5 5 5.0
print(round(15, -1), round(25, -1), round(-15, -1), round(1234567, -3), round(5, -5), round(50, -2), round(51, -2), round(7, 3))  # expect: 20 20 -20 1235000 0 0 100 7
print(round(big, -25), round(-big, -10), round(12345, -400), round(12345, 400))  # expect: 1267650000000000000000000000000 -1267650600228229401500000000000 0 12345
print((1000).to_bytes(2), (1000).to_bytes(4, "little"), (-2).to_bytes(3, signed=True), (0).to_bytes(0), (5).to_bytes())  # expect: b'\x03\xe8' b'\xe8\x03\x00\x00' b'\xff\xff\xfe' b'' b'\x05'
print(big.to_bytes(13, "big"), (-big).to_bytes(14, "little", signed=True), (255).to_bytes(length=2, byteorder="little"))  # expect: b'\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00' b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\xff' b'\xff\x00'
print(int.from_bytes(b"\x03\xe8"), int.from_bytes(b"\xff\xfe", "little"), int.from_bytes(b"\xff\xfe", signed=True))  # expect: 1000 65279 -2
print(int.from_bytes(b""), int.from_bytes([1, 2]), int.from_bytes(bytearray(b"\x80"), "big", signed=True), int.from_bytes(b"\xff" * 12))  # expect: 0 258 -128 79228162514264337593543950335
print(5 .__add__(3), (5).__radd__(3), (5).__add__(2.0), (5).__divmod__(3), (5).__rdivmod__(13), (5).__pow__(2, 7), (7).__eq__("a"))  # expect: 8 8 NotImplemented (1, 2) (2, 3) 4 NotImplemented
print((5).__rsub__(3), (2).__rpow__(5), (5).__and__(3), (5).__lshift__(2), (5).__bool__(), (5).__neg__(), (5).__invert__())  # expect: -2 25 1 20 True -5 -6
print(isinstance(True, int), type(5), type(big), type(5 + True), type(True + True), int is type(1 << 200))  # expect: True <class 'int'> <class 'int'> <class 'int'> <class 'int'> True

print(error(lambda: 1 // 0))  # expect: ZeroDivisionError: integer division or modulo by zero
print(error(lambda: 1 % 0))  # expect: ZeroDivisionError: integer modulo by zero
print(error(lambda: 1 / 0))  # expect: ZeroDivisionError: division by zero
print(error(lambda: big // 0))  # expect: ZeroDivisionError: integer division or modulo by zero
print(error(lambda: big % 0))  # expect: ZeroDivisionError: integer modulo by zero
print(error(lambda: divmod(1, 0)))  # expect: ZeroDivisionError: integer division or modulo by zero
print(error(lambda: 0**-1))  # expect: ZeroDivisionError: 0.0 cannot be raised to a negative power
print(error(lambda: 1 << -1))  # expect: ValueError: negative shift count
print(error(lambda: 1 >> -1))  # expect: ValueError: negative shift count
print(error(lambda: big >> -1))  # expect: ValueError: negative shift count
print(error(lambda: 1 << 10**30))  # expect: OverflowError: too many digits in integer
print(error(lambda: pow(2, 3, 0)))  # expect: ValueError: pow() 3rd argument cannot be 0
print(error(lambda: pow(2, -1, 4)))  # expect: ValueError: base is not invertible for the given modulus
print(error(lambda: pow(0, -1, 5)))  # expect: ValueError: base is not invertible for the given modulus
print(error(lambda: 10**400 / 3))  # expect: OverflowError: integer division result too large for a float
print(error(lambda: 10**400 * 1.0))  # expect: OverflowError: int too large to convert to float
print(error(lambda: float(10**400)))  # expect: OverflowError: int too large to convert to float
print(error(lambda: 1 + "a"))  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
print(error(lambda: 1 < "a"))  # expect: TypeError: '<' not supported between instances of 'int' and 'str'
print(error(lambda: 5 @ 3))  # expect: TypeError: unsupported operand type(s) for @: 'int' and 'int'
print(error(lambda: int([])))  # expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
print(error(lambda: int(None)))  # expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
print(error(lambda: int("12x")))  # expect: ValueError: invalid literal for int() with base 10: '12x'
print(error(lambda: int("")))  # expect: ValueError: invalid literal for int() with base 10: ''
print(error(lambda: int("1__2")))  # expect: ValueError: invalid literal for int() with base 10: '1__2'
print(error(lambda: int(b"12x")))  # expect: ValueError: invalid literal for int() with base 10: b'12x'
print(error(lambda: int("1", 37)))  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
print(error(lambda: int("1", 1)))  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
print(error(lambda: int("1", -1)))  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
print(error(lambda: int("1", 10**30)))  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
print(error(lambda: int("1", "a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: int(1, 10)))  # expect: TypeError: int() can't convert non-string with explicit base
print(error(lambda: int(base=3)))  # expect: TypeError: int() missing string argument
print(error(lambda: int(x=3)))  # expect: TypeError: int() got an unexpected keyword argument 'x'
print(error(lambda: int(1, 2, 3)))  # expect: TypeError: int expected at most 2 arguments, got 3
print(error(lambda: int(float("inf"))))  # expect: OverflowError: cannot convert float infinity to integer
print(error(lambda: int(float("nan"))))  # expect: ValueError: cannot convert float NaN to integer
print(error(lambda: (300).to_bytes(1)))  # expect: OverflowError: int too big to convert
print(error(lambda: (128).to_bytes(1, signed=True)))  # expect: OverflowError: int too big to convert
print(error(lambda: (-129).to_bytes(1, signed=True)))  # expect: OverflowError: int too big to convert
print(error(lambda: (-1).to_bytes(1)))  # expect: OverflowError: can't convert negative int to unsigned
print(error(lambda: (1).to_bytes(-1)))  # expect: ValueError: length argument must be non-negative
print(error(lambda: (1).to_bytes(1, "x")))  # expect: ValueError: byteorder must be either 'little' or 'big'
print(error(lambda: (1).to_bytes(1, 5)))  # expect: TypeError: to_bytes() argument 'byteorder' must be str, not int
print(error(lambda: int.from_bytes("a")))  # expect: TypeError: cannot convert 'str' object to bytes
print(error(lambda: int.from_bytes(3)))  # expect: TypeError: cannot convert 'int' object to bytes
print(error(lambda: int.from_bytes([300])))  # expect: ValueError: bytes must be in range(0, 256)
print(error(lambda: round(5, 1.5)))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(error(lambda: round(5, "a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: (5).__format__(1)))  # expect: TypeError: __format__() argument must be str, not int
