"""The encrypted file that holds everything a site's clerk has not finished: one per portal and site."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class Store:
    """An SQLCipher database under a raw key of 32 bytes. Usable from any thread."""

    @classmethod
    def open(cls, path: Path, key: bytes) -> Store:
        """Open or make the file; it belongs to this process until it is closed.

        Raises:
            WorkspaceUnusable: WRONG_KEY, NEWER_FORMAT, IN_USE, DISK_FULL, READ_ONLY or DAMAGED.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the file; safe to repeat."""

    def remember(self, kind: str, id_: str, value: msgspec.Struct) -> None:
        """Keep the newest answer about something, for when the portal is out of reach."""
        raise NotImplementedError

    def recall(self, kind: str, id_: str, type_: type[S]) -> S | None:
        """What was remembered, or None; also None where its shape is no longer ours."""
        raise NotImplementedError
