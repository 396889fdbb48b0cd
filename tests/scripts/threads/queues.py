"""The module queue."""
import queue
import threading
import time


def error(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


q = queue.Queue(2)
q.put("a")
q.put("b", timeout=1)
print(q.qsize(), q.empty(), q.full())  # expect: 2 False True
print(error(q.put, "c", block=False), error(q.put_nowait, "c"), error(q.put, "c", timeout=0.01))  # expect: Full:  Full:  Full: 
print(error(q.put, "c", timeout=-1))  # expect: ValueError: 'timeout' must be a non-negative number
print(q.get(), q.get_nowait(), q.empty())  # expect: a b True
print(error(q.get, block=False), error(q.get, timeout=0.01), error(q.get, timeout=-1))  # expect: Empty:  Empty:  ValueError: 'timeout' must be a non-negative number
q.task_done()
q.task_done()
print(error(q.task_done))  # expect: ValueError: task_done() called too many times
q.join()

q = queue.LifoQueue()
for item in "abc":
    q.put(item)
print([q.get() for _ in range(3)])  # expect: ['c', 'b', 'a']
q = queue.PriorityQueue()
for item in [(3, "c"), (1, "a"), (2, "b")]:
    q.put(item)
print([q.get() for _ in range(3)])  # expect: [(1, 'a'), (2, 'b'), (3, 'c')]


class Job:
    def __init__(self, priority):
        self.priority = priority

    def __lt__(self, other):
        return self.priority < other.priority


for priority in [5, 1, 4, 2, 3]:
    q.put(Job(priority))
print([q.get().priority for _ in range(5)])  # expect: [1, 2, 3, 4, 5]

# Producers and consumers.
q = queue.Queue(10)
results = queue.SimpleQueue()


def produce(start):
    for number in range(start, start + 50):
        q.put(number)


def consume():
    while (number := q.get()) is not None:
        results.put(number * number)
        q.task_done()
    q.task_done()


producers = [threading.Thread(target=produce, args=(start,)) for start in (0, 50, 100)]
consumers = [threading.Thread(target=consume) for _ in range(2)]
for thread in producers + consumers:
    thread.start()
for thread in producers:
    thread.join()
for _ in consumers:
    q.put(None)
q.join()
for thread in consumers:
    thread.join()
print(results.qsize(), sorted(results.get() for _ in range(150)) == [n * n for n in range(150)], results.empty())  # expect: 150 True True

# shutdown
q = queue.Queue()
q.put(1)
q.shutdown()
print(error(q.put, 2), q.get(), error(q.get), error(q.get_nowait))  # expect: ShutDown:  1 ShutDown:  ShutDown: 
q = queue.Queue()
waiting = []
threads = [threading.Thread(target=lambda: waiting.append(error(q.get))) for _ in range(2)]
for thread in threads:
    thread.start()
time.sleep(0.01)
q.shutdown(immediate=True)
for thread in threads:
    thread.join()
print(waiting)  # expect: ['ShutDown: ', 'ShutDown: ']

s = queue.SimpleQueue()
print(error(s.get, False), error(s.get_nowait), error(s.get, timeout=0.01))  # expect: Empty:  Empty:  Empty: 
s.put(1)
s.put_nowait(2)
print(s.qsize(), s.get(), s.get(timeout=1), s.empty())  # expect: 2 1 2 True
print(issubclass(queue.Empty, Exception), queue.Queue[int])  # expect: True queue.Queue[int]


# A queue of one's own order.
class Longest(queue.Queue):
    def _init(self, maxsize):
        self.items = []

    def _qsize(self):
        return len(self.items)

    def _put(self, item):
        self.items.append(item)
        self.items.sort(key=len)

    def _get(self):
        return self.items.pop()


q = Longest()
for item in ["a", "ccc", "bb"]:
    q.put(item)
print(q.get(), q.get(), q.get())  # expect: ccc bb a
