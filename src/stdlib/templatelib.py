"""Template strings: the classes of what `t"..."` makes."""

Template = type(t"")
Interpolation = type(t"{0}".interpolations[0])
_CONVERSIONS = {"s": str, "r": repr, "a": ascii}


def convert(obj, /, conversion):
    """Applies the conversion of an interpolation; None is none."""
    if conversion is None:
        return obj
    try:
        return _CONVERSIONS[conversion](obj)
    except KeyError:
        raise ValueError(f"invalid conversion specifier: {conversion}") from None


__all__ = ["Interpolation", "Template", "convert"]
