"""Enumerations: classes whose instances are a fixed set of named values."""

import sys
from types import DynamicClassAttribute, MappingProxyType

__all__ = [
    "CONFORM", "CONTINUOUS", "EJECT", "Enum", "EnumCheck", "EnumDict", "EnumMeta", "EnumType", "Flag",
    "FlagBoundary", "IntEnum", "IntFlag", "KEEP", "NAMED_FLAGS", "ReprEnum", "STRICT", "StrEnum",
    "UNIQUE", "auto", "global_enum", "global_enum_repr", "global_flag_repr", "global_str", "member",
    "nonmember", "pickle_by_enum_name", "pickle_by_global_name", "property", "show_flag_values",
    "unique", "verify",
]

# Defined below; asked for while the first classes are made.
Enum = Flag = EJECT = KEEP = ReprEnum = None
_builtin_property = property


class nonmember:
    """Its value is an attribute of the class, and no member."""

    def __init__(self, value):
        self.value = value


class member:
    """Its value is a member, whatever it is."""

    def __init__(self, value):
        self.value = value


def _is_descriptor(value):
    return not isinstance(value, type) and any(
        hasattr(type(value), name) for name in ("__get__", "__set__", "__delete__"))


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    prefix = f"_{cls_name}__"
    return len(name) > len(prefix) and name.startswith(prefix) and name[len(prefix)] != "_" and (
        name[-1] != "_" or name[-2] != "_")


_NOTHING = object()


class auto:
    """A value that the class chooses."""

    def __init__(self, value=_NOTHING):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % self.value


class property(DynamicClassAttribute):
    """A property of members; on the class its name may be a member."""

    name = None
    clsname = None
    member = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError("%r has no attribute %r" % (ownerclass, self.name))
        if self.fget is not None:
            return self.fget(instance)
        if self.name is not None:
            found = ownerclass.__dict__.get("_member_map_", {}).get(self.name)
            if found is not None:
                return found
        raise AttributeError("%r has no attribute %r" % (ownerclass, self.name))

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError("<enum %r> cannot set attribute %r" % (self.clsname, self.name))


