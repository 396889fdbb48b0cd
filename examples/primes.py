"""Counting primes: one thread, several threads, several interpreters.

    lungfish --gil off examples/primes.py [LIMIT [WORKERS [--time]]]

The range is cut into pieces of about equal work. Threads share a list of results; interpreters share nothing, so a
worker's result comes back as the value of a call.
"""
# no-stress: too long under stress

import math
import sys
import threading
import time

try:
    from concurrent import interpreters
except ImportError:  # before Python 3.14
    interpreters = None


def count_primes(start, stop):
    # Nothing outside the function is used, so that it can be sent to another interpreter.
    from math import isqrt

    count = 0
    for number in range(max(start, 2), stop):
        for divisor in range(2, isqrt(number) + 1):
            if number % divisor == 0:
                break
        else:
            count += 1
    return count


def pieces(limit, workers):
    """Cuts 0..limit so that every piece takes about as long: a number costs up to its square root."""
    cuts = [math.floor(limit * (part / workers) ** (2 / 3)) for part in range(workers + 1)]
    return list(zip(cuts, cuts[1:]))


def in_one_thread(limit, workers):
    return sum(count_primes(start, stop) for start, stop in pieces(limit, workers))


def run_all(calls):
    """Makes every call in a thread of its own; their results in order."""
    results = [None] * len(calls)

    def work(place, function, args):
        results[place] = function(*args)

    threads = [threading.Thread(target=work, args=(place, *call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def in_threads(limit, workers):
    return sum(run_all([(count_primes, piece) for piece in pieces(limit, workers)]))


def in_interpreters(limit, workers):
    pool = [interpreters.create() for _ in range(workers)]
    calls = [(worker.call, (count_primes, *piece)) for worker, piece in zip(pool, pieces(limit, workers))]
    total = sum(run_all(calls))
    for worker in pool:
        worker.close()
    return total


def main():
    timed = "--time" in sys.argv
    numbers = [int(argument) for argument in sys.argv[1:] if argument != "--time"]
    limit = numbers[0] if numbers else 10_000
    workers = numbers[1] if len(numbers) > 1 else 2
    jobs = [("one thread", in_one_thread), ("threads", in_threads)]
    if interpreters is not None:
        jobs.append(("interpreters", in_interpreters))
    # expect: one thread      1,229 primes
    # expect: threads         1,229 primes
    # expect: interpreters    1,229 primes
    for title, job in jobs:
        start = time.perf_counter()
        found = job(limit, workers)
        took = time.perf_counter() - start
        print(f"{title:<13}{found:>8,} primes" + (f"{took:>8.2f} s" if timed else ""))


if __name__ == "__main__":
    main()
