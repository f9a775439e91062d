"""What the portal told last, for while it is out of reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.workspace.store.store import Store

S = TypeVar("S", bound=msgspec.Struct)


def told_or_remembered(store: Store, kind: str, id_: str, type_: type[S], ask: Callable[[], S]) -> S:
    """Ask the portal and remember its answer; if it is out of reach, return the last one.

    Raises:
        Unreachable: it is out of reach, and nothing is remembered; others as `ask`.
    """
    try:
        told = ask()
    except Unreachable:
        remembered = store.recall(kind, id_, type_)
        if remembered is None:
            raise
        return remembered
    store.remember(kind, id_, told)
    return told
