"""Names for annotations. At run time they mean little: they show themselves, and can be asked for their parts."""

import collections
import collections.abc as _abc
import contextlib as _contextlib
import sys
import types
from abc import ABCMeta, abstractmethod
from types import GenericAlias

__all__ = [
    "AbstractSet", "Annotated", "Any", "AnyStr", "AsyncContextManager", "AsyncGenerator",
    "AsyncIterable", "AsyncIterator", "Awaitable", "BinaryIO", "Callable", "ChainMap", "ClassVar",
    "Collection", "Concatenate", "Container", "ContextManager", "Coroutine", "Counter", "DefaultDict",
    "Deque", "Dict", "Final", "ForwardRef", "FrozenSet", "Generator", "Generic", "Hashable", "IO",
    "ItemsView", "Iterable", "Iterator", "KeysView", "List", "Literal", "LiteralString", "Mapping",
    "MappingView", "Match", "MutableMapping", "MutableSequence", "MutableSet", "NamedTuple", "Never",
    "NewType", "NoDefault", "NoReturn", "NotRequired", "Optional", "OrderedDict", "ParamSpec",
    "ParamSpecArgs", "ParamSpecKwargs", "Pattern", "Protocol", "ReadOnly", "Required", "Reversible",
    "Self", "Sequence", "Set", "Sized", "SupportsAbs", "SupportsBytes", "SupportsComplex",
    "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "TYPE_CHECKING", "Text", "TextIO",
    "Tuple", "Type", "TypeAlias", "TypeAliasType", "TypeGuard", "TypeIs", "TypeVar", "TypeVarTuple",
    "TypedDict", "Union", "Unpack", "ValuesView", "assert_never", "assert_type", "cast",
    "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin", "get_overloads",
    "get_protocol_members", "get_type_hints", "is_protocol", "is_typeddict", "no_type_check", "overload",
    "override", "reveal_type", "runtime_checkable",
]

TYPE_CHECKING = False


class _Probe[T, *Ts, **P]:
    pass


type _ProbeAlias = int
Generic = _Probe.__mro__[1]
TypeVar, TypeVarTuple, ParamSpec = map(type, _Probe.__type_params__)
TypeAliasType = type(_ProbeAlias)
ParamSpecArgs = type(_Probe.__type_params__[2].args)
ParamSpecKwargs = type(_Probe.__type_params__[2].kwargs)
Union = type(int | str)
_VARIABLES = (TypeVar, TypeVarTuple, ParamSpec)

AnyStr = TypeVar("AnyStr", bytes, str)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class _NoDefaultType:
    __slots__ = ()

    def __repr__(self):
        return "typing.NoDefault"


NoDefault = getattr(T, "__default__", None)
if NoDefault is None:
    NoDefault = _NoDefaultType()


def _shown(value):
    """A type as annotations show it."""
    if isinstance(value, type) and not isinstance(value, GenericAlias):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if isinstance(value, types.FunctionType):
        return value.__name__
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return repr(value)


def _checked(value, message="type arguments must be types"):
    """A type given as an argument: None and texts become what they mean."""
    if value is None:
        return type(None)
    if isinstance(value, str):
        return ForwardRef(value)
    return value


def _parameters_of(args):
    """The type variables in some arguments, each once, in order."""
    found = []
    for arg in args:
        if isinstance(arg, _VARIABLES):
            parts = (arg,)
        elif isinstance(arg, (list, tuple)):
            parts = _parameters_of(arg)
        elif isinstance(arg, type) and not isinstance(arg, GenericAlias):
            parts = ()
        else:
            parts = getattr(arg, "__parameters__", ())
        found.extend(part for part in parts if part not in found)
    return tuple(found)


