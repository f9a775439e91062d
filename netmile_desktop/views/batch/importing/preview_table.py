"""The first records of a file as they are stored, with the column that each is mapped to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.common.tables.table_view import PADDING, dress_table
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.sources.source import SourcePreview

AnyIndex = QModelIndex | QPersistentModelIndex

_MOST_COLUMNS = 26


class PreviewModel(QAbstractTableModel):
    """Records of one preview; the header record is greyed, mapped columns carry their name."""

    def __init__(self, theme: Theme, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        self._records: Sequence[Sequence[str]] = ()
        self._columns = 0
        self._has_header = False
        self._mapping: dict[int, list[Column]] = {}

    def show_preview(self, preview: SourcePreview, mapping: Sequence[int]) -> None:
        """Show a preview; `mapping` holds the 1-based columns of address, key and miles."""
        self.beginResetModel()
        self._records = preview.first
        self._columns = min(max(preview.columns, 3), _MOST_COLUMNS)
        self._has_header = preview.header is not None
        self._mapping = {}
        for at, column in zip(mapping, Column, strict=True):
            self._mapping.setdefault(at - 1, []).append(column)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._columns + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column == 0 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            taken = column - 1 in self._mapping and not (self._has_header and row == 0)
            return self._theme.colour("text" if taken else "muted")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headerData(column, Qt.Orientation.Horizontal)} {self._text(row, column)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 0 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return self.tr("Row")
        letter = formats.column_letter(section - 1)
        taken = " / ".join(map(self._words.column, self._mapping.get(section - 1, ())))
        return f"{letter}  {taken}" if taken else letter

    def _text(self, row: int, column: int) -> str:
        if column == 0:
            return self.tr("heading") if self._has_header and row == 0 else str(row + 1)
        cells = self._records[row]
        return cells[column - 1] if column <= len(cells) else ""


class PreviewTable(QTableView):
    """The table of a `PreviewModel`."""

    def __init__(self, theme: Theme, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.preview_model = PreviewModel(theme, words, self)
        self.setModel(self.preview_model)
        self.setItemDelegate(_PreviewCells(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("First records of the file"))
        dress_table(self, theme)

    def show_preview(self, preview: SourcePreview, mapping: Sequence[int]) -> None:
        """Show the first records with a column mapping."""
        self.preview_model.show_preview(preview, mapping)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        widths = (80, 260, 150, 120)
        for column in range(self.preview_model.columnCount()):
            self.setColumnWidth(column, self._theme.pixels(widths[column] if column < len(widths) else 110))


class _PreviewCells(QStyledItemDelegate):
    """Cells that paint only their text, aligned with the heading."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.save()
        painter.setFont(self._theme.font())
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()
