"""Imports that wait for the first use: what the window, or a command, does not need in order to start.

The type checker, the import linter and the reader see a plain import; at run time a stand-in takes its place:

    if TYPE_CHECKING:
        from netmile_desktop.domain.texts import states
        from netmile_desktop.workspace.store.store import Store
    else:
        states = import_lazily("netmile_desktop.domain.texts.states")
        Store = import_lazily("netmile_desktop.workspace.store.store", "Store")

A test holds that both branches name the same. A stand-in is called, and asked for attributes. It is no class:
for `isinstance` and `except`, import the module lazily and name the class as its attribute.
"""

from __future__ import annotations

import importlib


class _Lazy:
    """Stands in for a module, or for one name of it."""

    __slots__ = ("_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __getattr__(self, attribute: str) -> object:
        return getattr(self._loaded(), attribute)

    def __call__(self, *arguments: object, **named: object) -> object:
        called = self._loaded()
        assert callable(called)
        return called(*arguments, **named)

    def _loaded(self) -> object:
        # Looked up each time: a module that is loaded already costs a third of a microsecond.
        module = importlib.import_module(self._module)
        return getattr(module, self._name) if self._name else module


def import_lazily(module: str, name: str = "") -> _Lazy:
    """Return a stand-in for a module, or for a class or function of it; the module is loaded with its first use."""
    return _Lazy(module, name)
