"""What must be true once a batch is through, told by the portal's tables and by the client's store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.tables import batch, batch_row, issue
from netmile_desktop.workspace.draft import Draft
from netmile_desktop.workspace.part_records import PartRecord, PartRecords
from netmile_desktop.workspace.store import Store
from tests.support.ledger import assert_ledger_holds
from tests.support.shop import ShopRow

GOOD = 0
"""The portal's verdict on a row whose miles were issued."""


@dataclass(slots=True)
class Findings:
    """What an examination counted, and every complaint in words."""

    issued: int = 0
    bad_rows: int = 0
    parts: int = 0
    twice: int = 0
    lost: int = 0
    duplicate_ids: int = 0
    verdicts_wrong: int = 0
    ledger_broken: int = 0
    complaints: list[str] = field(default_factory=list)

    def complain(self, about: bool, words: str) -> None:
        if about:
            self.complaints.append(words)


def examine(database: Database, store: Store, draft: Draft, sent: Sequence[ShopRow], campaign_id: str) -> Findings:
    """Compare what was sent, what the portal's tables hold, and what the client was told."""
    findings = Findings(parts=len(draft.parts()))
    _examine_issues(database, sent, findings)
    registrations = _registrations(database)
    _examine_registrations(registrations, draft, findings)
    _examine_codes(draft, sent, findings)
    _examine_verdicts(database, store, draft, registrations, findings)
    try:
        assert_ledger_holds(database)
    except AssertionError as broken:
        findings.ledger_broken += 1
        findings.complain(True, f"the ledger does not hold: {broken}"[:500])
    findings.complain(draft.state is not BatchState.DONE_WITH_ERRORS, f"the batch ended as {draft.state}")
    findings.complain(draft.campaign.id != campaign_id, f"issued in {draft.campaign.id}")
    return findings


def _examine_issues(database: Database, sent: Sequence[ShopRow], findings: Findings) -> None:
    """Every good row once. Keys tell rows apart; a key that several good rows share counts as often."""
    due = Counter((row.cells[1], int(row.cells[2])) for row in sent if not row.code and not row.verdict)
    found = select(issue.c.member_key, issue.c.miles).where(issue.c.batch_id.is_not(None))
    issued = database.read(lambda conn: Counter((each.member_key, each.miles) for each in conn.execute(found)))
    findings.issued = issued.total()
    findings.twice = (issued - due).total()
    findings.lost = (due - issued).total()
    findings.complain(findings.twice > 0, f"issued too often: {list(issued - due)[:5]}")
    findings.complain(findings.lost > 0, f"never issued: {list(due - issued)[:5]}")


def _registrations(database: Database) -> list[Row[Any]]:
    return database.read(lambda conn: list(conn.execute(select(batch))))


def _examine_registrations(registrations: Sequence[Row[Any]], draft: Draft, findings: Findings) -> None:
    """One registration a part, each with an ID of its own."""
    ids = Counter(each.code for each in registrations)
    findings.duplicate_ids = ids.total() - len(ids)
    findings.complain(findings.duplicate_ids > 0, f"IDs given twice: {ids.most_common(3)}")
    known = Counter(part.registration_id for part in draft.parts())
    findings.complain(known != ids, f"the portal accepted {sorted(ids)}, the client knows of {sorted(known)}")
    keys = Counter(each.key for each in registrations)
    findings.complain(len(keys) != len(registrations), "a key was accepted twice")


def _examine_codes(draft: Draft, sent: Sequence[ShopRow], findings: Findings) -> None:
    """Every bad row with its code, no good row with one. The file's header is record 1."""
    expected = {record: row.code or row.verdict for record, row in enumerate(sent, 2)}
    for at in range(len(draft)):
        row = draft.row(at)
        told = str(draft.findings(row.id).code or "")
        findings.bad_rows += bool(told)
        if told != expected.pop(row.record, None):
            findings.verdicts_wrong += 1
            findings.complain(True, f"record {row.record} has code {told or 'none'}")
    findings.complain(bool(expected), f"records {list(expected)[:5]} are gone from the batch")


def _examine_verdicts(
    database: Database, store: Store, draft: Draft, registrations: Sequence[Row[Any]], findings: Findings
) -> None:
    """What the client shows of each row that was sent is what the portal's tables say."""
    records, ids = PartRecords(store), {each.code: each.id for each in registrations}
    for part in records.of(draft.batch_id):
        found = (
            select(batch_row).where(batch_row.c.batch_id == ids.get(part.registration_id)).order_by(batch_row.c.line)
        )
        rows = database.read(lambda conn, found=found: list(conn.execute(found)))  # type: ignore[misc]
        wrong = _differences(draft, part, records.row_ids(part), rows)
        findings.verdicts_wrong += wrong
        findings.complain(wrong > 0, f"part {part.number}: {wrong} rows are told otherwise than judged")


def _differences(draft: Draft, part: PartRecord, row_ids: Sequence[int], rows: Sequence[Row[Any]]) -> int:
    if [row.line for row in rows] != list(range(1, len(row_ids) + 1)):
        return len(row_ids)
    wrong = 0
    for row_id, row in zip(row_ids, rows, strict=True):
        told = draft.outcome(row_id)
        code = "" if row.verdict == GOOD else str(row.verdict)
        issue_id = str(row.issue_id) if row.verdict == GOOD else ""
        wrong += told is None or (told.registration_id, told.code, told.issue_id) != (
            *(part.registration_id, code, issue_id),
        )
    return wrong
