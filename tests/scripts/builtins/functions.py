# Built-in functions on numbers, texts, objects and scopes.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


print(abs(-3), abs(-2.5), abs(True), error(abs, "a"))  # expect: 3 2.5 1 TypeError: bad operand type for abs(): 'str'
print(min(3, 1, 2), max([3, 1, 2]), min("b", "a"), max([], default=0), min([1, 2], key=lambda v: -v), max(["aa", "b"], key=len))  # expect: 1 3 a 0 2 aa
print(max([1, 1.0]), max(1.0, 1), min([(1, "b"), (1, "a")]), max("ab", "b", key=len))  # expect: 1 1.0 (1, 'a') ab
print(error(max), error(max, []), error(max, 1), error(max, 1, 2, default=3), error(min, [1, "a"]), sep="; ")  # expect: TypeError: max expected at least 1 argument, got 0; ValueError: max() iterable argument is empty; TypeError: 'int' object is not iterable; TypeError: Cannot specify a default for max() with multiple positional arguments; TypeError: '<' not supported between instances of 'str' and 'int'
print(error(max, [1], foo=1), error(max, 1, "a"), sep="; ")  # expect: TypeError: max() got an unexpected keyword argument 'foo'; TypeError: '>' not supported between instances of 'str' and 'int'
print(sum([1, 2]), sum([1.5, 2]), sum([[1], [2]], []), sum([], 5), sum([1], start=10), sum([True, True]), sum([2**62, 2**62]))  # expect: 3 3.5 [1, 2] 5 11 2 9223372036854775808
print(sum([0.1] * 10), sum([1.0, 1e100, 1.0, -1e100]), sum([1, 0.5, 10**20]), sum([0.1, 0.2, 0.3]), sum([float("inf"), 1.0]), sum([-0.0]))  # expect: 1.0 2.0 1e+20 0.6 inf 0.0
print(error(sum, ["a"]), error(sum, ["a"], ""), error(sum, [b"a"], b""), error(sum, 5), sep="; ")  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'; TypeError: sum() can't sum strings [use ''.join(seq) instead]; TypeError: sum() can't sum bytes [use b''.join(seq) instead]; TypeError: 'int' object is not iterable
print(chr(97), chr(0x1F600), ord("a"), ord("é"), ord(b"a"), ord(chr(1114111)))  # expect: a 😀 97 233 97 1114111
print(error(chr, -1), error(chr, 1114112), error(chr, "a"), error(ord, "ab"), error(ord, 1), error(ord, b""), sep="; ")  # expect: ValueError: chr() arg not in range(0x110000); ValueError: chr() arg not in range(0x110000); TypeError: 'str' object cannot be interpreted as an integer; TypeError: ord() expected a character, but string of length 2 found; TypeError: ord() expected string of length 1, but int found; TypeError: ord() expected a character, but string of length 0 found
print(bin(10), bin(-3), oct(8), hex(255), hex(-1), bin(2**70), hex(True), error(bin, 1.5))  # expect: 0b1010 -0b11 0o10 0xff -0x1 0b10000000000000000000000000000000000000000000000000000000000000000000000 0x1 TypeError: 'float' object cannot be interpreted as an integer
print(divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(-7, -2), divmod(7.5, 2), divmod(10**20, 7), divmod(6, -3))  # expect: (3, 1) (-4, 1) (-4, -1) (3, -1) (3.0, 1.5) (14285714285714285714, 2) (-2, 0)
print(error(divmod, 1, "a"), error(divmod, "a", 1).startswith("TypeError"), error(divmod, 1, 0).split(":")[0])  # expect: TypeError: unsupported operand type(s) for divmod(): 'int' and 'str' True ZeroDivisionError
print(pow(2, 10), pow(2, -1), pow(3, 4, 5), pow(2, -1, 7), pow(base=2, exp=3), error(pow, 2, "a"), error(pow, 2, "a", 3), sep="; ")  # expect: 1024; 0.5; 1; 4; 8; TypeError: unsupported operand type(s) for ** or pow(): 'int' and 'str'; TypeError: unsupported operand type(s) for ** or pow(): 'int', 'str', 'int'
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1.5, None), round(5), round(2.5, 0), type(round(2.0)).__name__)  # expect: 2 4 -2 2.67 1200 2 5 2.0 int
print(error(round, "a"), round(True), round(number=1.25, ndigits=1))  # expect: TypeError: type str doesn't define __round__ method 1 1.2
print(repr("a'b"), ascii("é\U0001F600"), ascii([1, "ü"]), format(3.14159, ".2f"), format("x", ">3"), format(255, "#x"), format(5))  # expect: "a'b" '\xe9\U0001f600' [1, '\xfc'] 3.14   x 0xff 5
print(error(format, 1, 2), error(format, 1, "z"), sep="; ")  # expect: TypeError: format() argument 2 must be str, not int; ValueError: Negative zero coercion (z) not allowed in integer format specifier
print(len("abc"), len([1]), len({}), error(len, 5), error(len))  # expect: 3 1 0 TypeError: object of type 'int' has no len() TypeError: len() takes exactly one argument (0 given)


class Negative:
    def __len__(self):
        return -1


class Strange:
    def __len__(self):
        return "a"


