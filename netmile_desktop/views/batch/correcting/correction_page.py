"""確認・修正: the rows of a draft, their problems, and the button that leads to the confirmation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.batches import Action
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.correcting.pasting import Pasting
from netmile_desktop.views.batch.correcting.problem_panel import ProblemPanel
from netmile_desktop.views.batch.correcting.side_panel import SidePanel, scrolling
from netmile_desktop.views.batch.correcting.totals_bar import TotalsBar
from netmile_desktop.views.batch.discarding import Discarded
from netmile_desktop.views.batch.grid.listing import Filter
from netmile_desktop.views.batch.grid.rows_panel import RowsPanel
from netmile_desktop.views.batch.importing.reading_report import ReadingReport
from netmile_desktop.views.batch.repairs.search import RepairSearch
from netmile_desktop.views.common.buttons import PrimaryButton
from netmile_desktop.views.common.labels import IconButton
from netmile_desktop.views.common.layout.lengths import APART
from netmile_desktop.views.common.layouts import discard
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.issuing.sending import SendPlan

LONG = 2_000
SETTLE_MILLISECONDS = 120
"""Pause after an edit before counts and totals are updated, in a batch of more than `LONG` rows."""


class CorrectionPage(QWidget):
    """The page on which users check and correct the rows of a draft."""

    confirm_asked = Signal()
    repairs_asked = Signal(list)
    """Show these repairs before they are applied."""

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox, self._commands = desk, toolbox, commands
        self._draft: Draft | None = None
        self.plan: SendPlan | None = None
        self._report = ReadingReport(toolbox.words, self)
        self._report_line: NoticeLine | None = None
        self.repairs = RepairSearch(toolbox.tasks, self)
        self.rows = RowsPanel(toolbox, self)
        self.problems = ProblemPanel(toolbox, self)
        self.undo_button = IconButton(toolbox.theme, "undo", self.tr("Undo (Ctrl+Z)"), self)
        self.redo_button = IconButton(toolbox.theme, "redo", self.tr("Redo (Ctrl+Y)"), self)
        self.discard_button = IconButton(toolbox.theme, "trash", self.tr("Discard the batch"), self)
        self.confirm_button = PrimaryButton(self.tr("Confirm"), parent=self)
        self.totals = TotalsBar(self.confirm_button, parent=self)
        for tool in (self.undo_button, self.redo_button, self.discard_button):
            self.rows.bar.add_tool(tool)
        self.pasting = Pasting(desk.batches, self.rows.changes, toolbox, self)
        self.paste_action = QAction(self.tr("Paste"), self)
        self.paste_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))
        self.paste_action.setEnabled(False)
        self.addAction(self.paste_action)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.sides = SidePanel(self.rows, self.problems, self._toolbox, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(APART)
        self._scrolled = scrolling([self.sides], self)
        self._column.addWidget(self._scrolled, 1)
        self._column.addWidget(self.totals)

    def _connect(self) -> None:
        self.rows.edited.connect(self._on_edited)
        self.rows.changes.failed.connect(self._commands.report)
        self.rows.told.connect(self._on_told)
        self.rows.filtered.connect(self._on_filtered)
        self.rows.paste_button.clicked.connect(self.pasting.paste)
        self.paste_action.triggered.connect(self.pasting.paste)
        self.pasting.told.connect(self._on_told)
        self.problems.code_chosen.connect(self._on_code_chosen)
        self.problems.repairs_asked.connect(self._on_repairs_asked)
        self.problems.closing_asked.connect(self._on_closing_asked)
        self.problems.moving_asked.connect(self._on_moving_asked)
        self.repairs.found.connect(self._on_repairs_found)
        self.rows.grid.repairs_asked.connect(self._on_repairs_of_rows_asked)
        self.rows.grid.repairs_of = self.repairs.of_row
        self.undo_button.clicked.connect(self.rows.grid.undo)
        self.redo_button.clicked.connect(self.rows.grid.redo)
        self.discard_button.clicked.connect(self._on_discard_clicked)
        self.confirm_button.clicked.connect(self.confirm_asked)
        self._settle.timeout.connect(self._on_settled)

    def show_draft(self, draft: Draft, *, is_new: bool = False) -> None:
        """Show a draft to correct; if it was just created, report the source of its rows."""
        self._draft = draft
        self.rows.show_draft(draft)
        self.pasting.show_draft(draft)
        self.rows.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if is_new:
            self._show_report(draft)
        else:
            self._drop_report()
        self._on_settled()
        self._show_history()

    def refresh_plan(self) -> None:
        """Recompute what would be sent, for example after the settings were changed."""
        self._on_settled()

    # --- what changes with the rows ---------------------------------------------------------------

    @Slot()
    def _on_edited(self) -> None:
        is_long = self._draft is not None and len(self._draft.snapshot()) > LONG
        self._settle.start(SETTLE_MILLISECONDS if is_long else 0)
        self._show_history()

    @Slot()
    def _on_settled(self) -> None:
        draft, model = self._draft, self.rows.grid.grid_model()
        if draft is None or model is None or self.rows.changes.is_busy:
            return  # once the running change ends, this is called again
        rows = draft.snapshot()
        self.paste_action.setEnabled(not len(rows) and draft.may(Action.EDIT))
        counts = rows.counts()
        plan = self.plan = self._desk.sending.plan(draft)
        self.rows.bar.show_counts(counts)
        hint = self.tr("Correct a cell and its row is checked again at once.")
        found = self.tr("No problems were found. Everything can be sent.")
        none = found if len(rows) else self.tr("Rows are checked as soon as they are there.")
        may_edit = draft.may(Action.EDIT)
        self.problems.show_problems(rows.groups(), counts.errors, plan.refused, hint=hint, none=none, may_edit=may_edit)
        self.repairs.look(model.snapshot)
        self.totals.show_plan(plan)
        leaves_out = plan.left_out_errors > 0 and plan.rows > 0
        self.confirm_button.setText(self.tr("Confirm without error rows") if leaves_out else self.tr("Confirm"))
        self.confirm_button.setEnabled(draft.may(Action.SEND) and plan.rows > 0)
        self.confirm_button.setToolTip("" if plan.rows else self.tr("No row can be sent yet. Correct an error first."))
        self._commands.refresh_status()

    def _show_history(self) -> None:
        draft = self._draft
        may_edit = self.rows.changes.is_open
        self.undo_button.setEnabled(may_edit and draft is not None and draft.can_undo)
        self.redo_button.setEnabled(may_edit and draft is not None and draft.can_redo)
        idle = not self.rows.changes.is_busy
        self.discard_button.setEnabled(idle and draft is not None and draft.may(Action.DISCARD))
        self.confirm_button.setEnabled(idle and self.confirm_button.isEnabled())

    @Slot()
    def _on_discard_clicked(self) -> None:
        draft = self._draft
        if draft is not None:
            self._commands.discard([Discarded(draft.batch_id, draft.name, len(draft.snapshot()))])

    @Slot()
    def _on_moving_asked(self) -> None:
        if self._draft is not None:
            self._commands.move(self._draft)

    # --- filter -----------------------------------------------------------------------------------

    @Slot(str, bool)
    def _on_code_chosen(self, code: str, is_warning: bool) -> None:
        self.rows.bar.choose(Show.WARNINGS if is_warning else Show.ERRORS, code)
        if code:
            self.rows.bar.leaving.emit()

    @Slot(str, bool)
    def _on_closing_asked(self, code: str, is_warning: bool) -> None:
        """Ask why all rows with a code are closed; list them first, even if a filter had hidden them."""
        draft = self._draft
        if draft is None:
            return
        show = Show.WARNINGS if is_warning else Show.ERRORS
        self.rows.bar.text.clear()
        self.rows.bar.choose(show, code)
        rows = draft.snapshot()
        self.rows.closing.start(list(rows.row_ids(rows.select(show, code=code))))

    @Slot(object)
    def _on_filtered(self, wanted: Filter) -> None:
        self.problems.mark(wanted.code)
        self._commands.refresh_status()

    @Slot(str)
    def _on_told(self, text: str) -> None:
        self._show_line(Notice(text, "info"))

    # --- repairs ----------------------------------------------------------------------------------

    def show_repaired(self, cells: int) -> None:
        """Report how many cells were repaired in one step: list the rows again, and offer to undo it."""
        self.rows.apply_filter()
        text = formats.counted(cells, self.tr("{} cell was repaired."), self.tr("{} cells were repaired."))
        self._show_line(Notice(text, "success", actions=((self.tr("Undo"), self.rows.grid.undo),)))
        self.rows.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_repairs_found(self) -> None:
        self.problems.show_repairs(self.repairs.counts())

    @Slot(str)
    def _on_repairs_asked(self, code: str) -> None:
        self.repairs_asked.emit(self.repairs.of_code(code))

    @Slot(object)
    def _on_repairs_of_rows_asked(self, row_ids: Sequence[int]) -> None:
        self.repairs_asked.emit(self.repairs.of_rows(row_ids))

    # --- how the file was read --------------------------------------------------------------------

    def _show_report(self, draft: Draft) -> None:
        """Report the source of a new batch, once; later it is found in the history of the batch."""
        self._drop_report()
        rows = draft.snapshot()
        if draft.has_file:
            worrying = bool(draft.undecodable_records)
            text = self.tr("Read as {}").format(self._report.of_draft(draft))
            actions = ((self.tr("Read in another way…"), self._commands.show_reading),)
            self._show_line(Notice(text, "warning" if worrying else "info", actions=actions))
        elif len(rows) and rows.origin(rows.row_id(0)) is not None:
            text = formats.counted(
                len(rows),
                self.tr("{} row that was not issued the last time."),
                self.tr("{} rows that were not issued the last time, by their code."),
            )
            self._show_line(Notice(text, "info"))

    def _show_line(self, notice: Notice) -> None:
        self._drop_report()
        line = NoticeLine(self._toolbox.theme, notice, self)
        line.closed.connect(self._drop_report)
        self._report_line = line
        self._scrolled.body.insertWidget(0, line)

    @Slot()
    def _drop_report(self) -> None:
        if self._report_line is not None:
            discard(self._report_line)
            self._report_line = None
