"""Each failure has its documented exit code."""

import pytest

from netmile_desktop.cli.failing import NO_PORTAL, NO_STORE, REFUSED, USAGE, exit_code
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import (
    Broken,
    Failure,
    FileUnreadable,
    FileUnwritable,
    NotAllowed,
    NotSignedIn,
    Obstacle,
    ReadFault,
    StoreFault,
    Unreachable,
    WorkspaceUnusable,
    WriteFault,
)


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (FileUnreadable(ReadFault.EMPTY, "a.csv"), USAGE),
        (FileUnwritable(WriteFault.IN_USE, "a.csv"), USAGE),
        (NotAllowed(Obstacle.NOTHING_TO_SEND), USAGE),
        (Unreachable(), NO_PORTAL),
        (Broken(), NO_PORTAL),
        (NotSignedIn(Problem.SESSION), REFUSED),
        (WorkspaceUnusable(StoreFault.DISK_FULL), NO_STORE),
    ],
)
def test_exit_codes(failure: Failure, code: int) -> None:
    assert exit_code(failure) == code
