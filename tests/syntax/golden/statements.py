"""Every statement once."""
import a, b.c as d
from . import e
from ...f.g import (h as i, j,)
from k import *

x = y = 1, *z
x += (yield)
a.b[c]: int = 3
(p): str
q: float
type Alias[T: int, *Ts = *tuple[int], **P = [str]] = dict[T, P]
del x, (y, [z])
assert x, "why"; pass
global r, s


@first
@second.third(4)
async def coroutine(a, b: int = 1, /, c=2, *args: *Ts, d, e: str = "", **kwargs: Any) -> None:
    nonlocal t
    async with m as n, o:
        await p
    async for u in v:
        yield
        yield u
    else:
        yield from w
    return x, *y


class Point[T](Base, *bases, metaclass=Meta, **options):
    def method(self): return


class Empty: ...


if a: b
elif c := d:
    e
elif f:
    g
else:
    h
while a:
    break
else:
    continue
for i, (j, *k) in *l, m: n
with (
    open(a) as b,
    c as (d, e),
): pass
with (a, b): pass
with (a, b) as c, d: pass
with (yield): pass
try:
    raise
except A: raise B from C
except (D, E) as e:
    pass
except F, G:
    pass
else:
    pass
finally:
    pass
try: a
except* A, B: b
