# Exceptions: try in all its forms, chaining, notes, groups, `except*`, what is being handled, and lines of tracebacks.
import sys

log = []


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


def clauses(error):
    try:
        if error is not None:
            raise error
    except (KeyError, IndexError) as caught:
        return f"lookup {type(caught).__name__}"
    except ValueError:
        return "value"
    except Exception as caught:
        return f"other {caught!r}"
    except:
        return "bare"
    else:
        return "else"
    finally:
        log.append("finally")


print(clauses(None), clauses(KeyError()), clauses(IndexError()), clauses(ValueError), clauses(OSError(2, "two")))  # expect: else lookup KeyError lookup IndexError value other FileNotFoundError(2, 'two')
print(clauses(KeyboardInterrupt()), clauses(UnicodeDecodeError("utf-8", b"", 0, 1, "x")), len(log))  # expect: bare value 7
log.clear()


# finally with return, break and continue.
def finally_returns():
    try:
        return "try"
    finally:
        return "finally"


def finally_swallows():
    try:
        raise ValueError
    finally:
        return "swallowed"


def finally_breaks():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "broken"


def finally_continues():
    seen = []
    for number in range(3):
        try:
            if number == 1:
                raise ValueError
            seen.append(number)
        finally:
            continue
    return seen


def finally_changes_nothing():
    value = 1
    try:
        return value
    finally:
        value = 2


def nested_finally():
    order = []
    try:
        try:
            order.append("a")
            raise KeyError("k")
        finally:
            order.append("b")
            try:
                raise ValueError("v")
            except ValueError:
                order.append("c")
            finally:
                order.append("d")
    except KeyError as error:
        order.append(f"e{error}")
    else:
        order.append("never")
    finally:
        order.append("f")
    return order


def loop_exits():
    order = []
    for number in range(5):
        try:
            if number == 1:
                continue
            if number == 3:
                break
            order.append(number)
        except ValueError:
            pass
        else:
            order.append("else")
        finally:
            order.append(f"f{number}")
    else:
        order.append("never")
    return order


def return_in_except():
    for number in range(3):
        try:
            raise ValueError(number)
        except ValueError as error:
            if number == 1:
                return error.args
        finally:
            log.append(number)


print(finally_returns(), finally_swallows(), finally_breaks(), finally_continues(), finally_changes_nothing())  # expect: finally swallowed broken [0, 2] 1
print(nested_finally())  # expect: ['a', 'b', 'c', 'd', "e'k'", 'f']
print(loop_exits())  # expect: [0, 'else', 'f0', 'f1', 2, 'else', 'f2', 'f3']
print(return_in_except(), log)  # expect: (1,) [0, 1]
log.clear()


# The name of the exception is deleted at the end of its clause.
def name_is_gone():
    error = "before"
    try:
        raise ValueError
    except ValueError as error:
        pass
    return error


print(outcome(name_is_gone))  # expect: UnboundLocalError(cannot access local variable 'error' where it is not associated with a value)


def name_rebound():
    try:
        raise ValueError
    except ValueError as error:
        error = None
        del error
    return "fine"


print(name_rebound())  # expect: fine

# What may be raised and caught.
print(outcome(exec, "raise 1"))  # expect: TypeError(exceptions must derive from BaseException)
print(outcome(exec, "raise int"))  # expect: TypeError(exceptions must derive from BaseException)
print(outcome(exec, "raise"))  # expect: RuntimeError(No active exception to reraise)
print(outcome(exec, "raise ValueError from 1"))  # expect: TypeError(exception causes must derive from BaseException)


class NeedsArgument(Exception):
    def __init__(self, argument):
        super().__init__(argument)


class NotMade(Exception):
    def __new__(cls):
        return 5


