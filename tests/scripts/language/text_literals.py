# Literals of text: escapes, prefixes, joining, and f-strings in every form.


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


print("a\tb\\n\x41\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\101\0end"[:30].encode("unicode_escape"))  # expect: b'a\\tb\\\\nA\\xe9\\U0001f600\\u03b1A\\x00end'
print(r"\n\t\\", R'\'', "it's", 'say "x"', """a
b""", '''c\
d''', "e\
f")  # expect: \n\t\\ \' it's say "x" a
# expect: b cd ef
print(b"bytes\x00\xff\n", rb"\x00", Rb'\'', b"a" b"b", "joined" 'text' """too""")  # expect: b'bytes\x00\xff\n' b'\\x00' b"\\'" b'ab' joinedtexttoo
print(u"u", len("\
"), "\1\12\123\1234", "a" "b" f"{1}" "c{}")  # expect: u 0 
# expect: SS4 ab1c{}
print("\a\b\f\v\r\n\'\"".encode("unicode_escape"), "é".encode(), len("e\u0301"), "\ud800".encode("utf-8", "surrogatepass"))  # expect: b'\\x07\\x08\\x0c\\x0b\\r\\n\'"' b'\xc3\xa9' 2 b'\xed\xa0\x80'

name, number, width, table = "text", 3.14159, 10, {"k": "v", "a b": 1}
print(f"{name} {number} {{}} {{{name}}} {'literal'} {name!r} {name!s} {name!a} {'é'!a}")  # expect: text 3.14159 {} {text} literal 'text' text 'text' '\xe9'
print(f"{number:.2f} {number:{width}.2f}| {name:>{width}}| {name:^{width}}| {name:*<{width}}| {width:#x} {width:08b}")  # expect: 3.14       3.14|       text|    text   | text******| 0xa 00001010
print(f"{name=} {number = :.1f} {name = !s} {1 + 1=} { name = } {table['k']=} {name=!r:>8}")  # expect: name='text' number = 3.1 name = text 1 + 1=2  name = 'text' table['k']='v' name=  'text'
print(f"{table['k']} {table["k"]} {f"{f'{name}'}"} {f"{f"{f"{1}"}"}"} {'nested ' + f"{width}"}")  # expect: v v text 1 nested 10
print(f"{(lambda x: x * 2)(4)} {[i for i in range(3)]} { {1: 2}[1] } {({'a': 1})} {width if width else 0} {not width}")  # expect: 8 [0, 1, 2] 2 {'a': 1} 10 False
print(f"{1:{'>'}{5}}|{1:{'>' + '5'}}|{number:{width}.{3}}|{'a':{'b'}^{3}}|")  # expect:     1|    1|      3.14|bab|
print(f"""multi
{
    name
    # a comment
}
{1 +
 2}""")  # expect: multi
# expect: text
# expect: 3
print(f'{name!r:>10}|{name!r:{width}}|{None}|{True:d}|{1_000_000:,}|{1e10:g}|{-5:+d}|{5: d}|{255:#o}|{0.5:%}')  # expect:     'text'|'text'    |None|1|1,000,000|1e+10|-5| 5|0o377|50.000000%
print(rf"\n{name}\{width}", fr'{name}\t', Rf"{1}", F"{2}", f"\x41{name}\N{DIGIT ONE}")  # expect: \ntext\10 text\t 1 2 Atext1
print(f"{'a' 'b'} {'''c'''} {"\n"!r} {'\t'.join('xy')!r} {chr(10)!r}")  # expect: ab c '\n' 'x\ty' '\n'
print(f"{(x := 5)} {x} {x:=^5} {x!r:=^5} {1 == 1} {1 != 2} {1 <= 2} {x=:>4}")  # expect: 5 5 ==5== ==5== True True True x=   5
print(f"{lambda_ if (lambda_ := 3) else 0} {yielded if (yielded := 1) else 2} {*[1, 2],} {1,} {1, 2}")  # expect: 3 1 (1, 2) (1,) (1, 2)
print(f"" + f"" f"", f"{''}", f"{ '' }" == "", f"{{", f"}}", f"{{{{", f"{{}}{1}{{}}")  # expect:   True { } {{ {}1{}


