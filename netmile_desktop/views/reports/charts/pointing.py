"""What floats over a chart: the figures of the bucket under the pointer, its day on the axis, or that there is nothing."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.bars import Bars
from netmile_desktop.views.reports.charts.colours import colour_of, numbers_of
from netmile_desktop.views.reports.charts.legend import figure_text
from netmile_desktop.views.reports.charts.time_axis import short_label, whole_label

_AWAY = 16
"""Pixels between a bar and the figures beside it."""


class Pointing(QWidget):
    """Owns the labels; lets the mouse through to the chart. All places are those of its parent, the chart."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._language, self._chart = theme, language, parent
        self.tip, self.day, self.nothing = QLabel(parent), QLabel(parent), text_label("", "muted", parent)
        self.tip.setTextFormat(Qt.TextFormat.RichText)
        self.tip.setObjectName("chartTip")
        self.day.setObjectName("chartDay")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self.tip, self.day, self.nothing):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.hide()
        self.hide()

    def show_bucket(self, bars: Bars, bucket: Bucket, at: int, place: QPoint, foot: int, middle: int) -> None:
        """Show the figures of a bucket beside a place, and its day on the axis: at `foot`, around `middle`."""
        chart = self._chart
        self.tip.setText(self._table(bars, bucket, at))
        self.tip.adjustSize()
        x = place.x() + _AWAY
        if x + self.tip.width() > chart.width():
            x = place.x() - _AWAY - self.tip.width()
        y = min(max(place.y() - self.tip.height() // 2, 4), chart.height() - self.tip.height() - 4)
        self.tip.move(max(x, 0), max(y, 0))
        self.day.setText(short_label(bucket, self._language))
        self.day.adjustSize()
        self.day.move(min(max(middle - self.day.width() // 2, 0), chart.width() - self.day.width()), foot)
        for label in (self.day, self.tip):
            label.show()
            label.raise_()

    def leave(self) -> None:
        """Show nothing of any bucket."""
        self.tip.hide()
        self.day.hide()

    def say_nothing(self, words: str) -> None:
        """Say in the middle of the chart that there is nothing to be seen; "" takes the words away."""
        self.nothing.setText(words)
        self.nothing.setVisible(bool(words))
        self.nothing.setGeometry(self._chart.rect())
        self.nothing.raise_()

    def _table(self, bars: Bars, bucket: Bucket, at: int) -> str:
        """A bucket with its figures: what is on top first, names at the left, figures at the right."""
        lines = [
            (each.name, figure_text(each.values[at], each.unit), colour_of(self._theme, number).name())
            for each, number in zip(bars.series, numbers_of(bars), strict=True)
        ]
        rows = "".join(
            f'<tr><td><span style="color:{colour}">■</span></td><td>{escape(name)}&nbsp;&nbsp;</td>'
            f'<td align="right">{escape(figure)}</td></tr>'
            for name, figure, colour in lines
        )
        title = escape(whole_label(bucket, self._language))
        return f"<b>{title}</b><table cellspacing='2'>{rows}</table>"
