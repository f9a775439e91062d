"""The order in which Tab goes through a window: as it is read, however its controls were made or have moved since.

Qt goes by the order in which controls were made, and a container with a focus proxy hides what stands before the
proxy. Neither holds for rows that wrap, columns that turn into lines and parts that are built when they are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QWidget


class TabsAsRead:
    """Beside `QDialog`, a window whose Tab goes round as one reads."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        assert isinstance(self, QWidget)
        return go_on_as_read(self, forward)


def go_on_as_read(window: QWidget, forward: bool) -> bool:
    """Move the focus of a window; return False if there is no other control."""
    focused = window.focusWidget()
    order = list(in_reading_order(window, focused))
    at = order.index(focused) if focused in order else -1 if forward else 0
    if not order or order == [focused]:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    order[(at + (1 if forward else -1)) % len(order)].setFocus(reason)
    return True


def in_reading_order(part: QWidget, focused: QWidget | None = None) -> Iterator[QWidget]:
    """Yield the controls within a part of a window that Tab may reach, and the one that has the focus now."""
    children = [
        child
        for child in part.children()
        if isinstance(child, QWidget) and child.isVisible() and child.isEnabled() and not child.isWindow()
    ]
    controls = {child: list(in_reading_order(child, focused)) for child in children}
    stops = {child for child in children if child is focused or _takes_tab(child)}
    for child in _as_read([child for child in children if controls[child] or child in stops]):
        if isinstance(child, QAbstractItemView):
            yield from controls[child]  # in its heads, which are read before its rows
        if child in stops:
            yield child
        if not isinstance(child, QAbstractItemView):
            yield from controls[child]


def _takes_tab(control: QWidget) -> bool:
    """Return whether Tab stops at a control; on macOS a setting leaves out all but fields and lists."""
    behaviour = QGuiApplication.styleHints().tabFocusBehavior()
    every = behaviour is Qt.TabFocusBehavior.TabFocusAllControls
    needed = Qt.FocusPolicy.TabFocus if every else Qt.FocusPolicy.StrongFocus
    return control.focusPolicy() & needed == needed and control.focusProxy() is None


def _as_read(widgets: Sequence[QWidget]) -> list[QWidget]:
    """Return widgets of one parent in lines from top to bottom; where no line parts them, in columns from the left."""
    if len(widgets) < 2:
        return list(widgets)
    for begin, end in ((_top, _bottom), (_left, _right)):
        groups = _parted(widgets, begin, end)
        if len(groups) > 1:
            return [widget for group in groups for widget in _as_read(group)]
    return sorted(widgets, key=lambda widget: (_top(widget), _left(widget)))  # they cover each other


def _parted(
    widgets: Sequence[QWidget], begin: Callable[[QWidget], int], end: Callable[[QWidget], int]
) -> list[list[QWidget]]:
    """Return groups between which a straight gap runs."""
    groups: list[list[QWidget]] = []
    reached = 0
    for widget in sorted(widgets, key=begin):
        if not groups or begin(widget) >= reached:
            groups.append([])
            reached = end(widget)
        groups[-1].append(widget)
        reached = max(reached, end(widget))
    return groups


def _top(widget: QWidget) -> int:
    return widget.geometry().top()


def _bottom(widget: QWidget) -> int:
    return widget.geometry().top() + widget.geometry().height()


def _left(widget: QWidget) -> int:
    return widget.geometry().left()


def _right(widget: QWidget) -> int:
    return widget.geometry().left() + widget.geometry().width()
