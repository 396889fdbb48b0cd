"""Functions of functions: partial application, caches, dispatch, orderings."""

from _functools import Placeholder, cmp_to_key, lru_cache_wrapper as _lru_cache_wrapper, partial, reduce

__all__ = [
    "Placeholder", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "cache", "cached_property", "cmp_to_key",
    "lru_cache", "partial", "partialmethod", "reduce", "singledispatch", "singledispatchmethod",
    "total_ordering", "update_wrapper", "wraps",
]

WRAPPER_ASSIGNMENTS = (
    "__module__", "__name__", "__qualname__", "__doc__", "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a function look like the one that it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # Last, as `__dict__` may bring another one.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that does what `update_wrapper` does."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _answer(known, negate, or_equal):
    """A comparison from another one: the other's answer, perhaps negated, perhaps with equality."""
    def method(self, other):
        answer = getattr(type(self), known)(self, other)
        if answer is NotImplemented:
            return answer
        answer = bool(answer)
        if negate:
            answer = not answer
        if or_equal == "or":
            return answer or self == other
        if or_equal == "and":
            return answer and self != other
        return answer
    return method


_FROM = {
    "__lt__": {"__gt__": (True, "and"), "__le__": (False, "or"), "__ge__": (True, None)},
    "__le__": {"__ge__": (True, "or"), "__lt__": (False, "and"), "__gt__": (True, None)},
    "__gt__": {"__lt__": (True, "and"), "__ge__": (False, "or"), "__le__": (True, None)},
    "__ge__": {"__le__": (True, "or"), "__gt__": (False, "and"), "__lt__": (True, None)},
}


def total_ordering(cls):
    """Adds the comparisons that a class lacks, from the one that it has."""
    has = [name for name in _FROM if getattr(cls, name, None) is not getattr(object, name, None)]
    if not has:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(has, key=["__ge__", "__gt__", "__le__", "__lt__"].index)
    for name, (negate, or_equal) in _FROM[root].items():
        if name not in has:
            method = _answer(root, negate, or_equal)
            method.__name__ = name
            method.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(cls, name, method)
    return cls


class _CacheInfo(tuple):
    """Hits, misses, bound and size of a cache."""

    __slots__ = ()
    _fields = ("hits", "misses", "maxsize", "currsize")
    __match_args__ = _fields

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def _replace(self, **kwds):
        return type(self)(*[kwds.get(name, value) for name, value in zip(self._fields, self)])

    def __getnewargs__(self):
        return tuple(self)


def lru_cache(maxsize=128, typed=False):
    """A decorator: the function remembers the results of its latest calls."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorate(function):
        return _cached(function, maxsize, typed)

    return decorate


def _cached(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def cache(user_function, /):
    """A decorator: the function remembers all its results."""
    return lru_cache(maxsize=None)(user_function)


_MISSING = object()


class cached_property:
    """A property that is computed once; the instance's `__dict__` keeps the value."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            kept = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache "
                f"{self.attrname!r} property.") from None
        value = kept.get(self.attrname, _MISSING)
        if value is _MISSING:
            value = self.func(instance)
            try:
                kept[self.attrname] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance does not "
                    f"support item assignment for caching {self.attrname!r} property.") from None
        return value

    @classmethod
    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)


class partialmethod:
    """A method with some of its arguments given."""

    def __init__(self, func, /, *args, **keywords):
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        elif not callable(func) and getattr(func, "__get__", None) is None:
            raise TypeError(f"the first argument {func!r} must be a callable or a descriptor")
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        shown = [repr(self.func), *map(repr, self.args)]
        shown += [f"{key}={value!r}" for key, value in self.keywords.items()]
        return f"{type(self).__module__}.{type(self).__qualname__}({', '.join(shown)})"

    def _as_method(self):
        func, args, keywords = self.func, self.args, self.keywords

        def _method(cls_or_self, /, *more, **others):
            return func(cls_or_self, *args, *more, **{**keywords, **others})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                # A class or static method, or another descriptor: it has its receiver already.
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._as_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


def _order(cls, registry):
    """The registered classes that fit, the best one first; None if two fit equally well."""
    mro = cls.__mro__
    virtual = [known for known in registry
               if known not in mro and hasattr(known, "__mro__") and issubclass(cls, known)]

    def place(known):
        # A virtual base stands just behind the last class of the MRO that it is a base of.
        behind = [at for at, base in enumerate(mro) if issubclass(base, known)]
        return behind[-1] + 0.5

    candidates = [(mro.index(known), known) for known in registry if known in mro]
    candidates += [(place(known), known) for known in virtual]
    return sorted(candidates, key=lambda pair: pair[0])


def _find_implementation(cls, registry):
    ranked = _order(cls, registry)
    if not ranked:
        return None
    best_place, best = ranked[0]
    for at, other in ranked[1:]:
        if at != best_place:
            break
        if issubclass(other, best):
            best = other
        elif not issubclass(best, other):
            raise RuntimeError("Ambiguous dispatch: {} or {}".format(best, other))
    return registry[best]


def singledispatch(func):
    """A function that chooses its implementation by the class of its first argument."""
    import types
    from weakref import WeakKeyDictionary

    registry = {}
    dispatch_cache = WeakKeyDictionary()
    state = {"token": None}
    funcname = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        """The implementation for a class."""
        if state["token"] is not None:
            from abc import get_cache_token
            if state["token"] != get_cache_token():
                dispatch_cache.clear()
                state["token"] = get_cache_token()
        try:
            return dispatch_cache[cls]
        except KeyError:
            implementation = registry.get(cls)
            if implementation is None:
                implementation = _find_implementation(cls, registry)
            dispatch_cache[cls] = implementation
            return implementation

    def is_valid(cls):
        if isinstance(cls, type):
            return True
        return isinstance(cls, types.UnionType) and all(isinstance(arg, type) for arg in cls.__args__)

    def register(cls, func=None):
        """Adds an implementation for a class."""
        if is_valid(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    f"Use either `@register(some_class)` or plain `@register` "
                    f"on an annotated function.")
            func = cls
            name, cls = next(iter(annotations.items()))
            if not is_valid(cls):
                what = "not all arguments are classes." if isinstance(cls, types.UnionType) else "is not a class."
                raise TypeError(f"Invalid annotation for {name!r}. {cls!r} {what}")
        if isinstance(cls, types.UnionType):
            for arg in cls.__args__:
                registry[arg] = func
        else:
            registry[cls] = func
        if state["token"] is None and hasattr(cls, "__abstractmethods__"):
            from abc import get_cache_token
            state["token"] = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = types.MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """A method that chooses its implementation by the class of its first argument."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        funcname = getattr(self.func, "__name__", "singledispatchmethod method")

        def method(*args, **kwargs):
            if not args:
                raise TypeError(f"{funcname} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        method.__isabstractmethod__ = self.__isabstractmethod__
        method.register = self.register
        update_wrapper(method, self.func)
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
