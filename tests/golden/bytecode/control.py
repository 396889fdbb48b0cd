def control(a, b):
    while a:
        a = b
        if a is b:
            break
        elif a == b:
            continue
    else:
        del a
    global g
    g = a
    try:
        b()
    finally:
        return b
    if __debug__:
        raise ValueError
    pass
