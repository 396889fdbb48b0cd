x: int = 1
if x:
    y: str


class A:
    a: int
    if x:
        b: a
