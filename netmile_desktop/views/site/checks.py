"""What went wrong and what looks odd: refused rows by code, day and file; amounts that may be a slip."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.reports.declarations import ODD
from netmile_desktop.domain.reports.periods import Preset, preset_period, preset_words
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.site.errors_card import ErrorsCard
from netmile_desktop.workspace.desk import Desk

_EMPTY_HEIGHT, _NO_END = 150, 16_777_215
"""Heights of the list of odd amounts: an empty list leaves its space to the errors."""

_PRESETS = (Preset.LAST_30_DAYS, Preset.THIS_WEEK, Preset.THIS_MONTH, Preset.LAST_MONTH, Preset.LAST_90_DAYS)


class ChecksView(Screen):
    """Two cards of the same period; a registration's ID leads to it."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._errors_loader, self._odd_loader = Loader(self, "error-statistics"), Loader(self, "odd-amounts")
        self.statistics: wire.ErrorStatistics | None = None
        self.odd_amounts: wire.OddAmounts | None = None
        self.preset = ChoiceBox(self)
        self.preset.setAccessibleName(self.tr("Period"))
        for each in _PRESETS:
            self.preset.addItem(toolbox.words.say(preset_words(each)), each.value)
        self.errors = ErrorsCard(toolbox, self)
        self.odd_sum = text_label("", "muted")
        self.odd: RecordTable[wire.OddAmount] = RecordTable(self._odd_columns(), toolbox.theme, parent=self)
        self.odd.setAccessibleName(self.tr("Odd amounts"))
        self.nothing_odd = EmptyState(toolbox.theme, "table", self.tr("Being fetched"), primary=False)
        self._odd_pages = QStackedWidget(self)
        self._lay_out()
        self.preset.activated.connect(self.refresh)
        self.errors.table.linked.connect(self._on_linked)
        self.odd.linked.connect(self._on_linked)

    def topic(self) -> str:
        return "checks"

    def as_of(self) -> datetime | None:
        return self.statistics.as_of if self.statistics is not None else None

    def entered(self) -> None:
        self.refresh()

    def place(self) -> str:
        return str(self.preset.currentData())

    def restore(self, place: str) -> None:
        self.preset.setCurrentIndex(max(self.preset.findData(place), 0))

    @Slot()
    def refresh(self) -> None:
        reporting, period = self._desk.reporting, self._period()
        self._errors_loader.load(
            lambda progress: reporting.error_statistics(period, progress=progress),
            self._show_errors,
            lambda error: self._on_failed(self._errors_loader, error),
        )
        self._odd_loader.load(
            lambda progress: reporting.odd_amounts(period, progress=progress),
            self._show_odd,
            lambda error: self._on_failed(self._odd_loader, error),
        )

    def _period(self) -> Period:
        return preset_period(Preset(str(self.preset.currentData())), self._desk.today())

    def _show_errors(self, statistics: wire.ErrorStatistics) -> None:
        self.statistics = statistics
        self.errors.show_statistics(statistics)
        self.status_changed.emit()

    def _show_odd(self, amounts: wire.OddAmounts) -> None:
        self.odd_amounts = amounts
        self.odd.show_records(amounts.findings)
        self._odd_pages.setCurrentIndex(0 if amounts.findings else 1)
        self._odd_pages.setMaximumHeight(_NO_END if amounts.findings else self.toolbox.theme.pixels(_EMPTY_HEIGHT))
        self.nothing_odd.show_text(
            self.tr("No amount looks odd"),
            self.tr("Only campaigns with variable amounts and enough issues before the period are looked at."),
            icon="check-circle",
        )
        words = self.tr("Issues looked at: {} · found: {}")
        self.odd_sum.setText(words.format(formats.number(amounts.rows), formats.number(len(amounts.findings))))

    def _on_failed(self, loader: Loader, error: Exception) -> None:
        """What was shown stays; where nothing was yet, its place says why."""
        text = self.toolbox.words.failure(error)
        if loader is self._errors_loader:
            self.errors.show_failure(text)
        elif self.odd_amounts is None:
            self.nothing_odd.show_text(self.tr("The amounts cannot be looked at"), text, icon="error")
        loader.tell(error, self.refresh)

    @Slot(object, str)
    def _on_linked(self, record: Any, _key: str) -> None:
        if record.registration_id:
            self.toolbox.navigation.registration_chosen.emit(record.registration_id)

    def _odd_columns(self) -> list[TableColumn[wire.OddAmount]]:
        words = self.toolbox.words
        return [
            TableColumn("day", self.tr("Day"), lambda each: formats.day(each.on), 104, order=lambda each: each.on),
            TableColumn("campaign", self.tr("Campaign"), lambda each: f"{each.campaign_id} {each.campaign_name}", 200),
            TableColumn("why", self.tr("Why"), lambda each: words.say(ODD[each.kind]), 280, stretch=True),
            TableColumn("miles", self.tr("Miles"), lambda each: formats.number(each.miles), 96, right=True),
            TableColumn("usual", self.tr("Usual"), lambda each: formats.number(each.typical), 96, right=True),
            TableColumn("rows", self.tr("Rows"), lambda each: formats.number(each.rows), 88, right=True),
            TableColumn("id", self.tr("Registration ID"), lambda each: each.registration_id or "", 168, Cell.LINK),
        ]

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.preset)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.errors, 5)
        card = Card(self.tr("Amounts that look odd"), self)
        card.head.addWidget(self.odd_sum)
        for each in (self.odd, self.nothing_odd):
            each.setMinimumHeight(self.toolbox.theme.pixels(96))
            self._odd_pages.addWidget(each)
        self._odd_pages.setCurrentWidget(self.nothing_odd)
        card.body.addWidget(self._odd_pages, 1)
        column.addWidget(card, 2)
