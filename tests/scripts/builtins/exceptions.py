# Exceptions: arguments, texts, chaining, notes, fields of the classes, groups.


def error(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except BaseException as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


print(repr(ValueError()), repr(ValueError("a")), repr(ValueError("a", 1)), repr(ValueError(("a",))))  # expect: ValueError() ValueError('a') ValueError('a', 1) ValueError(('a',))
print(str(ValueError()), str(ValueError("a")), str(ValueError("a", 1)), str(ValueError(None)), sep="|")  # expect: |a|('a', 1)|None
e = ValueError("x", 2)
print(e.args, e.__cause__, e.__context__, e.__suppress_context__, e.__traceback__)  # expect: ('x', 2) None None False None
e.args = [1, 2, 3]
print(e.args, repr(e), hasattr(e, "__notes__"))  # expect: (1, 2, 3) ValueError(1, 2, 3) False
e.add_note("first")
e.add_note("second")
print(e.__notes__, error(e.add_note, 1), error(ValueError, a=1), error(BaseException, a=1), sep="; ")  # expect: ['first', 'second']; TypeError: note must be a str, not 'int'; TypeError: ValueError() takes no keyword arguments; TypeError: BaseException() takes no keyword arguments
e.__notes__ = 5
print(error(e.add_note, "x"))  # expect: TypeError: Cannot add note: __notes__ is not a list
del e.__notes__
print(hasattr(e, "__notes__"), error(delattr, e, "__notes__"))  # expect: False AttributeError: 'ValueError' object has no attribute '__notes__'
e.custom = 1
print(e.custom, e.__dict__, error(setattr, e, "args", 5), error(delattr, e, "args"), sep="; ")  # expect: 1; {'custom': 1}; TypeError: 'int' object is not iterable; TypeError: args may not be deleted
print(error(setattr, e, "__cause__", 1), error(setattr, e, "__context__", 1), error(setattr, e, "__traceback__", 1), sep="; ")  # expect: TypeError: exception cause must be None or derive from BaseException; TypeError: exception context must be None or derive from BaseException; TypeError: __traceback__ must be a traceback or None
print(error(delattr, e, "__cause__"), error(delattr, e, "__context__"), error(delattr, e, "__traceback__"), error(setattr, e, "__suppress_context__", 1), sep="; ")  # expect: TypeError: __cause__ may not be deleted; TypeError: __context__ may not be deleted; TypeError: __traceback__ may not be deleted; TypeError: attribute value type must be bool
c = KeyError("k")
e.__cause__ = c
print(e.__cause__ is c, e.__suppress_context__)  # expect: True True
e.__cause__ = None
print(e.__cause__, e.__suppress_context__, e.with_traceback(None) is e, error(e.with_traceback, 1))  # expect: None True True TypeError: __traceback__ must be a traceback or None

# Chaining.
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("outer")
except ValueError as caught:
    print(repr(caught.__context__), caught.__cause__, caught.__suppress_context__, caught.__traceback__ is not None)  # expect: ZeroDivisionError('division by zero') None False True
try:
    try:
        1 / 0
    except ZeroDivisionError as inner:
        raise ValueError("outer") from inner
except ValueError as caught:
    print(repr(caught.__cause__), caught.__cause__ is caught.__context__, caught.__suppress_context__)  # expect: ZeroDivisionError('division by zero') True True
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError from None
except ValueError as caught:
    print(caught.__cause__, repr(caught.__context__), caught.__suppress_context__)  # expect: None ZeroDivisionError('division by zero') True

# Classes with fields.
print(StopIteration(1).value, StopIteration().value, StopIteration(1, 2).value, StopAsyncIteration(1).args)  # expect: 1 None 1 (1,)
print(SystemExit().code, SystemExit(2).code, SystemExit(1, 2).code)  # expect: None 2 (1, 2)
print(str(KeyError("a")), str(KeyError()), str(KeyError("a", "b")), repr(KeyError("a")), str(KeyError("")))  # expect: 'a'  ('a', 'b') KeyError('a') ''
i = ImportError("text", name="n", path="p")
print(i.msg, i.name, i.path, i.name_from, i, ImportError("a", "b").msg, ImportError(name="x"), sep="|")  # expect: text|n|p|None|text|None|
print(error(ImportError, "a", foo=1), issubclass(ModuleNotFoundError, ImportError))  # expect: TypeError: ImportError() got an unexpected keyword argument 'foo' True
a = AttributeError("text", name="n", obj=[1])
print(a, a.name, a.obj, AttributeError().name, NameError("t", name="q").name, NameError().name)  # expect: text n [1] None q None
try:
    (1).missing
except AttributeError as caught:
    print(caught, caught.name, caught.obj)  # expect: 'int' object has no attribute 'missing' missing 1
try:
    undefined_name
except NameError as caught:
    print(caught, caught.name)  # expect: name 'undefined_name' is not defined undefined_name
o = OSError(2, "No such file", "path")
print(type(o).__name__, o, o.errno, o.strerror, o.filename, o.filename2, o.args)  # expect: FileNotFoundError [Errno 2] No such file: 'path' 2 No such file path None (2, 'No such file')
print(str(OSError(2, "x")), str(OSError(2, "x", "f", 0, "g")), str(OSError("plain")), str(OSError()), repr(OSError(2, "x", "f")), OSError(2).errno)  # expect: [Errno 2] x [Errno 2] x: 'f' -> 'g' plain  FileNotFoundError(2, 'x') None
print([type(OSError(n, "x")).__name__ for n in (1, 2, 4, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 3, 99)])  # expect: ['PermissionError', 'FileNotFoundError', 'InterruptedError', 'ChildProcessError', 'BlockingIOError', 'PermissionError', 'FileExistsError', 'NotADirectoryError', 'IsADirectoryError', 'BrokenPipeError', 'ConnectionAbortedError', 'ConnectionResetError', 'TimeoutError', 'ConnectionRefusedError', 'ProcessLookupError', 'OSError']
print(OSError is EnvironmentError is IOError, error(OSError, a=1), type(FileExistsError(2, "x")).__name__, BlockingIOError(11, "x", 5).characters_written, error(getattr, BlockingIOError(11, "x"), "characters_written"))  # expect: True TypeError: OSError() takes no keyword arguments FileExistsError 5 AttributeError: characters_written


class Custom(OSError):
    def __init__(self, code, extra):
        super().__init__(code, "message", extra)
        self.extra = extra


k = Custom(5, "file")
print(k, k.errno, k.filename, k.extra, k.args)  # expect: [Errno 5] message: 'file' 5 file file (5, 'message')
s = SyntaxError("msg", ("dir/file.py", 3, 5, "text", 3, 7))
print(s, s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset)  # expect: msg (file.py, line 3) msg dir/file.py 3 5 text 3 7
print(str(SyntaxError("m")), str(SyntaxError()), repr(SyntaxError("m", ("f", 1, 2, "t"))), SyntaxError("m", ("f", None, 2, "t")), SyntaxError("m", (None, 4, 2, "t")), sep="|")  # expect: m|None|SyntaxError('m', ('f', 1, 2, 't'))|m (f)|m (line 4)
print(error(SyntaxError, "a", ("f", 1, 2, "t", 1)), error(SyntaxError, "a", (1, 2, 3)), error(SyntaxError, "a", 3), sep="; ")  # expect: TypeError: end_offset must be provided when end_lineno is provided; TypeError: function takes at least 4 arguments (3 given); TypeError: 'int' object is not iterable
print(UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad"), UnicodeEncodeError("ascii", "é€", 0, 2, "bad"), UnicodeTranslateError("x", 0, 1, "bad"), sep="; ")  # expect: 'utf-8' codec can't decode byte 0xff in position 2: bad; 'ascii' codec can't encode characters in position 0-1: bad; can't translate character '\x78' in position 0: bad
u = UnicodeEncodeError("ascii", "aé", 1, 2, "why")
u.end = 9
print(u.encoding, u.object, u.start, u.end, u.reason, error(UnicodeEncodeError, "a", b"b", 1, 2, "c"), error(UnicodeDecodeError, "a", "b", 1, 2, "c"), error(UnicodeDecodeError, "a"), sep="; ")  # expect: ascii; aé; 1; 9; why; TypeError: argument 2 must be str, not bytes; TypeError: a bytes-like object is required, not 'str'; TypeError: function takes exactly 5 arguments (1 given)
try:
    "é".encode("ascii")
except UnicodeEncodeError as caught:
    print(caught, caught.start, caught.end)  # expect: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128) 0 1

# The hierarchy.
print([c.__name__ for c in ModuleNotFoundError.__mro__], [c.__name__ for c in ExceptionGroup.__mro__])  # expect: ['ModuleNotFoundError', 'ImportError', 'Exception', 'BaseException', 'object'] ['ExceptionGroup', 'BaseExceptionGroup', 'Exception', 'BaseException', 'object']
print(issubclass(KeyError, LookupError), issubclass(RecursionError, RuntimeError), issubclass(KeyboardInterrupt, Exception), issubclass(BrokenPipeError, ConnectionError), UserWarning.__base__.__name__, TabError.__mro__[1].__name__)  # expect: True True False True Warning IndentationError


class Own(Exception):
    def __init__(self, a, b=2):
        super().__init__(a)
        self.b = b

    def __str__(self):
        return f"own {self.b}"


print(Own(1), repr(Own(1)), Own(1, b=3).b, Own(1).args, isinstance(Own(1), Exception))  # expect: own 2 Own(1) 3 (1,) True
print(error(lambda: exec("raise 5")), error(lambda: exec("raise int")), error(lambda: exec("raise ValueError('v') from 5")), sep="; ")  # expect: TypeError: exceptions must derive from BaseException; TypeError: exceptions must derive from BaseException; TypeError: exception causes must derive from BaseException
print(ValueError("a").__reduce__()[1], o.__reduce__()[1:], error(ValueError().__setstate__, 1))  # expect: ('a',) ((2, 'No such file', 'path'),) TypeError: state is not a dictionary
w = ValueError("x")
w.__setstate__({"added": 1})
print(w.added, type(w.__reduce__()[2]).__name__)  # expect: 1 dict

# Groups.
g = ExceptionGroup("many", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [KeyError("k"), ValueError(2)])])
print(g, repr(g), g.message, len(g.exceptions), g.args[0])  # expect: many (3 sub-exceptions) ExceptionGroup('many', [ValueError(1), TypeError('t'), ExceptionGroup('inner', [KeyError('k'), ValueError(2)])]) many 3 many
match, rest = g.split(ValueError)
print(repr(match))  # expect: ExceptionGroup('many', [ValueError(1), ExceptionGroup('inner', [ValueError(2)])])
print(repr(rest))  # expect: ExceptionGroup('many', [TypeError('t'), ExceptionGroup('inner', [KeyError('k')])])
print(repr(g.subgroup(KeyError)), g.subgroup(OSError), g.split(OSError)[1] is not None, g.subgroup(ExceptionGroup) is g)  # expect: ExceptionGroup('many', [ExceptionGroup('inner', [KeyError('k')])]) None True True
print(repr(g.subgroup(lambda x: isinstance(x, TypeError))), repr(g.split((KeyError, TypeError))[0]))  # expect: ExceptionGroup('many', [TypeError('t')]) ExceptionGroup('many', [TypeError('t'), ExceptionGroup('inner', [KeyError('k')])])
print(repr(g.derive([OSError("d")])), type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)  # expect: ExceptionGroup('many', [OSError('d')]) ExceptionGroup BaseExceptionGroup
print(error(ExceptionGroup, "a", []), error(ExceptionGroup, "a", [1]), error(ExceptionGroup, "a", [KeyboardInterrupt()]), sep="; ")  # expect: ValueError: second argument (exceptions) must be a non-empty sequence; ValueError: Item 0 of second argument (exceptions) is not an exception; TypeError: Cannot nest BaseExceptions in an ExceptionGroup
print(error(ExceptionGroup, "a", 1), error(ExceptionGroup, 1, [ValueError()]), error(ExceptionGroup, "a"), error(g.split, 1), error(g.derive, 1), sep="; ")  # expect: TypeError: second argument (exceptions) must be a sequence; TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int; TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given); TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class); TypeError: second argument (exceptions) must be a sequence
g.add_note("note")
print(g.subgroup(ValueError).__notes__, ExceptionGroup("one", [ValueError()]))  # expect: ['note'] one (1 sub-exception)


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message + "!", excs)


