# The type str: operators, indexing, iteration, construction.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


text = "aé€😀z"
print(text, len(text), text[0], text[1], text[3], text[-1], text[-2], text[1:4], text[::-1], text[::2], text[4:0:-2], text[10:], text[-3:])  # expect: aé€😀z 5 a é 😀 z 😀 é€😀 z😀€éa a€z z€  €😀z
print("abcdef"[1:4], "abcdef"[::-1], "abcdef"[-4:-1], "abcdef"[5:1:-2], "abcdef"[:100], "abcdef"[3:1] == "", "abc"[True], "abc"[0:0] == "")  # expect: bcd fedcba cde fd abcdef True b True
print("a" + "b", "é" + "x", "ab" * 3, 3 * "é€", "a" * 0 == "", "a" * -1 == "", "" + "a", "x" * True)  # expect: ab éx ababab é€é€é€ True True a x
print("a" < "b", "a" < "B", "" < "a", "abc" <= "abc", "é" > "z", "a" == "a", "a" != "b", "a" == 1, "\uffff" < "\U00010000", "ab" > "a")  # expect: True False True True True True True False True True
print("b" in "abc", "" in "abc", "é€" in text, "x" in text, "bc" not in "abc", "" in "")  # expect: True True True False False True
print(list("héy"), list(text), list(""), [c for c in "ab"], "".join(reversed(text)), sorted("hello"), max("abc"), tuple("é"))  # expect: ['h', 'é', 'y'] ['a', 'é', '€', '😀', 'z'] [] ['a', 'b'] z😀€éa ['e', 'h', 'l', 'l', 'o'] c ('é',)
print(type(iter("a")).__name__, type(iter("é")).__name__, iter("abc").__length_hint__(), next(iter(text)))  # expect: str_ascii_iterator str_iterator 3 a
it = iter(text)
print(next(it), next(it), it.__length_hint__(), list(it), list(it))  # expect: a é 3 ['€', '😀', 'z'] []
print(str(), str(1), str(1.5), str(None), str("a"), str(b"a"), str([1, "a"]), str(b"h\xc3\xa9", "utf-8"), str(b"a", encoding="ascii"), str(object=5))  # expect:  1 1.5 None a b'a' [1, 'a'] hé a 5
print(str(b"\xff", "latin-1"), str(b"\xff", errors="replace"), str(bytearray(b"ab"), "utf8"), str(b"", "ascii") == "")  # expect: ÿ � ab True
print(repr("it's"), repr('"'), repr("it's \"x\""), repr("\n\t\r\\\x00\x7f"), repr("é\xa0\xad\u200b😀"), ascii("é€😀"), ascii("a'b"), repr("\ud800"))  # expect: "it's" '"' 'it\'s "x"' '\n\t\r\\\x00\x7f' 'é\xa0\xad\u200b😀' '\xe9\u20ac\U0001f600' "a'b" '\ud800'
print(hash("a") == hash("a"), hash("") , hash("é") == hash("é"), {"a": 1}["a"], "a" is "a", len({"x", "x"}))  # expect: True 0 True 1 True 1
print("a" "b", r"\n", """x'y""", "\x41\u00e9\N{EURO SIGN}\101", "\ud83d\ude00" == "😀", len("\ud83d\ude00"))  # expect: ab \n x'y Aé€A False 2
print(bool(""), bool("a"), "a" and "b", "" or "c", "%s" % "a", "abc".__len__(), "abc".__getitem__(1), "abc".__contains__("b"), "a".__add__("b"))  # expect: False True b c a 3 b True ab
print("a".__mul__(2), "a".__rmul__(2), "a".__eq__(1), "a".__lt__("b"), "a".__getnewargs__(), "%d" .__mod__(3), "abc".__iter__().__next__())  # expect: aa aa NotImplemented True ('a',) 3 a
print("\ud800" in "a\ud800b", "a\ud800b"[1] == "\ud800", len("a\ud800b"), "a\ud800b".find("b"), "\ud800" < "\ue000")  # expect: True True 3 2 True
big = "é" * 1000 + "x" + "€" * 1000
print(len(big), big[1000], big[999], big[1001], big[-1001:-999], big.find("x"), big.count("€"), big[500:1500:250], big.index("€"))  # expect: 2001 x é € x€ 1000 1000 ééx€ 1001

