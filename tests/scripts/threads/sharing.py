"""What threads share: containers, classes, functions, instances."""
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 0
        self.history = []

    def add(self, amount):
        with self.lock:
            self.balance += amount
            self.history.append(amount)


account = Account()
words = {}
numbers = []


def work(name):
    own = []
    for index in range(50):
        account.add(index)
        numbers.append((name, index))
        words[f"{name}{index}"] = [index]
        own.append({"name": name, "index": index})
    results[name] = own


results = {}
names = "abcd"
threads = [threading.Thread(target=work, args=(name,)) for name in names]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(account.balance, len(account.history))  # expect: 4900 200
print(len(numbers), len(words), sorted(results))  # expect: 200 200 ['a', 'b', 'c', 'd']
print(all(results[name][7] == {"name": name, "index": 7} for name in names))  # expect: True
print(words["c49"], sorted(numbers)[:2])  # expect: [49] [('a', 0), ('a', 1)]


# What one thread made and left is the others' to use and to drop.
class Node:
    def __init__(self, value, next):
        self.value, self.next = value, next


head = None


def build():
    global head
    for value in range(100):
        head = Node(value, head)


thread = threading.Thread(target=build)
thread.start()
thread.join()
total, node = 0, head
while node is not None:
    total += node.value
    node = node.next
head = node = None
print(total)  # expect: 4950


# Classes and functions made in a thread.
def make():
    class Made(Account):
        extra = 1

        def twice(self):
            return 2 * self.balance

    made.append(Made)
    made.append(lambda x: x + Made.extra)


made = []
thread = threading.Thread(target=make)
thread.start()
thread.join()
instance = made[0]()
instance.add(21)
made[0].extra = 5
print(instance.twice(), made[1](1), made[0].__name__)  # expect: 42 6 Made

# Generators pass from thread to thread.


def count():
    for number in range(5):
        yield number


generator = count()
got = [next(generator)]
thread = threading.Thread(target=lambda: got.append(next(generator)))
thread.start()
thread.join()
got.extend(generator)
print(got)  # expect: [0, 1, 2, 3, 4]
