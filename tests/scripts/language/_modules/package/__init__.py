"""A package."""
log = ["init"]
from . import first
from .second import value as second_value
__all__ = ["first", "second_value", "listed"]
listed = "in __all__"
unlisted = "not in __all__"


def __getattr__(name):
    if name == "dynamic":
        return "made by __getattr__"
    raise AttributeError(f"package has no {name}")


def __dir__():
    return ["b", "a"]
