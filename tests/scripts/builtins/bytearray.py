# The type bytearray: what differs from bytes.
def error(function):
    try:
        return function()
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"


a = bytearray(b"hello")
print(a, repr(a), str(a), len(a), a[0], a[1:3], a == b"hello", b"hello" == a, a == bytearray(b"hello"), a < b"z", list(a), type(iter(a)).__name__)  # expect: bytearray(b'hello') bytearray(b'hello') bytearray(b'hello') 5 104 bytearray(b'el') True True True True [104, 101, 108, 108, 111] bytearray_iterator
a[0] = 72
a[-1] = 79
print(a, a + b"!", type(a + b"!"), type(b"!" + a), a * 2, 2 * a, b"l" in a, 108 in a, a.upper(), type(a.upper()), bytes(a), a.hex(), a.decode())  # expect: bytearray(b'HellO') bytearray(b'HellO!') <class 'bytearray'> <class 'bytes'> bytearray(b'HellOHellO') bytearray(b'HellOHellO') True True bytearray(b'HELLO') <class 'bytearray'> b'HellO' 48656c6c4f HellO
a += b" world"
a.append(33)
a.extend(b"??")
a.extend([1, 2])
a.insert(0, 62)
a.insert(-100, 60)
a.insert(100, 64)
print(a, a.pop(), a.pop(0), a.pop(-1), a)  # expect: bytearray(b'>HellO world!??\x01') 64 60 2 bytearray(b'>HellO world!??\x01')
a.remove(62)
print(a.find(b"world"), a.split(), a.replace(b"l", b"L"), a.partition(b" "), a.copy() is a, a.copy() == a)  # expect: 6 [bytearray(b'HellO'), bytearray(b'world!??\x01')] bytearray(b'HeLLO worLd!??\x01') (bytearray(b'HellO'), bytearray(b' '), bytearray(b'world!??\x01')) False True
a.reverse()
print(a)  # expect: bytearray(b'\x01??!dlrow OlleH')
a[2:5] = b"XYZW"
print(a)  # expect: bytearray(b'\x01?XYZWlrow OlleH')
a[0:0] = [65, 66]
a[::2] = bytes(len(a[::2]))
print(a)  # expect: bytearray(b'\x00B\x00?\x00Y\x00W\x00r\x00w\x00O\x00l\x00H')
del a[0]
del a[1:3]
del a[::3]
print(a, len(a))  # expect: bytearray(b'\x00YW\x00\x00wO\x00\x00H') 10
a[1:4] = b""
a[5:2] = b"ins"
print(a)  # expect: bytearray(b'\x00\x00wO\x00ins\x00H')
a *= 2
print(len(a))  # expect: 20
a.clear()
print(a, bool(a), a.pop.__name__)  # expect: bytearray(b'') False pop
b = bytearray(3)
b[:] = b"abcdef"
b[1:3] = iter([1, 2, 3])
b += bytearray(b"x")
print(b, bytearray([1, 2]), bytearray("é", "utf8"), bytearray(b"x"), bytearray(), bytearray(range(3)), bytearray.fromhex("0a0b"), type(bytearray.fromhex("")))  # expect: bytearray(b'a\x01\x02\x03defx') bytearray(b'\x01\x02') bytearray(b'\xc3\xa9') bytearray(b'x') bytearray(b'') bytearray(b'\x00\x01\x02') bytearray(b'\n\x0b') <class 'bytearray'>
b[1:3] = b
print(b, b.translate(None, b"x"), bytearray(b",").join([b"a", b"b"]), bytearray(b"%d") % 5, type(bytearray(b"%d") % 5), bytearray(b"a b").split())  # expect: bytearray(b'aa\x01\x02\x03defx\x03defx') bytearray(b'aa\x01\x02\x03def\x03def') bytearray(b'a,b') bytearray(b'5') <class 'bytearray'> [bytearray(b'a'), bytearray(b'b')]
alias = b
b += b"!"
print(alias is b, alias[-1], b.isalpha(), b.strip(b"a"), bytearray(b"ab").startswith(b"a"), bytearray(b"abc")[::-1], bytearray(b"ab").__contains__(b"b"))  # expect: True 33 False bytearray(b'\x01\x02\x03defx\x03defx!') True bytearray(b'cba') True
i = iter(bytearray(b"ab"))
print(next(i), i.__length_hint__(), list(i), list(i))  # expect: 97 1 [98] []

