# signal: 2
import threading
import time

lock = threading.Lock()
lock.acquire()
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("ready", flush=True)
lock.acquire()