print(error(lambda: "a" + 1))  # expect: TypeError: can only concatenate str (not "int") to str
print(error(lambda: 1 + "a"))  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
print(error(lambda: "a" * "b"))  # expect: TypeError: can't multiply sequence by non-int of type 'str'
print(error(lambda: "a" * 1.5))  # expect: TypeError: can't multiply sequence by non-int of type 'float'
print(error(lambda: "a" * 10**20))  # expect: OverflowError: cannot fit 'int' into an index-sized integer
print(error(lambda: "a" - "b"))  # expect: TypeError: unsupported operand type(s) for -: 'str' and 'str'
print(error(lambda: "abc"["x"]))  # expect: TypeError: string indices must be integers, not 'str'
print(error(lambda: "abc"[1.0]))  # expect: TypeError: string indices must be integers, not 'float'
print(error(lambda: "abc"[3]))  # expect: IndexError: string index out of range
print(error(lambda: "é"[-2]))  # expect: IndexError: string index out of range
print(error(lambda: "abc"[10**30]))  # expect: IndexError: cannot fit 'int' into an index-sized integer
print(error(lambda: "abc"[::0]))  # expect: ValueError: slice step cannot be zero
print(error(lambda: "abc"["a":]))  # expect: TypeError: slice indices must be integers or None or have an __index__ method
print(error(lambda: 1 in "a"))  # expect: TypeError: 'in <string>' requires string as left operand, not int
print(error(lambda: "a" < 1))  # expect: TypeError: '<' not supported between instances of 'str' and 'int'
print(error(lambda: -"a"))  # expect: TypeError: bad operand type for unary -: 'str'
print(error(lambda: str(1, 2)))  # expect: TypeError: str() argument 'encoding' must be str, not int
print(error(lambda: str("a", "utf8")))  # expect: TypeError: decoding str is not supported
print(error(lambda: str(1, "utf8")))  # expect: TypeError: decoding to str: need a bytes-like object, int found
print(error(lambda: str(1, errors="x")))  # expect: TypeError: decoding to str: need a bytes-like object, int found
print(error(lambda: str(b"a", "utf-8", "strict", 1)))  # expect: TypeError: str expected at most 3 arguments, got 4
print(error(lambda: str(b"\xff", "utf8")))  # expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
print(error(lambda: str(b"a", "nope")))  # expect: LookupError: unknown encoding: nope
print(error(lambda: "abc".foo))  # expect: AttributeError: 'str' object has no attribute 'foo'


class Name(str):
    pass


class Loud(str):
    def __str__(self):
        return "LOUD"

    def __repr__(self):
        return "<loud>"


class Shown:
    def __str__(self):
        return "shown"


class Broken:
    def __str__(self):
        return 5


n = Name("abc")
n.extra = 1
print(n, repr(n), type(n) is Name, n + "d", type(n + "d"), n.upper(), type(n.upper()), type(n[:]), n == "abc", hash(n) == hash("abc"), n.extra)  # expect: abc 'abc' True abcd <class 'str'> ABC <class 'str'> <class 'str'> True True 1
print({"abc": 1}[n], type(str(n)), type(n.strip()), type(n * 1), n in "xabcx", type("".join([n])), "abc".startswith(n), Name(5), Name(b"x", "ascii"))  # expect: 1 <class 'str'> <class 'str'> <class 'str'> True <class 'str'> True 5 x
print(Loud("x"), repr(Loud("x")), f"{Loud('x')}", "%s %r" % (Loud("x"), Loud("x")), "{} {!r} {!s}".format(Loud("x"), Loud("x"), Loud("x")), str(Shown()))  # expect: LOUD <loud> LOUD LOUD <loud> LOUD <loud> LOUD shown
print(error(lambda: str(Broken())))  # expect: TypeError: __str__ returned non-string (type int)
