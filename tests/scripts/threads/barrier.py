"""Barrier."""
import threading
import time


def error(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


print(error(threading.Barrier, 0))  # expect: ValueError: parties must be > 0
print(threading.Barrier(1).wait())  # expect: 0
print(issubclass(threading.BrokenBarrierError, RuntimeError), threading.BrokenBarrierError)  # expect: True <class 'threading.BrokenBarrierError'>

rounds = []
barrier = threading.Barrier(3, action=lambda: rounds.append(barrier.n_waiting))
indexes = []
lock = threading.Lock()


def meet():
    for _ in range(5):
        index = barrier.wait()
        with lock:
            indexes.append(index)


threads = [threading.Thread(target=meet) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(rounds), sorted(indexes))  # expect: 5 [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
print(barrier.parties, barrier.n_waiting, barrier.broken)  # expect: 3 0 False
print(repr(barrier).startswith("<threading.Barrier at 0x"), repr(barrier).endswith(": waiters=0/3>"))  # expect: True True


def waiting(barrier, count):
    while barrier.n_waiting != count:
        time.sleep(0.002)


# A timeout breaks the barrier for all.
barrier = threading.Barrier(3)
results = []
thread = threading.Thread(target=lambda: results.append(error(barrier.wait)))
thread.start()
waiting(barrier, 1)
print(error(barrier.wait, 0.01))  # expect: BrokenBarrierError: 
thread.join()
print(results, barrier.broken, repr(barrier).endswith(": broken>"))  # expect: ['BrokenBarrierError: '] True True
print(error(barrier.wait))  # expect: BrokenBarrierError: 
barrier.reset()
print(barrier.broken, barrier.n_waiting)  # expect: False 0

# abort() and reset() while threads wait.
for method in ["abort", "reset"]:
    barrier = threading.Barrier(3)
    results = []
    threads = [threading.Thread(target=lambda: results.append(error(barrier.wait))) for _ in range(2)]
    for thread in threads:
        thread.start()
    waiting(barrier, 2)
    getattr(barrier, method)()
    for thread in threads:
        thread.join()
    print(method, results, barrier.broken)  # expect: abort ['BrokenBarrierError: ', 'BrokenBarrierError: '] True  # expect: reset ['BrokenBarrierError: ', 'BrokenBarrierError: '] False

# An action that fails breaks the barrier.


def fail():
    raise ZeroDivisionError("action")


barrier = threading.Barrier(2, fail)
results = []
thread = threading.Thread(target=lambda: results.append(error(barrier.wait)))
thread.start()
waiting(barrier, 1)
print(error(barrier.wait))  # expect: ZeroDivisionError: action
thread.join()
print(results, barrier.broken)  # expect: ['BrokenBarrierError: '] True

# A timeout for all rounds.
print(error(threading.Barrier(2, timeout=0.01).wait))  # expect: BrokenBarrierError: 
