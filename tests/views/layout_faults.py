"""What is wrong with how a window is laid out, as far as a program can tell."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedLayout,
    QTabBar,
    QTableView,
    QWidget,
)

LEAST_ROWS = 4
"""Rows of a table that are seen at once, if it has as many."""
LEAST_SEEN = 48
"""Pixels of a control that are seen at once where it scrolls."""
_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit)


def layout_faults(root: QWidget) -> list[str]:
    """Return a line for each thing in a window that is cut, covered or too small to be used."""
    seen = [each for each in root.findChildren(QWidget) if each.isVisible() and each.window() is root.window()]
    found = [*_cut_controls(root, seen), *_cut_words(seen), *_overlapping([root, *seen]), *_low_tables(seen)]
    return sorted(set(found))


def sideways(root: QWidget) -> list[str]:
    """Return the parts of a window that are scrolled sideways."""
    return [
        f"{named(each)} is scrolled sideways"
        for each in root.findChildren(QAbstractScrollArea)
        if each.isVisible()
        and not isinstance(each, QAbstractItemView)  # columns share the room by rules of their own
        and each.horizontalScrollBar().isVisible()
        and each.horizontalScrollBar().maximum() > 0
    ]


def _cut_controls(root: QWidget, seen: list[QWidget]) -> Iterator[str]:
    for each in seen:
        if not isinstance(each, _CONTROLS) or not each.isEnabled() or _is_part_of_another(each):
            continue
        least = each.minimumSizeHint().boundedTo(each.maximumSize())
        if each.height() < least.height():
            yield f"{named(each)} is {each.height()} high instead of {least.height()}"
        if isinstance(each, QAbstractButton) and each.width() < least.width():
            yield f"{named(each)} is {each.width()} wide instead of {least.width()}"
        if around := _hidden_by(each, root):
            yield f"{named(each)} is cut by {named(around)}"


def _is_part_of_another(each: QWidget) -> bool:
    """Whether a control belongs to a larger one, to a cell of a table, which scrolls, or to a row of tabs."""
    parent = each.parentWidget()
    while parent is not None:
        if isinstance(parent, (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView, QPlainTextEdit, QTabBar)):
            return True
        parent = parent.parentWidget()
    return False


def _hidden_by(each: QWidget, root: QWidget) -> QWidget | None:
    """Return the ancestor that hides a part of a control which no scroll bar brings into sight."""
    rect, child = each.rect(), each
    while child is not root:
        rect, parent = QRect(child.mapToParent(rect.topLeft()), rect.size()), child.parentWidget()
        if parent is None or parent.isWindow():
            return None if parent is None or parent.rect().contains(rect) else parent
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is parent:
            bar = area.horizontalScrollBar()
            is_wide = rect.left() < 0 or rect.right() > parent.width()
            if min(rect.height(), LEAST_SEEN) > parent.height() or (is_wide and bar.maximum() == 0):
                return area
            rect, child = area.rect(), area
            continue
        if not parent.rect().contains(rect):
            return parent
        child = parent
    return None


def _cut_words(seen: list[QWidget]) -> Iterator[str]:
    for each in seen:
        if not isinstance(each, QLabel) or not each.text() or each.toolTip():
            continue
        if each.wordWrap():
            needed = each.heightForWidth(each.width())
            if each.height() < needed:
                yield f"{named(each)} is {each.height()} high instead of {needed}"
        elif each.width() < each.sizeHint().width():
            yield f"{named(each)} is cut and has no tooltip"


def _overlapping(seen: list[QWidget]) -> Iterator[str]:
    for parent in seen:
        layout = parent.layout()
        if layout is None or isinstance(layout, QStackedLayout):
            continue
        placed = [each for each in _widgets_in(layout) if each.isVisible()]
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                common = one.geometry() & other.geometry()
                if common.width() > 1 and common.height() > 1:
                    yield f"{named(one)} and {named(other)} overlap"


def _widgets_in(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        if item := layout.itemAt(at):
            if isinstance(item, QLayout):
                yield from _widgets_in(item)
            elif widget := item.widget():
                yield widget


def _low_tables(seen: list[QWidget]) -> Iterator[str]:
    for each in seen:
        if not isinstance(each, QTableView):
            continue
        rows = min(LEAST_ROWS, each.model().rowCount())
        needed = sum(each.rowHeight(row) for row in range(rows))
        if each.viewport().height() < needed:
            yield f"{named(each)} shows {each.viewport().height()} pixels of rows instead of {needed}"


def named(each: QWidget) -> str:
    """Return what a person would call a widget."""
    words = each.accessibleName() or (each.text() if isinstance(each, (QAbstractButton, QLabel)) else "")
    parent = each.parentWidget()
    inside = f" in {type(parent).__name__}" if parent is not None else ""
    return f"{type(each).__name__} “{(words or each.objectName())[:40]}”{inside}"


def larger_than(window: QWidget, room: QSize) -> bool:
    """Whether a window cannot be made as small as a screen."""
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    return least.width() > room.width() or least.height() > room.height()
