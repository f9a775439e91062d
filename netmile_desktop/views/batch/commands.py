"""What lists, pages and dialogs may ask for about a batch, and who carries it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.views.batch.discarding import Discarded, Discarding
from netmile_desktop.views.batch.sending_tasks import SendingTasks
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.workspace.batches.opened_batch import OpenedBatch
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft


class BatchQuestions(Protocol):
    """The dialogs beside the steps of a batch; they show pages, which use the commands themselves."""

    moved: Any
    """Signal with the ID of the draft that is for another campaign now."""
    failed: Any
    """Signal with the exception."""

    def show_history(self, draft: Draft, read_again: Callable[[], None]) -> None: ...

    def ask_campaign(self, draft: Draft, row_ids: Sequence[int] = ()) -> None: ...

    def reconcile(self, draft: Draft) -> None: ...


class BatchCommands(QObject):
    """The verbs of the tab, one object for all its pages, so that no page passes on what another one asks.

    Work on a batch is started here. What is shown then is up to the tab, which listens to the signals.
    """

    list_asked = Signal()
    """Show the list of batches."""
    import_asked = Signal()
    """Take a file in, which is asked for."""
    typed_asked = Signal()
    """Make a batch without a file."""
    batch_asked = Signal(str)
    """Show the batch of this ID."""
    reading_asked = Signal()
    """Show how the file of the batch in sight can be read in another way."""
    taken_in = Signal(object)
    """A file was taken in: the `OpenedBatch` of its batch."""
    made = Signal(str)
    """A batch was made, or its rows are others as a whole; its ID."""
    stopped = Signal(str, object)
    """A sending ended or was withdrawn: the ID of the batch, and what stopped it or None."""
    discarded = Signal()
    """Batches are gone."""

    def __init__(self, desk: Desk, screen: Screen, dialogs: BatchQuestions) -> None:
        super().__init__(screen)
        self.screen = screen
        """Where dialogs open and failures are told."""
        self._desk, self._toolbox = desk, screen.toolbox
        self.sendings = SendingTasks(desk.sending, screen.toolbox, self)
        self._dialogs = dialogs
        self._discarding = Discarding(desk.batches, screen.toolbox, screen)
        self.sendings.ended.connect(self._on_stopped)
        self._dialogs.moved.connect(self.show_made)
        self._dialogs.failed.connect(self.report)
        self._discarding.done.connect(self._on_discarded)
        self._discarding.failed.connect(self.report)

    # --- what is shown ----------------------------------------------------------------------------

    def open_list(self) -> None:
        """Show the list of batches."""
        self.list_asked.emit()

    def open_batch(self, batch_id: str) -> None:
        """Show a batch at the step where it stands."""
        self.batch_asked.emit(batch_id)

    def start_import(self) -> None:
        """Ask for a file and take it in."""
        self.import_asked.emit()

    def start_typed(self) -> None:
        """Make a batch without a file."""
        self.typed_asked.emit()

    def show_taken_in(self, opening: OpenedBatch) -> None:
        """Show the batch that a file has become."""
        self._toolbox.navigation.batches_changed.emit()
        self.taken_in.emit(opening)

    @Slot(str)
    def show_made(self, batch_id: str) -> None:
        """Show a batch that was made just now, or whose rows are others as a whole."""
        self._toolbox.navigation.batches_changed.emit()
        self.made.emit(batch_id)

    def show_reading(self) -> None:
        """Show how the file of the batch in sight can be read in another way."""
        self.reading_asked.emit()

    def show_history(self, draft: Draft) -> None:
        """Show how a batch came about."""
        self._dialogs.show_history(draft, self.show_reading)

    def reconcile(self, draft: Draft) -> None:
        """Compare a batch with what the portal says of it, and show what was found."""
        self._dialogs.reconcile(draft)

    def refresh_status(self) -> None:
        """Say that the page in sight has another next step, summary or help topic."""
        self.screen.status_changed.emit()

    @Slot(object)
    def report(self, error: Exception) -> None:
        """Tell what could not be done."""
        text = self._toolbox.words.failure(error)
        self.screen.tell(Notice(text, "error", "batch", details=repr(error)))

    # --- what is done with a batch ----------------------------------------------------------------

    def send(self, draft: Draft) -> None:
        """Send what is left of a batch, or wait for the verdicts again."""
        self.sendings.start(draft)

    def withdraw(self, draft: Draft) -> None:
        """Take back what the portal has not accepted."""
        batch_id, sending = draft.batch_id, self._desk.sending
        self._toolbox.tasks.start(
            lambda progress: sending.withdraw(batch_id, progress),
            owner=self,
            done=lambda _nothing: self._on_stopped(batch_id, None),
            failed=lambda error: self._on_stopped(batch_id, error),
        )

    def discard(self, drafts: Sequence[Discarded]) -> None:
        """Throw drafts away, once that was agreed to."""
        self._discarding.ask(drafts)

    def correct(self, draft: Draft, row_ids: Sequence[int] = (), mode: Mode | None = None) -> None:
        """Put rows that were not issued into a batch of their own: these or all, in the same mode or another one."""
        batches, batch_id = self._desk.batches, draft.batch_id
        self._toolbox.tasks.start(
            lambda progress: batches.start_correction(batch_id, row_ids=row_ids or None, mode=mode, progress=progress),
            owner=self,
            done=self.show_made,
            failed=self.report,
        )

    def move(self, draft: Draft, row_ids: Sequence[int] = ()) -> None:
        """Let a draft go to another campaign, or these rows of a batch that is through; which one is asked for."""
        self._dialogs.ask_campaign(draft, row_ids)

    def recall(self, draft: Draft) -> None:
        """Review cancelling everything that a batch has issued."""
        self._toolbox.navigation.recall_asked.emit(draft.batch_id, "")

    @Slot()
    def _on_discarded(self) -> None:
        self._toolbox.navigation.batches_changed.emit()
        self.discarded.emit()

    @Slot(str, object)
    def _on_stopped(self, batch_id: str, error: Exception | None) -> None:
        self._toolbox.navigation.batches_changed.emit()
        self.stopped.emit(batch_id, error)