class EnumDict(dict):
    """The namespace of an enumeration while its body runs: it notes the members in order."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._generate = None

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            allowed = ("_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_",
                       "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_",
                       "_add_alias_", "_add_value_alias_", "_use_args_", "_member_type_",
                       "_value_repr_", "_unhashable_values_", "_boundary_")
            if key not in allowed:
                raise ValueError("_sunder_ names, such as %r, are reserved for future Enum use" % (key,))
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                names = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = names
                already = set(names) & set(self._member_names)
                if already:
                    raise ValueError("_ignore_ cannot specify already set names: %r" % (already,))
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not (
                _is_descriptor(value) or key == "__class_getitem__"):
            if key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            if isinstance(value, member):
                value = value.value
            value = self._settle(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _settle(self, key, value):
        """The value with its `auto`s replaced."""
        if isinstance(value, auto):
            return self._next(key, value)
        if isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
            parts = [self._next(key, part) if isinstance(part, auto) else part for part in value]
            return type(value)(parts) if type(value) is tuple else type(value)(*parts)
        return value

    def _next(self, key, placeholder):
        if placeholder.value is _NOTHING:
            self._auto_called = True
            placeholder.value = self._generate(key, 1, len(self._member_names), self._last_values[:])
        return placeholder.value

    @_builtin_property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, **more):
        pairs = members.items() if hasattr(members, "items") else members
        for name, value in pairs:
            self[name] = value
        for name, value in more.items():
            self[name] = value


def _find_data_type(bases):
    """The class that gives the values their kind: a mixed-in one that is no enumeration."""
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object:
                    return base._member_type_
                break
            if "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                return candidate or base
            candidate = candidate or base
    return object


def _find_new(namespace, member_type, first_enum):
    """`__new__` for members; is it the enumeration's own, and does it take the value's parts?"""
    new = namespace.get("__new__")
    saved = first_enum is not None and new is not None
    if new is None:
        for method in ("__new_member__", "__new__"):
            for possible in (member_type, first_enum):
                target = getattr(possible, method, None)
                if target not in (None, getattr(None, "__new__", None), object.__new__,
                                  getattr(Enum, "__new__", None)):
                    new = target
                    break
            if new is not None:
                break
        else:
            new = object.__new__
    use_args = first_enum is not None and new is not object.__new__
    return new, saved, use_args


class EnumType(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, /, *, boundary=None, _simple=False, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            namespace._generate = getattr(first_enum, "_generate_next_value_", None)
        return namespace

    @classmethod
    def _check_for_existing_members_(metacls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(metacls, class_name, bases):
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if Enum is not None and not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return _find_data_type(bases) or object, first_enum if Enum is not None else None

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        names = list(classdict._member_names)
        values = {name: classdict[name] for name in names}
        bad = set(names) & {"mro", ""}
        if bad:
            raise ValueError("invalid enum member name(s) %s" % ",".join(repr(n) for n in bad))
        order = classdict.get("_order_")
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, saved, use_args = _find_new(classdict, member_type, first_enum)
        namespace = {key: value for key, value in classdict.items()
                     if key not in values and key not in ("_order_", "_ignore_") and key not in classdict._ignore}
        namespace["_member_names_"] = []
        namespace["_member_map_"] = {}
        namespace["_value2member_map_"] = {}
        namespace["_unhashable_values_"] = []
        namespace["_member_type_"] = member_type
        namespace["_new_member_"] = new
        namespace["_use_args_"] = use_args
        namespace["_boundary_"] = boundary or getattr(first_enum, "_boundary_", None)
        namespace["_flag_mask_"] = namespace["_singles_mask_"] = 0
        namespace["_all_bits_"] = 0
        namespace.setdefault("_value_repr_", _find_value_repr(bases))
        if "_generate_next_value_" in namespace:
            namespace["_generate_next_value_"] = staticmethod(classdict._generate)
        enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        if ReprEnum is not None and ReprEnum in bases:
            if "__format__" not in namespace:
                enum_class.__format__ = member_type.__format__
            if "__str__" not in namespace:
                # `object.__str__` would ask for the repr, which is the enumeration's.
                method = member_type.__str__
                enum_class.__str__ = member_type.__repr__ if method is object.__str__ else method
        _settle_methods(enum_class, namespace, member_type, first_enum)
        for name, value in values.items():
            _add_member(enum_class, name, value)
        if saved:
            enum_class.__new_member__ = new
        if Enum is not None:
            enum_class.__new__ = Enum.__new__
        if Flag is not None and issubclass(enum_class, Flag):
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
                if name not in namespace:
                    type.__setattr__(enum_class, name, getattr(Flag, name))
            _settle_flags(enum_class)
        if order is not None:
            wanted = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            if Flag is None or not issubclass(enum_class, Flag):
                wanted = [name for name in wanted
                          if name not in enum_class._member_map_ or name in enum_class._member_names_]
                if wanted != enum_class._member_names_:
                    raise TypeError("member order does not match _order_:\n  %r\n  %r" % (
                        enum_class._member_names_, wanted))
        return enum_class

    def __init__(cls, *args, **kwds):
        super().__init__(*args)

    def __bool__(cls):
        return True

    def __call__(cls, value=_NOTHING, names=_NOTHING, *values, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        """The member of a value; or with names a new enumeration."""
        if cls._member_map_:
            if names is not _NOTHING:
                value = (value, names, *values)
            elif value is _NOTHING:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            return cls.__new__(cls, value)
        if names is _NOTHING and type is None:
            if value is _NOTHING:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start,
                            boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            original, names, last_values = names, [], []
            for count, name in enumerate(original):
                value = cls._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        for item in () if names is None else names.items() if hasattr(names, "items") else names:
            name, value = item
            classdict[name] = value
        if module is not None:
            classdict["__module__"] = module
        else:
            classdict["__module__"] = "__main__"
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __dir__(cls):
        base = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__",
                "__members__", "__module__", "__name__", "__qualname__", *cls._member_names_}
        return sorted(base)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    @_builtin_property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)


EnumMeta = EnumType


def _find_value_repr(bases):
    for chain in bases:
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                return base._value_repr_
            if "__repr__" in base.__dict__:
                return base.__dict__["__repr__"]
    return None


def _settle_methods(enum_class, namespace, member_type, first_enum):
    """Enumerations show themselves, whatever their values' class says."""
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name in namespace or first_enum is None:
            continue
        enum_method = getattr(first_enum, name)
        found = getattr(enum_class, name)
        if found is getattr(member_type, name, None) or found is getattr(object, name):
            if ReprEnum is not None and issubclass(enum_class, ReprEnum) and name in ("__str__", "__format__"):
                continue
            setattr(enum_class, name, enum_method)


