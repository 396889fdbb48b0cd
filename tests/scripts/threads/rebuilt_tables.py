# no-stress: takes long where every step may switch
# Dicts and sets that another thread rebuilds while they are read: a value is the key's own, a copied set is whole.
import threading

numbers = set(range(20))
pairs = {(number, 0): number for number in range(20)}
done = threading.Event()
wrong = []


def rebuild():
    while not done.is_set():
        for number in range(20):
            numbers.discard(number)
            numbers.add(number + 20)
            numbers.discard(number + 20)
            numbers.add(number)
            value = pairs.pop((number, 0))
            pairs[number, 1] = 1
            del pairs[number, 1]
            pairs[number, 0] = value


def read():
    for _ in range(150):
        copy = set()
        copy |= numbers
        wrong.extend(number for number in list(copy) if number not in copy)
        for number in range(20):
            value = pairs.get((number, 0), number)
            if value != number:
                wrong.append((number, value))


rebuilder = threading.Thread(target=rebuild)
readers = [threading.Thread(target=read) for _ in range(2)]
for thread in [rebuilder, *readers]:
    thread.start()
for thread in readers:
    thread.join()
done.set()
rebuilder.join()
print(wrong)  # expect: []
