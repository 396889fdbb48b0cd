from __future__ import annotations

x: dict[str, "int | None"] = {}


def f(a: lambda: (1, *b), *c: x[1:2]) -> f"{a!r:>3}": ...
