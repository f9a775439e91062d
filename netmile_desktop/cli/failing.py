"""Which exit code says what went wrong."""

from __future__ import annotations

from netmile_desktop.domain.failures import (
    Broken,
    Failure,
    FileUnreadable,
    Refused,
    Unreachable,
    WorkspaceUnusable,
)
from netmile_desktop.domain.words.language import Words

OK = 0
CODES = 1
USAGE = 2
NO_PORTAL = 3
REFUSED = 4
NO_STORE = 5
INTERRUPTED = 130


class UsageWrong(Exception):
    """The command cannot be understood or lacks something; the sentence says what."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def exit_code(failure: Failure) -> int:
    """The documented code of a failure."""
    for kind, code in (
        (FileUnreadable, USAGE),
        (Unreachable, NO_PORTAL),
        (Broken, NO_PORTAL),
        (Refused, REFUSED),
        (WorkspaceUnusable, NO_STORE),
    ):
        if isinstance(failure, kind):
            return code
    return REFUSED
