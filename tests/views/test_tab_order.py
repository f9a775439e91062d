"""Tab goes to every control of every screen as one reads it, and comes round again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cmp_to_key
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QRadioButton, QTimeEdit, QWidget

from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.help.window import HelpWindow
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.settings.dialog import SettingsDialog
from netmile_desktop.views.top_bar import TopBar
from netmile_desktop.workspace.settings import ProgramSettings
from tests.support.window import only_child
from tests.views.screens import damaged_file, walk

MOST = 150
"""Controls on one screen."""


def tabbed(first: QWidget) -> list[QWidget]:
    """Return the controls that Tab leads to, beginning with the one that has the focus, and the one where it turns."""
    been = [first]
    for _ in range(MOST):
        QTest.keyClick(been[-1], Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is been[-1] and isinstance(focused, QTimeEdit):
            QTest.keyClick(focused, Qt.Key.Key_Tab)  # from its hours to its minutes
            focused = QApplication.focusWidget()
        assert focused is not None, f"Tab leads nowhere from {name(been[-1])}"
        been.append(focused)
        if focused in been[:-1]:
            break
    return been


def focusable(root: QWidget) -> list[QWidget]:
    """Controls that a clerk expects to reach; of buttons that exclude each other the chosen one."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.window() is root.window()
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not _is_another_choice(each)
    ]


def _is_another_choice(each: QWidget) -> bool:
    if not isinstance(each, QAbstractButton) or not each.isCheckable() or each.isChecked():
        return False
    group: QButtonGroup | None = each.group()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    siblings = (each.parentWidget() or each).findChildren(QRadioButton, options=direct)
    return any(sibling.isChecked() for sibling in (siblings if group is None else group.buttons()))


def out_of_order(root: QWidget, order: list[QWidget]) -> list[str]:
    """Where Tab leaves the order of reading: within each part of a screen from top to bottom, lines left to right."""
    return list(_out_of_order(root, order))


def _out_of_order(part: QWidget, order: list[QWidget]) -> Iterator[str]:
    within = [each for each in order if each is not part and part.isAncestorOf(each)]
    children: dict[QWidget, list[QWidget]] = {}
    for each in within:
        children.setdefault(_child_with(part, each), []).append(each)
    visited = list(children)
    runs = [_child_with(part, each) for each in within]
    changes = [after for before, after in zip([None, *runs], runs, strict=False) if before is not after]
    if len(changes) > len(visited):
        yield f"{name(part)}: leaves a part and comes back: {[name(each) for each in changes]}"
    read = sorted(visited, key=cmp_to_key(_read_before))
    if read != visited:
        yield f"{name(part)}: {[name(each) for each in visited]} instead of {[name(each) for each in read]}"
    for child in visited:
        yield from _out_of_order(child, children[child])


def _child_with(part: QWidget, each: QWidget) -> QWidget:
    parent = each.parentWidget()
    while parent is not part:
        assert parent is not None
        each, parent = parent, parent.parentWidget()
    return each


def _read_before(one: QWidget, other: QWidget) -> int:
    first, second = _place(one), _place(other)
    shared = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
    if shared * 2 > min(first.height(), second.height()):
        return first.left() - second.left()
    return first.top() - second.top()


def _place(each: QWidget) -> QRect:
    return QRect(each.mapTo(each.window(), QPoint(0, 0)), each.size())


def name(each: QWidget) -> str:
    text = each.text() if isinstance(each, QAbstractButton) else ""
    return f"{type(each).__name__} {each.accessibleName() or text or each.objectName()}".strip()


def faults(root: QWidget) -> list[str]:
    """Return what is wrong with Tab in a window."""
    start = QApplication.focusWidget()
    if start is None or not start.isVisible() or not start.isEnabled():
        return [f"the focus is on {start and name(start)}"]
    *order, turn = tabbed(start)
    if any(each not in order for each in focusable(root)):
        *order, turn = tabbed(start)  # a table takes its first row when Tab comes by, which enables what acts on a row
    found = [f"never reached: {name(each)}" for each in focusable(root) if each not in order]
    if turn is not start:
        found.append(f"does not come round, but from {name(order[-1])} to {name(turn)}")
    bar = root.findChild(TopBar) or root
    first = min((each for each in order if bar.isAncestorOf(each)), key=cmp_to_key(_read_before))
    at = order.index(first)
    return found + out_of_order(root, order[at:] + order[:at])


@pytest.mark.parametrize("size", [QSize(960, 600), QSize(1280, 800)], ids=["smallest", "usual"])
def test_tab_goes_through_every_screen_as_it_is_read(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, tmp_path: Path, size: QSize
) -> None:
    window.resize(size)
    found: dict[str, list[str]] = {}
    for screen in walk(window, page, tasks, damaged_file(tmp_path)):
        if screen in {"opener", "signing in again"}:
            continue
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            window.activateWindow()
            page.focus()
        QApplication.processEvents()
        if wrong := faults(dialog or window):
            found[screen] = wrong
    lines = [f"{screen}: {wrong}" for screen, all_wrong in found.items() for wrong in all_wrong]
    assert not lines, "\n".join(lines)


def test_tab_goes_through_the_sign_in_page_and_dialogs(window: MainWindow, toolbox: Toolbox) -> None:
    window.activateWindow()
    QApplication.processEvents()
    found = {"sign in": faults(window)}
    window.sign_in.profiles.add.click()
    QApplication.processEvents()
    found["another portal"] = faults(window)
    settings = SettingsDialog(ProgramSettings(), toolbox, window)
    settings.open()
    QApplication.processEvents()
    found["settings"] = faults(settings)
    settings.close()
    window.open_help()
    QApplication.processEvents()
    found["help"] = faults(only_child(window, HelpWindow))
    assert found == {"sign in": [], "another portal": [], "settings": [], "help": []}
