"""Writing a file so that it is either whole or not there."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from netmile_desktop.domain.failures import Failure, FileUnwritable, WorkspaceUnusable

SHARING_VIOLATIONS = frozenset({32, 33})
"""Windows: another program, nearly always the spreadsheet itself, holds the file."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Beside a full disk a quota, and a bound on the size of files."""

_REASONS = {
    errno.ENOENT: FileUnwritable.NOT_FOUND,
    errno.ENOTDIR: FileUnwritable.NOT_FOUND,
    errno.EISDIR: FileUnwritable.IS_FOLDER,
    errno.EBUSY: FileUnwritable.IN_USE,
}


def replace_file(path: Path, content: bytes) -> None:
    """Write beside the place and move over it; readable by this user alone. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def free_place(wanted: Path, content: bytes) -> Path:
    """The wanted place, or one with a number where a file of other content lies there: it may be somebody's work."""
    place, number = wanted, 1
    while place.exists() and not (place.is_file() and place.read_bytes() == content):
        number += 1
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return place


def unwritable(error: OSError, path: Path) -> Failure:
    """Why a file that the user named could not be written, as something to be told."""
    if error.errno in _FULL:
        return WorkspaceUnusable(WorkspaceUnusable.DISK_FULL, str(path))
    if getattr(error, "winerror", None) in SHARING_VIOLATIONS:
        return FileUnwritable(FileUnwritable.IN_USE, str(path), str(error))
    reason = FileUnwritable.IS_FOLDER if path.is_dir() else _REASONS.get(error.errno or 0)
    return FileUnwritable(reason or FileUnwritable.NO_PERMISSION, str(path), str(error))


def unusable(error: OSError, path: Path) -> WorkspaceUnusable:
    """Why a file of our own could not be written, as something to be told."""
    is_full = error.errno in _FULL
    return WorkspaceUnusable(WorkspaceUnusable.DISK_FULL if is_full else WorkspaceUnusable.READ_ONLY, str(path))
