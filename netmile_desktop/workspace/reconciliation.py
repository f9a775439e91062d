"""照合: comparison of file, both lists, the next day's history and the month's bill."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.domain.calendar import day_of, month_end
from netmile_desktop.domain.cancellations import RequestState
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.history import BILLED, IssueState, is_in_history
from netmile_desktop.domain.reconciliation import FORESEEABLE, Discrepancy, Fault, MonthCheck, ParityCode
from netmile_desktop.domain.reports.declarations import USAGE
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.cancelling.orders import CancelOrders
from netmile_desktop.workspace.drafts.snapshots import Snapshot
from netmile_desktop.workspace.records.part_records import PartRecord, PartRecords
from netmile_desktop.workspace.records.verdicts import RowOutcome
from netmile_desktop.workspace.store.store import Store

_log = logging.getLogger(__name__)

CANCELLED_WITHIN_DAYS = 100
"""Days before a month whose issues may still be cancelled in that month (guide L806)."""


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of a batch by outcome."""

    rows: int
    left_out: int
    """Rows that were not handed over."""
    issued: int
    """Issued rows according to the completed lists."""
    refused: int
    in_history: int
    not_yet: int
    """Issued today: in the history from tomorrow (guide L808)."""
    unlisted: int
    """Rows whose lists were deleted before they could be fetched."""
    cancelled_here: int


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A batch compared with everything the portal reports about it."""

    batch_id: str
    counts: RowCounts
    findings: Sequence[Discrepancy]
    months: Sequence[MonthCheck]

    @property
    def is_clean(self) -> bool:
        return not self.findings and all(month.is_clean for month in self.months)


@dataclass(frozen=True, slots=True)
class Parity:
    """The codes our check foresaw, and those the portal gave."""

    codes: Sequence[ParityCode]
    drifted: Sequence[int]
    """Rows that the portal refused and our check should have foreseen."""

    @property
    def is_level(self) -> bool:
        return not self.drifted


@dataclass(slots=True)
class _Tally:
    """Counts and findings, collected row by row."""

    issued: int = 0
    refused: int = 0
    in_history: int = 0
    not_yet: int = 0
    unlisted: int = 0
    cancelled_here: int = 0
    findings: list[Discrepancy] = field(default_factory=list)
    months: set[date] = field(default_factory=set)


class Reconciliation:
    """Comparisons of a site's batches with its portal. `today` returns the business day there."""

    def __init__(self, client: PortalClient, store: Store, batches: Batches, today: Callable[[], date]) -> None:
        self._client = client
        self._batches = batches
        self._today = today
        self._parts = PartRecords(store)
        self._orders = CancelOrders(store)

    def batch(self, batch_id: str, progress: Progress = SILENT, *, with_bill: bool = True) -> Reconciled:
        """Compare a batch and, with `with_bill`, the bills of the months in which it was issued.

        Raises:
            NotAllowed: the batch is not fully judged yet.
            Unreachable, Broken, Refused, Cancelled.
        """
        today = self._today()
        draft = self._batches.open(batch_id, progress)
        if draft.state not in {BatchState.DONE, BatchState.DONE_WITH_ERRORS}:
            raise NotAllowed(Obstacle.NOT_THROUGH, batch_id)
        ordered = {id_ for order in self._orders.all() for id_ in order.issue_ids}
        rows, tally, sent = draft.snapshot(), _Tally(), 0
        for part in self._parts.of(batch_id):
            if part.state is not PartState.JUDGED:
                continue
            conditions = wire.HistoryConditions(registration_id=part.registration_id)
            records = self._client.history.all(conditions, progress)
            row_ids = self._parts.row_ids(part)
            sent += len(row_ids)
            _compare(tally, _Part(rows, part, row_ids, records, today, ordered))
        months = [self.month(month, progress) for month in sorted(tally.months)] if with_bill else []
        counts = RowCounts(
            rows=len(rows),
            left_out=len(rows) - sent,
            issued=tally.issued,
            refused=tally.refused,
            in_history=tally.in_history,
            not_yet=tally.not_yet,
            unlisted=tally.unlisted,
            cancelled_here=tally.cancelled_here,
        )
        return Reconciled(batch_id, counts, tally.findings, months)

    def month(self, month: date, progress: Progress = SILENT) -> MonthCheck:
        """Add up a month from the history and compare it with its bill; the running month until yesterday."""
        first = month.replace(day=1)
        last = min(month_end(first), self._today() - timedelta(days=1))
        if last < first:
            return MonthCheck(first, last, 0, 0, 0, 0, is_final=False)
        is_over = last == month_end(first)
        since = first - timedelta(days=CANCELLED_WITHIN_DAYS)
        billed = wire.HistoryConditions(issued_from=first, issued_to=last, types=list(BILLED))
        issued = self._client.history.all(billed, progress)
        cancelled = self._client.history.all(
            wire.HistoryConditions(issued_from=since, issued_to=last, states=[IssueState.CANCELLED]), progress
        )
        by = Grain.MONTH if is_over else Grain.DAY
        query = wire.ReportQuery(by=by, first=first, last=last, columns=["issued", "cancelled"])
        bill = self._client.reports.report(USAGE.id, query, progress)
        return MonthCheck(
            month=first,
            until=last,
            issued=_miles(issued),
            billed_issued=sum(known(bill.values["issued"])),
            cancelled=_miles([each for each in cancelled if _is_between(each.cancellation, first, last)]),
            billed_cancelled=sum(known(bill.values["cancelled"])),
            is_final=is_over and all(bill.closed),
        )

    def parity(self, batch_id: str) -> Parity:
        """Compare the codes our check foresaw with those the portal gave; sends no request.

        Raises:
            NotAllowed: the batch is gone.
        """
        rows = self._batches.open(batch_id).snapshot()
        foreseen: Counter[str] = Counter()
        actual: Counter[str] = Counter()
        drifted = []
        for row in rows.rows_taking_part():
            outcome = rows.outcome(row.id)
            if outcome is None:
                code = rows.findings(row.id).code
                foreseen.update([code] if code else [])
            elif outcome.code:
                actual.update([outcome.code])
                if outcome.code in FORESEEABLE:
                    drifted.append(row.id)
        drift = Counter(outcome.code for row_id in drifted if (outcome := rows.outcome(row_id)))
        if drift:
            _log.warning("parity: the portal refused what our check did not foresee: %s", dict(drift))
        codes = [ParityCode(code, foreseen[code], actual[code], drift[code]) for code in Code]
        return Parity([each for each in codes if each.foreseen or each.actual], drifted)


