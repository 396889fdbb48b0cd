def assign(a, b, o):
    a, b = b, a
    a, b, c = b, a + b, 1
    (d, *e), f = o
    o.x = o[a] = g = c
    o.x, o.y = o.y, o.x
    o[a] += b
    del g, o.x, o[0]
    h: int = 5
    return d, e, f, h


x = y = z = 0
x, y = y, x
