"""Lock and RLock."""
import threading

lock = threading.Lock()
print(lock.acquire(), lock.locked())  # expect: True True
print(lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.acquire(True, 0))  # expect: False False False False
lock.release()
print(lock.locked())  # expect: False


def error(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


print(error(lock.release))  # expect: RuntimeError: release unlocked lock
print(error(lock.acquire, False, 1))  # expect: ValueError: can't specify a timeout for a non-blocking call
print(error(lock.acquire, True, -2))  # expect: ValueError: timeout value must be a non-negative number
print(error(lock.acquire, True, 1e10))  # expect: OverflowError: timestamp out of range for platform time_t
print(error(lock.acquire, 1, 2, 3))  # expect: TypeError: acquire() takes at most 2 arguments (3 given)
with lock as held:
    print(held, lock.locked())  # expect: True True
print(lock.locked())  # expect: False
try:
    with lock:
        raise KeyError("left")
except KeyError:
    print(lock.locked())  # expect: False
print(repr(lock).startswith("<unlocked _thread.lock object at 0x"))  # expect: True

# Another thread may release a lock.
lock.acquire()
thread = threading.Thread(target=lock.release)
thread.start()
print(lock.acquire(timeout=10))  # expect: True
thread.join()
lock.release()

# No update is lost under a lock.
total = 0


def add():
    global total
    for _ in range(300):
        with lock:
            total += 1


threads = [threading.Thread(target=add) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)  # expect: 1200

# A lock taken again by its holder waits for ever, unless it has a timeout; an RLock does not.
recursive = threading.RLock()
print(recursive.acquire(), recursive.acquire(), recursive._recursion_count(), recursive._is_owned())  # expect: True True 2 True
recursive.release()
print(recursive._is_owned())  # expect: True
recursive.release()
print(recursive._is_owned(), recursive._recursion_count())  # expect: False 0
print(error(recursive.release))  # expect: RuntimeError: cannot release un-acquired lock
with recursive:
    with recursive:
        found = []
        thread = threading.Thread(target=lambda: found.append(recursive.acquire(timeout=0.01)))
        thread.start()
        thread.join()
        print(found)  # expect: [False]
        thread = threading.Thread(target=lambda: found.append(error(recursive.release)))
        thread.start()
        thread.join()
        print(found[1])  # expect: RuntimeError: cannot release un-acquired lock
print(repr(recursive).startswith("<unlocked _thread.RLock object owner=0 count=0 at 0x"))  # expect: True


def nested(depth):
    with recursive:
        return depth if depth == 0 else 1 + nested(depth - 1) - 1


found = []
threads = [threading.Thread(target=lambda: found.append(nested(20))) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(found)  # expect: [0, 0, 0]