@dataclass(frozen=True, slots=True)
class _Part:
    """One registration: the rows sent and its issues in the history."""

    batch: Snapshot
    part: PartRecord
    row_ids: Sequence[int]
    records: Sequence[wire.IssueRecord]
    today: date
    ordered: set[str]
    """Issues whose cancellation was ordered from here."""

    def rows(self) -> Iterator[tuple[int, Row, RowOutcome | None]]:
        """Yield line of the registration, row and outcome."""
        for line, row_id in enumerate(self.row_ids, 1):
            yield line, self.batch.row_of(row_id), self.batch.outcome(row_id)

    def discrepancy(
        self, fault: Fault, row: Row | None, record: wire.IssueRecord | None = None, issue_id: str = ""
    ) -> Discrepancy:
        return Discrepancy(
            fault,
            line=self.batch.sheet.number(row) if row else None,
            key=row.key if row else record.key if record else "",
            registration_id=self.part.registration_id,
            issue_id=record.issue_id if record else issue_id,
            expected=int(row.miles) if row else None,
            found=record.miles if record else None,
        )


def _compare(tally: _Tally, part: _Part) -> None:
    """Compare every row sent, then every issue that no row accounts for."""
    by_id = {record.issue_id: record for record in part.records}
    by_line = {record.line: record for record in part.records}
    accounted: set[str] = set()
    issued: dict[tuple[str, int], Row] = {}
    for line, row, outcome in part.rows():
        if outcome is None:
            record = by_line.get(line) if part.part.lists_gone else None
            _without_verdict(tally, part, row)
        elif outcome.code:
            tally.refused += 1
            record = by_line.get(line)
            if record is not None:
                tally.findings.append(part.discrepancy(Fault.REFUSED_BUT_ISSUED, row, record))
        else:
            record = by_id.get(outcome.issue_id)
            issued[(row.key, int(row.miles))] = row
            _issued(tally, part, row, outcome, record)
        if record is not None:
            accounted.add(record.issue_id)
    tally.findings += _unaccounted(part, accounted, issued)


def _without_verdict(tally: _Tally, part: _Part, row: Row) -> None:
    if part.part.lists_gone:
        tally.unlisted += 1
    else:
        tally.findings.append(part.discrepancy(Fault.NOT_JUDGED, row))


def _issued(tally: _Tally, part: _Part, row: Row, outcome: RowOutcome, record: wire.IssueRecord | None) -> None:
    """Compare a row of the completed list with the history."""
    tally.issued += 1
    issued_on = day_of(outcome.issued_at) if outcome.issued_at else part.today
    tally.months.add(issued_on.replace(day=1))
    if record is None:
        if is_in_history(issued_on, part.today):
            tally.findings.append(part.discrepancy(Fault.MISSING, row, issue_id=outcome.issue_id))
        else:
            tally.not_yet += 1
        return
    tally.in_history += 1
    if record.miles != int(row.miles):
        tally.findings.append(part.discrepancy(Fault.OTHER_AMOUNT, row, record))
    if record.key != row.key:
        tally.findings.append(part.discrepancy(Fault.OTHER_KEY, row, record))
    if record.live_state is IssueState.CANCELLED:
        if record.issue_id in part.ordered:
            tally.cancelled_here += 1
        else:
            tally.findings.append(part.discrepancy(Fault.CANCELLED_ELSEWHERE, row, record))


def _unaccounted(part: _Part, accounted: set[str], issued: Mapping[tuple[str, int], Row]) -> Iterator[Discrepancy]:
    """Yield issues of the registration that no row asked for: duplicates of an issued row, or unknown ones."""
    for record in part.records:
        if record.issue_id not in accounted:
            row = issued.get((record.key, record.miles))
            yield part.discrepancy(Fault.TWICE if row else Fault.UNKNOWN, row, record)


def _miles(records: Sequence[wire.IssueRecord]) -> int:
    return sum(record.miles for record in records if not record.test)


def _is_between(trace: wire.CancelTrace | None, first: date, last: date) -> bool:
    """Return whether an issue was cancelled on one of these days."""
    if trace is None:
        return False
    at = trace.requested_at if trace.state is RequestState.DONE else trace.decided_at
    return at is not None and first <= day_of(at) <= last
