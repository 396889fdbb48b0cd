# no-stress: a hundred thousand rounds
"""Message passing: many rounds between two threads, by each of the means."""
import threading

ROUNDS = 100_000

lock = threading.Condition()
box = None
total = 0


def receive():
    global box, total
    for _ in range(ROUNDS // 10):
        with lock:
            while box is None:
                lock.wait()
            total += box
            box = None
            lock.notify()


thread = threading.Thread(target=receive)
thread.start()
for number in range(ROUNDS // 10):
    with lock:
        while box is not None:
            lock.wait()
        box = number
        lock.notify()
thread.join()
print(total)  # expect: 49995000

full, empty = threading.Semaphore(0), threading.Semaphore(64)
slots = [None] * 64
total = 0


def receive_many():
    global total
    for number in range(ROUNDS):
        full.acquire()
        total += slots[number % 64]
        empty.release()


thread = threading.Thread(target=receive_many)
thread.start()
for number in range(ROUNDS):
    empty.acquire()
    slots[number % 64] = number
    full.release()
thread.join()
print(total)  # expect: 4999950000

# A baton of two locks.
mine, yours = threading.Lock(), threading.Lock()
yours.acquire()
log = 0


def other():
    global log
    for _ in range(5000):
        yours.acquire()
        log += 1
        mine.release()


thread = threading.Thread(target=other)
thread.start()
for _ in range(5000):
    mine.acquire()
    log += 1
    yours.release()
thread.join()
print(log)  # expect: 10000
