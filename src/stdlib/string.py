"""Sets of characters, templates, and the formatter behind `str.format`."""

__all__ = [
    "Formatter", "Template", "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords",
    "digits", "hexdigits", "octdigits", "printable", "punctuation", "whitespace",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Every word with a capital letter."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


def _name_end(text, at):
    """Where an identifier of ASCII letters that begins at a place ends."""
    end = at
    if end < len(text) and (text[end] in ascii_letters or text[end] == "_"):
        end += 1
        while end < len(text) and (text[end] in ascii_letters or text[end] in digits or text[end] == "_"):
            end += 1
    return end


class Template:
    """A text in which `$name` and `${name}` stand for values."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Texts, and the places between them: (kind, text, name), in order."""
        text, delimiter = self.template, self.delimiter
        at = 0
        while True:
            found = text.find(delimiter, at)
            if found < 0:
                yield "text", text[at:], None
                return
            yield "text", text[at:found], None
            after = found + len(delimiter)
            if text.startswith(delimiter, after):
                at = after + len(delimiter)
                yield "escaped", text[found:at], None
                continue
            braced = text[after:after + 1] == "{"
            start = after + braced
            end = _name_end(text, start)
            if end == start or braced and text[end:end + 1] != "}":
                at = after
                yield "invalid", text[found:after], found
                continue
            at = end + braced
            yield "name", text[found:at], text[start:end]

    def _invalid(self, at):
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column = at - len("".join(lines[:-1]))
            line = len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))

    def _values(self, mapping, kws):
        if mapping is None:
            return kws
        if kws:
            from collections import ChainMap
            return ChainMap(kws, mapping)
        return mapping

    def substitute(self, mapping=None, /, **kws):
        """The text with all values; KeyError for one that is missing."""
        values = self._values(mapping, kws)
        out = []
        for kind, text, name in self._parts():
            if kind == "name":
                out.append(str(values[name]))
            elif kind == "escaped":
                out.append(self.delimiter)
            elif kind == "invalid":
                self._invalid(name + 1)
            else:
                out.append(text)
        return "".join(out)

    def safe_substitute(self, mapping=None, /, **kws):
        """The text with the values that there are."""
        values = self._values(mapping, kws)
        out = []
        for kind, text, name in self._parts():
            if kind == "name":
                try:
                    text = str(values[name])
                except KeyError:
                    pass
            elif kind == "escaped":
                text = self.delimiter
            out.append(text)
        return "".join(out)

    def is_valid(self):
        return all(kind != "invalid" for kind, _, _ in self._parts())

    def get_identifiers(self):
        return list(dict.fromkeys(name for kind, _, name in self._parts() if kind == "name"))


def _parse(text):
    """The pieces of a format: (literal, field, spec, conversion)."""
    literal, at, length = [], 0, len(text)
    while at < length:
        character = text[at]
        if character not in "{}":
            end = at
            while end < length and text[end] not in "{}":
                end += 1
            literal.append(text[at:end])
            at = end
            continue
        if text[at + 1:at + 2] == character:
            literal.append(character)
            at += 2
            yield "".join(literal), None, None, None
            literal = []
            continue
        if character == "}":
            raise ValueError("Single '}' encountered in format string")
        if at + 1 >= length:
            raise ValueError("Single '{' encountered in format string")
        at += 1
        start, depth, brackets = at, 1, 0
        field_end = None
        while at < length:
            character = text[at]
            if character == "[" and field_end is None:
                brackets += 1
            elif character == "]" and brackets:
                brackets -= 1
            elif brackets and field_end is None:
                pass
            elif character == "{":
                depth += 1
            elif character == "}":
                depth -= 1
                if depth == 0:
                    break
            elif character in "!:" and depth == 1 and field_end is None:
                field_end = at
            at += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        field = text[start:at if field_end is None else field_end]
        rest = "" if field_end is None else text[field_end:at]
        conversion, spec = None, rest[1:]
        if rest.startswith("!"):
            conversion, spec = rest[1:2], rest[2:]
            if not conversion:
                raise ValueError("end of string while looking for conversion specifier")
            if spec and not spec.startswith(":"):
                raise ValueError("expected ':' after conversion specifier")
            spec = spec[1:]
        at += 1
        yield "".join(literal), field, spec, conversion
        literal = []
    if literal:
        yield "".join(literal), None, None, None


def _split_field(field):
    """The first part of a field's name, and the attributes and items behind it."""
    end = 0
    while end < len(field) and field[end] not in ".[":
        end += 1
    first, rest = field[:end], field[end:]
    if first.isdecimal():
        first = int(first)

    def steps():
        at = 0
        while at < len(rest):
            if rest[at] == ".":
                stop = at + 1
                while stop < len(rest) and rest[stop] not in ".[":
                    stop += 1
                if stop == at + 1:
                    raise ValueError("Empty attribute in format string")
                yield True, rest[at + 1:stop]
            elif rest[at] == "[":
                stop = rest.find("]", at)
                if stop < 0:
                    raise ValueError("Missing ']' in format string")
                if stop == at + 1:
                    raise ValueError("Empty attribute in format string")
                key = rest[at + 1:stop]
                yield False, int(key) if key.isdecimal() else key
                stop += 1
            else:
                raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
            at = stop

    return first, steps()


class Formatter:
    """`str.format` as a class whose steps can be replaced."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field is None:
                continue
            first, _ = _split_field(field)
            if first == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic "
                                     "field numbering")
                field = str(auto_arg_index) + field
                auto_arg_index += 1
            elif isinstance(first, int):
                if auto_arg_index:
                    raise ValueError("cannot switch from automatic field numbering to manual "
                                     "field specification")
                auto_arg_index = False
            value, used = self.get_field(field, args, kwargs)
            used_args.add(used)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(
                spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(value, spec))
        return "".join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_field(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            value = getattr(value, key) if is_attribute else value[key]
        return value, first
