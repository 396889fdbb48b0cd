"""Importing by name, and finding out where a module would come from."""

import os as _os
import sys as _sys

__import__ = __import__


def _resolved(name, package, what):
    """The absolute form of a name that may begin with dots."""
    level = len(name) - len(name.lstrip("."))
    if level == 0:
        return name
    if not package:
        raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
    base = package.split(".")
    if level > len(base):
        raise ImportError("attempted relative import beyond top-level package")
    kept = base[:len(base) - level + 1]
    rest = name[level:]
    return ".".join([*kept, rest]) if rest else ".".join(kept)


def import_module(name, package=None):
    """Imports a module and returns it, not the top of its package."""
    absolute = _resolved(name, package, "import_module")
    __import__(absolute)
    return _sys.modules[absolute]


def invalidate_caches():
    """Does nothing: nothing is cached."""


def reload(module):
    """Runs a module's source again, in the namespace that it has."""
    if not isinstance(module, type(_sys)):
        raise TypeError("reload() argument must be a module")
    name = module.__name__
    if _sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    file = getattr(module, "__file__", None)
    if file is None or not _os.path.exists(file):
        return module
    with open(file, "rb") as source:
        code = compile(source.read(), file, "exec")
    exec(code, module.__dict__)
    return _sys.modules[name]
