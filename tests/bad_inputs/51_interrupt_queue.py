# signal: 2
import queue
import threading
import time

threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("ready", flush=True)
queue.Queue().get()
