match a, *b:
    case 1 | -2 | 3.5 | -1 + 2j | 1 - 2j:
        pass
    case "a" "b" | b"c" | None | True | False:
        pass
    case _ if a:
        pass
    case x: pass
    case a.b.c: pass
    case (d): pass
    case () | [] | (e,) | [f, *_] | (g, h):
        pass
    case i, *j, k:
        pass
    case *l,:
        pass
    case {}: pass
    case {"m": n, o.p: q, -1: r, **s}: pass
    case T() | u.V(w, x=y, z=[_],): pass
    case (A() as a) | b.C() as c: pass
match a:
    case 1: pass
match(a, b):
    case _: pass
match -a:
    case case: match
