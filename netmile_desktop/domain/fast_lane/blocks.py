"""A file cut into blocks of whole lines, and line by line where a record runs over several."""

from __future__ import annotations

import re
from collections.abc import Iterator

BLOCK_BYTES = 1 << 20
"""Bytes; few enough for the processor's cache and for a prompt reaction to a cancel."""

_LINE_END = re.compile(rb"\r\n|\r|\n")


def blocks(data: bytes, size: int = BLOCK_BYTES) -> Iterator[tuple[int, int]]:
    """Where each block begins and ends; only a line longer than `size` makes a longer one."""
    at = 0
    while at < len(data):
        until = _cut(data, at, min(at + size, len(data)))
        yield at, until
        at = until


def line_after(data: bytes, at: int) -> int:
    """Where the next line begins."""
    found = _LINE_END.search(data, at)
    return found.end() if found else len(data)


def lines_from(data: bytes, at: int, encoding: str) -> Iterator[str]:
    """The lines from a position on, with their line ends."""
    while at < len(data):
        until = line_after(data, at)
        yield data[at:until].decode(encoding, "replace")
        at = until


def _cut(data: bytes, at: int, until: int) -> int:
    """The last line end before `until`, or the next one behind; a CR and its LF are never parted."""
    if until == len(data):
        return until
    end = data.rfind(b"\n", at, until) + 1
    # A CR at the very end of the window may be the first half of a CRLF.
    return end or data.rfind(b"\r", at, until - 1) + 1 or line_after(data, until - 1)
