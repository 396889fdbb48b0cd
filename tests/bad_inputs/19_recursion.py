# raises: RecursionError: maximum recursion depth exceeded
def down():
    return down() + 1


class Deep:
    def __init__(self):
        self.inner = Deep()


for attempt in (down, Deep, lambda: [down() for _ in "a"], lambda: max([1, 2], key=lambda x: down())):
    try:
        attempt()
    except RecursionError:
        print("caught")
# expect: caught
# expect: caught
# expect: caught
# expect: caught
down()
