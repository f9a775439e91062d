"""What lies behind a bar: the issues or cancellations whose sum it is, or the registrations that it counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look import formats
from netmile_desktop.views.reports.charts.legend import LONGEST_NAME, figure_text
from netmile_desktop.views.reports.charts.time_axis import whole_label
from netmile_desktop.views.reports.drill_down import BarShare, DrillDown, shares_of
from netmile_desktop.views.reports.entry_columns import issue_columns, registration_columns
from netmile_desktop.workspace.reports.reporting import Figures, Reporting


class EntriesPage(QWidget):
    """A list page by page, its sum above it."""

    back_asked = Signal()

    def __init__(
        self, reporting: Reporting, screen: Screen, parent: QWidget | None = None, *, of_rewards: bool = False
    ) -> None:
        """`of_rewards` if registrations lie behind the figures."""
        super().__init__(parent)
        self._reporting, self._screen = reporting, screen
        self._toolbox = screen.toolbox
        self._behind: DrillDown | None = None
        self.answer: wire.EntryPage | None = None
        self._loader = Loader(screen, "report-entries")
        self.title = text_label("", "heading", wrap=True)
        self.sum = text_label("", "muted", wrap=True)
        self.back_button = PlainButton(self.tr("Back to the report"), self._toolbox.theme, "chevron-left", self)
        self.column = ChoiceBox(self)
        self.column.setAccessibleName(self.tr("Figure"))
        self.share = ChoiceBox(self)
        self.share.setAccessibleName(self.tr("Campaign"))
        self._shares: list[BarShare] = []
        self.save_button = PlainButton(self.tr("Save as CSV"), self._toolbox.theme, "download", self)
        self.table: RecordTable[wire.ReportEntry] = RecordTable(
            (registration_columns if of_rewards else issue_columns)(self._toolbox.words),
            self._toolbox.theme,
            name="report-registrations" if of_rewards else "report-entries",
            memory=self._toolbox.memory,
            identity=lambda entry: entry.issue_id,
            parent=self,
        )
        behind = self.tr("Registrations behind the figure") if of_rewards else self.tr("Issues behind the figure")
        self.table.setAccessibleName(behind)
        self.pager = Pager(self._toolbox.theme, self)
        self._lay_out()
        self.back_button.clicked.connect(self.back_asked)
        self.column.activated.connect(self._on_choice)
        self.share.activated.connect(self._on_choice)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.pager.asked.connect(self._on_page_asked)
        self.table.records_model.sort_asked.connect(self._on_sort_asked)
        self.table.linked.connect(self._on_linked)

    def open_figure(self, figures: Figures, at: int, column: str = "", layer: int = -1) -> None:
        """Look behind the figures of a bucket, -1 for the whole period; or only behind a layer of its bar."""
        columns = [each for each in figures.columns if each.has_entries]
        self.column.clear()
        for each in columns:
            self.column.addItem(self._toolbox.words.say(each.heading), each.id)
        self.column.setCurrentIndex(max(self.column.findData(column), 0))
        self._offer_shares(figures, layer)
        self.table.show_records([])
        self.answer = None
        self._ask(DrillDown(figures, figures.report.column(str(self.column.currentData())), at, self._chosen_share()))
        self.table.setFocus()

    def refresh(self) -> None:
        """Ask again."""
        if self._behind is not None:
            self._ask(self._behind)

    def _offer_shares(self, figures: Figures, layer: int) -> None:
        """All campaigns, or one layer of the stack; nothing to choose where there is no stack."""
        self._shares = shares_of(figures, self._toolbox.words.language)
        self.share.clear()
        self.share.addItem(self.tr("All campaigns"))
        for each in self._shares:
            self.share.addItem(formats.shorten(each.name, LONGEST_NAME))
        self.share.setCurrentIndex(layer + 1)
        self.share.setVisible(bool(self._shares))

    def _chosen_share(self) -> BarShare | None:
        at = self.share.currentIndex()
        return self._shares[at - 1] if at > 0 else None

    def _ask(self, behind: DrillDown) -> None:
        self._behind = behind
        words = self._toolbox.words
        when = whole_label(behind.bucket, words.language) if behind.bucket else self.tr("Whole period")
        heading = f"{words.say(behind.column.heading)} {figure_text(behind.figure, behind.column.unit)}"
        whose = [behind.share.name] if behind.share is not None else []
        self.title.setText("  ".join((when, *whose, heading)))
        reporting = self._reporting

        def job(progress: Progress) -> wire.EntryPage:
            return reporting.entries(
                behind.figures,
                behind.column.id,
                behind.bucket,
                campaign_id=behind.campaign_id,
                without=behind.without,
                page=behind.page,
                size=behind.size,
                sort=behind.sort,
                progress=progress,
            )

        self._loader.load(job, self._show)

    def _show(self, answer: wire.EntryPage) -> None:
        self.answer = answer
        self.table.show_records(answer.items)
        if self._behind is not None:
            self.table.show_sort(self._behind.sort)
        self.pager.show_page(answer.page, answer.size, answer.total)
        words = (
            self.tr("Entries: {} · {} given by NetMile, not billed")
            if self._behind is not None and self._behind.figures.report.of_rewards
            else self.tr("Entries: {} · total {}")
        )
        self.sum.setText(words.format(formats.number(answer.total), formats.miles(answer.miles)))

    @Slot(int)
    def _on_choice(self, _at: int) -> None:
        if self._behind is not None:
            column = self._behind.figures.report.column(str(self.column.currentData()))
            self._ask(replace(self._behind, column=column, share=self._chosen_share(), page=1))

    @Slot(int, int)
    def _on_page_asked(self, page: int, size: int) -> None:
        if self._behind is not None:
            self._ask(replace(self._behind, page=page, size=size))

    @Slot(str)
    def _on_sort_asked(self, sort: str) -> None:
        if self._behind is not None:
            self._ask(replace(self._behind, page=1, sort=sort or "at"))

    @Slot(object, str)
    def _on_linked(self, entry: Any, _key: str) -> None:
        if isinstance(entry, wire.ReportEntry) and entry.registration_id:
            self._toolbox.navigation.registration_chosen.emit(entry.registration_id)

    @Slot()
    def _on_save_clicked(self) -> None:
        behind = self._behind
        if behind is None:
            return
        label = (
            behind.bucket.label() if behind.bucket else f"{behind.figures.answer.first}-{behind.figures.answer.last}"
        )
        name = f"{behind.column.heading.ja}_{label.replace(':', '')}_{behind.campaign_id}".rstrip("_") + ".csv"
        title = self.tr("Save the entries")
        path = self._toolbox.dialogs.choose_save_file(self, title, name, self.tr("CSV files (*.csv)"))
        if path is None:
            return
        reporting = self._reporting

        def job(progress: Progress) -> Path:
            return reporting.save_entries(
                behind.figures,
                behind.column.id,
                path,
                behind.bucket,
                campaign_id=behind.campaign_id,
                without=behind.without,
                progress=progress,
            )

        self._toolbox.tasks.start(
            job, owner=self, done=self._on_saved, failed=self._on_failed, title=title, subject=path.name
        )

    def _on_saved(self, path: Path) -> None:
        self._screen.tell(Notice(self.tr("Saved: {}").format(path), "success", "report-saved"))

    def _on_failed(self, error: Exception) -> None:
        text = self._toolbox.words.failure(error)
        self._screen.tell(Notice(text, "error", "report-saved", details=repr(error)))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back_button)
        head.addWidget(self.title, 1)
        head.addWidget(self.share)
        head.addWidget(self.column)
        head.addWidget(self.save_button)
        card = Card(parent=self)
        card.body.addWidget(self.sum)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.pager)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(card, 1)
