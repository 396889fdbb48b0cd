# raises: RecursionError
class Asks:
    def __getattr__(self, name):
        return getattr(self, name + "a")


class Compares:
    def __eq__(self, other):
        return other == self

    def __lt__(self, other):
        return other < self

    def __repr__(self):
        return f"{self}"

    def __hash__(self):
        return hash((self,))

    def __bool__(self):
        return not self

    def __iter__(self):
        return iter(self)


def sort_key(item):
    return sorted([item, item], key=sort_key)


one = Compares()
for attempt in (
    lambda: Asks().b,
    lambda: sorted([1, 2], key=sort_key),
    lambda: one == Compares(),
    lambda: sorted([one, Compares()]),
    lambda: repr(one),
    lambda: hash(one),
    lambda: bool(one),
    lambda: list(one),
):
    try:
        attempt()
    except RecursionError:
        print("caught", end=" ")
print()  # expect: caught caught caught caught caught caught caught caught
Asks().b
