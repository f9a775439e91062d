"""The painting of a preview's cells: grounds, words and links of its lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from netmile_desktop.domain.tables.table import ColumnRole, FileColumn
from netmile_desktop.views.batch.importing.table.lines import Line, LineKind
from netmile_desktop.views.batch.importing.table.preview_model import PreviewModel, is_number, is_sent
from netmile_desktop.views.common.labels import BADGE_SIZE, badge_size
from netmile_desktop.views.common.tables.cell_texts import CellTexts
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.look.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

_GAP = 12
_ICON = 14
_HIDDEN = (LineKind.HIDDEN_ASKED, LineKind.HIDDEN_OUT, LineKind.HIDDEN_IN)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


class PreviewCells(QStyledItemDelegate):
    """Paints the cells of a `PreviewModel`."""

    def __init__(self, model: PreviewModel, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._model, self._theme, self._table = model, theme, table
        self._texts = CellTexts(theme, self)

    def width(self, text: str, kind: str) -> int:
        """Return the width of a text, in pixels."""
        return QFontMetrics(self._texts.font(kind)).horizontalAdvance(text)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line, section = self._model.lines[index.row()], index.column()
        column = self._model.column_at(section)
        painter.save()
        painter.fillRect(option.rect, self._theme.colour(self._ground(line, section, column)))
        if section == 0:
            self._paint_number(painter, option.rect, line)
        elif line.kind in (LineKind.LEFT_OUT, LineKind.FOLD):
            self._paint_aside(painter, option.rect, line)
        elif column is not None:
            has_word = section == self.badge_section() and line.kind in (LineKind.HEADING, LineKind.PUT_BACK)
            self._paint_cell(painter, option.rect, line, column, self._word_width(line) if has_word else 0)
            if has_word:
                self._paint_word(painter, option.rect, line)
        else:
            painter.setPen(self._theme.colour("muted"))
            self._texts.draw(painter, self._inner(option.rect), self._model.text(line, section))
        if option.state & QStyle.StateFlag.State_HasFocus and self._table.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _ground(self, line: Line, section: int, column: FileColumn | None) -> str:
        if line.kind is LineKind.HIDDEN_ASKED and section:
            return "warning_tint"
        if section == 0:
            return "header"
        if line.kind is LineKind.HEADING and not (column is not None and self._model.is_asked(line, column)):
            return "selection"
        if line.kind in (LineKind.LEFT_OUT, LineKind.FOLD, LineKind.HIDDEN_OUT):
            return "window"
        return "warning_tint" if column is not None and self._model.is_asked(line, column) else "panel"

    def _paint_number(self, painter: QPainter, rect: QRect, line: Line) -> None:
        is_asked = line.kind is LineKind.HIDDEN_ASKED
        painter.setPen(self._theme.colour("warning" if is_asked else "muted"))
        text = self._model.number(line)
        self._texts.draw(painter, self._inner(rect), text, at_right=True)
        if line.kind in _HIDDEN:
            left = rect.right() - PADDING - self.width(text, "plain") - self._theme.pixels(_ICON) - 5
            self._icon(painter, "eye-off", max(left, rect.left() + 2), rect, "warning" if is_asked else "muted")

    def _paint_cell(self, painter: QPainter, rect: QRect, line: Line, column: FileColumn, word: int) -> None:
        """Paint the text of a cell, left of a word of that width at its right end."""
        text, inner = self._model.cell(line, column), self._inner(rect).adjusted(0, 0, -word, 0)
        is_heading = line.kind is LineKind.HEADING
        is_out = line.kind is LineKind.HIDDEN_OUT or (not is_sent(column) and line.kind is not LineKind.HIDDEN_ASKED)
        painter.setPen(self._theme.colour("muted" if is_out else "text"))
        if is_heading and is_sent(column):
            painter.setFont(self._theme.font(bold=True))
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, _RIGHT if is_number(column) else _LEFT, elided)
            return
        kind = "fixed" if column.role is ColumnRole.KEY else "plain"
        if self._model.shown_key(line, column) is not None:
            inner.setRight(inner.right() - self._theme.pixels(_ICON) - 8)
            left = inner.left() + min(self.width(text, kind), inner.width()) + 8
            self._icon(painter, "check-circle", left, rect, "success")
        self._texts.draw(painter, inner, text, kind, at_right=is_number(column))

    def _word_width(self, line: Line) -> int:
        if line.kind is LineKind.HEADING:
            return badge_size(self._theme, self._model.heading_word(), has_icon=False).width() + 4
        return QFontMetrics(self._theme.font(0.95)).horizontalAdvance(self._model.link(line)) + PADDING

    def _paint_word(self, painter: QPainter, rect: QRect, line: Line) -> None:
        """Paint the word at the right end of a heading, or the link of a record that was put back."""
        if line.kind is LineKind.HEADING:
            word = self._model.heading_word()
            size = badge_size(self._theme, word, has_icon=False)
            height = min(size.height(), rect.height() - 4)
            place = QRectF(
                rect.right() - size.width() - 4, rect.top() + (rect.height() - height) / 2, size.width(), height
            )
            painter.fillRect(place.adjusted(-6, 0, 0, 0).toRect(), self._theme.colour("selection"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("panel"))
            painter.drawRoundedRect(place, height / 2, height / 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setFont(self._theme.font(BADGE_SIZE))
            painter.setPen(self._theme.colour("accent"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)
        elif line.kind is LineKind.PUT_BACK:
            at = self.link_place(rect, line, self._model.link(line))
            painter.fillRect(at.adjusted(-4, 1, 4, -1), self._theme.colour("panel"))
            self._link(painter, at, self._model.link(line))

    def _paint_aside(self, painter: QPainter, rect: QRect, line: Line) -> None:
        """Paint a line without cells of its own: what it says, why it is aside, and its link."""
        link, inner = self._model.link(line), self._inner(rect)
        place = self.link_place(rect.intersected(self._table.viewport().rect()), line, link)
        painter.setPen(self._theme.colour("muted"))
        note = self._model.note(line)
        if line.kind is LineKind.FOLD:
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.setPen(self._theme.colour("muted"))
            inner.setRight(place.left() - _GAP)
            painter.setFont(self._theme.font(0.95))
            painter.drawText(
                inner, _RIGHT, painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, inner.width())
            )
        else:
            inner.setRight(place.left() - _GAP)
            painter.setFont(self._theme.font(0.95))
            wide = min(painter.fontMetrics().horizontalAdvance(note) + 4, inner.width())
            painter.drawText(inner, _RIGHT, painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, wide))
            inner.setRight(inner.right() - wide - _GAP)
            self._texts.draw(painter, inner, self._model.text(line, 1))
        self._link(painter, place, link)

    def link_place(self, rect: QRect, line: Line, link: str) -> QRect:
        """Return where a link stands within the cell that holds it."""
        wide = QFontMetrics(self._theme.font(0.95)).horizontalAdvance(link) + 2
        if line.kind is LineKind.FOLD:
            note = QFontMetrics(self._theme.font(0.95)).horizontalAdvance(self._model.note(line))
            left = rect.left() + max((rect.width() - note - wide - _GAP) // 2, PADDING) + note + _GAP
            return QRect(min(left, rect.right() - wide - PADDING), rect.top(), wide, rect.height())
        return QRect(rect.right() - wide - PADDING, rect.top(), wide, rect.height())

    def _link(self, painter: QPainter, place: QRect, link: str) -> None:
        painter.setFont(self._theme.font(0.95))
        painter.setPen(self._theme.colour("accent"))
        painter.drawText(place, _LEFT, link)

    def badge_section(self) -> int:
        """Return the section that has most room for a word at its right end."""
        sections = [at for at, column in enumerate(self._model.shown, 1) if not is_number(column)] or [1]
        return max(sections, key=self._table.horizontalHeader().sectionSize)

    def _icon(self, painter: QPainter, name: str, left: int, rect: QRect, colour: str) -> None:
        size = self._theme.pixels(_ICON)
        pixmap = self._theme.pixmap(name, size, colour, self._table.devicePixelRatioF())
        painter.drawPixmap(left, rect.top() + (rect.height() - size) // 2, pixmap)

    def _inner(self, rect: QRect) -> QRect:
        return rect.adjusted(PADDING, 0, -PADDING, 0)
