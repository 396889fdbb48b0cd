"""The end of a program: threads, then exit functions from the last to the first, then what modules keep alive."""
import atexit
import sys
import threading
import time
import weakref


class Kept:
    def __del__(self):
        print("deleted")


kept = Kept()
finalizer = weakref.finalize(kept, print, "finalized")


@atexit.register
def first():
    print("first")


@atexit.register
def second():
    print("second", kept is not None, threading.current_thread() is threading.main_thread())
    atexit.register(print, "too late")
    raise KeyError("reported")


def never():
    print("never")


atexit.register(never)
atexit.unregister(never)


@atexit.register
def third():
    print("third")
    sys.exit(5)


def work():
    time.sleep(0.02)
    print("thread ends")


threading.Thread(target=work).start()
print("end")
sys.exit(4)  # exit: 4
# expect: end
# expect: thread ends
# expect: third
# expect: second True True
# expect: first
# expect: finalized
# expect: deleted
