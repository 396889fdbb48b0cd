# str.format, format specifiers of strings, f-strings and the % operator of str.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


class Point:
    x = 3

    def __format__(self, spec):
        return f"<{spec}>"

    def __getitem__(self, key):
        return f"item {key!r}"


p = Point()
print("{} {}".format(1, "a"), "{0} {1} {0}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{{}} {}".format(5), "{0[1]} {0[-1]}".format({1: "x", "-1": "y"}), "{.real}".format(5))  # expect: 1 a a b a 1 2 {} 5 x y 5
print("{0.x} {0[key]} {0[3]} {0:spec} {0}".format(p), "{!r} {!s} {!a}".format("é", "é", "é"), "{:>{}}|{:<{w}}".format("a", 4, "b", w=3), "{0:{1}{2}}".format(3.14159, ".", "2f"))  # expect: 3 item 'key' item 3 <spec> <> 'é' é '\xe9'    a|b   3.14
print("{:5}|{:<5}|{:^5}|{:>5}|{:*^7}|{:.2}|{:5.1}|".format("ab", "ab", "ab", "ab", "ab", "abc", "abc"), "{:é^5}".format("x"), "{:s}".format("a"), "{:05}".format("ab"))  # expect: ab   |ab   | ab  |   ab|**ab***|ab|a    | ééxéé a ab000
print("{:d} {:x} {:,} {:+} {:.2f} {:e} {:%}".format(5, 255, 1234567, 3, 2.5, 12345.678, 0.5), "{:b}".format(True), "{!r:>6}".format("a"), "{:}".format(5), "{a.x}".format(a=p))  # expect: 5 ff 1,234,567 +3 2.50 1.234568e+04 50.000000% 1    'a' 5 3
print("{a} {b[0]}".format_map({"a": 1, "b": [2]}), "{x[a b]}".format(x={"a b": 7}), "{} {a} {}".format(1, 2, a=3), "".format() == "", "{:{}}".format("x", ""))  # expect: 1 2 7 1 3 2 True x


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {b}".format_map(Default(a=1)), "%(a)s %(b)s" % Default(a=1))  # expect: 1 <b> 1 <b>
value, width = 3.14159, 10
print(f"{value:.2f}", f"{value:{width}.{3}}", f"{value!r:>{width}}", f"{'a' + 'b'}", f"{value=}", f"{value = :.1f}", f"{{}}", f"{p:x}", f"{p!r:.6}", f"{width:#x}{width}")  # expect: 3.14       3.14    3.14159 ab value=3.14159 value = 3.1 {} <x> <__mai 0xa10
print(format("abc", ""), format("abc", ">5"), format("abc", "*<5.2"), format("é", "^3"), f"{None}", f"{[1]}", f"{'x':5}|", f"{'%'}", f"{1}{2}", f"{width:>{width}}")  # expect: abc   abc ab***  é  None [1] x    | % 12         10
print("%s %r %a" % ("é", "é", "é"), "%d%%" % 5, "%5s|%-5s|%.1s|%5.1s|" % ("ab", "ab", "ab", "ab"), "%(a)d %(b)s" % {"a": 1, "b": "x"}, "%c%c%c" % ("a", 98, "€"), "%s" % None)  # expect: é 'é' '\xe9' 5%    ab|ab   |a|    a| 1 x ab€ None
print("%s" % (1,), "%s %s" % ("a", (1, 2)), "%s" % [1, 2], "a" % (), "a" % {}, "%x %o %X %#x %#o" % (255, 8, 255, 255, 8), "%+d % d %05d %-5d|" % (5, 5, 5, 5), "%.3d" % 5)  # expect: 1 a (1, 2) [1, 2] a a ff 10 FF 0xff 0o10 +5  5 00005 5    | 005
print("%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159), "%i %u" % (3.9, -3.9), "%e %E %f %F %g %G" % (1.5, 1.5, 1.5, 1.5, 1.5, 1e-10), "%5.1f|%-8.2e|" % (2.25, 3), "%r" % "a'b", "%%")  # expect:     1|2    |3.14 3 -3 1.500000e+00 1.500000E+00 1.500000 1.500000 1.5 1E-10   2.2|3.00e+00| "a'b" %%
print("%s" % {"a": 1}, "%(a)s" % {"a": {"b": 1}}, "%s %%" % 1, "%05s" % "a", "%ld" % 3, "%s" % b"x", "%d" % True, "é%s€" % "x")  # expect: {'a': 1} {'b': 1} 1 %     a 3 b'x' 1 éx€

print(error(lambda: "{}".format()))  # expect: IndexError: Replacement index 0 out of range for positional args tuple
print(error(lambda: "{a}".format()))  # expect: KeyError: 'a'
print(error(lambda: "{0} {}".format(1)))  # expect: ValueError: cannot switch from manual field specification to automatic field numbering
print(error(lambda: "{} {0}".format(1)))  # expect: ValueError: cannot switch from automatic field numbering to manual field specification
print(error(lambda: "{0.y}".format(p)))  # expect: AttributeError: 'Point' object has no attribute 'y'
print(error(lambda: "{0[a]}".format([1])))  # expect: TypeError: list indices must be integers or slices, not str
print(error(lambda: "{0[5]}".format([1])))  # expect: IndexError: list index out of range
print(error(lambda: "{:d}".format("a")))  # expect: ValueError: Unknown format code 'd' for object of type 'str'
print(error(lambda: "{:x}".format("a")))  # expect: ValueError: Unknown format code 'x' for object of type 'str'
print(error(lambda: "{:+}".format("a")))  # expect: ValueError: Sign not allowed in string format specifier
print(error(lambda: "{:=5}".format("a")))  # expect: ValueError: '=' alignment not allowed in string format specifier
print(error(lambda: "{:,}".format("a")))  # expect: ValueError: Cannot specify ',' with 's'.
print(error(lambda: "{!x}".format(1)))  # expect: ValueError: Unknown conversion specifier x
print(error(lambda: "{".format(1)))  # expect: ValueError: Single '{' encountered in format string
print(error(lambda: "}".format(1)))  # expect: ValueError: Single '}' encountered in format string
print(error(lambda: "{0".format(1)))  # expect: ValueError: expected '}' before end of string
print(error(lambda: "{0!}".format(1)))  # expect: ValueError: unmatched '{' in format spec
print(error(lambda: "{:{:{}}}".format(1, 2, 3)))  # expect: ValueError: Max string recursion exceeded
print(error(lambda: "{}".format_map({})))  # expect: ValueError: Format string contains positional fields
print(error(lambda: "{a}".format_map({})))  # expect: KeyError: 'a'
print(error(lambda: "{a}".format_map(5)))  # expect: TypeError: 'int' object is not subscriptable
print(error(lambda: format([], "x")))  # expect: TypeError: unsupported format string passed to list.__format__
print(error(lambda: format(None, "x")))  # expect: TypeError: unsupported format string passed to NoneType.__format__
print(error(lambda: format(object(), ">5")))  # expect: TypeError: unsupported format string passed to object.__format__
print(error(lambda: format(1, 2)))  # expect: TypeError: format() argument 2 must be str, not int
print(error(lambda: "a" % 1))  # expect: TypeError: not all arguments converted during string formatting
print(error(lambda: "%s" % ()))  # expect: TypeError: not enough arguments for format string
print(error(lambda: "%s %s" % (1,)))  # expect: TypeError: not enough arguments for format string
print(error(lambda: "%s" % (1, 2)))  # expect: TypeError: not all arguments converted during string formatting
print(error(lambda: "%d" % "a"))  # expect: TypeError: %d format: a real number is required, not str
print(error(lambda: "%d" % None))  # expect: TypeError: %d format: a real number is required, not NoneType
print(error(lambda: "%i" % 1j))  # expect: TypeError: %i format: a real number is required, not complex
print(error(lambda: "%x" % 1.5))  # expect: TypeError: %x format: an integer is required, not float
print(error(lambda: "%o" % "a"))  # expect: TypeError: %o format: an integer is required, not str
print(error(lambda: "%f" % "a"))  # expect: TypeError: must be real number, not str
print(error(lambda: "%c" % -1))  # expect: OverflowError: %c arg not in range(0x110000)
print(error(lambda: "%c" % 0x110000))  # expect: OverflowError: %c arg not in range(0x110000)
print(error(lambda: "%c" % 10**30))  # expect: OverflowError: %c arg not in range(0x110000)
print(error(lambda: "%(a)s" % 1))  # expect: TypeError: format requires a mapping
print(error(lambda: "%(a)s" % {}))  # expect: KeyError: 'a'
print(error(lambda: "%(a" % {}))  # expect: ValueError: incomplete format key
print(error(lambda: "%*d" % ("a", 1)))  # expect: TypeError: * wants int
print(error(lambda: "%y" % 1))  # expect: ValueError: unsupported format character 'y' (0x79) at index 1
print(error(lambda: "%" % 1))  # expect: ValueError: incomplete format
print(error(lambda: "%d" % float("inf")))  # expect: OverflowError: cannot convert float infinity to integer
print(error(lambda: "%(a)s %s" % {"a": 1}))  # expect: TypeError: not enough arguments for format string


class Bad:
    def __format__(self, spec):
        return 5


print(error(lambda: format(Bad())))  # expect: TypeError: __format__ must return a str, not int
print(error(lambda: f"{Bad()}"))  # expect: TypeError: __format__ must return a str, not int
