"""The headings of all tables, with the sign of their order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from netmile_desktop.views.look.theme import Theme

PADDING = 8
"""Pixels at both sides of a heading and of a cell."""
SIGN = 8
"""Width of the sign of the order, in pixels."""
SIGN_GAP = 5
_ELIDE = Qt.TextElideMode.ElideRight


class TableHeader(QHeaderView):
    """Headings painted here: Qt asks every row whether its column is selected each time it paints one, and puts the
    sign of the order nearer to the next heading than to its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.viewport().setMouseTracking(True)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        lines = self._title(logicalIndex).split("\n")
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, self._theme.colour("header"))
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.colour("text" if is_sorted else "muted"))
        metrics = painter.fontMetrics()
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        at_right = self._is_at_right(logicalIndex)
        room = inner.width() - (SIGN + SIGN_GAP if is_sorted else 0)
        lines = [metrics.elidedText(line, _ELIDE, room) for line in lines]
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        top = inner.top() + (inner.height() - metrics.lineSpacing() * len(lines)) // 2
        for at, line in enumerate(lines):
            place = QRect(inner.left(), top + at * metrics.lineSpacing(), inner.width(), metrics.lineSpacing())
            side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, line)
        if is_sorted:
            left = inner.right() + 1 - wide - SIGN_GAP - SIGN if at_right else inner.left() + wide + SIGN_GAP
            self._paint_sign(painter, QPoint(left, inner.center().y() + 1))
        painter.restore()

    def _paint_sign(self, painter: QPainter, at: QPoint) -> None:
        """Paint an arrow head, up for ascending order, from the middle of its left end on."""
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        foot, tip = (SIGN // 4, -SIGN // 4) if up else (-SIGN // 4, SIGN // 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent"), 1.5))
        points = [at + QPoint(0, foot), at + QPoint(SIGN // 2, tip), at + QPoint(SIGN, foot)]
        painter.drawPolyline(QPolygon(points))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        section = self.logicalIndexAt(event.pos())
        QToolTip.showText(event.globalPos(), self.cut_title(section) if section >= 0 else "", self)
        return True

    def cut_title(self, section: int) -> str:
        """Return a heading that is cut, or "" for one that is shown whole."""
        title = self._title(section)
        wide = max(QFontMetrics(self._theme.font()).horizontalAdvance(line) for line in title.split("\n"))
        sign = SIGN + SIGN_GAP if self.isSortIndicatorShown() and self.sortIndicatorSection() == section else 0
        return title.replace("\n", " ") if wide + sign > self.sectionSize(section) - 2 * PADDING else ""

    def _title(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation()) or "")

    def _is_at_right(self, section: int) -> bool:
        side = self.model().headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        return bool(side is not None and side & Qt.AlignmentFlag.AlignRight)
