# memory: 4
# seconds: 5
import threading

gate = threading.Event()
threads = []
try:
    for _ in range(10**5):
        thread = threading.Thread(target=gate.wait)
        thread.start()
        threads.append(thread)
except RuntimeError as error:
    print(error)  # expect: can't start new thread
gate.set()
for thread in threads:
    thread.join()
print("end")  # expect: end
