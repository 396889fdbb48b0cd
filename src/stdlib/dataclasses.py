"""Classes whose fields are named by annotations; the methods that follow from them are made."""

import sys
import types
from types import FunctionType, GenericAlias

__all__ = [
    "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "asdict", "astuple",
    "dataclass", "field", "fields", "is_dataclass", "make_dataclass", "replace",
]


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()


class _FactoryMark:
    def __repr__(self):
        return "<factory>"


_FACTORY = _FactoryMark()
_EMPTY = types.MappingProxyType({})
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT = "__post_init__"
_FIELD, _CLASS_VAR, _INIT_VAR = "_FIELD", "_FIELD_CLASSVAR", "_FIELD_INITVAR"


class InitVar:
    """An argument of `__init__` that becomes no field."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        shown = self.type.__name__ if type(self.type) is type else repr(self.type)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of a field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
                 "metadata", "kw_only", "doc", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    def __repr__(self):
        names = ("name", "type", "default", "default_factory", "init", "repr", "hash", "compare",
                 "metadata", "kw_only", "doc")
        shown = ",".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"Field({shown},_field_type={self._field_type})"

    def __set_name__(self, owner, name):
        method = getattr(type(self.default), "__set_name__", None)
        if method:
            method(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _Params:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only",
                 "slots", "weakref_slot")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        shown = ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"_DataclassParams({shown})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING, doc=None):
    """A field that is more than its annotation and default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


class _Pending:
    """Stands in an annotation for a name that is not defined yet."""

    def __init__(self, name):
        self.__forward_arg__ = name

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"

    def _join(self, other):
        return _Pending(f"{self.__forward_arg__} | ...")

    __or__ = __ror__ = _join

    def __getitem__(self, item):
        return self

    def __call__(self, *args, **kwargs):
        return self


def _annotations(cls):
    """The class's own annotations, with stand-ins for names that are not defined yet."""
    namespace = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    added = []
    try:
        while True:
            try:
                return dict(cls.__annotations__)
            except NameError as error:
                name = getattr(error, "name", None)
                if not name or name in namespace or len(added) > 100:
                    raise
                namespace[name] = _Pending(name)
                added.append(name)
    finally:
        for name in added:
            namespace.pop(name, None)


def _origin_is(annotation, name, value):
    """Is an annotation `ClassVar` or `InitVar`, also where it is given as text?"""
    if isinstance(annotation, str):
        text = annotation.split("[")[0].strip()
        return text == name or text.endswith("." + name)
    return value(annotation)


def _is_class_var(annotation):
    typing = sys.modules.get("typing")
    if typing is None:
        return False
    return annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar


def _get_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING
        f = field(default=default)
    f.name, f.type = name, annotation
    f._field_type = _FIELD
    if _origin_is(annotation, "ClassVar", _is_class_var):
        f._field_type = _CLASS_VAR
    elif _origin_is(annotation, "InitVar", lambda a: a is InitVar or type(a) is InitVar):
        f._field_type = _INIT_VAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is _CLASS_VAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = default_kw_only
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: "
                         "use default_factory")
    return f


def _make_init(cls, all_fields, frozen, has_post_init, slots):
    """`__init__`, from its text: so that its signature is a real one."""
    positional = [f for f in all_fields if f.init and not f.kw_only]
    keyword_only = [f for f in all_fields if f.init and f.kw_only]
    seen_default = None
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default is not None:
            raise TypeError(f"non-default argument {f.name!r} follows default argument "
                            f"{seen_default.name!r}")
    scope = {"_FACTORY": _FACTORY, "_set": object.__setattr__, "MISSING": MISSING}
    self_name = "__dataclass_self__" if any(f.name == "self" for f in all_fields) else "self"

    def parameter(f):
        if f.default is not MISSING:
            scope[f"_default_{f.name}"] = f.default
            return f"{f.name}=_default_{f.name}"
        if f.default_factory is not MISSING:
            return f"{f.name}=_FACTORY"
        return f.name

    def assign(name, value):
        if frozen:
            return f"_set({self_name}, {name!r}, {value})"
        return f"{self_name}.{name} = {value}"

    body = []
    for f in all_fields:
        if f.default_factory is not MISSING:
            scope[f"_factory_{f.name}"] = f.default_factory
            made = f"_factory_{f.name}()"
            value = f"{made} if {f.name} is _FACTORY else {f.name}" if f.init else made
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            scope[f"_default_{f.name}"] = f.default
            value = f"_default_{f.name}"
        else:
            continue
        if f._field_type is not _INIT_VAR:
            body.append(assign(f.name, value))
    if has_post_init:
        given = ", ".join(f.name for f in all_fields if f._field_type is _INIT_VAR)
        body.append(f"{self_name}.{_POST_INIT}({given})")
    parameters = [self_name, *map(parameter, positional)]
    if keyword_only:
        parameters += ["*", *map(parameter, keyword_only)]
    text = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body or ["pass"])
    init = _define(cls, text, "__init__", scope)
    init.__annotations__ = {f.name: f.type.type if isinstance(f.type, InitVar) else f.type
                            for f in positional + keyword_only} | {"return": None}
    return init


