def outer(a, /, b=1, *args, c, d=[], **kwargs) -> int:
    """Documentation."""
    n = 0

    def inner():
        nonlocal n
        n += 1
        return a, n

    return inner, lambda x, y=b: x + y + a


@decorate
@decorate.more(1)
def generator(x: int):
    got = yield x
    yield from got
    return (y for y in x)