c = bytearray(b"ab")
print(error(lambda: hash(c)))  # expect: TypeError: unhashable type: 'bytearray'
print(error(lambda: c.append(300)))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: c.append("a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: c.extend("a")))  # expect: TypeError: expected iterable of integers; got: 'str'
print(error(lambda: c.extend([300])))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: c.extend(5)))  # expect: TypeError: can't extend bytearray with int
print(error(lambda: c.insert(1, "a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: c.pop(5)))  # expect: IndexError: pop index out of range
print(error(lambda: bytearray().pop()))  # expect: IndexError: pop from empty bytearray
print(error(lambda: c.remove(5)))  # expect: ValueError: value not found in bytearray
print(error(lambda: c.remove(500)))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: c[5]))  # expect: IndexError: bytearray index out of range
print(error(lambda: c["x"]))  # expect: TypeError: bytearray indices must be integers or slices, not str
print(error(lambda: c.__setitem__(0, 300)))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: c.__setitem__(0, "a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: c.__setitem__(9, 1)))  # expect: IndexError: bytearray index out of range
print(error(lambda: c.__setitem__("x", 1)))  # expect: TypeError: bytearray indices must be integers or slices, not str
print(error(lambda: c.__setitem__(slice(0, 2, 2), b"abc")))  # expect: ValueError: attempt to assign bytes of size 3 to extended slice of size 1
print(error(lambda: c.__setitem__(slice(0, 1), "a")))  # expect: TypeError: can assign only bytes, buffers, or iterables of ints in range(0, 256)
print(error(lambda: c.__setitem__(slice(0, 1), 5)))  # expect: TypeError: can assign only bytes, buffers, or iterables of ints in range(0, 256)
print(error(lambda: c.__delitem__(9)))  # expect: IndexError: bytearray index out of range
print(error(lambda: c + "a"))  # expect: TypeError: can't concat str to bytearray
print(error(lambda: c * "a"))  # expect: TypeError: can't multiply sequence by non-int of type 'str'
print(error(lambda: c.__iadd__("a")))  # expect: TypeError: can't concat str to bytearray
print(error(lambda: bytearray("a")))  # expect: TypeError: string argument without an encoding
print(error(lambda: bytearray(1.5)))  # expect: TypeError: cannot convert 'float' object to bytearray
print(error(lambda: bytearray(-1)))  # expect: ValueError: negative count
print(error(lambda: bytearray([256])))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: c < "a"))  # expect: TypeError: '<' not supported between instances of 'bytearray' and 'str'
print(c)  # expect: bytearray(b'ab')


class Buffer(bytearray):
    def __init__(self, first, second):
        super().__init__(first)
        self.second = second


d = Buffer(b"ab", 5)
d.append(99)
print(d, d.second, type(d) is Buffer, type(d + b""), type(d[:1]), d == b"abc", type(d.copy()))  # expect: Buffer(b'abc') 5 True <class 'bytearray'> <class 'bytearray'> True <class 'bytearray'>


class Mutator:
    "Its index shrinks the array that it is used on."

    def __init__(self, target):
        self.target = target

    def __index__(self):
        self.target.clear()
        return 0


e = bytearray(b"abc")
print(error(lambda: e.__setitem__(0, Mutator(e))), e)  # expect: IndexError: bytearray index out of range bytearray(b'')
e = bytearray(b"abc")
print(error(lambda: e[Mutator(e) : 2]), e)  # expect: bytearray(b'') bytearray(b'')
e = bytearray(b"abc")
e[Mutator(e) : 2] = b"xyz"
print(e)  # expect: bytearray(b'xyz')
