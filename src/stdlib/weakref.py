"""Weak references: proxies, containers of weak references, finalizers.

The containers drop an entry when its object dies, from the reference's callback. Iteration goes
over a copy, so that a death on the way changes nothing under the loop.
"""

import _weakref
from _weakref import ReferenceType, getweakrefcount, getweakrefs, ref

__all__ = [
    "CallableProxyType", "KeyedRef", "ProxyType", "ProxyTypes", "ReferenceType", "WeakKeyDictionary",
    "WeakMethod", "WeakSet", "WeakValueDictionary", "finalize", "getweakrefcount", "getweakrefs",
    "proxy", "ref",
]


def _target(proxy):
    target = object.__getattribute__(proxy, "_reference")()
    if target is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return target


def _plain(value):
    """What a proxy stands for; other values as they are."""
    return _target(value) if type(value) in ProxyTypes else value


class ProxyType:
    __slots__ = ("_reference", "__weakref__")
    __hash__ = None

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __repr__(self):
        target = object.__getattribute__(self, "_reference")()
        if target is None:
            return f"<weakproxy at {id(self):#x}; dead>"
        return f"<weakproxy at {id(self):#x}; to '{type(target).__name__}' at {id(target):#x}>"

    def __str__(self):
        return str(_target(self))

    def __bytes__(self):
        return bytes(_target(self))

    def __bool__(self):
        return bool(_target(self))

    def __len__(self):
        return len(_target(self))

    def __contains__(self, item):
        return item in _target(self)

    def __getitem__(self, key):
        return _target(self)[key]

    def __setitem__(self, key, value):
        _target(self)[key] = value

    def __delitem__(self, key):
        del _target(self)[key]

    def __iter__(self):
        return iter(_target(self))

    def __next__(self):
        return next(_target(self))

    def __reversed__(self):
        return reversed(_target(self))

    def __eq__(self, other):
        return _target(self) == _plain(other)

    def __ne__(self, other):
        return _target(self) != _plain(other)

    def __lt__(self, other):
        return _target(self) < _plain(other)

    def __le__(self, other):
        return _target(self) <= _plain(other)

    def __gt__(self, other):
        return _target(self) > _plain(other)

    def __ge__(self, other):
        return _target(self) >= _plain(other)

    def __add__(self, other):
        return _target(self) + _plain(other)

    def __radd__(self, other):
        return other + _target(self)

    def __sub__(self, other):
        return _target(self) - _plain(other)

    def __rsub__(self, other):
        return other - _target(self)

    def __mul__(self, other):
        return _target(self) * _plain(other)

    def __rmul__(self, other):
        return other * _target(self)

    def __matmul__(self, other):
        return _target(self) @ _plain(other)

    def __truediv__(self, other):
        return _target(self) / _plain(other)

    def __floordiv__(self, other):
        return _target(self) // _plain(other)

    def __mod__(self, other):
        return _target(self) % _plain(other)

    def __pow__(self, other):
        return _target(self) ** _plain(other)

    def __and__(self, other):
        return _target(self) & _plain(other)

    def __or__(self, other):
        return _target(self) | _plain(other)

    def __xor__(self, other):
        return _target(self) ^ _plain(other)

    def __lshift__(self, other):
        return _target(self) << _plain(other)

    def __rshift__(self, other):
        return _target(self) >> _plain(other)

    def __neg__(self):
        return -_target(self)

    def __pos__(self):
        return +_target(self)

    def __abs__(self):
        return abs(_target(self))

    def __invert__(self):
        return ~_target(self)

    def __int__(self):
        return int(_target(self))

    def __float__(self):
        return float(_target(self))

    def __index__(self):
        return _target(self).__index__()


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)
_set_reference = ProxyType.__dict__["_reference"].__set__


def proxy(object, callback=None, /):
    """An object that acts for another one without keeping it alive."""
    kind = CallableProxyType if callable(object) else ProxyType
    self = kind.__new__(kind)
    if callback is None:
        reference = ref(object)
    else:
        own = ref(self)
        reference = ref(object, lambda _: callback(own()))
    _set_reference(self, reference)
    return self


