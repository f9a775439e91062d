"""Chart and table of a report side by side, under one selection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QWidget

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.domain.reports.shape import Grain, Report, ReportColumn
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.buttons import LinkButton, PlainButton
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.layout.lengths import INSET
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reports.charts.bars import bars_of
from netmile_desktop.views.reports.charts.legend import Legend
from netmile_desktop.views.reports.figures_table import FiguresTable
from netmile_desktop.workspace.reports.reporting import Figures
from netmile_desktop.workspace.reports.sheet import ReportSheet, charted, layers_of

if TYPE_CHECKING:
    from netmile_desktop.views.reports.charts.chart import Chart
else:
    Chart = import_lazily("netmile_desktop.views.reports.charts.chart", "Chart")

_LEAST_HEIGHT = 270
_LEAST_TABLE, _MOST_TABLE = 30, 58
"""Percent of the width."""


class FigurePanes(QSplitter):
    """The chart shows an overview or one column, the table everything; a bucket is selected in both."""

    measured = Signal()
    """The chart shows another column."""

    def __init__(
        self, toolbox: Toolbox, report: Report, open_entries: Callable[[int], None], parent: QWidget | None = None
    ) -> None:
        """`open_entries` shows what lies behind a bucket, -1 for the whole period."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._toolbox, self._report, self._open_entries = toolbox, report, open_entries
        self._figures: Figures | None = None
        self._sheet: ReportSheet | None = None
        self.measure = ChoiceBox(self)
        self.measure.setAccessibleName(self.tr("What the chart shows"))
        self.measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.legend = Legend(toolbox.theme, self)
        self.home_button = PlainButton(self.tr("Show all (0)"), parent=self)
        self.chart: Chart | None = None
        self.table = FiguresTable(toolbox, self)
        self.behind_button = LinkButton(self.tr("Show entries"), toolbox.theme, "list", self)
        self.behind_button.setToolTip(
            self.tr("The registrations that the selected bar counts (Enter)")
            if report.of_rewards
            else self.tr("The issues that add up to the selected bar (Enter)")
        )
        self._lay_out()
        self.measure.activated.connect(self._on_measure_chosen)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(open_entries)
        self.behind_button.clicked.connect(self._on_behind_clicked)

    def _lay_out(self) -> None:
        self._chart_card = Card(parent=self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.measure)
        head.addStretch()
        head.addWidget(self.behind_button)
        head.addWidget(self.home_button)
        self.home_button.hide()
        self._chart_card.body.addLayout(head)
        self._chart_card.body.addWidget(self.legend)
        table_card = Card(parent=self)
        table_card.body.addWidget(self.table, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)
        self.addWidget(self._chart_card)
        self.addWidget(table_card)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self._is_moved = self._toolbox.memory.keep_splitter(f"report/{self._report.id}", self)
        self.splitterMoved.connect(self._on_moved)
        self.setMinimumHeight(self._toolbox.theme.pixels(_LEAST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """As long as nobody moved the handle, give the table what its columns need, but the chart its part."""
        if self._is_moved:
            return
        margins = 2 * INSET + 2
        wanted = max(self.table.needed + margins, self.width() * _LEAST_TABLE // 100)
        table = min(wanted, self.width() * _MOST_TABLE // 100)
        self.setSizes([self.width() - table - self.handleWidth(), table])

    @Slot()
    def _on_moved(self) -> None:
        self._is_moved = True

    # --- what is shown ------------------------------------------------------------------------

    def show_figures(self, figures: Figures, sheet: ReportSheet) -> None:
        """Show other figures; the selected bucket stays selected if it is still there."""
        kept = self._chosen_label()
        self._figures, self._sheet = figures, sheet
        self.table.show_sheet(sheet)
        self._share()
        self._draw()
        self._select_label(kept)

    def offer_measures(self, by: Grain, *, by_campaign: bool) -> None:
        """Offer the columns that a grain has; `by_campaign` where miles are shown apart by campaign."""
        chosen = self.column
        self.measure.blockSignals(True)
        self.measure.clear()
        self.measure.addItem(self._overview(by_campaign=by_campaign), "")
        for column in self._report.columns_by(by):
            self.measure.addItem(self._toolbox.words.say(column.heading), column.id)
        self.measure.blockSignals(False)
        self.choose(chosen)

    def _overview(self, *, by_campaign: bool) -> str:
        """What the chart shows where no column is chosen."""
        say, report = self._toolbox.words.say, self._report
        if report.together is None:
            return self.tr("Miles issued by campaign") if by_campaign else self.tr("All miles figures")
        if by_campaign:
            return self.tr("{} by campaign").format(say(report.column(report.stacks).heading))
        return say(report.together)

    def choose(self, column: str) -> None:
        """Chart the column of this ID, the overview where there is none."""
        self.measure.setCurrentIndex(max(self.measure.findData(column), 0))

    @property
    def column(self) -> str:
        """The column the chart shows alone; "" for the overview."""
        return str(self.measure.currentData() or "")

    def charted_column(self) -> ReportColumn | None:
        """The column the chart shows alone."""
        return self._report.column(self.column) if self.column else None

    def _draw(self) -> None:
        if self._sheet is None or self._figures is None:
            return
        figures = self._figures
        bars = bars_of(self._sheet, charted(self._sheet, self.column), _running(figures))
        self._the_chart().show_bars(bars, figures.buckets, self.tr("Nothing in this period"))
        self.legend.show_bars(bars)

    def _the_chart(self) -> Chart:
        if self.chart is None:
            # Loads pyqtgraph, which takes too long before the first paint of the window.
            self.chart = Chart(self._toolbox.theme, self._toolbox.words.language, self)
            self.chart.chosen.connect(self._on_bar_chosen)
            self.chart.opened.connect(self._open_entries)
            self.chart.zoomed.connect(self.home_button.setVisible)
            self.chart.pointed.connect(self.table.point_at)
            self.home_button.clicked.connect(self.chart.go_home)
            self._chart_card.body.addWidget(self.chart, 1)
        return self.chart

    @Slot(int)
    def _on_measure_chosen(self, _at: int) -> None:
        self.measured.emit()
        self._draw()
        if self.selected is not None and self.chart is not None:
            self.chart.select(self.selected)

    # --- selection ----------------------------------------------------------------------------

    def select(self, at: int) -> None:
        """Select a bucket in chart and table."""
        self.table.select(at)
        if self.chart is not None:
            self.chart.select(at)

    @property
    def selected(self) -> int | None:
        """The selected bucket, None for nothing."""
        return self.table.selected

    def selected_layer(self, at: int) -> int:
        """The layer that is selected in the bar of a bucket, -1 for all of it."""
        chart = self.chart
        if chart is None or self.column or chart.selected != at or self._figures is None:
            return -1
        return chart.layer if chart.layer < len(layers_of(self._figures)) else -1

    @Slot(int)
    def _on_bar_chosen(self, at: int) -> None:
        self.table.select(at)

    @Slot(int)
    def _on_row_chosen(self, at: int) -> None:
        if self.chart is not None:
            self.chart.select(at)

    @Slot()
    def _on_behind_clicked(self) -> None:
        self._open_entries(self.selected if self.selected is not None else -1)

    def _chosen_label(self) -> str:
        at = self.selected
        return self._figures.buckets[at].label() if self._figures is not None and at is not None and at >= 0 else ""

    def _select_label(self, label: str) -> None:
        """Keep the selected bucket over new figures; nothing is selected before a person does."""
        labels = [each.label() for each in self._figures.buckets] if self._figures is not None else []
        if label in labels:
            self.select(labels.index(label))
        elif self.chart is not None:
            self.chart.select(-1)


def _running(figures: Figures) -> int:
    """Return the place of the bucket that is not over, -1 if all are."""
    until, buckets = figures.answer.as_of, figures.buckets
    begun = [at for at, each in enumerate(buckets) if _start(each) <= until]
    if not begun:
        return -1
    following = begun[-1] + 1
    is_last = following == len(buckets)
    return -1 if is_last and until.astimezone(JST).date() > buckets[-1].last else begun[-1]


def _start(bucket: Bucket) -> datetime:
    return datetime.combine(bucket.first, time(bucket.hour or 0), JST)
