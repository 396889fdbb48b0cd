def show(x, w):
    return f"a{x}b{x!r:>{w}}", f"{x}", t"q{x!s:3}"
