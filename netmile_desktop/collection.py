"""Python's collection of cycles, put off while a great many small things are made and kept.

It would go through all of them again and again to find nothing: a third of the time that judging a
large file takes.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100_000
"""So many things kept are put out of reach of later collections: one over millions of them holds up the window."""

_lock = threading.Lock()
_waiting = 0
_was_enabled = False


@contextmanager
def no_collection() -> Iterator[None]:
    """Nothing is collected inside; from several threads at once, until the last of them is through.

    What was made inside and is in no cycle is freed as ever once nobody needs it any more.
    """
    global _waiting, _was_enabled
    with _lock:
        if not _waiting:
            _was_enabled = gc.isenabled()
            gc.disable()
        _waiting += 1
    try:
        yield
    finally:
        with _lock:
            _waiting -= 1
            if not _waiting and _was_enabled:
                if gc.get_count()[0] > MANY:
                    gc.freeze()
                gc.enable()
