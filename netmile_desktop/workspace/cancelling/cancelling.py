"""取消: check of what can be cancelled, orders given exactly once, and follow-up of requests until decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.cancellations import MAX_ROWS, CancelAction
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.progress import SILENT, Progress, SubProgress
from netmile_desktop.workspace.cancelling.file_matching import FileMatching, match
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

if TYPE_CHECKING:
    from netmile_desktop.workspace.cancelling.files import CancelFile

_REASONS = "cancel reasons"
_DEADLINES = "deadlines"


class Cancelling:
    """The cancellations of a site's issues, each order exactly once.

    For this, the keys and issues of an order are on the disk before its first byte is sent, and `hand_over` sends
    each portion. `today` returns the business day at the portal.
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

    # --- checking ---------------------------------------------------------------------------------

    def reasons(self, progress: Progress = SILENT) -> list[wire.CancelReasonOffer]:
        """Return the 取消理由 to choose from; without a network, the last ones reported."""
        if not self._client.is_offline:
            offered = self._client.cancellations.reasons(progress)
            self._store.remember(_REASONS, "", offered)
            return offered.reasons
        remembered = self._store.recall(_REASONS, "", wire.CancelReasons)
        return remembered.reasons if remembered else []

    def check(self, issue_ids: Sequence[str], progress: Progress = SILENT) -> CancelPreview:
        """Find out how each of any number of issues can be cancelled now; nothing is written.

        Raises:
            NotAllowed: there are none.
        """
        ids = list(dict.fromkeys(issue_ids))
        size = self._portion_rows
        some = [wire.CancelSelection(issue_ids=ids[at : at + size]) for at in range(0, len(ids), size)]
        return self._check(some, progress)

    def check_registrations(self, registration_ids: Sequence[str], progress: Progress = SILENT) -> CancelPreview:
        """Check, as `check` does, every issue of these registrations.

        Raises:
            NotAllowed: there are none.
            Refused: `P-BUSY`, one of them is not judged yet.
        """
        return self._check([wire.CancelSelection(registration_id=id_) for id_ in registration_ids], progress)

    def check_batch(self, batch_id: str, progress: Progress = SILENT) -> CancelPreview:
        """Check, as `check` does, every issue of a batch on this machine, to recall it.

        Raises:
            NotAllowed: no part of it was accepted.
            Refused: `P-BUSY`, it is not judged yet.
        """
        ids = [part.registration_id for part in self._parts.of(batch_id) if part.registration_id]
        return self.check_registrations(ids, progress)

    def match(self, file: CancelFile, campaign_id: str = "", progress: Progress = SILENT) -> FileMatching:
        """Return which issues the lines of a file mean; the chosen ones are then passed to `check`."""
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
        """Cancel exactly the previewed issues that `action` applies to, or request it. The reason is final.

        If the same order is unfinished, it is continued, so that pressing the button twice orders once.

        Raises:
            NotAllowed: `action` applies to no issue, or another order of this store is under way.
            Refused: the portal refused a portion as a whole; those before it are done.
            Unreachable, Broken, Cancelled: the outcome of the rest is unknown; `resume` continues. At a desk
                without a network nothing is started.
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
        """Continue an interrupted order, each portion under its own key; raise as `order` does."""
        if self._client.is_offline:
            raise Unreachable("offline")
        with self._alone():
            return self._hand_over(self._orders.one(order_id), progress)

    def unfinished(self) -> list[OrderOutcome]:
        """Return orders with unanswered issues, the newest first; also those of a process that was killed."""
        return [outcome for outcome in self.orders() if not outcome.is_complete]

    def abandon(self, order_id: str) -> None:
        """Drop the portions of an order that were certainly never sent, or were refused as a whole.

        Raises:
            NotAllowed: there are none; each portion is answered or may have arrived.
        """
        with self._alone():
            self._orders.abandon(order_id)

    def orders(self) -> list[OrderOutcome]:
        """Return every order made on this machine, the newest first."""
        return [outcome_of(order) for order in self._orders.all()]

    # --- following --------------------------------------------------------------------------------

    def search(self, query: wire.CancellationSearch, progress: Progress = SILENT) -> wire.Page[wire.CancellationRecord]:
        """Search all cancellations and requests of this site, made by any user."""
        return self._client.cancellations.search(query, progress)

    def follow_up(self, progress: Progress = SILENT) -> FollowUp:
        """Return waiting requests and decisions since the last look; without a network, the last known ones."""
        return self._follow_ups.get(progress)

    def looked_at(self, follow_up: FollowUp) -> None:
        """Note that the decisions in `follow_up` were seen and are no longer news."""
        self._follow_ups.looked_at(follow_up)

    def deadlines(self, days: int = 14, progress: Progress = SILENT) -> wire.Deadlines:
        """Return what can soon no longer be cancelled; without a network, as last reported.

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
