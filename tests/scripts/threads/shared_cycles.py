# Cycles of objects that several threads can reach are collected without being asked for.
# no-stress: so much garbage, collected at every allocation, takes a minute
import threading
import weakref


class Node:
    def __init__(self):
        self.me = self
        self.load = [self] * 5
        self.a = self.b = self.c = self.d = self.e = self.f = self.g = self.h = self.i = self.j = 0


shelf = {}
alive = weakref.WeakSet()


def work(number):
    for turn in range(60_000):
        node = Node()
        shelf[number, turn % 5] = node
        if turn % 1000 == 0:
            alive.add(node)
        del node


threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
# Each of the threads made far more garbage than a collection waits for.
print(len(shelf), len(alive) < 110)  # expect: 10 True
