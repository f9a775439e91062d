"""受渡ファイル: downloaded, held against a result, answered once, at the real portal."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.rewards import FileState, RewardResult
from netmile_desktop.domain.rewards.result_files import Verdict, codes_in, result_file
from netmile_desktop.domain.wire import RewardFileSearch, RewardRegistrationSearch
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.files_page import OPEN, FilesPage
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> RewardView:
    """The files, the newest of which has somebody in it; the day is two days on."""
    assert desk.client.rewards.hand_over().every_hours == 24
    desk.sandbox_operator.move_to(desk.today() + timedelta(days=2))
    view = RewardView(desk, toolbox)
    shown(view)
    view.tabs.setCurrentIndex(1)

    def is_made() -> bool:
        return any(each.rows for each in desk.reward_files.search(RewardFileSearch()).items)

    settle(tasks, is_made)
    view.refresh()
    settle(tasks)
    return view


@pytest.fixture
def told(view: RewardView) -> list[Notice]:
    told: list[Notice] = []
    view.noticed.connect(told.append)
    return told


def open_file(page: FilesPage) -> str:
    """Choose the file that waits."""
    file = next(each for each in page.table.records_model.records if each.rows)
    assert file.state is FileState.NEW
    assert page.table.select(file.file)
    return file.file


def download(page: FilesPage, dialogs: ScriptedDialogs, tasks: TaskRunner, path: Path) -> list[str]:
    dialogs.script(path)
    page.save_button.click()
    settle(tasks)
    return codes_in(path.read_bytes())


def test_a_file_is_downloaded_often(
    view: RewardView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path, told: list[Notice]
) -> None:
    page = view.files
    file = open_file(page)
    codes = download(page, dialogs, tasks, tmp_path / "登録.csv")
    assert codes
    with (tmp_path / "登録.csv").open(encoding="utf-8-sig", newline="") as rows:
        assert all("@" in row["メールアドレス"] for row in csv.DictReader(rows))
    assert "personal data" in told[-1].text
    assert download(page, dialogs, tasks, tmp_path / "again.csv") == codes
    current = page.table.current()
    assert current is not None
    assert (current.file, current.state, current.downloads) == (file, FileState.DOWNLOADED, 2)


def test_a_result_is_uploaded_once_everybody_is_answered(
    view: RewardView, desk: Desk, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path, told: list[Notice]
) -> None:
    page = view.files
    file = open_file(page)
    codes = download(page, dialogs, tasks, tmp_path / "登録.csv")
    refused = Verdict(codes[0], RewardResult.REFUSED, "同じ住所で登録済み")
    (tmp_path / "half.csv").write_bytes(result_file([Verdict("W-unknown", RewardResult.APPROVED)]))
    dialogs.script(tmp_path / "half.csv")
    page.upload_button.click()
    settle(tasks)
    assert f"{len(codes)} of {len(codes)} registrations" in told[-1].text
    assert "no such registration" in told[-1].text
    (tmp_path / "whole.csv").write_bytes(
        result_file([refused, *(Verdict(code, RewardResult.APPROVED) for code in codes[1:])])
    )
    dialogs.script(tmp_path / "whole.csv", False)
    page.upload_button.click()
    settle(tasks)
    assert desk.client.rewards.file(file).state is FileState.DOWNLOADED, "the clerk did not want to"
    dialogs.script(tmp_path / "whole.csv", True)
    page.upload_button.click()
    settle(tasks)
    assert f"Approved: {len(codes) - 1} · Refused: 1" in dialogs.asked[-1].text
    current = page.table.current()
    assert current is not None
    assert (current.state, current.refused) == (FileState.COMPLETED, 1)
    assert not page.upload_button.isEnabled()
    [answered] = desk.rewards.registrations(RewardRegistrationSearch(code=codes[0])).items
    assert answered.result_reason == "同じ住所で登録済み"


def test_only_what_waits_is_shown_on_request(view: RewardView, tasks: TaskRunner) -> None:
    page = view.files
    page.choice.button(OPEN).click()
    settle(tasks)
    found = page.table.records_model.records
    assert found
    assert {each.state for each in found} <= {FileState.NEW, FileState.DOWNLOADED}
    assert view.summary()
    assert view.primary() is page.upload_button
