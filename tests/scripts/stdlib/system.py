# The module sys: what it tells, its streams, and its hooks.
# exit: 1
import contextlib
import io
import sys

print(sys.byteorder, sys.maxsize, sys.maxunicode, sys.platform, sys.getdefaultencoding(), sys.getfilesystemencoding())  # expect: little 9223372036854775807 1114111 linux utf-8 utf-8
print(type(sys.version_info).__name__, sys.version_info[:1], sys.version_info > (3, 13), sys.version_info.releaselevel)  # expect: version_info (3,) True final
print(sys.hexversion >> 24 == sys.version_info.major, sys.version.startswith("%d.%d." % sys.version_info[:2]))  # expect: True True
print(sys.float_info.max, sys.float_info.mant_dig, sys.float_info.epsilon, sys.float_info[10], len(sys.float_info))  # expect: 1.7976931348623157e+308 53 2.220446049250313e-16 1 11
print(sys.int_info.bits_per_digit, sys.hash_info.width, sys.hash_info.modulus, sys.hash_info.inf, sys.thread_info.name)  # expect: 30 64 2305843009213693951 314159 pthread
print(sys.flags.optimize, sys.flags.isolated, sys.flags[3], len(sys.flags), sys.flags.int_max_str_digits)  # expect: 0 0 0 18 4300
print(type(sys.implementation).__name__, sys.implementation.version == sys.version_info, sys.implementation.hexversion == sys.hexversion)  # expect: SimpleNamespace True True
print("math" in sys.stdlib_module_names, "sys" in sys.builtin_module_names, isinstance(sys.executable, str), sys.float_repr_style)  # expect: True True True short
print(sys.intern("a" + "b") is sys.intern("ab"), sys.getsizeof([]) > 0, sys.getrefcount(object()) > 0)  # expect: True True True
try:
    sys.intern(5)
except TypeError as error:
    print(error)  # expect: intern() argument must be str, not int
limit = sys.getrecursionlimit()
sys.setrecursionlimit(limit + 10)
print(sys.getrecursionlimit() - limit)  # expect: 10
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)  # expect: recursion limit must be greater or equal than 1
print(sys.gettrace(), sys.getprofile(), sys.settrace(None), sys.exc_info(), sys.exception())  # expect: None None None (None, None, None) None
try:
    sys.flags.optimize = 1
except AttributeError as error:
    print("flags cannot be set")  # expect: flags cannot be set

# The streams.
print(sys.stdout.name, sys.stdin.name, sys.stderr.name, sys.stdout.mode, sys.stdin.mode, sys.stdout.encoding, sys.stderr.errors)  # expect: <stdout> <stdin> <stderr> w r utf-8 backslashreplace
print(sys.stdout.writable(), sys.stdout.readable(), sys.stdin.readable(), sys.stdout.closed, sys.stdout.fileno(), sys.stderr.fileno())  # expect: True False True False 1 2
print(isinstance(sys.stdout, io.TextIOWrapper), isinstance(sys.stdout.buffer, io.BufferedWriter), sys.stdout is sys.__stdout__)  # expect: True True True
# expect: written
print(sys.stdout.write("written\n"), sys.stdout.isatty(), sys.stdin.isatty())  # expect: 8 False False
# expect: bytes
sys.stdout.flush()
count = sys.stdout.buffer.write(b"bytes\n")
sys.stdout.buffer.flush()
print(count)  # expect: 6
# expect: one
# expect: two
sys.stdout.writelines(["one\n", "two\n"])
for act in (sys.stdout.read, lambda: sys.stdin.write("x"), lambda: sys.stdout.write(b"x"), lambda: sys.stdout.write("\ud800")):
    try:
        act()
        message = "fine"
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
    print(message)  # expect: UnsupportedOperation: not readable
    # expect: UnsupportedOperation: not writable
    # expect: TypeError: write() argument must be str, not bytes
    # expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
sys.stdout.reconfigure(errors="replace")
print("\ud800", sys.stdout.errors)  # expect: ? replace
sys.stdout.reconfigure(errors="strict", line_buffering=True)
print(sys.stdout.line_buffering, sys.stdout.errors)  # expect: True strict
sys.stdout.reconfigure(line_buffering=False)
print(sys.stdin.read() == "", sys.stdin.readline() == "", list(sys.stdin))  # expect: True True []
try:
    input()
except EOFError as error:
    print(error)  # expect: EOF when reading a line
sys.stdin = io.StringIO("first\nsecond")
print(input(), input("prompt: "))  # expect: prompt: first second
sys.stdin = sys.__stdin__
with contextlib.redirect_stdout(io.StringIO()) as caught:
    print("caught")
print(repr(caught.getvalue()))  # expect: 'caught\n'


class Stream:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("flushed")


stream = Stream()
sys.stdout = stream
print("a", "b", flush=True)
sys.stdout = sys.__stdout__
print(stream.parts)  # expect: ['a', ' ', 'b', '\n', 'flushed']
del sys.stdout
try:
    print("lost")
except RuntimeError as error:
    message = str(error)
sys.stdout = sys.__stdout__
print(message)  # expect: lost sys.stdout
# expect: 'shown'

# Hooks.
sys.displayhook(None)
sys.displayhook("shown")
import builtins

print(builtins._)  # expect: shown
sys.displayhook = lambda value: print("display", value)
exec(compile("1 + 1", "<text>", "single"))  # expect: display 2
sys.displayhook = sys.__displayhook__


def raising():
    raise ValueError("for the hook")


with contextlib.redirect_stderr(io.StringIO()) as caught:
    try:
        raising()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
print(caught.getvalue().splitlines()[0], "|", caught.getvalue().splitlines()[-1])  # expect: Traceback (most recent call last): | ValueError: for the hook


class Dies:
    def __del__(self):
        raise ValueError("in __del__")


with contextlib.redirect_stderr(io.StringIO()) as caught:
    Dies()
report = caught.getvalue().splitlines()
print("Dies.__del__" in report[0], report[-1])  # expect: True ValueError: in __del__
unraisable = []
sys.unraisablehook = unraisable.append
Dies()
sys.unraisablehook = sys.__unraisablehook__
print(type(unraisable[0]).__name__, unraisable[0].exc_type.__name__, unraisable[0].exc_value, unraisable[0].object is Dies.__del__)  # expect: UnraisableHookArgs ValueError in __del__ True
print(sys.getswitchinterval() > 0, sys.is_finalizing(), callable(sys.breakpointhook))  # expect: True False True


async def forgotten():
    pass


with contextlib.redirect_stderr(io.StringIO()) as caught:
    forgotten()
print("RuntimeWarning: coroutine 'forgotten' was never awaited" in caught.getvalue())  # expect: True
# expect: hook ValueError for the hook True
sys.excepthook = lambda kind, value, traceback: print("hook", kind.__name__, value, traceback.tb_lineno > 0)
raising()
