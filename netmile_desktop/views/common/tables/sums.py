"""The sums of a table, pinned below its rows: always in sight, in the columns they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look.theme import Theme


class SumsRow(QWidget):
    """One line of texts by the key of their column; it follows the columns of its table."""

    def __init__(self, table: RecordTable[Any], theme: Theme) -> None:
        super().__init__(table)
        self._table, self._theme = table, theme
        self._texts: Mapping[str, str] = {}
        header = table.horizontalHeader()
        header.sectionResized.connect(self._on_moved)
        header.sectionMoved.connect(self._on_moved)
        table.horizontalScrollBar().valueChanged.connect(self._on_moved)
        theme.changed.connect(self._on_moved)
        table.pin(self)

    def show_sums(self, texts: Mapping[str, str]) -> None:
        """Show other sums, such as `{"day": "Total", "miles": "12,400"}`."""
        self._texts = texts
        titles = {column.key: column.title for column in self._table.records_model.columns}
        self.setAccessibleName(", ".join(f"{titles.get(key, '')} {text}".strip() for key, text in texts.items()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.row_height + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("header"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("line"))
        painter.setFont(self._theme.font(bold=True))
        painter.setPen(self._theme.colour("text"))
        table, metrics = self._table, painter.fontMetrics()
        for at, column in enumerate(table.records_model.columns):
            text = self._texts.get(column.key, "")
            if not text or table.isColumnHidden(at):
                continue
            left, room = table.columnViewportPosition(at) + PADDING, table.columnWidth(at) - 2 * PADDING
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(left, 1, room, self.height() - 1, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    @Slot()
    def _on_moved(self) -> None:
        self.update()
