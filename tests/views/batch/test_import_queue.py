"""Several files are imported one after the other, and none of them is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.importing.queue import ImportQueue
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from tests.support.files import csv_file, good_rows
from tests.support.window import ScriptedDialogs, settle

CAMPAIGN = "C-1024"


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> BatchView:
    view = BatchView(desk, toolbox)
    shown(view)
    return view


@pytest.fixture
def page(view: BatchView) -> ImportPage:
    return view.beginnings.import_page


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [csv_file(tmp_path / f"{name}.csv", good_rows(at + 2)) for at, name in enumerate("abc")]


def test_after_one_file_the_next_one_comes(
    view: BatchView, page: ImportPage, files: list[Path], desk: Desk, toolbox: Toolbox
) -> None:
    told: list[Notice] = []
    view.noticed.connect(told.append)
    view.start_import(files, CAMPAIGN)
    for number, rows in enumerate((2, 3, 4), 1):
        settle(toolbox.tasks)
        assert page.queued.text() == f"File {number} of 3"
        assert page.import_button.text() == f"Import {rows} rows"
        page.import_button.click()
    settle(toolbox.tasks, view.list.isVisible)
    assert [batch.name for batch in desk.batches.all()] == ["c.csv", "b.csv", "a.csv"]
    assert [notice.text for notice in told] == [
        f"{name}.csv was imported: {n} rows." for n, name in enumerate("abc", 2)
    ]


def test_a_file_can_be_skipped(
    view: BatchView, page: ImportPage, files: list[Path], desk: Desk, toolbox: Toolbox
) -> None:
    view.start_import(files[:2], CAMPAIGN)
    settle(toolbox.tasks)
    page.skip_button.click()
    settle(toolbox.tasks)
    assert page.queued.text() == "File 2 of 2"
    assert page.import_button.text() == "Import 3 rows"
    page.skip_button.click()
    settle(toolbox.tasks)
    assert view.list.isVisible()
    assert desk.batches.all() == []


def test_files_that_wait_are_not_lost_by_leaving(
    view: BatchView, page: ImportPage, files: list[Path], toolbox: Toolbox
) -> None:
    told: list[Notice] = []
    view.noticed.connect(told.append)
    view.start_import(files, CAMPAIGN)
    settle(toolbox.tasks)
    page.cancel_button.click()
    settle(toolbox.tasks)
    assert view.list.isVisible()
    assert [notice.text for notice in told] == ["3 chosen files are not imported yet."]
    told[0].actions[0][1]()
    settle(toolbox.tasks)
    assert page.isVisible()
    assert page.queued.text() == "File 1 of 3"
    assert page.campaign.campaign_id == CAMPAIGN


def test_files_that_come_while_others_wait_are_put_after_them(
    view: BatchView, page: ImportPage, files: list[Path], toolbox: Toolbox
) -> None:
    view.start_import(files[:2], CAMPAIGN)
    settle(toolbox.tasks)
    view.start_import(files[2])
    settle(toolbox.tasks)
    assert page.queued.text() == "File 1 of 3"
    assert page.import_button.text() == "Import 2 rows", "the one on the page stays"


def test_several_files_are_chosen_in_the_dialog_and_one_is_replaced(
    view: BatchView, page: ImportPage, files: list[Path], dialogs: ScriptedDialogs, toolbox: Toolbox
) -> None:
    dialogs.script(files[:2], [files[2]])
    view.list.import_button.click()
    settle(toolbox.tasks)
    assert page.queued.text() == "File 1 of 2"
    page.other_button.click()
    settle(toolbox.tasks)
    assert page.queued.text() == "File 1 of 2"
    assert page.card.table.preview_model.rowCount() == 4, "the third file in the place of the first"


def test_a_single_file_has_no_number(view: BatchView, page: ImportPage, files: list[Path], toolbox: Toolbox) -> None:
    view.start_import(files[0], CAMPAIGN)
    settle(toolbox.tasks)
    assert page.queued.isHidden()
    assert page.skip_button.isHidden()


def test_new_files_come_before_those_left_behind() -> None:
    queue = ImportQueue()
    queue.put_first([Path("a"), Path("b")])
    queue.go_on()
    queue.put_first([Path("c")])
    assert [each.path for each in queue.files] == [Path("c"), Path("b")]
    queue.append([Path("d")])
    queue.replace_current([Path("e"), Path("f")])
    assert [each.path.name for each in queue.files] == ["e", "f", "b", "d"]
    assert queue.go_on() is not None
    assert queue.left == 3


def test_a_file_that_comes_while_another_is_imported_waits(
    view: BatchView, page: ImportPage, files: list[Path], desk: Desk, toolbox: Toolbox
) -> None:
    view.start_import(files[0], CAMPAIGN)
    settle(toolbox.tasks)
    page.import_button.click()
    view.start_import(files[1], CAMPAIGN)
    settle(toolbox.tasks, lambda: page.import_button.text() == "Import 3 rows")
    assert [batch.name for batch in desk.batches.all()] == ["a.csv"], "the first is not lost"
    assert page.isVisible()
