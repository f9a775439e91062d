"""Every control of every screen says what it is, and nothing is cut off at any text size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.domain.words.language import Language
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.views.settings.dialog import SettingsDialog
from netmile_desktop.views.theme import Theme
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.views.translation import Translations
from netmile_desktop.workspace.front_door import FrontDoor
from netmile_desktop.workspace.settings import TEXT_SCALES, Settings
from tests.support.window import settle

Show = Callable[[QWidget], QWidget]

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)

WIDTH, HEIGHT = 1280, 800


def nameless(root: QWidget) -> list[str]:
    """Controls in sight that a screen reader could say nothing about."""
    return [
        f"{type(each).__name__} {each.objectName()} in {type(each.parent()).__name__}"
        for each in root.findChildren(QWidget)
        if each.isVisible() and isinstance(each, CONTROLS) and not _is_part_of_another(each) and not _name(each)
    ]


def _name(control: QWidget) -> str:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return control.accessibleName() or text


def _is_part_of_another(control: QWidget) -> bool:
    """Scroll buttons of tabs, the field inside a spin box and the like are named by what they belong to."""
    parent = control.parent()
    return control.objectName().startswith("qt_") or isinstance(
        parent, (QAbstractSpinBox, QComboBox, QTabBar, QAbstractItemView, QLineEdit, QScrollBar)
    )


def cut_off(root: QWidget) -> list[str]:
    """Visible labels and buttons that have less room than their text needs."""
    found = []
    for each in root.findChildren(QWidget):
        if not each.isVisible() or not isinstance(each, (QLabel, QAbstractButton)):
            continue
        needed = each.minimumSizeHint()
        if isinstance(each, QLabel):
            if each.pixmap().isNull() is False or not each.text():
                continue
            if each.wordWrap():
                if each.height() < each.heightForWidth(each.width()):
                    found.append(f"{each.text()!r}: {each.height()} < {each.heightForWidth(each.width())} high")
                continue
        elif not each.text() or isinstance(each, QToolButton):
            continue
        if each.width() < needed.width() or each.height() < needed.height():
            found.append(f"{each.text()!r}: {each.size().toTuple()} < {needed.toTuple()}")
    return found


@pytest.fixture
def window(front_door: FrontDoor, toolbox: Toolbox, shown: Show) -> MainWindow:
    window = MainWindow(front_door, toolbox, Settings(language=Language.ENGLISH))
    shown(window)
    window.resize(WIDTH, HEIGHT)
    return window


@pytest.fixture
def page(window: MainWindow, tasks: TaskRunner) -> Iterator[DeskPage]:
    window.sign_in.enter_sandbox()
    settle(tasks, lambda: window.page is not None)
    settle(tasks)
    page, desk = window.page, window.desk
    assert page is not None
    assert desk is not None
    yield page
    settle(tasks)
    desk.close()


def walk(window: MainWindow, page: DeskPage, tasks: TaskRunner) -> Iterator[str]:
    """Bring every screen to the front, one after the other."""
    desk = window.desk
    assert desk is not None
    for at in range(4):
        page.show_tab(at)
        settle(tasks)
        yield page.tabs.key()
    page.show_tab(1)
    search = page.current
    assert isinstance(search, SearchView)
    search.tabs.setCurrentIndex(1)
    settle(tasks)
    yield "applications"
    page.open_campaign(desk.catalogue.search(CampaignSearch(states=[CampaignState.RUNNING])).items[0].id)
    settle(tasks)
    campaign = page.current
    assert isinstance(campaign, CampaignView)
    for at in range(campaign.tabs.count()):
        campaign.tabs.setCurrentIndex(at)
        settle(tasks)
        yield f"campaign {at}"
    campaign.tabs.setCurrentIndex(1)
    single = campaign.issuance.single
    campaign.issuance.one.click()
    settle(tasks)
    yield "single"
    single.form.address.setText("member00001@example.jp")
    single.form.key.setText("A-1")
    single.confirm_button.click()
    settle(tasks)
    assert single.confirm.isVisible()
    yield "single confirm"
    page.commands.open_anything()
    settle(tasks)
    yield "opener"
    page.commands.opener.close_now()
    page.reconnection.ask_again()
    yield "signing in again"
    page.reconnection.overlay.put_off()


def test_every_control_of_the_sign_in_page_has_a_name(window: MainWindow, toolbox: Toolbox) -> None:
    assert nameless(window) == []
    assert nameless(SettingsDialog(Settings(), toolbox.theme, window)) == []


def test_every_control_of_every_screen_has_a_name(window: MainWindow, page: DeskPage, tasks: TaskRunner) -> None:
    faults = {screen: nameless(window) for screen in walk(window, page, tasks)}
    assert {screen: found for screen, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scale", [TEXT_SCALES[0], TEXT_SCALES[-1]])
def test_nothing_is_cut_off_at_the_smallest_and_the_largest_text(
    qapp: QApplication,
    front_door: FrontDoor,
    toolbox: Toolbox,
    theme: Theme,
    shown: Show,
    tasks: TaskRunner,
    scale: int,
    language: Language,
) -> None:
    translations = Translations(qapp)
    translations.use(language)
    theme.use("light", scale)
    window = MainWindow(front_door, toolbox, Settings(language=language, text_scale=scale))
    try:
        shown(window)
        window.resize(WIDTH, HEIGHT)
        faults = {"sign in": cut_off(window)}
        window.sign_in.enter_sandbox()
        settle(tasks, lambda: window.page is not None)
        settle(tasks)
        assert window.page is not None
        for screen in walk(window, window.page, tasks):
            QApplication.processEvents()
            faults[screen] = cut_off(window)
    finally:
        settle(tasks)
        if window.desk is not None:
            window.desk.close()
        translations.use(Language.ENGLISH)
    assert {screen: found for screen, found in faults.items() if found} == {}
    assert window.minimumSizeHint().width() <= WIDTH
    assert window.minimumSizeHint().height() <= HEIGHT, "the content forces no larger window"
