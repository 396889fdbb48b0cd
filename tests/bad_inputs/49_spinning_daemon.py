# seconds: 2
import threading


def spin():
    while True:
        pass


for _ in range(3):
    threading.Thread(target=spin, daemon=True).start()
print("end")  # expect: end
