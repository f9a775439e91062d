"""How a campaign is going: what was issued in thirty days, the last registrations, and those with errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.reports.figures import DAYS_SHOWN
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.charts.changes import change_words
from netmile_desktop.views.common.charts.day_bars import DayBars, Days
from netmile_desktop.views.common.labels import Badge, text_label
from netmile_desktop.views.common.layout.lengths import APART, NEAR, TIGHT
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.panels import Card, divider
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.workspace.reports.reporting import DailyMiles

_SHOWN = 3
"""Registrations that are shown."""
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class _Activity:
    """What the portal says; None where it could not be asked."""

    daily: DailyMiles
    registrations: wire.Page[wire.Registration]
    with_errors: int


class ActivityCard(Card):
    """Asks by itself for the campaign that is shown; what is not known is a dash, not nothing."""

    registration_chosen = Signal(str)
    status_asked = Signal(object)
    """Show the registrations of a `wire.RegistrationSearch`."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk, self._toolbox = desk, toolbox
        self._newest = Newest(toolbox.tasks, self)
        self._campaign_id = ""
        theme = toolbox.theme
        self.sum, self.before = text_label(_UNKNOWN, "lead"), text_label("", "help")
        self.change = Badge(theme, parent=self)
        self.chart = DayBars(theme, toolbox.words.language, self)
        self.errors_button = LinkButton("", theme, "warning", self)
        self.nothing = text_label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(NEAR)
        head.addWidget(self.sum)
        head.addWidget(text_label(self.tr("mile"), "muted"), 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch()
        head.addWidget(self.change, 0, Qt.AlignmentFlag.AlignBottom)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(APART)
        self._lines.setVerticalSpacing(TIGHT)
        self._lines.setColumnStretch(1, 1)
        self.body.addWidget(text_label(self.tr("Issued in the last 30 days"), "muted"))
        self.body.addLayout(head)
        self.body.addWidget(self.before)
        self.body.addWidget(self.chart)
        self.body.addWidget(divider(parent=self))
        self.body.addWidget(text_label(self.tr("Last registrations"), "strong"))
        self.body.addLayout(self._lines)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.errors_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        self.change.hide()
        self.errors_button.hide()
        self.errors_button.clicked.connect(self._on_errors_clicked)

    def show_campaign(self, campaign_id: str) -> None:
        """Ask how a campaign is going."""
        desk, today = self._desk, self._desk.today()
        if campaign_id != self._campaign_id:
            self._campaign_id = campaign_id
            self.nothing.setText(self.tr("Being fetched"))
            self.nothing.show()

        def job(progress: Progress) -> _Activity:
            daily = desk.reporting.daily_issued(today, campaign_id, progress)
            search = wire.RegistrationSearch(campaign_id=campaign_id, sort="-accepted_at", size=min(wire.PAGE_SIZES))
            faulty = wire.RegistrationSearch(campaign_id=campaign_id, only_errors=True, size=min(wire.PAGE_SIZES))
            found = desk.registrations.search(search, progress)
            return _Activity(daily, found, desk.registrations.search(faulty, progress).total)

        self._newest.ask(job, self._show, self._on_failed)

    def _show(self, activity: _Activity) -> None:
        miles = activity.daily.issued
        shown, former = miles[-DAYS_SHOWN:], miles[-2 * DAYS_SHOWN : -DAYS_SHOWN]
        self.sum.setText(formats.number(sum(shown)))
        self.before.setText(self.tr("The 30 days before: {} mile").format(formats.number(sum(former))))
        self.change.setVisible(sum(former) > 0)
        if sum(former):
            self.change.show_state(change_words(sum(shown), sum(former)), Tone.NEUTRAL)
        days = Days(activity.daily.first_of(len(shown)), shown, former, len(shown) - 1)
        self.chart.show_days(days, self.tr("Nothing was issued in these days"), self._tip)
        self.chart.setAccessibleName(self.tr("Miles issued by day, the last 30 days and the 30 before"))
        self._show_registrations(activity)

    def _show_registrations(self, activity: _Activity) -> None:
        clear_layout(self._lines)
        words = self._toolbox.words
        found = activity.registrations.items[:_SHOWN]
        for row, each in enumerate(found):
            link = LinkButton(each.registration_id, parent=self)
            link.clicked.connect(lambda _=False, id_=each.registration_id: self.registration_chosen.emit(id_))
            state = Badge(self._toolbox.theme, words.state(each.state), words.tone(each.state), words.icon(each.state))
            rows = formats.counted(each.records, self.tr("{} row"), self.tr("{} rows"))
            when = text_label(f"{formats.moment(each.accepted_at)} · {rows}", "help")
            self._lines.addWidget(link, 2 * row, 0)
            self._lines.addWidget(state, 2 * row, 1, Qt.AlignmentFlag.AlignRight)
            self._lines.addWidget(when, 2 * row + 1, 0, 1, 2)
        self.nothing.setText("" if found else self.tr("No registrations yet"))
        self.nothing.setVisible(not found)
        words_of_errors = (self.tr("{} registration with errors"), self.tr("{} registrations with errors"))
        self.errors_button.setText(formats.counted(activity.with_errors, *words_of_errors))
        self.errors_button.setVisible(activity.with_errors > 0)

    def _on_failed(self, _error: Exception) -> None:
        """Say that it is not known; the page itself says why the portal cannot be asked."""
        self.nothing.setText(self.tr("Cannot be told now"))
        self.nothing.show()

    def _on_errors_clicked(self) -> None:
        self.status_asked.emit(wire.RegistrationSearch(campaign_id=self._campaign_id, only_errors=True))

    def _tip(self, day: date, own: int | None, before: int | None) -> str:
        said = self.tr("{0}: {1} mile").format(formats.day(day), formats.number(own) if own is not None else _UNKNOWN)
        former = self.tr("30 days before {} mile")
        return said if before is None else f"{said} · {former.format(formats.number(before))}"
