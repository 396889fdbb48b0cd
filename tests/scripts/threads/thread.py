"""Thread objects."""
import threading
import time


def error(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except BaseException as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


def work(*args, **kwargs):
    results.append((args, kwargs))


results = []
thread = threading.Thread(target=work, args=(1, 2), kwargs={"key": 3})
print(thread, thread.name, thread.ident, thread.native_id, thread.daemon, thread.is_alive())  # expect: <Thread(Thread-1 (work), initial)> Thread-1 (work) None None False False
print(error(thread.join))  # expect: RuntimeError: cannot join thread before it is started
thread.start()
thread.join()
print(results)  # expect: [((1, 2), {'key': 3})]
print(thread.is_alive(), repr(thread) == f"<Thread(Thread-1 (work), stopped {thread.ident})>")  # expect: False True
print(isinstance(thread.ident, int), isinstance(thread.native_id, int))  # expect: True True
print(error(thread.start))  # expect: RuntimeError: threads can only be started once
print(thread.join(), thread.join(0.5), thread.join(-1))  # expect: None None None
print(error(threading.current_thread().join))  # expect: RuntimeError: cannot join current thread
print(error(threading.Thread, 1))  # expect: AssertionError: group argument must be None for now
print(error(threading.Thread, bogus=1))  # expect: TypeError: Thread.__init__() got an unexpected keyword argument 'bogus'

# Names.
print(threading.Thread().name, threading.Thread(name="mine").name, threading.Thread(name=7).name)  # expect: Thread-2 mine 7
thread = threading.Thread(target=work)
thread.name = "other"
print(thread.name, thread)  # expect: other <Thread(other, initial)>
thread.extra = "an attribute"
print(thread.extra)  # expect: an attribute

# The main thread.
main = threading.main_thread()
print(main is threading.current_thread(), main.name, main.ident == threading.get_ident(), main.is_alive())  # expect: True MainThread True True
print(type(main).__name__, threading.active_count(), threading.enumerate() == [main])  # expect: _MainThread 1 True
main.name = "boss"
print(main.name)  # expect: boss
main.name = "MainThread"

# Running threads.
inside = threading.Event()
leave = threading.Event()
found = []


def stay():
    found.append((threading.current_thread(), threading.get_ident()))
    inside.set()
    leave.wait()


thread = threading.Thread(target=stay, name="stayer")
thread.start()
inside.wait()
print(thread.is_alive(), threading.active_count(), threading.enumerate() == [main, thread])  # expect: True 2 True
print(found[0] == (thread, thread.ident), thread.ident != main.ident)  # expect: True True
print(thread.join(0.01), thread.is_alive(), repr(thread) == f"<Thread(stayer, started {thread.ident})>")  # expect: None True True


def set_daemon(value):
    thread.daemon = value


print(error(set_daemon, True))  # expect: RuntimeError: cannot set daemon status of active thread
leave.set()
thread.join()
print(thread.is_alive(), threading.active_count())  # expect: False 1


# Subclasses.
class Squares(threading.Thread):
    def __init__(self, number):
        super().__init__(name="squares", daemon=True)
        self.number = number

    def run(self):
        self.result = self.number**2


thread = Squares(12)
print(thread, thread.daemon)  # expect: <Squares(squares, initial daemon)> True
thread.start()
thread.join()
print(thread.result)  # expect: 144


class Returning(threading.Thread):
    def run(self):
        self.result = self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        super().join(timeout)
        return self.result


thread = Returning(target=lambda a, b: a - b, args=[5], kwargs={"b": 2})
thread.start()
print(thread.join())  # expect: 3


class Forgetful(threading.Thread):
    def __init__(self):
        pass


print(error(Forgetful().start))  # expect: RuntimeError: thread.__init__() not called
print(error(Forgetful().join))  # expect: RuntimeError: Thread.__init__() not called
print(error(lambda: Forgetful().name))  # expect: AssertionError: Thread.__init__() not called

# run() in the caller's own thread.
results = []
threading.Thread(target=work, args="ab").run()
print(results)  # expect: [(('a', 'b'), {})]

# Daemon threads start daemons.
thread = threading.Thread(target=lambda: results.append(threading.Thread().daemon), daemon=True)
thread.start()
thread.join()
print(results[-1])  # expect: True

# Numbers are never given out again.
numbers = set()


def note():
    numbers.add(threading.get_ident())


for _ in range(10):
    thread = threading.Thread(target=note)
    thread.start()
    thread.join()
print(len(numbers))  # expect: 10

# A thread may start threads, and be waited for by several.
order = []


def outer():
    thread = threading.Thread(target=lambda: order.append("inner"))
    thread.start()
    thread.join()
    order.append("outer")


first = threading.Thread(target=outer)
first.start()
joiners = [threading.Thread(target=first.join) for _ in range(3)]
for thread in joiners:
    thread.start()
for thread in joiners:
    thread.join()
print(order)  # expect: ['inner', 'outer']
print(threading.TIMEOUT_MAX > 1e9, threading.stack_size(), error(threading.stack_size, 100))  # expect: True 0 ValueError: size not valid: 100 bytes
