"""Producers and consumers: a bounded buffer made of a Condition, and the same with queue.Queue.

    lungfish examples/producer_consumer.py [ITEMS]

A producer waits while the buffer is full, a consumer while it is empty. Nobody spins: a waiting thread sleeps until
another notifies it.
"""

import queue
import sys
import threading

DONE = object()


class Buffer:
    """A queue of at most `size` items; what queue.Queue does inside."""

    def __init__(self, size):
        self.size = size
        self.items = []
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            # `while`, not `if`: another thread may have been quicker since the notification.
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.pop(0)
            self.changed.notify_all()
            return item


def produce(buffer, numbers):
    for number in numbers:
        buffer.put(number)


def consume(buffer, taken):
    while (item := buffer.get()) is not DONE:
        taken.append(item)


def run(buffer, count):
    taken = [[], []]
    producers = [threading.Thread(target=produce, args=(buffer, range(start, count, 2))) for start in range(2)]
    consumers = [threading.Thread(target=consume, args=(buffer, part)) for part in taken]
    for thread in producers + consumers:
        thread.start()
    for thread in producers:
        thread.join()
    for _ in consumers:
        buffer.put(DONE)
    for thread in consumers:
        thread.join()
    return taken


def report(title, taken, count):
    together = sorted(taken[0] + taken[1])
    print(f"{title}: {len(together)} items, each exactly once: {together == list(range(count))}")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print("Two producers, two consumers, room for 4 items")  # expect: Two producers, two consumers, room for 4 items
    report("Condition  ", run(Buffer(4), count), count)  # expect: Condition  : 200 items, each exactly once: True
    report("queue.Queue", run(queue.Queue(4), count), count)  # expect: queue.Queue: 200 items, each exactly once: True


if __name__ == "__main__":
    main()
