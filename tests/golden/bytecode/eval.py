# mode: eval
[x for x in (a, b)] + [c.d(1)]
