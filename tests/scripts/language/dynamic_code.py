# exec, eval, compile; namespaces; print to files; names that are keywords elsewhere; statements one by one.
import io
import sys


def outcome(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


print(eval("1 + 2"), eval(" (1 +\n 2) ", {}), eval("x * 2", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(b"3"))  # expect: 3 3 10 3 3
print(outcome(eval, "x = 1"), outcome(eval, "1 +"), outcome(eval, 5), outcome(eval, "x", 5))  # expect: SyntaxError(invalid syntax (<string>, line 1)) SyntaxError(invalid syntax (<string>, line 1)) TypeError(eval() arg 1 must be a string, bytes or code object) TypeError(globals must be a dict)
space = {}
exec("a = 1\ndef f():\n    global b\n    b = a + 1\n    return b\nc = f()", space)
print(sorted(name for name in space if name != "__builtins__"), space["c"], "__builtins__" in space)  # expect: ['a', 'b', 'c', 'f'] 2 True
names, more = {"a": 1}, {"b": 2}
exec("c = a + b\na = 10", names, more)
print({k: v for k, v in names.items() if k != "__builtins__"}, more)  # expect: {'a': 1} {'b': 2, 'c': 3, 'a': 10}
exec("class C:\n    x = 1\n    y = [x for _ in (1,)]" if False else "z = 1", names)
print(exec("1"), exec(""), exec("x = 1; y = 2", names), names["x"])  # expect: None None None 1


class Mapping(dict):
    def __missing__(self, key):
        if key.startswith("__"):
            raise KeyError(key)
        return f"made {key}"

    def __setitem__(self, key, value):
        super().__setitem__(key, ("set", value))


mapping = Mapping()
exec("a = undefined\nb = a", {}, mapping)
print(dict(mapping))  # expect: {'a': ('set', 'made undefined'), 'b': ('set', ('set', 'made undefined'))}
print(eval("anything", {}, Mapping()), outcome(exec, "x", Mapping()), outcome(eval, "anything", {"__builtins__": {}}))  # expect: made anything None NameError(name 'anything' is not defined)
print(outcome(eval, "len([])", {"__builtins__": {}}) is not None)  # expect: True


def in_function():
    a = 1
    exec("a = 2; b = 3")
    seen = eval("a")
    try:
        b
    except NameError as error:
        return a, seen, str(error)


print(in_function(), eval("[a for a in range(3)]"), outcome(exec, "def f(: pass"), outcome(exec, "return"))  # expect: (1, 1, "name 'b' is not defined") [0, 1, 2] SyntaxError(invalid syntax (<string>, line 1)) SyntaxError('return' outside function (<string>, line 1))


def locals_in_eval(a):
    return eval("a + 1"), eval("locals()"), eval("[a for _ in (1,)]")


print(outcome(locals_in_eval, 1))  # expect: (2, {'a': 1}, [1])

code = compile("q = 1\nq + 1", "<named>", "exec")
print(code.co_filename, code.co_name, type(code).__name__, code.co_firstlineno, code.co_names)  # expect: <named> <module> code 1 ('q',)
print(eval(compile("1 + 1", "f", "eval")), exec(code), q)  # expect: 2 None 1
single = compile("1 + 1\n", "<s>", "single")
exec(single)  # expect: 2
exec(compile("None; 'shown'; x = 5; [x]", "<s>", "single"))  # expect: 'shown'
# expect: [5]
print(outcome(compile, "1", "f", "other"), outcome(compile, "a b", "file", "exec"))  # expect: ValueError(compile() mode must be 'exec', 'eval' or 'single') SyntaxError(invalid syntax (file, line 1))
print(outcome(compile, "\0", "f", "exec"), outcome(compile, 5, "f", "exec"), outcome(eval, compile("x", "f", "exec"), {"x": 1}))  # expect: SyntaxError(source code string cannot contain null bytes) TypeError(compile() arg 1 must be a string, bytes or AST object) None
print(compile("'doc'\nx", "f", "exec").co_consts[0] if False else "-", eval(compile(b"# coding: latin-1\n'\xe9'", "f", "eval")))  # expect: - é


def parts(text):
    try:
        compile(text, "<f>", "exec")
    except SyntaxError as error:
        return type(error).__name__, error.msg, error.filename, error.lineno, error.offset, error.text, error.end_lineno, error.end_offset


print(parts("if x:\npass"))  # expect: ('IndentationError', "expected an indented block after 'if' statement on line 1", '<f>', 2, 1, 'pass\n', 2, 5)
print(parts("print 'x'"), parts("exec 'x'"))  # expect: ('SyntaxError', "Missing parentheses in call to 'print'. Did you mean print(...)?", '<f>', 1, 1, "print 'x'\n", 1, 10) ('SyntaxError', "Missing parentheses in call to 'exec'. Did you mean exec(...)?", '<f>', 1, 1, "exec 'x'\n", 1, 9)
for text in ["if x = 1: pass", "if x\n  pass", "for x y: pass", "while: pass", "def f() pass", "class: pass", "import", "from x import",
             "from x import (a", "from . import *\ndef f():\n  from x import *", "import a.b as c.d", "from x import a as b.c", "lambda", "x = ", "x +", "(", ")", "[1, 2",
             "(1]", "{1: 2", "{1: }", "{1:2, 3}", "{a, b: c}", "f(", "f(a b)", "[a b]", "a b c", "else: pass", "elif x: pass",
             "if x: pass\nelse if y: pass", "x++", "++x", "x--", "!x", "x && y", "x || y", "x ? y : z", "def 1(): pass", "def f(1): pass",
             "class f(: pass", "async x", "await", "not", "is not", "in", "a not b", "a is", "del", "del 1", "pass x", "global", "assert",
             "raise x, y", "try x", "except: pass", "with x pass", "@", "@x\ny = 1", "return x y", "yield = 1", "None.x = 1; None = 2",
             "f() += 1", "x: = 1", "a, b: int = 1", "print(a", "x = 5 y = 6", "for i in range(3) print(i)", "import a from b", "from a import b, ",
             "\u201cx\u201d", "x = 1 if 2", "x = 1 if 2 else", "[x for x in]", "[for x in y]", "(x for)", "{**}", "f(**)", "f(*)", "a.1", "a..b",
             "1.a", "'a' 1", "x[", "x[]", "x[1:2:3:4]", "True = 1", "f(x for x in y, 1)", "def f(*, **k): pass", "def f(a, *): pass", "match x:\n  pass",
             "def f():\nreturn", "class A:\n", "if 1:", "x = [1,\n", "'unterminated", "\"\"\"x", "x = 1\n    y = 2", "from __future__ import nothing",
             "x = 1\nfrom __future__ import annotations", "from __future__ import braces", "while 1: pass\n else: pass", "a = b = ", "a := 1", "(a := )"]:
    try:
        compile(text, "<text>", "exec")
        message = "fine"
    except SyntaxError as error:
        message = f"{type(error).__name__}: {error.msg} {error.lineno}:{error.offset}"
    print(repr(text), message)  # expect: 'if x = 1: pass' SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? 1:4
    # expect: 'if x\n  pass' SyntaxError: expected ':' 1:5
    # expect: 'for x y: pass' SyntaxError: invalid syntax 1:7
    # expect: 'while: pass' SyntaxError: invalid syntax 1:6
    # expect: 'def f() pass' SyntaxError: expected ':' 1:9
    # expect: 'class: pass' SyntaxError: invalid syntax 1:6
    # expect: 'import' SyntaxError: Expected one or more names after 'import' 1:7
    # expect: 'from x import' SyntaxError: Expected one or more names after 'import' 1:14
    # expect: 'from x import (a' SyntaxError: '(' was never closed 1:15
    # expect: 'from . import *\ndef f():\n  from x import *' SyntaxError: import * only allowed at module level 3:17
    # expect: 'import a.b as c.d' SyntaxError: cannot use attribute as import target 1:15
    # expect: 'from x import a as b.c' SyntaxError: cannot use attribute as import target 1:20
    # expect: 'lambda' SyntaxError: invalid syntax 1:7
    # expect: 'x = ' SyntaxError: invalid syntax 1:5
    # expect: 'x +' SyntaxError: invalid syntax 1:4
    # expect: '(' SyntaxError: '(' was never closed 1:1
    # expect: ')' SyntaxError: unmatched ')' 1:1
    # expect: '[1, 2' SyntaxError: '[' was never closed 1:1
    # expect: '(1]' SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' 1:3
    # expect: '{1: 2' SyntaxError: '{' was never closed 1:1
    # expect: '{1: }' SyntaxError: expression expected after dictionary key and ':' 1:3
    # expect: '{1:2, 3}' SyntaxError: ':' expected after dictionary key 1:7
    # expect: '{a, b: c}' SyntaxError: invalid syntax 1:6
    # expect: 'f(' SyntaxError: '(' was never closed 1:2
    # expect: 'f(a b)' SyntaxError: invalid syntax. Perhaps you forgot a comma? 1:3
    # expect: '[a b]' SyntaxError: invalid syntax. Perhaps you forgot a comma? 1:2
    # expect: 'a b c' SyntaxError: invalid syntax 1:3
    # expect: 'else: pass' SyntaxError: invalid syntax 1:1
    # expect: 'elif x: pass' SyntaxError: invalid syntax 1:1
    # expect: 'if x: pass\nelse if y: pass' SyntaxError: expected ':' 2:6
    # expect: 'x++' SyntaxError: invalid syntax 1:4
    # expect: '++x' fine
    # expect: 'x--' SyntaxError: invalid syntax 1:4
    # expect: '!x' SyntaxError: invalid syntax 1:1
    # expect: 'x && y' SyntaxError: invalid syntax 1:4
    # expect: 'x || y' SyntaxError: invalid syntax 1:4
    # expect: 'x ? y : z' SyntaxError: invalid syntax 1:3
    # expect: 'def 1(): pass' SyntaxError: invalid syntax 1:5
    # expect: 'def f(1): pass' SyntaxError: invalid syntax 1:7
    # expect: 'class f(: pass' SyntaxError: invalid syntax 1:9
    # expect: 'async x' SyntaxError: invalid syntax 1:7
    # expect: 'await' SyntaxError: invalid syntax 1:6
    # expect: 'not' SyntaxError: invalid syntax 1:4
    # expect: 'is not' SyntaxError: invalid syntax 1:1
    # expect: 'in' SyntaxError: invalid syntax 1:1
    # expect: 'a not b' SyntaxError: invalid syntax 1:7
    # expect: 'a is' SyntaxError: invalid syntax 1:5
    # expect: 'del' SyntaxError: invalid syntax 1:4
    # expect: 'del 1' SyntaxError: cannot delete literal 1:5
    # expect: 'pass x' SyntaxError: invalid syntax 1:6
    # expect: 'global' SyntaxError: invalid syntax 1:7
    # expect: 'assert' SyntaxError: invalid syntax 1:7
    # expect: 'raise x, y' SyntaxError: invalid syntax 1:8
    # expect: 'try x' SyntaxError: expected ':' 1:5
    # expect: 'except: pass' SyntaxError: invalid syntax 1:1
    # expect: 'with x pass' SyntaxError: invalid syntax 1:8
    # expect: '@' SyntaxError: invalid syntax 1:2
    # expect: '@x\ny = 1' SyntaxError: invalid syntax 2:1
    # expect: 'return x y' SyntaxError: invalid syntax 1:10
    # expect: 'yield = 1' SyntaxError: assignment to yield expression not possible 1:1
    # expect: 'None.x = 1; None = 2' SyntaxError: cannot assign to None 1:13
    # expect: 'f() += 1' SyntaxError: 'function call' is an illegal expression for augmented assignment 1:1
    # expect: 'x: = 1' SyntaxError: invalid syntax 1:4
    # expect: 'a, b: int = 1' SyntaxError: only single target (not tuple) can be annotated 1:1
    # expect: 'print(a' SyntaxError: '(' was never closed 1:6
    # expect: 'x = 5 y = 6' SyntaxError: invalid syntax 1:7
    # expect: 'for i in range(3) print(i)' SyntaxError: invalid syntax 1:19
    # expect: 'import a from b' SyntaxError: Did you mean to use 'from ... import ...' instead? 1:1
    # expect: 'from a import b, ' SyntaxError: trailing comma not allowed without surrounding parentheses 1:18
    # expect: '“x”' SyntaxError: invalid character '“' (U+201C) 1:1
    # expect: 'x = 1 if 2' SyntaxError: expected 'else' after 'if' expression 1:5
    # expect: 'x = 1 if 2 else' SyntaxError: invalid syntax 1:16
    # expect: '[x for x in]' SyntaxError: invalid syntax 1:12
    # expect: '[for x in y]' SyntaxError: invalid syntax 1:2
    # expect: '(x for)' SyntaxError: invalid syntax 1:7
    # expect: '{**}' SyntaxError: invalid syntax 1:4
    # expect: 'f(**)' SyntaxError: invalid syntax 1:5
    # expect: 'f(*)' SyntaxError: Invalid star expression 1:4
    # expect: 'a.1' SyntaxError: invalid syntax 1:2
    # expect: 'a..b' SyntaxError: invalid syntax 1:3
    # expect: '1.a' SyntaxError: invalid decimal literal 1:2
    # expect: "'a' 1" SyntaxError: invalid syntax 1:5
    # expect: 'x[' SyntaxError: '[' was never closed 1:2
    # expect: 'x[]' SyntaxError: invalid syntax 1:3
    # expect: 'x[1:2:3:4]' SyntaxError: invalid syntax 1:8
    # expect: 'True = 1' SyntaxError: cannot assign to True 1:1
    # expect: 'f(x for x in y, 1)' SyntaxError: Generator expression must be parenthesized 1:3
    # expect: 'def f(*, **k): pass' SyntaxError: named parameters must follow bare * 1:7
    # expect: 'def f(a, *): pass' SyntaxError: named parameters must follow bare * 1:10
    # expect: 'match x:\n  pass' SyntaxError: invalid syntax 2:3
    # expect: 'def f():\nreturn' IndentationError: expected an indented block after function definition on line 1 2:1
    # expect: 'class A:\n' IndentationError: expected an indented block after class definition on line 1 1:9
    # expect: 'if 1:' IndentationError: expected an indented block after 'if' statement on line 1 1:6
    # expect: 'x = [1,\n' SyntaxError: '[' was never closed 1:5
    # expect: "'unterminated" SyntaxError: unterminated string literal (detected at line 1) 1:1
    # expect: '"""x' SyntaxError: unterminated triple-quoted string literal (detected at line 1) 1:1
    # expect: 'x = 1\n    y = 2' IndentationError: unexpected indent 2:4
    # expect: 'from __future__ import nothing' SyntaxError: future feature nothing is not defined 1:24
    # expect: 'x = 1\nfrom __future__ import annotations' SyntaxError: from __future__ imports must occur at the beginning of the file 2:1
    # expect: 'from __future__ import braces' SyntaxError: not a chance 1:24
    # expect: 'while 1: pass\n else: pass' IndentationError: unexpected indent 2:1
    # expect: 'a = b = ' SyntaxError: invalid syntax 1:9
    # expect: 'a := 1' SyntaxError: invalid syntax 1:3
    # expect: '(a := )' SyntaxError: invalid syntax 1:7

# print.
stream = io.StringIO()
print("a", 1, None, sep="-", end="!\n", file=stream)
print(file=stream)
print("b", end="", file=stream, flush=True)
print(repr(stream.getvalue()), outcome(print, 1, sep=5), outcome(print, 1, end=b""), outcome(print, 1, file=5), outcome(print, 1, x=1))  # expect: 'a-1-None!\n\nb' TypeError(sep must be None or a string, not int) TypeError(end must be None or a string, not bytes) AttributeError('int' object has no attribute 'write') TypeError(print() got an unexpected keyword argument 'x')


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


writer = Writer()
print(1, "two", [3], sep=", ", file=writer)
print(writer.parts, outcome(print, 1, file=writer, flush=True))  # expect: ['1', ', ', 'two', ', ', '[3]', '\n', '1', '\n'] AttributeError('Writer' object has no attribute 'flush')
kept, sys.stdout = sys.stdout, stream
print("redirected")
sys.stdout = kept
print(stream.getvalue().splitlines(), outcome(print, *[1, 2], sep=None, end=None))  # expect: 1 2
# expect: ['a-1-None!', '', 'bredirected'] None
sys.stdout = None
print("nowhere")
sys.stdout = kept

# Soft keywords are names.
match = case = type = _ = 1
print(match, case, type, _, match + case, -type, [match], {case: type})  # expect: 1 1 1 1 2 -1 [1] {1: 1}
type = match if case else _
match, case = case, match
match.bit_length()
print(match.real, case.imag, type * 2, (type), [case])  # expect: 1 0 2 1 [1]
del match, case, type, _


class Soft:
    match = 1
    case = 2
    type: int = 3

    def type(self, match, case=1, *, _=2):
        return match, case, _


print(Soft().type(1), Soft.match, Soft.__annotations__)  # expect: (1, 1, 2) 1 {'type': <class 'int'>}

# Statements.
x = 5; y = 6; print(x, y)  # expect: 5 6
if x: print("if"); print("same line")  # expect: if
                   # expect: same line
if not x: pass
elif y: print("elif")  # expect: elif
else: print("else")
for i in 1, 2: print(i, end=";")  # expect: 1;2;for else
else: print("for else")
while x: x -= 4; break
else: print("never")
print(x)  # expect: 1
for i in range(0): pass
else: print("empty for else")  # expect: empty for else
while False: pass
else: print("empty while else")  # expect: empty while else
n = 0
while n < 10:
    n += 1
    if n % 2: continue
    if n > 6: break
else:
    print("never")
print(n)  # expect: 8
pass; pass
...
"an expression"
1, 2
class Empty: pass
def one_line(): return 1
lambda: (yield)
print(one_line(), __name__, __debug__, type(__builtins__).__name__ if False else "-", __doc__)  # expect: 1 __main__ True - None
if True:
    # Only a comment, then

    print("indented")  # after  # expect: indented
# A comment at the end of a block
print((1,
       2,
       # inside
       3), [
    4,
], {
    5: 6
}, x
      if x else y)  # expect: (1, 2, 3) [4] {5: 6} 1
value = 1 + \
    2
print(value, 1 \
    + 1)  # expect: 3 2
	
print("after a line of only a tab")  # expect: after a line of only a tab
