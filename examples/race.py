"""Lost updates: two threads add to one counter, without and with a lock.

    lungfish --gil off examples/race.py [ADDITIONS]

`counter += 1` reads, adds and writes. If both threads read the same number, one addition is lost. With a global lock
the threads change places only at certain points of a program, and none lies inside this statement; without it both
run at the same time. The second counter puts a call between reading and writing, where threads may always change
places. The third takes a lock, and is right in every mode.
"""
# races: how many updates are lost differs from run to run
# no-stress: too long under stress

import sys
import threading

counter = 0
lock = threading.Lock()


def same(number):
    return number


def add_in_one_statement(times):
    global counter
    for _ in range(times):
        counter += 1


def add_with_a_call_between(times):
    global counter
    for _ in range(times):
        number = counter
        counter = same(number) + 1


def add_with_a_lock(times):
    global counter
    for _ in range(times):
        with lock:
            counter = same(counter) + 1


def run(work, times):
    global counter
    counter = 0
    threads = [threading.Thread(target=work, args=(times,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
    # Threads that share a lock change places every 0.1 ms instead of every 5 ms: a short run then shows it too.
    sys.setswitchinterval(0.0001)
    print(f"Two threads, {times:,} additions each: the counter should end at {2 * times:,}.")
    print()
    print(f"{'':<24}{'counter':>12}{'lost':>12}")
    for title, work in [
        ("counter += 1", add_in_one_statement),
        ("a call in between", add_with_a_call_between),
        ("with a lock", add_with_a_lock),
    ]:
        total = run(work, times)
        print(f"{title:<24}{total:>12,}{2 * times - total:>12,}")
    assert total == 2 * times, "a lock keeps every update"


if __name__ == "__main__":
    main()
