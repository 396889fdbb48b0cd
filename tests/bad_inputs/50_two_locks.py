# exit: 3
# stderr: deadlock
# stderr: "left"
# stderr: "right"
import threading

a, b = threading.Lock(), threading.Lock()
both = threading.Barrier(2)


def take(first, second):
    with first:
        both.wait()
        with second:
            pass


left = threading.Thread(target=take, args=(a, b), name="left")
right = threading.Thread(target=take, args=(b, a), name="right")
left.start()
right.start()
left.join()