class ForwardRef:
    """A type that is given by its name."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            compile(arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def evaluate(self, *, globals=None, locals=None, owner=None, type_params=None):
        namespace = dict(globals or {})
        return eval(self.__forward_arg__, namespace, locals)

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


class _Form:
    """A name that means something only to type checkers; perhaps it can be subscripted."""

    def __init__(self, name, getitem=None, doc=None):
        self._name = name
        self._getitem = getitem
        self.__doc__ = doc

    def __repr__(self):
        return "typing." + self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._getitem is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._getitem(self, parameters)

    def __reduce__(self):
        return self._name


class _Alias:
    """A form or a class with arguments."""

    def __init__(self, origin, args, *, name=None, show=None):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _parameters_of(self.__args__)
        self._name = name
        self._show = show

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _shown(self.__origin__)
        if self._show is not None:
            return self._show(name, self.__args__)
        return f"{name}[{', '.join(map(_shown, self.__args__)) or '()'}]"

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __getitem__(self, args):
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        args = args if isinstance(args, tuple) else (args,)
        if len(args) != len(self.__parameters__):
            few = "few" if len(args) < len(self.__parameters__) else "many"
            raise TypeError(f"Too {few} arguments for {self}; actual {len(args)}, "
                            f"expected {len(self.__parameters__)}")
        values = dict(zip(self.__parameters__, map(_checked, args)))
        return _Alias(self.__origin__, _substituted(self.__args__, values), name=self._name, show=self._show)

    def __call__(self, *args, **kwargs):
        if not isinstance(self.__origin__, type):
            raise TypeError(f"Cannot instantiate {self!r}")
        if self._name and self.__origin__.__module__ != "typing":
            raise TypeError(f"Type {self._name} cannot be instantiated; use "
                            f"{self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:
            pass
        return made

    def __mro_entries__(self, bases):
        if not isinstance(self.__origin__, type):
            raise TypeError(f"Cannot subclass {self!r}")
        entries = [] if self.__origin__ in bases else [self.__origin__]
        if self.__parameters__ and Generic not in bases and not any(
                isinstance(base, (_Alias, GenericAlias)) and base.__origin__ is Generic for base in bases):
            entries.append(Generic)
        return tuple(entries)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__") or name == "__origin__":
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __instancecheck__(self, obj):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __iter__(self):
        yield Unpack[self]


def _substituted(args, values):
    out = []
    for arg in args:
        if isinstance(arg, _VARIABLES):
            arg = values.get(arg, arg)
        elif isinstance(arg, list):
            arg = list(_substituted(arg, values))
        elif not isinstance(arg, type) or isinstance(arg, GenericAlias):
            parameters = getattr(arg, "__parameters__", ())
            if parameters:
                arg = arg[tuple(values.get(parameter, parameter) for parameter in parameters)]
        out.append(arg)
    return tuple(out)


class _ClassAlias:
    """A class under its name in `typing`: `List`, `Iterable`. Subscripting and `isinstance` ask the class."""

    def __init__(self, origin, arity, name=None):
        self.__origin__ = origin
        self._arity = arity
        self._name = name or origin.__name__
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        if self._arity >= 0 and len(args) != self._arity:
            few = "few" if len(args) < self._arity else "many"
            raise TypeError(f"Too {few} arguments for {self}; actual {len(args)}, expected {self._arity}")
        return _Alias(self.__origin__, tuple(map(_checked, args)), name=self._name)

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")

    def __mro_entries__(self, bases):
        entries = [] if self.__origin__ in bases else [self.__origin__]
        if Generic not in bases and not any(
                isinstance(base, (_Alias, GenericAlias)) and base.__origin__ is Generic for base in bases):
            entries.append(Generic)
        return tuple(entries)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __reduce__(self):
        return self._name


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Compatible with every type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _one(form, parameters):
    if isinstance(parameters, tuple):
        raise TypeError(f"{form} accepts only single type. Got {parameters!r}.")
    return _Alias(form, (_checked(parameters),))


def _optional(form, parameters):
    if isinstance(parameters, tuple):
        raise TypeError(f"{form} requires a single type. Got {parameters!r}.")
    return Union[_checked(parameters), None]


def _literal(form, parameters):
    parameters = parameters if isinstance(parameters, tuple) else (parameters,)
    flat = []
    for parameter in parameters:
        if isinstance(parameter, _Alias) and parameter.__origin__ is Literal:
            flat.extend(parameter.__args__)
        else:
            flat.append(parameter)
    unique, seen = [], []
    for value in flat:
        key = (value, type(value))
        if key not in seen:
            seen.append(key)
            unique.append(value)
    return _Alias(form, tuple(unique), show=lambda name, args: f"{name}[{', '.join(map(repr, args))}]")


def _concatenate(form, parameters):
    parameters = parameters if isinstance(parameters, tuple) else (parameters,)
    return _Alias(form, tuple(map(_checked, parameters)))


def _refuse(form, parameters):
    raise TypeError(f"{form} is not subscriptable")


NoReturn = _Form("NoReturn", doc="A function that never returns.")
Never = _Form("Never", doc="The type that has no values.")
Self = _Form("Self", doc="The class that encloses it.")
LiteralString = _Form("LiteralString", doc="A string that comes from literals.")
TypeAlias = _Form("TypeAlias", doc="An assignment that names a type.")
ClassVar = _Form("ClassVar", _one, "An attribute of the class, not of instances.")
Final = _Form("Final", _one, "A name that is not assigned again.")
Required = _Form("Required", _one, "A key that a TypedDict must have.")
NotRequired = _Form("NotRequired", _one, "A key that a TypedDict may lack.")
ReadOnly = _Form("ReadOnly", _one, "A key that is not assigned.")
TypeGuard = _Form("TypeGuard", _one, "The result of a function that tells types apart.")
TypeIs = _Form("TypeIs", _one, "The result of a function that tells types apart, both ways.")
Unpack = _Form("Unpack", _one, "The items of a tuple type, one by one.")
Optional = _Form("Optional", _optional, "A type, or None.")
Literal = _Form("Literal", _literal, "One of some values.")
Concatenate = _Form("Concatenate", _concatenate, "Parameters before those of a ParamSpec.")
_ONE_ARGUMENT_NAMES = (ClassVar, Final, Required, NotRequired, ReadOnly, TypeGuard, TypeIs, Unpack,
                       Literal, Concatenate)


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,))
        self.__metadata__ = metadata

    def __repr__(self):
        return f"typing.Annotated[{_shown(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getitem__(self, args):
        values = dict(zip(self.__parameters__, args if isinstance(args, tuple) else (args,)))
        return _AnnotatedAlias(_substituted((self.__origin__,), values)[0], self.__metadata__)


def _annotated(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    return _AnnotatedAlias(_checked(parameters[0]), tuple(parameters[1:]))


Annotated = _Form("Annotated", _annotated, "A type with further notes.")


class _TupleAlias(_ClassAlias):
    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        if len(args) == 2 and args[1] is ...:
            return _Alias(tuple, (_checked(args[0]), ...), name="Tuple")
        return _Alias(tuple, tuple(map(_checked, args)), name="Tuple")


def _show_callable(name, args):
    if len(args) == 2 and args[0] is ...:
        return f"{name}[..., {_shown(args[1])}]"
    if len(args) == 2 and (isinstance(args[0], ParamSpec) or getattr(args[0], "__origin__", None) is Concatenate):
        return f"{name}[{_shown(args[0])}, {_shown(args[1])}]"
    return f"{name}[[{', '.join(map(_shown, args[:-1]))}], {_shown(args[-1])}]"


class _CallableAlias(_ClassAlias):
    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple) or len(parameters) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        arguments, result = parameters
        if isinstance(arguments, list):
            args = (*map(_checked, arguments), _checked(result))
        else:
            args = (arguments, _checked(result))
        return _Alias(_abc.Callable, args, name="Callable", show=_show_callable)


Hashable = _ClassAlias(_abc.Hashable, 0)
Sized = _ClassAlias(_abc.Sized, 0)
Awaitable = _ClassAlias(_abc.Awaitable, 1)
Coroutine = _ClassAlias(_abc.Coroutine, 3)
AsyncIterable = _ClassAlias(_abc.AsyncIterable, 1)
AsyncIterator = _ClassAlias(_abc.AsyncIterator, 1)
AsyncGenerator = _ClassAlias(_abc.AsyncGenerator, -1)
Iterable = _ClassAlias(_abc.Iterable, 1)
Iterator = _ClassAlias(_abc.Iterator, 1)
Reversible = _ClassAlias(_abc.Reversible, 1)
Generator = _ClassAlias(_abc.Generator, -1)
Container = _ClassAlias(_abc.Container, 1)
Collection = _ClassAlias(_abc.Collection, 1)
Callable = _CallableAlias(_abc.Callable, 2)
AbstractSet = _ClassAlias(_abc.Set, 1, "AbstractSet")
MutableSet = _ClassAlias(_abc.MutableSet, 1)
Mapping = _ClassAlias(_abc.Mapping, 2)
MutableMapping = _ClassAlias(_abc.MutableMapping, 2)
Sequence = _ClassAlias(_abc.Sequence, 1)
MutableSequence = _ClassAlias(_abc.MutableSequence, 1)
MappingView = _ClassAlias(_abc.MappingView, 1)
KeysView = _ClassAlias(_abc.KeysView, 1)
ItemsView = _ClassAlias(_abc.ItemsView, 2)
ValuesView = _ClassAlias(_abc.ValuesView, 1)
ContextManager = _ClassAlias(_contextlib.AbstractContextManager, -1, "ContextManager")
AsyncContextManager = _ClassAlias(_contextlib.AbstractAsyncContextManager, -1, "AsyncContextManager")
Tuple = _TupleAlias(tuple, -1, "Tuple")
List = _ClassAlias(list, 1, "List")
Deque = _ClassAlias(collections.deque, 1, "Deque")
Set = _ClassAlias(set, 1, "Set")
FrozenSet = _ClassAlias(frozenset, 1, "FrozenSet")
Dict = _ClassAlias(dict, 2, "Dict")
DefaultDict = _ClassAlias(collections.defaultdict, 2, "DefaultDict")
OrderedDict = _ClassAlias(collections.OrderedDict, 2)
Counter = _ClassAlias(collections.Counter, 1)
ChainMap = _ClassAlias(collections.ChainMap, 2)
Type = _ClassAlias(type, 1, "Type")
Text = str


def _pattern_types():
    try:
        import re
        return re.Pattern, re.Match
    except ImportError:
        return type("Pattern", (), {}), type("Match", (), {})


def __getattr__(name):
    if name in ("Pattern", "Match"):
        pattern, match = _pattern_types()
        found = _ClassAlias(pattern if name == "Pattern" else match, 1, name)
        globals()[name] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


_NOT_MEMBERS = frozenset((
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__",
    "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__", "__match_args__",
    "__static_attributes__", "__firstlineno__", "__annotate__", "__annotate_func__",
    "__annotations_cache__", "__parameters__", "__orig_bases__", "__orig_class__", "_is_protocol",
    "_is_runtime_protocol", "__protocol_attrs__", "__non_callable_proto_members__", "__type_params__",
    "__qualname__", "_abc_impl", "__hash__", "__eq__", "__classcell__", "__init_subclass__",
))


def _protocol_members(cls):
    members = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic") or not getattr(base, "_is_protocol", False):
            continue
        try:
            annotations = base.__dict__.get("__annotations__") or base.__annotations__
        except NameError:
            annotations = {}
        for name in (*base.__dict__, *annotations):
            if name not in _NOT_MEMBERS and not name.startswith("_abc_"):
                members.add(name)
    return members


def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls is Protocol or not getattr(cls, "_is_protocol", False):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if cls in type(instance).__mro__ or super().__instancecheck__(instance):
            return True
        for name in _protocol_members(cls):
            try:
                value = getattr(instance, name)
            except AttributeError:
                return False
            if value is None and callable(getattr(cls, name, None)):
                return False
        return True

    def __subclasscheck__(cls, other):
        if cls is Protocol or not getattr(cls, "_is_protocol", False):
            return super().__subclasscheck__(other)
        if not isinstance(other, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if cls in other.__mro__:
            return True
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        members = _protocol_members(cls)
        data = sorted(name for name in members if not callable(getattr(cls, name, None)))
        if data:
            raise TypeError("Protocols with non-method members don't support issubclass(). "
                            f"Non-method members: {str(data)[1:-1]}.")
        for name in members:
            for base in other.__mro__:
                if name in base.__dict__:
                    if base.__dict__[name] is None:
                        return False
                    break
            else:
                return False
        return True


class Protocol(Generic, metaclass=_ProtocolMeta):
    """A class that says what methods others must have."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if cls._is_protocol and cls.__init__ in (object.__init__, Protocol.__init__):
            cls.__init__ = _no_init


