"""Whether a commit waits for the disk: in most tests it does not, which takes a third off their time.

No test cuts the power, so nothing is lost by it. Tests marked `durable` run with what the program really does, as do
all programs that a test starts.
"""

from __future__ import annotations

import os

import pytest

from netmile_desktop.portal.database import database
from netmile_desktop.workspace.store import store


def wait_for_no_disk(patch: pytest.MonkeyPatch) -> None:
    """Let commits of both databases and the files of this process return before they are on the disk."""
    patch.setattr(database, "_DURABLE", ("PRAGMA synchronous=OFF",))
    patch.setattr(store, "_DURABLE", ("synchronous = OFF",))
    patch.setattr(os, "fsync", lambda _descriptor: None)
