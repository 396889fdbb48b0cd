# exit: 3
"""A lock that its holder waits for."""
import threading

lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=0.01))  # expect: False
lock.acquire()