def runtime_checkable(cls):
    """A decorator: the protocol can be used with `isinstance`."""
    if not (isinstance(cls, type) and getattr(cls, "_is_protocol", False)):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def is_protocol(tp, /):
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol


def get_protocol_members(tp, /):
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(_protocol_members(tp))


def _supports(name, method):
    namespace = {"__slots__": (), "__module__": "typing", method: abstractmethod(lambda self, *args: None)}
    cls = _ProtocolMeta(name, (Protocol,), namespace)
    cls._is_protocol = cls._is_runtime_protocol = True
    return cls


SupportsInt = _supports("SupportsInt", "__int__")
SupportsFloat = _supports("SupportsFloat", "__float__")
SupportsComplex = _supports("SupportsComplex", "__complex__")
SupportsBytes = _supports("SupportsBytes", "__bytes__")
SupportsIndex = _supports("SupportsIndex", "__index__")
SupportsAbs = _supports("SupportsAbs", "__abs__")
SupportsRound = _supports("SupportsRound", "__round__")


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


class NewType:
    """A type that differs from another one for type checkers only."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`Sub = NewType('Sub', {self.__name__})`")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def cast(typ, val):
    """The value; type checkers believe that it is of the type."""
    return val


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def assert_never(arg, /):
    shown = repr(arg)
    if len(shown) > 100:
        shown = shown[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {shown}")


def no_type_check(arg):
    arg.__no_type_check__ = True
    return arg


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions "
        "outside a stub module should always be followed by an implementation that is not "
        "@overload-ed.")


def overload(func):
    """A decorator: one of several signatures of a function that follows."""
    func = getattr(func, "__func__", func)
    key = (func.__module__, func.__qualname__)
    _overloads.setdefault(key, []).append(func)
    return _overload_dummy


def get_overloads(func):
    func = getattr(func, "__func__", func)
    return list(_overloads.get((func.__module__, func.__qualname__), ()))


def clear_overloads():
    _overloads.clear()


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    def decorator(target):
        target.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "frozen_default": frozen_default, "field_specifiers": field_specifiers, "kwargs": kwargs}
        return target
    return decorator


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


class IO(Generic[AnyStr]):
    """What a file has."""

    __slots__ = ()


class BinaryIO(IO[bytes]):
    """What a file of bytes has."""

    __slots__ = ()


class TextIO(IO[str]):
    """What a file of text has."""

    __slots__ = ()
