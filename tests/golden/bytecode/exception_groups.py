def f(g):
    try:
        g()
    except* (ValueError, KeyError) as group:
        print(group)
    except* TypeError:
        raise
    finally:
        g(1)
