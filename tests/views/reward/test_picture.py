"""The picture of a registration page beside the list of campaigns, drawn at the real portal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.picture_panel import LEAST_WINDOW
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.desk import Desk
from tests.support.requirements import need
from tests.support.window import ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]
Open = Callable[[], RewardView]
SLOW_MS = 30_000


@pytest.fixture
def open_view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> Open:
    def open_() -> RewardView:
        need("chromium")
        view = RewardView(desk, toolbox)
        view.resize(1280, 720)
        shown(view)
        view.entered()
        settle(tasks)
        return view

    return open_


@pytest.fixture
def view(open_view: Open) -> RewardView:
    return open_view()


def wait_for_picture(view: RewardView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture.picture is not None, timeout=SLOW_MS)


def test_the_page_of_the_current_campaign_is_drawn_for_both_screens(view: RewardView, qtbot: QtBot) -> None:
    panel = view.picture
    assert "Choose a campaign" in texts(panel)
    assert view.campaigns.table.select("W-2002")
    assert "The page is being drawn" in texts(panel)
    wait_for_picture(view, qtbot)
    assert panel.picture is not None
    assert panel.picture.width() == 2 * 390
    assert panel.area.isVisible()
    assert panel.area.accessibleName() == "The registration page of W-2002 on a phone"
    shown = panel.area.shown.deviceIndependentSize()
    assert 200 < shown.width() <= panel.area.viewport().width()
    narrow = panel.width()
    panel.choice.button("desktop").click()
    qtbot.waitUntil(lambda: panel.width() > 1.5 * narrow)
    wait_for_picture(view, qtbot)
    assert panel.picture.width() == 1280
    assert panel.area.accessibleName() == "The registration page of W-2002 on a desktop computer"


def test_what_was_drawn_is_shown_at_once_again(
    view: RewardView, sandbox_portal: EmbeddedPortal, tasks: TaskRunner, qtbot: QtBot
) -> None:
    panel, pictures = view.picture, sandbox_portal.portal.pictures
    view.campaigns.table.select("W-2002")
    wait_for_picture(view, qtbot)
    first = panel.picture
    view.campaigns.table.select("W-2003")
    assert panel.picture is None
    wait_for_picture(view, qtbot)
    view.campaigns.table.select("W-2002")
    assert panel.picture is first
    assert panel.area.isVisible()
    view.refresh()
    settle(tasks)
    assert pictures.drawn == 2, "the portal drew each once"


def test_without_room_there_is_no_picture_and_none_is_asked_for(
    view: RewardView, sandbox_portal: EmbeddedPortal, tasks: TaskRunner
) -> None:
    view.resize(LEAST_WINDOW - 1, 720)
    settle(tasks)
    assert not view.picture.isVisible()
    view.campaigns.table.select("W-2002")
    view.picture.refresh()
    settle(tasks)
    assert sandbox_portal.portal.pictures.drawn == 0
    view.resize(LEAST_WINDOW, 720)
    assert view.picture.isVisible()


def test_it_can_be_put_away_and_is_remembered_so(view: RewardView, open_view: Open, tasks: TaskRunner) -> None:
    view.picture.choice.button("desktop").click()
    view.beside.button.click()
    assert not view.picture.isVisible()
    other = open_view()
    assert not other.picture.isVisible()
    assert other.picture.choice.key == "desktop"
    other.beside.button.click()
    assert other.picture.isVisible()
    assert other.beside.button.isVisible()
    other.tabs.setCurrentIndex(2)
    assert not other.beside.button.isVisible(), "no other page has one"
    settle(tasks)


def test_without_a_browser_at_the_portal_the_users_own_is_offered(
    view: RewardView, sandbox_portal: EmbeddedPortal, dialogs: ScriptedDialogs, tasks: TaskRunner, qtbot: QtBot
) -> None:
    sandbox_portal.portal.pictures.browser = Path("/nowhere/chromium")
    view.campaigns.table.select("W-2002")
    panel = view.picture
    qtbot.waitUntil(lambda: panel.hint.button.isVisible(), timeout=SLOW_MS)
    assert "The portal has no browser" in texts(panel.hint)
    dialogs.script(True)
    panel.hint.button.click()
    settle(tasks)
    assert "/member/previews/" in dialogs.asked[0].title
