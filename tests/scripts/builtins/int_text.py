# Text of ints: the digit limit, format specifiers, subclasses and conversion methods.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


print(len(str(10**4299)), len(repr(-(10**4299))))  # expect: 4300 4301
print(error(lambda: str(10**4300)))  # expect: ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
print(error(lambda: int("1" * 4301)))  # expect: ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit
print(error(lambda: f"{10**5000}"))  # expect: ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
print(error(lambda: "%d" % 10**5000))  # expect: ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
print(len(hex(10**5000)), len(f"{10**5000:x}"), int("f" * 5000, 16).bit_length())  # expect: 4155 4153 20000
print(format(1234567, ","), format(1234567, "_"), format(-1234567, "+,"), format(255, "#x"), format(255, "#X"), format(255, "b"))  # expect: 1,234,567 1_234_567 -1,234,567 0xff 0XFF 11111111
print(format(255, "#o"), format(5, "08b"), format(-5, "08"), format(5, "+"), format(5, " "), format(5, "<8") + "|", format(5, "^8") + "|")  # expect: 0o377 00000101 -0000005 +5  5 5       |    5    |
print(format(5, "*>8"), format(-5, "*=8"), format(65, "c"), format(8364, "c"), format(1234567, ".2f"), format(12, "e"), format(0.5, "%"), format(1, "%"))  # expect: *******5 -******5 A € 1234567.00 1.200000e+01 50.000000% 100.000000%
print(format(0xDEADBEEF, "_x"), format(0xDEADBEEF, "#_b"), format(10**20, ","), format(123, "n"), format(1234, "010,"), format(3, "05d"))  # expect: dead_beef 0b1101_1110_1010_1101_1011_1110_1110_1111 100,000,000,000,000,000,000 123 00,001,234 00003
print(f"{255:>{10}}", f"{255:#06x}", f"{10**30:_}", f"{True}", f"{True:d}", f"{True:5}|", f"{False!r:>7}")  # expect:        255 0x00ff 1_000_000_000_000_000_000_000_000_000_000 True 1     1|   False
print(str(5), repr(-5), str(2**48), str(-(2**63)), str(2**64), "%d %i %u" % (1, -2, 2**70), "%x %X %o" % (255, 255, 8))  # expect: 5 -5 281474976710656 -9223372036854775808 18446744073709551616 1 -2 1180591620717411303424 ff FF 10
print(bin(10), bin(-10), oct(64), hex(-255), hex(2**70), bin(True))  # expect: 0b1010 -0b1010 0o100 -0xff 0x400000000000000000 0b1
print(error(lambda: format(5, "s")))  # expect: ValueError: Unknown format code 's' for object of type 'int'
print(error(lambda: format(5, ".2")))  # expect: ValueError: Precision not allowed in integer format specifier
print(error(lambda: format(5, "zz")))  # expect: ValueError: Unknown format code 'z' for object of type 'int'
print(error(lambda: format(5, ",x")))  # expect: ValueError: Cannot specify ',' with 'x'.
print(error(lambda: format(5, ",_")))  # expect: ValueError: Cannot specify both ',' and '_'.
print(error(lambda: format(-1, "c")))  # expect: OverflowError: %c arg not in range(0x110000)
print(error(lambda: format(2**21, "c")))  # expect: OverflowError: %c arg not in range(0x110000)
print(error(lambda: format(5, "+c")))  # expect: ValueError: Sign not allowed with integer format specifier 'c'
print(error(lambda: format(5, "#c")))  # expect: ValueError: Alternate form (#) not allowed with integer format specifier 'c'
print(error(lambda: format(10**400, "f")))  # expect: OverflowError: int too large to convert to float
print(error(lambda: format(5, "99999999999999999999")))  # expect: ValueError: Too many decimal digits in format string


class Count(int):
    pass


class Shown(int):
    def __str__(self):
        return "shown"

    def __repr__(self):
        return "represented"


class Converted:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        return self.value

    def __index__(self):
        return self.value


c = Count(5)
c.extra = "attribute"
print(c, repr(c), c + 1, type(c + 1), type(c) is Count, c.extra, c == 5, hash(c) == hash(5), {5: "found"}[c])  # expect: 5 5 6 <class 'int'> True attribute True True found
print(Count(2**70), Count("77") * 2, Count(), -Count(3), type(+Count(3)), type(abs(Count(3))), int(Count(9)), type(int(Count(9))))  # expect: 1180591620717411303424 154 0 -3 <class 'int'> <class 'int'> 9 <class 'int'>
print(Count.from_bytes(b"\x01\x00"), type(Count.from_bytes(b"\x01")), [10, 20, 30][Count(1)], "abc"[Count(2)], Count(3) * "ab")  # expect: 256 <class '__main__.Count'> 20 c ababab
print(Shown(5), repr(Shown(5)), f"{Shown(5)}", f"{Shown(5):d}", "%s %d" % (Shown(5), Shown(5)), str(Shown(5)), [Shown(5)])  # expect: shown represented shown 5 shown 5 shown [represented]
print(int(Converted(12)), [0, 1, 2][Converted(1)], hex(Converted(255)), 1 << (Converted(3).value), range(Converted(3)), bytes(Converted(2)))  # expect: 12 1 0xff 8 range(0, 3) b'\x00\x00'
print(error(lambda: int(Converted("a"))))  # expect: TypeError: __int__ returned non-int (type str)
print(error(lambda: [1][Converted("a")]))  # expect: TypeError: __index__ returned non-int (type str)
print(Count(7).__getnewargs__(), (5).__getnewargs__())  # expect: (7,) (5,)
print(bool(Count(0)), bool(Count(1)), Count(1) is not Count(1), Count(3) < 4, max(Count(3), 2))  # expect: False True True True 3
