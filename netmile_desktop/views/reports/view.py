"""One report: its parameters, its sums, chart and table side by side; built from its declaration."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import codec
from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.reports.declarations import USAGE
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.domain.reports.shape import Column, Grain, Report
from netmile_desktop.domain.wire.reports import Standing
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import Progress
from netmile_desktop.views import formats
from netmile_desktop.views.common.buttons import LinkButton, PlainButton, QuietButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.reports.bars import bars_of
from netmile_desktop.views.reports.entries_page import EntriesPage
from netmile_desktop.views.reports.figures_table import FiguresTable
from netmile_desktop.views.reports.legend import Legend
from netmile_desktop.views.reports.parameters import Parameters, Place
from netmile_desktop.views.reports.saving import ReportSaving
from netmile_desktop.views.reports.tiles import Tiles
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.exports.sheet import Sheet, charted, sheet
from netmile_desktop.workspace.reporting import Figures

if TYPE_CHECKING:
    from netmile_desktop.views.reports.chart import Chart
else:
    Chart = import_lazily("netmile_desktop.views.reports.chart", "Chart")

_LEAST_HEIGHT = 230
"""Of chart and table."""


class ReportView(Screen):
    """Asks again at every choice; what was shown stays until the answer is there."""

    def __init__(
        self, desk: Desk, toolbox: Toolbox, report: Report, campaign_id: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(toolbox, parent)
        self.report, self._desk, self._campaign_id = report, desk, campaign_id
        self.figures: Figures | None = None
        self.sheet: Sheet | None = None
        self._loader = Loader(self, f"report-{report.id}-{campaign_id}")
        self._standings = Loader(self, f"standing-{report.id}-{campaign_id}")
        self._campaigns = Loader(self, f"campaigns-{report.id}")
        self.parameters = Parameters(toolbox, report, desk.today(), self)
        self.tiles = Tiles(toolbox, self)
        self.note = text_label("", "help", self, wrap=True)
        self.saving = ReportSaving(self, self)
        self.busy = text_label(self.tr("Loading the report"), "muted", self)
        self.cancel_button = QuietButton(self.tr("Cancel"), toolbox.theme, "close", self)
        self.measure = QComboBox(self)
        self.measure.setAccessibleName(self.tr("What the chart shows"))
        self.measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.legend = Legend(toolbox.theme, self)
        self.home_button = PlainButton(self.tr("Show all (0)"), parent=self)
        self.chart: Chart | None = None
        self.table = FiguresTable(toolbox, self)
        self.empty = EmptyState(toolbox.theme, "table", self.tr("The report is being fetched"), primary=False)
        self.behind_button = LinkButton(self.tr("What lies behind it"), toolbox.theme, "list", self)
        self.behind_button.setToolTip(self.tr("The issues whose sum the selected bar is (Enter)"))
        self.entries = EntriesPage(desk.reporting, self, self)
        self._whole = QStackedWidget(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show_busy(False)

    # --- what the window asks ---------------------------------------------------------------

    def topic(self) -> str:
        return "usage" if self.report is USAGE else "report"

    def as_of(self) -> datetime | None:
        return self.figures.answer.as_of if self.figures is not None else None

    def entered(self) -> None:
        if self.figures is None:
            self._show_remembered()
        if self.report.stacks:
            self._campaigns.load(self._desk.catalogue.every, self.parameters.campaign.show_campaigns, self._unasked)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        if self._whole.currentWidget() is self.entries:
            self.entries.refresh()
            return
        request = self.parameters.request(self._campaign_id)
        if request is None:
            return
        reporting = self._desk.reporting
        self._loader.load(lambda progress: reporting.figures(request, progress), self._show, self._on_failed)
        self._show_busy(self._loader.is_loading)

    def back(self) -> bool:
        if self._whole.currentWidget() is self.entries:
            self.close_entries()
            return True
        if self._loader.is_loading and self.figures is not None:
            self.cancel()
            return True
        return False

    def place(self) -> str:
        request = self.parameters.request(self._campaign_id)
        if request is None:
            return ""
        place = Place(request, self.parameters.chosen_preset, self.column)
        return msgspec.json.encode(place).decode()

    def restore(self, place: str) -> None:
        try:
            kept = codec.decode_json(place, Place)
        except msgspec.MsgspecError:
            return
        self.parameters.show_request(kept.request, kept.preset)
        self._offer_measures(kept.request.by)
        self.measure.setCurrentIndex(max(self.measure.findData(kept.column), 0))

    # --- asking -----------------------------------------------------------------------------

    @property
    def column(self) -> str:
        """The column the chart shows alone; "" for all of miles."""
        return str(self.measure.currentData() or "")

    @Slot()
    def cancel(self) -> None:
        """Ask no more; what is shown stays, and the choices go back to it."""
        self._loader.drop()
        self._show_busy(False)
        if self.figures is not None:
            self.parameters.show_request(self.figures.request)
            self._offer_measures(self.figures.answer.by)
        else:
            self.empty.show_text(self.tr("The report was not fetched"), "", self.tr("Try again"))

    def _show_remembered(self) -> None:
        request = self.parameters.request(self._campaign_id)
        remembered = self._desk.reporting.remembered(request) if request is not None else None
        if remembered is not None and request is not None and remembered.request == request:
            self._show(remembered)

    def _show(self, figures: Figures) -> None:
        kept = self._chosen_label()
        self._show_busy(False)
        self.figures = figures
        self.sheet = sheet(figures, self.toolbox.words.language)
        if figures.is_remembered and figures.request != self.parameters.request(self._campaign_id):
            self.parameters.show_request(figures.request)
        self._offer_measures(figures.answer.by)
        self._pages.setCurrentIndex(0)
        self.tiles.show_figures(figures)
        self.table.show_sheet(self.sheet)
        self._draw()
        self._select_label(kept)
        self.note.setText(self._note(figures))
        self._ask_standing(figures)
        self.saving.button.setEnabled(True)
        self.status_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._show_busy(False)
        if self.figures is not None:
            self._loader.tell(error, self.refresh)
        else:
            self.empty.show_text(
                self.tr("The report cannot be shown"), self.toolbox.words.failure(error), self.tr("Try again")
            )

    def _unasked(self, _error: Exception) -> None:
        """What only adds to a report says nothing where it cannot be had: the report itself does."""

    def _ask_standing(self, figures: Figures) -> None:
        """Where miles stand is asked apart, since it may take longer than the report."""
        if self.report is USAGE or figures.is_remembered:
            self.tiles.show_standing(None)
            return
        reporting = self._desk.reporting
        request = msgspec.structs.replace(figures.request, first=figures.answer.first, last=figures.answer.last)

        def job(progress: Progress) -> Standing:
            return reporting.standing(request, progress)

        self._standings.load(job, self.tiles.show_standing, lambda _error: self.tiles.show_standing(None))

    # --- chart and table ----------------------------------------------------------------------

    @Slot()
    def _draw(self) -> None:
        if self.sheet is None or self.figures is None:
            return
        bars = bars_of(self.sheet, charted(self.sheet, self.column))
        self._the_chart().show_bars(bars, self.figures.buckets)
        self.legend.show_bars(bars)

    def _the_chart(self) -> Chart:
        if self.chart is None:
            # Loads pyqtgraph, which takes too long before the first paint of the window.
            self.chart = Chart(self.toolbox.theme, self.toolbox.words.language, self)
            self.chart.chosen.connect(self._on_bar_chosen)
            self.chart.opened.connect(self.open_entries)
            self.chart.zoomed.connect(self.home_button.setVisible)
            self.home_button.clicked.connect(self.chart.go_home)
            self._chart_card.body.addWidget(self.chart, 1)
        return self.chart

    def add_above(self, widget: QWidget) -> None:
        """Put something above the sums."""
        self._shown.insertWidget(0, widget)

    def select(self, at: int) -> None:
        """Select a bucket in chart and table."""
        self.table.select(at)
        if self.chart is not None:
            self.chart.select(at)

    @property
    def selected(self) -> int | None:
        """The selected bucket, -1 for the sums, None for nothing."""
        return self.table.selected

    @Slot(int)
    def _on_bar_chosen(self, at: int) -> None:
        self.table.select(at)

    @Slot(int)
    def _on_row_chosen(self, at: int) -> None:
        if self.chart is not None:
            self.chart.select(at)

    def _chosen_label(self) -> str:
        at = self.selected
        return self.figures.buckets[at].label() if self.figures is not None and at is not None and at >= 0 else ""

    def _select_label(self, label: str) -> None:
        """Keep the selected bucket over new figures, else the last one that has begun."""
        assert self.figures is not None
        labels = [each.label() for each in self.figures.buckets]
        if label in labels:
            self.select(labels.index(label))
            return
        until = self.figures.answer.as_of
        begun = [at for at, each in enumerate(self.figures.buckets) if _start(each) < until]
        self.select(begun[-1] if begun else 0)

    @Slot(int)
    def open_entries(self, at: int) -> None:
        """Show what lies behind the figures of a bucket, -1 for the whole period."""
        if self.figures is not None and not self._desk.is_offline:
            layer = self.chart.layer if self.chart is not None and self.chart.selected == at else -1
            self._whole.setCurrentWidget(self.entries)
            self.entries.open_figure(self.figures, at, self.column, layer if not self.column else -1)

    @Slot()
    def close_entries(self) -> None:
        """Back to the report."""
        self._whole.setCurrentIndex(0)
        (self.chart or self).setFocus()

    @Slot()
    def _on_behind_clicked(self) -> None:
        if self.selected is not None:
            self.open_entries(self.selected)

    # --- words --------------------------------------------------------------------------------

    def _offer_measures(self, by: Grain) -> None:
        chosen = self.column
        self.measure.blockSignals(True)
        self.measure.clear()
        apart = self.parameters.is_stacked
        self.measure.addItem(self.tr("Miles issued by campaign") if apart else self.tr("All of miles"), "")
        for column in self.report.columns_by(by):
            self.measure.addItem(self.toolbox.words.say(column.heading), column.id)
        self.measure.setCurrentIndex(max(self.measure.findData(chosen), 0))
        self.measure.blockSignals(False)
        self.parameters.allow(self._charted_column())

    def _charted_column(self) -> Column | None:
        return self.report.column(self.column) if self.column else None

    def _note(self, figures: Figures) -> str:
        answer = figures.answer
        said = [self.tr("As of {} JST").format(formats.moment(answer.as_of))]
        if figures.is_remembered:
            said.append(self.tr("not asked anew"))
        said.append(
            self.tr("test users left out: {} issues, {}").format(
                formats.number(answer.left_out.issues), formats.miles(answer.left_out.miles)
            )
        )
        text = " · ".join(said)
        missing = [each for each in self.report.columns if each.limit is not None and answer.by not in each.grains]
        for reason in dict.fromkeys(each.limit for each in missing if each.limit is not None):
            names = self.tr(", ").join(self.toolbox.words.say(each.heading) for each in missing if each.limit == reason)
            text += "\n" + self.tr("Not shown here: {}. {}").format(names, self.toolbox.words.say(reason))
        return text

    def _show_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.cancel_button.setVisible(busy)

    @Slot(int)
    def _on_measure_chosen(self, _at: int) -> None:
        self.parameters.allow(self._charted_column())
        self._draw()
        if self.selected is not None and self.chart is not None:
            self.chart.select(self.selected)

    # --- layout -------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.parameters.changed.connect(self.refresh)
        self.cancel_button.clicked.connect(self.cancel)
        self.measure.activated.connect(self._on_measure_chosen)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self.open_entries)
        self.behind_button.clicked.connect(self._on_behind_clicked)
        self.entries.back_asked.connect(self.close_entries)
        self.empty.asked.connect(self.refresh)
        self._offer_measures(self.parameters.by)

    def _lay_out(self) -> None:
        self._chart_card = Card(parent=self, margin=12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.measure)
        head.addStretch()
        head.addWidget(self.behind_button)
        head.addWidget(self.home_button)
        self.home_button.hide()
        self._chart_card.body.addLayout(head)
        self._chart_card.body.addWidget(self.legend)
        table_card = Card(parent=self, margin=12)
        table_card.body.addWidget(self.table, 1)
        self._table_card = table_card
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self._chart_card)
        split.addWidget(table_card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([500, 710] if self.report is USAGE else [640, 570])
        split.setMinimumHeight(self.toolbox.theme.pixels(_LEAST_HEIGHT))
        self.parameters.add_tool(self.saving.button)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.note, 1)
        said.addWidget(self.busy)
        said.addWidget(self.cancel_button)
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._shown = column
        column.addWidget(self.tiles)
        column.addWidget(split, 1)
        self._pages.addWidget(shown)
        self._pages.addWidget(self.empty)
        self._pages.setCurrentWidget(self.empty)
        report = QWidget(self)
        self._whole.addWidget(report)
        self._whole.addWidget(self.entries)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)
        outer = QVBoxLayout(report)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.parameters)
        outer.addLayout(said)
        outer.addWidget(self._pages, 1)


def _start(bucket: Bucket) -> datetime:
    return datetime.combine(bucket.first, time(bucket.hour or 0), JST)
