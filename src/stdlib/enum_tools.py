"""What `enum` offers for finished enumerations: checks, and other ways to show them."""

import sys
from enum import Flag, ReprEnum, StrEnum, _bits


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
