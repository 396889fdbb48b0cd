"""A deadlock: two threads take two locks, each in the other order.

    lungfish examples/deadlock.py            ends with a report of who waits for whom, and exit code 3
    lungfish examples/deadlock.py --avoid    takes the locks in one order, and ends well

Under CPython the first command waits for ever.
"""
# exit: 3

import sys
import threading

fork = threading.Lock()
knife = threading.Lock()
# Both threads hold their first lock before either asks for its second.
both_hold_one = threading.Barrier(2)


def eat(first, second, wait):
    with first:
        if wait:
            both_hold_one.wait()
        with second:
            pass


def main():
    avoid = "--avoid" in sys.argv[1:]
    if avoid:
        plan = [("Plato", fork, knife), ("Seneca", fork, knife)]
    else:
        plan = [("Plato", fork, knife), ("Seneca", knife, fork)]
    threads = [threading.Thread(target=eat, name=name, args=(a, b, not avoid)) for name, a, b in plan]
    print("Plato and Seneca sit down to eat.")  # expect: Plato and Seneca sit down to eat.
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("Both have eaten.")


if __name__ == "__main__":
    main()
