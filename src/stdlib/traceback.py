"""Reports of exceptions as text, and the entries of tracebacks as objects."""

import _traceback
import sys

__all__ = [
    "FrameSummary", "StackSummary", "TracebackException", "clear_frames", "extract_stack", "extract_tb",
    "format_exc", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb",
    "print_exc", "print_exception", "print_last", "print_list", "print_stack", "print_tb", "walk_stack",
    "walk_tb",
]

_GIVEN = object()


def _exception(exc, value, tb):
    """The exception that arguments of either style name."""
    if value is _GIVEN and tb is _GIVEN:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for exc, {type(exc).__name__} found")
        return exc
    if value is _GIVEN or tb is _GIVEN:
        raise ValueError("Both or neither of value and tb must be given")
    return value


def _write(lines, file):
    file = sys.stderr if file is None else file
    for line in lines:
        file.write(line)


class FrameSummary:
    """One entry of a traceback."""

    __slots__ = ("filename", "lineno", "name", "_line", "end_lineno", "colno", "end_colno", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None, **kwargs):
        self.filename, self.lineno, self.name = filename, lineno, name
        self._line = line
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno, self.end_colno = colno, end_colno
        self.locals = None if locals is None else {key: repr(value) for key, value in locals.items()}

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = _traceback.source_line(self.filename, self.lineno).strip()
        return self._line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, (FrameSummary, tuple)):
            return tuple(self) == tuple(other)
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


def _summary(entry):
    file, line, name, source, end_line, column, end_column = entry
    return FrameSummary(file, line, name, line=source, end_lineno=end_line, colno=column, end_colno=end_column)


class StackSummary(list):
    """The entries of a traceback, or of a stack."""

    @classmethod
    def from_list(cls, a_list):
        result = cls()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame, **kwargs):
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        if frame.line:
            text += f"    {frame.line.strip()}\n"
        if frame.locals:
            for name, value in sorted(frame.locals.items()):
                text += f"    {name} = {value}\n"
        return text

    def format(self, **kwargs):
        result, last, count = [], None, 0

        def note():
            if count > 3:
                plural = "s" if count > 4 else ""
                result.append(f"  [Previous line repeated {count - 3} more time{plural}]\n")

        for frame in self:
            place = (frame.filename, frame.lineno, frame.name)
            if place != last:
                note()
                last, count = place, 0
            count += 1
            if count <= 3:
                result.append(self.format_frame_summary(frame))
        note()
        return result


def extract_tb(tb, limit=None):
    return StackSummary(map(_summary, _traceback.entries(tb, limit)))


def extract_stack(f=None, limit=None):
    entries = _traceback.stack(1)
    if limit is not None:
        entries = entries[-limit:] if limit > 0 else entries[:-limit]
    return StackSummary(map(_summary, entries))


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    return _traceback.format_entries(tb, limit)


def print_tb(tb, limit=None, file=None):
    _write(format_tb(tb, limit), file)


def format_stack(f=None, limit=None):
    entries = extract_stack(f, limit)
    del entries[-1:]
    return entries.format()


def print_stack(f=None, limit=None, file=None):
    _write(format_stack(f, limit)[:None], file)


def format_exception(exc, /, value=_GIVEN, tb=_GIVEN, limit=None, chain=True, **kwargs):
    exc = _exception(exc, value, tb)
    if exc is None:
        return ["NoneType: None\n"]
    linked = chain and (exc.__cause__ is not None or exc.__context__ is not None)
    if linked or isinstance(exc, BaseExceptionGroup):
        return _traceback.render(exc, chain, limit).splitlines(keepends=True)
    entries = format_tb(exc.__traceback__, limit)
    header = ["Traceback (most recent call last):\n"] if entries else []
    return [*header, *entries, *format_exception_only(exc)]


def print_exception(exc, /, value=_GIVEN, tb=_GIVEN, limit=None, file=None, chain=True, **kwargs):
    _write(["".join(format_exception(exc, value, tb, limit, chain))], file)


def format_exception_only(exc, /, value=_GIVEN, *, show_group=False, **kwargs):
    if value is not _GIVEN:
        exc = value
    if exc is None:
        return ["NoneType: None\n"]
    lines = _traceback.render_only(exc)
    return [lines] if not isinstance(exc, SyntaxError) and not getattr(exc, "__notes__", None) \
        else lines.splitlines(keepends=True)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def clear_frames(tb):
    """Tracebacks keep no frames here: there is nothing to clear."""


class TracebackException:
    """An exception's report, taken when this is made."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback, limit)
        self._limit = limit
        self._str = ""
        if exc_value is not None:
            try:
                self._str = str(exc_value)
            except Exception:
                self._str = "<exception str() failed>"
            self._full = _traceback.render(exc_value, True, limit)
            self._single = _traceback.render(exc_value, False, limit)
            self._only = _traceback.render_only(exc_value)
            self.__notes__ = getattr(exc_value, "__notes__", None)
        else:
            self._full = self._single = self._only = "NoneType: None\n"
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.__cause__ = self._linked(exc_value, "__cause__", seen)
        self.__context__ = None if self.__cause__ else self._linked(exc_value, "__context__", seen)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        self.exceptions = None
        if isinstance(exc_value, BaseExceptionGroup):
            self.exceptions = [TracebackException.from_exception(member, limit=limit, _seen=seen)
                               for member in exc_value.exceptions]

    def _linked(self, exc, name, seen):
        other = getattr(exc, name, None)
        if other is None or id(other) in seen:
            return None
        return TracebackException(type(other), other, other.__traceback__, limit=self._limit, _seen=seen)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type_str(self):
        if self.exc_type is None:
            return None
        module = self.exc_type.__module__
        name = self.exc_type.__qualname__
        return name if module in ("__main__", "builtins") else f"{module}.{name}"

    def __str__(self):
        return self._str

    def format(self, *, chain=True, **kwargs):
        yield from (self._full if chain else self._single).splitlines(keepends=True)

    def format_exception_only(self, *, show_group=False, **kwargs):
        yield from self._only.splitlines(keepends=True)

    def print(self, *, file=None, chain=True, **kwargs):
        _write(self.format(chain=chain), file)