def _define(cls, text, name, scope):
    exec(text, scope)
    function = scope.pop(name)
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    function.__module__ = cls.__module__
    return function


def _named(cls, name, function):
    function.__name__ = name
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    return function


def _make_repr(cls, shown):
    names = [f.name for f in shown]
    running = set()

    def __repr__(self):
        key = id(self)
        if key in running:
            return "..."
        running.add(key)
        try:
            parts = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
            return f"{self.__class__.__qualname__}({parts})"
        finally:
            running.discard(key)

    return _named(cls, "__repr__", __repr__)


def _values_of(names, prefix):
    return "(" + "".join(f"{prefix}.{name}, " for name in names) + ")"


def _make_eq(cls, compared):
    names = [f.name for f in compared]
    terms = " and ".join(f"self.{name}==other.{name}" for name in names) or "True"
    text = (f"def __eq__(self, other):\n if self is other:\n  return True\n"
            f" if other.__class__ is self.__class__:\n  return {terms}\n return NotImplemented")
    return _define(cls, text, "__eq__", {})


def _make_order(cls, name, operator, compared):
    names = [f.name for f in compared]
    text = (f"def {name}(self, other):\n if other.__class__ is self.__class__:\n"
            f"  return {_values_of(names, 'self')} {operator} {_values_of(names, 'other')}\n"
            f" return NotImplemented")
    return _define(cls, text, name, {})


def _make_hash(cls, hashed):
    names = [f.name for f in hashed]
    return _define(cls, f"def __hash__(self):\n return hash({_values_of(names, 'self')})", "__hash__", {})


def _freeze(cls, names):
    names = frozenset(names)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for method in (__setattr__, __delattr__):
        name = method.__name__
        if name in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
        setattr(cls, name, _named(cls, name, method))


def _set_hash(cls, unsafe_hash, eq, frozen, hashed, has_explicit_hash):
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        cls.__hash__ = _make_hash(cls, hashed)
    elif eq and frozen:
        if not has_explicit_hash:
            cls.__hash__ = _make_hash(cls, hashed)
    elif eq and not has_explicit_hash:
        cls.__hash__ = None


def _set_unless_there(cls, name, value):
    if name not in cls.__dict__:
        setattr(cls, name, value)


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    all_fields = {}
    any_frozen = all_frozen = None
    for base in cls.__mro__[-1:0:-1]:
        base_fields = base.__dict__.get(_FIELDS)
        if base_fields is not None:
            all_fields.update(base_fields)
            is_frozen = getattr(base, _PARAMS).frozen
            any_frozen = bool(any_frozen) or is_frozen
            all_frozen = is_frozen if all_frozen is None else all_frozen and is_frozen
    own_fields = []
    default_kw_only, seen_mark = kw_only, False
    annotations = _annotations(cls)
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or (isinstance(annotation, str) and annotation.split(".")[-1] == "KW_ONLY"):
            if seen_mark:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_mark = default_kw_only = True
        else:
            own_fields.append(_get_field(cls, name, annotation, default_kw_only))
    for f in own_fields:
        all_fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            # The class keeps the default alone.
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if any_frozen is not None:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen is False and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, all_fields)
    setattr(cls, _PARAMS, _Params(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                                  slots, weakref_slot))
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (class_hash is MISSING or class_hash is None and "__eq__" in cls.__dict__)
    real = [f for f in all_fields.values() if f._field_type is _FIELD]
    arguments = [f for f in all_fields.values() if f._field_type is not _CLASS_VAR]
    if init:
        _set_unless_there(cls, "__init__", _make_init(
            cls, arguments, frozen, hasattr(cls, _POST_INIT), slots))
    _set_unless_there(cls, "__replace__", _replace)
    if repr:
        _set_unless_there(cls, "__repr__", _make_repr(cls, [f for f in real if f.repr]))
    compared = [f for f in real if f.compare]
    if eq:
        _set_unless_there(cls, "__eq__", _make_eq(cls, compared))
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")
        for name, operator in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if name in cls.__dict__:
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                                f"Consider using functools.total_ordering")
            setattr(cls, name, _make_order(cls, name, operator, compared))
    if frozen:
        _freeze(cls, [f.name for f in real])
    hashed = [f for f in real if (f.compare if f.hash is None else f.hash)]
    _set_hash(cls, unsafe_hash, eq, frozen, hashed, has_explicit_hash)
    if not getattr(cls, "__doc__", None):
        cls.__doc__ = cls.__name__ + _signature_text(arguments)
    if match_args:
        _set_unless_there(cls, "__match_args__",
                          tuple(f.name for f in arguments if f.init and not f.kw_only))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot, [f.name for f in real])
    return cls


