# exit: 3
"""Two threads that each hold what the other wants: the program says so and ends."""
import threading

first, second = threading.Lock(), threading.Lock()
meeting = threading.Barrier(2)


def take(one, other):
    with one:
        meeting.wait()
        with other:
            print("never")


threads = [threading.Thread(target=take, args=locks) for locks in [(first, second), (second, first)]]
for thread in threads:
    thread.start()
print("waiting")  # expect: waiting
for thread in threads:
    thread.join()
