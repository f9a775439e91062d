from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.failures import NotSignedIn, Refused
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.progress import Cancelled, Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.views.settings.dialog import SettingsDialog
from netmile_desktop.views.status.view import StatusView
from netmile_desktop.views.tabs import FIXED_TABS, Build, FixedTab
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.settings import ProgramSettings
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import HEADER, csv_file, good_rows
from tests.support.progress import Watched
from tests.support.requirements import needs_names_of_bytes
from tests.support.window import ScriptedDialogs, in_front, only_child, settle, texts

Show = Callable[[QWidget], QWidget]


def long_work(progress: Progress) -> None:
    progress.sleep(30)


COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


def drop(window: MainWindow, *files: Path | QUrl, offered: Qt.DropAction = COPY) -> bool:
    """Drag files over the window and drop them if they are taken; return whether they were."""
    mime = QMimeData()
    mime.setUrls([file if isinstance(file, QUrl) else QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    # Straight to the filter: Qt's own delivery looks for the drag it belongs to, and crashes now and then without one.
    for event in (
        QDragEnterEvent(QPoint(5, 5), offered, mime, buttons, keys),
        QDragMoveEvent(QPoint(9, 9), offered, mime, buttons, keys),
        QDropEvent(QPointF(9, 9), offered, mime, buttons, keys),
    ):
        event.ignore()  # as Qt hands it over
        event.setDropAction(MOVE)
        assert window.drops.eventFilter(window, event)
        if not event.isAccepted():
            assert not window.drops.hint.isVisible()
            return False
        assert event.dropAction() is COPY, "the source must not delete its file"
        assert window.drops.hint.isVisible() is (event.type() != QEvent.Type.Drop)
    return True


def test_one_always_knows_where_one_is(window: MainWindow, page: DeskPage) -> None:
    desk = window.desk
    assert desk is not None
    assert desk.site.name in window.windowTitle()
    assert "[Sandbox]" in window.windowTitle()
    said = texts(page)
    assert desk.site.name in said
    assert "As of" in said
    assert "JST" in said
    assert page.top_bar.property("sandbox")
    assert page.current.focusWidget() is not None


def test_tabs_are_built_when_first_shown(page: DeskPage, tasks: TaskRunner) -> None:
    assert not page.findChildren(BatchView)
    page.show_tab(3)
    settle(tasks)
    assert isinstance(page.current, BatchView)
    page.show_tab(len(FIXED_TABS))
    assert isinstance(page.current, BatchView), "there is no tab behind the last"


def test_keys_reach_the_tabs(window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_2, control)
    settle(tasks)
    assert page.tabs.key() == "search"
    qtbot.keyClick(window, Qt.Key.Key_F, control)
    assert in_front(page, SearchView).form.name.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_Return, control)
    assert tasks.live() == 1, "Ctrl+Enter presses the primary button"
    settle(tasks)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert tasks.live() == 1, "F5 fetches again"
    settle(tasks)


def test_campaigns_open_beside_the_fixed_tabs_once_each(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot
) -> None:
    desk = window.desk
    assert desk is not None
    first, second = desk.catalogue.search(CampaignSearch()).items[:2]
    navigation = window._toolbox.navigation
    for id_ in (first.id, second.id, first.id):
        navigation.campaign_chosen.emit(id_)
        settle(tasks)
    assert page.tabs.all_keys()[len(FIXED_TABS) :] == [f"campaign:{first.id}", f"campaign:{second.id}"]
    assert page.tabs.key() == f"campaign:{first.id}"
    assert first.name in page.tabs.title(f"campaign:{first.id}")
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert page.tabs.all_keys()[len(FIXED_TABS) :] == [f"campaign:{second.id}"]
    page.tabs.close_asked.emit(f"campaign:{second.id}")
    assert page.tabs.count() == len(FIXED_TABS)


def test_screens_reach_each_other_through_navigation(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    monkeypatch.setattr(StatusView, "filter_campaign", lambda _self, id_: went.append(f"status {id_}"))
    monkeypatch.setattr(StatusView, "open_registration", lambda _self, id_: went.append(f"registration {id_}"))
    monkeypatch.setattr(StatusView, "show_search", lambda _self, _query: went.append("search"))
    monkeypatch.setattr(BatchView, "open_batch", lambda _self, id_: went.append(f"batch {id_}"))
    monkeypatch.setattr(BatchView, "open_list", lambda _self: went.append("batches"))
    monkeypatch.setattr(
        BatchView, "start_import", lambda _self, path, id_, mode: went.append(f"import {path} {id_} {mode}")
    )
    navigation = window._toolbox.navigation
    navigation.status_chosen.emit("C-1")
    navigation.registration_chosen.emit("20261121-000001")
    navigation.status_asked.emit(None)
    assert page.tabs.key() == "status"
    navigation.batch_chosen.emit("b-1")
    navigation.batches_chosen.emit()
    navigation.import_asked.emit(Path("a.csv"), "C-1")
    navigation.mobile_import_asked.emit("C-2")
    assert page.tabs.key() == "batch"
    navigation.search_chosen.emit()
    assert page.tabs.key() == "search"
    settle(tasks)
    assert went == [
        "status C-1",
        "registration 20261121-000001",
        "search",
        "batch b-1",
        "batches",
        "import a.csv C-1 pc",
        "import None C-2 mobile",
    ]


def test_a_screen_is_loaded_when_the_pointer_comes_to_its_tab(
    page: DeskPage, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def load(tab: FixedTab) -> Build:
        loaded.append(tab.key)
        return tab.load()

    watched = {tab.key: replace(tab, load=partial(load, tab)) for tab in FIXED_TABS}
    monkeypatch.setattr(page.tabs, "fixed", watched)
    for key in ("status", "history", "home"):
        item = page.tabs.rail.items[key]
        for place in (item.rect().center(), item.rect().center() + QPoint(2, 0)):
            QTest.mouseMove(item, place)
    settle(tasks, lambda: len(loaded) == 2)
    assert sorted(loaded) == ["history", "status"], "each once, and not the one that is there already"


def test_a_file_dropped_anywhere_becomes_a_batch(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[Path]] = []
    monkeypatch.setattr(BatchView, "start_import", lambda _self, paths, _id, _mode: taken.append(paths))
    assert drop(window, tmp_path / "a.csv", offered=COPY | MOVE)
    assert not drop(window, tmp_path / "b.csv", offered=MOVE), "nobody wants the file to be gone"
    assert not drop(window, QUrl("https://example.jp/b.csv"))
    assert not drop(window)
    assert taken == [[tmp_path / "a.csv"]]
    assert window.drops.hint.label.text() == "Drop here to import. The file itself is not moved."


def test_several_files_dropped_wait_for_one_another(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, tmp_path: Path
) -> None:
    files = [csv_file(tmp_path / f"{name}.csv", good_rows(2), header=HEADER) for name in "abc"]
    assert drop(window, *files)
    settle(tasks)
    assert isinstance(page.current, BatchView)
    assert page.current.beginnings.import_page.queued.text() == "File 1 of 3"


@needs_names_of_bytes
def test_a_file_whose_name_is_no_text_is_found_and_can_be_read(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, tmp_path: Path
) -> None:
    file = tmp_path / os.fsdecode(b"\x97\x88\x93%\xef\xbf\xbdX.csv")
    file.write_text("member00101@example.jp,F000101,100\n")
    address = "".join(f"%{byte:02X}" for byte in os.fsencode(file.name))
    assert drop(window, QUrl.fromEncoded(f"file://{tmp_path}/{address}".encode()))
    settle(tasks)
    assert isinstance(page.current, BatchView)
    importing = page.current.beginnings.import_page
    assert importing.import_button.text(), "the page of the file is in front"
    assert page.notices.notices() == []
    assert "\ufffd\ufffd\ufffd%\ufffdX.csv" in texts(page)


def test_a_file_dropped_before_signing_in_waits(
    window: MainWindow, tasks: TaskRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[Path]] = []
    monkeypatch.setattr(BatchView, "start_import", lambda _self, paths, _id, _mode: taken.append(paths))
    assert drop(window, tmp_path / "a.csv")
    assert "“a.csv” is imported as soon as you are signed in." in texts(window)
    window.sign_in.enter_sandbox()
    settle(tasks, lambda: window.page is not None)
    settle(tasks)
    assert taken == [[tmp_path / "a.csv"]]
    assert window.desk is not None
    window.desk.close()


def test_closing_with_work_under_way_asks_and_keeping_it_is_safe(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, dialogs: ScriptedDialogs
) -> None:
    task = tasks.start(long_work, owner=page, title="Sending", subject="a.csv")
    assert page.top_bar.activity_button.accessibleName() == "1 running"
    dialogs.script(False)
    assert not window.close()
    assert window.isVisible()
    assert dialogs.asked[0].danger
    dialogs.script(True)
    assert window.close()
    task.cancel()


def test_logging_out_ends_the_session_and_comes_back_to_the_sign_in_page(
    window: MainWindow, page: DeskPage, tasks: TaskRunner
) -> None:
    desk = window.desk
    assert desk is not None
    page.top_bar.sign_out_asked.emit()
    settle(tasks)
    assert window.page is None
    assert window.sign_in.isVisible()
    with pytest.raises(NotSignedIn):
        desk.client.sessions.current()
    window.sign_in.form.enter.click()
    settle(tasks, lambda: window.page is not None)
    settle(tasks)
    assert window.desk is not None
    window.desk.close()


def test_profiles_inherit_neither_tabs_nor_errors_nor_work_from_each_other(
    window: MainWindow,
    page: DeskPage,
    tasks: TaskRunner,
    authenticator: Authenticator,
    sandbox_portal: EmbeddedPortal,
    dialogs: ScriptedDialogs,
    tmp_path: Path,
) -> None:
    """Two portals whose sites have the same ID, as a sandbox and the shop it stands for may."""
    desk = window.desk
    assert desk is not None
    source = load_source(csv_file(tmp_path / "a.csv", good_rows(2)))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    page.open_campaign("C-1024")
    window._toolbox.navigation.batch_chosen.emit(batch_id)
    settle(tasks)

    def fail(_progress: Progress) -> None:
        raise Refused("P-RANGE")

    tasks.start(fail, owner=page, title="Issue a.csv", failed=lambda _error: None)
    settle(tasks)
    under_way = tasks.start(long_work, owner=page, title="Issue b.csv")
    dialogs.script(True)
    page.top_bar.sign_out_asked.emit()
    assert tasks.tasks() == []
    settle(tasks)
    assert under_way.state == "cancelled"
    assert tasks.tasks() == []

    other = authenticator.sign_in(Profile(id="honten", name="本店", url=sandbox_portal.url), LOGIN, PASSWORD)
    assert other.site.id == desk.site.id
    assert other.batches.all() == []
    window.open_desk(other)
    settle(tasks)
    second = window.page
    assert second is not None
    assert second.tabs.all_keys() == [tab.key for tab in FIXED_TABS]
    assert second.tabs.key() == "home"
    assert [notice for notice in second.notices.notices() if notice.kind == "error"] == []
    assert second.top_bar.activity_button.text() == "Activity"
    second.top_bar.sign_out_asked.emit()
    settle(tasks)

    window.sign_in.enter_sandbox()
    settle(tasks, lambda: window.page is not None)
    third = window.page
    assert third is not None
    view = in_front(third, BatchView)
    settle(tasks, lambda: view.opened.draft is not None)
    assert view.place() == batch_id
    assert "campaign:C-1024" in third.tabs.all_keys()


def test_the_notice_of_a_half_sent_batch_leaves_the_window_once_it_is_through(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, tmp_path: Path
) -> None:
    desk = window.desk
    assert desk is not None
    source = load_source(csv_file(tmp_path / "a.csv", good_rows(2)))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    with pytest.raises(Cancelled):
        desk.sending.send(batch_id, Watched(stop_at=("judging", 0)))
    page.top_bar.sign_out_asked.emit()
    settle(tasks)
    window.sign_in.enter_sandbox()
    settle(tasks, lambda: window.page is not None)
    settle(tasks)
    again, desk = window.page, window.desk
    assert again is not None
    assert desk is not None
    (told,) = again.notices.notices()
    assert "a.csv" in told.text
    desk.sending.catch_up(batch_id)
    window._toolbox.navigation.batches_changed.emit()
    settle(tasks)
    assert again.notices.notices() == []


def test_work_of_a_session_that_is_over_ends_with_it(window: MainWindow, page: DeskPage, tasks: TaskRunner) -> None:
    task = tasks.start(long_work, owner=page, title="Issue a.csv")
    page.sign_in_asked.emit()
    assert tasks.tasks() == []
    settle(tasks)
    assert task.state == "cancelled"
    assert tasks.tasks() == []


def test_a_lost_session_is_renewed_over_the_content_and_nothing_is_lost(
    window: MainWindow, page: DeskPage, tasks: TaskRunner
) -> None:
    desk = window.desk
    assert desk is not None
    page.show_tab(1)
    settle(tasks)
    in_front(page, SearchView).form.name.setText("half typed")
    in_front(page, SearchView).form.name.setFocus()
    desk.client.renew = None
    desk.client.sessions.token = "gone"
    page.current.refresh()
    settle(tasks)
    overlay = page.reconnection.overlay
    assert overlay.isVisible()
    assert desk.user.login in texts(overlay)
    assert overlay.password.hasFocus()
    assert not page.current.isEnabled()
    overlay.password.setText("wrong")
    overlay.enter.click()
    settle(tasks)
    assert overlay.isVisible()
    assert "wrong" in texts(overlay)
    overlay.password.setText(PASSWORD)
    overlay.enter.click()
    settle(tasks)
    assert not overlay.isVisible()
    assert window.page is page
    assert in_front(page, SearchView).form.name.text() == "half typed"
    assert in_front(page, SearchView).form.name.hasFocus()
    assert desk.client.sessions.current().user.login == desk.user.login


def is_asked(page: DeskPage) -> bool:
    """Whether the password is asked for."""
    return page.reconnection.is_asking


def test_a_lost_session_can_wait(window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot) -> None:
    page.reconnection.ask_again()
    qtbot.keyClick(page.reconnection.overlay.password, Qt.Key.Key_Escape)
    assert not is_asked(page)
    assert page.current.isEnabled()
    notice = page.notices.notices()[-1]
    assert "drafts are kept" in notice.text
    notice.actions[0][1]()
    assert is_asked(page)
    page.reconnection.overlay.leave.click()
    settle(tasks)
    assert window.page is None


def test_going_offline_and_coming_back(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, sandbox_portal: EmbeddedPortal
) -> None:
    connection = window._toolbox.connection
    connection.missed()
    assert "Offline" in page.top_bar._chip.accessibleName()
    assert page._probe_timer.isActive()
    page.top_bar.connection_asked.emit()
    settle(tasks)
    assert page.top_bar._chip.accessibleName() == "Online"
    assert not page._probe_timer.isActive()


def test_what_nobody_waited_for_is_told(page: DeskPage, tasks: TaskRunner) -> None:
    def fail(_progress: Progress) -> None:
        raise ZeroDivisionError("our own bug")

    tasks.start(fail, owner=page)
    settle(tasks)
    notice = page.notices.notices()[-1]
    assert notice.kind == "error"
    assert "ZeroDivisionError" in notice.details


def test_tabs_and_window_are_found_again(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, authenticator: Authenticator, toolbox: Toolbox, shown: Show
) -> None:
    desk = window.desk
    assert desk is not None
    campaign = desk.catalogue.search(CampaignSearch()).items[0]
    page.open_campaign(campaign.id)
    settle(tasks)
    page.show_tab(1)
    window.resize(1111, 777)
    assert window.close()
    desk.close()
    again = MainWindow(authenticator, toolbox, ProgramSettings())
    shown(again)
    again.sign_in.enter_sandbox()
    settle(tasks, lambda: again.page is not None)
    settle(tasks)
    assert again.page is not None
    assert again.page.tabs.key() == "search"
    assert again.page.tabs.all_keys()[len(FIXED_TABS) :] == [f"campaign:{campaign.id}"]
    assert again.desk is not None
    again.desk.close()


def test_a_window_gives_its_desk_to_the_one_that_takes_its_place(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, authenticator: Authenticator, toolbox: Toolbox, shown: Show
) -> None:
    page.show_tab(1)
    settle(tasks)
    in_front(page, SearchView).form.name.setText("books")
    work = tasks.start(long_work, owner=page, title="Sending")
    handed = window.hand_over()
    assert isinstance(handed.desk, Desk)
    other = MainWindow(authenticator, toolbox, ProgramSettings(language=Language.JAPANESE))
    shown(other)
    other.take_over(handed)
    assert window.close(), "asks nothing: the work goes on"
    settled = other.page
    assert settled is not None
    assert settled.tabs.key() == "search"
    assert in_front(settled, SearchView).form.name.text() == "books"
    assert work.state == "running"
    work.cancel()
    settle(tasks)


def test_settings_are_chosen_in_one_place(window: MainWindow, qtbot: QtBot) -> None:
    chosen: list[ProgramSettings] = []
    window.settings_chosen.connect(chosen.append)
    window.sign_in.settings_asked.emit()
    dialog = only_child(window, SettingsDialog)
    dialog.language.setCurrentIndex(0)
    dialog.theme.setCurrentIndex(2)
    dialog.scale.setCurrentIndex(4)
    dialog.save.click()
    assert chosen == [ProgramSettings(Language.JAPANESE, "dark", 150)]
    window.sign_in.language_asked.emit()
    assert chosen[-1].language is Language.ENGLISH


def test_whatever_takes_the_focus_says_what_it_is(window: MainWindow, page: DeskPage, tasks: TaskRunner) -> None:
    desk = window.desk
    assert desk is not None
    page.open_campaign(desk.catalogue.search(CampaignSearch()).items[0].id)
    settle(tasks)
    nameless = []
    for at in range(page.tabs.count()):
        page.show_tab(at)
        settle(tasks)
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                if not spoken:
                    nameless.append((page.tabs.key(), widget))
    assert not nameless


def test_about_names_versions(page: DeskPage, dialogs: ScriptedDialogs) -> None:
    page.top_bar.about_asked.emit()
    assert "Version" in dialogs.asked[0].text
    assert "API" in dialogs.asked[0].text
    assert "Operation Guide, Version 3.1" in dialogs.asked[0].text, "and the guide that is followed"
    assert "guide 3.1" in dialogs.asked[0].text, "the portal's as well"
