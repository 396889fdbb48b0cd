# Strings are written in one go, with their length known before: the lengths and the characters at the seams.

# The list of a split grows past what it was made with.
for count in (0, 1, 2, 11, 12, 13, 14, 40):
    text = ",".join(str(number) for number in range(count))
    parts = text.split(",")
    assert parts == [str(number) for number in range(count)] or (count == 0 and parts == [""]), count
    assert text.replace(",", " ").split() == (parts if count else [])
    assert text.rsplit(",", 12)[-1] == parts[-1]
    assert ",".join(parts) == text == ",".join(tuple(parts)) == ",".join(iter(parts))
    assert text.encode().split(b",") == [part.encode() for part in parts]
    assert bytearray(text.encode()).split(b",") == [bytearray(part.encode()) for part in parts]
    assert text.replace(",", "\n").splitlines() == (parts if count else [])
    parts.append("more")
    assert parts[-1] == "more" and len(parts) == max(count, 1) + 1

# A limit makes a list of just so many parts.
print("a=b=c".split("=", 1), "a b  c ".split(None, 1), "a,b".split(",", 5), "a,b".split(",", 0))
# expect: ['a', 'b=c'] ['a', 'b  c '] ['a', 'b'] ['a,b']

# All of the text is the text itself.
whole = "no separator"
print(whole.split(",")[0] is whole, whole.strip() is whole, whole.replace("x", "y") is whole)
# expect: True True True


class Text(str):
    def __str__(self):
        return "never asked"


# Instances of subclasses are joined by their content, and parts of them are plain strings.
print(",".join([Text("a"), "b", Text("é")]), type(Text("abc").split(",")[0]), type(Text("abc").strip()))
# expect: a,b,é <class 'str'> <class 'str'>
print(type("".join([Text("x")])), type(Text("b") + "").__name__)
# expect: <class 'str'> str

# Characters and the empty string are the same wherever they come from.
for point in (0, 65, 127, 128, 233, 255):
    character = chr(point)
    assert character is ("-" + character)[1] is list(character * 3)[2] is ("x" + character).split("x")[1]
    assert len(character) == 1 and ord(character) == point
print("é".upper() == chr(201), "a-".strip("a-") is "", chr(256) == "Ā")
# expect: True True True

# A join that fails says where, and leaves nothing behind.
for items in ([1, "a"], ["a", None], ("a", "b", b"c")):
    try:
        ",".join(items)
    except TypeError as error:
        print(error)
# expect: sequence item 0: expected str instance, int found
# expect: sequence item 1: expected str instance, NoneType found
# expect: sequence item 2: expected str instance, bytes found

# Lengths in code points and in bytes.
print(len("é€😀".replace("€", "ab")), len("é€😀" * 3), len("é".center(6, "€")), "é".rjust(4, "😀"), "-é".zfill(5))
# expect: 4 9 6 😀😀😀é -000é
print("aaa".replace("a", ""), "aaa".replace("a", "bc", 2), "ééé".replace("é", "e", 1), repr("".replace("a", "b")))
# expect:  bcbca eéé ''
print("%s|%5s|%-5s|%05d|%d|%r" % ("é", "€", "ab", -42, 10**20, "it's"))
# expect: é|    €|ab   |-0042|100000000000000000000|"it's"
print(f"{'é':*^5}|{-5:05}|{255:#X}|{1234567:_}|{0.5:.0f}|{1.5:.0f}|{-0.0:z.1f}|{1e300:.1f}"[:60])
# expect: **é**|-0005|0XFF|1_234_567|0|2|0.0|1000000000000000052504760
print("x" * 70 + f"{'y' * 70:>90}"[-72:])
# expect: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx  yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy

# Floats of few digits are written from whole numbers, all others by their exact value.
print(1.2345, 0.1, 123456.789, 1e-4, 0.00012345, 0.1 + 0.2, 999999999999999.9, 1e15, 1e16, 5e-324, -2.5)
# expect: 1.2345 0.1 123456.789 0.0001 0.00012345 0.30000000000000004 999999999999999.9 1000000000000000.0 1e+16 5e-324 -2.5
print(f"{9.995:.3g} {99.95:.3g} {0.00099995:.4g} {1234.5:g} {123456789.0:g} {2.5:.1g} {3.5:.1g} {0.3:.20g}")
# expect: 9.99 100 0.001 1234.5 1.23457e+08 2 4 0.2999999999999999889
print(round(2.675, 2), round(0.5), round(1e22, 2), round(-1.25, 1), round(1234.5678, -2), round(5e-324, 5))
# expect: 2.67 0 1e+22 -1.2 1200.0 0.0
print(int("-00012"), int("zz", 36), int("7fffffffffffffff", 16), int("1" * 19), float("-.5"), float("123456789.123456"))
# expect: -12 1295 9223372036854775807 1111111111111111111 -0.5 123456789.123456


class Table:
    def __getitem__(self, point):
        if point == ord("a"):
            return "<A>"
        if point == ord("b"):
            return None
        raise LookupError


print("abcab".translate(Table()), "abc".translate({97: "é", 98: 0x20AC, 99: None}), "aé".translate({233: "e"}))
# expect: <A>c<A> é€ ae
print("ab".encode("utf8"), "é".encode(), b"\xc3\xa9".decode("utf-8"), b"ab".decode())
# expect: b'ab' b'\xc3\xa9' é ab
for attempt in (lambda: "\ud800".encode(), lambda: b"\xff".decode(), lambda: "a".encode("utf-8", 5)):
    try:
        attempt()
    except (UnicodeError, TypeError) as error:
        print(type(error).__name__)
# expect: UnicodeEncodeError
# expect: UnicodeDecodeError
# expect: TypeError
