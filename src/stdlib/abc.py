"""Abstract base classes: methods that must be overridden, and subclasses by registration."""

from _weakref import ref as _ref

__all__ = [
    "ABC", "ABCMeta", "abstractclassmethod", "abstractmethod", "abstractproperty",
    "abstractstaticmethod", "get_cache_token", "update_abstractmethods",
]


def abstractmethod(funcobj):
    """A decorator: classes with such a method have no instances."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    __isabstractmethod__ = True


class _State:
    """What an abstract class knows of others: weak references to classes."""

    __slots__ = ("registry", "cache", "negative", "token")

    def __init__(self):
        self.registry = {}
        self.cache = set()
        self.negative = set()
        self.token = _registrations


# Counts registrations: a class that was none's subclass may have become one.
_registrations = 0


def get_cache_token():
    return _registrations


def _abstract_names(cls, namespace):
    names = {name for name, value in namespace.items()
             if getattr(value, "__isabstractmethod__", False)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, namespace)
        cls._abc_impl = _State()
        return cls

    def register(cls, subclass):
        """Makes a class a subclass without its knowing."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_impl.registry[_ref(subclass)] = True
        _registrations += 1
        return subclass

    def _dump_registry(cls, file=None):
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)

    def __instancecheck__(cls, instance):
        subclass = instance.__class__
        state = cls._abc_impl
        if _ref(subclass) in state.cache:
            return True
        subtype = type(instance)
        if subtype is subclass:
            if state.token == _registrations and _ref(subclass) in state.negative:
                return False
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(subtype)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        state = cls._abc_impl
        reference = _ref(subclass)
        if reference in state.cache:
            return True
        if state.token < _registrations:
            state.negative = set()
            state.token = _registrations
        elif reference in state.negative:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = cls in getattr(subclass, "__mro__", ()) or _is_below(cls, state, subclass)
        elif not isinstance(answer, bool):
            raise AssertionError("__subclasshook__ must return either False, True, or NotImplemented")
        (state.cache if answer else state.negative).add(reference)
        return answer


def _is_below(cls, state, subclass):
    """Is a class below a registered one, or below a subclass?"""
    for registered in list(state.registry):
        known = registered()
        if known is not None and issubclass(subclass, known):
            return True
    return any(issubclass(subclass, known) for known in cls.__subclasses__())


class ABC(metaclass=ABCMeta):
    """A class whose metaclass is ABCMeta."""

    __slots__ = ()


def update_abstractmethods(cls):
    """Looks again which methods are abstract, after some were added."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    names = set()
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    for name, value in cls.__dict__.items():
        if getattr(value, "__isabstractmethod__", False):
            names.add(name)
    cls.__abstractmethods__ = frozenset(names)
    return cls
