def f(x, g):
    if g:
        y = 1
    g(y + g(), x + (x := 2), [x, (x := 3)])
    for x in x:
        z = y
    del x
    return x
