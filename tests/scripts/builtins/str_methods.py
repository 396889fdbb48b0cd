# Methods of str.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


print("hELLO wORLD".capitalize(), "hELLO".swapcase(), "they're bill's".title(), "ÀÉ".lower(), "straße".upper(), "Straße".casefold(), "ǆ".title(), "ΑΣ".lower())  # expect: Hello world Hello They'Re Bill'S àé STRASSE strasse ǅ ας
print("abc".center(7) + "|", "abc".center(8, "*"), "ab".center(5, "é"), "abc".ljust(5, ".") + "|", "abc".rjust(5), "abc".center(2), "-42".zfill(6), "+1".zfill(4), "".zfill(2))  # expect:   abc  | **abc*** ééabé abc..|   abc abc -00042 +001 00
print("banana".count("a"), "banana".count("ana"), "banana".count(""), "banana".count("a", 2), "banana".count("a", 2, 4), "é€é".count("é"), "".count(""), "abc".count("", 4))  # expect: 3 1 7 2 1 2 1 0
print("hello".find("l"), "hello".rfind("l"), "hello".find("x"), "hello".find("l", 3), "hello".find("l", -2), "hello".find("", 5), "hello".find("", 6), "aé€é".find("é", 2), "aé€é".rfind("é", 0, 3))  # expect: 2 3 -1 3 3 5 -1 3 1
print("hello".index("e"), "hello".rindex("l"), "hello".find("lo", 0, 4), "hello".find("h", None, None), "héllo".find("l", 1, 100), "abc".rfind(""), "abc".find("c", -(10**30), 10**30))  # expect: 1 3 -1 0 2 3 2
print("a,b,,c".split(","), "a b  c ".split(), "a b  c ".split(" "), "a,b,c".split(",", 1), "a b c".split(None, 1), "".split(), "".split(","), "abc".split("b"), " x ".split(maxsplit=0))  # expect: ['a', 'b', '', 'c'] ['a', 'b', 'c'] ['a', 'b', '', 'c', ''] ['a', 'b,c'] ['a', 'b c'] [] [''] ['a', 'c'] ['x ']
print("a,b,,c".rsplit(",", 1), " a b  c ".rsplit(None, 1), "a--b--c".split("--"), "é€é".split("€"), "a,b".rsplit(","), "aaa".split("aa"), "aaa".rsplit("aa"), "a\u2003b".split())  # expect: ['a,b,', 'c'] [' a b', 'c'] ['a', 'b', 'c'] ['é', 'é'] ['a', 'b'] ['', 'a'] ['a', ''] ['a', 'b']
print("a\nb\r\nc\rd".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\x0bb\x1cc\u2028d".splitlines(keepends=True))  # expect: ['a', 'b', 'c', 'd'] ['a\n', 'b\n'] [] [''] ['a\x0b', 'b\x1c', 'c\u2028', 'd']
print("a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("-"), "abc".rpartition("-"), "é€é".partition("€"))  # expect: ('a', '-', 'b-c') ('a-b', '-', 'c') ('abc', '', '') ('', '', 'abc') ('é', '€', 'é')
print("  ab ".strip() + "|", "  ab ".lstrip() + "|", "  ab ".rstrip() + "|", "xxabxx".strip("x"), "xyabyx".strip("yx"), "éaé".strip("é"), "\u2003a\u3000".strip(), "abc".strip(None), "aaa".strip("a") == "")  # expect: ab| ab |   ab| ab ab a a abc True
print("banana".replace("a", "o"), "banana".replace("a", "", 2), "abc".replace("", "-"), "aaa".replace("a", "b", -1), "abc".replace("x", "y"), "a.b".replace(".", "€", count=1), "aé".replace("é", ""), "ab".replace("", "-", 2))  # expect: bonono bnna -a-b-c- bbb abc a€b a -a-b
print("test.py".removeprefix("test"), "test.py".removesuffix(".py"), "abc".removeprefix("x"), "abc".removesuffix(""), "abc".removeprefix("abc") == "")  # expect: .py test abc abc True
print("hello".startswith("he"), "hello".startswith(("x", "he")), "hello".startswith("l", 2), "hello".endswith("lo"), "hello".endswith(("a", "o")), "hello".endswith("l", 0, 4), "a".startswith(""), "".startswith("", 1), "hello".startswith(()))  # expect: True True True True True True True False False
print("abc".isalpha(), "ab1".isalpha(), "ab1".isalnum(), "123".isdigit(), "²".isdigit(), "²".isdecimal(), "½".isnumeric(), "一".isnumeric(), "".isalpha(), "é".isalpha(), "_".isalnum())  # expect: True False True True True False True True False True False
print("abc".islower(), "aB".islower(), "ABC".isupper(), "A1".isupper(), "1".isupper(), "Hello World".istitle(), "Hello world".istitle(), " \t\n".isspace(), "".isspace(), "abc".isascii(), "é".isascii(), "".isascii())  # expect: True False True True False True False True False True False True
print("abc".isidentifier(), "1a".isidentifier(), "é_1".isidentifier(), "".isidentifier(), "class".isidentifier(), "abc".isprintable(), "a\n".isprintable(), "".isprintable())  # expect: True False True False True True False True
print(",".join(["a", "b"]), "".join("abc"), "-".join([]), "é".join(("a", "b", "c")), ", ".join(str(i) for i in range(3)), "x".join(["a"]), "ab".join({"k": 1}))  # expect: a,b abc  aébéc 0, 1, 2 a k
print("a\tb".expandtabs(), "a\tbc\td".expandtabs(4), "\t".expandtabs(0) + "|", "é\tx\n\ty".expandtabs(tabsize=3))  # expect: a       b a   bc  d | é  x  # expect:    y
print("abc".translate({97: "x", 98: None, 99: 0x20AC}), "abc".translate(str.maketrans("ab", "xy")), "abc".translate(str.maketrans("ab", "xy", "c")), "aé".translate({0xE9: "EE"}), "abc".translate("xyz"))  # expect: x€ xyc xy aEE abc
print(str.maketrans({"a": 1, 98: None, "é": "z"}), str.maketrans("ab", "cd"), str.maketrans("", "", "x"), "hello".translate(dict.fromkeys(map(ord, "l"))))  # expect: {97: 1, 98: None, 233: 'z'} {97: 99, 98: 100} {120: None} heo
print("é".encode(), "é".encode("latin-1"), "abc".encode("ascii"), "é€".encode("utf-16-le"), "é".encode("ascii", "replace"), "é€".encode("ascii", "backslashreplace"), "é".encode("ascii", "ignore"), "é".encode("ascii", "xmlcharrefreplace"))  # expect: b'\xc3\xa9' b'\xe9' b'abc' b'\xe9\x00\xac ' b'?' b'\\xe9\\u20ac' b'' b'&#233;'
print("é".encode("utf-16"), "😀".encode("utf-32-be"), "\udc80a".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), "é".encode("ascii", "namereplace"), "x".encode("utf-8-sig"), "a".encode(encoding="UTF8", errors="foo"))  # expect: b'\xff\xfe\xe9\x00' b'\x00\x01\xf6\x00' b'\x80a' b'\xed\xa0\x80' b'\\N{LATIN SMALL LETTER E WITH ACUTE}' b'\xef\xbb\xbfx' b'a'

print(error(lambda: "a".find(1)))  # expect: TypeError: find() argument 1 must be str, not int
print(error(lambda: "a".count(1)))  # expect: TypeError: count() argument 1 must be str, not int
print(error(lambda: "a".index("b")))  # expect: ValueError: substring not found
print(error(lambda: "a".rindex("b")))  # expect: ValueError: substring not found
print(error(lambda: "a".find("a", "x")))  # expect: TypeError: slice indices must be integers or None or have an __index__ method
print(error(lambda: "a".find("a", 1.5)))  # expect: TypeError: slice indices must be integers or None or have an __index__ method
print(error(lambda: "abc".split("")))  # expect: ValueError: empty separator
print(error(lambda: "a".split(1)))  # expect: TypeError: must be str or None, not int
print(error(lambda: "a".split(",", "x")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: "a".partition("")))  # expect: ValueError: empty separator
print(error(lambda: "a".partition(1)))  # expect: TypeError: must be str, not int
print(error(lambda: "a".replace(1, 2)))  # expect: TypeError: replace() argument 1 must be str, not int
print(error(lambda: "a".replace("a", 2)))  # expect: TypeError: replace() argument 2 must be str, not int
print(error(lambda: "a".strip(1)))  # expect: TypeError: strip arg must be None or str
print(error(lambda: "a".lstrip(b"a")))  # expect: TypeError: lstrip arg must be None or str
print(error(lambda: "a".startswith(1)))  # expect: TypeError: startswith first arg must be str or a tuple of str, not int
print(error(lambda: "a".startswith(("b", 1))))  # expect: TypeError: tuple for startswith must only contain str, not int
print(error(lambda: "a".endswith([])))  # expect: TypeError: endswith first arg must be str or a tuple of str, not list
print(error(lambda: "a".center("x")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: "a".center(3, "xx")))  # expect: TypeError: The fill character must be exactly one character long
print(error(lambda: "a".center(3, 1)))  # expect: TypeError: The fill character must be a unicode character, not int
print(error(lambda: "a".removeprefix(1)))  # expect: TypeError: removeprefix() argument must be str, not int
print(error(lambda: "a".expandtabs("x")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: "a".zfill("x")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: "".join(3)))  # expect: TypeError: can only join an iterable
print(error(lambda: "".join(["a", 1])))  # expect: TypeError: sequence item 1: expected str instance, int found
print(error(lambda: ",".join([b"a"])))  # expect: TypeError: sequence item 0: expected str instance, bytes found
print(error(lambda: "a".translate(1)))  # expect: TypeError: 'int' object is not subscriptable
print(error(lambda: "a".translate({97: 1.5})))  # expect: TypeError: character mapping must return integer, None or str
print(error(lambda: "a".translate({97: -1})))  # expect: ValueError: character mapping must be in range(0x110000)
print(error(lambda: "a".translate({97: 0x110000})))  # expect: ValueError: character mapping must be in range(0x110000)
print(error(lambda: str.maketrans(1)))  # expect: TypeError: if you give only one argument to maketrans it must be a dict
print(error(lambda: str.maketrans("a", "bc")))  # expect: ValueError: the first two maketrans arguments must have equal length
print(error(lambda: str.maketrans({"ab": 1})))  # expect: ValueError: string keys in translate table must be of length 1
print(error(lambda: str.maketrans({1.5: 1})))  # expect: TypeError: keys in translate table must be strings or integers
print(error(lambda: str.maketrans("a", 1)))  # expect: TypeError: maketrans() argument 2 must be str, not int
print(error(lambda: "a".encode("foo")))  # expect: LookupError: unknown encoding: foo
print(error(lambda: "a".encode(1)))  # expect: TypeError: encode() argument 'encoding' must be str, not int
print(error(lambda: "é".encode("ascii")))  # expect: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
print(error(lambda: "aéé".encode("ascii")))  # expect: UnicodeEncodeError: 'ascii' codec can't encode characters in position 1-2: ordinal not in range(128)
print(error(lambda: "€".encode("latin-1")))  # expect: UnicodeEncodeError: 'latin-1' codec can't encode character '\u20ac' in position 0: ordinal not in range(256)
print(error(lambda: "\udc80".encode()))  # expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\udc80' in position 0: surrogates not allowed
print(error(lambda: "\udc80".encode("utf8", "foo")))  # expect: LookupError: unknown error handler name 'foo'
try:
    "ab€".encode("ascii")
except UnicodeEncodeError as exception:
    print(exception.encoding, exception.object, exception.start, exception.end, exception.reason, exception.args)  # expect: ascii ab€ 2 3 ordinal not in range(128) ('ascii', 'ab€', 2, 3, 'ordinal not in range(128)')