class Spec:
    def __format__(self, spec):
        return f"[{spec}]"

    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"


s = Spec()
print(f"{s} {s:} {s:abc} {s!r:>6} {s!s:>6} {s:{{}}} {s:%Y-%m-%d} {s:{1}{2}} {s:a{'b'}c} {s::} {s:!r}" if True else "")  # expect: [] [] [abc]   repr    str [{}] [%Y-%m-%d] [12] [abc] [:] [!r]
print(f"{s:{{x}}}" if False else "-", f"{s:\x41}", f"{s:'q'}", f"{s: x }", f'{s:"}', f"{s=} {s=!s} {s=:spec}")  # expect: - [A] ['q'] [ x ] ["] s=repr s=str s=[spec]
print(outcome(lambda: f"{1:z}"), outcome(lambda: f"{'a':d}"), outcome(lambda: f"{[]:5}"), outcome(lambda: f"{undefined}"))  # expect: ValueError(Negative zero coercion (z) not allowed in integer format specifier) ValueError(Unknown format code 'd' for object of type 'str') TypeError(unsupported format string passed to list.__format__) NameError(name 'undefined' is not defined)
print(outcome(lambda: f"{None:5}"), outcome(lambda: f"{1/0}"), outcome(lambda: f"{1:{'a'}}"), f"{1:{''}}")  # expect: TypeError(unsupported format string passed to NoneType.__format__) ZeroDivisionError(division by zero) ValueError(Unknown format code 'a' for object of type 'int') 1


def local(a):
    b = 2
    return f"{a}{b}{(lambda: a + b)()}{[a for _ in range(b)]}{name}", [f"{a}{i}" for i in range(2)]


