"""Every control of every screen says what it is, and nothing is cut off at any text size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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

from netmile_desktop.domain.language import Language
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.help.window import HelpWindow
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.look.translation import Translations
from netmile_desktop.views.main_window import SMALLEST, MainWindow
from netmile_desktop.views.settings.dialog import SettingsDialog
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.settings import TEXT_SCALES, ProgramSettings
from tests.support.window import settle
from tests.views.screens import damaged_file, walk

Show = Callable[[QWidget], QWidget]

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)

WIDTH, HEIGHT = 1280, 800

LAYERS = 8
"""Layouts within one another: a label that wraps anew asks the one around it for room, that one the next."""


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


def beyond_the_edge(root: QWidget) -> list[str]:
    """Return pages, which scroll up and down only, whose content needs more width than they have."""
    found = []
    for page in root.findChildren(ScrollPage):
        content, given = page.widget(), page.viewport().width()
        needed = content.minimumSizeHint().width() if content is not None else 0
        if page.isVisible() and needed > given:
            found.append(f"{type(page).__name__} in {type(page.parent()).__name__}: {needed} > {given}")
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return damaged_file(tmp_path)


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.resize(WIDTH, HEIGHT)
    return window


def test_every_control_of_the_sign_in_page_has_a_name(window: MainWindow, toolbox: Toolbox) -> None:
    assert nameless(window) == []
    assert nameless(SettingsDialog(ProgramSettings(), toolbox, window)) == []
    window.open_help()
    pages = window.findChildren(HelpWindow)
    assert [nameless(each) for each in pages] == [[]]


def test_every_control_of_every_screen_has_a_name(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, file: Path
) -> None:
    faults = {screen: nameless(window) for screen in walk(window, page, tasks, file)}
    assert {screen: found for screen, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scale", [TEXT_SCALES[0], TEXT_SCALES[-1]])
def test_nothing_is_cut_off_at_the_smallest_and_the_largest_text(
    qapp: QApplication,
    authenticator: Authenticator,
    toolbox: Toolbox,
    theme: Theme,
    shown: Show,
    tasks: TaskRunner,
    scale: int,
    language: Language,
    file: Path,
) -> None:
    translations = Translations(qapp)
    translations.use(language)
    theme.use("light", scale)
    window = MainWindow(authenticator, toolbox, ProgramSettings(language=language, text_scale=scale))
    try:
        shown(window)
        window.resize(WIDTH, HEIGHT)
        faults = {"sign in": cut_off(window)}
        window.sign_in.enter_sandbox()
        settle(tasks, lambda: window.page is not None)
        settle(tasks)
        assert window.page is not None
        for screen in walk(window, window.page, tasks, file):
            for _ in range(LAYERS):
                QApplication.processEvents()
            faults[screen] = cut_off(window)
            if scale == TEXT_SCALES[0]:
                window.resize(SMALLEST)
                for _ in range(LAYERS):
                    QApplication.processEvents()
                faults[screen] += beyond_the_edge(window)
                window.resize(WIDTH, HEIGHT)
    finally:
        settle(tasks)
        if window.desk is not None:
            window.desk.close()
        translations.use(Language.ENGLISH)
    assert {screen: found for screen, found in faults.items() if found} == {}
    assert window.minimumSizeHint().width() <= WIDTH
    assert window.minimumSizeHint().height() <= HEIGHT, "the content forces no larger window"
