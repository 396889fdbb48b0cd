class Clears:
    def __eq__(self, other):
        items.clear()
        return False


for question in (lambda: 1 in items, lambda: items.count(1), lambda: items == [1, 1, 1]):
    items = [Clears(), Clears(), Clears()]
    print(question())
# expect: False
# expect: 0
# expect: False
items = [Clears(), Clears()]
try:
    items.remove(1)
except ValueError as error:
    print(error)  # expect: list.remove(x): x not in list


class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        table.clear()
        return False


table = {}
table[Key()] = 1
table[Key()] = 2
print(len(table))  # expect: 1