print(local(1))  # expect: ('123[1, 1]text', ['10', '11'])
print("%s %r %d %5.2f %-5s| %05d %x %o %e %g %% %c %c %i %+d" % ("a", "b", 3, 4.567, "e", 42, 255, 8, 12345.678, 0.0001, "c", 65, 7, 8))  # expect: a 'b' 3  4.57 e    | 00042 ff 10 1.234568e+04 0.0001 % c A 7 +8
print("%(a)s %(b)05d %%" % {"a": 1, "b": 2}, "%s" % (1,), "%s" % [1, 2], "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159))  # expect: 1 00002 % 1 [1, 2]     1|2    |3.14
print(outcome(lambda: "%d" % "a"), outcome(lambda: "%s" % ()), outcome(lambda: "%s" % (1, 2)), outcome(lambda: "%(a)s" % {}))  # expect: TypeError(%d format: a real number is required, not str) TypeError(not enough arguments for format string) TypeError(not all arguments converted during string formatting) KeyError('a')
print(outcome(lambda: "%(a)s" % 1), outcome(lambda: "%z" % 1), outcome(lambda: "%" % 1), outcome(lambda: "%c" % "ab"))  # expect: TypeError(format requires a mapping) ValueError(unsupported format character 'z' (0x7a) at index 1) ValueError(incomplete format) TypeError(%c requires an int or a unicode character, not a string of length 2)
print("{} {1}".format(1, 2) if False else "{0} {1} {0}".format("a", "b"), "{x[0]} {y.real} {z!r:>5}".format(x=[1], y=2, z="z"))  # expect: a b a 1 2   'z'
print("{:{}} {:>{w}}|".format("a", 3, "b", w=4), "{{}}".format(), "{0[k]} {0[a b]}".format(table), "{:,.2f}".format(1234567.891))  # expect: a      b| {} v 1 1,234,567.89
print(outcome("{".format), outcome("}".format), outcome("{a".format), outcome("{!x}".format, 1), outcome("{0} {}".format, 1))  # expect: ValueError(Single '{' encountered in format string) ValueError(Single '}' encountered in format string) ValueError(expected '}' before end of string) ValueError(Unknown conversion specifier x) ValueError(cannot switch from manual field specification to automatic field numbering)
print(outcome("{} {0}".format, 1), outcome("{x.y}".format, ), outcome("{[}".format, 1), outcome("{:{:{}}}".format, 1, 2, 3))  # expect: ValueError(cannot switch from automatic field numbering to manual field specification) KeyError('x') ValueError(expected '}' before end of string) ValueError(Max string recursion exceeded)

# Numbers.
print(0xFF, 0o17, 0b101, 1_000, 0x_f, 1e3, 1E-2, .5, 5., 1_0.0_1, 1j, 1.5J, 0xdeadBEEF, 00, 0_0, 1e1_0, 10**20, -0.0)  # expect: 255 15 5 1000 15 1000.0 0.01 0.5 5.0 10.01 1j 1.5j 3735928559 0 0 10000000000.0 100000000000000000000 -0.0
print(1if 1else 2, 0xfor 1, [1,2][0x0], 1 .real, 1..real, 1.0.real, 1j.imag, -1 ** 2, 2 ** -1, (-1) ** 2, 2 ** 3 ** 2, ~-1, - - 1)  # expect: 1 15 1 1 1.0 1.0 1.0 -1 0.5 1 512 0 1
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, -7.5 % 2, divmod(-7, 2), 1 << 70, -1 >> 70, 5 & -2, 5 | 8, 5 ^ 1, 1 / 3)  # expect: 3 -4 -2 2 3.0 0.5 (-4, 1) 1180591620717411303424 -1 4 13 4 0.3333333333333333
print(1e308 * 10, -1e308 * 10, 1e-400, float("nan"), 0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e-5, 0.0001, 1.0, 100.0, 1e22, 1e23)  # expect: inf -inf 0.0 nan 0.30000000000000004 1e+16 1000000000000000.0 1.2345678901234568e+17 1e-05 0.0001 1.0 100.0 1e+22 1e+23
print(True + True, True * 3, -True, ~True if False else "-", True == 1, {True: "a", 1: "b", 1.0: "c"}, None is None, ... is Ellipsis)  # expect: 2 3 -1 - True {True: 'c'} True True

