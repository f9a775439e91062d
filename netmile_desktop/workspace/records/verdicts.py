"""The portal's verdict on each row: read from its two lists, matched line by line, kept by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from operator import itemgetter

import msgspec

from netmile_desktop.domain import codec, lists, wire
from netmile_desktop.domain.batches import PartState, ProcessingState
from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import Broken
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.records.batch_records import TYPED, read_record
from netmile_desktop.workspace.records.issued_before import IssuedRow, keep_issued
from netmile_desktop.workspace.records.part_records import PartRecord, settle
from netmile_desktop.workspace.store.store import Store, Transaction

_COLUMN_OF = {
    Code.KEY: Column.KEY,
    Code.MILES: Column.MILES,
    Code.AMOUNT_RULE: Column.MILES,
    Code.ADDRESS: Column.ADDRESS,
    Code.NO_SUCH_MEMBER: Column.ADDRESS,
    Code.MEMBER_NOT_VALID: Column.ADDRESS,
    Code.PER_MEMBER: Column.ADDRESS,
    Code.PER_MEMBER_PER_DAY: Column.ADDRESS,
}
"""The cell a code concerns; codes that concern the whole file have none."""

_CELLS = (lists.LINE, lists.ADDRESS, lists.KEY, lists.MILES)
_ISSUED = (*_CELLS, lists.ISSUE_ID, lists.ISSUED_AT, lists.TRANSFER_ON)
_REFUSED = (*_CELLS, lists.CODE)


class RowOutcome(msgspec.Struct, frozen=True, gc=False):
    """The portal's verdict on a row. `code` is empty if its miles were issued.

    Python's garbage collector does not track them, which matters for a million: they hold only texts and dates,
    which form no cycles.
    """

    registration_id: str
    code: str = ""
    issue_id: str = ""
    issued_at: datetime | None = None
    transfer_on: date | None = None

    @property
    def finding(self) -> Finding | None:
        """The verdict as a finding like our own; None if miles were issued."""
        if not self.code:
            return None
        code = Code(self.code)
        return Finding(code, _COLUMN_OF.get(code), Reason.BY_PORTAL)


class Verdicts:
    """The outcomes of rows in a site's store, by batch and row."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, batch_id: str) -> dict[int, RowOutcome]:
        """Return the outcomes of judged rows by row id."""
        # All rows share a few texts and times: kept once, these take hardly any memory.
        once: dict[str, str] = {}
        times: dict[str | None, datetime | None] = {None: None, "": None}
        days: dict[str | None, date | None] = {None: None, "": None}
        outcomes = {}
        with self._store.read() as transaction:
            for row_id, registration_id, code, issue_id, issued_at, transfer_on in transaction.each(
                "SELECT row_id, registration_id, code, issue_id, issued_at, transfer_on FROM verdict"
                " JOIN part ON part.batch_id = verdict.batch_id AND part.number = verdict.part"
                " WHERE verdict.batch_id = ?",
                batch_id,
            ):
                if issued_at not in times:
                    times[issued_at] = datetime.fromisoformat(issued_at)
                if transfer_on not in days:
                    days[transfer_on] = date.fromisoformat(transfer_on)
                registered, said = once.setdefault(registration_id, registration_id), once.setdefault(code, code)
                outcomes[row_id] = RowOutcome(registered, said, issue_id, times[issued_at], days[transfer_on])
        return outcomes

    def keep(self, part: PartRecord, judged: wire.RegistrationDetail, outcomes: dict[int, RowOutcome] | None) -> None:
        """Store the outcome of a part, counts and rows at once, and delete its body.

        The body of an interrupted part is kept, because the part may be taken up again. `outcomes` is None if the
        lists were deleted before they could be fetched.
        """
        with self._store.write() as transaction:
            campaign_id = read_record(transaction, part.batch_id).settings.campaign_id
            keep_issued(transaction, campaign_id, judged.registration_id, _issued(transaction, part, outcomes or {}))
            transaction.many(
                "REPLACE INTO verdict (batch_id, row_id, part, code, issue_id, issued_at, transfer_on)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (part.batch_id, row_id, part.number, each.code, each.issue_id, *_texts(each))
                    for row_id, each in (outcomes or {}).items()
                ),
            )
            transaction.run(
                "UPDATE part SET state = ?, records = ?, errors = ?, lists_gone = ? WHERE batch_id = ? AND number = ?",
                *(PartState.JUDGED.value, judged.records, judged.errors, outcomes is None),
                *(part.batch_id, part.number),
            )
            if judged.state is not ProcessingState.INTERRUPTED:
                transaction.run(
                    "UPDATE part_content SET body = NULL WHERE batch_id = ? AND number = ?", part.batch_id, part.number
                )
            settle(transaction, part.batch_id)


