def attempt(f):
    try:
        return f()
    except ValueError as error:
        print(error)
    except (KeyError, TypeError):
        raise
    else:
        f(1)
    finally:
        f(2)
    for i in f(3):
        try:
            continue
        finally:
            f(i)
    try:
        raise ValueError("x") from None
    except* OSError as group:
        print(group)
    assert f, "message"
