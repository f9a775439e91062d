"""What a report is asked: by what time is cut, which days, compared with what, told apart by campaign."""

from __future__ import annotations

from datetime import date

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.reports.declarations import CAMPAIGN, GRAIN_WORDS
from netmile_desktop.domain.reports.periods import (
    Preset,
    is_too_long,
    preset_period,
    preset_words,
    presets_for,
    widened,
)
from netmile_desktop.domain.reports.shape import MOST_BUCKETS, Grain, Report, ReportColumn
from netmile_desktop.views.common.buttons import SegmentedFilter
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.reports.campaign_filter import CampaignFilter
from netmile_desktop.workspace.reports.reporting import ReportRequest

_USUAL = {Grain.MONTH: Preset.LAST_12_MONTHS, Grain.DAY: Preset.LAST_30_DAYS, Grain.HOUR: Preset.THIS_WEEK}


class ReportPlace(msgspec.Struct, frozen=True):
    """What was chosen, to be chosen again in a window built anew."""

    request: ReportRequest
    preset: str
    column: str = ""


class Parameters(QWidget):
    """One row, in as many lines as it takes; every choice asks at once, typed days once they are whole."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, report: Report, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox, self._report, self._today = toolbox, report, today
        self._grains = [each for each in Grain if report.columns_by(each)]
        self.grain = SegmentedFilter(
            [(each.value, toolbox.words.say(GRAIN_WORDS[each])) for each in self._grains], self
        )
        self.preset = ChoiceBox(self)
        self.preset.setAccessibleName(self.tr("Period"))
        self.preset.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.first = DayField(toolbox.theme, self.tr("First day"), today, self)
        self.last = DayField(toolbox.theme, self.tr("Last day"), today, self)
        self.compared = QCheckBox(self.tr("Compare with the previous period"), self)
        self.stacked = QCheckBox(self.tr("Split by campaign"), self)
        self.stacked.setVisible(bool(report.stacks))
        self.campaign = CampaignFilter(self)
        self.campaign.setVisible(bool(report.stacks))
        self.problem = text_label("", "error", self, wrap=True)
        self._tools = QHBoxLayout()
        self._asked_days: tuple[date | None, date | None] = (None, None)
        self._lay_out()
        self.grain.choose(report.usual.value)
        self._offer_presets(_USUAL[report.usual])
        self._fill_in()
        self.grain.chosen.connect(self._on_grain_chosen)
        self.preset.activated.connect(self._on_preset_chosen)
        for field in (self.first, self.last):
            field.accepted.connect(self._on_days_typed)
            field.edit.editingFinished.connect(self._on_days_typed)
            field.changed.connect(self._on_picked)
        self.campaign.activated.connect(self._on_campaign_chosen)
        self.compared.toggled.connect(self._on_toggled)
        self.stacked.toggled.connect(self._on_toggled)

    def _lay_out(self) -> None:
        days = QWidget(self)
        between = QHBoxLayout(days)
        between.setContentsMargins(0, 0, 0, 0)
        between.setSpacing(6)
        between.addWidget(self.preset)
        between.addWidget(self.first)
        between.addWidget(text_label("–", "muted"))
        between.addWidget(self.last)
        days.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for box in (self.compared, self.stacked):
            box.setMinimumHeight(self.grain.sizeHint().height())
        choices = QWidget(self)
        flow = FlowLayout(choices, gap=16, line_gap=8)
        for widget in (self.grain, days, self.campaign, self.compared, self.stacked):
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        choices.setSizePolicy(policy)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(choices, 1)
        row.addLayout(self._tools)
        row.setAlignment(self._tools, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.problem.hide()

    def add_tool(self, tool: QWidget) -> None:
        """Put a button at the end of the row."""
        self._tools.addWidget(tool)

    @property
    def by(self) -> Grain:
        """How time is cut."""
        return Grain(self.grain.key)

    @property
    def is_stacked(self) -> bool:
        """Whether campaigns are told apart; one alone cannot be."""
        return self.stacked.isChecked() and not self.campaign.campaign_id

    def request(self, campaign_id: str) -> ReportRequest | None:
        """What is chosen; None where it makes no sense, which is said."""
        first, last = self.first.day(), self.last.day()
        problem = self._problem(first, last)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem or first is None or last is None:
            return None
        own = campaign_id or self.campaign.campaign_id
        return ReportRequest(
            report=self._report.id if self._report.takes_campaign or not own else CAMPAIGN.id,
            campaign_id=own,
            by=self.by,
            first=first,
            last=last,
            stacked=self.is_stacked,
            compared=self.compared.isChecked(),
        )

    def show_request(self, request: ReportRequest, preset: str = "") -> None:
        """Choose what a request asks, without asking."""
        self.grain.choose(request.by.value)
        if self._report.stacks:
            self.campaign.choose(request.campaign_id)
            self.stacked.setEnabled(not request.campaign_id)
        self._offer_presets(Preset(preset) if preset else None)
        for box, wanted in ((self.compared, request.compared), (self.stacked, request.stacked)):
            box.blockSignals(True)
            box.setChecked(wanted)
            box.blockSignals(False)
        if preset:
            self._fill_in()
        else:
            self._show_days(request.first, request.last)

    def allow(self, column: ReportColumn | None) -> None:
        """Grains in which the charted column has no figures cannot be chosen, and say why."""
        for grain in self._grains:
            why = self._report.why_not(column, grain) if column is not None else None
            button = self.grain.button(grain.value)
            button.setEnabled(why is None)
            button.setToolTip(self._toolbox.words.say(why) if why else "")

    @property
    def chosen_preset(self) -> str:
        """The key of the preset that holds; "" where days were typed."""
        return str(self.preset.currentData() or "")

    def _problem(self, first: date | None, last: date | None) -> str:
        if first is None or last is None:
            return self.tr("Both days are needed, such as {}.").format(formats.day(self._today))
        if first > last:
            return self.tr("The first day is after the last day.")
        if is_too_long(widened(Period(first, last), self.by), self.by):
            most = MOST_BUCKETS[self.by] // (24 if self.by is Grain.HOUR else 1)
            words = (
                self.tr("By month at most {} months can be shown. Choose a shorter period.")
                if self.by is Grain.MONTH
                else self.tr("At most {} days can be shown. Choose a shorter period, or months.")
            )
            return words.format(most)
        return ""

    def _offer_presets(self, chosen: Preset | None) -> None:
        self.preset.clear()
        for each in presets_for(self.by):
            self.preset.addItem(self._toolbox.words.say(preset_words(each)), each.value)
        self.preset.addItem(self.tr("Other days"), "")
        self.preset.setCurrentIndex(self.preset.findData(chosen.value if chosen else ""))

    def _fill_in(self) -> None:
        """The days of the preset that holds."""
        if self.chosen_preset:
            period = preset_period(Preset(self.chosen_preset), self._today)
            self._show_days(period.first, period.last)

    def _show_days(self, first: date, last: date) -> None:
        for field, day in ((self.first, first), (self.last, last)):
            field.blockSignals(True)
            field.show_day(day)
            field.blockSignals(False)

    @Slot(str)
    def _on_grain_chosen(self, _key: str) -> None:
        self._offer_presets(_USUAL[self.by])
        self._fill_in()
        self.changed.emit()

    @Slot(int)
    def _on_preset_chosen(self, _at: int) -> None:
        if not self.chosen_preset:
            self.first.setFocus()
            return
        self._fill_in()
        self.changed.emit()

    @Slot(int)
    def _on_campaign_chosen(self, _at: int) -> None:
        self.stacked.setEnabled(not self.campaign.campaign_id)
        self.changed.emit()

    @Slot()
    def _on_picked(self) -> None:
        """A day came from the calendar: nobody is typing."""
        if not self.first.edit.hasFocus() and not self.last.edit.hasFocus():
            self._on_days_typed()

    @Slot()
    def _on_days_typed(self) -> None:
        period = preset_period(Preset(self.chosen_preset), self._today) if self.chosen_preset else None
        typed = (self.first.day(), self.last.day())
        if period is not None and typed == (period.first, period.last):
            return
        self.preset.setCurrentIndex(self.preset.findData(""))
        if typed != self._asked_days:
            self._asked_days = typed
            self.changed.emit()

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self.changed.emit()
