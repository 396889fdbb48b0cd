# An instance's attributes move into a dict while another thread reads, stores and deletes them.
import threading

ROUNDS = 60
wrong = []
current = [None]
start = threading.Barrier(2)
end = threading.Barrier(2)


def read(instance):
    return instance.a


def store(instance):
    instance.b = 2
    return instance.b


def user():
    for _ in range(ROUNDS):
        start.wait()
        instances = current[0]
        for instance in instances:
            if read(instance) != 1 or store(instance) != 2:
                wrong.append("meanwhile")
            instance.c = 3
            del instance.c
        end.wait()
        for instance in instances:
            if read(instance) != 1 or store(instance) != 2 or vars(instance) != {"a": 1, "b": 2}:
                wrong.append(vars(instance))


def mover():
    for _ in range(ROUNDS):
        instances = []
        for _ in range(10):

            class Moving:
                def __init__(self):
                    self.a = 1
                    self.b = 2

            instances += [Moving() for _ in range(3)]
        current[0] = instances
        start.wait()
        for instance in instances:
            instance.__dict__
        end.wait()


threads = [threading.Thread(target=user), threading.Thread(target=mover)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(wrong)  # expect: []
