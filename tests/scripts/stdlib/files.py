# Files and streams.
import io, sys
import os
open = io.open
p = f'/tmp/lungfish-io-{os.getpid()}.txt'
with open(p, 'w') as f:
    print(f.write('héllo\nline2\r\nthird'), f.name == p, f.mode, f.closed, f.encoding)
    f.writelines(['a\n', 'b'])  # expect: 18 True w False UTF-8
print(f.closed)  # expect: True
with open(p) as f:
    print(repr(f.readline()), f.tell(), repr(f.read(3)), f.tell(), repr(f.read()))
    f.seek(0)
    print(f.readlines())  # expect: 'héllo\n' 7 'lin' 10 'e2\nthirda\nb'  # expect: ['héllo\n', 'line2\n', 'thirda\n', 'b']
with open(p) as f:
    print([l for l in f])  # expect: ['héllo\n', 'line2\n', 'thirda\n', 'b']
with open(p, newline='') as f:
    print(f.readlines())  # expect: ['héllo\n', 'line2\r\n', 'thirda\n', 'b']
with open(p, 'rb') as f:
    print(f.read(4), f.readline(), f.tell(), f.seek(-3, 2), f.read())
    print(list(f), f.mode)  # expect: b'h\xc3\xa9l' b'lo\n' 7 19 b'a\nb'  # expect: [] rb
with open(p, 'r+') as f:
    f.readline()
    f.seek(0, 2)
    f.write('END')
    f.seek(0)
    print(repr(f.read()))  # expect: 'héllo\nline2\nthirda\nbEND'
with open(p, 'a') as f:
    f.write('app')
    print(f.tell())  # expect: 28
with open(p, 'w+b') as f:
    f.write(b'abcdef')
    f.seek(2)
    print(f.read(2))
    f.write(b'XY')
    f.seek(0)
    print(f.read())
    f.truncate(3)
    f.seek(0)
    print(f.read())  # expect: b'cd'  # expect: b'abcdXY'  # expect: b'abc'
for a in [('/nope/x',), (p, 'q'), (p, 'rw'), (p, 'rbt'), (p, 'rb', -1, 'utf8'), (p, 'r', 0), ('/tmp',), (p, 'x'), ([],), (p, 'r', -1, 'zzz')]:
    try:
        open(*a)
    except Exception as e:
        print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: FileNotFoundError [Errno 2] No such file or directory: '/nope/x'  # expect: ValueError invalid mode: 'q'  # expect: ValueError must have exactly one of create/read/write/append mode  # expect: ValueError can't have text and binary mode at once  # expect: ValueError binary mode doesn't take an encoding argument  # expect: ValueError can't have unbuffered text I/O  # expect: IsADirectoryError [Errno 21] Is a directory: '/tmp'  # expect: FileExistsError [Errno 17] File exists: 'PATH'  # expect: TypeError expected str, bytes or os.PathLike object, not list  # expect: LookupError unknown encoding: zzz
f = open(p)
f.close()
for m in ('read', 'readline', 'tell'):
    try:
        getattr(f, m)()
    except Exception as e:
        print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: ValueError I/O operation on closed file.  # expect: ValueError I/O operation on closed file.  # expect: ValueError I/O operation on closed file.
with open(p) as f:
    try:
        f.write('x')
    except Exception as e:
        print(type(e).__name__, type(e).__mro__[1:3], e)  # expect: UnsupportedOperation (<class 'OSError'>, <class 'ValueError'>) not writable
with open(p, 'w') as f:
    try:
        f.read()
    except Exception as e:
        print(type(e).__name__, str(e).replace(p, 'PATH'))
    try:
        f.write(b'x')
    except Exception as e:
        print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: UnsupportedOperation not readable  # expect: TypeError write() argument must be str, not bytes
with open(p, 'wb') as f:
    try:
        f.write('x')
    except Exception as e:
        print(type(e).__name__, str(e).replace(p, 'PATH'))
    try:
        f.read()
    except Exception as e:
        print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: TypeError a bytes-like object is required, not 'str'  # expect: UnsupportedOperation read
