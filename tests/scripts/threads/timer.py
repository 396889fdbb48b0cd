"""Timer."""
import threading
import time

called = []
begun = time.monotonic()
timer = threading.Timer(0.02, called.append, args=["now"])
print(timer, timer.interval, timer.args, timer.kwargs, isinstance(timer, threading.Thread))  # expect: <Timer(Thread-1, initial)> 0.02 ['now'] {} True
timer.start()
timer.join()
print(called, time.monotonic() - begun >= 0.02)  # expect: ['now'] True

timer = threading.Timer(100, called.append, ["never"])
timer.start()
print(timer.is_alive())  # expect: True
timer.cancel()
timer.join()
print(called, timer.finished.is_set(), timer.is_alive())  # expect: ['now'] True False


def greet(name, *, greeting):
    called.append(f"{greeting} {name}")


timer = threading.Timer(0, greet, args=("you",), kwargs={"greeting": "hello"})
timer.start()
timer.join()
print(called)  # expect: ['now', 'hello you']


class Repeating(threading.Timer):
    def run(self):
        while not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)


count = 0
enough = threading.Event()


def tick():
    global count
    count += 1
    if count == 3:
        enough.set()


timer = Repeating(0.002, tick)
timer.start()
enough.wait()
timer.cancel()
timer.join()
print(count >= 3)  # expect: True
