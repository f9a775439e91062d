"""The arrangement of a page about a file: its table, a side card beside it, and the row of buttons below."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.views.batch.importing.action_row import ActionRow
from netmile_desktop.views.batch.importing.table_card import TableCard
from netmile_desktop.views.common.panels import Card, ScrollPage, divider
from netmile_desktop.views.look.theme import Theme

_NARROW = 1000
"""Width of a page below which everything is set in short words, before scaling."""
_LOW = 720
"""Height of a window below which everything above the records is set as low as can be, before scaling."""
_SIDE, _NARROW_SIDE = 320, 280
_MOST_OF_WIDTH = 0.42


class SideCard(Card):
    """The card beside the table. Its content scrolls by itself if it is higher."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setContentsMargins(1, 1, 1, 1)
        self._page = ScrollPage(self)
        self._page.body.setContentsMargins(12, 12, 8, 12)
        self._page.body.setSpacing(10)
        self._page.body.addStretch(1)
        self.body.addWidget(self._page)

    def add_part(self, part: QWidget) -> None:
        """Add a part below the others, with a line between."""
        body = self._page.body
        if body.count() > 1:
            body.insertWidget(body.count() - 1, divider(parent=self))
        body.insertWidget(body.count() - 1, part)

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to a widget of a part."""
        QTimer.singleShot(0, widget, lambda: self._page.ensureWidgetVisible(widget))  # once it has its place


class SplitPage(QWidget):
    """Table and side card over the action row; the page scrolls if it is higher than the window, the row never does."""

    arranged = Signal(bool)
    """The page became narrow, or wide."""
    lowered = Signal(bool)
    """The window became low, or high: what stands above the page may have to go."""

    def __init__(self, theme: Theme, card: TableCard, side: SideCard, row: ActionRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._card, self._side = theme, card, side
        self._is_narrow: bool | None = None
        self._is_low = False
        self.scrolling = _Page(self)
        content = QWidget(self)  # else Tab would come to what it takes in after the row
        content.setObjectName("scrolled")
        beside = self._beside = QHBoxLayout(content)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(16)
        beside.addWidget(card, 1)
        beside.addWidget(side)
        self.scrolling.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.scrolling, 1)
        column.addWidget(row)
        theme.changed.connect(self._arrange)

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for short words only."""
        return bool(self._is_narrow)

    def show_top(self) -> None:
        """Scroll to the upper end, as to a question whose first answer took the focus."""
        QTimer.singleShot(0, self.scrolling, lambda: self.scrolling.verticalScrollBar().setValue(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        pixels = self._theme.pixels
        is_narrow = self.width() < pixels(_NARROW)
        wanted = pixels(_NARROW_SIDE if is_narrow else _SIDE)
        self._side.setFixedWidth(min(wanted, int(self.width() * _MOST_OF_WIDTH)))
        self._beside.setSpacing(12 if is_narrow else 16)
        is_low = self.window().height() < pixels(_LOW)
        if is_low != self._is_low:
            self._is_low = is_low
            self._card.set_low(is_low)
            self.lowered.emit(is_low)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.arranged.emit(is_narrow)


class _Page(ScrollPage):
    """Scrolls vertically only; takes what height its content needs at least."""

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 80)