def _add_member(enum_class, name, value):
    new, member_type = enum_class._new_member_, enum_class._member_type_
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    if enum_class._use_args_:
        made = new(enum_class, *args)
    else:
        made = new(enum_class)
    if not hasattr(made, "_value_"):
        if member_type is object:
            made._value_ = value
        else:
            try:
                made._value_ = member_type(*args)
            except Exception as error:
                fresh = TypeError("_value_ not set in __new__, unable to create it")
                fresh.__cause__ = error
                raise fresh
    value = made._value_
    made._name_ = name
    made.__objclass__ = enum_class
    made._sort_order_ = len(enum_class._member_names_)
    init = getattr(enum_class, "__init__", None)
    if init is not object.__init__:
        made.__init__(*args)
    known = None
    try:
        known = enum_class._value2member_map_.get(value)
    except TypeError:
        for other in enum_class._member_map_.values():
            if other._value_ == value:
                known = other
                break
    if known is not None:
        made = known
    elif Flag is None or not issubclass(enum_class, Flag):
        enum_class._member_names_.append(name)
    elif isinstance(value, int) and value > 0 and value & (value - 1) == 0:
        enum_class._member_names_.append(name)
    # A property of the same name, of a base, shows the member on the class and itself on members.
    blocked = None
    for base in enum_class.__mro__[1:]:
        if name in base.__dict__:
            blocked = base.__dict__[name]
            break
    if isinstance(blocked, property):
        redirect = property(blocked.fget, blocked.fset, blocked.fdel)
        redirect.__set_name__(enum_class, name)
        redirect.member = made
        type.__setattr__(enum_class, name, redirect)
    else:
        type.__setattr__(enum_class, name, made)
    enum_class._member_map_[name] = made
    try:
        enum_class._value2member_map_.setdefault(value, made)
    except TypeError:
        enum_class._unhashable_values_.append(value)


class Enum(metaclass=EnumType):
    """The base of enumerations."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for known in cls._member_map_.values():
                if known._value_ == value:
                    return known
        if not cls._member_map_:
            raise TypeError("%r has no members defined" % cls)
        problem = None
        try:
            result = cls._missing_(value)
        except Exception as error:
            problem, result = error, None
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        wrong = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if result is None and problem is None:
            raise wrong
        if problem is None:
            problem = TypeError("error in %s._missing_: returned %r instead of None or a valid member"
                                % (cls.__name__, result))
        if not isinstance(problem, ValueError):
            problem.__context__ = wrong
        raise problem

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        type(self)._member_map_[name] = self
        type.__setattr__(type(self), name, self)

    def _add_value_alias_(self, value):
        type(self)._value2member_map_.setdefault(value, self)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            last = sorted(last_values)[-1]
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last + 1
        except TypeError:
            raise TypeError("unable to increment %r" % (last,)) from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = type(self)._value_repr_ or repr
        return "<%s.%s: %s>" % (type(self).__name__, self._name_, show(self._value_))

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

    def __dir__(self):
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"}
        for cls in type(self).__mro__:
            for name, found in cls.__dict__.items():
                if name[0] != "_" and name not in type(self)._member_map_:
                    names.add(name)
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return type(self), (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


class ReprEnum(Enum):
    """Only the repr is an enumeration's; `str` and `format` are the value's."""


class IntEnum(int, ReprEnum):
    """Members are ints, too."""


class StrEnum(str, ReprEnum):
    """Members are strings, too."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError("encoding must be a string, not %r" % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError("errors must be a string, not %r" % (values[2]))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    """What a flag does with bits that have no names."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _bits(value):
    """The single bits of a number, the lowest first."""
    while value:
        bit = value & -value
        yield bit
        value ^= bit


def _settle_flags(enum_class):
    """Masks of a finished flag class."""
    single = mask = 0
    for known in enum_class._member_map_.values():
        value = known._value_
        if isinstance(value, int):
            mask |= value
            if value > 0 and value & (value - 1) == 0:
                single |= value
    type.__setattr__(enum_class, "_flag_mask_", mask)
    type.__setattr__(enum_class, "_singles_mask_", single)
    type.__setattr__(enum_class, "_all_bits_", 2 ** mask.bit_length() - 1)
    if enum_class._boundary_ is None:
        type.__setattr__(enum_class, "_boundary_", STRICT)