def _signature_text(arguments):
    def shown(f):
        kind = f.type.__name__ if isinstance(f.type, type) else f.type
        kind = repr(kind) if isinstance(kind, str) and not isinstance(f.type, type) else kind
        if f.default is not MISSING:
            return f"{f.name}: {kind} = {f.default!r}"
        if f.default_factory is not MISSING:
            return f"{f.name}: {kind} = <factory>"
        return f"{f.name}: {kind}"
    parts = [shown(f) for f in arguments if f.init and not f.kw_only]
    keyword_only = [shown(f) for f in arguments if f.init and f.kw_only]
    if keyword_only:
        parts += ["*", *keyword_only]
    return f"({', '.join(parts)})"


def _with_slots(cls, frozen, weakref_slot, names):
    """The class again, with slots: they can be had only from the beginning."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    namespace = dict(cls.__dict__)
    slots = [name for name in names if name not in inherited]
    if weakref_slot and "__weakref__" not in inherited:
        slots.append("__weakref__")
    namespace["__slots__"] = tuple(slots)
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    fresh = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        fresh.__qualname__ = qualname
    if frozen:
        if "__getstate__" not in namespace:
            fresh.__getstate__ = _get_state
        if "__setstate__" not in namespace:
            fresh.__setstate__ = _set_state
    # Methods that name the class by `super()` or `__class__` must name the new one.
    for member in fresh.__dict__.values():
        for function in (member, getattr(member, "__func__", None), getattr(member, "fget", None),
                         getattr(member, "fset", None), getattr(member, "fdel", None)):
            closure = getattr(function, "__closure__", None)
            for cell in closure or ():
                try:
                    if cell.cell_contents is cls:
                        cell.cell_contents = fresh
                except ValueError:
                    pass
    return fresh


def _get_state(self):
    return [getattr(self, f.name) for f in fields(self)]


def _set_state(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """A decorator: the annotations of a class are its fields."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                        weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a dataclass or of an instance."""
    try:
        all_fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in all_fields.values() if f._field_type is _FIELD)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict; so are dataclasses in them."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, dict_factory, True)


def astuple(obj, *, tuple_factory=tuple):
    """The fields as a tuple; so are dataclasses in them."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, tuple_factory, False)


def _converted(obj, factory, as_dict):
    kind = type(obj)
    if _is_instance(obj):
        if as_dict:
            return factory([(f.name, _converted(getattr(obj, f.name), factory, True)) for f in fields(obj)])
        return factory([_converted(getattr(obj, f.name), factory, False) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return kind(*[_converted(item, factory, as_dict) for item in obj])
    if isinstance(obj, (list, tuple)):
        return kind(_converted(item, factory, as_dict) for item in obj)
    if isinstance(obj, dict):
        pairs = ((_converted(key, factory, as_dict), _converted(value, factory, as_dict))
                 for key, value in obj.items())
        if hasattr(kind, "default_factory") or hasattr(obj, "default_factory"):
            result = kind(obj.default_factory)
            for key, value in pairs:
                result[key] = value
            return result
        return kind(pairs)
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None, decorator=dataclass):
    """A dataclass from a list of names, (name, type) or (name, type, field)."""
    namespace = {} if namespace is None else namespace
    annotations, defaults, seen = {}, {}, set()
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        import keyword
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = kind

    def fill(target):
        target.update(namespace)
        target.update(defaults)
        target["__annotations__"] = annotations

    cls = types.new_class(cls_name, bases, {}, fill)
    cls.__module__ = module or sys._getframemodulename(1) or "__main__"
    return decorator(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object with other values in some fields."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _CLASS_VAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified "
                                f"with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _INIT_VAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
