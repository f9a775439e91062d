"""Hand-over of batches, exactly once, and retrieval of their verdicts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import (
    Action,
    BatchState,
    PartState,
    make_parts,
    may,
    split,
)
from netmile_desktop.domain.billing import yen
from netmile_desktop.domain.calendar import transfer_day
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import NotAllowed, NotSignedIn, Obstacle, Refused, Unreachable
from netmile_desktop.domain.rows.issuances import MAX_ROWS, Finding, check_batch
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress, SubProgress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup, query_of
from netmile_desktop.workspace.handover import hand_over
from netmile_desktop.workspace.issuing.foresight import Foresight
from netmile_desktop.workspace.issuing.retrieval import Retrieval, as_handed_over, placed
from netmile_desktop.workspace.issuing.send_forecast import SendForecast
from netmile_desktop.workspace.records.batch_records import BatchRecord, BatchRecords
from netmile_desktop.workspace.records.part_records import PartRecord, PartRecords
from netmile_desktop.workspace.records.row_origins import RowOrigins
from netmile_desktop.workspace.records.scheduled_sends import ScheduledSends
from netmile_desktop.workspace.store.store import Store

if TYPE_CHECKING:
    from netmile_desktop.workspace.records.repair_records import RepairRecords
else:
    # Wanted only once something is sent.
    RepairRecords = import_lazily("netmile_desktop.workspace.records.repair_records", "RepairRecords")


@dataclass(frozen=True, slots=True)
class SendPlan:
    """The content of a send, for the clerk to confirm."""

    rows: int
    miles: int
    yen: int
    parts: int
    left_out_errors: int
    left_out_excluded: int
    by_code: list[CodeGroup]
    """Rows left out, by code; they add up to `left_out_errors`."""
    refused_before: list[CodeGroup]
    """Rows to be sent just as the portal has refused them before, by its code: it will most likely do so again."""
    transfer_on: date
    refused: tuple[Finding, ...]
    """Findings against the batch as a whole today (42030, 44019)."""


class Sending:
    """The sends of a site's batches to its portal, each part exactly once.

    For this, the key and body of a part are on the disk before its first byte is sent, and `hand_over` sends it.

    `today` returns the business day at the portal; `part_rows` is the number of rows per request.
    """

    def __init__(
        self,
        store: Store,
        client: PortalClient,
        site: wire.Site,
        today: Callable[[], date],
        *,
        part_rows: int = MAX_ROWS,
    ) -> None:
        self._store = store
        self._client = client
        self.site = site
        """The site, with the last known contract rate."""
        self._today = today
        self._part_rows = part_rows
        self._batches = Batches(store, today)
        self._records = BatchRecords(store)
        self._parts = PartRecords(store)
        self._retrieval = Retrieval(store, client)
        self._descents = RowOrigins(store)
        self._openings = ScheduledSends(store)
        self._foresight = Foresight(store, client, self._batches, today, part_rows)
        self._lock = Lock()
        self._under_way: set[str] = set()

    def plan(self, draft: Draft) -> SendPlan:
        """Return what `send` would hand over; sends no request."""
        today = self._today()
        counts = draft.snapshot().counts()
        return SendPlan(
            rows=counts.sendable,
            miles=counts.miles,
            yen=yen(counts.miles, self.site.yen_per_1000_miles),
            parts=-(-counts.sendable // self._part_rows),
            left_out_errors=counts.errors,
            left_out_excluded=counts.excluded,
            by_code=draft.snapshot().first_codes(),
            refused_before=draft.snapshot().refused_before(),
            transfer_on=transfer_day(today, draft.settings.transfer_after_days),
            refused=check_batch(draft.campaign.rule(draft.settings.mode, today)),
        )

    def foresee(self, batch_id: str, progress: Progress = SILENT) -> SendForecast:
        """Return what `Foresight.of` says about a draft."""
        return self._foresight.of(batch_id, progress)

    def send_if_new(self, batch_id: str, progress: Progress = SILENT, *, known: Collection[str] = ()) -> None:
        """Send a draft while no clerk can be asked, unless it repeats more than its clerk knows.

        That is what `known` names (`SendForecast.names`), and what was named when the draft was scheduled.

        Raises:
            NotAllowed: some of it was issued before, or is about to be; the draft stays one.
            Unreachable, Broken: the portal could not be asked about earlier issues. Otherwise as `send`.
        """
        foreseen = self.foresee(batch_id, progress)
        if not foreseen.names <= self._openings.known(batch_id).union(known):
            raise NotAllowed(Obstacle.ISSUED_BEFORE, batch_id)
        if foreseen.unanswered is not None:
            raise foreseen.unanswered
        self.send(batch_id, progress)

    def send(self, batch_id: str, progress: Progress = SILENT) -> None:
        """Hand a batch over and follow it to the end; a send that was interrupted is continued.

        Raises:
            NotAllowed: there is nothing to send, all is done already, or another thread is sending the batch.
            Refused: the portal refused a part. It and the later ones wait; the verdicts of earlier ones are fetched.
                `P-RESUMED`: rows of a correction were, or may have been, issued after all; it stays a draft.
            Unreachable, Broken, Cancelled: the next call continues where this one stopped. At a desk without a
                network nothing is started, and a draft stays a draft.
        """
        if self._client.is_offline:
            raise Unreachable("offline")
        with self._alone_with(batch_id):
            record = self._records.one(batch_id)
            if may(record.state, Action.SEND):
                self._close(batch_id, progress)
            elif not (may(record.state, Action.RESUME) or may(record.state, Action.FETCH)):
                raise NotAllowed(Obstacle.WRONG_STATE, batch_id)
            try:
                self._hand_over(self._records.one(batch_id), progress)
            except NotSignedIn:
                raise
            except Refused as refused:
                self._retrieval.bring_home(batch_id, progress)
                if refused.code == Problem.RESUMED:
                    self._parts.reopen(batch_id)
                raise
            self._retrieval.bring_home(batch_id, progress)

    def follow(self, batch_id: str, progress: Progress = SILENT) -> None:
        """Wait for the verdicts of the parts handed over, and fetch them.

        Raises:
            NotAllowed: no part waits for a verdict, or another thread is sending the batch.
        """
        with self._alone_with(batch_id):
            if self._records.one(batch_id).state not in {BatchState.SENDING, BatchState.JUDGING}:
                raise NotAllowed(Obstacle.WRONG_STATE, batch_id)
            self._retrieval.bring_home(batch_id, progress)

    def catch_up(self, batch_id: str, progress: Progress = SILENT) -> None:
        """Ask the portal what became of a batch that stopped half-way; nothing is handed over.

        Parts of unknown fate are looked up, and so is the first part that is to be sent: whoever sent it may have died
        while the portal was still at it. Verdicts are fetched where they are there; they are waited for only if no part
        is left to be sent.

        Raises:
            NotAllowed: the batch was not handed over or is done, or another thread is sending it.
            Unreachable, Broken, Refused, Cancelled: what was learnt before that is kept.
        """
        with self._alone_with(batch_id):
            if self._records.one(batch_id).state not in {BatchState.SENDING, BatchState.JUDGING}:
                raise NotAllowed(Obstacle.WRONG_STATE, batch_id)
            progress.report(0, 0, "asking")
            waiting = [part for part in self._parts.of(batch_id) if not part.is_accepted]
            for part in waiting:
                is_unknown = part.state is PartState.UNKNOWN
                if (
                    (is_unknown or part is waiting[0])
                    and not self._retrieval.was_accepted(part, progress)
                    and is_unknown
                ):
                    self._parts.mark(part, PartState.READY)
            is_complete = self._records.one(batch_id).state is not BatchState.SENDING
            self._retrieval.bring_home(batch_id, progress, wait=is_complete)

    def withdraw(self, batch_id: str, progress: Progress = SILENT) -> None:
        """Withdraw the parts that the portal has not accepted.

        If it has accepted none, the batch is a draft again, which can be edited and sent anew. Otherwise the
        batch ends with the accepted parts; the other rows are not sent and can be put into a correction. Parts
        in an unknown state are looked up first.

        Raises:
            NotAllowed: no part can be withdrawn.
        """
        with self._alone_with(batch_id):
            if not may(self._records.one(batch_id).state, Action.WITHDRAW):
                raise NotAllowed(Obstacle.NOTHING_TO_WITHDRAW, batch_id)
            progress.report(0, 0, "asking")
            waiting = [part for part in self._parts.of(batch_id) if not part.is_accepted]
            withdrawn = [part for part in waiting if not self._retrieval.was_accepted(part, progress)]
            if not withdrawn:
                raise NotAllowed(Obstacle.NOTHING_TO_WITHDRAW, batch_id)
            self._parts.withdraw(batch_id, [part.number for part in withdrawn])

    def send_when_open(self, batch_id: str, wanted: bool = True, *, known: Collection[str] = ()) -> None:
        """Schedule a draft to be sent once its issuance period opens, or cancel that.

        It may repeat what `known` names (`SendForecast.names`), and nothing else. This applies to the draft as it is now: after any change it must be scheduled again.

        Raises:
            NotAllowed: the draft was handed over already.
        """
        self._openings.ask(batch_id, wanted, known)

    def sends_when_open(self, draft: Draft) -> bool:
        """Return whether a draft, in the state given, is scheduled: `due` will return it."""
        return self._openings.revision(draft.batch_id) == draft.revision

    def due(self) -> list[str]:
        """Return scheduled drafts whose issuance period has opened, the oldest first.

        Whether the campaign has changed since is checked by the portal when they are sent.
        """
        today = self._today()
        return [
            record.id
            for record in reversed(self._records.all())
            if may(record.state, Action.SEND)
            and self._openings.revision(record.id) == record.revision
            and not check_batch(record.campaign.rule(record.settings.mode, today))
        ]

    def waiting(self) -> list[str]:
        """Return batches that are partly sent or not fully judged, the newest first."""
        states = {BatchState.SENDING, BatchState.JUDGING}
        return [record.id for record in self._records.all() if record.state in states]

    def is_under_way(self, batch_id: str) -> bool:
        """Return whether a thread of this process is sending or following the batch."""
        with self._lock:
            return batch_id in self._under_way

    @contextmanager
    def _alone_with(self, batch_id: str) -> Iterator[None]:
        """Keep other threads of this process from sending or following the batch."""
        with self._lock:
            if batch_id in self._under_way:
                raise NotAllowed(Obstacle.BUSY, batch_id)
            self._under_way.add(batch_id)
        try:
            yield
        finally:
            with self._lock:
                self._under_way.discard(batch_id)

    def _close(self, batch_id: str, progress: Progress) -> None:
        """Turn the sendable rows of a draft into parts, stored with their keys; it can no longer be edited."""
        # Rows that an interrupted registration had not reached may have been issued since.
        for ancestor_id in self._descents.ancestors(batch_id):
            self._retrieval.bring_home(ancestor_id, progress)
        draft = self._batches.open(batch_id, progress)
        rows = draft.snapshot().sendable()
        if not rows:
            raise NotAllowed(Obstacle.NOTHING_TO_SEND, batch_id)
        progress.report(0, len(rows), "preparing")
        parts = make_parts(self.site.id, draft.settings, rows, secrets.token_hex(16), self._part_rows)
        miles = [chunk.miles() for chunk in split(rows, self._part_rows)]
        held = draft.snapshot().held_back()
        self._parts.keep(batch_id, draft.revision, list(zip(parts, miles, strict=True)), held)

    def _hand_over(self, record: BatchRecord, progress: Progress) -> None:
        """Hand over parts not accepted yet, in order; if the campaign has limits, each waits for earlier verdicts."""
        in_turn = (record.campaign.per_member, record.campaign.per_member_per_day) != (None, None)
        parts = self._parts.of(record.id)
        repairs = record.id if RepairRecords(self._store).is_repair(record.id) else ""
        query = msgspec.structs.replace(query_of(record.settings, record.name), repairs=repairs)
        for part, at, total in placed(parts):
            if in_turn and at:
                self._retrieval.bring_home(record.id, progress)
            if not part.is_accepted:
                self._hand_over_part(part, query, SubProgress(progress, at, part.rows, total))

    def _hand_over_part(self, part: PartRecord, query: wire.IssuanceQuery, share: SubProgress) -> None:
        body = self._parts.body(part)
        query = msgspec.structs.replace(query, takes_over=list(part.takes_over))

        def attempt() -> wire.Registration:
            share.begin("sending")
            return as_handed_over(part, self._client.issuances.issue(part.key, query, body, share))

        def look_up() -> wire.Registration | None:
            share.begin("asking")
            return self._retrieval.find(part, share)

        is_unknown = part.state is PartState.UNKNOWN
        registration = hand_over(attempt, look_up, partial(self._parts.mark, part), share, is_unknown=is_unknown)
        self._parts.accept(part, registration)
