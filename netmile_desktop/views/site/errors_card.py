"""Refused rows by code, day and file: a map of where they gather, and the list behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.buttons import LinkButton, SegmentedFilter
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.site.heat_map import Heat, HeatMap, HeatMapLine

_BY_DAY, _BY_FILE = "day", "file"


class ErrorsCard(Card):
    """A chosen cell of the map leaves only its rows in the list."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Rejected rows"), parent)
        self._toolbox = toolbox
        self._statistics: wire.ErrorStatistics | None = None
        self.sum = text_label("", "muted")
        self.all_button = LinkButton(self.tr("Show all"), parent=self)
        self.by = SegmentedFilter([(_BY_DAY, self.tr("Code and day")), (_BY_FILE, self.tr("Code and file"))], self)
        self.map = HeatMap(toolbox.theme, self)
        self.map.setAccessibleName(self.tr("Rejected rows"))
        self.table: RecordTable[wire.ErrorCell] = RecordTable(self._columns(), toolbox.theme, parent=self)
        self.table.setAccessibleName(self.tr("Rejected rows"))
        self.empty = EmptyState(toolbox.theme, "table", self.tr("Being fetched"), primary=False)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self.by.chosen.connect(self._draw)
        self.map.chosen.connect(self._show_list)
        self.all_button.clicked.connect(lambda: self.map.choose(None))

    def show_statistics(self, statistics: wire.ErrorStatistics) -> None:
        """Show others; nothing is chosen then."""
        self._statistics = statistics
        self._draw()
        self.by.setVisible(bool(statistics.cells))
        self._pages.setCurrentIndex(0 if statistics.cells else 1)
        self.empty.show_text(
            self.tr("No row was rejected"),
            self.tr("All rows of the files of this period were issued."),
            icon="check-circle",
        )

    def show_failure(self, text: str) -> None:
        """Say why there is nothing yet; what was shown stays."""
        if self._statistics is None:
            self.empty.show_text(self.tr("The rejected rows cannot be shown"), text, icon="error")

    @Slot()
    def _draw(self) -> None:
        if self._statistics is not None:
            self.map.show_heat(self._heat(self._statistics))
            self._show_list()

    def _heat(self, statistics: wire.ErrorStatistics) -> Heat:
        """Codes by day, with the days between; or files by code. The most frequent come first."""
        by_code = Counter[str]()
        for each in statistics.cells:
            by_code[each.code] += each.rows
        codes = [
            HeatMapLine(code, code, f"{code}  {self._toolbox.words.code(code)}") for code, _ in by_code.most_common()
        ]
        values = Counter[tuple[object, object]]()
        if self.by.key == _BY_DAY:
            for each in statistics.cells:
                values[each.code, each.on] += each.rows
            return Heat(codes, _days(statistics.first, statistics.last), values)
        by_file = Counter[str]()
        for each in statistics.cells:
            by_file[each.file_name] += each.rows
            values[each.file_name, each.code] += each.rows
        files = [HeatMapLine(name, name or self.tr("One at a time")) for name, _ in by_file.most_common()]
        return Heat(files, codes, values)

    @Slot()
    def _show_list(self) -> None:
        """The rows of the chosen cell, or all."""
        cells = self._statistics.cells if self._statistics is not None else []
        chosen = self.map.cell
        if chosen is not None:
            is_of: Callable[[wire.ErrorCell], bool] = (
                (lambda each: (each.code, each.on) == chosen)
                if self.by.key == _BY_DAY
                else (lambda each: (each.file_name, each.code) == chosen)
            )
            cells = [each for each in cells if is_of(each)]
        self.all_button.setVisible(chosen is not None)
        self.table.show_records(cells)
        self.sum.setText(self.tr("Rejected rows: {}").format(formats.number(sum(each.rows for each in cells))))

    def _columns(self) -> list[TableColumn[wire.ErrorCell]]:
        words, nobody = self._toolbox.words, self.tr("One at a time")
        return [
            TableColumn("code", self.tr("Code"), lambda each: each.code, 84, order=lambda each: each.code),
            TableColumn("reason", self.tr("Reason"), lambda each: words.code(each.code), 260, stretch=True),
            TableColumn("day", self.tr("Day"), lambda each: formats.day(each.on), 104, order=lambda each: each.on),
            TableColumn(
                "file", self.tr("File"), lambda each: each.file_name or nobody, 200, order=lambda each: each.file_name
            ),
            TableColumn("campaign", self.tr("Campaign ID"), lambda each: each.campaign_id, 116, Cell.ID),
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

    def _lay_out(self) -> None:
        self.head.insertWidget(1, self.by)
        self.head.setSpacing(16)
        self.head.addWidget(self.all_button)
        self.head.addWidget(self.sum)
        self.all_button.hide()
        self.by.hide()
        scrolled = QScrollArea(self)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.map)
        column.addStretch()
        scrolled.setWidget(inner)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(scrolled)
        split.addWidget(self.table)
        split.setSizes([160, 160])
        for each in (scrolled, self.table):
            each.setMinimumHeight(self._toolbox.theme.pixels(84))
        self._pages.addWidget(split)
        self._pages.addWidget(self.empty)
        self._pages.setCurrentIndex(1)
        self.body.addWidget(self._pages, 1)


def _days(first: date, last: date) -> list[HeatMapLine]:
    """Every day, those without refused rows too."""
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    return [HeatMapLine(day, f"{day.month}/{day.day}", formats.day(day)) for day in days]