print(error(len, Negative()), error(len, Strange()), sep="; ")  # expect: ValueError: __len__() should return >= 0; TypeError: 'str' object cannot be interpreted as an integer
print(hash(1), hash(1.0), hash(2**61 - 1), hash(-1), hash(True), hash(None) == hash(None), hash("a") == hash("a"), error(hash, []))  # expect: 1 1 0 -2 1 True True TypeError: unhashable type: 'list'
print(isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)), isinstance(1, (str, (float, int))), isinstance(1, str), isinstance(1, ()))  # expect: True True True True False False
print(issubclass(bool, int), issubclass(int, (str, object)), issubclass(int, str), error(isinstance, 1, 1), error(issubclass, 1, int), error(issubclass, int, 1), sep="; ")  # expect: True; True; False; TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union; TypeError: issubclass() arg 1 must be a class; TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
print(isinstance(1, int | str), isinstance(None, int | None), issubclass(int, int | str))  # expect: True True True
print(callable(len), callable(int), callable(5), callable(lambda: 1), id(5) == id(5), id([]) is not None)  # expect: True True False True True True


class Thing:
    kind = "thing"

    def __init__(self):
        self.value = 1

    def method(self):
        return "called"


t = Thing()
print(getattr(t, "value"), getattr(t, "x", "default"), hasattr(t, "kind"), hasattr(t, "nope"), getattr(t, "method")())  # expect: 1 default True False called
setattr(t, "new", 2)
delattr(t, "value")
print(vars(t), t.__dict__, error(getattr, t, "value"), error(delattr, t, "value"), sep="; ")  # expect: {'new': 2}; {'new': 2}; AttributeError: 'Thing' object has no attribute 'value'; AttributeError: 'Thing' object has no attribute 'value'
print(error(getattr, t, 1), error(hasattr, t, 1), error(setattr, 1, "a", 2), error(vars, 1), sep="; ")  # expect: TypeError: attribute name must be string, not 'int'; TypeError: attribute name must be string, not 'int'; AttributeError: 'int' object has no attribute 'a' and no __dict__ for setting new attributes; TypeError: vars() argument must have __dict__ attribute


class Failing:
    @property
    def bad(self):
        raise ValueError("inside")

    @property
    def absent(self):
        raise AttributeError("absent")


print(error(getattr, Failing(), "bad", 1), getattr(Failing(), "absent", 1), error(hasattr, Failing(), "bad"), hasattr(Failing(), "absent"))  # expect: ValueError: inside 1 ValueError: inside False
print([name for name in dir(t) if not name.startswith("_")], [name for name in dir(Thing) if not name.startswith("_")], "append" in dir([]), "__len__" in dir(""))   # expect: ['kind', 'method', 'new'] ['kind', 'method'] True True


class Dir:
    def __dir__(self):
        return ["b", "a"]


print(dir(Dir()), error(dir, 1, 2))  # expect: ['a', 'b'] TypeError: dir expected at most 1 argument, got 2


def scope(a, b=2, *args, **kwargs):
    c = a + b
    return sorted(locals().items(), key=lambda pair: pair[0])


print(scope(1))  # expect: [('a', 1), ('args', ()), ('b', 2), ('c', 3), ('kwargs', {})]


def closure():
    captured = 1

    def inner():
        own = captured
        return dict(locals())

    return inner()


print(closure(), "closure" in globals(), locals() is globals(), globals()["__name__"])  # expect: {'own': 1, 'captured': 1} True True __main__


class Body:
    x = 1
    names = sorted(name for name in locals() if not name.startswith("_"))


print(Body.names)  # expect: ['x']


def fresh():
    x = 1
    snapshot = locals()
    snapshot["x"] = 2
    return x, "snapshot" in snapshot


print(fresh())  # expect: (1, False)
print(1, "a", None, sep="|", end="!\n")  # expect: 1|a|None!
print()  # expect: 
print(*[1, 2], sep="")  # expect: 12
print("x", "y", sep=None, end=None)  # expect: x y
print(error(print, 1, sep=3), error(print, end=1), error(print, foo=1), sep="; ")  # expect: TypeError: sep must be None or a string, not int; TypeError: end must be None or a string, not int; TypeError: print() got an unexpected keyword argument 'foo'


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("<flush>")


w = Writer()
print("a", 1, file=w, flush=True)
print(file=w)
print(w.parts, error(lambda: print(1, file=5)))  # expect: ['a', ' ', '1', '\n', '<flush>', '\n'] AttributeError: 'int' object has no attribute 'write'
print(next(iter([1])), next(iter([]), "default"), iter([]).__class__.__name__)  # expect: 1 default list_iterator
print(sorted({"b": 1, "a": 2}), list(map(type, (1, "a"))))  # expect: ['a', 'b'] [<class 'int'>, <class 'str'>]
print(eval("1 + 1"), error(eval, "1 +").split(":")[0])  # expect: 2 SyntaxError
print(repr(exit), repr(quit))  # expect: Use exit() or Ctrl-D (i.e. EOF) to exit Use quit() or Ctrl-D (i.e. EOF) to exit
try:
    exit(3)
except SystemExit as caught:
    print("exit", caught.code)  # expect: exit 3
print(error(hex, "a"), error(oct, None), bin(0), type(len).__name__, len.__name__, repr(len))  # expect: TypeError: 'str' object cannot be interpreted as an integer TypeError: 'NoneType' object cannot be interpreted as an integer 0b0 builtin_function_or_method len <built-in function len>
