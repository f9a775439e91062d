"""From the sign-in page to an issued mile without a mouse: Tab, arrow keys, Space and Enter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.campaigns import FixedAmount
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.main_window import MainWindow
from tests.support.window import in_front, settle, texts
from tests.views.screens import damaged_file

Show = Callable[[QWidget], QWidget]

MOST_TABS = 60


class Keys:
    """Presses keys where the cursor is."""

    def __init__(self, qtbot: QtBot, tasks: TaskRunner) -> None:
        self._qtbot, self._tasks = qtbot, tasks

    @property
    def focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "the cursor is nowhere"
        return focused

    def has(self, control: QWidget) -> bool:
        """Whether the cursor is in a control."""
        return self.focused is control

    def press(self, key: Qt.Key) -> None:
        """Press a key and wait for what it started."""
        self._qtbot.keyClick(self.focused, key)
        settle(self._tasks)

    def write(self, text: str) -> None:
        """Type a text."""
        self._qtbot.keyClicks(self.focused, text)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until a control has the cursor."""
        been: list[str] = []
        for _ in range(MOST_TABS):
            if self.focused is wanted:
                return
            been.append(f"{type(self.focused).__name__} {self.focused.accessibleName()}")
            self._qtbot.keyClick(self.focused, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came there, but to {been}")


@pytest.fixture
def keys(qtbot: QtBot, tasks: TaskRunner) -> Keys:
    return Keys(qtbot, tasks)


class Windows(QObject):
    """Notes every window that comes up, however short."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_from_the_sign_in_page_to_an_issued_mile(
    window: MainWindow, keys: Keys, tasks: TaskRunner, qapp: QApplication
) -> None:
    windows = Windows(qapp)
    keys.tab_to(window.sign_in.form.password)
    keys.press(Qt.Key.Key_Return)
    settle(tasks, lambda: window.page is not None)
    settle(tasks)
    assert window.page is not None
    home = in_front(window.page, HomeView)
    keys.tab_to(home.table)
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    campaign = window.page.current
    assert isinstance(campaign, CampaignView)
    keys.tab_to(campaign.tabs)
    keys.press(Qt.Key.Key_Right)
    keys.tab_to(campaign.issuance.one)
    keys.press(Qt.Key.Key_Space)
    single = campaign.issuance.single
    assert keys.has(single.form.address)
    keys.write("member00003@example.jp")
    keys.tab_to(single.form.key)
    keys.write("K-3")
    shown = campaign.campaign
    assert shown is not None
    if not isinstance(shown.amount, FixedAmount):
        keys.tab_to(single.form.miles)
        keys.write(str(shown.amount.min))
    keys.tab_to(single.form.at_once)
    keys.tab_to(single.form.notify)
    keys.press(Qt.Key.Key_Space)
    keys.tab_to(single.form.message)
    keys.tab_to(single.form.sample)
    keys.tab_to(single.back_button)
    keys.tab_to(single.confirm_button)
    keys.press(Qt.Key.Key_Space)
    assert keys.has(single.confirm.tick)
    keys.press(Qt.Key.Key_Space)
    keys.tab_to(single.confirm.issue)
    keys.press(Qt.Key.Key_Space)
    assert "The miles were issued." in texts(single.result)
    keys.tab_to(single.result.status)
    qapp.removeEventFilter(windows)
    assert windows.seen == [], "no widget flashes up as a window of its own and takes the cursor away"


def test_escape_closes_what_is_nearest(
    window: MainWindow, page: DeskPage, keys: Keys, tasks: TaskRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    page.import_file(damaged_file(tmp_path), "C-1024")
    settle(tasks)
    batch = in_front(page, BatchView)
    batch.beginnings.import_page.import_button.click()
    opened = batch.opened
    settle(tasks, lambda: opened.isVisible() and opened.draft is not None)
    settle(tasks)
    rows = opened.rows()
    assert rows is not None
    for focused in (rows.replacing.by, rows.bar.text):
        rows.grid.setFocus()
        qtbot.keyClick(rows.grid, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        assert rows.replacing.isVisible()
        focused.setFocus()
        keys.press(Qt.Key.Key_Escape)
        assert not rows.replacing.isVisible()
        assert opened.isVisible(), "the batch stays open"
    keys.press(Qt.Key.Key_Escape)
    assert not opened.isVisible()
    assert in_front(page, BatchView).list.isVisible()
