# Classes that threads share: made, derived from, changed and used at the same time.
import threading


class Base:
    count = 0

    def __init__(self, n):
        self.n = n

    def get(self):
        return self.n

    def kind(self):
        return "old"


shared = Base(7)
results = []
lock = threading.Lock()


def work(number):
    class Mine(Base):
        __slots__ = ("extra",)

        def __init__(self, n):
            super().__init__(n)
            self.extra = n * 2

    total = 0
    for n in range(200):
        mine = Mine(n)
        mine.later = n
        total += mine.get() + mine.extra + mine.later + shared.get()
        assert mine.kind() in ("old", "new")
        if n == 100 and number == 0:
            Base.kind = lambda self: "new"
        made = type("T%d" % n, (Mine,), {"value": n})
        assert made(n).get() == n and made.value == n
    with lock:
        results.append(total)


threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results, Base(1).kind(), len([cls for cls in Base.__subclasses__() if cls.__name__ == "Mine"]) <= 4)  # expect: [81000, 81000, 81000, 81000] new True
