"""Questions about types: what they were made of, and what annotations mean."""

import collections.abc as _abc
import sys
from types import GenericAlias
from typing import (
    Annotated, ForwardRef, Generic, Literal, NotRequired, ParamSpec, ParamSpecArgs, ParamSpecKwargs, ReadOnly,
    Required, Union, _Alias, _AnnotatedAlias, _ClassAlias,
)


def get_origin(tp):
    """What was subscripted: `list` of `list[int]`."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, _ClassAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, Union):
        return Union
    return None


def get_args(tp):
    """The arguments: `(int,)` of `list[int]`."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_Alias, GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is _abc.Callable and not (len(args) == 2 and (
                args[0] is ... or isinstance(args[0], ParamSpec))):
            args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, Union):
        return tp.__args__
    return ()


def _resolved(value, globalns, localns):
    """A hint with the texts in it evaluated."""
    if value is None:
        return type(None)
    if isinstance(value, str):
        return _resolved(eval(value, globalns, localns), globalns, localns)
    if isinstance(value, ForwardRef):
        return _resolved(eval(value.__forward_arg__, globalns, localns), globalns, localns)
    if isinstance(value, _AnnotatedAlias):
        return _AnnotatedAlias(_resolved(value.__origin__, globalns, localns), value.__metadata__)
    if isinstance(value, _Alias) and value.__origin__ is not Literal:
        args = tuple(_resolved(arg, globalns, localns) if isinstance(arg, (str, ForwardRef, _Alias, GenericAlias))
                     else arg for arg in value.__args__)
        return _Alias(value.__origin__, args, name=value._name, show=value._show)
    if isinstance(value, GenericAlias):
        args = tuple(_resolved(arg, globalns, localns) if isinstance(arg, (str, ForwardRef, _Alias, GenericAlias))
                     else arg for arg in value.__args__)
        return GenericAlias(value.__origin__, args)
    if isinstance(value, Union):
        args = tuple(_resolved(arg, globalns, localns) for arg in value.__args__)
        return Union[args]
    return value


def _without_notes(value):
    if isinstance(value, _AnnotatedAlias):
        return _without_notes(value.__origin__)
    if isinstance(value, _Alias):
        if value.__origin__ in (Required, NotRequired, ReadOnly):
            return _without_notes(value.__args__[0])
        return _Alias(value.__origin__, tuple(map(_without_notes, value.__args__)), name=value._name, show=value._show)
    if isinstance(value, GenericAlias):
        return GenericAlias(value.__origin__, tuple(map(_without_notes, value.__args__)))
    return value


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations with texts evaluated; of a class also those of its bases."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            namespace = globalns
            if namespace is None:
                namespace = getattr(sys.modules.get(base.__module__), "__dict__", {})
            for name, value in (base.__annotations__ if base is not object else {}).items():
                hints[name] = _resolved(value, namespace, localns if localns is not None else dict(vars(base)))
    else:
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        inner = obj
        while hasattr(inner, "__wrapped__"):
            inner = inner.__wrapped__
        namespace = globalns if globalns is not None else getattr(inner, "__globals__", getattr(obj, "__dict__", {}))
        for name, value in annotations.items():
            hints[name] = _resolved(value, namespace, localns)
    return hints if include_extras else {name: _without_notes(value) for name, value in hints.items()}
