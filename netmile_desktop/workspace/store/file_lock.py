"""A file that only one process at a time may hold; the system releases it when the process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR_BEHIND = 1 << 30
"""Offset of the locked byte. Windows locks bytes, not files; this one is beyond anything written."""


class FileLock:
    """An open file under an exclusive lock, with a short text in it."""

    def __init__(self, path: Path) -> None:
        """Open and lock the file.

        Raises:
            BlockingIOError: it is locked already.
            OSError: it cannot be opened for writing.
        """
        self._fd: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._fd)
        except (BlockingIOError, PermissionError) as error:
            self.release()
            raise BlockingIOError(str(path)) from error
        except OSError:
            self.release()
            raise

    def text(self) -> str:
        assert self._fd is not None
        os.lseek(self._fd, 0, os.SEEK_SET)
        return os.read(self._fd, 4096).decode("ascii", "replace")

    def write(self, text: str) -> None:
        assert self._fd is not None
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.truncate(self._fd, 0)
        os.write(self._fd, text.encode("ascii"))
        os.fsync(self._fd)

    def release(self) -> None:
        """Release the lock; safe to repeat."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def _lock(fd: int) -> None:
    if sys.platform == "win32":
        os.lseek(fd, _FAR_BEHIND, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
