def f(items):
    captured = [lambda: i for i in items]
    total = [last := i for i in items]
    return captured, total, last, {a for b in items for a in b}, sum(x for x in items)
