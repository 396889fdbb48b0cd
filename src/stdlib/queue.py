"""Queues between threads: first in first out, last in first out, and by priority."""

from collections import deque
from heapq import heappop, heappush
from threading import Condition, Lock, Semaphore
from time import monotonic

__all__ = ["Empty", "Full", "ShutDown", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue"]


class Empty(Exception):
    """There is nothing to get."""


class Full(Exception):
    """There is no room to put something."""


class ShutDown(Exception):
    """The queue takes nothing more (and has nothing more)."""


def _check(timeout):
    if timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")


class Queue:
    """What is put in comes out in the same order. With maxsize > 0, put() waits while so many items are inside."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = Lock()
        self.not_empty = Condition(self.mutex)
        self.not_full = Condition(self.mutex)
        self.all_tasks_done = Condition(self.mutex)
        self.unfinished_tasks = 0
        self.is_shutdown = False

    # What a subclass replaces to keep items in another order. The mutex is held.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def _has_room(self):
        return self.maxsize <= 0 or self._qsize() < self.maxsize

    def put(self, item, block=True, timeout=None):
        """Put an item in. Full is raised if there is no room now (block=False) or in time."""
        with self.not_full:
            if self.is_shutdown:
                raise ShutDown
            if not self._has_room():
                if not block:
                    raise Full
                _check(timeout)
                deadline = None if timeout is None else monotonic() + timeout
                while not self._has_room():
                    remaining = None if deadline is None else deadline - monotonic()
                    if remaining is not None and remaining <= 0:
                        raise Full
                    self.not_full.wait(remaining)
                    if self.is_shutdown:
                        raise ShutDown
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item out. Empty is raised if there is none now (block=False) or in time."""
        with self.not_empty:
            if not self._qsize():
                if self.is_shutdown:
                    raise ShutDown
                if not block:
                    raise Empty
                _check(timeout)
                deadline = None if timeout is None else monotonic() + timeout
                while not self._qsize():
                    remaining = None if deadline is None else deadline - monotonic()
                    if remaining is not None and remaining <= 0:
                        raise Empty
                    self.not_empty.wait(remaining)
                    if self.is_shutdown and not self._qsize():
                        raise ShutDown
            item = self._get()
            self.not_full.notify()
            return item

    def put_nowait(self, item):
        """put(item, block=False)."""
        return self.put(item, block=False)

    def get_nowait(self):
        """get(block=False)."""
        return self.get(block=False)

    def qsize(self):
        """The number of items inside; others may change it at any time."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Is nothing inside? Others may change that at any time."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Is there no room? Others may change that at any time."""
        with self.mutex:
            return not self._has_room()

    def task_done(self):
        """Say that an item taken out has been dealt with."""
        with self.all_tasks_done:
            left = self.unfinished_tasks - 1
            if left < 0:
                raise ValueError("task_done() called too many times")
            if left == 0:
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = left

    def join(self):
        """Wait until every item that was put in has been dealt with."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def shutdown(self, immediate=False):
        """Take nothing more: put() raises ShutDown, and get() as soon as the queue is empty, which is now if immediate."""
        with self.mutex:
            self.is_shutdown = True
            if immediate:
                while self._qsize():
                    self._get()
                    if self.unfinished_tasks > 0:
                        self.unfinished_tasks -= 1
                self.all_tasks_done.notify_all()
            self.not_empty.notify_all()
            self.not_full.notify_all()

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


class PriorityQueue(Queue):
    """The smallest item comes out first: usually tuples (priority, data)."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """What was put in last comes out first."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class SimpleQueue:
    """A queue without bound and without tasks."""

    def __init__(self):
        self._items = deque()
        self._permits = Semaphore(0)

    def put(self, item, block=True, timeout=None):
        """Put an item in. The other arguments change nothing: there is always room."""
        self._items.append(item)
        self._permits.release()

    def get(self, block=True, timeout=None):
        """Take an item out. Empty is raised if there is none now (block=False) or in time."""
        if block:
            _check(timeout)
            taken = self._permits.acquire(timeout=timeout)
        else:
            taken = self._permits.acquire(blocking=False)
        if not taken:
            raise Empty
        return self._items.popleft()

    def put_nowait(self, item):
        """put(item)."""
        self.put(item)

    def get_nowait(self):
        """get(block=False)."""
        return self.get(block=False)

    def qsize(self):
        """The number of items inside; others may change it at any time."""
        return len(self._items)

    def empty(self):
        """Is nothing inside? Others may change that at any time."""
        return not self._items

    __class_getitem__ = Queue.__class_getitem__
