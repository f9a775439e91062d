"""Writing a file so that it is either whole or not there."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from netmile_desktop.domain.failures import Failure, FileUnreadable, WorkspaceUnusable


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


def unwritable(error: OSError, path: Path) -> Failure:
    """Why a file that the user named could not be written, as something to be told."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return WorkspaceUnusable(WorkspaceUnusable.DISK_FULL, str(path))
    reasons = {
        errno.ENOENT: FileUnreadable.NOT_FOUND,
        errno.EISDIR: FileUnreadable.IS_FOLDER,
        errno.EBUSY: FileUnreadable.IN_USE,
    }
    return FileUnreadable(reasons.get(error.errno or 0, FileUnreadable.NO_PERMISSION), str(path), str(error))
