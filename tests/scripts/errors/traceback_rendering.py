# What tracebacks look like; file names and lines apart.
import traceback
def show(function, *args):
    try:
        function(*args)
    except BaseException as error:
        lines = ''.join(traceback.format_exception(error)).split('\n')
        print('\n'.join((line for line in lines[:-1] if not line.lstrip('| ').startswith('File ') and 'function(*args)' not in line and ('~~~~~~~~^^^^^^^' not in line))))
def operator(a, b):
    return a + b * 2
show(operator, 1, 'x')  # expect: Traceback (most recent call last):  # expect:     return a + b * 2  # expect:            ~~^~~~~~~  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
def floor(a, b):
    return a // b
show(floor, 1, 0)  # expect: Traceback (most recent call last):  # expect:     return a // b  # expect:            ~~^^~~  # expect: ZeroDivisionError: division by zero
def item(d):
    return d['a']['b']['c']
show(item, {'a': {}})  # expect: Traceback (most recent call last):  # expect:     return d['a']['b']['c']  # expect:            ~~~~~~^^^^^  # expect: KeyError: 'b'
def call(f):
    f(1, 2)
show(call, 5)  # expect: Traceback (most recent call last):  # expect:     f(1, 2)  # expect:     ~^^^^^^  # expect: TypeError: 'int' object is not callable
def attribute(o):
    return o.name.upper()
show(attribute, 1)  # expect: Traceback (most recent call last):  # expect:     return o.name.upper()  # expect:            ^^^^^^  # expect: AttributeError: 'int' object has no attribute 'name'
def assigned():
    x = operator(1, None)
    return x
show(assigned)  # expect: Traceback (most recent call last):  # expect:     x = operator(1, None)  # expect:     return a + b * 2  # expect:                ~~^~~  # expect: TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
def many_lines(f):
    f(1, 2, 3, 4)
show(many_lines, 5)  # expect: Traceback (most recent call last):  # expect:     f(1, 2, 3, 4)  # expect:     ~^^^^^^^^^^^^  # expect: TypeError: 'int' object is not callable
def recurse(n):
    return recurse(n - 1) if n else 1 / 0
show(recurse, 20)  # expect: Traceback (most recent call last):  # expect:     return recurse(n - 1) if n else 1 / 0  # expect:            ~~~~~~~^^^^^^^  # expect:     return recurse(n - 1) if n else 1 / 0  # expect:            ~~~~~~~^^^^^^^  # expect:     return recurse(n - 1) if n else 1 / 0  # expect:            ~~~~~~~^^^^^^^  # expect:   [Previous line repeated 18 more times]  # expect: ZeroDivisionError: division by zero
def cause():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('bad') from e
show(cause)  # expect: Traceback (most recent call last):  # expect:     1 / 0  # expect:     ~~^~~  # expect: ZeroDivisionError: division by zero  # expect:  # expect: The above exception was the direct cause of the following exception:  # expect:  # expect: Traceback (most recent call last):  # expect:     raise ValueError('bad') from e  # expect: ValueError: bad
def context():
    try:
        1 / 0
    except ZeroDivisionError:
        undefined_name
show(context)  # expect: Traceback (most recent call last):  # expect:     1 / 0  # expect:     ~~^~~  # expect: ZeroDivisionError: division by zero  # expect:  # expect: During handling of the above exception, another exception occurred:  # expect:  # expect: Traceback (most recent call last):  # expect:     undefined_name  # expect: NameError: name 'undefined_name' is not defined
def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k') from None
show(suppressed)  # expect: Traceback (most recent call last):  # expect:     raise KeyError('k') from None  # expect: KeyError: 'k'
def notes():
    e = ValueError('two\nlines')
    e.add_note('a note')
    e.add_note('more\nnotes')
    raise e
show(notes)  # expect: Traceback (most recent call last):  # expect:     raise e  # expect: ValueError: two  # expect: lines  # expect: a note  # expect: more  # expect: notes
def group():
    raise ExceptionGroup('group', [ValueError(1), TypeError('t'), ExceptionGroup('inner', [KeyError('k')])])
