"""KeyboardInterrupt ends every wait of the main thread."""
import _thread
import threading
import time


def interrupt():
    time.sleep(0.02)
    _thread.interrupt_main()


def interrupted(wait):
    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        wait()
        time.sleep(20)
    except KeyboardInterrupt:
        return "interrupted"
    finally:
        thread.join()


lock = threading.Lock()
lock.acquire()
print(interrupted(lock.acquire), lock.locked())  # expect: interrupted True
recursive = threading.RLock()
leave = threading.Event()
held = threading.Event()


def hold():
    with recursive:
        held.set()
        leave.wait()


holder = threading.Thread(target=hold)
holder.start()
held.wait()
print(interrupted(recursive.acquire))  # expect: interrupted
print(interrupted(holder.join), holder.is_alive())  # expect: interrupted True
leave.set()
holder.join()
condition = threading.Condition()


def wait():
    with condition:
        condition.wait()


print(interrupted(wait), condition._is_owned())  # expect: interrupted False
print(interrupted(threading.Event().wait))  # expect: interrupted
print(interrupted(threading.Semaphore(0).acquire))  # expect: interrupted
barrier = threading.Barrier(2)
print(interrupted(barrier.wait), barrier.n_waiting)  # expect: interrupted 0
with condition:
    print(condition.wait(0.01))  # expect: False


def spin():
    while True:
        pass


print(interrupted(spin))  # expect: interrupted
print(interrupted(lambda: time.sleep(20)))  # expect: interrupted