for enc in ('utf-16', 'utf-8-sig', 'latin-1', 'utf-32', 'ascii'):
    with open(p, 'w', encoding=enc, errors='replace') as f:
        f.write('aé\nb€\n')
    print(open(p, 'rb').read())
    with open(p, encoding=enc) as f:
        print(f.readlines())  # expect: b'\xff\xfea\x00\xe9\x00\n\x00b\x00\xac \n\x00'  # expect: ['aé\n', 'b€\n']  # expect: b'\xef\xbb\xbfa\xc3\xa9\nb\xe2\x82\xac\n'  # expect: ['aé\n', 'b€\n']  # expect: b'a\xe9\nb?\n'  # expect: ['aé\n', 'b?\n']  # expect: b'\xff\xfe\x00\x00a\x00\x00\x00\xe9\x00\x00\x00\n\x00\x00\x00b\x00\x00\x00\xac \x00\x00\n\x00\x00\x00'  # expect: ['aé\n', 'b€\n']  # expect: b'a?\nb?\n'  # expect: ['a?\n', 'b?\n']
with open(p, 'wb') as f:
    f.write(b'ab\xff\xfecd\n')
try:
    open(p, encoding='utf-8').read()
except Exception as e:
    print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte
print(repr(open(p, errors='replace').read()))  # expect: 'ab��cd\n'
print(ascii(open(p, errors='surrogateescape').read()))  # expect: 'ab\udcff\udcfecd\n'
s = io.StringIO('one\ntwo\nthree')
print(repr(s.readline()))  # expect: 'one\n'
print(s.read(2))  # expect: tw
print(s.tell())  # expect: 6
print(s.readlines())  # expect: ['o\n', 'three']
s.seek(0)
s.write('ONE')
print(repr(s.getvalue()))  # expect: 'ONE\ntwo\nthree'
s = io.StringIO()
print('x', 1, file=s)
s.write('é€')
print(repr(s.getvalue()))  # expect: 'x 1\né€'
print(s.tell())  # expect: 6
s.seek(1)
print(s.read(1))  # expect:  
s.truncate(2)
print(repr(s.getvalue()))  # expect: 'x '
b = io.BytesIO(b'ab\ncd')
print(b.read(1))  # expect: b'a'
print(b.readline())  # expect: b'b\n'
print(b.getvalue())  # expect: b'ab\ncd'
print(b.seek(10))  # expect: 10
print(b.write(b'z'))  # expect: 1
print(b.getvalue())  # expect: b'ab\ncd\x00\x00\x00\x00\x00z'
for x in (s, b):
    x.close()
    try:
        x.read()
    except Exception as e:
        print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: ValueError I/O operation on closed file  # expect: ValueError I/O operation on closed file.
t = io.TextIOWrapper(io.BytesIO(b'l1\nl2\xc3\xa9\n'), encoding='utf-8')
print(repr(t.readline()))  # expect: 'l1\n'
print(list(t))  # expect: ['l2é\n']
bb = io.BytesIO()
t = io.TextIOWrapper(bb, encoding='utf-8', newline='\r\n')
t.write('a\nb\n')
t.flush()
print(bb.getvalue())  # expect: b'a\r\nb\r\n'
print(isinstance(s, io.IOBase))  # expect: True
print(isinstance(s, io.TextIOBase))  # expect: True
print(isinstance(t, io.TextIOBase))  # expect: True
print(io.SEEK_END)  # expect: 2
print(io.StringIO.__name__)  # expect: StringIO
class W(io.StringIO):

    def write(self, x):
        return super().write(x.upper())
w = W()
print('abc', file=w)
print(repr(w.getvalue()))  # expect: 'ABC\n'
class L(io.TextIOBase):

    def write(self, s):
        self.got = s
        return len(s)
l = L()
print(l.write('q'))  # expect: 1
print(l.got)  # expect: q
print(l.closed)  # expect: False
print(l.readable())  # expect: False
l.close()
print(l.closed)  # expect: True
try:
    l.fileno()
except Exception as e:
    print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: UnsupportedOperation fileno
try:
    io.StringIO(5)
except Exception as e:
    print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: TypeError initial_value must be str or None, not int
try:
    io.StringIO().write(5)
except Exception as e:
    print(type(e).__name__, str(e).replace(p, 'PATH'))  # expect: TypeError string argument expected, got 'int'
print(repr(open(p, encoding='utf-8')).replace(p, 'PATH'))  # expect: <_io.TextIOWrapper name='PATH' mode='r' encoding='utf-8'>
os.remove(p)
