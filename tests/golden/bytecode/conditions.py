def choose(a, b, c):
    if a < b <= c and not (a is None or b == 3):
        return 1
    elif a in (1, 2) or c not in [3, 4]:
        return 2
    x = a or b and c
    y = a if b else c
    z = a < b < c
    while not a or b is not None:
        a = not b
    return x, y, z, a != b
