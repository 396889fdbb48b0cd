"""Event, Semaphore, BoundedSemaphore."""
import threading
import time


def error(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


event = threading.Event()
print(event.is_set(), event.wait(0.01), event.wait(0))  # expect: False False False
print(repr(event).startswith("<threading.Event at 0x"), repr(event).endswith(": unset>"))  # expect: True True
seen = []
threads = [threading.Thread(target=lambda: seen.append(event.wait())) for _ in range(3)]
for thread in threads:
    thread.start()
time.sleep(0.01)
print(seen)  # expect: []
event.set()
for thread in threads:
    thread.join()
print(seen, event.is_set(), event.wait(), event.wait(0.5))  # expect: [True, True, True] True True True
event.clear()
print(event.is_set())  # expect: False

# Back and forth.
ping, pong = threading.Event(), threading.Event()
log = []


def answer():
    for number in range(100):
        ping.wait()
        ping.clear()
        log.append(number)
        pong.set()


thread = threading.Thread(target=answer)
thread.start()
for _ in range(100):
    ping.set()
    pong.wait()
    pong.clear()
thread.join()
print(log == list(range(100)))  # expect: True

semaphore = threading.Semaphore(2)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(timeout=0.01))  # expect: True True False False
semaphore.release()
semaphore.release(2)
print(repr(semaphore).endswith(": value=3>"))  # expect: True
print(error(threading.Semaphore, -1))  # expect: ValueError: semaphore initial value must be >= 0
print(error(semaphore.acquire, False, 1))  # expect: ValueError: can't specify timeout for non-blocking acquire
print(error(semaphore.release, 0))  # expect: ValueError: n must be one or more
bounded = threading.BoundedSemaphore(2)
with bounded:
    print(repr(bounded).endswith(": value=1/2>"))  # expect: True
print(error(bounded.release))  # expect: ValueError: Semaphore released too many times
print(isinstance(bounded, threading.Semaphore))  # expect: True

# At most three at a time.
room = threading.BoundedSemaphore(3)
lock = threading.Lock()
inside = 0
most = 0


def visit():
    global inside, most
    for _ in range(10):
        with room:
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.0005)
            with lock:
                inside -= 1


threads = [threading.Thread(target=visit) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(inside, most <= 3)  # expect: 0 True

# release(n) lets n waiting threads go.
gate = threading.Semaphore(0)
passed = []
threads = [threading.Thread(target=lambda: passed.append(gate.acquire())) for _ in range(4)]
for thread in threads:
    thread.start()
gate.release(4)
for thread in threads:
    thread.join()
print(passed)  # expect: [True, True, True, True]