class KeyedRef(ref):
    """A reference that knows the key it is kept under."""

    __slots__ = ("key",)

    def __new__(cls, target, callback, key):
        self = ref.__new__(cls, target, callback)
        self.key = key
        return self

    def __init__(self, target, callback, key):
        super().__init__(target, callback)


class WeakMethod(ref):
    """A reference to a bound method that lives as long as its object does."""

    __slots__ = ("_function", "_kind", "_alive")

    def __new__(cls, meth, callback=None):
        try:
            receiver, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None

        def died(_):
            self = own()
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ref.__new__(cls, receiver, died)
        self._function = ref(function, died)
        self._kind = type(meth)
        self._alive = True
        own = ref(self)
        return self

    def __call__(self):
        receiver, function = super().__call__(), self._function()
        if receiver is None or function is None:
            return None
        return self._kind(function, receiver)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._function == other._function

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = ref.__hash__


class _Mapping:
    """What both dictionaries do with the pairs that their `items` give."""

    def keys(self):
        for key, _ in self.items():
            yield key

    def values(self):
        for _, value in self.items():
            yield value

    def __iter__(self):
        return iter(list(self.keys()))

    def __eq__(self, other):
        if not isinstance(other, (_Mapping, dict)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None

    def __bool__(self):
        return len(self) != 0

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
            return default

    def update(self, other=None, /, **kwargs):
        if other is not None:
            if not hasattr(other, "items"):
                other = dict(other)
            for key, value in list(other.items()):
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def clear(self):
        self.data.clear()

    def copy(self):
        fresh = type(self)()
        for key, value in self.items():
            fresh[key] = value
        return fresh

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        fresh = type(self)()
        for key, value in self.items():
            self._put_deep(fresh, key, value, deepcopy, memo)
        return fresh

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, (_Mapping, dict)):
            return NotImplemented
        fresh = self.copy()
        fresh.update(other)
        return fresh

    def __ror__(self, other):
        if not isinstance(other, (_Mapping, dict)):
            return NotImplemented
        fresh = type(self)()
        fresh.update(other)
        fresh.update(self)
        return fresh


class WeakValueDictionary(_Mapping):
    """A dictionary whose entries go when their values do."""

    def __init__(self, other=(), /, **kw):
        own = ref(self)

        def remove(reference):
            self = own()
            if self is not None and self.data.get(reference.key) is reference:
                del self.data[reference.key]

        self._remove = remove
        self.data = {}
        self.update(other, **kw)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return sum(reference() is not None for reference in list(self.data.values()))

    def __contains__(self, key):
        reference = self.data.get(key)
        return reference is not None and reference() is not None

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def items(self):
        for key, reference in list(self.data.items()):
            value = reference()
            if value is not None:
                yield key, value

    def itervaluerefs(self):
        yield from list(self.data.values())

    def valuerefs(self):
        return list(self.data.values())

    def pop(self, key, *args):
        try:
            value = self.data.pop(key)()
        except KeyError:
            value = None
        if value is None:
            if args:
                return args[0]
            raise KeyError(key)
        return value

    def popitem(self):
        while True:
            key, reference = self.data.popitem()
            value = reference()
            if value is not None:
                return key, value

    @staticmethod
    def _put_deep(fresh, key, value, deepcopy, memo):
        fresh[deepcopy(key, memo)] = value


