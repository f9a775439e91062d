"""The dialogs of a batch: its history, the move to another campaign, the reconciliation with the portal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.batch.move_dialog import MoveDialog
from netmile_desktop.views.batch.results.history_dialog import HistoryDialog
from netmile_desktop.views.batch.results.reconciliation_dialog import ReconciliationDialog
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.reconciliation import Parity, Reconciled
from netmile_desktop.workspace.records.batch_log import LogEntry


class BatchDialogs(QObject):
    """The dialogs of a batch over a window, and the work that they start."""

    moved = Signal(str)
    """The ID of the draft that was moved to another campaign."""
    failed = Signal(object)

    def __init__(self, desk: Desk, toolbox: Toolbox, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._toolbox, self._window = desk, toolbox, window
        self._reconciling = Newest(toolbox.tasks, self)

    def show_history(self, draft: Draft, read_again: Callable[[], None]) -> None:
        """Show the history of a batch; `read_again` opens the page that reads its file in another way."""
        batches, batch_id = self._desk.batches, draft.batch_id
        self._toolbox.tasks.start(
            lambda _progress: batches.chronicle(batch_id),
            owner=self,
            done=lambda entries: self._open_history(draft, entries, read_again),
            failed=self.failed.emit,
        )

    def _open_history(self, draft: Draft, entries: list[LogEntry], read_again: Callable[[], None]) -> None:
        dialog = HistoryDialog(draft, entries, self._toolbox, self._window)
        dialog.reading_asked.connect(read_again)
        dialog.moving_asked.connect(lambda: self.ask_campaign(draft))
        dialog.open()

    def ask_campaign(self, draft: Draft, row_ids: Sequence[int] = ()) -> None:
        """Ask for another campaign; a draft is moved as it is, the given rows of a finished batch become a new one."""
        rows = len(row_ids) or len(draft.snapshot())
        dialog = MoveDialog(rows, self._desk, self._toolbox, self._window)
        dialog.agreed.connect(lambda campaign_id: self._move(draft.batch_id, tuple(row_ids), campaign_id))
        dialog.open()

    def _move(self, batch_id: str, row_ids: tuple[int, ...], campaign_id: str) -> None:
        batches, catalogue, actor = self._desk.batches, self._desk.catalogue, self._desk.user.login

        def job(progress: Progress) -> str:
            campaign = catalogue.latest(campaign_id, progress)
            if row_ids:
                return batches.start_correction(batch_id, row_ids=row_ids, campaign=campaign, progress=progress)
            batches.move(batch_id, campaign, actor=actor, progress=progress)
            return batch_id

        self._toolbox.tasks.start(job, owner=self, done=self.moved.emit, failed=self.failed.emit)

    def reconcile(self, draft: Draft) -> None:
        """Compare a batch with the portal's records of it, and show the result."""
        reconciliation, batch_id, name = self._desk.reconciliation, draft.batch_id, draft.name

        def job(progress: Progress) -> tuple[Reconciled, Parity]:
            return reconciliation.batch(batch_id, progress), reconciliation.parity(batch_id)

        self._reconciling.ask(job, lambda found: self._open_reconciled(name, *found), self.failed.emit)

    def _open_reconciled(self, name: str, reconciled: Reconciled, parity: Parity) -> None:
        ReconciliationDialog(name, reconciled, parity, self._toolbox, self._window).open()
