"""Painting and editing of the grid's cells."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from netmile_desktop.domain.rows.records import OUTER_SPACES
from netmile_desktop.views.batch.grid.columns import CELLS, OWN, GridColumn
from netmile_desktop.views.batch.grid.model import GridModel, PaintedRow
from netmile_desktop.views.common.labels import badge_size, paint_badge
from netmile_desktop.views.common.tables.cell_texts import CellTexts
from netmile_desktop.views.common.tables.header import PADDING, TableHeader
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

_AT_RIGHT = frozenset((GridColumn.ROW, GridColumn.MILES))
# Plain numbers, because Python's flags are slower than the painting.
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_SIGN = 8
"""Side of the triangle that marks a cell with a finding, in pixels."""


class GridHeader(TableHeader):
    """A click sorts by the column, a second one reverses the order, a third restores the file order."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setSectionsClickable(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)


class GridPainter(QStyledItemDelegate):
    """Paints tints, signs and chips directly from the model's lines; edits in a plain line edit."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = CellTexts(theme, self)

    # --- painting ---------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, GridModel):
            return
        line, column = model.line(index.row()), index.column()
        painter.save()
        self._ground(painter, option, line, column)
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        if column == GridColumn.VERDICT:
            self._verdict(painter, rect, line, "selection" if option.state.value & _SELECTED else "")
        else:
            self._cell(painter, rect, model, index, line)
        if option.state.value & _FOCUSED:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, line: PaintedRow, column: int) -> None:
        tone = line.tones.get(column)
        state = option.state.value
        if state & _SELECTED:  # what is wrong is seen also where it is selected
            over = self._theme.tone(tone, "selection")[1] if tone is not None else self._theme.colour("selection")
            painter.fillRect(option.rect, over)
        elif tone is not None:
            painter.fillRect(option.rect, self._theme.tone(tone)[1])
        elif state & _HOVERED:
            painter.fillRect(option.rect, self._theme.colour("hover"))

    def _cell(self, painter: QPainter, rect: QRect, model: GridModel, index: AnyIndex, line: PaintedRow) -> None:
        column = index.column()
        tone = line.tones.get(column)
        kind = "fixed" if column == GridColumn.KEY else "plain"
        if line.is_excluded:
            kind += " struck"
        if tone is not None:
            rect = self._sign(painter, rect, tone, at_left=column == GridColumn.MILES)
        if column in line.edited:
            self._corner(painter, rect.topLeft() - QPoint(PADDING, 0))
        text = line.row.cell(CELLS[column]) if column in CELLS else str(model.data(index))
        painter.setPen(self._colour(line, column, tone, is_empty=not text))
        shown = (
            (text or (model.empty if column in CELLS else ""))
            .replace("\r\n", "↵")
            .replace("\n", "↵")
            .replace("\r", "↵")
        )
        self._texts.draw(painter, rect, shown, kind, at_right=column in _AT_RIGHT)

    def _colour(self, line: PaintedRow, column: int, tone: Tone | None, *, is_empty: bool) -> QColor:
        if tone is not None:
            return self._theme.tone(tone)[0]
        if line.is_excluded or column == GridColumn.ROW or column >= OWN or is_empty:
            return self._theme.colour("muted")
        return self._theme.colour("text")

    def _sign(self, painter: QPainter, rect: QRect, tone: Tone, *, at_left: bool) -> QRect:
        """Paint a triangle at the cell's free end, so that a tint is never the only sign; return the room left."""
        x = rect.left() if at_left else rect.right() - _SIGN
        y = rect.center().y() + _SIGN // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.tone(tone)[0])
        painter.drawPolygon(QPolygon([QPoint(x, y), QPoint(x + _SIGN, y), QPoint(x + _SIGN // 2, y - _SIGN + 1)]))
        return rect.adjusted(_SIGN + 4, 0, 0, 0) if at_left else rect.adjusted(0, 0, -_SIGN - 4, 0)

    def _corner(self, painter: QPainter, at: QPoint) -> None:
        """Paint an accent corner that marks an edited cell."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawPolygon(QPolygon([at, at + QPoint(7, 0), at + QPoint(0, 7)]))

    def _verdict(self, painter: QPainter, rect: QRect, line: PaintedRow, over: str) -> None:
        verdict = line.verdict
        if verdict.chip:
            size = badge_size(self._theme, verdict.chip, False)
            top = rect.top() + (rect.height() - size.height()) / 2
            chip = QRectF(rect.left(), top, size.width(), size.height())
            paint_badge(painter, self._theme, chip, verdict.chip, verdict.tone, over=over)
            rect = rect.adjusted(size.width() + PADDING, 0, 0, 0)
        painter.setPen(self._theme.colour("muted" if line.is_excluded or not verdict.chip else "text"))
        self._texts.draw(painter, rect, verdict.sentence)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._theme.pixels(80), self._theme.pixels(28))

    # --- editing ----------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        if index.column() == GridColumn.MILES:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        QGuiApplication.inputMethod().commit()  # otherwise macOS loses the last composed character
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip(OUTER_SPACES))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        editor.setGeometry(option.rect)
