"""The ways to count a vote, by name. Each is one module here that defines `METHOD`; adding a method is adding a file."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.voting.methods import majority
from gemportal.voting.methods.method import Method
from gemportal.voting.methods.reading import shown

_MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]

METHODS: dict[str, Method[Any, Any]] = {
    module.METHOD.name: module.METHOD for module in _MODULES if hasattr(module, "METHOD")
}


def method_named(name: object, *, secret: bool = False) -> Method[Any, Any]:
    """The method with this name; RuleBroken when there is none. A `secret` vote is about persons, and its words are too."""
    if not isinstance(name, str) or name not in METHODS:
        raise RuleBroken(_l("Er is geen stemmethode “%(name)s”.", name=shown(name)))
    return majority.ONE_CANDIDATE if secret and name == majority.METHOD.name else METHODS[name]
