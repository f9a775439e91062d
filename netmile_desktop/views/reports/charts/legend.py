"""Which bars are which, in one line above the chart; figures with their unit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from netmile_desktop.domain.reports.figures import MINUS, UNKNOWN, Figure
from netmile_desktop.domain.reports.shape import Unit
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.bars import Bars
from netmile_desktop.views.reports.charts.colours import bar_hatch, colour_of, numbers_of

LONGEST_NAME = 28


def figure_text(value: Figure, unit: Unit | None) -> str:
    """A figure as the window writes it."""
    if value is None:
        return UNKNOWN
    if value < 0:
        return MINUS + figure_text(-value, unit)
    return {Unit.MILES: formats.miles, Unit.YEN: formats.yen}.get(unit or Unit.TIMES, formats.number)(value)


class Legend(QWidget):
    """The names of the series beside their signs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = FlowLayout(self, gap=14, line_gap=2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_bars(self, bars: Bars) -> None:
        """Show the names of other bars."""
        clear_layout(self._row)
        for each, number in zip(bars.series, numbers_of(bars), strict=True):
            entry = _Entry(self._theme, each.name, number, self)
            self._row.addWidget(entry)
            entry.show()
        self.setAccessibleName("、".join(each.name for each in bars.series))
        self.updateGeometry()


class _Entry(QWidget):
    """A sign and its name."""

    def __init__(self, theme: Theme, name: str, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self._name = formats.shorten(name, LONGEST_NAME)
        self.setToolTip(name)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(0.95))
        return QSize(metrics.horizontalAdvance(self._name) + 22, metrics.height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        sign = QRectF(0, middle - 6, 12, 12)
        painter.fillRect(sign, colour_of(self._theme, self._number))
        over = QColor(self._theme.colour("panel"))
        over.setAlpha(110)
        painter.fillRect(sign, QBrush(over, bar_hatch(self._number)))
        painter.setFont(self._theme.font(0.95))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(self.rect().adjusted(19, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._name)
        painter.end()
