"""What is still to be sent: half-sent batches are named, those that wait for their period are sent when it opens."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.failures import NotAllowed, NotSignedIn, Obstacle, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.workspace.batches.batches import BatchSummary
    from netmile_desktop.workspace.issuing.budgets import BudgetAnswer

_HALF_SENT = "half-sent"
"""Key of the notice about batches that were not sent to the end."""

LOOK_MS = 60_000
"""Interval of the check whether a period has opened."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What waits on this machine."""

    waiting: tuple[str, ...]
    due: tuple[str, ...]
    names: dict[str, str]


class PendingSends(QObject):
    """Looks at sign-in, then every minute. Only drafts whose clerk asked for it are sent by themselves."""

    noticed = Signal(object)
    """A `Notice` for the window's bar."""
    unnoticed = Signal(str)
    """The key of a notice that no longer holds."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self._sending: set[str] = set()
        self._offered: tuple[str, ...] | None = None
        """The half-sent batches found at sign-in that are still so; None before they were looked for."""
        self._told: tuple[str, ...] = ()
        """Those of them that are named in the window's bar."""
        self._unsent: set[str] = set()
        """Drafts of which the window's bar says that they were not sent by themselves."""
        self._is_looking = False
        self.timer = QTimer(self, interval=LOOK_MS)
        self.timer.timeout.connect(self.look)
        toolbox.navigation.batches_changed.connect(self._on_batches_changed)

    @Slot()
    def look(self) -> None:
        """Ask our own store what waits; nothing leaves while the portal is out of reach."""
        self.timer.start()
        if self._is_looking or self._desk.is_offline or not self._toolbox.connection.is_online:
            return
        self._is_looking = True
        desk = self._desk

        def job(_progress: Progress) -> _Found:
            due, waiting = tuple(desk.sending.due()), tuple(desk.sending.waiting())
            names = {each.id: each.name for each in desk.batches.all()} if due or waiting else {}
            return _Found(waiting, due, names)

        self._toolbox.tasks.start(
            job, owner=self, done=self._on_found, failed=self._on_not_found, cancelled=self._on_stopped
        )

    def stop(self) -> None:
        """Look no more."""
        self.timer.stop()
        self._told = ()
        self._unsent.clear()

    def _on_found(self, found: _Found) -> None:
        self._is_looking = False
        if self._offered is None:
            self._offered = tuple(batch for batch in found.waiting if batch not in self._sending)
        self._tell_half_sent(found.waiting, found.names)
        for batch_id in found.due:
            if batch_id not in self._sending:
                self._send(batch_id, found.names.get(batch_id, ""))

    def _on_not_found(self, error: Exception) -> None:
        self._is_looking = False
        self.noticed.emit(Notice(self._toolbox.words.failure(error), "error", "outbox", details=repr(error)))

    def _on_stopped(self) -> None:
        self._is_looking = False

    @Slot()
    def _on_batches_changed(self) -> None:
        """See whether what the notices say still holds; that needs no portal."""
        if not self._told and not self._unsent:
            return
        desk = self._desk
        self._toolbox.tasks.start(
            lambda _progress: desk.batches.all(), owner=self, done=self._drop_outdated, failed=self._on_not_found
        )

    def _drop_outdated(self, batches: Sequence[BatchSummary]) -> None:
        states = {each.id: each.state for each in batches}
        waiting = [each.id for each in batches if each.state in {BatchState.SENDING, BatchState.JUDGING}]
        self._tell_half_sent(waiting, {each.id: each.name for each in batches})
        for batch_id in [each for each in self._unsent if states.get(each) is not BatchState.DRAFT]:
            self._unsent.discard(batch_id)
            self.unnoticed.emit(_due(batch_id))

    def _tell_half_sent(self, waiting: Collection[str], names: Mapping[str, str]) -> None:
        """Name the batches found half-sent at sign-in as long as they are so."""
        self._offered = tuple(batch for batch in self._offered or () if batch in waiting)
        if self._offered == self._told:
            return
        self._told = self._offered
        if self._told:
            self._offer(self._told, names)
        else:
            self.unnoticed.emit(_HALF_SENT)

    def _offer(self, waiting: Sequence[str], names: Mapping[str, str]) -> None:
        navigation = self._toolbox.navigation
        if len(waiting) == 1:
            text = self.tr("“{}” was not sent to the end. It goes on where it stopped; nothing is sent twice.")
            text = text.format(names.get(waiting[0], ""))
            actions = ((self.tr("Open it"), lambda: navigation.batch_chosen.emit(waiting[0])),)
        else:
            text = self.tr("Batches not sent to the end: {}. They go on where they stopped; nothing is sent twice.")
            text = text.format(len(waiting))
            actions = ((self.tr("Show them"), navigation.batches_chosen.emit),)
        self.noticed.emit(Notice(text, "warning", _HALF_SENT, actions))

    def _send(self, batch_id: str, name: str) -> None:
        self._sending.add(batch_id)
        desk = self._desk

        def job(progress: Progress) -> BudgetAnswer | None:
            answer = desk.budgets.guard_batch(batch_id, progress)
            if answer.exceeds:
                return answer
            desk.sending.send_if_new(batch_id, progress)
            return None

        self._toolbox.tasks.start(
            job,
            owner=self,
            done=lambda over: self._on_done(batch_id, name, over),
            failed=lambda error: self._on_unsent(batch_id, name, error),
            cancelled=lambda: self._on_cancelled(batch_id),
            title=self.tr("Send: the issuance period is open"),
            subject=name,
        )
        self._toolbox.navigation.batches_changed.emit()

    def _on_done(self, batch_id: str, name: str, over: BudgetAnswer | None) -> None:
        if over is not None and over.limit is not None:
            # It stays in the set: nobody is told the same every minute. Its clerk decides, on the page that asks twice.
            text = self.tr("“{}” was not sent automatically: it would come to {}, beyond the monthly limit of {}.")
            text = text.format(name, formats.yen(over.after), formats.yen(over.limit))
            self._tell(batch_id, text, "warning")
            return
        self._sending.discard(batch_id)
        text = self.tr("The issuance period is open: “{}” was sent, as you asked.").format(name)
        self._tell(batch_id, text, "success")

    def _on_unsent(self, batch_id: str, name: str, error: Exception) -> None:
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        if isinstance(error, NotSignedIn):
            self._toolbox.navigation.session_lost.emit()
        if isinstance(error, (Unreachable, NotSignedIn)):
            self._sending.discard(batch_id)
        if isinstance(error, NotAllowed) and error.obstacle is not Obstacle.ISSUED_BEFORE:
            return
        # A batch that was refused stays in the set: it is not tried again every minute.
        text = self.tr("“{}” could not be sent automatically. {}").format(name, self._toolbox.words.failure(error))
        self._tell(batch_id, text, "warning")

    def _on_cancelled(self, _batch_id: str) -> None:
        self._toolbox.navigation.batches_changed.emit()

    def _tell(self, batch_id: str, text: str, kind: str) -> None:
        if kind == "warning":
            self._unsent.add(batch_id)
        navigation = self._toolbox.navigation
        actions = ((self.tr("Open it"), lambda: navigation.batch_chosen.emit(batch_id)),)
        self.noticed.emit(Notice(text, kind, _due(batch_id), actions))
        navigation.batches_changed.emit()


def _due(batch_id: str) -> str:
    """Return the key of the notice about a batch that was to be sent by itself."""
    return f"due-{batch_id}"
