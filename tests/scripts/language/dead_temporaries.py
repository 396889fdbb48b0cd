# What a frame leaves in its dead temporaries must not be seen by the frames that are called over them, nor by theirs.


class Swallow:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return kind is ValueError


def check(number):
    if number % 2:
        raise ValueError(number)
    return number


def through(depth, number):
    if depth == 0:
        return number
    try:
        return through(depth - 1, number)
    finally:
        number += 1


def unset(depth):
    if depth:
        return unset(depth - 1)
    for missing in ():
        pass
    try:
        return missing
    except UnboundLocalError:
        return "unbound"


def main(n):
    total = 0
    swallow = Swallow()
    for number in range(n):
        with swallow:
            total += check(number)
        if [True, 2][0] < [3, 4][1] < (5, 6)[1] and not (7 < 3 < 4 or 1 > 8 > 9):
            total += through(6, number) + (through(1, 1) < (2 if number else 3) < 4)
        total += through(5, number)
    return total


print(main(9), unset(7), [unset(depth) for depth in range(3)])
# expect: 101 unbound ['unbound', 'unbound', 'unbound']
