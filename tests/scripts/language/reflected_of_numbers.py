# A reflected method goes first only where the right operand's class derives from the left one's.
class Number(int):
    def __radd__(self, other):
        return "radd"

    def __rmul__(self, other):
        return NotImplemented

    def __rsub__(self, other):
        return "rsub"


class Real(float):
    def __radd__(self, other):
        return "radd"


def add(left, right):
    return left + right


print([add(left, Number(2)) for left in (1, 1.5, True, 2**70)])  # expect: ['radd', 3.5, 3, 'radd']
print(3 * Number(2), 3.5 * Number(2), True * Number(2))  # expect: 6 7.0 2
print(3 - Number(2), 3.5 - Number(2), True - Number(2))  # expect: rsub 1.5 -1
print([add(left, Real(2)) for left in (1, 1.5, True)])  # expect: ['radd', 'radd', 'radd']


class Other:
    def __radd__(self, other):
        return ("other", other)


print([add(left, Other()) for left in (1, 1.5, True, 2**70, "s", None)])  # expect: [('other', 1), ('other', 1.5), ('other', True), ('other', 1180591620717411303424), ('other', 's'), ('other', None)]
