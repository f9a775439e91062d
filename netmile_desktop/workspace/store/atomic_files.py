"""Writing files whole or not at all, and the failures to report if that is impossible."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from netmile_desktop.destinations import behind_links, is_stream
from netmile_desktop.domain.failures import FileUnwritable, StoreFault, WorkspaceUnusable, WriteFault

SHARING_VIOLATIONS = frozenset({32, 33})
"""Windows error codes: another program, nearly always the spreadsheet program, holds the file."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""A full disk, an exceeded quota, or a file larger than allowed."""

_REASONS = {
    errno.ENOENT: WriteFault.NOT_FOUND,
    errno.ENOTDIR: WriteFault.NOT_FOUND,
    errno.EISDIR: WriteFault.IS_FOLDER,
    errno.EBUSY: WriteFault.IN_USE,
    errno.ENAMETOOLONG: WriteFault.NAME_TOO_LONG,
}


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside `path` and move it there; readable by this user alone.

    A link stays, and what is no file, such as a pipe, is written to as it is. Raises OSError.
    """
    if is_stream(path):
        path.write_bytes(content)
        return
    path = behind_links(path)
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


@contextlib.contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """Yield where to write a file that is too large to be held; moved to `path` at the end, or deleted after an error.

    The folder it is written in can be read by this user alone, and goes with everything in it. A link stays, and what
    is no file, such as a pipe, is written to at the end. Raises OSError.
    """
    into_stream = is_stream(path)
    path = path if into_stream else behind_links(path)
    beside = None if into_stream else path.parent
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}-", dir=beside))
    try:
        made = folder / "new"
        yield made
        if into_stream:
            with made.open("rb") as file, path.open("wb") as stream:
                shutil.copyfileobj(file, stream)
            return
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(made, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_place(wanted: Path, content: bytes) -> Path:
    """Return `wanted`, or a numbered name if a file with other content is there: it may be a user's work."""
    place, number = wanted, 1
    while place.exists() and not (place.is_file() and place.read_bytes() == content):
        number += 1
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return place


def unused_place(wanted: Path) -> Path:
    """Return `wanted`, or a numbered name if anything is there."""
    place, number = wanted, 1
    while place.exists():
        number += 1
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return place


def unwritable(error: OSError, path: Path) -> FileUnwritable:
    """Return the failure to report if a file named by the user could not be written."""
    if error.errno in _FULL:
        return FileUnwritable(WriteFault.DISK_FULL, str(path), str(error))
    if getattr(error, "winerror", None) in SHARING_VIOLATIONS:
        return FileUnwritable(WriteFault.IN_USE, str(path), str(error))
    reason = WriteFault.IS_FOLDER if os.path.isdir(path) else _REASONS.get(error.errno or 0)
    return FileUnwritable(reason or WriteFault.NO_PERMISSION, str(path), str(error))


def unusable(error: OSError, path: Path) -> WorkspaceUnusable:
    """Return the failure to report if a file of our own could not be written."""
    is_full = error.errno in _FULL
    return WorkspaceUnusable(StoreFault.DISK_FULL if is_full else StoreFault.READ_ONLY, str(path))
