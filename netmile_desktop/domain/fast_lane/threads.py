"""Work on both cores of a small machine: numpy leaves Python to others while it computes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

THREADS = 2


def threads() -> ThreadPoolExecutor:
    """To be closed before what they work on is given away."""
    return ThreadPoolExecutor(THREADS, "fast lane")


def in_order(work: Callable[[T], R], pieces: Sequence[T]) -> Iterator[tuple[T, R]]:
    """Each piece with what came of it, as it comes; who stops asking leaves the rest undone."""
    with threads() as working:
        found = working.map(work, pieces)
        try:
            yield from zip(pieces, found, strict=True)
        except BaseException:
            working.shutdown(cancel_futures=True)
            raise
