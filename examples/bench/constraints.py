"""One-way constraints between variables, kept true as inputs change: classes, class attributes, virtual calls."""

import sys


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.writer = None
        self.readers = []
        self.stamp = 0


class Constraint:
    """Computes `target` from `sources`; the strongest constraint on a variable writes it."""

    strength = 1

    def __init__(self, target, *sources):
        self.target = target
        self.sources = sources
        self.active = False

    def add(self):
        rival = self.target.writer
        if rival is not None and not self.stronger(rival):
            return False
        if rival is not None:
            rival.remove()
        self.target.writer = self
        for source in self.sources:
            source.readers.append(self)
        self.active = True
        return True

    def remove(self):
        self.target.writer = None
        for source in self.sources:
            source.readers.remove(self)
        self.active = False

    def stronger(self, other):
        return self.strength > other.strength

    def compute(self):
        raise NotImplementedError


class Equal(Constraint):
    def compute(self):
        return self.sources[0].value


class Scale(Constraint):
    strength = 2

    def __init__(self, target, source, factor, offset):
        super().__init__(target, source)
        self.factor = factor
        self.offset = offset

    def compute(self):
        return (self.sources[0].value * self.factor + self.offset) % 1_000_003


class Sum(Constraint):
    strength = 2

    def compute(self):
        total = 0
        for source in self.sources:
            total += source.value
        return total % 1_000_003


class Limit(Equal):
    strength = 3
    top = 500_000

    def compute(self):
        value = super().compute()
        return value if value < self.top else self.top


class Planner:
    def __init__(self):
        self.stamp = 0
        self.executed = 0

    def plan(self, variable):
        """The constraints to run after `variable` changed, each behind those it needs."""
        self.stamp += 1
        order = []
        self.visit(variable, order)
        order.reverse()
        return order

    def visit(self, variable, order):
        if variable.stamp == self.stamp:
            return
        variable.stamp = self.stamp
        for constraint in variable.readers:
            self.visit(constraint.target, order)
        if variable.writer is not None:
            order.append(variable.writer)

    def change(self, variable, value):
        variable.value = value
        for constraint in self.plan(variable):
            if constraint.target is not variable:
                constraint.target.value = constraint.compute()
                self.executed += 1


def build(length):
    """A chain of variables with shortcuts, whose end is limited."""
    row = [Variable(f"v{number}", number) for number in range(length)]
    count = 0
    for at in range(1, length):
        count += Equal(row[at], row[at - 1]).add()
        if at % 3 == 0:
            count += Scale(row[at], row[at - 1], 3, at).add()
        if at % 5 == 0:
            count += Sum(row[at], row[at - 1], row[at - 2], row[at - 4]).add()
    count += Limit(row[-1], row[-2]).add()
    return row, count


def main(n):
    row, count = build(60)
    planner = Planner()
    checksum = 0
    for turn in range(n):
        planner.change(row[0], turn * 7919 % 1000)
        checksum = (checksum * 33 + row[-1].value) % 1_000_000_007
        # Weaken and strengthen the end, as an editor does while something is dragged.
        end = row[-1].writer
        end.remove()
        Equal(row[-1], row[turn % 50]).add()
        row[-1].writer.remove()
        end.add()
    print("constraints", n, count, planner.executed, checksum)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000)
