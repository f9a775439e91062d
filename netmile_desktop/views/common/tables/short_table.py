"""A table that is as high as the rows it shows, for pages that scroll as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent

from netmile_desktop.views.common.tables.table import TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look.theme import Theme

T = TypeVar("T")


class ShortTable(RecordTable[T]):
    """Shows the first rows, in whatever order they are sorted, or all; it has no vertical scroll bar of its own."""

    def __init__(self, columns: Sequence[TableColumn[T]], theme: Theme, *, shown: int = 0, **options: Any) -> None:
        """`shown` is the number of rows shown at first; 0 shows all."""
        self._shown = shown
        self._is_whole = not shown
        super().__init__(columns, theme, **options)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model = self.records_model
        model.modelReset.connect(self._fit)
        model.layoutChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def is_whole(self) -> bool:
        """Whether all rows are shown."""
        return self._is_whole

    def show_whole(self, is_whole: bool) -> None:
        """Show all rows, or the first ones."""
        self._is_whole = is_whole
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    @Slot()
    def _fit(self) -> None:
        count = self.records_model.rowCount()
        for row in range(count):
            self.setRowHidden(row, not self._is_whole and row >= self._shown)
        self._keep_height()

    def _keep_height(self) -> None:
        if self.height() != self._height() or self.maximumHeight() != self._height():
            self.setFixedHeight(self._height())

    def _height(self) -> int:
        count = self.records_model.rowCount()
        rows = count if self._is_whole else min(count, self._shown)
        bar = self.horizontalScrollBar()
        beside = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return (
            self.horizontalHeader().sizeHint().height() + rows * self._look.row_height + beside + 2 * self.frameWidth()
        )