class WeakKeyDictionary(_Mapping):
    """A dictionary whose entries go when their keys do."""

    def __init__(self, dict=None):
        own = ref(self)

        def remove(reference):
            self = own()
            if self is not None:
                self.data.pop(reference, None)

        self._remove = remove
        self.data = {}
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __len__(self):
        return sum(reference() is not None for reference in list(self.data))

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def items(self):
        for reference, value in list(self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def keyrefs(self):
        return list(self.data)

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def popitem(self):
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    @staticmethod
    def _put_deep(fresh, key, value, deepcopy, memo):
        fresh[key] = deepcopy(value, memo)


class WeakSet:
    """A set whose elements go when they die."""

    def __init__(self, data=None):
        own = ref(self)

        def remove(reference):
            self = own()
            if self is not None:
                self.data.discard(reference)

        self._remove = remove
        self.data = set()
        if data is not None:
            self.update(data)

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return sum(reference() is not None for reference in list(self.data))

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return "{" + ", ".join(map(repr, self)) + "}" if self else "set()"

    def __bool__(self):
        return len(self) != 0

    def __reduce__(self):
        return type(self), (list(self),)

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def pop(self):
        while True:
            try:
                item = self.data.pop()()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            if item is not None:
                return item

    def remove(self, item):
        self.data.remove(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def update(self, other):
        for item in list(other):
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, other):
        fresh = self.copy()
        fresh.update(other)
        return fresh

    __or__ = union

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    __and__ = intersection

    def intersection_update(self, other):
        keep = set(map(ref, other))
        self.data = {reference for reference in self.data if reference in keep}

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def difference(self, other):
        without = set(map(ref, other))
        return type(self)(item for item in self if ref(item) not in without)

    __sub__ = difference

    def difference_update(self, other):
        for item in list(other):
            self.discard(item)

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def symmetric_difference(self, other):
        other = type(self)(other)
        return self.difference(other).union(other.difference(self))

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        self.data = self.symmetric_difference(other).data

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def issubset(self, other):
        other = set(map(ref, other))
        return all(reference in other for reference in list(self.data))

    __le__ = issubset

    def __lt__(self, other):
        return self.issubset(other) and len(self) < len(set(map(ref, other)))

    def issuperset(self, other):
        return all(item in self for item in other)

    __ge__ = issuperset

    def __gt__(self, other):
        return self.issuperset(other) and len(self) > len(set(map(ref, other)))

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def __eq__(self, other):
        if not isinstance(other, WeakSet):
            return NotImplemented
        return set(map(ref, self)) == set(map(ref, other))

    __hash__ = None


class finalize:
    """Calls a function when an object dies, or at exit; once."""

    __slots__ = ()
    _registry = {}
    _number = 0
    _at_exit_registered = False

    class _Info:
        __slots__ = ("reference", "function", "args", "kwargs", "atexit", "number")

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._at_exit_registered:
            import atexit
            atexit.register(finalize._run_at_exit)
            finalize._at_exit_registered = True
        info = finalize._Info()
        info.reference = ref(obj, self)
        info.function, info.args, info.kwargs = func, args, kwargs or None
        info.atexit = True
        finalize._number += 1
        info.number = finalize._number
        finalize._registry[self] = info

    def __call__(self, _=None):
        """Calls the function, unless that has been done."""
        info = self._registry.pop(self, None)
        if info is not None:
            return info.function(*info.args, **(info.kwargs or {}))

    def detach(self):
        """Gives up: (object, function, args, kwargs), or None if it is too late."""
        info = self._registry.get(self)
        obj = info and info.reference()
        if obj is not None and self._registry.pop(self, None):
            return obj, info.function, info.args, info.kwargs or {}

    def peek(self):
        info = self._registry.get(self)
        obj = info and info.reference()
        if obj is not None:
            return obj, info.function, info.args, info.kwargs or {}

    @property
    def alive(self):
        return self in self._registry

    @property
    def atexit(self):
        info = self._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = self._registry.get(self)
        if info:
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        obj = info and info.reference()
        if obj is None:
            return "<%s object at %#x; dead>" % (type(self).__name__, id(self))
        return "<%s object at %#x; for %r at %#x>" % (
            type(self).__name__, id(self), type(obj).__name__, id(obj))

    @classmethod
    def _run_at_exit(cls):
        while True:
            pending = [(info.number, self) for self, info in cls._registry.items() if info.atexit]
            if not pending:
                return
            _, last = max(pending, key=lambda pair: pair[0])
            try:
                last()
            except Exception:
                import sys
                sys.excepthook(*sys.exc_info())
