# Template strings: t"…" gives the parts, and nothing is joined.
from string.templatelib import Interpolation, Template, convert

name, number = "World", 3.14159
template = t"Hello {name}!"
print(type(template).__name__, type(template) is Template)  # expect: Template True
print(template.strings, template.values)  # expect: ('Hello ', '!') ('World',)
print(template.interpolations)  # expect: (Interpolation('World', 'name', None, ''),)
print(template)  # expect: Template(strings=('Hello ', '!'), interpolations=(Interpolation('World', 'name', None, ''),))
part = t"{number!r:>{10}.2f}".interpolations[0]
print(part.value, part.expression, part.conversion, part.format_spec)  # expect: 3.14159 number r >10.2f
print(t"".strings, t"".interpolations, t"plain".strings)  # expect: ('',) () ('plain',)
print(t"{1}{2}".strings, t"{1}{2}".values)  # expect: ('', '', '') (1, 2)
print(list(t"a{1}b{2}"))  # expect: ['a', Interpolation(1, '1', None, ''), 'b', Interpolation(2, '2', None, '')]
print(t"{ name }".interpolations[0].expression, t"{1 + 1}".interpolations[0].expression)  # expect:  name 1 + 1
print(t"{name=}".strings, t"{name=}".interpolations[0].conversion)  # expect: ('name=', '') r
print(t"{name=!s:x}".interpolations[0])  # expect: Interpolation('World', 'name', 's', 'x')
print((t"a{1}" + t"b{2}c").strings)  # expect: ('a', 'b', 'c')
print((t"a" t"b{1}").strings)  # expect: ('ab', '')
print(rt"\n{1}".strings, tr"\t".strings, T"x".strings, t"{{}}{1}".strings)  # expect: ('\\n', '') ('\\t',) ('x',) ('{}', '')
print(Template("a", "b", Interpolation(1, "x"), "c"))
# expect: Template(strings=('ab', 'c'), interpolations=(Interpolation(1, 'x', None, ''),))
print(Interpolation("v", "e", "s", "f"), Interpolation("v"))  # expect: Interpolation('v', 'e', 's', 'f') Interpolation('v', '', None, '')
print(Interpolation.__match_args__)  # expect: ('value', 'expression', 'conversion', 'format_spec')
match Interpolation(1, "x", "r", ">5"):
    case Interpolation(value, expression, conversion, spec):
        print(value, expression, conversion, spec)  # expect: 1 x r >5
print(convert("é", "a"), convert("a", "r"), convert(1, "s"), convert([], None))  # expect: '\xe9' 'a' 1 []


def outcome(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(outcome(lambda: t"a" + "b"))  # expect: TypeError: can only concatenate string.templatelib.Template (not "str") to string.templatelib.Template
print(outcome(lambda: Template(1)))  # expect: TypeError: Template.__new__ *args need to be of type 'str' or 'Interpolation', got int
print(outcome(lambda: Template(a=1)))  # expect: TypeError: Template.__new__ only accepts *args arguments
print(outcome(lambda: Interpolation(1, 2)))  # expect: TypeError: Interpolation() argument 'expression' must be str, not int
print(outcome(lambda: Interpolation(1, "a", "x")))  # expect: ValueError: Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'
print(outcome(lambda: t"{undefined}"))  # expect: NameError: name 'undefined' is not defined


def html(template):
    parts = []
    for item in template:
        match item:
            case str() as text:
                parts.append(text)
            case Interpolation(value, _, conversion, spec):
                value = format(convert(value, conversion), spec)
                parts.append(value.replace("<", "&lt;"))
    return "".join(parts)


evil = "<script>"
print(html(t"<p>{evil} {number:.1f} {evil!r}</p>"))  # expect: <p>&lt;script> 3.1 '&lt;script>'</p>
nested = t"outer {t'inner {name}'} end"
print(nested.values[0].values, nested.strings)  # expect: ('World',) ('outer ', ' end')
print(t"""multi
{name}""".strings)  # expect: ('multi\n', '')
print(type(iter(template)).__name__, t"a" == t"a", isinstance(template, str))  # expect: TemplateIter False False
for text in ["t'{'", "t'{}'", "t'a' 'b'", "t'a' f'b'", "bt'a'", "ft'a'", "t'{a!x}'"]:
    try:
        compile(text, "<text>", "eval")
        message = "fine"
    except SyntaxError as error:
        message = error.msg
    print(message)
    # expect: t-string: expecting '}'
    # expect: t-string: valid expression required before '}'
    # expect: cannot mix t-string literals with string or bytes literals
    # expect: cannot mix t-string literals with string or bytes literals
    # expect: 'b' and 't' prefixes are incompatible
    # expect: 'f' and 't' prefixes are incompatible
    # expect: t-string: invalid conversion character 'x': expected 's', 'r', or 'a'
