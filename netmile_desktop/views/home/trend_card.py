"""今月の発行: the miles of this month, and those of the last 30 days by day, with the 30 before behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.reports.figures import DAYS_SHOWN
from netmile_desktop.views.common.charts.changes import change_words
from netmile_desktop.views.common.charts.day_bars import DayBars, Days
from netmile_desktop.views.common.charts.meter import Swatch
from netmile_desktop.views.common.labels import Badge, text_label
from netmile_desktop.views.common.layout.lengths import NEAR, PAGE_MARGIN, TIGHT
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone

if TYPE_CHECKING:
    from netmile_desktop.workspace.reports.reporting import DailyMiles

_UNKNOWN = "–"


class TrendCard(Card):
    """A figure, how it compares with the last month up to the same day, and the days as bars."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        theme = toolbox.theme
        self.sum = text_label(_UNKNOWN, "lead")
        self.unit = text_label(self.tr("mile"), "muted")
        self.change = Badge(theme, parent=self)
        self.against = text_label(self.tr("against the last month up to the same day"), "help", wrap=True)
        self.own, self.before = text_label("", "help"), text_label("", "help")
        self.chart = DayBars(theme, toolbox.words.language, self)
        figure = QHBoxLayout()
        figure.setSpacing(NEAR)
        figure.addWidget(self.sum)
        figure.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignBottom)
        change = QHBoxLayout()
        change.setSpacing(NEAR)
        change.addWidget(self.change)
        change.addWidget(self.against, 1)
        legend = QHBoxLayout()
        legend.setSpacing(NEAR)
        for colour, label in (("accent", self.own), ("ghost", self.before)):
            legend.addWidget(Swatch(theme, colour, self))
            legend.addWidget(label)
        legend.addStretch()
        said = QVBoxLayout()
        said.setSpacing(TIGHT)
        said.addWidget(text_label(self.tr("Issued this month"), "muted"))
        for each in (figure, change, legend):
            said.addLayout(each)
        said.addStretch()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(PAGE_MARGIN)
        row.addLayout(said, 0)
        row.addWidget(self.chart, 1)
        self.body.addLayout(row)
        for each_widget in (self.change, self.against):
            each_widget.hide()

    def show_days(self, daily: DailyMiles, issued: int | None = None) -> None:
        """Show the days.

        Args:
            issued: The miles of this month up to this moment; None if they are not known, then the last full hour counts.
        """
        newest = max((issued or 0) - daily.this_month, 0)
        miles = (*daily.issued[:-1], daily.issued[-1] + newest)
        total, before = daily.this_month + newest, daily.last_month_so_far
        self.sum.setText(formats.number(total))
        for widget in (self.change, self.against):
            widget.setVisible(before > 0)
        if before:
            self.change.show_state(change_words(total, before), Tone.NEUTRAL)
        shown, former = miles[-DAYS_SHOWN:], miles[-2 * DAYS_SHOWN : -DAYS_SHOWN]
        self.own.setText(self.tr("Last 30 days {}").format(formats.number(sum(shown))))
        self.before.setText(self.tr("Before {}").format(formats.number(sum(former))))
        days = Days(daily.first_of(len(shown)), shown, former, len(shown) - 1)
        self.chart.show_days(days, self.tr("Once miles are issued, they are shown here by day"), self._tip())
        self.chart.setAccessibleName(self.tr("Miles issued by day, the last 30 days and the 30 before"))

    def _tip(self) -> Callable[[date, int | None, int | None], str]:
        own_words, former_words = self.tr("{0}: {1} mile"), self.tr("30 days before {} mile")

        def said(day: date, own: int | None, before: int | None) -> str:
            first = own_words.format(formats.day(day), formats.number(own) if own is not None else _UNKNOWN)
            return first if before is None else f"{first} · {former_words.format(formats.number(before))}"

        return said
