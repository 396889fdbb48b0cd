"""Signals between threads: an Event starts a race, a Semaphore limits who may enter, a Timer ends it.

    lungfish examples/rendezvous.py
"""

import threading
import time

start = threading.Event()
desk = threading.Semaphore(2)
guard = threading.Lock()
inside = 0
most = 0
served = []


def visit(name):
    global inside, most
    start.wait()
    with desk:  # at most two at a time
        with guard:
            inside += 1
            most = max(most, inside)
        time.sleep(0.01)
        with guard:
            inside -= 1
            served.append(name)


def main():
    visitors = [threading.Thread(target=visit, args=(f"visitor {n}",)) for n in range(6)]
    for thread in visitors:
        thread.start()
    print("waiting for the doors:", len(served), "served")  # expect: waiting for the doors: 0 served
    threading.Timer(0.02, start.set).start()
    for thread in visitors:
        thread.join()
    print("served:", len(served))  # expect: served: 6
    print("more than two at the desk at once:", most > 2)  # expect: more than two at the desk at once: False


if __name__ == "__main__":
    main()
