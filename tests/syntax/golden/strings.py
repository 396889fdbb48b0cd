'a' "b" '''c
d''' """e"""
r'\n' R"\x" u'f'
b'\x00\377' rb'\d' Br"g"
'\a\b\f\n\r\t\v\\\'\"\0\18\x41\u00e9\U0001F600\N{BULLET}\
'
'\ud800' '\ud83d\ude00'
f'' f"a{b}c" 'd'
f'{a!r}{b!s:>10}{c!a:{d}.{e}}{f:{g}{h}}'
f'{a=}{b = }{c=!s}{d=:>5}{ e }'
f'{{}}{{{a}}}'
rf'\{a}\n{b:\n}' fr"{c}"
f"{a["b"]}{f'{c}'}{(lambda x: x)(1)}{ {1: 2}[1] }"
f'''{
    a  # a comment with } and '
}'''
f'\N{BULLET}{x}\x41'
f'{x:%H:%M}{y!r:{z!s}}{a != b}{*c, d}{(yield)}'
t'a{b}' t"{c = }{d!r:x}"
