"""Exceptions that nothing in a thread catches."""
import sys
import threading

caught = []


def hook(args):
    caught.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback is not None, args.thread.name))


def fail(message):
    raise ValueError(message)


threading.excepthook = hook
thread = threading.Thread(target=fail, args=("lost",), name="failing")
thread.start()
thread.join()
print(caught)  # expect: [('ValueError', 'lost', True, 'failing')]
print(thread.is_alive())  # expect: False

# SystemExit ends the thread alone. A hook sees it; the default one says nothing.
thread = threading.Thread(target=sys.exit, args=(5,))
thread.start()
thread.join()
print(caught.pop()[:2])  # expect: ('SystemExit', '5')

# A failing thread does not stop others.
done = []
threads = [threading.Thread(target=fail, args=(str(number),)) for number in range(3)]
threads.append(threading.Thread(target=done.append, args=(1,)))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(message for _, message, _, _ in caught), done)  # expect: ['0', '1', '2', 'lost'] [1]

# The default hook writes to sys.stderr.


class Collector:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text
        return len(text)

    def flush(self):
        pass


threading.excepthook = threading.__excepthook__
stderr, sys.stderr = sys.stderr, Collector()
thread = threading.Thread(target=fail, args=("shown",), name="shower")
thread.start()
thread.join()
shown, sys.stderr = sys.stderr.text, stderr
print(shown.splitlines()[0])  # expect: Exception in thread shower:
print(shown.splitlines()[1])  # expect: Traceback (most recent call last):
print(shown.splitlines()[-1])  # expect: ValueError: shown

# A failing hook is reported as well.


def bad_hook(args):
    raise KeyError("hook")


threading.excepthook = bad_hook
stderr, sys.stderr = sys.stderr, Collector()
thread = threading.Thread(target=fail, args=("x",))
thread.start()
thread.join()
shown, sys.stderr = sys.stderr.text, stderr
print(shown.splitlines()[0], "|", shown.splitlines()[-1])  # expect: Exception in threading.excepthook: | KeyError: 'hook'
threading.excepthook = threading.__excepthook__

args = threading.ExceptHookArgs((ValueError, None, None, None))
print(args)  # expect: _thread._ExceptHookArgs(exc_type=<class 'ValueError'>, exc_value=None, exc_traceback=None, thread=None)
try:
    threading.excepthook(1)
except TypeError as exception:
    print(exception)  # expect: _thread.excepthook argument type must be ExceptHookArgs
