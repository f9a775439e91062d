"""What is asked beside the steps of a batch: its history, and another campaign for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from netmile_desktop.progress import Progress
from netmile_desktop.views.batch.history_dialog import HistoryDialog
from netmile_desktop.views.batch.move_dialog import MoveDialog
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.chronicle import Entry
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.draft import Draft


class Asides(QObject):
    """Opens the dialogs of a batch over a window, and does what was agreed to there."""

    moved = Signal(str)
    """The id of the draft that is for another campaign now."""
    reading_asked = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, toolbox: Toolbox, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._toolbox, self._window = desk, toolbox, window

    def show_history(self, draft: Draft) -> None:
        """Show how a batch came about."""
        batches, batch_id = self._desk.batches, draft.batch_id
        self._toolbox.tasks.start(
            lambda _progress: batches.chronicle(batch_id),
            owner=self,
            done=lambda entries: self._open_history(draft, entries),
            failed=self.failed.emit,
        )

    def _open_history(self, draft: Draft, entries: list[Entry]) -> None:
        dialog = HistoryDialog(draft, entries, self._toolbox, self._window)
        dialog.reading_asked.connect(self.reading_asked)
        dialog.moving_asked.connect(lambda: self.ask_campaign(draft))
        dialog.open()

    def ask_campaign(self, draft: Draft, row_ids: Sequence[int] = ()) -> None:
        """Ask for another campaign; a draft goes there as it is, these rows of a batch that is through as a new one."""
        dialog = MoveDialog(len(row_ids) or len(draft.snapshot()), self._desk.catalogue, self._toolbox, self._window)
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