mine = MyGroup("mine", [ValueError(1), TypeError(2)])
print(repr(mine.subgroup(ValueError)), repr(mine.split(TypeError)[1]))  # expect: MyGroup('mine!', [ValueError(1)]) MyGroup('mine!', [ValueError(1)])
try:
    raise ExceptionGroup("eg", [ValueError(1), TypeError(2), OSError(3)])
except* ValueError as part:
    print(repr(part))  # expect: ExceptionGroup('eg', [ValueError(1)])
except* (TypeError, OSError) as part:
    print(repr(part))  # expect: ExceptionGroup('eg', [TypeError(2), OSError(3)])
try:
    try:
        raise ExceptionGroup("eg", [ValueError(1), TypeError(2)])
    except* ValueError:
        pass
except ExceptionGroup as left:
    print(repr(left), left.__context__)  # expect: ExceptionGroup('eg', [TypeError(2)]) None
try:
    try:
        raise ValueError("naked")
    except* ValueError as part:
        print(repr(part))  # expect: ExceptionGroup('', (ValueError('naked'),))
        raise KeyError("new")
except KeyError as left:
    print(repr(left), repr(left.__context__))  # expect: KeyError('new') ExceptionGroup('', (ValueError('naked'),))
try:
    try:
        raise ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [TypeError(2), KeyError(3)])])
    except* TypeError:
        raise OSError("instead")
except ExceptionGroup as left:
    print(repr(left))  # expect: ExceptionGroup('', [OSError('instead'), ExceptionGroup('eg', [ValueError(1), ExceptionGroup('in', [KeyError(3)])])])
try:
    try:
        raise TypeError("plain")
    except* ValueError:
        print("not here")
except TypeError as left:
    print(repr(left))  # expect: TypeError('plain')


def star_on_group():
    try:
        raise ValueError(1)
    except* ExceptionGroup:
        pass


print(error(star_on_group))  # expect: TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.


def flow():
    try:
        return "try"
    finally:
        print("finally")  # expect: finally


print(flow())  # expect: try


def nested():
    try:
        try:
            raise ValueError(1)
        finally:
            raise KeyError(2)
    except KeyError as caught:
        return repr(caught.__context__)


print(nested())  # expect: ValueError(1)
try:
    raise Own
except TypeError as caught:
    print(caught)  # expect: Own.__init__() missing 1 required positional argument: 'a'
for kind in (ValueError, KeyError, OSError):
    try:
        raise kind("loop")
    except (ValueError, KeyError) as caught:
        last = repr(caught)
    except OSError as caught:
        last = "os " + repr(caught)
print(last)  # expect: os OSError('loop')
