"""One opened batch and the pages of its steps: 確認・修正, the confirmation, 送信, 結果."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.batches import Action
from netmile_desktop.domain.repairs.proposals import Proposal
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.correcting.correction_page import CorrectionPage
from netmile_desktop.views.batch.grid.rows_panel import RowsPanel
from netmile_desktop.views.batch.header import BatchHeader, Step
from netmile_desktop.views.batch.importing.reading_page import ReadingPage
from netmile_desktop.views.batch.repairs.page import RepairPage
from netmile_desktop.views.batch.results.lineage_line import LineageLine
from netmile_desktop.views.batch.results.sent_page import SentPage
from netmile_desktop.views.batch.sending.confirm_page import SendConfirmPage
from netmile_desktop.views.common.layout.lengths import APART
from netmile_desktop.views.common.layout.page_margins import PageMargins
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.corrections import Correctable, Lineage
from netmile_desktop.workspace.batches.opened_batch import OpenedBatch
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft

_TOPICS: dict[type, str] = {
    SendConfirmPage: "confirm",
    RepairPage: "repairs",
    ReadingPage: "batch-record",
    SentPage: "sending",
}

_Page = TypeVar("_Page", CorrectionPage, RepairPage, ReadingPage, SendConfirmPage, SentPage)


class OpenBatch(QWidget):
    """The pages of one batch. The batch's state decides which is shown; a page is built when it is first shown."""

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft: Draft | None = None
        self._desk, self._toolbox, self._commands = desk, toolbox, commands
        self._lineages = Loader(commands.screen, "lineage", is_local=True)
        self.header = BatchHeader(toolbox, commands, self)
        self.lineage = LineageLine(toolbox.theme, toolbox.words, commands, self)
        self._correctable, self._child_id = Correctable("", frozenset()), ""
        self._pages = QStackedWidget(self)
        head = QWidget(self)
        above = QVBoxLayout(head)
        above.setSpacing(APART)
        above.addWidget(self.header)
        above.addWidget(self.lineage)
        PageMargins(head, top=APART)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(APART)
        column.addWidget(head)
        column.addWidget(self._pages, 1)
        self.header.back_asked.connect(self._on_back_asked)
        commands.reading_asked.connect(self.show_reading)

    # --- the pages ------------------------------------------------------------------------------------

    @cached_property
    def correction(self) -> CorrectionPage:
        """確認・修正."""
        page = CorrectionPage(self._desk, self._toolbox, self._commands, self)
        page.confirm_asked.connect(self._on_confirm_asked)
        page.repairs_asked.connect(self._on_repairs_asked)
        page.rows.edited.connect(self._on_edited)
        return self._added(page)

    @cached_property
    def repairs(self) -> RepairPage:
        """The page of proposed repairs."""
        page = RepairPage(self.correction.rows.changes, self._toolbox, self._commands, self)
        page.left.connect(self._on_correct_asked)
        page.applied.connect(self._on_repaired)
        return self._added(page)

    @cached_property
    def reading(self) -> ReadingPage:
        """The page that reads the file in another way."""
        page = ReadingPage(self._desk, self._toolbox, self._commands, self)
        page.left.connect(self._on_correct_asked)
        return self._added(page)

    @cached_property
    def confirm(self) -> SendConfirmPage:
        """The page that confirms the sending."""
        page = SendConfirmPage(self._desk, self._toolbox, self._commands, self.correction.rows.changes, self)
        page.back_asked.connect(self._on_correct_asked)
        return self._added(page)

    @cached_property
    def sent(self) -> SentPage:
        """送信 and 結果."""
        return self._added(SentPage(self._toolbox, self._commands, self))

    @Slot()
    def make_ready(self) -> None:
        """Build the correction page ahead of time, before a new batch needs it."""
        self.correction.ensurePolished()

    def _added(self, page: _Page) -> _Page:
        if not isinstance(page, SendConfirmPage):  # which scrolls over the whole width
            PageMargins(page, bottom=APART)
        self._pages.addWidget(page)
        return page

    # --- what is shown --------------------------------------------------------------------------------

    def show_draft(
        self, draft: Draft, task: Task | None, error: Exception | None = None, *, is_new: bool = False
    ) -> None:
        """Show a batch; `task` is the sending that is running on it, `error` the reason why one has just ended."""
        self.draft = draft
        self._commands.late.watch(draft if task is None else None)
        if task is None and draft.may(Action.EDIT):
            self.correction.show_draft(draft, is_new=is_new)
            self._turn_to(self.correction, Step.CORRECT)
            if error is not None:
                self._commands.report(error)
            return
        self.sent.correctable, self.sent.child_id = self._correctable, self._child_id
        self.sent.show_draft(draft, task, error)
        going = task is not None or draft.may(Action.RESUME) or draft.may(Action.FETCH)
        self._turn_to(self.sent, Step.SEND if going else Step.RESULT)

    def show_opening(
        self, opening: OpenedBatch, task: Task | None, error: Exception | None = None, *, is_new: bool = False
    ) -> None:
        """Show a batch just read from the store, with its lineage; `is_new` if it was just created."""
        self._correctable, self._child_id = opening.correctable, opening.child_id
        self.show_draft(opening.draft, task, error, is_new=is_new)
        self.show_lineage(opening.lineage)

    def show_lineage(self, lineage: Lineage) -> None:
        """Show the outcome of all rows over the rounds of the batch."""
        if self.draft is not None:
            self.lineage.show_lineage(lineage, self.draft.batch_id)

    def go_back(self) -> None:
        """Close what is open above the rows, or else go one step back, or leave the batch."""
        page, rows = self._pages.currentWidget(), self.rows()
        if rows is not None and rows.dismiss():
            return
        if isinstance(page, SendConfirmPage):
            page.leave()
        elif isinstance(page, RepairPage | ReadingPage):
            self._on_correct_asked()
        else:
            self._commands.open_list()

    def is_changing(self, batch_id: str) -> bool:
        """Return whether a big change of a batch is running on this page."""
        is_shown = self.draft is not None and self.draft.batch_id == batch_id
        return is_shown and "correction" in vars(self) and self.correction.rows.changes.is_busy

    def is_unattended(self) -> bool:
        """Return whether a sent batch is visible without any running work on it."""
        page = self._pages.currentWidget()
        return isinstance(page, SentPage) and page.isVisible() and not page.is_followed

    def rows(self) -> RowsPanel | None:
        """Return the visible rows panel, if there is one."""
        page = self._pages.currentWidget()
        return page.rows if isinstance(page, CorrectionPage | SentPage) else None

    def primary(self) -> QPushButton | None:
        """Return the button of the visible page's next step."""
        page = self._pages.currentWidget()
        if isinstance(page, SendConfirmPage):
            return page.send_button
        if isinstance(page, RepairPage):
            return page.apply_button
        if isinstance(page, ReadingPage):
            return page.read_button
        if isinstance(page, SentPage):
            return page.primary()
        return self.correction.confirm_button

    def topic(self) -> str:
        """Return the help topic of the visible page."""
        return _TOPICS.get(type(self._pages.currentWidget()), "correct")

    def summary(self) -> str:
        """Return the number of rows listed of all: 「612 / 25,001 行」."""
        rows = self.rows()
        if rows is None or self.draft is None or not rows.isVisibleTo(self):
            return ""
        listed, all_rows = formats.number(rows.listed()), len(self.draft.snapshot())
        return formats.counted(all_rows, self.tr("{1} of {0} row"), self.tr("{1} of {0} rows"), listed)

    def _turn_to(self, page: QWidget, step: Step) -> None:
        if self.draft is not None:
            self.header.show_draft(self.draft, step)
        self._pages.setCurrentWidget(page)
        self._commands.refresh_status()

    @Slot()
    def _on_back_asked(self) -> None:
        self.go_back()

    @Slot()
    def _on_edited(self) -> None:
        """Update the totals of all rounds after rows were closed or edited."""
        if self.draft is not None and self.lineage.isVisibleTo(self):
            batches, batch_id = self._desk.batches, self.draft.batch_id
            self._lineages.load(lambda _progress: batches.lineage(batch_id), self.show_lineage)

    @Slot()
    def _on_confirm_asked(self) -> None:
        if self.draft is not None:
            self.confirm.show_draft(self.draft)
            self._turn_to(self.confirm, Step.SEND)

    @Slot()
    def show_reading(self) -> None:
        """Show the file of the draft, to be read in another way."""
        if self.draft is not None and self.draft.may(Action.EDIT) and self.draft.has_file:
            self.reading.show_draft(self.draft)
            self._turn_to(self.reading, Step.CORRECT)

    @Slot(list)
    def _on_repairs_asked(self, proposals: list[Proposal]) -> None:
        model = self.correction.rows.grid.grid_model()
        if model is not None and proposals:
            self.repairs.show_proposals(model.snapshot, proposals)
            self._turn_to(self.repairs, Step.CORRECT)

    @Slot(int)
    def _on_repaired(self, cells: int) -> None:
        self._turn_to(self.correction, Step.CORRECT)
        self.correction.show_repaired(cells)

    @Slot()
    def _on_correct_asked(self) -> None:
        self.correction.refresh_plan()
        self._turn_to(self.correction, Step.CORRECT)
