"""パスワード変更: what is checked as one types, what is said, and that nothing typed stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.site.password import PasswordView
from netmile_desktop.workspace.access.sandbox import PASSWORD
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle, texts


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> PasswordView:
    view = PasswordView(desk, toolbox)
    shown(view)
    return view


def typed(view: PasswordView, current: str, new: str, again: str) -> None:
    for field, text in ((view.current, current), (view.new, new), (view.again, again)):
        field.setText(text)


def test_a_new_password_applies_and_nothing_typed_stays(
    view: PasswordView, desk: Desk, tasks: TaskRunner, qtbot: QtBot
) -> None:
    fields = (view.current, view.new, view.again)
    assert all(field.echoMode() is QLineEdit.EchoMode.Password for field in fields)
    typed(view, PASSWORD, "Another99", "Another99")
    qtbot.keyClick(view.again, Qt.Key.Key_Return)
    assert not view.button.isEnabled(), "not twice"
    settle(tasks)
    assert "The password was changed" in texts(view)
    assert not any(field.text() for field in fields)
    assert desk.client.sessions.sign_in("demo", "Another99").token


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        (PASSWORD, "short1", "short1", "6 characters; 8 to 32 are needed."),
        (PASSWORD, "a1" * 17, "", "34 characters; 8 to 32 are needed."),
        (PASSWORD, "onlyletters", "onlyletters", "Add a digit."),
        (PASSWORD, "1234567890", "1234567890", "Add a letter."),
        (PASSWORD, "全角Password1", "", "Half-width characters only."),
        (PASSWORD, PASSWORD, PASSWORD, "This is the current password"),
        (PASSWORD, "Another99", "Another98", "The two new passwords differ"),
    ],
)
def test_what_is_wrong_is_said_as_one_types(
    view: PasswordView, tasks: TaskRunner, current: str, new: str, again: str, said: str
) -> None:
    typed(view, current, new, again)
    assert any(said in view.form.said(field) for field in (view.new, view.again))
    view.button.click()
    assert tasks.live() == 0, "nothing is asked of the portal"


def test_empty_fields_are_named_only_when_the_button_is_pressed(view: PasswordView, tasks: TaskRunner) -> None:
    view.new.setText("Another99")
    assert view.form.said(view.current) == ""
    view.button.click()
    assert tasks.live() == 0
    assert view.form.said(view.current) == "Enter the current password."
    assert view.form.said(view.again) == "The two new passwords differ."
    assert view.current.hasFocus()
    view.again.setText("Anoth")
    assert view.form.said(view.again) == "", "half-way is not wrong"


def test_a_wrong_present_password_is_told_at_its_field(view: PasswordView, tasks: TaskRunner) -> None:
    typed(view, "wrong1234", "Another99", "Another99")
    view.button.click()
    settle(tasks)
    assert view.form.said(view.current) == "The current password is wrong."
    assert view.current.selectedText() == "wrong1234"
    assert view.new.text() == "Another99", "the rest need not be typed again"
    for _ in range(5):
        view.button.click()
        settle(tasks)
    assert "P-LOCK" in texts(view)


def test_without_an_answer_it_says_that_nobody_knows(
    view: PasswordView, tasks: TaskRunner, toolbox: Toolbox, sandbox_portal: EmbeddedPortal
) -> None:
    sandbox_portal.__exit__(None, None, None)
    typed(view, PASSWORD, "Another99", "Another99")
    view.button.click()
    settle(tasks)
    assert "Whether it was changed is not known" in texts(view)
    assert not toolbox.connection.is_online


def test_a_keyring_that_holds_the_old_one_is_told(
    view: PasswordView, desk: Desk, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_keep", lambda _password: False)
    typed(view, PASSWORD, "Another99", "Another99")
    view.button.click()
    settle(tasks)
    assert "holds the old one" in texts(view)
