# signal: 2
import threading
import time

thread = threading.Thread(target=time.sleep, args=(60,), daemon=True)
thread.start()
print("ready", flush=True)
thread.join()
