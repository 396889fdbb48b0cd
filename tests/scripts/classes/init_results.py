# What `__init__` gives back is None or an error of the call; an instance is made and ended once.
import threading
import traceback


class Number:
    def __init__(self):
        return 5


try:
    Number()
except TypeError as error:
    print(error, [entry.name for entry in traceback.extract_tb(error.__traceback__)])
# expect: __init__() should return None, not 'int' ['<module>']


class Lazy:
    def __init__(self):
        yield

    def __del__(self):
        print("ended")


try:
    Lazy()
except TypeError as error:
    print(error)
# expect: ended
# expect: __init__() should return None, not 'generator'

print(list(enumerate("ab", True)), next(enumerate("a", False)))  # expect: [(1, 'a'), (2, 'b')] (0, 'a')


# Threads that draw from one iterator of a dict may miss an entry or meet one twice, but get no error.
def draw(pairs):
    try:
        for key, value in pairs:
            pass
    except RuntimeError as error:
        errors.append(error)


errors = []
for number in range(20):
    pairs = iter({key: [key] for key in range(300)}.items())
    threads = [threading.Thread(target=draw, args=(pairs,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(errors)  # expect: []
