"""What can be done from anywhere: open anything by name, the sheet of keys, the starter kit, the colour of a portal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.help.keys import ShortcutSheet
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.views.settings.dialog import SettingsDialog
from netmile_desktop.views.top_bar import TopBar
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.settings import ProgramSettings
from tests.support.window import ScriptedDialogs, in_front, settle


def names(page: DeskPage) -> list[str]:
    return [entry.text for entry in page.commands.opener.found]


def search(page: DeskPage, tasks: TaskRunner, text: str) -> list[str]:
    if not page.commands.opener.isVisible():
        page.commands.open_anything()
    settle(tasks)
    page.commands.opener.edit.setText(text)
    return names(page)


def enter(page: DeskPage, qtbot: QtBot) -> None:
    """Open what is chosen."""
    qtbot.keyClick(page.commands.opener.edit, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["C1024", "Ｃ－１０２４", "c-1024", "Cー1024"])
def test_an_id_is_found_however_it_is_typed(page: DeskPage, tasks: TaskRunner, text: str) -> None:
    assert any(each.startswith("C-1024 ") for each in search(page, tasks, text))


def test_a_campaign_is_opened_by_a_part_of_its_name_with_keys_alone(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot
) -> None:
    desk = window.desk
    assert desk is not None
    campaign = desk.catalogue.search(CampaignSearch()).items[3]
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    opener = page.commands.opener
    assert opener.edit.hasFocus()
    opener.edit.setText(campaign.id.lower())
    assert campaign.name in names(page)[0]
    qtbot.keyClick(opener.edit, Qt.Key.Key_Return)
    settle(tasks)
    assert not opener.isVisible()
    assert page.tabs.key() == f"campaign:{campaign.id}"


def test_arrow_keys_choose_and_go_round(page: DeskPage, tasks: TaskRunner, qtbot: QtBot) -> None:
    search(page, tasks, "ap")
    opener = page.commands.opener
    assert len({each.group for each in opener.found}) > 1, "headings stand between the entries"
    qtbot.keyClick(opener.edit, Qt.Key.Key_Down)
    assert opener.list.chosen is opener.found[1]
    qtbot.keyClick(opener.edit, Qt.Key.Key_Up)
    qtbot.keyClick(opener.edit, Qt.Key.Key_Up)
    assert opener.list.chosen is opener.found[-1]


def test_nothing_found_leads_to_the_search_of_campaigns(page: DeskPage, tasks: TaskRunner, qtbot: QtBot) -> None:
    assert search(page, tasks, "nothing is called like this") == ["Search in the list of campaigns"]
    opener = page.commands.opener
    assert opener.nothing.text() == "Nothing is called “nothing is called like this”."
    assert opener.list.count() == 1
    qtbot.keyClick(opener.edit, Qt.Key.Key_Return)
    settle(tasks)
    found = in_front(page, SearchView)
    assert found.form.query() == CampaignSearch(name="nothing is called like this")
    assert found.nothing.isVisible()


def test_a_registration_id_opens_the_registration(
    page: DeskPage, toolbox: Toolbox, tasks: TaskRunner, qtbot: QtBot
) -> None:
    went: list[str] = []
    toolbox.navigation.registration_chosen.disconnect()
    toolbox.navigation.registration_chosen.connect(went.append)
    assert search(page, tasks, " ２0261121-000001 ") == ["20261121-000001"]
    enter(page, qtbot)
    assert went == ["20261121-000001"]


def test_without_the_portal_campaigns_that_were_seen_are_found(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, sandbox_portal: EmbeddedPortal
) -> None:
    desk = window.desk
    assert desk is not None
    campaign = desk.catalogue.search(CampaignSearch()).items[0]
    sandbox_portal.__exit__(None, None, None)
    assert any(campaign.id in name for name in search(page, tasks, campaign.id))


def test_commands_do_what_they_say(window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot) -> None:
    chosen: list[ProgramSettings] = []
    window.settings_chosen.connect(chosen.append)
    assert search(page, tasks, "dark") == ["Dark colours"]
    enter(page, qtbot)
    assert chosen[-1].theme == "dark"
    found = search(page, tasks, "settings")
    assert found == ["Settings", "Settings", "Connection settings"], (
        "the command, its help, and what only contains the word"
    )
    enter(page, qtbot)
    window.findChildren(SettingsDialog)[0].reject()
    search(page, tasks, "log out")
    enter(page, qtbot)
    settle(tasks)
    assert window.page is None


def test_the_keys_stand_on_one_sheet(window: MainWindow, page: DeskPage, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    sheets = window.findChildren(ShortcutSheet)
    assert sheets[0].isVisible()
    sheets[0].accept()


def test_the_starter_kit_is_saved_also_without_a_portal(
    page: DeskPage,
    toolbox: Toolbox,
    tasks: TaskRunner,
    dialogs: ScriptedDialogs,
    tmp_path: Path,
    sandbox_portal: EmbeddedPortal,
) -> None:
    sandbox_portal.__exit__(None, None, None)
    dialogs.script(tmp_path / "kit")
    page.top_bar.starter_kit_asked.emit()
    settle(tasks)
    saved = sorted(path.name for path in (tmp_path / "kit").iterdir())
    assert any(name.endswith(".csv") for name in saved)
    assert all(name in page.notices.notices()[-1].text for name in saved)
    dialogs.script(tmp_path / "kit" / saved[0])
    toolbox.navigation.starter_kit_asked.emit()
    settle(tasks)
    assert page.notices.notices()[-1].kind == "error"
    dialogs.script(None)
    page.top_bar.starter_kit_asked.emit()
    assert tasks.live() == 0


def test_another_portal_wears_its_colour(desk: Desk, toolbox: Toolbox) -> None:
    desk.is_sandbox = False
    desk.profile = replace(desk.profile, id="p", name="Test", colour="#B3261E")
    bar = TopBar(desk, toolbox)
    assert "#B3261E" in bar.styleSheet()
    desk.profile = replace(desk.profile, colour="no colour }")
    assert TopBar(desk, toolbox).styleSheet() == ""
