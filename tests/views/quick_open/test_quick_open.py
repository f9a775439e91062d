"""Ctrl+K over the page: groups, recents, keys, what gives the cursor back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.quick_open.hits import EntryGroup
from netmile_desktop.views.quick_open.quick_open import QuickOpen
from netmile_desktop.views.search.view import SearchView
from tests.support.files import HEADER, csv_file, good_rows
from tests.support.window import in_front, settle


@pytest.fixture
def opener(window: MainWindow, page: DeskPage, tasks: TaskRunner) -> QuickOpen:
    window.resize(1280, 800)
    QApplication.processEvents()
    page.commands.open_anything()
    settle(tasks)
    return page.commands.opener


def groups(opener: QuickOpen) -> list[EntryGroup]:
    """The groups in their order, each once."""
    return list(dict.fromkeys(each.group for each in opener.found))


def of(opener: QuickOpen, group: EntryGroup) -> list[str]:
    return [each.text for each in opener.found if each.group is group]


def test_it_floats_above_the_whole_page(page: DeskPage, opener: QuickOpen) -> None:
    assert opener.geometry() == page.rect()
    frame = opener._frame.geometry()
    assert (frame.width(), frame.top()) == (640, 92)
    assert abs(frame.center().x() - page.rect().center().x()) <= 1
    window = page.window()
    window.resize(960, 600)
    QApplication.processEvents()
    assert opener.geometry() == page.rect()
    assert opener.rect().contains(opener._frame.geometry())


def test_an_empty_field_offers_commands_and_screens(page: DeskPage, opener: QuickOpen) -> None:
    assert groups(opener) == [EntryGroup.DEED, EntryGroup.PLACE]
    assert of(opener, EntryGroup.DEED) == ["Import a file", "Cancel from a file", "Fetch again", "Keys"]
    assert of(opener, EntryGroup.PLACE) == [tab.title for tab in page.tabs.fixed.values()]
    assert [each.icon for each in opener.found if each.group is EntryGroup.PLACE] == [
        item.entry.icon for key in page.tabs.fixed for item in [page.tabs.rail.items[key]]
    ]


def test_what_was_in_front_last_is_offered_first(
    page: DeskPage, tasks: TaskRunner, tmp_path: Path, window: MainWindow
) -> None:
    for campaign in ("C-1020", "C-1021", "C-1022", "C-1024"):
        page.open_campaign(campaign)
        settle(tasks)
    page.import_file(csv_file(tmp_path / "november.csv", good_rows(2), header=HEADER), "C-1024")
    settle(tasks)
    batch = in_front(page, BatchView)
    batch.beginnings.import_page.import_button.click()
    settle(tasks, lambda: batch.opened.draft is not None)
    page.open_campaign("C-1021")
    settle(tasks)
    page.commands.open_anything()
    settle(tasks)
    opener = page.commands.opener
    recent = of(opener, EntryGroup.RECENT)
    assert [each.split()[0] for each in recent] == ["C-1021", "november.csv", "C-1024", "C-1022"]
    assert opener.list.chosen is opener.found[0]
    assert window.desk is not None
    name = f"recent/{window.desk.profile.id}/{window.desk.site.id}"
    kept = window._toolbox.memory.texts(name)
    assert kept[0] == "campaign:C-1021"
    assert "november" not in "".join(kept), "the name of a file is not written into a file that is not encrypted"


def test_keys_go_over_all_groups_and_from_group_to_group(opener: QuickOpen, qtbot: QtBot) -> None:
    deeds = len(of(opener, EntryGroup.DEED))
    for _ in range(deeds):
        qtbot.keyClick(opener.edit, Qt.Key.Key_Down)
    assert opener.list.chosen is opener.found[deeds], "over the heading"
    qtbot.keyClick(opener.edit, Qt.Key.Key_Down)
    qtbot.keyClick(opener.edit, Qt.Key.Key_Tab)
    assert opener.list.chosen is opener.found[0]
    qtbot.keyClick(opener.edit, Qt.Key.Key_Backtab)
    assert opener.list.chosen is opener.found[deeds]
    qtbot.keyClick(opener.edit, Qt.Key.Key_Tab)
    qtbot.keyClick(opener.edit, Qt.Key.Key_Up)
    assert opener.list.chosen is opener.found[-1]


def test_keys_that_are_shown_exist(window: MainWindow, opener: QuickOpen, page: DeskPage) -> None:
    opener.edit.setText("")
    shown = {"+".join(each.keys) for each in opener.found if each.keys}
    assert shown == {*(f"Ctrl+{at}" for at in range(1, 10)), "Ctrl+O", "F5", "Ctrl+/"}


def test_the_cursor_comes_back_to_where_it_was(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot
) -> None:
    page.show_tab(1)
    settle(tasks)
    field = in_front(page, SearchView).form.id  # not where the cursor goes by itself
    opener = page.commands.opener

    def by_key() -> None:
        qtbot.keyClick(opener.edit, Qt.Key.Key_Escape)

    def beside() -> None:
        qtbot.mouseClick(opener, Qt.MouseButton.LeftButton, pos=QPoint(5, opener.height() - 5))

    def again() -> None:
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    ways: tuple[Callable[[], None], ...] = (by_key, beside, again)
    for close in ways:
        field.setFocus()
        page.commands.open_anything()
        assert opener.edit.hasFocus()
        close()
        assert not opener.isVisible()
        assert QApplication.focusWidget() is field
    settle(tasks)


def test_a_click_within_the_list_closes_nothing(opener: QuickOpen, qtbot: QtBot) -> None:
    qtbot.mouseClick(opener._frame, Qt.MouseButton.LeftButton, pos=QPoint(200, opener._frame.height() - 8))
    assert opener.isVisible()


def test_enter_ends_what_is_composed_and_opens_nothing(
    page: DeskPage, tasks: TaskRunner, opener: QuickOpen, qtbot: QtBot
) -> None:
    QApplication.sendEvent(opener.edit, QInputMethodEvent("ごらいてん", []))
    qtbot.keyClick(opener.edit, Qt.Key.Key_Return)
    assert opener.isVisible()
    done = QInputMethodEvent("", [])
    done.setCommitString("ご来店")
    QApplication.sendEvent(opener.edit, done)
    assert opener.edit.text() == "ご来店"
    qtbot.keyClick(opener.edit, Qt.Key.Key_Return)
    settle(tasks)
    assert page.tabs.key() == "campaign:C-1024"


def test_a_choice_is_not_moved_by_what_is_fetched(page: DeskPage, tasks: TaskRunner, qtbot: QtBot) -> None:
    page.open_campaign("C-1024")
    settle(tasks)
    page.commands.open_anything()
    opener = page.commands.opener
    assert of(opener, EntryGroup.RECENT) == []
    qtbot.keyClick(opener.edit, Qt.Key.Key_Down)
    chosen = opener.list.chosen
    assert chosen is not None
    settle(tasks)
    assert of(opener, EntryGroup.RECENT) != []
    now = opener.list.chosen
    assert now is not None
    assert now.text == chosen.text


def test_another_place_closes_it(window: MainWindow, opener: QuickOpen, tasks: TaskRunner, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert not opener.isVisible()


def test_cancelling_from_a_file_is_a_command(
    page: DeskPage, tasks: TaskRunner, opener: QuickOpen, qtbot: QtBot
) -> None:
    opener.edit.setText("cancel from")
    qtbot.keyClick(opener.edit, Qt.Key.Key_Return)
    settle(tasks)
    assert page.tabs.key() == "history"
    assert page.current.topic() == "cancel-file"
