"""Cancel from a file: each line says what it means, the clerk chooses among several, the review shows the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.tables.table import ColumnRole
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history.file_page import FilePage
from netmile_desktop.views.history.line_table import Fate, fate_of
from netmile_desktop.views.history.view import HistoryView
from netmile_desktop.workspace.desk import Desk
from tests.support.files import csv_file, xlsx_file
from tests.support.window import ScriptedDialogs, settle


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> HistoryView:
    view = HistoryView(desk, toolbox)
    shown(view)
    view.entered()
    settle(toolbox.tasks)
    view.file_button.click()
    settle(toolbox.tasks)
    return view


@pytest.fixture
def told(view: HistoryView) -> list[Notice]:
    notices: list[Notice] = []
    view.noticed.connect(notices.append)
    return notices


def some(desk: Desk, state: IssueState, count: int, campaign_id: str = "") -> Sequence[wire.IssueRecord]:
    query = wire.HistorySearch(states=[state], campaign_id=campaign_id, size=200)
    return [each for each in desk.client.history.search(query).items if each.action is not None][:count]


def opened(view: HistoryView, path: Path) -> list[Fate]:
    view.file.open_file(path)
    settle(view.toolbox.tasks)
    return fates(view.file)


def fates(page: FilePage) -> list[Fate]:
    assert page.matching is not None
    return [fate_of(each) for each in page.matching.lines]


def choose_reason(page: FilePage) -> None:
    page.reason.choose("issued_wrongly")
    page.reason.activated.emit(0)


def test_without_a_file_the_next_step_is_to_choose_one(
    view: HistoryView, dialogs: ScriptedDialogs, desk: Desk, tmp_path: Path, toolbox: Toolbox
) -> None:
    assert view.topic() == "cancel-file"
    assert view.primary() is view.file.empty.button
    assert view.file.empty.isVisible()
    (pending,) = some(desk, IssueState.PENDING, 1)
    path = csv_file(tmp_path / "cancel.csv", [(pending.issue_id,)], header=("発行ID",))
    dialogs.script(path)
    view.file.empty.button.click()
    settle(toolbox.tasks)
    assert fates(view.file) == [Fate.AT_ONCE]
    assert view.file.subject.text() == "cancel.csv"
    assert view.summary() == "1 line"
    assert view.primary() is view.file.review_button
    assert not view.file.review_button.isEnabled()
    assert view.file.review_button.toolTip() == "Choose a reason."


def test_every_line_says_what_becomes_of_it_and_only_what_is_shown_is_cancelled(
    view: HistoryView, desk: Desk, tmp_path: Path, dialogs: ScriptedDialogs, toolbox: Toolbox
) -> None:
    pending, valid = some(desk, IssueState.PENDING, 2), some(desk, IssueState.VALID, 1, "C-1022")
    cancelled = wire.CancelOrder(action=CancelAction.AT_ONCE, reason="issued_wrongly", issue_ids=[pending[1].issue_id])
    desk.client.cancellations.order("elsewhere-0000000001", cancelled)
    rows = [
        *((each.issue_id, "") for each in (pending[0], pending[1], valid[0], pending[0])),
        *(("not an id", ""), ("", "no such key"), ("", "")),
        ("", "the end"),
    ]
    file = csv_file(tmp_path / "cancel.csv", rows, header=("発行ID", "指定キー"))
    assert opened(view, file) == [Fate.AT_ONCE, Fate.IMPOSSIBLE, Fate.REQUEST, *[Fate.NOTHING] * 5]
    page = view.file
    said = [page.table.fate_text(each) for each in page.table.records_model.records]
    assert said == [
        "Can be cancelled at once",
        "Already cancelled",
        "Can be cancelled on request",
        "The same issue as in an earlier line",
        "This is no issue ID",
        "No such issue was found",
        "Neither a key nor an issue ID",
        "No such issue was found",
    ]
    assert [each.asked.line for each in page.table.records_model.records] == list(range(2, 10))
    page.filter.choose(Fate.NOTHING.value)
    page.filter.chosen.emit(Fate.NOTHING.value)
    assert [each.asked.line for each in page.table.records_model.records] == [5, 6, 7, 8, 9]
    assert page.total.text() == f"2 issues · {pending[0].miles + valid[0].miles:,} mile"

    choose_reason(page)
    page.review_button.click()
    settle(toolbox.tasks)
    confirm = view.confirm
    assert view.is_reviewing
    assert confirm.subject.text() == "cancel.csv"
    assert confirm.reason.reason == "issued_wrongly"
    assert [len(confirm.rows_left(each)) for each in (CancelAction.AT_ONCE, CancelAction.REQUEST, None)] == [1, 1, 1]
    dialogs.script(True)
    confirm.cancel_button.click()
    settle(toolbox.tasks)
    assert view.back()
    settle(toolbox.tasks)
    assert page.isVisible()
    assert fates(page)[:3] == [Fate.IMPOSSIBLE, Fate.IMPOSSIBLE, Fate.REQUEST], "the states are asked again"
    assert view.back()
    settle(toolbox.tasks)
    assert not view.is_reading_file
    assert not view.back()


def test_the_clerk_chooses_among_several(
    view: HistoryView, desk: Desk, tmp_path: Path, toolbox: Toolbox, told: list[Notice]
) -> None:
    key = _key_of_several(desk)
    rows = [(key, ""), (key, "")]
    assert opened(view, csv_file(tmp_path / "a.csv", rows, header=("指定キー", "発行日"))) == [Fate.TO_CHOOSE] * 2
    page = view.file
    assert page.candidates.isVisible()
    assert page.candidates.title.text() == "Line 2: which issue is meant?"
    assert page.left_out.text() == "Left out until you choose: 2"
    assert not page.review_button.isEnabled()
    first = page.candidates.table.records_model.records[0]
    page.candidates.take_button.click()
    assert page.matching is not None
    assert page.matching.chosen == [first.issue_id]
    assert page.candidates.title.text() == "Line 3: which issue is meant?"
    page.candidates.take_button.click()
    assert told[-1].text == "Line 2 means this issue already."
    view.refresh()
    settle(toolbox.tasks)
    assert page.matching.chosen == [first.issue_id], "what was chosen outlasts a look at the portal"
    page.table.select(2)
    page.candidates.none_button.click()
    assert page.matching.chosen == []


def _key_of_several(desk: Desk) -> str:
    """A key with more than one issue."""
    seen: set[str] = set()
    for each in desk.client.history.search(wire.HistorySearch(size=1000)).items:
        if each.key in seen:
            return each.key
        seen.add(each.key)
    raise AssertionError("no key has two issues")


def test_columns_and_sheets_can_be_chosen_by_hand(
    view: HistoryView, desk: Desk, tmp_path: Path, toolbox: Toolbox
) -> None:
    (pending,) = some(desk, IssueState.PENDING, 1)
    sheets: dict[str, list[tuple[object, ...]]] = {
        "memo": [("memo", "more")],
        "cancel": [("note", "number"), ("x", pending.issue_id)],
    }
    opened(view, xlsx_file(tmp_path / "cancel.xlsx", sheets))
    page = view.file
    page.columns.sheet.setCurrentText("cancel")
    page.columns.sheet.activated.emit(1)
    settle(toolbox.tasks)
    box = page.columns.boxes[ColumnRole.ISSUE_ID]
    assert [box.itemText(at) for at in range(box.count())] == ["Not in the file", "A  note", "B  number"]
    box.setCurrentIndex(box.findData(2))
    box.activated.emit(2)
    settle(toolbox.tasks)
    assert fates(page) == [Fate.AT_ONCE], "the heading is no line"
    assert page.columns.choices.column(ColumnRole.ISSUE_ID) == 2
    page.columns.campaign.setText("C-0000")
    page.columns.changed.emit()
    settle(toolbox.tasks)
    assert fates(page) == [Fate.NOTHING], "no issue of another campaign is meant"


def test_cells_are_pasted_and_a_file_is_dropped(
    view: HistoryView, desk: Desk, tmp_path: Path, toolbox: Toolbox, qtbot: QtBot, told: list[Notice]
) -> None:
    first, second = some(desk, IssueState.PENDING, 2)
    QGuiApplication.clipboard().setText("")
    view.file.paste_button.click()
    assert told[-1].text == "There is no text on the clipboard."
    QGuiApplication.clipboard().setText(f"発行ID\tメモ\n{first.issue_id}\t一\n{second.issue_id}\t二\n")
    qtbot.keyClick(view.file, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(toolbox.tasks)
    assert fates(view.file) == [Fate.AT_ONCE] * 2
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(csv_file(tmp_path / "cancel.csv", [(first.issue_id,)])))])
    mime.setUrls([*mime.urls(), QUrl.fromLocalFile(str(tmp_path / "other.csv"))])
    drop = QDropEvent(
        QPoint(400, 300),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.file.drops.eventFilter(view.file, drop)
    assert drop.dropAction() is Qt.DropAction.CopyAction
    settle(toolbox.tasks)
    assert fates(view.file) == [Fate.AT_ONCE]
    assert told[-1].text == "Only “cancel.csv” was imported. Files that were not: 1. Import them one at a time."


def test_a_file_that_cannot_be_read_says_so_and_the_one_before_stays(
    view: HistoryView, desk: Desk, tmp_path: Path, toolbox: Toolbox, told: list[Notice]
) -> None:
    (pending,) = some(desk, IssueState.PENDING, 1)
    opened(view, csv_file(tmp_path / "cancel.csv", [(pending.issue_id,)]))
    (tmp_path / "empty.csv").write_bytes(b"")
    assert opened(view, tmp_path / "empty.csv") == [Fate.AT_ONCE]
    assert told[-1].kind == "error"
    assert "empty.csv" in told[-1].text
    assert view.file.subject.text() == "cancel.csv"
    assert not view.file.progress.isVisible()


def test_what_the_file_leaves_open_is_asked_before_anything_is_matched(
    view: HistoryView, tmp_path: Path, toolbox: Toolbox
) -> None:
    rows = [("K1", "2026/10/01"), ("K2", "2026/10/02")]
    page = view.file
    page.open_file(csv_file(tmp_path / "cancel.csv", rows, header=("指定キー", "来店日")))
    settle(toolbox.tasks)
    assert page.matching is not None
    assert page.matching.lines == []
    assert not page.review_button.isEnabled()
    assert "issue date" in page.columns.question.text()
    assert page.total.text() == "—", "not known is not none"
    assert not page.filter.isVisible()
    assert page.review_button.toolTip() == "Answer first which columns are meant."
    box = page.columns.boxes[ColumnRole.ISSUED_ON]
    assert box.currentText() == "Choose"
    box.setCurrentIndex(box.findText("Not in the file"))
    box.activated.emit(box.currentIndex())
    settle(toolbox.tasks)
    assert fates(page) == [Fate.NOTHING] * 2
    assert page.columns.question.isHidden()
    assert page.filter.isVisible()
    assert page.total.text() == "0 issues · 0 mile"
    assert "来店日" in page.columns.unused.text()


def test_a_question_about_the_miles_does_not_speak_of_issuing(
    view: HistoryView, tmp_path: Path, toolbox: Toolbox
) -> None:
    rows = [("K1", "2026/10/01", "100", "7"), ("K2", "2026/10/02", "100", "8")]
    header = ("指定キー", "発行日", "マイル", "ポイント")
    view.file.open_file(csv_file(tmp_path / "cancel.csv", rows, header=header))
    settle(toolbox.tasks)
    question = view.file.columns.question.text()
    assert "Which of the two columns holds the miles?" in question
    assert "issued" not in question
