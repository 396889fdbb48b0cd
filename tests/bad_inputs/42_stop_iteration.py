# raises: RuntimeError: generator raised StopIteration
def numbers():
    yield next(iter([]))


list(numbers())
