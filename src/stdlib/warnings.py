"""Warnings: shown once for each place, or never, always, or as exceptions, by filters."""

import sys

__all__ = [
    "catch_warnings", "deprecated", "filterwarnings", "formatwarning", "resetwarnings", "showwarning",
    "simplefilter", "warn", "warn_explicit",
]

_ACTIONS = ("default", "error", "ignore", "always", "all", "module", "once")

# (action, start of the message, category, start of the module's name, line); the first that fits decides.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
onceregistry = {}
defaultaction = "default"
_shown = set()


class WarningMessage:
    """A warning that was caught."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category = message, category
        self.filename, self.lineno = filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message, self._category_name, self.filename, self.lineno, self.line))

    def __repr__(self):
        return f"<{type(self).__qualname__} {self}>"


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as it is shown."""
    if line is None:
        import _traceback
        line = _traceback.source_line(filename, lineno)
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line and line.strip():
        text += f"  {line.strip()}\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning to a file."""
    file = sys.stderr if file is None else file
    if file is None:
        return
    _write(file, formatwarning(message, category, filename, lineno, line))


def _write(file, text):
    try:
        file.write(text)
    except OSError:
        pass


_original_showwarning = showwarning


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Adds a filter; texts are patterns at the start of message and module."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Adds a filter for all messages of a category."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    _add((action, None, category, None, lineno), append)


def _add(item, append):
    if item in filters:
        if append:
            return
        filters.remove(item)
    filters.append(item) if append else filters.insert(0, item)
    _shown.clear()


def resetwarnings():
    """Removes all filters."""
    filters.clear()
    _shown.clear()


def _fits(pattern, text, ignore_case):
    if pattern is None:
        return True
    try:
        import re
        return re.match(pattern, text, re.I if ignore_case else 0) is not None
    except ImportError:
        return text.lower().startswith(pattern.lower()) if ignore_case else text == pattern


def _action(text, category, module, lineno):
    for action, message, kind, place, line in filters:
        if issubclass(category, kind) and line in (0, lineno) and _fits(message, text, True) \
                and (place == module if place == "__main__" else _fits(place, module, False)):
            return action
    return defaultaction


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issues a warning for the caller, or for one of its callers."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    import _traceback
    entries = _traceback.stack(1)
    at = len(entries) - max(stacklevel, 1)
    filename, lineno = (entries[at][0], entries[at][1]) if 0 <= at < len(entries) else ("<sys>", 0)
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    module = "__main__" if filename in (main, "<string>", "<stdin>") else _module_name(filename)
    warn_explicit(message, category, filename, lineno, module, source=source)


def _warn_unawaited_coroutine(coro):
    warn(f"coroutine '{coro.__qualname__}' was never awaited", RuntimeWarning, stacklevel=2, source=coro)


def _module_name(filename):
    name = filename.rsplit("/", 1)[-1]
    return name[:-3] if name.endswith(".py") else name


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None,
                  source=None):
    """Issues a warning for a place."""
    module = _module_name(filename) if module is None else module
    if isinstance(message, Warning):
        text, category = str(message), type(message)
    else:
        text = message
        message = category(message)
    action = _action(str(text), category, module, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    key = {"default": (text, category, filename, lineno), "module": (text, category, filename),
           "once": (text, category)}.get(action)
    if key is not None:
        if key in _shown:
            return
        _shown.add(key)
    caught = WarningMessage(message, category, filename, lineno, source=source)
    if showwarning is not _original_showwarning:
        showwarning(message, category, filename, lineno, None, None)
    else:
        _showwarnmsg(caught)


def _showwarnmsg(caught):
    if _log is not None:
        _log.append(caught)
    else:
        text = formatwarning(caught.message, caught.category, caught.filename, caught.lineno)
        if caught.source is not None:
            text += f"{caught.category.__name__}: Enable tracemalloc to get the object allocation traceback\n"
        if sys.stderr is not None:
            _write(sys.stderr, text)


_log = None


class catch_warnings:
    """Filters set inside are undone at the end; with `record` warnings go to a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        return "catch_warnings(record=True)" if self._record else "catch_warnings()"

    def __enter__(self):
        global _log, showwarning
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        self._saved = filters[:], showwarning, _log
        _shown.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            showwarning = _original_showwarning
            _log = []
            return _log
        return None

    def __exit__(self, *exc_info):
        global _log, showwarning
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        filters[:], showwarning, _log = self._saved
        _shown.clear()


class deprecated:
    """A decorator: using the function or class gives a warning."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            original = arg.__new__

            def __new__(cls, /, *args, **kwargs):
                if cls is arg:
                    warn(message, category=category, stacklevel=stacklevel + 1)
                if original is not object.__new__:
                    return original(cls, *args, **kwargs)
                return original(cls)

            arg.__new__ = staticmethod(__new__)
            arg.__deprecated__ = __new__.__deprecated__ = message
            return arg
        from functools import wraps

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper
