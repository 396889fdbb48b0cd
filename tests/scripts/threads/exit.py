"""At exit, threads are waited for, unless they are daemons."""
import threading
import time

go = threading.Event()


def later():
    go.wait()
    print("ends after the main thread")
    threading.Thread(target=last).start()


def last():
    print("started while the program ends")


def never():
    while True:
        time.sleep(1)


threading.Thread(target=never, daemon=True).start()
threading.Thread(target=threading.Event().wait, daemon=True).start()
threading.Thread(target=threading.Lock().acquire, daemon=True).start()


def spin():
    while True:
        pass


threading.Thread(target=spin, daemon=True).start()
thread = threading.Thread(target=later)
thread.start()
threading._register_atexit(lambda: print("called first"))
print("main ends")  # expect: main ends  # expect: called first  # expect: ends after the main thread  # expect: started while the program ends
threading.Timer(0.05, go.set).start()
