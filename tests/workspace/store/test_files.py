"""Why a file cannot be written, as far as the system says it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from netmile_desktop.domain.failures import FileUnwritable, StoreFault, WorkspaceUnusable, WriteFault
from netmile_desktop.workspace.store.atomic_files import replace_file, unusable, unwritable


@pytest.mark.parametrize(
    ("code", "winerror", "kind", "reason"),
    [
        (errno.ENOSPC, None, WorkspaceUnusable, StoreFault.DISK_FULL),
        (errno.EDQUOT, None, WorkspaceUnusable, StoreFault.DISK_FULL),
        (errno.EFBIG, None, WorkspaceUnusable, StoreFault.DISK_FULL),
        (errno.EACCES, None, FileUnwritable, WriteFault.NO_PERMISSION),
        (errno.EROFS, None, FileUnwritable, WriteFault.NO_PERMISSION),
        (errno.ENOENT, None, FileUnwritable, WriteFault.NOT_FOUND),
        (errno.EACCES, 32, FileUnwritable, WriteFault.IN_USE),
        (errno.EACCES, 5, FileUnwritable, WriteFault.NO_PERMISSION),
    ],
)
def test_what_the_system_says_is_put_so_that_something_can_be_done(
    code: int, winerror: int | None, kind: type[Exception], reason: str
) -> None:
    error = OSError(code, "no")
    error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
    failure = unwritable(error, Path("list.csv"))
    assert type(failure) is kind
    assert isinstance(failure, FileUnwritable | WorkspaceUnusable)
    assert failure.reason == reason


def test_of_our_own_files_only_room_and_permission_matter() -> None:
    assert unusable(OSError(errno.ENOSPC, "no"), Path("store")).reason == StoreFault.DISK_FULL
    assert unusable(OSError(errno.ENOENT, "no"), Path("store")).reason == StoreFault.READ_ONLY


def test_a_folder_by_the_name_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory") as told:
        replace_file(tmp_path, b"x")
    failure = unwritable(told.value, tmp_path)
    assert isinstance(failure, FileUnwritable)
    assert failure.reason == WriteFault.IS_FOLDER
    assert tmp_path.is_dir()
