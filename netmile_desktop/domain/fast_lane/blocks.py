"""A file cut into blocks of whole lines."""

from __future__ import annotations

from collections.abc import Iterator

from netmile_desktop.domain.rows.lines import line_after

BLOCK_BYTES = 1 << 20
"""Bytes; few enough for the processor's cache and for a prompt reaction to a cancel."""


def blocks(data: bytes, end: int, size: int = BLOCK_BYTES) -> Iterator[tuple[int, int]]:
    """Where each block begins and ends, up to an end of lines; only a line longer than `size` makes a longer one."""
    at = 0
    while at < end:
        until = end if at + size >= end else _cut(data, at, at + size)
        yield at, until
        at = until


def _cut(data: bytes, at: int, until: int) -> int:
    """The last line end before `until`, or the next one behind; a CR and its LF are never parted."""
    end = data.rfind(b"\n", at, until) + 1
    # A CR at the very end of the window may be the first half of a CRLF.
    return end or data.rfind(b"\r", at, until - 1) + 1 or line_after(data, until - 1)
