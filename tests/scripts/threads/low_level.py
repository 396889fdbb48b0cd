"""The module _thread."""
import _thread
import threading
import time


def error(call, *args):
    try:
        call(*args)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


lock = _thread.allocate_lock()
print(type(lock) is _thread.LockType is threading.Lock)  # expect: True
done = []


def work(a, b=0):
    done.append((a, b, threading.current_thread().name, threading.current_thread().daemon))
    lock.release()


lock.acquire()
number = _thread.start_new_thread(work, (1,), {"b": 2})
lock.acquire()
print(done, number != _thread.get_ident())  # expect: [(1, 2, 'Dummy-1', True)] True
print(error(_thread.start_new_thread, 1, ()))  # expect: TypeError: first arg must be callable
print(error(_thread.start_new_thread, print, 1))  # expect: TypeError: 2nd arg must be a tuple
print(error(_thread.start_new_thread, print, (), 1))  # expect: TypeError: optional 3rd arg must be a dictionary
lock.release()
lock.acquire()


def leave():
    try:
        _thread.exit()
    finally:
        lock.release()


_thread.start_new_thread(leave, ())
print(lock.acquire(timeout=20))  # expect: True
while threading.active_count() != 1:
    time.sleep(0.002)
print(_thread.TIMEOUT_MAX == threading.TIMEOUT_MAX, _thread.error is RuntimeError)  # expect: True True
