"""A sequence times something that is no number."""


class L(list):
    pass


class T(tuple):
    pass


class S(str):
    pass


class B(bytes):
    pass


class A(bytearray):
    pass


class Mul(list):
    def __mul__(self, other):
        return "mul"


class RMul(list):
    def __rmul__(self, other):
        return "rmul"


class Other:
    def __rmul__(self, other):
        return "other"


class Index:
    def __index__(self):
        return 2


def tell(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def in_place(left, right):
    left *= right
    return left


sequences = [[1], (1,), "a", b"a", bytearray(b"a"), L([1]), T((1,)), S("a"), B(b"b"), A(b"c")]
# Sequences of one type, or of derived ones, refuse each other.
for left in sequences:
    outcomes = {tell(lambda: left * right).replace(f"'{type(right).__name__}'", "'...'") for right in sequences}
    outcomes |= {tell(lambda: in_place(left, right)).replace(f"'{type(right).__name__}'", "'...'") for right in sequences}
    print(type(left).__name__, *outcomes)
# expect: list TypeError: can't multiply sequence by non-int of type '...'
# expect: tuple TypeError: can't multiply sequence by non-int of type '...'
# expect: str TypeError: can't multiply sequence by non-int of type '...'
# expect: bytes TypeError: can't multiply sequence by non-int of type '...'
# expect: bytearray TypeError: can't multiply sequence by non-int of type '...'
# expect: L TypeError: can't multiply sequence by non-int of type '...'
# expect: T TypeError: can't multiply sequence by non-int of type '...'
# expect: S TypeError: can't multiply sequence by non-int of type '...'
# expect: B TypeError: can't multiply sequence by non-int of type '...'
# expect: A TypeError: can't multiply sequence by non-int of type '...'

for left in [[1], "a", L([1])]:
    print(
        tell(lambda: left * Mul()),
        tell(lambda: left * RMul()),
        tell(lambda: left * Other()),
        tell(lambda: left * Index()),
        tell(lambda: left * 1.5),
        tell(lambda: left * None),
        sep=" | ",
    )
# expect: TypeError: 'list' object cannot be interpreted as an integer | rmul | other | [1, 1] | TypeError: can't multiply sequence by non-int of type 'float' | TypeError: can't multiply sequence by non-int of type 'NoneType'
# expect: TypeError: 'str' object cannot be interpreted as an integer | rmul | other | aa | TypeError: can't multiply sequence by non-int of type 'float' | TypeError: can't multiply sequence by non-int of type 'NoneType'
# expect: TypeError: 'L' object cannot be interpreted as an integer | rmul | other | [1, 1] | TypeError: can't multiply sequence by non-int of type 'float' | TypeError: can't multiply sequence by non-int of type 'NoneType'

for left in [RMul([1]), Mul([1])]:
    print(
        tell(lambda: left * [1]),
        tell(lambda: left * RMul()),
        tell(lambda: left * Other()),
        tell(lambda: left * Index()),
        tell(lambda: left * 1.5),
        tell(lambda: left.__rmul__([1])),
        sep=" | ",
    )
# expect: TypeError: 'list' object cannot be interpreted as an integer | TypeError: 'RMul' object cannot be interpreted as an integer | TypeError: 'Other' object cannot be interpreted as an integer | [1, 1] | TypeError: 'float' object cannot be interpreted as an integer | rmul
# expect: mul | mul | mul | mul | mul | TypeError: 'list' object cannot be interpreted as an integer

print(
    tell(lambda: [1].__mul__(L())),
    tell(lambda: [1].__imul__([2])),
    tell(lambda: "a".__rmul__("b")),
    tell(lambda: (1,).__mul__(True)),
    tell(lambda: b"a".__mul__(Index())),
    sep=" | ",
)
# expect: TypeError: 'L' object cannot be interpreted as an integer | TypeError: 'list' object cannot be interpreted as an integer | TypeError: 'str' object cannot be interpreted as an integer | (1,) | b'aa'
