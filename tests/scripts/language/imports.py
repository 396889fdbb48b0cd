# Imports: modules, packages, relative names, stars, circles, and everything that can go wrong.
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "_modules"))


def outcome(text, *names):
    space = {"__name__": "__main__"}
    try:
        exec(text, space)
    except BaseException as error:
        message = str(error).replace(os.path.dirname(os.path.abspath(__file__)), "...")
        return f"{type(error).__name__}({message})"
    return [space.get(name) for name in names]


import package

print(package.__name__, package.__doc__, package.__package__, os.path.basename(package.__file__), len(package.__path__))  # expect: package A package. package __init__.py 1
print(package.log, package.first.name, package.second_value, package.second.half_made)  # expect: ['init', 'first', 'second'] ('package.first', 'package') 2 False
import package.sub.leaf as leaf

print(leaf.__name__, package.log, package.sub.renamed is package.first, leaf.value, leaf.parent)  # expect: package.sub.leaf ['init', 'first', 'second', 'leaf'] True 2 package.sub
import package.sub

print(package.sub.leaf is leaf, sys.modules["package.sub"] is package.sub, "package.second" in sys.modules)  # expect: True True True
from package import dynamic, unlisted
from package.sub import leaf as again, value as v

print(dynamic, unlisted, again is leaf, v, dir(package))  # expect: made by __getattr__ not in __all__ True 2 ['a', 'b']
here = os.path.dirname(os.path.abspath(__file__))
print(str(outcome("from package import *", "first", "listed", "unlisted", "second_value")).replace(here, "..."))  # expect: [<module 'package.first' from '.../_modules/package/first.py'>, 'in __all__', None, 2]
print(outcome("from starred import *", "public", "_private", "__dunder__", "path") [:3])  # expect: [1, None, None]
print(outcome("from bad_all import *"))  # expect: AttributeError(module 'bad_all' has no attribute 'missing')
print(outcome("import missing_module"))  # expect: ModuleNotFoundError(No module named 'missing_module')
print(outcome("import package.missing"))  # expect: ModuleNotFoundError(No module named 'package.missing')
print(outcome("import package.first.deeper"))  # expect: ModuleNotFoundError(No module named 'package.first.deeper'; 'package.first' is not a package)
print(outcome("import os.nothing"))  # expect: ModuleNotFoundError(No module named 'os.nothing'; 'os' is not a package)
print(outcome("import missing.deeper"))  # expect: ModuleNotFoundError(No module named 'missing')
print(outcome("from package import missing"))  # expect: ImportError(cannot import name 'missing' from 'package' (.../_modules/package/__init__.py))
print(outcome("from package.missing import x"))  # expect: ModuleNotFoundError(No module named 'package.missing')
print(outcome("from package.first import missing"))  # expect: ImportError(cannot import name 'missing' from 'package.first' (.../_modules/package/first.py))
print(outcome("from starred import publik"))  # expect: ImportError(cannot import name 'publik' from 'starred' (.../_modules/starred.py))
print(outcome("from . import x"))  # expect: ImportError(attempted relative import with no known parent package)
print(outcome("from .x import y"))  # expect: ImportError(attempted relative import with no known parent package)
print(outcome("from .. import y"))  # expect: ImportError(attempted relative import with no known parent package)
print(outcome("import package.too_far"))  # expect: ImportError(attempted relative import beyond top-level package)
print(outcome("import package.broken"), "package.broken" in sys.modules, hasattr(package, "broken"))  # expect: ZeroDivisionError(division by zero) False False
print(outcome("import package.broken"), package.log.count("broken runs"))  # expect: ZeroDivisionError(division by zero) 2
print(outcome("import package.wrong_syntax"))  # expect: SyntaxError('(' was never closed (wrong_syntax.py, line 1))
print(outcome("package.absent", "x"))  # expect: NameError(name 'package' is not defined)
print(outcome("import package; package.absent"), outcome("import starred; starred.absent"))  # expect: AttributeError(package has no absent) AttributeError(module 'starred' has no attribute 'absent')
import circular_one

print(circular_one.seen, circular_one.circular_two.message)  # expect: False cannot import name 'one' from partially initialized module 'circular_one'
print(circular_one.circular_two.attribute_message.replace(here, "..."))  # expect: partially initialized module 'circular_one' from '.../_modules/circular_one.py' has no attribute 'one'
import namespace_only.inside

print(namespace_only.inside.value, getattr(namespace_only, "__file__", None), type(namespace_only.__path__).__name__ != "")  # expect: from a namespace package None True

# The names that are bound, and where.
import os.path
import os.path as path_module, sys as system

print(path_module is os.path, system is sys)  # expect: True True


def inside():
    import string as text, math
    from math import pi, tau as circle

    return text.digits, math.pi == pi, circle > pi, "text" in globals()


class InClass:
    import math
    from math import sqrt


print(inside(), InClass.math.__name__, InClass.sqrt(4))  # expect: ('0123456789', True, True, False) math 2.0

# sys.modules decides.
import types

fake = types.ModuleType("fake", "documented")
fake.value = "faked"
sys.modules["fake"] = fake
import fake as imported
from fake import value

print(imported is fake, value, fake.__doc__, fake.__name__, repr(fake))  # expect: True faked documented fake <module 'fake'>
sys.modules["blocked"] = None
print(outcome("import blocked"))  # expect: ModuleNotFoundError(import of blocked halted; None in sys.modules)
sys.modules["not_a_module"] = 5
print(outcome("import not_a_module", "not_a_module"), outcome("from not_a_module import real", "real"))  # expect: [5] [5]
del sys.modules["starred"]
import starred

starred.public = "changed"
del sys.modules["starred"]
import starred as fresh

print(fresh.public, starred.public, fresh is starred)  # expect: 1 changed False
print(__import__("os.path") is os, __import__("os.path", fromlist=["join"]) is os.path, __import__("package.sub").__name__)  # expect: True True package
print(repr(sys), repr(package)[:17], package.__spec__ is None, package.__spec__.name, package.first.__spec__.parent)  # expect: <module 'sys' (built-in)> <module 'package' False package package

import importlib

print(importlib.import_module("package.sub") is package.sub, importlib.import_module(".leaf", "package.sub") is leaf)  # expect: True True
importlib.reload(fresh)
print(fresh.public)  # expect: 1
kept, __builtins__.__import__ = __builtins__.__import__, lambda name, *more: f"imported {name} {len(more)}"
import anything_at_all

__builtins__.__import__ = kept
print(anything_at_all)  # expect: imported anything_at_all 4

import __main__
import __future__

print(__main__.outcome is outcome, __name__, __package__, __spec__, __future__.annotations.compiler_flag > 0)  # expect: True __main__ None None True
