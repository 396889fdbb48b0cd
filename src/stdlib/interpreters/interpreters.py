"""Several interpreters in one process: each has modules of its own, and shares with others only what cannot change."""

import queue
import threading

import _interpreters
from _interpreters import InterpreterError, InterpreterNotFoundError, NotShareableError, is_shareable

__all__ = [
    "get_current",
    "get_main",
    "create",
    "list_all",
    "is_shareable",
    "Interpreter",
    "InterpreterError",
    "InterpreterNotFoundError",
    "ExecutionFailed",
    "NotShareableError",
    "create_queue",
    "Queue",
    "QueueEmpty",
    "QueueFull",
]


class _Type:
    """What is known here of the class of an exception that was raised in another interpreter."""

    def __init__(self, name, qualname, module):
        self.__name__ = name
        self.__qualname__ = qualname
        self.__module__ = module


class _ExceptionInfo:
    """An exception of another interpreter, as texts."""

    def __init__(self, name, qualname, module, msg, errdisplay):
        self.type = _Type(name, qualname, module)
        self.msg = msg
        shown = name if module == "builtins" else f"{module}.{qualname}"
        self.formatted = f"{shown}: {msg}" if msg else shown
        self.errdisplay = errdisplay

    def __repr__(self):
        return f"namespace(type={self.type.__name__}, msg={self.msg!r}, formatted={self.formatted!r})"


class ExecutionFailed(InterpreterError):
    """What ran in another interpreter raised an exception there. Its texts are in the attribute excinfo."""

    def __init__(self, excinfo):
        super().__init__(excinfo.formatted)
        self.excinfo = excinfo

    def __str__(self):
        return f"{super().__str__()}\n\nUncaught in the interpreter:\n\n{self.excinfo.errdisplay}".rstrip()


def _check(failure):
    if failure is not None:
        raise ExecutionFailed(_ExceptionInfo(*failure))


def create():
    """A new interpreter."""
    return Interpreter(_interpreters.create())


def list_all():
    """All interpreters, the main one first."""
    return [Interpreter(id) for id in _interpreters.list_all()]


def get_current():
    """The interpreter that runs this."""
    return Interpreter(_interpreters.get_current())


def get_main():
    """The interpreter that the process began with."""
    return Interpreter(_interpreters.get_main())


class Interpreter:
    """One interpreter of the process, by its number."""

    __slots__ = ("_id", "__weakref__")

    def __init__(self, id):
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        _interpreters.check(id)
        self._id = id

    def __repr__(self):
        return f"{type(self).__name__}({self._id})"

    def __eq__(self, other):
        if isinstance(other, Interpreter):
            return self._id == other._id
        return NotImplemented

    def __hash__(self):
        return hash(self._id)

    @property
    def id(self):
        """The interpreter's number."""
        return self._id

    def is_running(self):
        """Does a thread run something in its __main__ now?"""
        return _interpreters.is_running(self._id)

    def close(self):
        """End the interpreter."""
        _interpreters.destroy(self._id)

    def prepare_main(self, ns=None, /, **kwargs):
        """Set globals of its __main__. The values must be shareable."""
        _interpreters.set_main_attributes(self._id, {**(ns or {}), **kwargs})

    def exec(self, code, /):
        """Run source text, or a function without parameters, in its __main__."""
        _check(_interpreters.exec(self._id, code))

    def call(self, callable, /, *args, **kwargs):
        """Call a function in its __main__, and give the result."""
        failure, result = _interpreters.call(self._id, callable, args, kwargs)
        _check(failure)
        return result

    def call_in_thread(self, callable, /, *args, **kwargs):
        """call(), in a new thread, which is given out."""
        thread = threading.Thread(target=self.call, args=(callable, *args), kwargs=kwargs)
        thread.start()
        return thread


class QueueError(Exception):
    """Something about a queue between interpreters went wrong."""


class QueueNotFoundError(QueueError):
    """There is no queue of that number."""


class QueueEmpty(QueueError, queue.Empty):
    """There is nothing to get."""


class QueueFull(QueueError, queue.Full):
    """There is no room to put something."""


class _Unbound:
    """What stands for an item whose interpreter has gone; here items outlive their interpreters."""

    def __repr__(self):
        return "interpreters.UNBOUND"


UNBOUND = _Unbound()
UNBOUND_ERROR = object()
UNBOUND_REMOVE = object()


def create_queue(maxsize=0, *, unbounditems=UNBOUND):
    """A new queue. With maxsize > 0, put() waits while so many items are inside."""
    return _interpreters.new_channel(Queue, maxsize)


def _seconds(timeout):
    if timeout is None:
        return None
    timeout = float(timeout)
    if timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return timeout


class Queue(_interpreters.Channel):
    """A queue between interpreters. It can itself be put into a queue."""

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        channel = _interpreters.find_channel(cls, id)
        if channel is None:
            raise QueueNotFoundError(f"queue {id} not found")
        return channel

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"

    def empty(self):
        """Is nothing inside? Others may change that at any time."""
        return self.qsize() == 0

    def full(self):
        """Is there no room? Others may change that at any time."""
        return 0 < self.maxsize <= self.qsize()

    def put(self, obj, block=True, timeout=None, *, unbounditems=None):
        """Put a shareable object in. QueueFull is raised if there is no room now (block=False) or in time."""
        timeout = _seconds(timeout) if block else 0
        if not self._put(obj, timeout):
            raise QueueFull("queue is full")

    def put_nowait(self, obj, *, unbounditems=None):
        """put(obj, block=False)."""
        self.put(obj, block=False)

    def get(self, block=True, timeout=None):
        """Take an object out. QueueEmpty is raised if there is none now (block=False) or in time."""
        found, item = self._get(_seconds(timeout) if block else 0)
        if not found:
            raise QueueEmpty("queue is empty")
        return item

    def get_nowait(self):
        """get(block=False)."""
        return self.get(block=False)
