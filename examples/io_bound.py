"""Waiting in threads: where threads help in every lock mode.

    lungfish --gil on examples/io_bound.py [SECONDS]

A thread that waits (for a network, a disk, or here for a clock) gives the lock away. Ten waits in ten threads take as
long as one, even with a global lock.
"""
# races: timings differ

import sys
import threading
import time

REQUESTS = 10


def download(number, seconds, finished):
    """Stands for anything that waits for something outside the program."""
    time.sleep(seconds)
    finished.append(number)


def one_after_the_other(seconds):
    finished = []
    for number in range(REQUESTS):
        download(number, seconds, finished)
    return finished


def in_threads(seconds):
    finished = []
    threads = [threading.Thread(target=download, args=(n, seconds, finished)) for n in range(REQUESTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return finished


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.05
    print(f"{REQUESTS} requests of {seconds} s each")
    print()
    for title, work in [("one after the other", one_after_the_other), ("ten threads", in_threads)]:
        start = time.perf_counter()
        finished = work(seconds)
        took = time.perf_counter() - start
        assert sorted(finished) == list(range(REQUESTS))
        print(f"{title:<22}{took:>6.2f} s")


if __name__ == "__main__":
    main()
