"""Commands on a batch that lists, pages and dialogs share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from netmile_desktop.domain.batches import Action
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.views.batch.discarding import Discarded, Discarding
from netmile_desktop.views.batch.late_verdicts import LateVerdicts
from netmile_desktop.views.batch.sending_tasks import SendingTasks
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.workspace.batches.opened_batch import OpenedBatch
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft


class BatchQuestions(Protocol):
    """The dialogs of a batch; a protocol, because their pages use these commands themselves."""

    moved: Any
    """Signal with the ID of the draft that was moved to another campaign."""
    failed: Any
    """Signal with the exception."""

    def show_history(self, draft: Draft, read_again: Callable[[], None]) -> None: ...

    def ask_campaign(self, draft: Draft, row_ids: Sequence[int] = ()) -> None: ...

    def reconcile(self, draft: Draft) -> None: ...


class BatchCommands(QObject):
    """Commands of the batch tab, one object for all its pages, so that no page forwards the requests of another.

    Work on a batch is started here. The tab listens to the signals and decides which page to show.
    """

    list_asked = Signal()
    """Show the list of batches."""
    import_asked = Signal()
    """Ask for a file and import it."""
    typed_asked = Signal()
    """Create a batch without a file."""
    batch_asked = Signal(str)
    """Show the batch with this ID."""
    reading_asked = Signal()
    """Show how the file of the open batch can be read in another way."""
    taken_in = Signal(object)
    """A file was imported: the `OpenedBatch` of its batch."""
    made = Signal(str)
    """A batch was created, or all its rows were replaced; its ID."""
    stopped = Signal(str, object)
    """A sending ended or was withdrawn, or late verdicts came: the ID of the batch, and the error or None."""
    discarded = Signal()
    """Batches were discarded."""

    def __init__(self, desk: Desk, screen: Screen, dialogs: BatchQuestions) -> None:
        super().__init__(screen)
        self.screen = screen
        """The screen that opens dialogs and shows failures."""
        self._desk, self._toolbox = desk, screen.toolbox
        self.sendings = SendingTasks(desk.sending, screen.toolbox, self)
        self.late = LateVerdicts(desk.sending, screen.toolbox, self)
        self._dialogs = dialogs
        self._discarding = Discarding(desk, screen.toolbox, screen)
        self.sendings.ended.connect(self._on_stopped)
        self.late.came.connect(lambda batch_id: self._on_stopped(batch_id, None))
        self._dialogs.moved.connect(self.show_made)
        self._dialogs.failed.connect(self.report)
        self._discarding.done.connect(self._on_discarded)
        self._discarding.failed.connect(self.report)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def yen_per_1000_miles(self) -> int:
        """Contract rate of the day."""
        return self._desk.site.yen_per_1000_miles

    def open_list(self) -> None:
        """Show the list of batches."""
        self.list_asked.emit()

    def open_batch(self, batch_id: str) -> None:
        """Show a batch at its current step."""
        self.batch_asked.emit(batch_id)

    def start_import(self) -> None:
        """Ask for a file and import it."""
        self.import_asked.emit()

    def start_typed(self) -> None:
        """Create a batch without a file."""
        self.typed_asked.emit()

    def show_taken_in(self, opening: OpenedBatch) -> None:
        """Show the batch created from an imported file."""
        self._toolbox.navigation.batches_changed.emit()
        self.taken_in.emit(opening)

    @Slot(str)
    def show_made(self, batch_id: str) -> None:
        """Show a batch that was just created, or whose rows were all replaced."""
        self._toolbox.navigation.batches_changed.emit()
        self.made.emit(batch_id)

    def show_reading(self) -> None:
        """Show how the file of the open batch can be read in another way."""
        self.reading_asked.emit()

    def show_history(self, draft: Draft) -> None:
        """Show the history of a batch."""
        self._dialogs.show_history(draft, self.show_reading)

    def reconcile(self, draft: Draft) -> None:
        """Compare a batch with the portal's records of it, and show the result."""
        self._dialogs.reconcile(draft)

    def refresh_status(self) -> None:
        """Announce that the next step, summary or help topic of the current page may have changed."""
        self.screen.status_changed.emit()

    @Slot(object)
    def report(self, error: Exception) -> None:
        """Show the failure of a command."""
        text = self._toolbox.words.failure(error)
        self.screen.tell(Notice(text, "error", "batch", details=repr(error)))

    # --- what is done with a batch ----------------------------------------------------------------

    def send(self, draft: Draft) -> None:
        """Send the remaining parts of a batch, or fetch its verdicts again."""
        self.late.after(lambda: self.sendings.start(draft))

    def catch_up(self, draft: Draft) -> None:
        """Ask the portal for what is not known of a batch that stopped half-way, as after a crash; sends nothing."""
        stopped = draft.may(Action.RESUME) or draft.may(Action.FETCH)
        if self._desk.sending.is_under_way(draft.batch_id):
            return  # as where its period has opened just now, or a reissue sends it
        if stopped and not self._desk.is_offline and self._toolbox.connection.is_online:
            self.sendings.catch_up(draft)

    def withdraw(self, draft: Draft) -> None:
        """Withdraw the parts that the portal has not accepted."""
        self.late.after(lambda: self._withdraw(draft.batch_id))

    def _withdraw(self, batch_id: str) -> None:
        sending = self._desk.sending
        self._toolbox.tasks.start(
            lambda progress: sending.withdraw(batch_id, progress),
            owner=self,
            done=lambda _nothing: self._on_stopped(batch_id, None),
            failed=lambda error: self._on_stopped(batch_id, error),
        )

    def discard(self, drafts: Sequence[Discarded]) -> None:
        """Discard drafts after asking for confirmation."""
        self._discarding.ask(drafts)

    def correct(self, draft: Draft, row_ids: Sequence[int] = (), mode: Mode | None = None) -> None:
        """Create a correction of the rows that were not issued: of these or of all, in the same mode or another one."""
        batches, batch_id = self._desk.batches, draft.batch_id
        self._toolbox.tasks.start(
            lambda progress: batches.start_correction(batch_id, row_ids=row_ids or None, mode=mode, progress=progress),
            owner=self,
            done=self.show_made,
            failed=self.report,
        )

    def move(self, draft: Draft, row_ids: Sequence[int] = ()) -> None:
        """Move a draft, or these rows of a finished batch, to another campaign; a dialog asks which one."""
        self._dialogs.ask_campaign(draft, row_ids)

    def recall(self, draft: Draft) -> None:
        """Open the review that cancels everything a batch has issued."""
        self._toolbox.navigation.recall_asked.emit(draft.batch_id, "")

    @Slot()
    def _on_discarded(self) -> None:
        self._toolbox.navigation.batches_changed.emit()
        self.discarded.emit()

    @Slot(str, object)
    def _on_stopped(self, batch_id: str, error: Exception | None) -> None:
        self._toolbox.navigation.batches_changed.emit()
        self.stopped.emit(batch_id, error)
