"""`NamedTuple` and `TypedDict`: classes whose fields have types."""

import collections
from typing import Generic, NotRequired, Required, _checked


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        annotate = ns.get("__annotate__") or ns.get("__annotate_func__")
        annotations = ns.get("__annotations__")
        if annotations is None:
            annotations = annotate(1) if annotate is not None else {}
        defaults = []
        for name in annotations:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field"
                                f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
        made = collections.namedtuple(typename, list(annotations), defaults=[ns[name] for name in defaults],
                                      module=ns["__module__"])
        made.__annotations__ = made.__new__.__annotations__ = dict(annotations)
        made.__orig_bases__ = (NamedTuple,)
        made.__bases__ = (tuple, *[base for base in bases if base is Generic]) if Generic in bases else made.__bases__
        for key, value in ns.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                       "_make", "_replace", "_asdict"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in made._fields and key not in (
                    "__module__", "__annotations__", "__annotate__", "__annotate_func__", "__qualname__",
                    "__classcell__"):
                setattr(made, key, value)
        if "__qualname__" in ns:
            made.__qualname__ = ns["__qualname__"]
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple whose fields have types."""
    fields = list(kwargs.items()) if fields is None else list(fields)
    made = collections.namedtuple(typename, [name for name, _ in fields], module="__main__")
    made.__annotations__ = made.__new__.__annotations__ = {name: _checked(kind) for name, kind in fields}
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True, **kwargs):
        annotate = ns.get("__annotate__") or ns.get("__annotate_func__")
        own = ns.get("__annotations__")
        if own is None:
            own = annotate(1) if annotate is not None else {}
        made = type.__new__(_TypedDictMeta, name, (dict,), {
            key: value for key, value in ns.items() if key not in ("__annotate__", "__annotate_func__")})
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}))
            required |= getattr(base, "__required_keys__", frozenset())
            optional |= getattr(base, "__optional_keys__", frozenset())
        for key, kind in own.items():
            annotations[key] = _checked(kind)
            origin = getattr(kind, "__origin__", None)
            is_required = True if origin is Required else False if origin is NotRequired else total
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__readonly_keys__, made.__mutable_keys__ = frozenset(), frozenset(annotations)
        made.__total__ = total
        made.__orig_bases__ = bases
        return made

    def __call__(cls, /, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=(), /, *, total=True):
    """A dict whose keys have types."""
    return _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": "__main__"}, total=total)


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta) and tp is not _TypedDict
