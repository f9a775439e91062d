"""取消: what may be taken back, ordering it exactly once, and following requests until they are decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from threading import Lock

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.cancellations import MAX_ROWS, CancelAction
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.progress import SILENT, Progress, SubProgress
from netmile_desktop.workspace.cancelling.file_matching import FileMatching, match
from netmile_desktop.workspace.cancelling.files import CancelFile
from netmile_desktop.workspace.cancelling.follow_ups import FollowUp, FollowUps
from netmile_desktop.workspace.cancelling.orders import CancelOrders, Ordered, Portion, StoredOrder
from netmile_desktop.workspace.cancelling.outcomes import (
    CancelPreview,
    OrderOutcome,
    check_answer,
    outcome_of,
    preview_of,
)
from netmile_desktop.workspace.handover import hand_over
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.store.store import Store

_REASONS = "cancel reasons"
_DEADLINES = "deadlines"


class Cancelling:
    """Takes issues of the site back. `today` tells the business day at the portal.

    What makes an order be done exactly once: its keys and issues are on the disk before its first byte
    leaves, and each portion is handed over by `hand_over`.
    """

    def __init__(
        self,
        client: PortalClient,
        store: Store,
        today: Callable[[], date],
        clock: Clock = system_clock,
        *,
        portion_rows: int = MAX_ROWS,
    ) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._portion_rows = portion_rows
        self._orders = CancelOrders(store, portion_rows)
        self._parts = PartRecords(store)
        self._follow_ups = FollowUps(client, store, today)
        self._lock = Lock()

    # --- looking first ----------------------------------------------------------------------------

    def reasons(self, progress: Progress = SILENT) -> list[wire.CancelReasonOffer]:
        """取消理由 to choose from; on a desk without a network those told last."""
        if not self._client.is_offline:
            offered = self._client.cancellations.reasons(progress)
            self._store.remember(_REASONS, "", offered)
            return offered.reasons
        remembered = self._store.recall(_REASONS, "", wire.CancelReasons)
        return remembered.reasons if remembered else []

    def check(self, issue_ids: Sequence[str], progress: Progress = SILENT) -> CancelPreview:
        """Sort issues by what can be done with each now, however many; nothing is written.

        Raises:
            NotAllowed: there are none.
        """
        ids = list(dict.fromkeys(issue_ids))
        size = self._portion_rows
        some = [wire.CancelSelection(issue_ids=ids[at : at + size]) for at in range(0, len(ids), size)]
        return self._check(some, progress)

    def check_registrations(self, registration_ids: Sequence[str], progress: Progress = SILENT) -> CancelPreview:
        """The same for everything that was issued by registrations.

        Raises:
            NotAllowed: there are none.
            Refused: `P-BUSY` where one is not judged yet.
        """
        return self._check([wire.CancelSelection(registration_id=id_) for id_ in registration_ids], progress)

    def check_batch(self, batch_id: str, progress: Progress = SILENT) -> CancelPreview:
        """The same for a whole batch of this machine, to recall it.

        Raises:
            NotAllowed: nothing of it was accepted.
            Refused: `P-BUSY` while it is not judged.
        """
        ids = [part.registration_id for part in self._parts.of(batch_id) if part.registration_id]
        return self.check_registrations(ids, progress)

    def match(self, file: CancelFile, campaign_id: str = "", progress: Progress = SILENT) -> FileMatching:
        """Which issues the lines of a file mean; what is chosen then goes to `check`."""
        return match(self._client.history, file, campaign_id, progress)

    def _check(self, selections: Sequence[wire.CancelSelection], progress: Progress) -> CancelPreview:
        if not selections:
            raise NotAllowed(Obstacle.NOTHING_TO_CANCEL)
        forecasts = []
        for n, selection in enumerate(selections):
            progress.report(n, len(selections), "checking")
            forecasts.append(self._client.cancellations.check(selection, progress))
        progress.report(len(selections), len(selections), "checking")
        return preview_of(forecasts)

    # --- ordering ---------------------------------------------------------------------------------

    def order(
        self, preview: CancelPreview, action: CancelAction, reason: str, progress: Progress = SILENT, *, label: str = ""
    ) -> OrderOutcome:
        """Cancel, or request it, for exactly one pile of what was shown. The reason can never be changed.

        The same order that was not finished is taken up again; so pressing the button twice orders once.

        Raises:
            NotAllowed: the pile is empty, or another order of this store is under way.
            Refused: a portion was turned down as a whole; those before it are done.
            Unreachable, Broken, Cancelled: what became of the rest is not known; `resume` goes on. At a desk
                without a network nothing is begun.
        """
        issues = [Ordered(each.issue_id, each.registration_id) for each in preview.of(action)]
        if not issues:
            raise NotAllowed(Obstacle.NOTHING_TO_CANCEL, action.value)
        if self._client.is_offline:
            raise Unreachable("offline")
        with self._alone():
            order = self._unfinished_like(action, reason, issues)
            order = order or self._orders.keep(action, reason, issues, label, self._clock())
            return self._hand_over(order, progress)

    def resume(self, order_id: str, progress: Progress = SILENT) -> OrderOutcome:
        """Go on with an order that was stopped half-way, each portion under its own key; raises as `order`."""
        if self._client.is_offline:
            raise Unreachable("offline")
        with self._alone():
            return self._hand_over(self._orders.one(order_id), progress)

    def unfinished(self) -> list[OrderOutcome]:
        """Orders half done or of unknown fate, newest first; also those of a process that was killed."""
        return [outcome for outcome in self.orders() if not outcome.is_complete]

    def abandon(self, order_id: str) -> None:
        """Leave out what surely never left this machine.

        Raises:
            NotAllowed: all of it may have arrived, or is answered.
        """
        with self._alone():
            self._orders.abandon(order_id)

    def orders(self) -> list[OrderOutcome]:
        """Every order made here, newest first."""
        return [outcome_of(order) for order in self._orders.all()]

    # --- following --------------------------------------------------------------------------------

    def search(self, query: wire.CancellationSearch, progress: Progress = SILENT) -> wire.Page[wire.CancellationRecord]:
        """What was cancelled or requested at this site by anybody."""
        return self._client.cancellations.search(query, progress)

    def follow_up(self, progress: Progress = SILENT) -> FollowUp:
        """Requests that wait, and what was decided since the last look; without a network as it was then."""
        return self._follow_ups.get(progress)

    def looked_at(self, follow_up: FollowUp) -> None:
        """What was decided is no news any more."""
        self._follow_ups.looked_at(follow_up)

    def deadlines(self, days: int = 14, progress: Progress = SILENT) -> wire.Deadlines:
        """What can soon no longer be taken back; without a network as it was told last.

        Raises:
            Unreachable, Broken, Cancelled.
        """
        if self._client.is_offline:
            remembered = self._store.recall(_DEADLINES, "", wire.Deadlines)
            if remembered is None:
                raise Unreachable("offline")
            return remembered
        deadlines = self._client.cancellations.deadlines(wire.DeadlineQuery(days=days), progress)
        self._store.remember(_DEADLINES, "", deadlines)
        return deadlines

    # --- handing over -----------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._lock.acquire(blocking=False):
            raise NotAllowed(Obstacle.BUSY)
        try:
            yield
        finally:
            self._lock.release()

    def _unfinished_like(self, action: CancelAction, reason: str, issues: Sequence[Ordered]) -> StoredOrder | None:
        wanted = [each.issue_id for each in issues]
        return next(
            (
                order
                for order in self._orders.all()
                if (order.action, order.reason) == (action, reason)
                and not outcome_of(order).is_complete
                and order.issue_ids == wanted
            ),
            None,
        )

    def _hand_over(self, order: StoredOrder, progress: Progress) -> OrderOutcome:
        total = sum(len(portion.issues) for portion in order.portions)
        at = 0
        for portion in order.portions:
            share = SubProgress(progress, at, len(portion.issues), total)
            share.begin("cancelling")
            if portion.state is not PartState.JUDGED:
                self._hand_over_portion(order, portion, share)
            at += len(portion.issues)
        progress.report(total, total, "cancelling")
        return outcome_of(self._orders.one(order.id))

    def _hand_over_portion(self, order: StoredOrder, portion: Portion, share: SubProgress) -> None:
        ids = [each.issue_id for each in portion.issues]
        body = wire.CancelOrder(action=order.action, reason=order.reason, issue_ids=ids)

        def attempt() -> wire.CancelResult:
            result = self._client.cancellations.order(portion.key, body, share)
            check_answer(ids, result)
            return result

        is_unknown = portion.state is PartState.UNKNOWN
        result = hand_over(attempt, None, partial(self._orders.mark, portion), share, is_unknown=is_unknown)
        self._orders.answer(portion, result)
