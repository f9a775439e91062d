"""The clerk says how long personal data are kept, and deletes them: afterwards a known address is nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.paths import Folders
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.settings.dialog import SettingsDialog
from netmile_desktop.workspace.retention import KEPT_DAYS
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import csv_file, good_rows

ADDRESS = "member00042@example.jp"


def in_the_store(clerk: Clerk) -> bool:
    """Whether the address stands in any cell of the decrypted store."""
    return any(ADDRESS.encode() in cell for cell in cells(clerk))


def cells(clerk: Clerk) -> Iterator[bytes]:
    with clerk.desk.store.read() as transaction:
        tables = [name for (name,) in transaction.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in transaction.all(f"SELECT * FROM {table}"):
                yield from (each if isinstance(each, bytes) else str(each).encode() for each in row)


def in_files(folders: Folders, but: Path) -> list[Path]:
    """Files of the user's folders in which the address can be read; the sandbox's portal is not this computer's."""
    every = [path for root in (folders.data, folders.config, folders.log) for path in root.rglob("*") if path.is_file()]
    return [path for path in every if but not in path.parents and ADDRESS.encode() in path.read_bytes()]


def settings_of(clerk: Clerk) -> SettingsDialog:
    clerk.window._on_settings_asked()
    return clerk.window.findChildren(SettingsDialog)[-1]


def test_after_a_purge_in_the_window_the_address_is_nowhere(
    start: Start, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def agree(_dialogs: WindowDialogs, _parent: QWidget, _title: str, text: str, *_: object, **__: object) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr(WindowDialogs, "confirm", agree)
    clerk = start()
    clerk.enter_sandbox()
    file = csv_file(tmp_path / "a.csv", [(ADDRESS, "K000042", "100"), *good_rows(20)])
    clerk.import_file(file, "C-1024")
    clerk.finish()
    file.unlink()  # the clerk's own
    assert in_the_store(clerk)

    dialog = settings_of(clerk)
    assert dialog.retention is not None
    assert dialog.retention.keep.value() == KEPT_DAYS
    dialog.retention.keep.setValue(30)
    clerk.press(dialog.retention.purge_button)
    clerk.wait_until_idle()
    assert "30" in asked[-1]
    assert in_the_store(clerk), "what was through today is not old"
    later = datetime.now(UTC) + timedelta(days=31)
    monkeypatch.setattr(clerk.desk.retention, "_clock", lambda: later)
    clerk.press(dialog.retention.purge_button)
    clerk.wait_until_idle()
    assert "1" in dialog.retention.said.text()
    assert not in_the_store(clerk)
    assert in_files(folders, folders.sandbox) == []
    assert clerk.desk.batches.all() == []
    with clerk.desk.store.read() as transaction:
        assert transaction.one("SELECT count(*) FROM issued") == (21,), "that it was issued stays known"
        assert transaction.one("PRAGMA freelist_count") == (0,)
    clerk.press(dialog.save)
    assert clerk.desk.retention.settings.keep_days == 30


def test_the_home_page_reminds_after_the_days_that_were_chosen(start: Start) -> None:
    clerk = start()
    clerk.enter_sandbox()
    home = clerk.screen(HomeView)
    by_the_portal = lists_of(home)
    dialog = settings_of(clerk)
    assert dialog.retention is not None
    dialog.retention.remind.setValue(1)
    clerk.press(dialog.save)
    clerk.wait_until_idle()
    home = clerk.screen(HomeView)  # another one, in the settings as they are now
    assert lists_of(home) == len(clerk.desk.retention.undeleted()) > by_the_portal


def lists_of(home: HomeView) -> int:
    """The lists that the home page reminds of."""
    [duty] = [each for each in home.duties.duties if each.key == "lists"]
    return int(duty.count.split()[0])
