"""照会: a key or an address, what is known, the answer to copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import wire
from netmile_desktop.domain.inquiries import InquiryKind
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.inquiry.view import InquiryView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> InquiryView:
    view = InquiryView(desk, toolbox)
    shown(view)
    view.entered()
    return view


def test_a_key_is_looked_up_over_all_campaigns(view: InquiryView, desk: Desk, toolbox: Toolbox, qtbot: QtBot) -> None:
    issue = desk.client.history.search(wire.HistorySearch(size=1)).items[0]
    view.seek()
    view.edit.setText(f" {issue.key} ")
    qtbot.keyClick(view.edit, Qt.Key.Key_Return)
    settle(toolbox.tasks)
    found = view.table.records_model.records
    assert issue.issue_id in [each.issue_id for each in found]
    assert {each.key for each in found} == {issue.key}
    assert view.notes.text()
    assert view.summary() == ("1 issue" if len(found) == 1 else f"{len(found)} issues")
    assert view.as_of() is not None
    asked: list[wire.HistoryConditions] = []
    toolbox.navigation.history_asked.connect(asked.append)
    view.history_button.click()
    assert asked == [wire.HistoryConditions(key=issue.key)]


def test_the_answer_is_copied_in_both_languages(view: InquiryView, desk: Desk, toolbox: Toolbox) -> None:
    view.ask(desk.client.history.search(wire.HistorySearch(size=1)).items[0].key)
    settle(toolbox.tasks)
    texts = []
    for language in ("ja", "en"):
        view.language.button(language).click()
        view.copy_button.click()
        texts.append(QGuiApplication.clipboard().text())
    assert "お問い合わせ" in texts[0]
    assert "Thank you" in texts[1]


def test_an_address_without_issues_is_answered_too(view: InquiryView, toolbox: Toolbox) -> None:
    view.ask("nobody@example.com")
    settle(toolbox.tasks)
    assert [each.kind for each in view.table.records_model.records] == [InquiryKind.NOTHING]
    assert view.text.toPlainText()
    assert not view.history_button.isEnabled()


def test_another_spelling_is_pointed_at_and_shown_with_one_click(
    view: InquiryView, desk: Desk, toolbox: Toolbox
) -> None:
    key = next(each.key for each in desk.client.history.search(wire.HistorySearch(size=50)).items if each.key.isupper())
    view.ask(key.lower())
    settle(toolbox.tasks)
    assert [each.kind for each in view.table.records_model.records] == [InquiryKind.NOTHING]
    line = view.spelling.line
    assert line is not None
    assert key in line.notice.text
    assert view.text.toPlainText() == ""
    assert not view.copy_button.isEnabled()
    ((_, show),) = line.notice.actions
    show()
    settle(toolbox.tasks)
    assert {each.key for each in view.table.records_model.records} == {key}
    assert view.spelling.line is None
    assert view.text.toPlainText()
    assert view.copy_button.isEnabled()
