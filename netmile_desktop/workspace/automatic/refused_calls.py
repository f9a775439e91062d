"""The log of refused calls of automatic issuance, and the manual batch that puts them right (guide L805, D22)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from uuid import uuid4

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import JST, Clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.domain.texts.results import AUTOMATIC_CODE, ERROR_ID, REFUSED_AT, REPAIR_BATCH, UNIQUE_ID
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.drafted_rows import draft_of
from netmile_desktop.workspace.records.batch_records import BatchRecords
from netmile_desktop.workspace.records.repair_records import CallRepair, RepairedCall, RepairRecords
from netmile_desktop.workspace.sources.source import source_of_rows
from netmile_desktop.workspace.store.store import Store

MOST_ROWS = 10_000
"""Calls that can be taken at once, as many as one registration has rows."""

_PAGE = 100


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """A page of the log, with what this computer knows of the repair of its entries."""

    page: wire.Page[wire.AutomaticError]
    repairs: Mapping[str, CallRepair]
    """By entry."""


@dataclass(frozen=True, slots=True)
class RepairStart:
    """What came of taking refused calls into a batch."""

    batch_id: str
    """Empty if none could be taken."""
    rows: int
    left: Sequence[wire.AutomaticErrorLeft]
    """Entries that somebody else has taken, that were solved meanwhile, or whose data are gone."""


class RefusedCalls:
    """The log at the portal, and the batches made from it in a site's store. `today` returns the portal's business day.

    Which batch has a call is decided by the portal's mark: it gives a call out once, so two clerks who take the same
    calls at once get each of them in one batch only. While a call is taken, its own server is refused, so it is not
    issued twice. Every call may wait for the portal: call from a worker.
    """

    def __init__(self, client: PortalClient, store: Store, today: Callable[[], date], clock: Clock) -> None:
        self._client = client
        self._store = store
        self._today = today
        self._clock = clock
        self._records = BatchRecords(store)
        self._repairs = RepairRecords(store)
        self._lock = Lock()

    def search(self, query: wire.AutomaticErrorSearch, progress: Progress = SILENT) -> RefusedPage:
        """Return a page of the log. Calls whose draft is gone here are released first, so that they are offered again."""
        self.release_abandoned(progress)
        page = self._client.automatic.errors(query, progress)
        return RefusedPage(page, self._repairs.of([each.error_id for each in page.items]))

    def sums(self, query: wire.AutomaticErrorRange, progress: Progress = SILENT) -> wire.AutomaticErrorSums:
        """Return the numbers of refused calls by day and code."""
        return self._client.automatic.error_sums(query, progress)

    def repairable(self, query: wire.AutomaticErrorSearch, progress: Progress = SILENT) -> list[wire.AutomaticError]:
        """Return the entries of a search that can be taken into a batch, the newest `MOST_ROWS` at most."""
        found: list[wire.AutomaticError] = []
        number = 0
        while len(found) < MOST_ROWS:
            number += 1
            asked = _page(query, number)
            page = self._client.automatic.errors(asked, progress)
            found += filter(may_be_repaired, page.items)
            progress.report(min(number * _PAGE, page.total), page.total, "asking")
            if number * _PAGE >= page.total:
                break
        return found[:MOST_ROWS]

    def delete(self, error_ids: Sequence[str] = (), until: date | None = None, progress: Progress = SILENT) -> int:
        """Delete the personal data of some entries, or of all up to a day, for good; return how many had any."""
        deletion = wire.AutomaticErrorDeletion(error_ids=list(error_ids), until=until)
        return self._client.automatic.delete_errors(deletion, progress).deleted

    def start_batch(
        self, error_ids: Sequence[str], campaign: wire.CampaignDetail, progress: Progress = SILENT
    ) -> RepairStart:
        """Take refused calls into a draft of manual issuance in a campaign; each row knows its call.

        Should this be interrupted, the calls are released by the next `release_abandoned`.

        Raises:
            NotAllowed: no entry was named.
            Unreachable, Broken, Refused, Cancelled: there is no draft.
        """
        if not error_ids:
            raise NotAllowed(Obstacle.NOTHING_TO_CORRECT, campaign.id)
        if self._client.is_offline:
            raise Unreachable("offline")
        with self._lock:
            batch_id = uuid4().hex
            self._repairs.note(batch_id, self._clock())
            asked = wire.AutomaticErrorTaking(batch=batch_id, error_ids=list(error_ids[:MOST_ROWS]))
            taken = self._client.automatic.take_errors(asked, progress)
            if taken.rows:
                self._draft(batch_id, campaign, taken.rows)
            else:
                self._repairs.forget(batch_id)
        return RepairStart(batch_id if taken.rows else "", len(taken.rows), taken.left)

    def release_abandoned(self, progress: Progress = SILENT) -> int:
        """Tell the portal of batches that are gone here; return how many calls are open again.

        Those of a batch that was sent stay taken there. Without a network nothing is told yet.
        """
        released = 0
        with self._lock:
            for batch_id in [] if self._client.is_offline else self._repairs.abandoned():
                released += self._client.automatic.release_errors(batch_id, progress).released
                self._repairs.forget(batch_id)
        return released

    def _draft(self, batch_id: str, campaign: wire.CampaignDetail, calls: Sequence[wire.FailedCall]) -> None:
        rows = [Row(n, n + 1, 0, call.address, call.key, call.miles) for n, call in enumerate(calls)]
        today = self._today()
        record = draft_of(batch_id, REPAIR_BATCH.ja.format(today), campaign, Mode.PC, rows, today, self._clock())
        headings = [words.ja for words in (UNIQUE_ID, AUTOMATIC_CODE, REFUSED_AT, ERROR_ID)]
        own_cells = [(call.unique_id, call.code, _moment(call.at), call.error_id) for call in calls]
        with self._store.write() as transaction:
            self._records.insert(transaction, record, source_of_rows(record.name, rows, headings, own_cells))
            self._repairs.insert(
                transaction,
                batch_id,
                (RepairedCall(n, call.error_id, call.unique_id, call.code) for n, call in enumerate(calls)),
            )


def may_be_repaired(entry: wire.AutomaticError) -> bool:
    """Return whether an entry can be taken into a batch: nobody has, and its content is there."""
    return entry.state is wire.AutomaticErrorState.OPEN and entry.has_data


def _page(query: wire.AutomaticErrorSearch, number: int) -> wire.AutomaticErrorSearch:
    open_ones = [wire.AutomaticErrorState.OPEN]
    return msgspec.structs.replace(query, states=open_ones, page=number, size=_PAGE, sort="-at")


def _moment(at: datetime) -> str:
    return at.astimezone(JST).strftime("%Y/%m/%d %H:%M")
