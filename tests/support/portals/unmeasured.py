"""Whose code is measured where tests run under coverage: the portal's threads are left out.

No floor is of the portal, and tracing more than doubles the time it takes to answer.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SERVING = ("portal-", "AnyIO worker")
"""How the names of threads begin in which a portal serves or judges."""


class _AllButPortals:
    """What a thread asks when it begins, in place of the measurement itself."""

    def __init__(self, measure: Any) -> None:
        self._measure = measure

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        if threading.current_thread().name.startswith(SERVING):
            sys.settrace(None)
            return None
        return self._measure(frame, event, argument)


@contextmanager
def portals_unmeasured() -> Iterator[None]:
    """Let threads of portals that begin meanwhile run at their full speed; does nothing where nothing is measured."""
    measure: Any = threading.gettrace()
    if measure is None:
        yield
        return
    ours: Any = _AllButPortals(measure)
    threading.settrace(ours)
    yield
    if threading.gettrace() is ours:  # the measurement puts its own back where a test is left out (`no_cover`)
        threading.settrace(measure)
