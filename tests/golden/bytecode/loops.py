def walk(items, n):
    total = 0
    for i in range(n):
        if i % 2:
            continue
        total += i
    else:
        total -= 1
    for key, value in items.items():
        if key == value:
            break
    while True:
        total += 1
        if total > 10:
            break
    return [x * y for x in items if x for y in range(x)], {k: v for k, v in items}, total


for item in [1, 2, 3]:
    pass
