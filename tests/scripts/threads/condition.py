"""Condition: waiting for a notification."""
import threading
import time


def error(call, *args):
    try:
        call(*args)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


condition = threading.Condition()
print(error(condition.wait))  # expect: RuntimeError: cannot wait on un-acquired lock
print(error(condition.notify))  # expect: RuntimeError: cannot notify on un-acquired lock
print(error(condition.notify_all))  # expect: RuntimeError: cannot notify on un-acquired lock
print(error(condition.release))  # expect: RuntimeError: cannot release un-acquired lock
with condition:
    print(condition.wait(0.01), condition.wait(0), condition.wait(-1))  # expect: False False False
    print(condition.wait_for(lambda: 7), condition.wait_for(lambda: [], timeout=0.01))  # expect: 7 []
print(repr(threading.Condition()).startswith("<Condition(<unlocked _thread.RLock object owner=0 count=0 at 0x"))  # expect: True

# Producers and consumers.
items = []
taken = []


def consume():
    while True:
        with condition:
            condition.wait_for(lambda: items)
            item = items.pop(0)
        if item is None:
            return
        with condition:
            taken.append(item)


consumers = [threading.Thread(target=consume) for _ in range(3)]
for thread in consumers:
    thread.start()
for number in range(200):
    with condition:
        items.append(number)
        condition.notify()
for _ in consumers:
    with condition:
        items.append(None)
        condition.notify()
for thread in consumers:
    thread.join()
print(sorted(taken) == list(range(200)))  # expect: True

# notify(n) wakes n of those that wait, notify_all() the rest.
woken = 0
waiting = 0
plain = threading.Condition(threading.Lock())


def wait():
    global woken, waiting
    with plain:
        waiting += 1
        plain.wait()
        woken += 1


def settle(wanted):
    deadline = time.monotonic() + 20
    while woken != wanted and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(0.02)
    return woken


threads = [threading.Thread(target=wait) for _ in range(5)]
for thread in threads:
    thread.start()
while True:
    with plain:
        if waiting == 5:
            break
    time.sleep(0.002)
with plain:
    plain.notify(2)
    print(woken)  # expect: 0
print(settle(2))  # expect: 2
with plain:
    plain.notify()
print(settle(3))  # expect: 3
with plain:
    plain.notify_all()
print(settle(5))  # expect: 5
for thread in threads:
    thread.join()
with plain:
    plain.notify_all()

# An RLock that was taken twice is released altogether while its holder waits.
deep = threading.Condition()
done = []


def enter():
    with deep:
        done.append(True)
        deep.notify()


with deep:
    with deep:
        thread = threading.Thread(target=enter)
        thread.start()
        print(deep.wait(20), done)  # expect: True [True]
thread.join()
try:
    deep.release()
except RuntimeError as exception:
    print(exception)  # expect: cannot release un-acquired lock


# A lock of one's own kind.
class Counting:
    def __init__(self):
        self.lock = threading.Lock()
        self.taken = 0

    def acquire(self, blocking=True, timeout=-1):
        result = self.lock.acquire(blocking, timeout)
        self.taken += result
        return result

    def release(self):
        self.lock.release()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        self.release()


own = Counting()
condition = threading.Condition(own)
with condition:
    print(condition.wait(0.01))  # expect: False
print(own.taken, own.lock.locked())  # expect: 2 False
