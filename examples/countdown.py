"""The same countdown twice: one after the other, in two threads, in two interpreters.

    lungfish --gil on|off|per-interp examples/countdown.py [COUNT]

Two threads gain nothing while they share one lock; without the lock, or with a lock for each interpreter, they may run
on two cores. The ratio says how much faster than one after the other. Without COUNT, it is as large as it must be for that
to show.
"""
# races: timings differ
# no-stress: it measures time

import sys
import threading
import time

try:
    from concurrent import interpreters
except ImportError:  # before Python 3.14
    interpreters = None


def countdown(count):
    while count > 0:
        count -= 1


def serial(count):
    countdown(count)
    countdown(count)


def two_threads(count):
    threads = [threading.Thread(target=countdown, args=(count,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def two_interpreters(count):
    workers = [interpreters.create() for _ in range(2)]
    threads = [worker.call_in_thread(countdown, count) for worker in workers]
    for thread in threads:
        thread.join()
    for worker in workers:
        worker.close()


def lock_model():
    """How this interpreter locks, in words that any Python can answer."""
    if hasattr(sys, "_current_lock_model"):  # lungfish
        return sys._current_lock_model()
    if hasattr(sys, "_is_gil_enabled"):  # CPython 3.13 and later
        return "on" if sys._is_gil_enabled() else "off"
    return "on"


def seconds(work, count):
    start = time.perf_counter()
    work(count)
    return time.perf_counter() - start


def long_enough():
    """A count that takes a tenth of a second at least, so that starting threads does not show."""
    count = 500_000
    while seconds(countdown, count) < 0.1:
        count *= 4
    return count


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else long_enough()
    print(f"Counting down from {count:,} twice; the global lock is: {lock_model()}")
    print()
    print(f"{'':<22}{'seconds':>8}{'speed-up':>10}")
    alone = seconds(serial, count)
    print(f"{'one after the other':<22}{alone:>8.2f}{1:>9.2f}x")
    together = seconds(two_threads, count)
    print(f"{'two threads':<22}{together:>8.2f}{alone / together:>9.2f}x")
    if interpreters is not None:
        apart = seconds(two_interpreters, count)
        print(f"{'two interpreters':<22}{apart:>8.2f}{alone / apart:>9.2f}x")


if __name__ == "__main__":
    main()