class Flag(Enum, boundary=STRICT):
    """An enumeration whose members are bits that can be combined."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        try:
            high = max(last_values).bit_length() - 1
        except Exception:
            raise TypeError("invalid flag value %r" % last_values[-1]) from None
        return 2 ** (high + 1)

    _numeric_repr_ = repr

    @classmethod
    def _iter_member_(cls, value):
        found = [cls._value2member_map_.get(bit) for bit in _bits(value & cls._flag_mask_)]
        # In the order of definition.
        yield from sorted([known for known in found if known is not None], key=lambda known: known._sort_order_)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask, single, everything = cls._flag_mask_, cls._singles_mask_, cls._all_bits_
        negative = None
        out_of_range = not ~everything <= value <= everything
        unknown = value & (everything ^ mask) if not out_of_range else True
        if out_of_range or unknown:
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" % (
                    cls, value, _binary(value, width), _binary(mask, width)))
            if cls._boundary_ is CONFORM:
                value = value & mask
            elif cls._boundary_ is EJECT:
                return value
            elif cls._boundary_ is KEEP and value < 0:
                value = max(everything + 1, 2 ** value.bit_length()) + value
        if value < 0:
            negative = value
            value = everything + 1 + value if cls._boundary_ in (EJECT, KEEP) else mask & value
        found = cls._value2member_map_.get(value)
        if found is None:
            new = cls._new_member_
            if cls._member_type_ is object:
                made = object.__new__(cls)
            else:
                made = new(cls, value)
            made._value_ = value
            names = [known._name_ for known in cls._iter_member_(value)]
            rest = value & ~sum(known._value_ for known in cls._iter_member_(value))
            if names:
                made._name_ = "|".join(names)
                if rest:
                    made._name_ += "|%s" % cls._numeric_repr_(rest)
            else:
                made._name_ = None
            made.__objclass__ = cls
            found = cls._value2member_map_.setdefault(value, made)
        if negative is not None:
            cls._value2member_map_[negative] = found
        return found

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (
                type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls_name = self.__class__.__name__
        show = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return "<%s: %s>" % (cls_name, show(self._value_))
        return "<%s.%s: %s>" % (cls_name, self._name_, show(self._value_))

    def __str__(self):
        cls_name = self.__class__.__name__
        if self._name_ is None:
            return "%s(%r)" % (cls_name, self._value_)
        return "%s.%s" % (cls_name, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _number(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def __or__(self, other):
        number = self._number(other)
        if number is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ | number)

    def __and__(self, other):
        number = self._number(other)
        if number is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ & number)

    def __xor__(self, other):
        number = self._number(other)
        if number is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ ^ number)

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return self.__class__(~self._value_)
        return self.__class__(self._singles_mask_ & ~self._value_)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Members are ints, too; all bits are kept."""


def _binary(number, width):
    digits = bin(number % (1 << width + 1) if number < 0 else number)[2:].rjust(width, "0")
    return "0b%d %s" % (number < 0, digits[-width:])


def show_flag_values(value):
    return list(_bits(int(value)))


def unique(enumeration):
    """A decorator: no two names for one value."""
    duplicates = [(name, known._name_) for name, known in enumeration.__members__.items()
                  if name != known._name_]
    if duplicates:
        shown = ", ".join("%s -> %s" % pair for pair in duplicates)
        raise ValueError("duplicate values found in %r: %s" % (enumeration, shown))
    return enumeration


class EnumCheck(StrEnum):
    """What `verify` can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """A decorator: checks of an enumeration."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        is_flag = issubclass(enumeration, Flag)
        for check in self.checks:
            if check is UNIQUE:
                duplicates = [(name, known._name_) for name, known in enumeration.__members__.items()
                              if name != known._name_]
                if duplicates:
                    shown = ", ".join("%s -> %s" % pair for pair in duplicates)
                    raise ValueError("aliases found in %r: %s" % (enumeration, shown))
            elif check is CONTINUOUS:
                values = sorted({known._value_ for known in enumeration})
                if len(values) < 2:
                    continue
                if is_flag:
                    wanted = [1 << at for at in range(values[0].bit_length() - 1, values[-1].bit_length())]
                else:
                    wanted = range(values[0], values[-1] + 1)
                missing = [value for value in wanted if value not in values]
                if missing:
                    raise ValueError("invalid %s %r: missing values %s" % (
                        "flag" if is_flag else "enum", enumeration.__name__, ", ".join(map(str, missing))))
            elif check is NAMED_FLAGS:
                single = enumeration._singles_mask_
                bad, bits = [], 0
                for name, known in enumeration._member_map_.items():
                    if known._value_ < 0:
                        continue
                    unnamed = known._value_ & ~single
                    if unnamed:
                        bad.append(name)
                        bits |= unnamed
                if bad:
                    what = "alias %s is missing" % bad[0] if len(bad) == 1 else "aliases %s and %s are missing" % (
                        ", ".join(bad[:-1]), bad[-1])
                    raise ValueError("invalid Flag %r: %s combined values of %s [use "
                                     "enum.show_flag_values(value) for details]" % (
                                         enumeration.__name__, what, hex(bits)))
        return enumeration


def global_enum_repr(self):
    return "%s.%s" % (type(self).__module__.split(".")[-1], self._name_)


def global_flag_repr(self):
    module = type(self).__module__.split(".")[-1]
    if self._name_ is None:
        return "%s.%s(%r)" % (module, type(self).__name__, self._value_)
    return "|".join("%s.%s" % (module, name) for name in self._name_.split("|"))


def global_str(self):
    return "%s(%r)" % (type(self).__name__, self._value_) if self._name_ is None else self._name_


def global_enum(cls, update_str=False):
    """A decorator: members are shown, and exported, as names of their module."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def pickle_by_global_name(self, proto):
    return self.name


def pickle_by_enum_name(self, proto):
    return getattr, (self.__class__, self._name_)
