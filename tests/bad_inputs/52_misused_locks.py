# raises: RuntimeError: cannot join current thread
import threading

for misuse in (
    lambda: threading.Lock().release(),
    lambda: threading.RLock().release(),
    lambda: threading.Condition().notify(),
    lambda: threading.Condition().wait(),
    lambda: threading.Thread().join(),
):
    try:
        misuse()
    except RuntimeError as error:
        print(error)
# expect: release unlocked lock
# expect: cannot release un-acquired lock
# expect: cannot notify on un-acquired lock
# expect: cannot wait on un-acquired lock
# expect: cannot join thread before it is started
thread = threading.Thread(target=print, args=("ran",))  # expect: ran
thread.start()
thread.join()
try:
    thread.start()
except RuntimeError as error:
    print(error)  # expect: threads can only be started once
threading.current_thread().join()
