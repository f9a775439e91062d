"""A file on its way to the portal."""

from __future__ import annotations

from netmile_desktop.progress import Progress

BLOCK = 64 * 1024
"""Bytes per block; a cancellation is checked between two blocks."""


class UploadBody:
    """Bytes read block by block: each block is reported, and can be where a cancellation takes hold.

    Its length is known, so it travels with `Content-Length`; it can be rewound and sent again.
    """

    def __init__(self, data: bytes, progress: Progress) -> None:
        self._data = data
        self._progress = progress
        self._at = 0

    def __len__(self) -> int:
        return len(self._data)

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        start = (0, self._at, len(self._data))[whence]
        self._at = max(0, min(len(self._data), start + offset))
        return self._at

    def read(self, size: int = -1) -> bytes:
        """The next bytes, never more than one block; raises Cancelled where a stop was asked for."""
        step = BLOCK if size < 0 else min(size, BLOCK)
        block = self._data[self._at : self._at + step]
        self._at += len(block)
        self._progress.report(self._at, len(self._data))
        return block