def _issued(transaction: Transaction, part: PartRecord, outcomes: Mapping[int, RowOutcome]) -> Iterator[IssuedRow]:
    """Yield the issued rows of a part while its body is still there."""
    kept = transaction.one(
        "SELECT body, row_ids FROM part_content WHERE batch_id = ? AND number = ?", part.batch_id, part.number
    )
    if kept is None or kept[0] is None:
        return
    sent = read(bytes(kept[0]), TYPED).rows
    for row_id, row in zip(codec.decode_msgpack(kept[1], list[int]), sent, strict=True):
        outcome = outcomes.get(row_id)
        if outcome is not None and outcome.issued_at is not None:
            yield IssuedRow(row_id, row.address, row.key, int(row.miles), day_of(outcome.issued_at))


def matched(
    body: bytes, row_ids: Sequence[int], judged: wire.RegistrationDetail, completed: bytes, errors: bytes
) -> dict[int, RowOutcome]:
    """Check the lists against what was sent and the counts; return the outcomes by row id.

    Raises:
        Broken: a line was not sent or occurs twice, its cells differ, a code is unknown, or issued and refused
            rows do not add up to all.
    """
    sent = read(body, TYPED).rows
    outcomes: dict[int, RowOutcome] = {}
    bad = 0
    for line, cells, outcome in _entries(judged.registration_id, completed, errors):
        if not 1 <= line <= len(sent) or row_ids[line - 1] in outcomes:
            raise Broken(f"{judged.registration_id}: line {line} was not sent, or stands twice in the lists")
        row = sent[line - 1]
        if cells != (row.address, row.key, row.miles):
            raise Broken(f"{judged.registration_id}: line {line} differs from what was sent")
        outcomes[row_ids[line - 1]] = outcome
        bad += bool(outcome.code)
    expected = judged.records if judged.state is ProcessingState.INTERRUPTED else len(sent)
    if (len(outcomes), judged.records, bad) != (expected, expected, judged.errors):
        raise Broken(
            f"{judged.registration_id}: {len(outcomes)} rows in the lists, {bad} of them bad;"
            f" {judged.records} and {judged.errors} by the counts, {len(sent)} sent"
        )
    return outcomes


def _entries(
    registration_id: str, completed: bytes, errors: bytes
) -> Iterator[tuple[int, tuple[str, ...], RowOutcome]]:
    """Yield line, cells and outcome of every row in both lists."""
    # All rows share a few instants and days.
    times, days = cache(_instant), cache(date.fromisoformat)
    try:
        for line, *cells, issue_id, issued_at, transfer_on in _table(completed, lists.COMPLETED_HEADER, _ISSUED):
            outcome = RowOutcome(registration_id, "", issue_id, times(issued_at), days(transfer_on))
            yield int(line), tuple(cells), outcome
        for line, *cells, code in _table(errors, lists.ERROR_HEADER, _REFUSED):
            yield int(line), tuple(cells), RowOutcome(registration_id, Code(code).value)
    except (ValueError, csv.Error) as error:
        raise Broken(f"{registration_id}: {error}") from error


def _table(data: bytes, header: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the wanted cells of each line of a list. Raises ValueError if a column is missing; others are ignored."""
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    found = next(reader, [])
    missing = set(header) - set(found)
    if missing:
        raise ValueError(f"no column {sorted(missing)}")
    pick = itemgetter(*map(found.index, wanted))
    for cells in reader:
        if len(cells) != len(found):
            raise ValueError(f"{len(cells)} cells under {len(found)} headings")
        yield pick(cells)


def _instant(text: str) -> datetime:
    return datetime.strptime(text, lists.INSTANT).replace(tzinfo=JST).astimezone(UTC)


def _texts(outcome: RowOutcome) -> tuple[str | None, str | None]:
    return (
        outcome.issued_at.isoformat() if outcome.issued_at else None,
        outcome.transfer_on.isoformat() if outcome.transfer_on else None,
    )