for text in ["f'{'", "f'}'", "f'{}'", "f'{a'", "f'{a!x}'", "f'{a!}'", "f'{a b}'", "f'{a:{b}'", "f'{a!r b}'", "f'{*a}'", "f'{a=b}'",
             "f'{lambda x: 1}'", "f'{a:{b:{c:{d}}}}'", "f'{a $ b}'", "f'{#}'", "f'{a\\'", "f'{ }'", "f'{!r}'", "f'{:x}'", "f'{=}'",
             "f'{a[}'", "f'{a)}'", "f'{(a}'", "bf'a'", "fb'a'", "uf'a'", "b'é'", "'a' b'b'", "f'a' b'b'", "'abc", "'''abc", "f'abc",
             "f'''abc", "'\\x1'", "'\\u12'", "'\\N{nothing}'", "'\\N'", "'\\U11111111'", "b'\\x1'", "0x", "0b2", "0o8", "1_", "1__0", "012",
             "0xg", "1e", "1.2.3", "1a", "0_", "1_.0", "1e_1", "5j5", "$", "?", "a ! b", "\u00e9\u2603", "'\\", "`a`", "a <> b", "0777", "1 2"]:
    try:
        compile(text, "<text>", "eval")
        message = "fine"
    except SyntaxError as error:
        message = error.msg
    print(text.encode("unicode_escape").decode(), "->", message)  # expect: f'{' -> f-string: expecting '}'
    # expect: f'}' -> f-string: single '}' is not allowed
    # expect: f'{}' -> f-string: valid expression required before '}'
    # expect: f'{a' -> f-string: expecting '}'
    # expect: f'{a!x}' -> f-string: invalid conversion character 'x': expected 's', 'r', or 'a'
    # expect: f'{a!}' -> f-string: missing conversion character
    # expect: f'{a b}' -> invalid syntax. Perhaps you forgot a comma?
    # expect: f'{a:{b}' -> f-string: expecting '}', or format specs
    # expect: f'{a!r b}' -> f-string: expecting ':' or '}'
    # expect: f'{*a}' -> can't use starred expression here
    # expect: f'{a=b}' -> f-string: expecting '!', or ':', or '}'
    # expect: f'{lambda x: 1}' -> f-string: lambda expressions are not allowed without parentheses
    # expect: f'{a:{b:{c:{d}}}}' -> f-string: expressions nested too deeply
    # expect: f'{a $ b}' -> f-string: expecting '=', or '!', or ':', or '}'
    # expect: f'{#}' -> '{' was never closed
    # expect: f'{a\\' -> unexpected character after line continuation character
    # expect: f'{ }' -> f-string: valid expression required before '}'
    # expect: f'{!r}' -> f-string: valid expression required before '!'
    # expect: f'{:x}' -> f-string: valid expression required before ':'
    # expect: f'{=}' -> f-string: valid expression required before '='
    # expect: f'{a[}' -> closing parenthesis '}' does not match opening parenthesis '['
    # expect: f'{a)}' -> f-string: unmatched ')'
    # expect: f'{(a}' -> closing parenthesis '}' does not match opening parenthesis '('
    # expect: bf'a' -> 'b' and 'f' prefixes are incompatible
    # expect: fb'a' -> 'b' and 'f' prefixes are incompatible
    # expect: uf'a' -> 'u' and 'f' prefixes are incompatible
    # expect: b'\xe9' -> bytes can only contain ASCII literal characters
    # expect: 'a' b'b' -> cannot mix bytes and nonbytes literals
    # expect: f'a' b'b' -> cannot mix bytes and nonbytes literals
    # expect: 'abc -> unterminated string literal (detected at line 1)
    # expect: '''abc -> unterminated triple-quoted string literal (detected at line 1)
    # expect: f'abc -> unterminated f-string literal (detected at line 1)
    # expect: f'''abc -> unterminated triple-quoted f-string literal (detected at line 1)
    # expect: '\\x1' -> (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape
    # expect: '\\u12' -> (unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \uXXXX escape
    # expect: '\\N{nothing}' -> (unicode error) 'unicodeescape' codec can't decode bytes in position 0-10: unknown Unicode character name
    # expect: '\\N' -> (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \N character escape
    # expect: '\\U11111111' -> (unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character
    # expect: b'\\x1' -> (value error) invalid \x escape at position 0
    # expect: 0x -> invalid hexadecimal literal
    # expect: 0b2 -> invalid digit '2' in binary literal
    # expect: 0o8 -> invalid digit '8' in octal literal
    # expect: 1_ -> invalid decimal literal
    # expect: 1__0 -> invalid decimal literal
    # expect: 012 -> leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
    # expect: 0xg -> invalid hexadecimal literal
    # expect: 1e -> invalid decimal literal
    # expect: 1.2.3 -> invalid syntax
    # expect: 1a -> invalid decimal literal
    # expect: 0_ -> invalid decimal literal
    # expect: 1_.0 -> invalid decimal literal
    # expect: 1e_1 -> invalid decimal literal
    # expect: 5j5 -> invalid imaginary literal
    # expect: $ -> invalid syntax
    # expect: ? -> invalid syntax
    # expect: a ! b -> invalid syntax
    # expect: \xe9\u2603 -> invalid character '☃' (U+2603)
    # expect: '\\ -> unterminated string literal (detected at line 1)
    # expect: `a` -> invalid syntax
    # expect: a <> b -> invalid syntax
    # expect: 0777 -> leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
    # expect: 1 2 -> invalid syntax
