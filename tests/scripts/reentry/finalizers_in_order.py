# Operands of special methods that die with the instruction are finalized at once.
seen = []


class Operand:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        seen.append(f"del {self.number}")

    def __eq__(self, other):
        return self.number == other

    def __lt__(self, other):
        return self.number < other

    def __contains__(self, item):
        return True

    def __getitem__(self, key):
        return key

    def __add__(self, other):
        return self.number + other

    @property
    def own(self):
        return self.number


def run():
    if Operand(1) == 1:
        seen.append("equal")
    if Operand(2) < 3 and Operand(3) == 3:
        seen.append("and")
    while Operand(4) == 4:
        seen.append("loop")
        break
    value = 5 if Operand(5) < 6 else 6
    seen.append("chosen")
    if 1 in Operand(6):
        seen.append("in")
    assert Operand(7) == 7
    seen.append("asserted")
    Operand(8)[0]
    seen.append("item")
    Operand(9) + 1
    seen.append("sum")
    Operand(10).own
    seen.append("property")
    for _ in range(2):
        Operand(11) == 11
        seen.append("pass")


run()
print(seen[:5])  # expect: ['del 1', 'equal', 'del 2', 'del 3', 'and']
print(seen[5:9])  # expect: ['del 4', 'loop', 'del 5', 'chosen']
print(seen[9:15])  # expect: ['del 6', 'in', 'del 7', 'asserted', 'del 8', 'item']
print(seen[15:])  # expect: ['del 9', 'sum', 'del 10', 'property', 'del 11', 'pass', 'del 11', 'pass']
