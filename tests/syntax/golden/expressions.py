a or b and not c or d
a if b else c if d else e
lambda: 0
lambda a, /, b=1, *c, d, **e: (yield)
a < b <= c is not d not in e in f
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b ** ~c
(a) + (b * (c))
await_ = 1
a.b.c(d)(e, *f, g=h, **i)[j]
a[b:c, ::d, *e, f:=g]
a[:], a[b:], a[:c], a[::d], a[*b]
(), (a), (a,), (a, *b), (yield), (a for b in c)
[], [a], [a, *b,], [a for b, c in d if e if f for g in h]
{}, {a: b, **c}, {a, *b}, {a: b for c in d}, {a for b in c}
f(a for b in c)
None, True, False, ...
0, 00, 1_000, 0xFF, 0o17, 0b101, 9223372036854775807, 9223372036854775808, 0xffff_ffff_ffff_ffff_f
1., .5, 1e10, 1.5E-3, 1e400, 0_1.5, 2j, 1.5J, 0e0
match, case, type, _ = 1, 2, 3, 4
match[case] = type(_)
match(case)
print(match.case, type.match)
é = ﬁ = 𝔘
