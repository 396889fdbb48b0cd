"""Finding and making modules step by step."""

import os as _os
import sys as _sys
from importlib import _resolved
from importlib.machinery import ModuleSpec, SourceFileLoader


def resolve_name(name, package):
    """The absolute form of a name that may begin with dots."""
    if name.startswith(".") and not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    return _resolved(name, package, "resolve_name")


def find_spec(name, package=None):
    """Where a module is or would be found; None if nowhere."""
    absolute = resolve_name(name, package)
    if absolute in _sys.modules:
        module = _sys.modules[absolute]
        if module is None:
            return None
        spec = getattr(module, "__spec__", None)
        if spec is None:
            raise ValueError(f"{absolute}.__spec__ is None")
        return spec
    parent, _, last = absolute.rpartition(".")
    if parent:
        __import__(parent)
        folders = getattr(_sys.modules[parent], "__path__", None)
        if folders is None:
            raise ModuleNotFoundError(f"__path__ attribute not found on {parent!r} while trying to find {absolute!r}",
                                      name=absolute)
    else:
        if absolute in _sys.stdlib_module_names:
            return ModuleSpec(absolute, None, origin="built-in")
        folders = _sys.path
    namespaces = []
    for folder in folders:
        package_file = _os.path.join(folder, last, "__init__.py")
        if _os.path.isfile(package_file):
            return spec_from_file_location(absolute, package_file,
                                           submodule_search_locations=[_os.path.join(folder, last)])
        file = _os.path.join(folder, last + ".py")
        if _os.path.isfile(file):
            return spec_from_file_location(absolute, file)
        if _os.path.isdir(_os.path.join(folder, last)):
            namespaces.append(_os.path.join(folder, last))
    if namespaces:
        spec = ModuleSpec(absolute, None, is_package=True)
        spec.submodule_search_locations = namespaces
        return spec
    return None


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a loader."""
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """A spec for a file of source; None if it is of no known kind."""
    location = _os.path.abspath(location)
    if loader is None:
        if not location.endswith(".py"):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec.submodule_search_locations = submodule_search_locations
    return spec


def module_from_spec(spec):
    """A new module for a spec, not yet run."""
    module = spec.loader.create_module(spec) if spec.loader is not None else None
    if module is None:
        module = type(_sys)(spec.name)
    module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
    if spec.has_location:
        module.__file__ = spec.origin
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    return module
