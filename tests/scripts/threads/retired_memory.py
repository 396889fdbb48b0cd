# modes: off
# no-stress: walks a list of ten million items at each safepoint
# Memory of shared objects waits until no other thread can be reading it. A thread that retires much of it waits for one
# that does not look up for long, and both come to their end.
import threading

MEGABYTE = 1 << 20
box = [None]
started = threading.Event()


def replace(rounds):
    started.wait()
    for number in range(rounds):
        box[0] = bytes(MEGABYTE + number)


def busy(results):
    started.set()
    many = [0] * 10_000_000
    results.append(many.count(1) + sum(many) + len(many[::-1]) + len(many + many) + many.count(2))


results = []
threads = [threading.Thread(target=replace, args=(400,)), threading.Thread(target=busy, args=(results,))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(box[0]) - MEGABYTE, results)  # expect: 399 [30000000]
