"""Pasting into a batch without rows: at once, wherever the focus is, and asked about only if it leaves doubts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.tables.table import ColumnRole
from netmile_desktop.views.batch.correcting.correction_page import CorrectionPage
from netmile_desktop.views.batch.importing.looking import Circumstances, Seen
from netmile_desktop.views.batch.importing.paste_dialog import PasteDialog
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.looks import SourceLook
from tests.support.importing import choose_role, heads
from tests.support.looks import purchases
from tests.support.window import settle, texts

CELLS = "member00001@example.jp\tK1\t100\nmember00002@example.jp\tK2\t100"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> CorrectionPage:
    """A new batch without rows, as it is opened after it was made."""
    view = BatchView(desk, toolbox)
    shown(view)
    view.commands.show_made(desk.batches.start_typed(desk.catalogue.detail("C-1024"), "手入力"))
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    settle(toolbox.tasks)
    assert view.opened.correction.rows._nothing.isVisible()
    return view.opened.correction


def keys(page: CorrectionPage) -> list[str]:
    model = page.rows.grid.grid_model()
    assert model is not None
    rows = model.snapshot
    return [rows.row(rows.row_id(at)).key for at in range(len(rows))]


def paste(page: CorrectionPage, qtbot: QtBot, toolbox: Toolbox, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(QApplication.focusWidget() or page.window(), Qt.Key.Key_V, CONTROL)
    settle(toolbox.tasks)


def test_ctrl_v_pastes_at_once_as_one_step(page: CorrectionPage, qtbot: QtBot, toolbox: Toolbox) -> None:
    paste(page, qtbot, toolbox, CELLS)
    assert keys(page) == ["K1", "K2"]
    assert page.rows.grid.isVisible()
    assert "2 rows were pasted. Columns: E-mail address = A, Specified key = B, Miles = C." in texts(page)
    page.rows.grid.undo()
    settle(toolbox.tasks)
    assert keys(page) == []
    assert page.rows._nothing.isVisible()


@pytest.mark.parametrize("place", ["window", "undo", "problems"])
def test_the_place_of_the_focus_does_not_matter(
    page: CorrectionPage, qtbot: QtBot, toolbox: Toolbox, place: str
) -> None:
    if place == "window":
        focused = QApplication.focusWidget()
        assert focused is not None
        focused.clearFocus()
    elif place == "undo":
        page.discard_button.setFocus()
    else:
        page.problems.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.problems.setFocus()
    paste(page, qtbot, toolbox, CELLS)
    assert keys(page) == ["K1", "K2"]


def test_a_text_field_still_pastes_into_itself(page: CorrectionPage, qtbot: QtBot, toolbox: Toolbox) -> None:
    page.rows.bar.text.setFocus()
    paste(page, qtbot, toolbox, "K1")
    assert page.rows.bar.text.text() == "K1"
    assert keys(page) == []


def test_headings_are_recognised_and_named(page: CorrectionPage, qtbot: QtBot, toolbox: Toolbox) -> None:
    paste(page, qtbot, toolbox, "メールアドレス\t指定キー\tマイル数\n" + CELLS)
    assert keys(page) == ["K1", "K2"]
    assert "The heading was left out." in texts(page)


def test_the_button_pastes_as_well(page: CorrectionPage, toolbox: Toolbox) -> None:
    QGuiApplication.clipboard().setText(CELLS)
    page.rows.paste_button.click()
    settle(toolbox.tasks)
    assert keys(page) == ["K1", "K2"]


def test_an_empty_clipboard_is_told(page: CorrectionPage, qtbot: QtBot, toolbox: Toolbox) -> None:
    paste(page, qtbot, toolbox, "\n")
    assert keys(page) == []
    assert "The clipboard holds no text." in texts(page)


def test_a_row_can_be_typed_instead(page: CorrectionPage, toolbox: Toolbox) -> None:
    page.rows._nothing.button.click()
    settle(toolbox.tasks)
    assert keys(page) == [""]
    assert page.rows.grid.hasFocus()
    assert not page.paste_action.isEnabled(), "from now on the grid pastes where its cell is"


def test_a_doubt_is_asked_about_before_anything_is_pasted(page: CorrectionPage, toolbox: Toolbox, desk: Desk) -> None:
    opened: list[PasteDialog] = []
    page.pasting.asked.connect(opened.append)
    page.pasting._on_seen(Seen(purchases()))
    dialog = opened[0]
    settle(toolbox.tasks)
    dialog.card.show_look(purchases(), None)
    assert dialog.isVisible()
    assert keys(page) == []
    dialog.reject()
    assert keys(page) == []


def test_the_dialog_waits_for_its_answers(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> None:
    dialog = PasteDialog(Seen(purchases()), Circumstances(), desk.batches, toolbox)
    shown(dialog)
    dialog.looker.forget()
    dialog._on_seen(Seen(purchases()))
    assert not dialog.paste_button.isEnabled()
    assert dialog.row.reason.text() == "Choose the column of the miles to import"
    source = purchases().source
    dialog.looker.load(lambda: source, Circumstances())
    settle(toolbox.tasks)
    choose_role(dialog.card, 3, ColumnRole.ADDRESS)
    settle(toolbox.tasks)
    choose_role(dialog.card, 1, ColumnRole.KEY)
    settle(toolbox.tasks)
    choose_role(dialog.card, 6, ColumnRole.MILES)
    settle(toolbox.tasks)
    assert heads(dialog.card) == [
        "A Specified key",
        "B Not sent",
        "C E-mail address",
        "D Not sent",
        "E Not sent",
        "F Miles",
    ]
    agreed: list[SourceLook] = []
    dialog.agreed.connect(agreed.append)
    assert dialog.paste_button.text() == "Paste 861 rows"
    choose_role(dialog.card, 5, ColumnRole.MILES)
    assert not dialog.paste_button.isEnabled(), "what is shown is how the cells were read before"
    settle(toolbox.tasks)
    choose_role(dialog.card, 6, ColumnRole.MILES)
    settle(toolbox.tasks)
    dialog.paste_button.click()
    assert [look.table.recipe.columns for look in agreed] == [(3, 1, 6)]


def test_a_single_cell_is_not_said_to_have_other_columns(page: CorrectionPage, qtbot: QtBot, toolbox: Toolbox) -> None:
    told: list[str] = []
    page.pasting.told.connect(told.append)
    QGuiApplication.clipboard().setText("member00001@example.jp")
    page.pasting.paste()
    settle(toolbox.tasks)
    assert told == ["1 row was pasted. Columns: E-mail address = A."]


def test_words_that_are_no_rows_are_told_of_as_cells(page: CorrectionPage, toolbox: Toolbox) -> None:
    told: list[str] = []
    page.pasting.told.connect(told.append)
    QGuiApplication.clipboard().setText("こんにちは")
    page.pasting.paste()
    settle(toolbox.tasks)
    assert told == ["The clipboard holds no rows. Copy cells with address, key and miles."]
    assert keys(page) == []
