# lungfish-only: CPython needs 3.14 for it
"""Queues between interpreters, and interpreters in threads."""
import queue
import threading
from concurrent import interpreters


def error(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


q = interpreters.create_queue(2)
print(q.maxsize, q.qsize(), q.empty(), q.full(), repr(q) == f"Queue({q.id})")  # expect: 2 0 True False True
q.put(1)
q.put_nowait("two")
print(error(q.put_nowait, 3), error(q.put, 3, timeout=0.01), error(q.put, 3, False))  # expect: QueueFull: queue is full QueueFull: queue is full QueueFull: queue is full
print(q.get(), q.get(timeout=1), error(q.get_nowait), error(q.get, timeout=0.01))  # expect: 1 two QueueEmpty: queue is empty QueueEmpty: queue is empty
print(issubclass(interpreters.QueueEmpty, queue.Empty), issubclass(interpreters.QueueFull, queue.Full))  # expect: True True
print(error(q.put, [1]))  # expect: NotShareableError: [1] does not support cross-interpreter data
print(error(q.get, timeout=-1))  # expect: ValueError: 'timeout' must be a non-negative number
print(interpreters.Queue(q.id) == q, error(interpreters.Queue, 12345))  # expect: True QueueNotFoundError: queue 12345 not found
text = "x" * 1000
q.put((text, (q, 2**70)))
copy, (other, number) = q.get()
print(copy == text, other == q, type(other) is interpreters.Queue, number == 2**70)  # expect: True True True True

# One worker an interpreter, each in a thread of its own.


def work(tasks, results):
    while True:
        task = tasks.get()
        if task is None:
            return
        total = 0
        for number in range(task):
            total += number
        results.put((task, total))


tasks, results = interpreters.create_queue(), interpreters.create_queue()
workers = [interpreters.create() for _ in range(3)]
threads = [worker.call_in_thread(work, tasks, results) for worker in workers]
for task in range(30):
    tasks.put(task)
for _ in workers:
    tasks.put(None)
for thread in threads:
    thread.join()
print(sorted(results.get() for _ in range(30)) == [(task, task * (task - 1) // 2) for task in range(30)])  # expect: True

# A busy interpreter takes nothing else.
ready, leave = interpreters.create_queue(), interpreters.create_queue()


def stay(ready, leave):
    ready.put(True)
    leave.get()


thread = workers[0].call_in_thread(stay, ready, leave)
ready.get()
print(workers[0].is_running(), error(workers[0].exec, "1"), error(workers[0].close))  # expect: True InterpreterError: interpreter already running InterpreterError: interpreter running
leave.put(None)
thread.join()
print(workers[0].is_running())  # expect: False

# Values outlive the interpreter that sent them.
box = interpreters.create_queue()
workers[1].prepare_main(box=box)
workers[1].exec("box.put('made ' + 'there'); box.put((1, 'tuple' * 3)); text = 'x'; box.put(text * 5)")
for worker in workers:
    worker.close()
print(box.get(), box.get(), box.get())  # expect: made there (1, 'tupletupletuple') xxxxx

# Many rounds.
there, back = interpreters.create_queue(), interpreters.create_queue()


def echo(there, back):
    while (item := there.get()) is not None:
        back.put(item)


worker = interpreters.create()
thread = worker.call_in_thread(echo, there, back)
total = 0
for number in range(500):
    there.put(number)
    total += back.get()
there.put(None)
thread.join()
worker.close()
print(total)  # expect: 124750

# Interpreters have threads of their own.
worker = interpreters.create()
worker.prepare_main(box=box)
worker.exec("""
import threading
results = []
threads = [threading.Thread(target=results.append, args=(n,)) for n in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
box.put(sum(results))
box.put(threading.main_thread().name)
""")
print(box.get(), box.get())  # expect: 6 MainThread
worker.close()
