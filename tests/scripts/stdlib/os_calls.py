# Processes, files, paths and the environment.
import os, os.path, sys
def attempt(text):
    try:
        return eval(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}".replace(b, "B")

print(os.getpid() > 0)  # expect: True
print(os.getppid() > 0)  # expect: True
print(os.cpu_count() > 0)  # expect: True
print(os.process_cpu_count() > 0)  # expect: True
print(os.sep)  # expect: /
print(os.linesep == '\n')  # expect: True
print(os.name)  # expect: posix
print(os.curdir)  # expect: .
print(os.pardir)  # expect: ..
print(os.path.__name__)  # expect: posixpath
b = f'/tmp/lungfish-os-{os.getpid()}'
import posixpath as p
os.mkdir(b)
os.makedirs(b + '/a/b/c')
os.makedirs(b + '/a/b/c', exist_ok=True)
try:
    os.makedirs(b + '/a/b/c')
except Exception as e:
    print(type(e).__name__, str(e).replace(b, 'B'))  # expect: FileExistsError [Errno 17] File exists: 'B/a/b/c'
fd = os.open(b + '/f1', os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
print(os.write(fd, b'hello'))  # expect: 5
os.close(fd)
try:
    os.close(fd)
except Exception as e:
    print(type(e).__name__, str(e).replace(b, 'B'))  # expect: OSError [Errno 9] Bad file descriptor
fd = os.open(b + '/f1', os.O_RDONLY)
print(os.read(fd, 3))  # expect: b'hel'
print(os.lseek(fd, 0, 0))  # expect: 0
print(os.read(fd, 100))  # expect: b'hello'
print(os.fstat(fd).st_size)  # expect: 5
os.close(fd)
print(sorted(os.listdir(b)))  # expect: ['a', 'f1']
print(os.stat(b + '/f1').st_size)  # expect: 5
print(os.path.getsize(b + '/f1'))  # expect: 5
print(os.path.isfile(b + '/f1'))  # expect: True
print(os.path.isdir(b))  # expect: True
print(os.path.exists(b + '/nope'))  # expect: False
print(os.path.islink(b))  # expect: False
os.rename(b + '/f1', b + '/f2')
print(sorted(os.listdir(b)))  # expect: ['a', 'f2']
os.symlink('f2', b + '/ln')
print(os.readlink(b + '/ln'))  # expect: f2
print(os.path.islink(b + '/ln'))  # expect: True
print(os.path.realpath(b + '/ln') == b + '/f2')  # expect: True
print(os.path.lexists(b + '/ln'))  # expect: True
print([(r.replace(b, 'B'), sorted(d), sorted(f)) for r, d, f in os.walk(b)])  # expect: [('B', ['a'], ['f2', 'ln']), ('B/a', ['b'], []), ('B/a/b', ['c'], []), ('B/a/b/c', [], [])]
print(sorted(((e.name, e.is_dir(), e.is_file(), e.is_symlink()) for e in os.scandir(b))))  # expect: [('a', True, False, False), ('f2', False, True, False), ('ln', False, True, True)]
print(attempt('os.remove(b+"/zz")'))  # expect: FileNotFoundError: [Errno 2] No such file or directory: 'B/zz'
print(attempt('os.rmdir(b)'))  # expect: OSError: [Errno 39] Directory not empty: 'B'
print(attempt('os.mkdir(b)'))  # expect: FileExistsError: [Errno 17] File exists: 'B'
print(attempt('os.rename(b+"/q",b+"/w")'))  # expect: FileNotFoundError: [Errno 2] No such file or directory: 'B/q' -> 'B/w'
print(attempt('os.listdir("/nope")'))  # expect: FileNotFoundError: [Errno 2] No such file or directory: '/nope'
print(attempt('os.stat("/nope")'))  # expect: FileNotFoundError: [Errno 2] No such file or directory: '/nope'
print(attempt('os.chdir("/nope")'))  # expect: FileNotFoundError: [Errno 2] No such file or directory: '/nope'
print(attempt('os.stat([])'))  # expect: TypeError: stat: path should be string, bytes, os.PathLike or integer, not list
print(attempt('os.listdir(1.5)'))  # expect: TypeError: listdir: path should be string, bytes, os.PathLike, integer or None, not float
print(attempt('os.open(b+"/zz",0)'))  # expect: FileNotFoundError: [Errno 2] No such file or directory: 'B/zz'
print(attempt('os.urandom(-1)'))  # expect: ValueError: negative argument not allowed
print(attempt('os.fspath(5)'))  # expect: TypeError: expected str, bytes or os.PathLike object, not int
print(attempt('os.kill(999999999,0)'))  # expect: ProcessLookupError: [Errno 3] No such process
print(attempt('os.remove(5.5)'))  # expect: TypeError: remove: path should be string, bytes or os.PathLike, not float
print(attempt('os.environ["NOPE_X"]'))  # expect: KeyError: 'NOPE_X'
print(attempt('os.environ.__setitem__("A",1)'))  # expect: TypeError: str expected, not int
print(attempt('os.environ.__setitem__("A=","1")'))  # expect: ValueError: illegal environment variable name
print(attempt('os.path.join("a",1)'))  # expect: TypeError: join() argument must be str, bytes, or os.PathLike object, not 'int'
print(attempt('os.path.join("a",b"b")'))  # expect: TypeError: Can't mix strings and bytes in path components
print(attempt('os.path.commonpath([])'))  # expect: ValueError: commonpath() arg is an empty sequence
print(attempt('os.path.relpath("")'))  # expect: ValueError: no path specified
print(attempt('os.mkdir("a\\0b")'))  # expect: ValueError: mkdir: embedded null character in path
os.remove(b + '/ln')
os.remove(b + '/f2')
os.removedirs(b + '/a/b/c')
print(os.path.exists(b))  # expect: False
os.environ['LF_T'] = 'v'
print(os.environ['LF_T'])  # expect: v
print(os.getenv('LF_T'))  # expect: v
print(os.getenv('NOPE'))  # expect: None
print(os.getenv('NOPE', 'd'))  # expect: d
print('LF_T' in os.environ)  # expect: True
print(os.environ.get('x_y'))  # expect: None
del os.environ['LF_T']
print('LF_T' in os.environ)  # expect: False
for a in ['', '/', '//', '///', 'a', 'a/b', '/a/b', 'a/b/', '/a', 'a//b', '/a//b//', 'a/./b', 'a/../b', '../a', '/..', '/../a', './a', 'a/b/../../c', '..', '.', '//a/b', '///a']:
    print(repr(a), p.split(a), p.splitext(a), p.basename(a), p.dirname(a), p.normpath(a), p.isabs(a), p.splitroot(a))  # expect: '' ('', '') ('', '')   . False ('', '', '')  # expect: '/' ('/', '') ('/', '')  / / True ('', '/', '')  # expect: '//' ('//', '') ('//', '')  // // True ('', '//', '')  # expect: '///' ('///', '') ('///', '')  /// / True ('', '/', '//')  # expect: 'a' ('', 'a') ('a', '') a  a False ('', '', 'a')  # expect: 'a/b' ('a', 'b') ('a/b', '') b a a/b False ('', '', 'a/b')  # expect: '/a/b' ('/a', 'b') ('/a/b', '') b /a /a/b True ('', '/', 'a/b')  # expect: 'a/b/' ('a/b', '') ('a/b/', '')  a/b a/b False ('', '', 'a/b/')  # expect: '/a' ('/', 'a') ('/a', '') a / /a True ('', '/', 'a')  # expect: 'a//b' ('a', 'b') ('a//b', '') b a a/b False ('', '', 'a//b')  # expect: '/a//b//' ('/a//b', '') ('/a//b//', '')  /a//b /a/b True ('', '/', 'a//b//')  # expect: 'a/./b' ('a/.', 'b') ('a/./b', '') b a/. a/b False ('', '', 'a/./b')  # expect: 'a/../b' ('a/..', 'b') ('a/../b', '') b a/.. b False ('', '', 'a/../b')  # expect: '../a' ('..', 'a') ('../a', '') a .. ../a False ('', '', '../a')  # expect: '/..' ('/', '..') ('/..', '') .. / / True ('', '/', '..')  # expect: '/../a' ('/..', 'a') ('/../a', '') a /.. /a True ('', '/', '../a')  # expect: './a' ('.', 'a') ('./a', '') a . a False ('', '', './a')  # expect: 'a/b/../../c' ('a/b/../..', 'c') ('a/b/../../c', '') c a/b/../.. c False ('', '', 'a/b/../../c')  # expect: '..' ('', '..') ('..', '') ..  .. False ('', '', '..')  # expect: '.' ('', '.') ('.', '') .  . False ('', '', '.')  # expect: '//a/b' ('//a', 'b') ('//a/b', '') b //a //a/b True ('', '//', 'a/b')  # expect: '///a' ('///', 'a') ('///a', '') a /// /a True ('', '/', '//a')
print(p.join('a', 'b'))  # expect: a/b
print(p.join('a/', 'b'))  # expect: a/b
print(p.join('a', '/b'))  # expect: /b
print(p.join('a', ''))  # expect: a/
print(p.join('', 'b'))  # expect: b
print(p.join('a', 'b', 'c/'))  # expect: a/b/c/
print(p.join(b'a', b'b'))  # expect: b'a/b'
print(p.splitext('a.b.c'))  # expect: ('a.b', '.c')
print(p.splitext('.bashrc'))  # expect: ('.bashrc', '')
print(p.splitext('a/.b'))  # expect: ('a/.b', '')
print(p.splitext('..a'))  # expect: ('..a', '')
print(p.splitext('a.'))  # expect: ('a', '.')
print(p.splitext('/x.y/z'))  # expect: ('/x.y/z', '')
print(p.relpath('/a/b/c', '/a/d'))  # expect: ../b/c
print(p.relpath('/a', '/a'))  # expect: .
print(p.commonpath(['/a/b/c', '/a/b/d']))  # expect: /a/b
print(p.commonprefix(['abc', 'abd']))  # expect: ab
print(p.abspath('/a/../b'))  # expect: /b
print(p.expanduser('~x_nope/a'))  # expect: ~x_nope/a
print(p.expandvars('$NOPE_V/${HOME}x').endswith('x'))  # expect: True
print(len(os.urandom(5)))  # expect: 5
print(os.fsencode('é'))  # expect: b'\xc3\xa9'
print(os.fsdecode(b'\xff'.replace(b'\xff', b'a')))  # expect: a
print(os.strerror(2))  # expect: No such file or directory
print(os.getcwd() == os.getcwd())  # expect: True
print(os.access('/tmp', os.W_OK))  # expect: True
print(isinstance(os.sched_getaffinity(0), set))  # expect: True
print(os.isatty(0) in (True, False))  # expect: True
r, w = os.pipe()
os.write(w, b'x')
print(os.read(r, 5))  # expect: b'x'
os.close(r)
os.close(w)
try:
    os.get_terminal_size(os.open('/dev/null', os.O_RDONLY))
except OSError as e:
    print(e)  # expect: [Errno 25] Inappropriate ioctl for device
try:
    os.kill(os.getpid(), 0)
    print('alive')
except Exception as e:
    print(e)  # expect: alive
class P:

    def __fspath__(self):
        return '/tmp'
print(os.fspath(P()))  # expect: /tmp
print(os.path.isdir(P()))  # expect: True
print(os.path.join(P(), 'x'))  # expect: /tmp/x
print(os.stat('/tmp').st_mtime == os.path.getmtime('/tmp'))  # expect: True
print(os.stat('/tmp')[8] == int(os.stat('/tmp').st_mtime))  # expect: True
print(os.stat('/tmp').st_mtime_ns > 0)  # expect: True