show(group)  # expect:   + Exception Group Traceback (most recent call last):  # expect:   |     raise ExceptionGroup('group', [ValueError(1), TypeError('t'), ExceptionGroup('inner', [KeyError('k')])])  # expect:   | ExceptionGroup: group (3 sub-exceptions)  # expect:   +-+---------------- 1 ----------------  # expect:     | ValueError: 1  # expect:     +---------------- 2 ----------------  # expect:     | TypeError: t  # expect:     +---------------- 3 ----------------  # expect:     | ExceptionGroup: inner (1 sub-exception)  # expect:     +-+---------------- 1 ----------------  # expect:       | KeyError: 'k'  # expect:       +------------------------------------
def wide():
    raise ExceptionGroup('wide', [ValueError(i) for i in range(17)])
show(wide)  # expect:   + Exception Group Traceback (most recent call last):  # expect:   |     raise ExceptionGroup('wide', [ValueError(i) for i in range(17)])  # expect:   | ExceptionGroup: wide (17 sub-exceptions)  # expect:   +-+---------------- 1 ----------------  # expect:     | ValueError: 0  # expect:     +---------------- 2 ----------------  # expect:     | ValueError: 1  # expect:     +---------------- 3 ----------------  # expect:     | ValueError: 2  # expect:     +---------------- 4 ----------------  # expect:     | ValueError: 3  # expect:     +---------------- 5 ----------------  # expect:     | ValueError: 4  # expect:     +---------------- 6 ----------------  # expect:     | ValueError: 5  # expect:     +---------------- 7 ----------------  # expect:     | ValueError: 6  # expect:     +---------------- 8 ----------------  # expect:     | ValueError: 7  # expect:     +---------------- 9 ----------------  # expect:     | ValueError: 8  # expect:     +---------------- 10 ----------------  # expect:     | ValueError: 9  # expect:     +---------------- 11 ----------------  # expect:     | ValueError: 10  # expect:     +---------------- 12 ----------------  # expect:     | ValueError: 11  # expect:     +---------------- 13 ----------------  # expect:     | ValueError: 12  # expect:     +---------------- 14 ----------------  # expect:     | ValueError: 13  # expect:     +---------------- 15 ----------------  # expect:     | ValueError: 14  # expect:     +---------------- ... ----------------  # expect:     | and 2 more exceptions  # expect:     +------------------------------------
class Thing:

    def __init__(self):
        self.size = 1

    def method(self):
        return size

    def misspelt(self):
        return self.sise
show(Thing().method)  # expect: Traceback (most recent call last):  # expect:     return size  # expect:            ^^^^  # expect: NameError: name 'size' is not defined. Did you mean: 'self.size'?
show(Thing().misspelt)  # expect: Traceback (most recent call last):  # expect:     return self.sise  # expect:            ^^^^^^^^^  # expect: AttributeError: 'Thing' object has no attribute 'sise'. Did you mean: 'size'?
def local():
    value = 1
    return valeu
show(local)  # expect: Traceback (most recent call last):  # expect:     return valeu  # expect:            ^^^^^  # expect: NameError: name 'valeu' is not defined. Did you mean: 'value'?
def builtin():
    prnt(1)
show(builtin)  # expect: Traceback (most recent call last):  # expect:     prnt(1)  # expect:     ^^^^  # expect: NameError: name 'prnt' is not defined. Did you mean: 'print'?
def module():
    return collections.deque
show(module)  # expect: Traceback (most recent call last):  # expect:     return collections.deque  # expect:            ^^^^^^^^^^^  # expect: NameError: name 'collections' is not defined. Did you forget to import 'collections'?
class Outer:

    class Error(Exception):

        def __str__(self):
            raise ValueError
def strange():
    raise Outer.Error
show(strange)  # expect: Traceback (most recent call last):  # expect:     raise Outer.Error  # expect: Outer.Error: <exception str() failed>
def empty():
    raise ValueError('')
show(empty)  # expect: Traceback (most recent call last):  # expect:     raise ValueError('')  # expect: ValueError
def wide_characters():
    return '日本語' + 1
show(wide_characters)  # expect: Traceback (most recent call last):  # expect:     return '日本語' + 1  # expect:            ~~~~~~~~~^~~  # expect: TypeError: can only concatenate str (not "int") to str
def syntax():
    compile('x = = 1\n', 'file.py', 'exec')
show(syntax)  # expect: Traceback (most recent call last):  # expect:     compile('x = = 1\n', 'file.py', 'exec')  # expect:     ~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^  # expect:     x = = 1  # expect:         ^  # expect: SyntaxError: invalid syntax
print('end')  # expect: end