print(outcome(exec, "raise NeedsArgument"))  # expect: TypeError(NeedsArgument.__init__() missing 1 required positional argument: 'argument')
print(outcome(exec, "raise NotMade", {"NotMade": NotMade}))  # expect: TypeError(calling <class '__main__.NotMade'> should have returned an instance of BaseException, not <class 'int'>)
print(outcome(exec, "try:\n  1/0\nexcept 5: pass"))  # expect: TypeError(catching classes that do not inherit from BaseException is not allowed)
print(outcome(exec, "try:\n  1/0\nexcept (ValueError, 'x'): pass"))  # expect: TypeError(catching classes that do not inherit from BaseException is not allowed)
print(outcome(exec, "try:\n  pass\nexcept 5: pass"))  # expect: None


# Chaining.
def chain(error):
    parts = []
    while error is not None:
        parts.append(f"{error!r}{'!' if error.__suppress_context__ else ''}")
        if error.__cause__ is not None:
            parts.append("cause")
            error = error.__cause__
        else:
            error = error.__context__
    return parts


def caught(function):
    try:
        function()
    except BaseException as error:
        return error


def implicit():
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second")


def explicit():
    try:
        raise KeyError("first")
    except KeyError as error:
        raise ValueError("second") from error


def suppressed():
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second") from None


def in_finally():
    try:
        raise KeyError("first")
    finally:
        raise ValueError("second")


def three_deep():
    try:
        implicit()
    except ValueError:
        raise OSError("third")


def cause_is_class():
    raise ValueError from KeyError


def same_again():
    try:
        raise ValueError("v")
    except ValueError as error:
        try:
            raise KeyError("k")
        except KeyError:
            raise error


print(chain(caught(implicit)), chain(caught(explicit)))  # expect: ["ValueError('second')", "KeyError('first')"] ["ValueError('second')!", 'cause', "KeyError('first')"]
print(chain(caught(suppressed)), repr(caught(suppressed).__context__))  # expect: ["ValueError('second')!", "KeyError('first')"] KeyError('first')
print(chain(caught(in_finally)), chain(caught(three_deep)))  # expect: ["ValueError('second')", "KeyError('first')"] ["OSError('third')", "ValueError('second')", "KeyError('first')"]
print(chain(caught(cause_is_class)), chain(caught(same_again)))  # expect: ['ValueError()!', 'cause', 'KeyError()'] ["ValueError('v')", "KeyError('k')"]


def reraise():
    try:
        raise ValueError("original")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            pass
        raise


def reraise_from_function():
    def again():
        raise

    try:
        raise ValueError("original")
    except ValueError:
        again()


print(repr(caught(reraise)), repr(caught(reraise_from_function)), caught(reraise).__context__)  # expect: ValueError('original') ValueError('original') None


# What is being handled.
def handled():
    states = [sys.exception()]
    try:
        raise KeyError("k")
    except KeyError as error:
        states.append(sys.exception() is error)
        states.append(sys.exc_info()[0].__name__)
        try:
            raise ValueError("v")
        except ValueError as second:
            states.append(sys.exception() is second)
        states.append(sys.exception() is error)
        (lambda: states.append(sys.exception() is error))()
    states.append(sys.exc_info())
    return states


print(handled())  # expect: [None, True, 'KeyError', True, True, True, (None, None, None)]

# Notes.
error = ValueError("noted")
print(hasattr(error, "__notes__"))  # expect: False
error.add_note("one")
error.add_note("two")
print(error.__notes__, outcome(error.add_note, 5))  # expect: ['one', 'two'] TypeError(note must be a str, not 'int')

# with_traceback, args, attributes, repr.
print(error.with_traceback(None) is error, error.__traceback__, outcome(error.with_traceback, 5))  # expect: True None TypeError(__traceback__ must be a traceback or None)
print(repr(ValueError()), repr(ValueError(1)), repr(ValueError(1, "b")), str(ValueError()), str(ValueError(1, 2)))  # expect: ValueError() ValueError(1) ValueError(1, 'b')  (1, 2)
print(str(KeyError("k")), str(KeyError()), str(KeyError(1, 2)), str(OSError(2, "text")), str(OSError(2, "text", "file")))  # expect: 'k'  (1, 2) [Errno 2] text [Errno 2] text: 'file'
print(StopIteration(5).value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)  # expect: 5 3 None (1, 2)
print(outcome(setattr, error, "__cause__", 5), outcome(setattr, error, "__context__", 5))  # expect: TypeError(exception cause must be None or derive from BaseException) TypeError(exception context must be None or derive from BaseException)
print(outcome(delattr, error, "__cause__"), outcome(setattr, error, "__traceback__", 5))  # expect: TypeError(__cause__ may not be deleted) TypeError(__traceback__ must be a traceback or None)


