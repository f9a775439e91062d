"""The arrangement of the workbench: people beside the side column, or above it where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.views.common.panels import FittingPage, ScrollPage
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reward.people.judging import JudgingCard

_NARROW = 860
"""Width below which the side column goes below, before scaling."""
_SIDE, _NARROW_SIDE = 320, 240
_WIDE = 1080


class BenchPage(QWidget):
    """What stands on top, then people and side column; all that scrolls if it is higher, over a row that never does."""

    def __init__(self, theme: Theme, top: QWidget, people: JudgingCard, side: QWidget, row: QWidget) -> None:
        super().__init__()
        self._theme, self._people = theme, people
        self._side = _Side(side)
        page = self._page = _Page(self)
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
        self._side.laid_out.connect(self._arrange)
        page.resized.connect(people.fit_into)
        people.grid.judging.connect(self._show_people)

    @property
    def is_narrow(self) -> bool:
        """Whether the side column stands below."""
        return self._beside.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _show_people(self) -> None:
        """Scroll to the people once they are judged, where a low page shows them in part."""
        top = self._people.mapTo(self._page.content, QPoint()).y()
        bar, seen = self._page.verticalScrollBar(), self._page.viewport().height()
        if not bar.value() <= top <= bar.value() + seen - self._people.height():
            bar.setValue(top)

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

    laid_out = Signal()
    """What stands in the column needs another width, perhaps."""

    def __init__(self, side: QWidget) -> None:
        super().__init__()
        self.scrolls = True
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_taken = super().eventFilter(watched, event)
        if watched is self.content and event.type() is QEvent.Type.LayoutRequest:
            self.laid_out.emit()
        return is_taken

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

    resized = Signal(int)
    """So many pixels of its content are in sight."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.viewport().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 80)
