"""The arrangement of the workbench: people beside the side column, or above it where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.views.common.panels import FittingPage, ScrollPage
from netmile_desktop.views.look.theme import Theme

_NARROW = 860
"""Width below which the side column goes below, before scaling."""
_SIDE, _NARROW_SIDE = 320, 240
_WIDE = 1080


class BenchPage(QWidget):
    """What stands on top, then people and side column; all that scrolls if it is higher, over a row that never does."""

    def __init__(self, theme: Theme, top: QWidget, people: QWidget, side: QWidget, row: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._side = _Side(side)
        self._side.changed.connect(self._arrange)
        page = _Page(self)
        page.body.setContentsMargins(0, 0, 0, 0)
        page.body.setSpacing(12)
        lower = _Lower()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, lower)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(12)
        self._beside.addWidget(people, 1)
        self._beside.addWidget(self._side)
        page.body.addWidget(top)
        page.body.addWidget(lower, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(page, 1)
        column.addWidget(row)
        theme.changed.connect(self._arrange)

    @property
    def is_narrow(self) -> bool:
        """Whether the side column stands below."""
        return self._beside.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        pixels, directions = self._theme.pixels, QBoxLayout.Direction
        is_narrow = self.width() < pixels(_NARROW)
        self._beside.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        self._side.scrolls = not is_narrow
        if is_narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_UNBOUNDED)
        else:
            wanted = pixels(_SIDE if self.width() >= pixels(_WIDE) else _NARROW_SIDE)
            self._side.setFixedWidth(max(wanted, self._side.least_width()))


_UNBOUNDED = (1 << 24) - 1
"""Qt's own value for a width without a limit."""


class _Side(ScrollPage):
    """The side column: beside the people it scrolls by itself, below them it is as high as it needs."""

    changed = Signal()
    """What stands in it has other measures."""

    def __init__(self, side: QWidget) -> None:
        super().__init__()
        self.scrolls = True
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.content and event.type() is QEvent.Type.LayoutRequest:
            self.changed.emit()
        return super().eventFilter(watched, event)

    def least_width(self) -> int:
        """Return the width at which nothing is cut, with a scroll bar."""
        return self.content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        if self.scrolls:
            return QSize(120, 80)
        return QSize(120, self.content.sizeHint().height())


class _Lower(FittingPage):
    """People and side column: as high as there is room, and never less than they need."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class _Page(ScrollPage):
    """Scrolls vertically only."""

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 80)
