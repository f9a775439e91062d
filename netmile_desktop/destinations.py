"""Where a file that is written whole has to go: a name may stand for a link, a device or a pipe."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def is_stream(path: Path) -> bool:
    """Return whether a name stands for something that takes bytes and cannot be replaced, as `/dev/stdout` does."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def behind_links(path: Path) -> Path:
    """Return the file that a link leads to, so that a new file takes its place, and not that of the link."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path
