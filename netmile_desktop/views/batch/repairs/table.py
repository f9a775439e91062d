"""The cells that repairs would change, each before and after, with a box to leave it out."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.texts.repairs import repair_words
from netmile_desktop.views.batch.grid.columns import made_visible
from netmile_desktop.views.batch.grid.selection import Selection
from netmile_desktop.views.batch.repairs.choice import RepairChoice
from netmile_desktop.views.common.tables.delegate import paint_ground
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.common.tables.row_view import RowView
from netmile_desktop.views.common.tables.table_view import dress_table
from netmile_desktop.views.look.icons import device_ratio
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.drafts.snapshots import Snapshot

AnyIndex = QModelIndex | QPersistentModelIndex

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


_WIDTHS = (40, 64, 116)
_SHARE_OF_TEXT, _LEAST_TEXT = 36, 110
"""Percent of what is left that the old and the new text have each, and the pixels that they have at least."""


class RepairColumn(IntEnum):
    """Columns of the table, from left to right."""

    TICK = 0
    ROW = 1
    COLUMN = 2
    BEFORE = 3
    AFTER = 4
    REPAIR = 5


class RepairModel(QAbstractTableModel):
    """The proposals of a `RepairChoice`."""

    ticked = Signal()
    """The set of ticked proposals has changed."""

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._snapshot: Snapshot | None = None
        self.choice = RepairChoice(())

    def show_choice(self, snapshot: Snapshot, choice: RepairChoice) -> None:
        """Show other proposals."""
        self.beginResetModel()
        self._snapshot, self.choice = snapshot, choice
        self.endResetModel()

    def tick(self, places: Sequence[range], ticked: bool) -> None:
        """Tick or untick proposals."""
        self.choice.tick(places, ticked)
        for each in places:
            self.dataChanged.emit(self.index(each.start, 0), self.index(each.stop - 1, self.columnCount() - 1))
        self.ticked.emit()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.choice.proposals)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(RepairColumn)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == RepairColumn.TICK else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(row, column) if column != RepairColumn.TICK else None
        if role == Qt.ItemDataRole.CheckStateRole and column == RepairColumn.TICK:
            return Qt.CheckState.Checked if self.choice.is_ticked(row) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column == RepairColumn.ROW else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == RepairColumn.ROW else _LEFT
        titles = ("", self.tr("Row"), self.tr("Column"), self.tr("Before"), self.tr("After"), self.tr("What is done"))
        return titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, row: int, column: int) -> str:
        proposal = self.choice.proposals[row]
        if column == RepairColumn.ROW and self._snapshot is not None:
            return self._snapshot.sheet.label(self._snapshot.row_of(proposal.row_id))
        if column == RepairColumn.COLUMN:
            return self._words.column(proposal.column)
        if column == RepairColumn.BEFORE:
            return made_visible(proposal.before)
        if column == RepairColumn.AFTER:
            return made_visible(proposal.after)
        if column == RepairColumn.REPAIR:
            return " · ".join(self._words.say(repair_words(each)) for each in proposal.repairs)
        return ""

    def _spoken(self, row: int) -> str:
        ticked = self.tr("ticked") if self.choice.is_ticked(row) else self.tr("not ticked")
        number, column, before, after, repair = (self._text(row, each) for each in list(RepairColumn)[1:])
        return ", ".join([self.tr("Row {}").format(number), column, f"{before} → {after}", repair, ticked])


class RepairTable(RowView):
    """The table of proposals: Space ticks the selected lines, a click in the first column ticks one."""

    def __init__(self, theme: Theme, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self.repair_model = RepairModel(words, self)
        self.setModel(self.repair_model)
        self.setItemDelegate(_RepairCells(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Cells that would change"))
        dress_table(self, theme)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.clicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        taken = 0
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, self._theme.pixels(width))
            taken += self._theme.pixels(width)
        text = max((self.viewport().width() - taken) * _SHARE_OF_TEXT // 100, self._theme.pixels(_LEAST_TEXT))
        for column in (RepairColumn.BEFORE, RepairColumn.AFTER):
            self.setColumnWidth(column, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = Selection.of(self).rows()
        if event.key() == Qt.Key.Key_Space and rows:
            model = self.repair_model
            model.tick(rows, not model.choice.are_ticked(rows))
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == RepairColumn.TICK:
            row = index.row()
            self.repair_model.tick([range(row, row + 1)], not self.repair_model.choice.is_ticked(row))


class _RepairCells(QStyledItemDelegate):
    """Cells of the table: a box, muted words, and the old and new text, tinted where they differ."""

    def __init__(self, theme: Theme, table: RepairTable) -> None:
        super().__init__(table)
        self._theme, self._table = theme, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        paint_ground(painter, self._theme, self._table, option, index)
        if index.column() == RepairColumn.TICK:
            self._box(painter, option.rect, index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked)
            return
        column = index.column()
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.save()
        if column in (RepairColumn.BEFORE, RepairColumn.AFTER):
            self._change(painter, rect, index)
        else:
            painter.setFont(self._theme.font())
            painter.setPen(self._theme.colour("text" if column == RepairColumn.COLUMN else "muted"))
            text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()

    def _change(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        """Paint a cell's text in the face that it has in the grid, on a tint where it changes."""
        is_before = index.column() == RepairColumn.BEFORE
        model, row = self._table.repair_model, index.row()
        texts = [str(model.index(row, column).data()) for column in (RepairColumn.BEFORE, RepairColumn.AFTER)]
        spans = changed_spans(*texts)[0 if is_before else 1]
        is_key = model.choice.proposals[row].column is Column.KEY
        painter.setFont(self._theme.fixed_font() if is_key else self._theme.font())
        metrics = painter.fontMetrics()
        whole = texts[0 if is_before else 1]
        text = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, rect.width())
        painter.setClipRect(rect)
        tint = self._theme.tone(Tone.ERROR if is_before else Tone.SUCCESS)[1]
        height = metrics.height()
        for first, last in spans:
            left = rect.left() + metrics.horizontalAdvance(whole[:first])
            wide = max(metrics.horizontalAdvance(whole[first:last]), 2)
            painter.fillRect(QRect(left, rect.center().y() - height // 2, wide, height), tint)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(rect, _LEFT, text)

    def _box(self, painter: QPainter, rect: QRect, ticked: bool) -> None:
        """Paint a box that looks like those of the style sheet."""
        side = self._theme.pixels(16)
        box = QRect(rect.center().x() - side // 2, rect.center().y() - side // 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("accent" if ticked else "faint"))
        painter.setBrush(self._theme.colour("accent" if ticked else "panel"))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        if ticked:
            ratio = device_ratio(painter)
            painter.drawPixmap(box.topLeft(), self._theme.pixmap("check", side, "on_accent", ratio))
        painter.restore()


@lru_cache(maxsize=512)
def changed_spans(before: str, after: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the parts of two texts in which they differ, as positions of first and last character plus one."""
    taken, given = [], []
    for tag, a_first, a_last, b_first, b_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            taken.append((a_first, a_last))
            given.append((b_first, b_last))
    return [span for span in taken if span[0] < span[1]], [span for span in given if span[0] < span[1]]
