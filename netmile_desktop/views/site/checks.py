"""What went wrong and what looks odd: refused rows by code, day and file; amounts that may be a slip."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.reports.declarations import ODD
from netmile_desktop.domain.reports.periods import Preset, preset_period, preset_words
from netmile_desktop.views import formats
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.table import Cell, TableColumn
from netmile_desktop.views.common.table_view import RecordTable
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk

_PRESETS = (Preset.LAST_30_DAYS, Preset.THIS_WEEK, Preset.THIS_MONTH, Preset.LAST_MONTH, Preset.LAST_90_DAYS)


class ChecksView(Screen):
    """Two lists of the same period; a registration's ID leads to it."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._errors_loader, self._odd_loader = Loader(self, "error-statistics"), Loader(self, "odd-amounts")
        self.statistics: wire.ErrorStatistics | None = None
        self.odd_amounts: wire.OddAmounts | None = None
        self.preset = QComboBox(self)
        self.preset.setAccessibleName(self.tr("Period"))
        for each in _PRESETS:
            self.preset.addItem(toolbox.words.say(preset_words(each)), each.value)
        self.errors_sum, self.odd_sum = text_label("", "muted"), text_label("", "muted")
        self.errors: RecordTable[wire.ErrorCell] = RecordTable(self._error_columns(), toolbox.theme, parent=self)
        self.errors.setAccessibleName(self.tr("Refused rows"))
        self.odd: RecordTable[wire.OddAmount] = RecordTable(self._odd_columns(), toolbox.theme, parent=self)
        self.odd.setAccessibleName(self.tr("Odd amounts"))
        self._lay_out()
        self.preset.activated.connect(self.refresh)
        self.errors.linked.connect(self._on_linked)
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
            lambda progress: reporting.error_statistics(period, progress=progress), self._show_errors
        )
        self._odd_loader.load(lambda progress: reporting.odd_amounts(period, progress=progress), self._show_odd)

    def _period(self) -> Period:
        return preset_period(Preset(str(self.preset.currentData())), self._desk.today())

    def _show_errors(self, statistics: wire.ErrorStatistics) -> None:
        self.statistics = statistics
        self.errors.show_records(statistics.cells)
        self.errors_sum.setText(self.tr("Refused rows: {}").format(formats.number(statistics.rows)))
        self.status_changed.emit()

    def _show_odd(self, amounts: wire.OddAmounts) -> None:
        self.odd_amounts = amounts
        self.odd.show_records(amounts.findings)
        words = self.tr("Issues looked at: {} · found: {}")
        self.odd_sum.setText(words.format(formats.number(amounts.rows), formats.number(len(amounts.findings))))

    @Slot(object, str)
    def _on_linked(self, record: Any, _key: str) -> None:
        if record.registration_id:
            self.toolbox.navigation.registration_chosen.emit(record.registration_id)

    def _error_columns(self) -> list[TableColumn[wire.ErrorCell]]:
        words = self.toolbox.words
        return [
            TableColumn("code", self.tr("Code"), lambda each: each.code, 84, order=lambda each: each.code),
            TableColumn("reason", self.tr("Reason"), lambda each: words.code(each.code), 280, stretch=True),
            TableColumn("day", self.tr("Day"), lambda each: formats.day(each.on), 104, order=lambda each: each.on),
            TableColumn("file", self.tr("File"), lambda each: each.file_name, 200, order=lambda each: each.file_name),
            TableColumn("id", self.tr("Registration ID"), lambda each: each.registration_id, 168, Cell.LINK),
            TableColumn(
                "rows",
                self.tr("Rows"),
                lambda each: formats.number(each.rows),
                88,
                right=True,
                order=lambda each: each.rows,
            ),
        ]

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
        for title, said, table, share in (
            (self.tr("Refused rows by code, day and file"), self.errors_sum, self.errors, 3),
            (self.tr("Amounts that look odd"), self.odd_sum, self.odd, 2),
        ):
            card = Card(title, self, margin=12)
            card.head.addWidget(said)
            table.setMinimumHeight(self.toolbox.theme.pixels(96))
            card.body.addWidget(table, 1)
            column.addWidget(card, share)
