"""The cells of tables: grounds of rows, texts, links, badges, and the icon that copies."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from netmile_desktop.views.common.labels import badge_size, paint_badge, paint_meter, shortened
from netmile_desktop.views.common.tables.cell_texts import CellTexts
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.common.tables.row_view import RowView
from netmile_desktop.views.common.tables.table import Cell, Index, RecordModel, TableColumn, badge_of
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme

COPY_ICON = 14
COPY_GAP = 6
METER, METER_GAP = 56, 12
"""Width of the bar of a share, and of the gap before its text."""
_METER_HEIGHT = 4
_INKS = {Cell.MUTED: "muted", Cell.BADGE: "muted"}
# Plain numbers, because Python's flags are slower than the painting.
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class RecordView(RowView):
    """A view of records, as far as the painting of its cells is concerned."""

    records_model: RecordModel[Any]

    def copy_icon(self, rect: QRect, text: str) -> QRect:
        """Return the place of the copy icon after a text, in the rectangle of its cell."""
        size = self._look.pixels(COPY_ICON)
        room = rect.width() - 2 * PADDING - size - COPY_GAP
        left = rect.left() + PADDING + max(min(self.fontMetrics().horizontalAdvance(text), room), 0) + COPY_GAP
        return QRect(left, rect.top() + (rect.height() - size) // 2, size, size)


class RecordDelegate(QStyledItemDelegate):
    """Paints the cells of a `RecordView`; other tables use `paint_ground` for the same rows."""

    def __init__(self, theme: Theme, parent: RecordView) -> None:
        super().__init__(parent)
        self._theme, self._table = theme, parent
        self._texts = CellTexts(theme, self)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_ground(painter, self._theme, self._table, option, index)
        # Asked directly: a call through Qt for each of several hundred cells would be noticeable.
        model = self._table.records_model
        column: TableColumn[Any] = model.columns[index.column()]
        record = model.record(index.row())
        text = column.text(record)
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        is_hovered = index.row() == self._table.hovered_row
        painter.save()
        if is_hovered and text and column.may_copy:
            place = self._table.copy_icon(option.rect, text)
            ratio = self._table.devicePixelRatioF()
            painter.drawPixmap(place, self._theme.pixmap("copy", place.width(), "muted", ratio))
            rect.setRight(place.left() - COPY_GAP)
        if column.share is not None:
            rect = self._paint_share(painter, rect, column.share(record), text)
        badge = badge_of(column, record) if column.cell is Cell.BADGE and text else None
        link = column.link(record) if column.link is not None else text
        if badge is not None:
            self._paint_badge(painter, rect, text, *badge, over=over_of(self._table, option, index))
        elif link and link != text and text.startswith(link):
            self._paint_leading_link(painter, option, rect, link, text)
        else:
            self._paint_text(painter, option, rect, column, text, is_link=column.cell is Cell.LINK and bool(link))
        painter.restore()

    def _paint_share(self, painter: QPainter, rect: QRect, share: float, text: str) -> QRect:
        """Paint the bar of a share where there is room for it beside its text; return the room of the text."""
        wide, height = self._theme.pixels(METER), self._theme.pixels(_METER_HEIGHT)
        rest = rect.adjusted(wide + self._theme.pixels(METER_GAP), 0, 0, 0)
        if rest.width() < badge_size(self._theme, text, has_icon=True).width():
            return rect
        top = rect.top() + (rect.height() - height) / 2
        paint_meter(painter, self._theme, QRectF(rect.left(), top, wide, height), (share,))
        return rest

    def _paint_badge(self, painter: QPainter, rect: QRect, text: str, tone: Tone, icon: str, *, over: str) -> None:
        text = shortened(self._theme, text, bool(icon), rect.width())
        size = badge_size(self._theme, text, bool(icon))
        height = min(size.height(), rect.height() - 4)
        top = rect.top() + (rect.height() - height) / 2
        painter.setClipRect(rect)
        place = QRectF(rect.left(), top, min(size.width(), rect.width()), height)
        paint_badge(painter, self._theme, place, text, tone, icon, over=over)

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        column: TableColumn[Any],
        text: str,
        *,
        is_link: bool,
    ) -> None:
        is_followed = is_link and option.state & QStyle.StateFlag.State_MouseOver
        painter.setPen(self._theme.colour("accent" if is_link else _INKS.get(column.cell, "text")))
        self._texts.draw(painter, rect, text, "plain underlined" if is_followed else "plain", at_right=column.right)

    def _paint_leading_link(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, link: str, text: str
    ) -> None:
        is_followed = option.state & QStyle.StateFlag.State_MouseOver
        painter.setPen(self._theme.colour("accent"))
        self._texts.draw(painter, rect, link, "plain underlined" if is_followed else "plain")
        rest = rect.adjusted(self._table.fontMetrics().horizontalAdvance(link), 0, 0, 0)
        if rest.width() > 0:
            painter.setPen(self._theme.colour("text"))
            self._texts.draw(painter, rest, text[len(link) :])

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show what a column says of a record; where it says nothing, the text of a cell that is cut."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "") or self._cut_text(option.rect, index)
        QToolTip.showText(event.globalPos(), tip, view)
        return True

    def _cut_text(self, rect: QRect, index: Index) -> str:
        model = self._table.records_model
        column: TableColumn[Any] = model.columns[index.column()]
        record = model.record(index.row())
        text = column.text(record)
        badge = badge_of(column, record) if column.cell is Cell.BADGE else None
        wide = (
            badge_size(self._theme, text, bool(badge[1])).width()
            if badge
            else self._theme.metrics().horizontalAdvance(text)
        )
        return text if wide > rect.width() - 2 * PADDING else ""


def paint_ground(painter: QPainter, theme: Theme, table: RowView, option: QStyleOptionViewItem, index: Index) -> None:
    """Paint the background of a cell: selected, hovered (the whole row) or plain, and the current cell's focus ring."""
    if over := over_of(table, option, index):
        painter.fillRect(option.rect, theme.colour(over))
    if option.state.value & _FOCUSED and table.hasFocus():
        painter.save()
        painter.setPen(theme.colour("accent"))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def over_of(table: RowView, option: QStyleOptionViewItem, index: Index) -> str:
    """Return the name of the colour of a row's ground, "" for a plain row."""
    if option.state.value & _SELECTED:
        return "selection"
    return "hover" if index.row() == table.hovered_row else ""
