"""Daemon threads do not keep the program."""
import threading
import time


def never():
    while True:
        time.sleep(1)


def spin():
    while True:
        pass


event = threading.Event()
lock = threading.Lock()
lock.acquire()
for target in [never, event.wait, lock.acquire, spin]:
    threading.Thread(target=target, daemon=True).start()
print(threading.active_count())  # expect: 5
