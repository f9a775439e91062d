"""Why a file cannot be written, as far as the system says it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from netmile_desktop.domain.failures import FileUnwritable, StoreFault, WriteFault
from netmile_desktop.portal.admin.member_files import save
from netmile_desktop.workspace.store.atomic_files import replace_file, unusable, unwritable, written_beside


@pytest.mark.parametrize(
    ("code", "winerror", "reason"),
    [
        (errno.ENOSPC, None, WriteFault.DISK_FULL),
        (errno.EDQUOT, None, WriteFault.DISK_FULL),
        (errno.EFBIG, None, WriteFault.DISK_FULL),
        (errno.EACCES, None, WriteFault.NO_PERMISSION),
        (errno.EROFS, None, WriteFault.NO_PERMISSION),
        (errno.ENOENT, None, WriteFault.NOT_FOUND),
        (errno.EACCES, 32, WriteFault.IN_USE),
        (errno.EACCES, 5, WriteFault.NO_PERMISSION),
    ],
)
def test_what_the_system_says_is_put_so_that_something_can_be_done(
    code: int, winerror: int | None, reason: str
) -> None:
    error = OSError(code, "no")
    error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
    assert unwritable(error, Path("list.csv")).reason == reason


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


needs_links = pytest.mark.skipif(os.name != "posix", reason="links need a right there")


def write_beside(path: Path, content: bytes) -> None:
    with written_beside(path) as made:
        made.write_bytes(content)


@needs_links
@pytest.mark.parametrize("write", [replace_file, write_beside, save])
def test_a_link_stays_and_the_file_behind_it_is_written(write: Callable[[Path, bytes], None], tmp_path: Path) -> None:
    real, link, dangling = tmp_path / "there" / "real.csv", tmp_path / "link.csv", tmp_path / "dangling.csv"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link.symlink_to(real)
    dangling.symlink_to("there/new.csv")
    for path in (link, dangling):
        write(path, b"new")
        assert path.is_symlink()
    assert {path.name: path.read_bytes() for path in real.parent.iterdir()} == {"real.csv": b"new", "new.csv": b"new"}


@needs_links
@pytest.mark.parametrize("write", [replace_file, write_beside, save])
def test_what_is_no_file_is_written_to_and_not_replaced(write: Callable[[Path, bytes], None], tmp_path: Path) -> None:
    """Replaced, `/dev/null` would be gone for the whole machine."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, b"content")
        assert os.read(reading, 99) == b"content"
    finally:
        os.close(reading)
    assert pipe.is_fifo()
    assert [each.name for each in tmp_path.iterdir()] == ["pipe"]
