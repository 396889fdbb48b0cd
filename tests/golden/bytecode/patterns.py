def match(value):
    match value:
        case 1 | -2 | "text":
            return 0
        case None | True:
            return 1
        case [x, y, *rest] if x:
            return x, y, rest
        case {"a": a, **others}:
            return a, others
        case Point(x=0, y=z) as p:
            return p, z
        case [first, *_, last]:
            return first, last
        case _:
            return None
