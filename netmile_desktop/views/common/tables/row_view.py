"""A table view that shows whole rows only and knows the one row under the pointer."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from netmile_desktop.views.common.tables.header import TableHeader
from netmile_desktop.views.look.theme import Theme

_POINTED = (QEvent.Type.MouseMove, QEvent.Type.Enter)


def take_up(view: QAbstractItemView, index: QModelIndex) -> None:
    """Make a cell current and select it alone, with its row if rows are selected.

    Qt's own setCurrentIndex checks the keyboard: while Ctrl is held it deselects a selected row.
    """
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    if view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows:
        flags |= QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(index, flags)


class RowView(QTableView):
    """Rows of one height; the viewport ends with a whole row, and the heading reaches over the scroll bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = theme
        self.hovered_row = -1
        """The row under the pointer, or -1. Kept here, because Qt learns of no pointer that rests while rows move."""
        self._pointer: QPoint | None = None
        self._foot: QWidget | None = None
        self.setHorizontalHeader(TableHeader(theme, self))
        self._corner, self._end = _Corner(theme, self), QWidget(self)
        self._end.setFixedHeight(0)
        self.addScrollBarWidget(self._corner, Qt.AlignmentFlag.AlignTop)
        self.addScrollBarWidget(self._end, Qt.AlignmentFlag.AlignBottom)

    def pin(self, foot: QWidget) -> None:
        """Keep a widget below the rows, over the whole width, as high as its size hint says: sums, for example."""
        foot.setParent(self)
        self._foot = foot
        self.updateGeometries()
        foot.show()

    # --- the pointer ------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in _POINTED:
            self._pointer = cast("QMouseEvent", event).position().toPoint()
            self._hover()
        elif kind is QEvent.Type.Leave:
            self._pointer = None
            self._hover()
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._hover()

    def _hover(self) -> None:
        """Find the row under the pointer; repaint it, and the row that was there before."""
        place = self._pointer
        is_inside = place is not None and self.viewport().rect().contains(place)
        self._show_hovered(self.rowAt(place.y()) if place is not None and is_inside else -1)

    def hover(self, row: int) -> None:
        """Show a row as if the pointer were over it, in sight; -1 shows none."""
        if row >= 0:
            self.scrollTo(self.model().index(row, 0))
        self._show_hovered(row)

    def _show_hovered(self, row: int) -> None:
        if row == self.hovered_row:
            return
        before, self.hovered_row = self.hovered_row, row
        for each in (before, row):
            if each >= 0:
                top, height = self.rowViewportPosition(each), self.rowHeight(each)
                self.viewport().update(QRect(0, top, self.viewport().width(), height))

    # --- whole rows -------------------------------------------------------------------------------

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._trim()
        self._hover()

    def _trim(self) -> None:
        """Leave below the rows what is no whole row, and the room of what is pinned there."""
        head = self.horizontalHeader().height() if not self.horizontalHeader().isHidden() else 0
        row = max(self.verticalHeader().defaultSectionSize(), 1)
        height = self.viewport().height() + self.viewportMargins().bottom()
        pinned = self._foot.sizeHint().height() if self._foot is not None else 0
        room = height - pinned
        if self._foot is not None and self.model() is not None:
            room = min(room, max(self.model().rowCount(), 1) * row)
        below = height - room // row * row if room >= row else pinned
        if self.viewportMargins().bottom() != below or self.viewportMargins().top() != head:
            self.setViewportMargins(0, head, 0, below)
        if self._corner.height() != head:
            self._corner.setFixedHeight(head)
        if self._end.height() != below:
            self._end.setFixedHeight(below)
        if self.verticalScrollBar().singleStep() != row:
            self.verticalScrollBar().setSingleStep(row)
        if self._foot is not None:
            seen = self.viewport().geometry()
            self._foot.setGeometry(seen.left(), seen.bottom() + 1, self.contentsRect().width(), pinned)
            self._foot.raise_()


class _Corner(QWidget):
    """Carries the heading on above the vertical scroll bar."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("header"))
        painter.end()
