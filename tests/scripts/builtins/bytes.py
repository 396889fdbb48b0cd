# The type bytes.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


data = b"hello"
print(data, len(data), data[0], data[-1], data[1:3], data[::-1], data[::2], data[10:], list(data), bytes(reversed(data)), data[True])  # expect: b'hello' 5 104 111 b'el' b'olleh' b'hlo' b'' [104, 101, 108, 108, 111] b'olleh' 101
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"a"), bytes(bytearray(b"ab")), bytes(range(3)), bytes("a", "ascii", "strict"), bytes(source=b"x"), bytes((1, True)))  # expect: b'' b'\x00\x00\x00' b'\x01\x02\xff' b'\xc3\xa9' b'a' b'ab' b'\x00\x01\x02' b'a' b'x' b'\x01\x01'
print(b"a" + b"b", b"ab" * 2, 2 * b"ab", b"a" + bytearray(b"b"), b"a" * 0, b"" + b"x", b"a" < b"b", b"a" == b"a", b"a" == "a", b"a" != bytearray(b"a"), b"ab" > b"a")  # expect: b'ab' b'abab' b'abab' b'ab' b'' b'x' True True False False True
print(b"e" in data, 101 in data, b"" in data, b"xx" in data, bytearray(b"ll") in data, hash(b"a") == hash(b"a"), {b"a": 1}[b"a"], bool(b""), bool(b"a"))  # expect: True True True False True True 1 False True
print(repr(b"it's"), repr(b'"'), repr(b"\n\t\\\x00\xff'\""), str(b"a"), b"\x41\101\n", rb"\n", b"%d")  # expect: b"it's" b'"' b'\n\t\\\x00\xff\'"' b'a' b'AA\n' b'\\n' b'%d'
print(b"hello world".capitalize(), b"aB".swapcase(), b"ab cd".title(), b"AB".lower(), b"ab\xe9".upper(), b"ab".center(5, b"*"), b"ab".ljust(4) + b"|", b"ab".rjust(4), b"-5".zfill(4), b"a".center(4, bytearray(b".")))  # expect: b'Hello world' b'Ab' b'Ab Cd' b'ab' b'AB\xe9' b'**ab*' b'ab  |' b'  ab' b'-005' b'.a..'
print(b"banana".count(b"a"), b"banana".count(97), b"banana".find(b"na"), b"banana".rfind(b"na"), b"banana".find(110), b"banana".index(b"n", 3), b"banana".find(b"x"), b"abc".find(b"", 4), b"banana".count(b"a", 2, 4))  # expect: 3 3 2 4 2 4 -1 -1 1
print(b"a,b,,c".split(b","), b" a b ".split(), b"a,b,c".split(b",", 1), b"a,b,c".rsplit(b",", 1), b"a\nb\r\nc".splitlines(), b"a\nb".splitlines(True), b"a\x0bb".splitlines(), b"a-b".partition(b"-"), b"a-b-c".rpartition(b"-"), b"ab".partition(b"-"))  # expect: [b'a', b'b', b'', b'c'] [b'a', b'b'] [b'a', b'b,c'] [b'a,b', b'c'] [b'a', b'b', b'c'] [b'a\n', b'b'] [b'a\x0bb'] (b'a', b'-', b'b') (b'a-b', b'-', b'c') (b'ab', b'', b'')
print(b"  a ".strip(), b"xax".strip(b"x"), b"xax".lstrip(b"x"), b"xax".rstrip(b"x"), b"banana".replace(b"a", b"o"), b"banana".replace(b"a", b"", 2), b"ab".replace(b"", b"-"), b"ab".removeprefix(b"a"), b"ab".removesuffix(b"b"))  # expect: b'a' b'a' b'ax' b'xa' b'bonono' b'bnna' b'-a-b-' b'b' b'a'
print(b"ab".startswith(b"a"), b"ab".startswith((b"x", b"a")), b"ab".endswith(b"b"), b"ab".startswith(bytearray(b"a")), b"ab".isalpha(), b"a1".isalnum(), b"12".isdigit(), b" \n".isspace(), b"ab".islower(), b"AB".isupper(), b"Ab".istitle(), b"\xff".isascii(), b"".isascii())  # expect: True True True True True True True True True True True False True
print(b",".join([b"a", b"b"]), b"".join([]), b"-".join((bytearray(b"x"), b"y")), b"a\tb".expandtabs(4), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"abc".translate(None, delete=b"a"), len(bytes.maketrans(b"", b"")))  # expect: b'a,b' b'' b'x-y' b'a   b' b'xyc' b'ac' b'bc' 256
print(b"\x01\xab".hex(), b"\x01\xab\xff".hex(":"), b"\x01\xab\xff\x00\x10".hex("_", 2), b"\x01\xab\xff\x00\x10".hex("_", -2), bytes.fromhex("01 ab FF"), bytes.fromhex(""), b"".hex(), bytes.fromhex(" 0a\n0B "), b"ab".hex(sep="-", bytes_per_sep=0))  # expect: 01ab 01:ab:ff 01_abff_0010 01ab_ff00_10 b'\x01\xab\xff' b''  b'\n\x0b' 6162
print(b"h\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"\xff".decode("ascii", "replace"), b"a\xffb".decode("utf-8", "ignore"), b"\xff".decode("utf-8", "backslashreplace"), ascii(b"\xff".decode("utf-8", "surrogateescape")), b"\xff\xfea\x00".decode("utf-16"), b"\xef\xbb\xbfa".decode("utf-8-sig"))  # expect: hé é � ab \xff '\udcff' a a
print(b"%s %d %c %x" % (b"a", 5, b"z", 255), b"%b|%5s|%-5s|" % (b"a", b"b", b"c"), b"%a %r" % ("é", "x"), b"%c" % 65, b"%(k)s" % {b"k": b"v"}, b"%.2f %%" % 1.5, b"%5d|%-5d|%05d" % (1, 2, 3), b"%s" % bytearray(b"x"))  # expect: b'a 5 z ff' b'a|    b|c    |' b"'\\xe9' 'x'" b'A' b'v' b'1.50 %' b'    1|2    |00003' b'x'
print(type(iter(b"a")).__name__, iter(b"abc").__length_hint__(), next(iter(b"a")), b"a".__getnewargs__(), b"a".__bytes__(), b"ab".__getitem__(0), b"a".__add__(b"b"), b"a".__contains__(97))  # expect: bytes_iterator 3 97 (b'a',) b'a' 97 b'ab' True

print(error(lambda: b"a" + 1))  # expect: TypeError: can't concat int to bytes
print(error(lambda: b"a" + "a"))  # expect: TypeError: can't concat str to bytes
print(error(lambda: b"a" * "a"))  # expect: TypeError: can't multiply sequence by non-int of type 'str'
print(error(lambda: b"a"[5]))  # expect: IndexError: index out of range
print(error(lambda: b"a"["x"]))  # expect: TypeError: byte indices must be integers or slices, not str
print(error(lambda: b"a" < "a"))  # expect: TypeError: '<' not supported between instances of 'bytes' and 'str'
print(error(lambda: 1000 in b"a"))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: "a" in b"a"))  # expect: TypeError: a bytes-like object is required, not 'str'
print(error(lambda: bytes("a")))  # expect: TypeError: string argument without an encoding
print(error(lambda: bytes(-1)))  # expect: ValueError: negative count
print(error(lambda: bytes([256])))  # expect: ValueError: bytes must be in range(0, 256)
print(error(lambda: bytes([-1])))  # expect: ValueError: bytes must be in range(0, 256)
print(error(lambda: bytes(["a"])))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: bytes(1.5)))  # expect: TypeError: cannot convert 'float' object to bytes
print(error(lambda: bytes(None)))  # expect: TypeError: cannot convert 'NoneType' object to bytes
print(error(lambda: bytes("a", 1)))  # expect: TypeError: bytes() argument 'encoding' must be str, not int
print(error(lambda: bytes(1, "a")))  # expect: TypeError: encoding without a string argument
print(error(lambda: bytes(b"a", "utf8")))  # expect: TypeError: encoding without a string argument
print(error(lambda: bytes("a", errors="x")))  # expect: TypeError: string argument without an encoding
print(error(lambda: bytes(b"a", errors="x")))  # expect: TypeError: errors without a string argument
print(error(lambda: bytes(10**30)))  # expect: OverflowError: cannot fit 'int' into an index-sized integer
print(error(lambda: b"".join(["a"])))  # expect: TypeError: sequence item 0: expected a bytes-like object, str found
print(error(lambda: b"".join(3)))  # expect: TypeError: can only join an iterable
print(error(lambda: b"a".find("a")))  # expect: TypeError: argument should be integer or bytes-like object, not 'str'
print(error(lambda: b"a".find(300)))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: b"a".index(b"b")))  # expect: ValueError: subsection not found
print(error(lambda: b"a".count("a")))  # expect: TypeError: argument should be integer or bytes-like object, not 'str'
print(error(lambda: b"a".split("a")))  # expect: TypeError: a bytes-like object is required, not 'str'
print(error(lambda: b"a".split(b"")))  # expect: ValueError: empty separator
print(error(lambda: b"a".partition(b"")))  # expect: ValueError: empty separator
print(error(lambda: b"a".replace(b"a", "b")))  # expect: TypeError: a bytes-like object is required, not 'str'
print(error(lambda: b"a".startswith("a")))  # expect: TypeError: startswith first arg must be bytes or a tuple of bytes, not str
print(error(lambda: b"a".startswith(("a",))))  # expect: TypeError: a bytes-like object is required, not 'str'
print(error(lambda: b"a".strip("a")))  # expect: TypeError: a bytes-like object is required, not 'str'
print(error(lambda: b"a".center(3, "x")))  # expect: TypeError: center() argument 2 must be a byte string of length 1, not str
print(error(lambda: b"a".translate(b"a")))  # expect: ValueError: translation table must be 256 characters long
print(error(lambda: b"a".translate(1)))  # expect: TypeError: a bytes-like object is required, not 'int'
print(error(lambda: bytes.maketrans(b"a", b"bc")))  # expect: ValueError: maketrans arguments must have same length
print(error(lambda: bytes.fromhex("xx")))  # expect: ValueError: non-hexadecimal number found in fromhex() arg at position 0
print(error(lambda: bytes.fromhex("1 2")))  # expect: ValueError: non-hexadecimal number found in fromhex() arg at position 1
print(error(lambda: b"a".hex("xx")))  # expect: ValueError: sep must be length 1.
print(error(lambda: b"a".hex("é")))  # expect: ValueError: sep must be ASCII.
print(error(lambda: b"a".hex(1)))  # expect: TypeError: object of type 'int' has no len()
print(error(lambda: b"\xff".decode()))  # expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
print(error(lambda: b"a\xff\xfe".decode("ascii")))  # expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0xff in position 1: ordinal not in range(128)
print(error(lambda: b"\xe2\x82".decode()))  # expect: UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data
print(error(lambda: b"a".decode("nope")))  # expect: LookupError: unknown encoding: nope
print(error(lambda: b"a".decode("utf8", 1)))  # expect: TypeError: decode() argument 'errors' must be str, not int
print(error(lambda: b"%s" % "a"))  # expect: TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
print(error(lambda: b"%b" % 1))  # expect: TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'int'
print(error(lambda: b"%c" % 300))  # expect: OverflowError: %c arg not in range(256)
print(error(lambda: b"%d" % "a"))  # expect: TypeError: %d format: a real number is required, not str
print(error(lambda: b"%s %s" % (b"a",)))  # expect: TypeError: not enough arguments for format string
print(error(lambda: b"a" % 1))  # expect: TypeError: not all arguments converted during bytes formatting
print(error(lambda: b"%(a)s" % {}))  # expect: KeyError: b'a'
print(error(lambda: b"a".__setitem__(0, 1)))  # expect: AttributeError: 'bytes' object has no attribute '__setitem__'


class Packet(bytes):
    pass


class Convertible:
    def __bytes__(self):
        return b"converted"


class Wrong:
    def __bytes__(self):
        return 5


k = Packet(b"abc")
k.extra = 1
print(k, type(k) is Packet, k.extra, k + b"d", type(k + b"d"), k == b"abc", hash(k) == hash(b"abc"), type(k[:]), {b"abc": 1}[k], Packet.fromhex("01"), type(Packet.fromhex("01")))  # expect: b'abc' True 1 b'abcd' <class 'bytes'> True True <class 'bytes'> 1 b'\x01' <class '__main__.Packet'>
print(bytes(Convertible()), b"%b" % Convertible(), type(bytes(k)), type(Packet(3)))  # expect: b'converted' b'converted' <class 'bytes'> <class '__main__.Packet'>
print(error(lambda: bytes(Wrong())))  # expect: TypeError: __bytes__ returned non-bytes (type int)
try:
    b"ab\xff".decode("ascii")
except UnicodeDecodeError as exception:
    print(exception.encoding, exception.object, exception.start, exception.end, exception.reason)  # expect: ascii b'ab\xff' 2 3 ordinal not in range(128)
