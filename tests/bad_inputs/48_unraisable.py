# stderr: Exception in thread
# stderr: ZeroDivisionError: division by zero
# stderr: Exception ignored
# stderr: ValueError: in del
# stderr: KeyError: 'at exit'
import atexit
import threading


class Fails:
    def __del__(self):
        raise ValueError("in del")


@atexit.register
def leave():
    raise KeyError("at exit")


thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
Fails()
print("end")  # expect: end
