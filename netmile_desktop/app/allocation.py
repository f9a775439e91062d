"""Giving memory back: large blocks that were freed go to the system instead of lying in a heap full of holes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    import ctypes
else:
    ctypes = import_lazily("ctypes")

LARGE_BYTES = 64 * 1024

_M_MMAP_THRESHOLD = -3


def give_large_blocks_back() -> None:
    """Keep glibc from raising the size from which blocks are its own; it would with the first large one freed.

    Saves some 6 MiB of a signed-in program. Elsewhere nothing needs to be done.
    """
    if not sys.platform.startswith("linux"):
        return
    choose = getattr(ctypes.CDLL(None), "mallopt", None)
    if choose is not None:
        choose(_M_MMAP_THRESHOLD, LARGE_BYTES)
