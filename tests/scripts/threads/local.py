"""threading.local: attributes that each thread has for itself."""
import threading


def error(call, *args):
    try:
        call(*args)
    except Exception as exception:
        return f"{type(exception).__name__}: {exception}"
    return "nothing"


def in_thread(function, *args):
    results = []
    thread = threading.Thread(target=lambda: results.append(function(*args)))
    thread.start()
    thread.join()
    return results[0]


data = threading.local()
data.number = 1
print(data.number, data.__dict__)  # expect: 1 {'number': 1}
print(in_thread(lambda: hasattr(data, "number")))  # expect: False
print(error(lambda: data.missing))  # expect: AttributeError: '_thread._local' object has no attribute 'missing'


def set_number(value):
    data.number = value
    return data.number


print(in_thread(set_number, 2), data.number)  # expect: 2 1
del data.number
print(hasattr(data, "number"), error(delattr, data, "number"))  # expect: False AttributeError: '_thread._local' object has no attribute 'number'
print(error(setattr, data, "__dict__", {}))  # expect: AttributeError: '_thread._local' object attribute '__dict__' is read-only
print(error(threading.local, 1))  # expect: TypeError: Initialization arguments are not supported


# __init__ runs once in each thread, with the arguments that made the object.
class Counter(threading.local):
    shared = "class attribute"
    made = []

    def __init__(self, start, *, step=1):
        self.made.append(threading.current_thread().name)
        self.value = start
        self.step = step

    def next(self):
        self.value += self.step
        return self.value

    @property
    def doubled(self):
        return 2 * self.value


counter = Counter(10, step=5)
print(counter.next(), counter.next(), counter.doubled, counter.shared)  # expect: 15 20 40 class attribute
print(in_thread(lambda: (counter.next(), counter.doubled)))  # expect: (15, 30)
print(counter.value, len(Counter.made))  # expect: 20 2
print(error(setattr, counter, "doubled", 1))  # expect: AttributeError: property 'doubled' of 'Counter' object has no setter


class Failing(threading.local):
    ready = True

    def __init__(self):
        if not self.ready:
            raise ValueError("not now")
        self.x = 1


failing = Failing()
Failing.ready = False
print(in_thread(lambda: error(lambda: failing.x)))  # expect: ValueError: not now
print(failing.x)  # expect: 1


# What a thread kept goes with it.
class Noisy:
    gone = []

    def __init__(self, name):
        self.name = name

    def __del__(self):
        self.gone.append(self.name)


def keep():
    data.noisy = Noisy("kept")


in_thread(keep)
print(Noisy.gone)  # expect: ['kept']

# Many threads, many objects.
many = [threading.local() for _ in range(50)]


def fill(number):
    for index, local in enumerate(many):
        local.value = number * 1000 + index
    return [local.value for local in many] == [number * 1000 + index for index in range(50)]


results = []
threads = [threading.Thread(target=lambda n=n: results.append(fill(n))) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results)  # expect: [True, True, True, True]
print(any(hasattr(local, "value") for local in many))  # expect: False
