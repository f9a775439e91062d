"""One report: its parameters, its sums, chart and table side by side; built from its declaration."""

from __future__ import annotations

from datetime import datetime

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import codec
from netmile_desktop.domain.campaigns import CampaignKind
from netmile_desktop.domain.reports.declarations import USAGE
from netmile_desktop.domain.reports.shape import Grain, Report
from netmile_desktop.domain.wire import CampaignSummary, Standing
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.reports.entries_page import EntriesPage
from netmile_desktop.views.reports.figure_panes import FigurePanes
from netmile_desktop.views.reports.parameters import Parameters, ReportPlace
from netmile_desktop.views.reports.saving import ReportSaving
from netmile_desktop.views.reports.tiles import Tiles
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.reports.reporting import Figures
from netmile_desktop.workspace.reports.sheet import ReportSheet, sheet


class ReportView(Screen):
    """Asks again at every choice; what was shown stays until the answer is there."""

    def __init__(
        self, desk: Desk, toolbox: Toolbox, report: Report, campaign_id: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(toolbox, parent)
        self.report, self._desk, self._campaign_id = report, desk, campaign_id
        self.figures: Figures | None = None
        self.sheet: ReportSheet | None = None
        self._loader = Loader(self, f"report-{report.id}-{campaign_id}")
        self._standings = Loader(self, f"standing-{report.id}-{campaign_id}")
        self._campaigns = Loader(self, f"campaigns-{report.id}")
        self.parameters = Parameters(toolbox, report, desk.today(), self)
        self.tiles = Tiles(toolbox, self)
        self.note = text_label("", "help", self, wrap=True)
        self.saving = ReportSaving(self, self)
        self.busy = text_label(self.tr("Loading the report"), "muted", self)
        self.cancel_button = QuietButton(self.tr("Cancel"), toolbox.theme, "close", self)
        self.panes = FigurePanes(toolbox, report, self.open_entries, self)
        self.empty = EmptyState(toolbox.theme, "table", self.tr("The report is being fetched"), primary=False)
        self.entries = EntriesPage(desk.reporting, self, self, of_rewards=report.of_rewards)
        self._whole = QStackedWidget(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show_busy(False)

    # --- what the window asks ---------------------------------------------------------------

    def first_control(self) -> QWidget:
        return self.parameters.grain.button(self.parameters.grain.key)

    def topic(self) -> str:
        if self.report.of_rewards:
            return "reward-report"
        return "usage" if self.report is USAGE else "report"

    def as_of(self) -> datetime | None:
        return self.figures.answer.as_of if self.figures is not None else None

    def entered(self) -> None:
        if self.figures is None:
            self._show_remembered()
        if self.report.stacks:
            self._campaigns.load(self._every_campaign, self.parameters.campaign.show_campaigns, self._unasked)
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
        place = ReportPlace(request, self.parameters.chosen_preset, self.column)
        return msgspec.json.encode(place).decode()

    def restore(self, place: str) -> None:
        try:
            kept = codec.decode_json(place, ReportPlace)
        except msgspec.MsgspecError:
            return
        self.parameters.show_request(kept.request, kept.preset)
        self._offer_measures(kept.request.by)
        self.panes.choose(kept.column)

    # --- asking -----------------------------------------------------------------------------

    @property
    def column(self) -> str:
        """The column the chart shows alone; "" for the overview."""
        return self.panes.column

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
        self._show_busy(False)
        self.figures = figures
        self.sheet = sheet(figures, self.toolbox.words.language)
        if figures.is_remembered and figures.request != self.parameters.request(self._campaign_id):
            self.parameters.show_request(figures.request)
        self._offer_measures(figures.answer.by)
        self._pages.setCurrentIndex(0)
        self.tiles.show_figures(figures)
        self.panes.show_figures(figures, self.sheet)
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

    def _every_campaign(self, progress: Progress) -> list[CampaignSummary]:
        kind = CampaignKind.REWARD if self.report.of_rewards else CampaignKind.MILE
        return self._desk.catalogue.every(progress, kind=kind)

    def _unasked(self, _error: Exception) -> None:
        """What only adds to a report says nothing where it cannot be had: the report itself does."""

    def _ask_standing(self, figures: Figures) -> None:
        """Where miles stand is asked apart, since it may take longer than the report."""
        if self.report is USAGE or self.report.of_rewards or figures.is_remembered:
            self.tiles.show_standing(None)
            return
        reporting = self._desk.reporting
        request = msgspec.structs.replace(figures.request, first=figures.answer.first, last=figures.answer.last)

        def job(progress: Progress) -> Standing:
            return reporting.standing(request, progress)

        self._standings.load(job, self.tiles.show_standing, lambda _error: self.tiles.show_standing(None))

    def add_above(self, widget: QWidget) -> None:
        """Put something above the sums."""
        self._shown.insertWidget(0, widget)

    # --- what lies behind ---------------------------------------------------------------------

    @Slot(int)
    def open_entries(self, at: int) -> None:
        """Show what lies behind the figures of a bucket, -1 for the whole period."""
        if self.figures is not None and not self._desk.is_offline:
            self._whole.setCurrentWidget(self.entries)
            self.entries.open_figure(self.figures, at, self.column, self.panes.selected_layer(at))

    @Slot()
    def close_entries(self) -> None:
        """Back to the report."""
        self._whole.setCurrentIndex(0)
        (self.panes.chart or self).setFocus()

    # --- words --------------------------------------------------------------------------------

    def _offer_measures(self, by: Grain) -> None:
        self.panes.offer_measures(by, by_campaign=self.parameters.is_stacked)
        self._on_measured()

    @Slot()
    def _on_measured(self) -> None:
        self.parameters.allow(self.panes.charted_column())

    def _note(self, figures: Figures) -> str:
        answer = figures.answer
        said = [self.tr("As of {} JST").format(formats.moment(answer.as_of))]
        if figures.is_remembered:
            said.append(self.tr("cached"))
        issues, miles = formats.number(answer.left_out.issues), formats.miles(answer.left_out.miles)
        said.append(
            self.tr("test users left out: {} registrations").format(issues)
            if self.report.of_rewards
            else self.tr("test users left out: {} issues, {}").format(issues, miles)
        )
        text = " · ".join(said)
        if self.report.counting is not None:
            text += "\n" + self.toolbox.words.say(self.report.counting)
        missing = [each for each in self.report.columns if each.limit is not None and answer.by not in each.grains]
        for reason in dict.fromkeys(each.limit for each in missing if each.limit is not None):
            names = self.tr(", ").join(self.toolbox.words.say(each.heading) for each in missing if each.limit == reason)
            text += "\n" + self.tr("Not shown here: {}. {}").format(names, self.toolbox.words.say(reason))
        return text

    def _show_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.cancel_button.setVisible(busy)

    # --- layout -------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.parameters.changed.connect(self.refresh)
        self.cancel_button.clicked.connect(self.cancel)
        self.panes.measured.connect(self._on_measured)
        self.entries.back_asked.connect(self.close_entries)
        self.empty.asked.connect(self.refresh)
        self._offer_measures(self.parameters.by)

    def _lay_out(self) -> None:
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
        column.addWidget(self.panes, 1)
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
