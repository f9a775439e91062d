"""送信 and 結果: the progress of each part, the portal's verdicts on the rows, and how to continue after a stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from netmile_desktop.domain.batches import Action, PartState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.rows.issuances import MAX_ROWS
from netmile_desktop.domain.texts.repairs import hint_for
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.correcting.problem_panel import ProblemPanel
from netmile_desktop.views.batch.correcting.side_panel import SidePanel, scrolling
from netmile_desktop.views.batch.grid.listing import Filter
from netmile_desktop.views.batch.grid.rows_panel import RowsPanel
from netmile_desktop.views.batch.results.more_menu import MoreButton
from netmile_desktop.views.batch.results.parts_table import PartsTable
from netmile_desktop.views.batch.results.sent_figures import show_counting, show_results
from netmile_desktop.views.batch.results.sent_results import ACCEPTED, AT_ONCE, Results, results_of
from netmile_desktop.views.common.buttons import LinkButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import IconButton, MetricLabel, text_label
from netmile_desktop.views.common.layout.lengths import APART, SECTION
from netmile_desktop.views.common.layout.turning_line import two_ends
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.corrections import Correctable
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import PartInfo, Show

_FOLDED = "batch/parts-folded"

LOOK_MILLISECONDS = 500
"""Interval at which the parts are read again while they are sent."""


class SentPage(QWidget):
    """A batch from the moment its sending is confirmed."""

    def __init__(self, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox, self._commands = toolbox, commands
        self._draft: Draft | None = None
        self._task: Task | None = None
        self.progress = TaskProgress(toolbox.words, self)
        promise = self.tr(
            "You can go on working elsewhere. If you stop, parts already accepted stay issued and the rest can be sent "
            "later; nothing is issued twice."
        )
        self.promise = text_label(promise, "help", wrap=True)
        self.parts = PartsTable(toolbox, self)
        self.rows = RowsPanel(toolbox, self)
        self._counting = Newest(toolbox.tasks, self)
        self._results = Results()
        self.problems = ProblemPanel(toolbox, self)
        self.resume_button = PrimaryButton("", toolbox.theme, "send", self)
        self.withdraw_button = PlainButton("", parent=self)
        self.correct_button = PrimaryButton("", toolbox.theme, "pencil", self)
        self.child_button = PrimaryButton(self.tr("Open the correction"), toolbox.theme, "pencil", self)
        self.other_mode_button = PlainButton("", parent=self)
        self.move_button = PlainButton("", parent=self)
        self.correctable = Correctable("", frozenset())
        """The rows that can be put into a correction."""
        self.child_id = ""
        """The ID of the newest correction, or ""."""
        self.figures = {
            "issued": MetricLabel(self.tr("Issued rows")),
            "miles": MetricLabel(self.tr("Issued miles")),
            "yen": MetricLabel(self.tr("Expected charge (without tax)")),
            "refused": MetricLabel(self.tr("Refused by the portal")),
            "unknown": MetricLabel(self.tr("Result not known yet")),
            "unsent": MetricLabel(self.tr("Not sent")),
        }
        self.figures["unknown"].hide()
        self.fold_button = IconButton(toolbox.theme, "chevron-up", self.tr("Hide the parts"), self)
        self.finished = text_label(
            self.tr("Sending is complete. Rows that were issued are never sent again."), "success"
        )
        self.reconcile_button = LinkButton(self.tr("Reconcile…"), toolbox.theme, "check-circle", self)
        self.more_button = MoreButton(toolbox, commands, self, lambda: self._draft)
        self.notice = NoticeSpot(toolbox.theme)
        self._look = QTimer(self, interval=LOOK_MILLISECONDS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._running = Card(parent=self)
        self._running.body.addWidget(self.progress)
        self._running.body.addWidget(self.promise)
        self._parts_card = Card(self.tr("Parts"), self)
        self._parts_card.body.addWidget(self.parts)
        self._parts_card.head.addWidget(self.fold_button)
        self._sums = Card(parent=self)
        sums = list(self.figures.values())
        self._sums.body.addWidget(two_ends(sums, (self.reconcile_button,), self._sums, gap=SECTION))
        self.sides = SidePanel(self.rows, self.problems, self._toolbox, self)
        buttons = (
            *(self.withdraw_button, self.resume_button, self.move_button),
            *(self.other_mode_button, self.more_button, self.child_button, self.correct_button),
        )
        self._foot = two_ends([self.finished], buttons, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(APART)
        self._column.addLayout(self.notice)
        self._column.addWidget(scrolling([self._running, self._sums, self._parts_card, self.sides], self), 1)
        self._column.addWidget(self._foot)

    def _connect(self) -> None:
        self.parts.registration_chosen.connect(self._toolbox.navigation.registration_chosen)
        self.problems.code_chosen.connect(self._on_code_chosen)
        self.rows.filtered.connect(self._on_filtered)
        commands = self._commands
        self.resume_button.clicked.connect(self._asking(commands.send))
        self.withdraw_button.clicked.connect(self._asking(commands.withdraw))
        self.correct_button.clicked.connect(self._asking(commands.correct))
        self.child_button.clicked.connect(lambda: commands.open_batch(self.child_id))
        self.other_mode_button.clicked.connect(self._asking(self._go_on_in_other_mode))
        self.move_button.clicked.connect(self._asking(lambda draft: commands.move(draft, self._results.locked_out)))
        self.fold_button.clicked.connect(self._on_fold_clicked)
        self.reconcile_button.clicked.connect(self._asking(commands.reconcile))
        self._look.timeout.connect(self._on_look)

    # --- what is shown ----------------------------------------------------------------------------

    def show_draft(self, draft: Draft, task: Task | None, error: Exception | None = None) -> None:
        """Show the current state of a batch; `task` is the work running on it, `error` the reason why that ended."""
        self._draft, self._task = draft, task
        self.notice.clear()
        self.progress.follow(task)
        self._running.setVisible(task is not None)
        for widget in (self.sides, self.fold_button, self._sums, self._foot):
            widget.setVisible(task is None)
        judged = task is None and any(part.state is PartState.JUDGED for part in draft.parts())
        self.reconcile_button.setVisible(judged and draft.may(Action.CORRECT))
        self._fold_parts()
        self._show_parts(draft.parts())
        if task is not None:
            self._look.start()
            self.parts.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._look.stop()
            self._show_results(draft)
            self._show_way_on(draft, error)
        self._commands.refresh_status()

    def _show_parts(self, parts: list[PartInfo]) -> None:
        words, task = self._toolbox.words, self._task
        if task is not None and not parts and self._draft is not None:
            parts = planned(self._draft)
        if task is not None and task.phase == "judging":
            parts = so_far(parts, task.done)
        self.parts.show_parts(parts, doing=words.phase(task.phase or "preparing") if task is not None else "")
        done = sum(part.state in ACCEPTED for part in parts)
        said = self.tr("Parts: {} of {} accepted").format(formats.number(done), formats.number(len(parts)))
        self._parts_card.title.setText(said if parts else self.tr("Parts"))

    @Slot()
    def _on_fold_clicked(self) -> None:
        memory = self._toolbox.memory
        memory.put(_FOLDED, 0 if memory.number(_FOLDED) else 1)
        self._fold_parts()

    def _fold_parts(self) -> None:
        """Fold the parts to make room for the rows below them, except while they are being sent."""
        folded = bool(self._toolbox.memory.number(_FOLDED)) and self._task is None
        self.parts.setVisible(not folded)
        icon, name = (
            ("chevron-down", self.tr("Show the parts")) if folded else ("chevron-up", self.tr("Hide the parts"))
        )
        self.fold_button.show_icon(icon, name)

    def _show_results(self, draft: Draft) -> None:
        self.rows.show_draft(draft)
        self.rows.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        is_any_judged = any(part.state is PartState.JUDGED for part in draft.parts())
        so_far = self.tr("No row was refused so far.") if is_any_judged else self.tr("No verdicts yet.")
        none = self.tr("No row was refused.") if draft.may(Action.CORRECT) else so_far
        rows = draft.snapshot()
        self.problems.show_problems(rows.groups(), rows.counts().errors, none=none)
        self._count(draft)

    def _count(self, draft: Draft) -> None:
        """Sum up the outcomes of the rows; of many rows in the background."""
        snapshot, parts, mode = draft.snapshot(), draft.parts(), draft.settings.mode
        own = self.correctable.row_ids if self.correctable.batch_id == draft.batch_id else frozenset[int]()
        self._results = Results()
        if len(snapshot) <= AT_ONCE:
            self._counting.drop()
            self._on_counted(results_of(snapshot, parts, mode, own))
        else:
            show_counting(self.figures)
            self._counting.ask(lambda progress: results_of(snapshot, parts, mode, own, progress), self._on_counted)

    def _on_counted(self, results: Results) -> None:
        draft, self._results = self._draft, results
        if draft is None:
            return
        show_results(self.figures, results, self._toolbox.words, self._commands.yen_per_1000_miles)
        self.more_button.issued = results.issued
        self.finished.setVisible(draft.may(Action.CORRECT) and not results.unknown)
        self._show_correction(draft)

    def _show_way_on(self, draft: Draft, error: Exception | None) -> None:
        resume, fetch = draft.may(Action.RESUME), draft.may(Action.FETCH)
        self.resume_button.setVisible(resume or fetch)
        parts = draft.parts()
        accepted = any(part.state in ACCEPTED for part in parts)
        self._show_withdrawal(draft, accepted)
        self._show_correction(draft)
        left = sum(part.rows for part in parts if part.state not in ACCEPTED)
        text = self._toolbox.words.failure(error) if error is not None else ""
        if resume:
            self.resume_button.setText(
                formats.counted(left, self.tr("Send the remaining row"), self.tr("Send the remaining {} rows"))
            )
            told = self.tr("Sending stopped half-way. Parts without an answer are looked up first, never sent blindly.")
            text = text or told
        elif fetch:
            self.resume_button.setText(self.tr("Wait for the results"))
            text = text or self.tr("All parts are accepted. The results have not been fetched yet.")
        if text:
            self.notice.show_notice(Notice(text, "warning"))

    @property
    def is_followed(self) -> bool:
        """Whether running work is shown."""
        return self._task is not None

    def primary(self) -> QPushButton | None:
        """Return the button of the next step: continue sending, or correct the rows that were not issued."""
        steps = (self.resume_button, self.correct_button, self.child_button)
        return next((button for button in steps if button.isVisibleTo(self)), None)

    def _show_withdrawal(self, draft: Draft, accepted: bool) -> None:
        """Offer to end a batch with its accepted parts or, if none was accepted, to make it a draft again."""
        self.withdraw_button.setVisible(draft.may(Action.WITHDRAW))
        self.withdraw_button.setText(self.tr("Do not send the rest") if accepted else self.tr("Back to correcting"))
        tip = self.tr(
            "Parts already accepted stay issued, the batch ends with them. The other rows are not sent and can be put "
            "into a correction."
        )
        self.withdraw_button.setToolTip(tip if accepted else "")

    def _show_correction(self, draft: Draft) -> None:
        """Offer to put the other rows of a finished batch into a new batch."""
        count = len(self.correctable.row_ids)
        may = draft.may(Action.CORRECT)
        self.correct_button.setVisible(may and count > 0)
        words = (self.tr("Correct only the {} error row"), self.tr("Correct only the {} error rows"))
        if self.correctable.batch_id != draft.batch_id:
            words = (self.tr("Take up the {} row still open"), self.tr("Take up the {} rows still open"))
        self.correct_button.setText(formats.counted(count, *words))
        self.correct_button.setToolTip(
            self.tr("Makes a new batch of the rows that were not issued. Issued rows are never sent again.")
        )
        self.child_button.setVisible(may and not count and bool(self.child_id))
        strangers = self._results.strangers if may else ()
        hint = hint_for(Code.NO_SUCH_MEMBER, draft.settings.mode)
        self.other_mode_button.setVisible(bool(strangers) and hint is not None)
        if strangers and hint is not None:
            mode = self._toolbox.words.mode(_other(draft.settings.mode))
            rows = formats.counted(len(strangers), self.tr("{} row"), self.tr("{} rows"))
            self.other_mode_button.setText(self.tr("{0}: {1}", "12 rows: issue by mobile address").format(rows, mode))
            self.other_mode_button.setToolTip(self._toolbox.words.say(hint))
        locked_out = self._results.locked_out if may else ()
        self.move_button.setVisible(bool(locked_out))
        self.move_button.setText(
            formats.counted(
                len(locked_out),
                self.tr("Move {} row to another campaign…"),
                self.tr("Move {} rows to another campaign…"),
            )
        )
        self.move_button.setToolTip(self.tr("Rows refused because the campaign was closed (42030, 44019)."))

    def _go_on_in_other_mode(self, draft: Draft) -> None:
        self._commands.correct(draft, self._results.strangers, _other(draft.settings.mode))

    def _asking(self, command: Callable[[Draft], None]) -> Callable[[], None]:
        """Return a slot that calls a command with the batch shown."""

        def ask() -> None:
            if self._draft is not None:
                command(self._draft)

        return ask

    # --- events -----------------------------------------------------------------------------------

    @Slot()
    def _on_look(self) -> None:
        if self._draft is not None and self.isVisible():
            self._show_parts(self._draft.parts())

    @Slot(str, bool)
    def _on_code_chosen(self, code: str, is_warning: bool) -> None:
        self.rows.bar.choose(Show.WARNINGS if is_warning else Show.ERRORS, code)
        if code:
            self.rows.bar.leaving.emit()

    @Slot(object)
    def _on_filtered(self, wanted: Filter) -> None:
        self.problems.mark(wanted.code)
        self._commands.refresh_status()


def planned(draft: Draft) -> list[PartInfo]:
    """Return the parts that a batch will have once it is made ready to be sent."""
    counts = draft.snapshot().counts()
    sizes = [min(MAX_ROWS, counts.sendable - at) for at in range(0, counts.sendable, MAX_ROWS)]
    return [PartInfo(number, rows, 0, PartState.READY, "", 0, 0, "") for number, rows in enumerate(sizes, 1)]


def so_far(parts: list[PartInfo], done: int) -> list[PartInfo]:
    """Return the parts with the records judged so far: `done` rows, counted over the parts in their order."""
    shown, at = [], 0
    for part in parts:
        judged = max(part.records, min(done - at, part.rows)) if part.state is PartState.ACCEPTED else part.records
        shown.append(replace(part, records=judged))
        at += part.rows
    return shown


def _other(mode: Mode) -> Mode:
    return Mode.PC if mode is Mode.MOBILE else Mode.MOBILE