# Lines of tracebacks.
def lines(error):
    found = []
    traceback = error.__traceback__
    while traceback is not None:
        found.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno - traceback.tb_frame.f_code.co_firstlineno))
        traceback = traceback.tb_next
    return found[1:]


def level_three():
    x = 1
    raise ValueError


def level_two():
    # A comment.
    level_three()


def level_one():
    try:
        level_two()
    except KeyError:
        pass


def multi_line():
    return (
        1
        + level_two()
        + 2
    )


def in_loop():
    for number in range(3):
        if number == 2:
            [
                1,
                number / 0,
            ]


def in_comprehension():
    return [
        1 / number
        for number in (1, 0)
    ]


def reraised_lines():
    try:
        level_three()
    except ValueError:
        pass
    try:
        level_three()
    except ValueError as error:
        raise error


print(lines(caught(level_one)))  # expect: [('level_one', 2), ('level_two', 2), ('level_three', 2)]
print(lines(caught(multi_line)))  # expect: [('multi_line', 3), ('level_two', 2), ('level_three', 2)]
print(lines(caught(in_loop)))  # expect: [('in_loop', 5)]
print(lines(caught(in_comprehension)))  # expect: [('in_comprehension', 2)]
print(lines(caught(reraised_lines)))  # expect: [('reraised_lines', 8), ('reraised_lines', 6), ('level_three', 2)]
print(lines(caught(reraise)))  # expect: [('reraise', 2)]


# Groups.
group = ExceptionGroup("g", [ValueError("v"), KeyError("k"), ExceptionGroup("inner", [OSError("o"), ValueError("w")])])
print(group, repr(group))  # expect: g (3 sub-exceptions) ExceptionGroup('g', [ValueError('v'), KeyError('k'), ExceptionGroup('inner', [OSError('o'), ValueError('w')])])
print(repr(group.subgroup(ValueError)), repr(group.subgroup(lambda e: isinstance(e, KeyError))))  # expect: ExceptionGroup('g', [ValueError('v'), ExceptionGroup('inner', [ValueError('w')])]) ExceptionGroup('g', [KeyError('k')])
match, rest = group.split((OSError, KeyError))
print(repr(match), "|", repr(rest))  # expect: ExceptionGroup('g', [KeyError('k'), ExceptionGroup('inner', [OSError('o')])]) | ExceptionGroup('g', [ValueError('v'), ExceptionGroup('inner', [ValueError('w')])])
print(group.split(TypeError), group.message, len(group.exceptions), group.derive([ValueError(1)]))  # expect: (None, ExceptionGroup('g', [ValueError('v'), KeyError('k'), ExceptionGroup('inner', [OSError('o'), ValueError('w')])])) g 3 g (1 sub-exception)
print(outcome(ExceptionGroup, "m", []), outcome(ExceptionGroup, "m", [1]), outcome(ExceptionGroup, 1, [ValueError()]))  # expect: ValueError(second argument (exceptions) must be a non-empty sequence) ValueError(Item 0 of second argument (exceptions) is not an exception) TypeError(BaseExceptionGroup.__new__() argument 1 must be str, not int)
print(outcome(ExceptionGroup, "m", [KeyboardInterrupt()]), repr(BaseExceptionGroup("m", [ValueError()])))  # expect: TypeError(Cannot nest BaseExceptions in an ExceptionGroup) ExceptionGroup('m', [ValueError()])
print(outcome(ExceptionGroup, "m"), outcome(ExceptionGroup, "m", 5), repr(BaseExceptionGroup("m", [SystemExit()])))  # expect: TypeError(BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)) TypeError(second argument (exceptions) must be a sequence) BaseExceptionGroup('m', [SystemExit()])


