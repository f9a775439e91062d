"""A dictionary that is cheap to copy, however much it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_GONE: Any = object()
"""Marks a key in a layer that an older layer has and that was removed since."""


class LayeredMap(Mapping[K, V]):
    """A mapping whose copies share all layers but the newest, the only one that is written to.

    A layer is merged with the one below unless that one is at least twice as large, so there are only a few.
    """

    def __init__(self, base: Mapping[K, V] | None = None) -> None:
        """Start from `base`, which must no longer change."""
        self._top: dict[K, V] = {}
        self._below: tuple[Mapping[K, V], ...] = (base,) if base else ()
        """The newest first."""
        self._count = len(base) if base else 0

    def copy(self) -> LayeredMap[K, V]:
        """Return a copy; later changes of one do not affect the other."""
        if self._top:
            self._below = _settled((self._top, *self._below))
            self._top = {}
        other: LayeredMap[K, V] = LayeredMap()
        other._below, other._count = self._below, self._count
        return other

    def __setitem__(self, key: K, value: V) -> None:
        self._count += key not in self
        self._top[key] = value

    def pop(self, key: K) -> None:
        """Remove a key; harmless if it is missing."""
        if key in self:
            self._count -= 1
            self._top[key] = _GONE

    def __getitem__(self, key: K) -> V:
        value = self._look_up(key)
        if value is _GONE:
            raise KeyError(key)
        return value

    def get(self, key: K, default: Any = None) -> Any:
        value = self._look_up(key)
        return default if value is _GONE else value

    def __contains__(self, key: object) -> bool:
        return self._look_up(key) is not _GONE

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[K]:
        if not self._below:
            yield from (key for key, value in self._top.items() if value is not _GONE)
            return
        if not self._top and len(self._below) == 1:
            yield from (key for key, value in self._below[0].items() if value is not _GONE)
            return
        seen: list[Mapping[K, V]] = []
        for layer in (self._top, *self._below):
            for key in layer:
                if layer[key] is not _GONE and not any(key in newer for newer in seen):
                    yield key
            seen.append(layer)

    def _look_up(self, key: Any) -> V:
        if key in self._top:
            return self._top[key]
        for layer in self._below:
            if key in layer:
                return layer[key]
        return _GONE  # type: ignore[no-any-return]


def _settled(layers: tuple[Mapping[K, V], ...]) -> tuple[Mapping[K, V], ...]:
    while len(layers) > 1 and len(layers[1]) < 2 * len(layers[0]):
        layers = ({**layers[1], **layers[0]}, *layers[2:])
    return layers
