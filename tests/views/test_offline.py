"""A desk without a network: opened from what is kept here, and brought online without losing anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.settings import ProgramSettings
from tests.support.window import MemoryCredentials, ServedSandbox, in_front, settle, texts

Show = Callable[[QWidget], QWidget]


class Unplugged(ServedSandbox):
    """A sandbox that can be taken off the line."""

    is_out = False

    def url(self, progress: Progress = SILENT) -> str:
        if self.is_out:
            raise Unreachable("unplugged")
        return super().url(progress)


@pytest.fixture
def line(sandbox_portal: EmbeddedPortal, tmp_path: Path) -> Unplugged:
    return Unplugged(sandbox_portal, tmp_path / "unused")


@pytest.fixture
def window(
    line: Unplugged, credentials: MemoryCredentials, toolbox: Toolbox, tmp_path: Path, shown: Show
) -> Iterator[MainWindow]:
    """At the sign-in page, after somebody was signed in here once; the network is gone."""
    authenticator = Authenticator(tmp_path / "data", credentials, line)
    desk = authenticator.sign_in(SANDBOX, LOGIN, PASSWORD)
    for campaign in desk.catalogue.search(CampaignSearch()).items[:1]:
        desk.catalogue.detail(campaign.id)
    desk.catalogue.home()
    desk.close()
    line.is_out = True
    window = MainWindow(authenticator, toolbox, ProgramSettings(language=Language.ENGLISH))
    shown(window)
    yield window
    if window.desk is not None:
        window.desk.close()


def open_offline(window: MainWindow, tasks: TaskRunner) -> None:
    window.sign_in.enter_sandbox()
    settle(tasks)
    window.sign_in._on_offline_asked()
    settle(tasks, lambda: window.page is not None)
    settle(tasks)


def test_the_local_data_is_offered_where_the_portal_does_not_answer(window: MainWindow, tasks: TaskRunner) -> None:
    window.sign_in.enter_sandbox()
    settle(tasks)
    buttons = [button.text() for button in window.sign_in.form.findChildren(QWidget) if hasattr(button, "text")]
    assert "Open without a network" in buttons
    window.sign_in._on_offline_asked()
    settle(tasks, lambda: window.page is not None)
    assert window.desk is not None
    assert window.desk.is_offline


def test_what_was_seen_is_shown_with_its_time(window: MainWindow, toolbox: Toolbox, tasks: TaskRunner) -> None:
    open_offline(window, tasks)
    page = window.page
    assert page is not None
    assert not toolbox.connection.is_online, "what our own memory answers is not the portal"
    assert "Offline, last contact" in page.top_bar._chip.accessibleName()
    assert "Opened without a network" in page.notices.notices()[0].text
    assert page.current.as_of() is not None
    assert in_front(page, HomeView).table.records_model.records
    page.show_tab(1)
    settle(tasks)
    assert in_front(page, SearchView).table.records_model.records
    assert not page._probe_timer.isActive()


def test_going_online_asks_for_the_password_and_keeps_the_tabs(
    window: MainWindow, line: Unplugged, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    open_offline(window, tasks)
    page, desk = window.page, window.desk
    assert page is not None
    assert desk is not None
    page.show_tab(1)
    settle(tasks)
    line.is_out = False
    page.top_bar.connection_asked.emit()
    settle(tasks)
    overlay = page.reconnection.overlay
    assert overlay.isVisible()
    assert "Nothing is sent by that" in texts(overlay)
    overlay.password.setText(PASSWORD)
    overlay.enter.click()
    settle(tasks)
    assert not overlay.isVisible()
    assert not desk.is_offline
    assert toolbox.connection.is_online
    assert page.top_bar._chip.accessibleName() == "Online"
    assert page.tabs.key() == "search"
    assert window.page is page


def test_the_keyring_takes_one_online_without_a_word(
    window: MainWindow, line: Unplugged, credentials: MemoryCredentials, tasks: TaskRunner
) -> None:
    open_offline(window, tasks)
    assert window.page is not None
    assert window.desk is not None
    credentials.save(SANDBOX, LOGIN, PASSWORD)
    line.is_out = False
    window.page.probe()
    settle(tasks)
    assert not window.desk.is_offline
    assert not window.page.reconnection.is_asking


def test_a_portal_still_out_of_reach_says_so(
    window: MainWindow, credentials: MemoryCredentials, tasks: TaskRunner
) -> None:
    open_offline(window, tasks)
    page = window.page
    assert page is not None
    credentials.save(SANDBOX, LOGIN, PASSWORD)
    page.probe()
    settle(tasks)
    assert page.reconnection.is_asking
    assert window._toolbox.words.failure(Unreachable("unplugged")) in texts(page.reconnection.overlay)
    page.reconnection.overlay.not_now.click()
    assert page.current.isEnabled()
    assert window.desk is not None
    assert window.desk.is_offline


def test_a_network_that_fails_later_leaves_the_campaigns_seen_before(
    window: MainWindow, line: Unplugged, sandbox_portal: EmbeddedPortal, tasks: TaskRunner
) -> None:
    line.is_out = False
    window.sign_in.enter_sandbox()
    settle(tasks, lambda: window.page is not None)
    settle(tasks)
    page = window.page
    assert page is not None
    sandbox_portal.__exit__(None, None, None)
    page.show_tab(1)
    settle(tasks)
    assert in_front(page, SearchView).table.records_model.records
    assert "seen before" in page.notices.notices()[-1].text
    assert page.current.as_of() is not None
    page.shut()


def test_a_campaign_never_opened_is_there_after_one_sign_in(
    line: Unplugged, credentials: MemoryCredentials, toolbox: Toolbox, tasks: TaskRunner, tmp_path: Path, shown: Show
) -> None:
    authenticator = Authenticator(tmp_path / "data", credentials, line)
    online = MainWindow(authenticator, toolbox, ProgramSettings(language=Language.ENGLISH))
    shown(online)
    online.sign_in.enter_sandbox()
    settle(tasks, lambda: online.page is not None)
    settle(tasks)
    assert online.desk is not None
    upcoming = online.desk.catalogue.search(CampaignSearch(states=[CampaignState.BEFORE])).items[0]
    online.desk.close()
    line.is_out = True
    offline = MainWindow(authenticator, toolbox, ProgramSettings(language=Language.ENGLISH))
    shown(offline)
    open_offline(offline, tasks)
    assert offline.page is not None
    offline.page.open_campaign(upcoming.id)
    settle(tasks)
    assert upcoming.name in texts(in_front(offline.page, CampaignView).card)
    assert offline.desk is not None
    offline.desk.close()