def star(error):
    order = []
    try:
        try:
            if error is not None:
                raise error
        except* ValueError as caught:
            order.append(("value", repr(caught)))
        except* (KeyError, OSError) as caught:
            order.append(("lookup", repr(caught)))
        else:
            order.append("else")
        finally:
            order.append("finally")
    except BaseException as left:
        order.append(("left", repr(left)))
    return order


print(star(None))  # expect: ['else', 'finally']
print(star(ValueError("plain")))  # expect: [('value', "ExceptionGroup('', (ValueError('plain'),))"), 'finally']
print(star(TypeError("plain")))  # expect: ['finally', ('left', "TypeError('plain')")]
print(star(group))  # expect: [('value', "ExceptionGroup('g', [ValueError('v'), ExceptionGroup('inner', [ValueError('w')])])"), ('lookup', "ExceptionGroup('g', [KeyError('k'), ExceptionGroup('inner', [OSError('o')])])"), 'finally']
print(star(ExceptionGroup("t", [TypeError(1), ValueError(2)])))  # expect: [('value', "ExceptionGroup('t', [ValueError(2)])"), 'finally', ('left', "ExceptionGroup('t', [TypeError(1)])")]


def star_raises():
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2), TypeError(3)])
    except* ValueError:
        raise OSError("new")
    except* KeyError:
        raise


print(repr(caught(star_raises)))  # expect: ExceptionGroup('', [OSError('new'), ExceptionGroup('g', [KeyError(2), TypeError(3)])])


def star_raises_one():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        raise OSError("new")


print(repr(caught(star_raises_one)), repr(caught(star_raises_one).__context__))  # expect: OSError('new') ExceptionGroup('g', [ValueError(1)])
print(outcome(exec, "try:\n  1/0\nexcept* ExceptionGroup: pass"))  # expect: TypeError(catching ExceptionGroup with except* is not allowed. Use except instead.)
print(outcome(exec, "try:\n  1/0\nexcept* 5: pass"))  # expect: TypeError(catching classes that do not inherit from BaseException is not allowed)

# assert
print(outcome(exec, "assert 0"), outcome(exec, "assert 0, 'message'"), outcome(exec, "assert (), [1, 2]"), __debug__)  # expect: AssertionError() AssertionError(message) AssertionError([1, 2]) True
assert True, 1 / 0

for text in ["try: pass", "try:\n  pass\nexcept: pass\nexcept ValueError: pass", "try:\n  pass\nexcept* : pass",
             "try:\n  pass\nexcept* A: pass\nexcept B: pass", "raise from x", "try:\n  pass\nelse: pass",
             "for x in y:\n  try: pass\n  except* A: break", "def f():\n  try: pass\n  except* A: return",
             "while 1:\n  try: pass\n  except* A: continue", "break", "continue", "return", "yield",
             "try:\n  pass\nfinally:\n  pass\nexcept A: pass", "def f():\n  for x in y: pass\n  else: break"]:
    try:
        compile(text, "<text>", "exec")
        message = "fine"
    except SyntaxError as error:
        message = error.msg
    print(message)  # expect: expected 'except' or 'finally' block
    # expect: default 'except:' must be last
    # expect: expected one or more exception types
    # expect: cannot have both 'except' and 'except*' on the same 'try'
    # expect: did you forget an expression between 'raise' and 'from'?
    # expect: expected 'except' or 'finally' block
    # expect: 'break', 'continue' and 'return' cannot appear in an except* block
    # expect: 'break', 'continue' and 'return' cannot appear in an except* block
    # expect: 'break', 'continue' and 'return' cannot appear in an except* block
    # expect: 'break' outside loop
    # expect: 'continue' not properly in loop
    # expect: 'return' outside function
    # expect: 'yield' outside function
    # expect: invalid syntax
    # expect: 'break' outside loop
