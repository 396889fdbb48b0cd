"""How much two threads gain over one, for each kind of work.

    lungfish --gil off examples/bench/scaling.py [--scale FACTOR] [NAME ...]

Every job is measured with one thread, then with two that each do as much as the one did. If both ran all the time on
cores of their own, two threads would do twice the work in the same time: a factor of 2.00. With one lock it is 1.00,
less what changing places costs; below 1.00 the threads hinder each other.

`own` jobs use objects that the thread itself made. `shared` jobs read, and some write, objects that both threads use.
"""

import sys
import threading
import time

REPEATS = 9


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x + self.y


class Shared:
    """What the `shared` jobs use, made once by the main thread."""

    ints = list(range(1000))
    points = [Point(number, 1) for number in range(100)]
    names = [f"name{number}" for number in range(100)]
    table = {name: number for number, name in enumerate(names)}
    objects = {number: Point(number, 2) for number in range(100)}
    point = Point(3, 4)
    counts = [0] * 16
    lock = threading.Lock()


def increment(number):
    return number + 1


def own_ints(n):
    number = 0
    while number < n:
        number += 1


def own_floats(n):
    value = 1.0
    for _ in range(n):
        value = value * 0.999 + 0.5


def own_calls(n):
    number = 0
    for _ in range(n):
        number = increment(number)


def own_objects(n):
    for number in range(n):
        Point(number, 1)


def own_attributes(n):
    point = Point(0, 1)
    for _ in range(n):
        point.x += point.y


def own_methods(n):
    point = Point(0, 1)
    for _ in range(n):
        point.norm()


def own_lists(n):
    items = [0] * 100
    for number in range(n):
        items[number % 100] += 1


def own_append(n):
    items = []
    for number in range(n):
        items.append(number)
        if len(items) > 1000:
            items.clear()


def own_dicts_shared_keys(n):
    # The dicts are the thread's own, but the strings are shared.
    names = Shared.names
    table = dict.fromkeys(names, 0)
    for number in range(n):
        table[names[number % 100]] += 1


def own_dicts_int_keys(n):
    table = {}
    for number in range(n):
        table[number % 1000] = number


def own_strings(n):
    for number in range(n):
        f"{number}:{number}".split(":")


def own_generators(n):
    for _ in (number for number in range(n)):
        pass


def own_tuples(n):
    pair = (0, 1)
    for _ in range(n):
        a, b = pair
        pair = (b, a)


def shared_list_ints(n):
    ints = Shared.ints
    for number in range(n):
        ints[number % 1000]


def shared_list_objects(n):
    points = Shared.points
    for number in range(n):
        points[number % 100].x


def shared_list_loop(n):
    ints = Shared.ints
    for _ in range(n // 1000):
        for _ in ints:
            pass


def shared_dict_ints(n):
    table = Shared.table
    names = Shared.names
    for number in range(n):
        table[names[number % 100]]


def shared_dict_objects(n):
    objects = Shared.objects
    for number in range(n):
        objects[number % 100]


def shared_attribute(n):
    point = Shared.point
    for _ in range(n):
        point.x


def shared_method(n):
    point = Shared.point
    for _ in range(n):
        point.norm()


def shared_global(n):
    for _ in range(n):
        increment


def shared_list_writes(n):
    # Both threads write into one list, to different places.
    counts = Shared.counts
    place = threading.get_ident() % 16
    for _ in range(n):
        counts[place] = n


def shared_lock(n):
    lock = Shared.lock
    for _ in range(n):
        with lock:
            pass


JOBS = [
    (own_ints, 3_000_000),
    (own_floats, 2_000_000),
    (own_calls, 1_000_000),
    (own_objects, 500_000),
    (own_attributes, 1_000_000),
    (own_methods, 1_000_000),
    (own_lists, 1_000_000),
    (own_append, 1_000_000),
    (own_dicts_shared_keys, 700_000),
    (own_dicts_int_keys, 1_000_000),
    (own_strings, 200_000),
    (own_generators, 1_000_000),
    (own_tuples, 1_000_000),
    (shared_list_ints, 1_000_000),
    (shared_list_objects, 1_000_000),
    (shared_list_loop, 2_000_000),
    (shared_dict_ints, 700_000),
    (shared_dict_objects, 1_000_000),
    (shared_attribute, 1_500_000),
    (shared_method, 1_000_000),
    (shared_global, 2_000_000),
    (shared_list_writes, 1_000_000),
    (shared_lock, 200_000),
]


def measure(job, n, workers):
    """Seconds until `workers` threads have each done the job once; the least of several tries."""
    best = None
    for _ in range(REPEATS):
        # All begin together; each says when it has finished, so that joining is not measured.
        begin = threading.Barrier(workers + 1)
        ends = []

        def work():
            begin.wait()
            start = time.perf_counter()
            job(n)
            ends.append((start, time.perf_counter()))

        threads = [threading.Thread(target=work) for _ in range(workers)]
        for thread in threads:
            thread.start()
        begin.wait()
        for thread in threads:
            thread.join()
        took = max(end for _, end in ends) - min(start for start, _ in ends)
        best = took if best is None else min(best, took)
    return best


def main(jobs, scale):
    print(f"{'job':<24}{'alone':>10}{'together':>12}{'factor':>10}")
    print(f"{'':<24}{'ns/op':>10}{'ns/op':>12}")
    product = 1.0
    for job, size in jobs:
        n = max(1000, int(size * scale))
        alone = measure(job, n, 1)
        together = measure(job, n, 2)
        factor = 2 * alone / together
        product *= factor
        title = job.__name__.replace("_", " ")
        print(f"{title:<24}{alone / n * 1e9:>10.1f}{together / (2 * n) * 1e9:>12.1f}{factor:>9.2f}x")
    print(f"{'geometric mean':<24}{'':>22}{product ** (1 / len(jobs)):>9.2f}x")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    scale = 1.0
    if "--scale" in arguments:
        at = arguments.index("--scale")
        scale = float(arguments[at + 1])
        del arguments[at : at + 2]
    chosen = [(job, n) for job, n in JOBS if not arguments or any(word in job.__name__ for word in arguments)]
    if not chosen:
        sys.exit(f"no job is named like {' or '.join(arguments)}")
    main(chosen, scale)
