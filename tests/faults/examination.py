"""What must be true once a batch is through, told by the portal's tables and by the client's store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import batch, batch_row, issue
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.batches.corrections import Lineage
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.issuing.singles import Single, SingleIssues
from netmile_desktop.workspace.records.part_records import PartRecord, PartRecords
from netmile_desktop.workspace.store.store import Store
from tests.faults.clerk import REASON, decide, is_for_nobody
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.shop import ShopRow

GOOD = 0
"""The portal's verdict on a row whose miles were issued."""


@dataclass(frozen=True, slots=True)
class Task:
    """What was to be done."""

    sent: Sequence[ShopRow]
    campaign_id: str
    rounds: int = 1
    singles: Sequence[wire.SingleIssue] = ()

    @property
    def refused(self) -> dict[int, str]:
        """Code of each record that cannot be issued as it came. The file's header is record 1."""
        return {record: code for record, row in enumerate(self.sent, 2) if (code := row.code or row.verdict)}

    @property
    def corrected(self) -> list[int]:
        """Records that are issued in a later round."""
        later = self.refused if self.rounds > 1 else {}
        return [record for record in later if decide(record, is_last=True).is_issued]

    @property
    def due(self) -> Counter[tuple[str, int]]:
        """Key and miles of everything that must be issued; keys that several rows share count as often."""
        good = [row.cells for row in self.sent if not row.code and not row.verdict]
        good += [cells for record in self.corrected if (cells := decide(record, is_last=True).cells)]
        due = Counter((key, int(miles)) for _, key, miles in good)
        due.update((each.key, int(each.miles)) for each in self.singles if not is_for_nobody(each))
        return due


@dataclass(slots=True)
class Findings:
    """What an examination counted, and every complaint in words."""

    issued: int = 0
    bad_rows: int = 0
    parts: int = 0
    corrected: int = 0
    closed: int = 0
    singles: int = 0
    twice: int = 0
    lost: int = 0
    duplicate_ids: int = 0
    verdicts_wrong: int = 0
    ledger_broken: int = 0
    complaints: list[str] = field(default_factory=list)

    def complain(self, about: bool, words: str) -> None:
        if about:
            self.complaints.append(words)


def examine(database: Database, store: Store, batches: Batches, task: Task) -> Findings:
    """Compare what was to be done, what the portal's tables hold, and what the client was told."""
    findings = Findings()
    first, *later = [batches.open(each.id) for each in reversed(batches.all())]
    registrations = _registrations(database)
    _examine_issues(database, task, findings)
    _examine_registrations(registrations, store, findings)
    _examine_codes(first, task, findings)
    for draft in later:
        _examine_correction(draft, task, draft is later[-1], findings)
    _examine_lineage(batches.lineage(first.batch_id), task, findings)
    for draft in (first, *later):
        _examine_verdicts(database, store, draft, registrations, findings)
    _examine_singles(store, registrations, task, findings)
    try:
        assert_ledger_holds(database)
    except AssertionError as broken:
        findings.ledger_broken += 1
        findings.complain(True, f"the ledger does not hold: {broken}"[:500])
    findings.complain(first.state is not BatchState.DONE_WITH_ERRORS, f"the batch ended as {first.state}")
    findings.complain(first.campaign.id != task.campaign_id, f"issued in {first.campaign.id}")
    return findings


def _examine_issues(database: Database, task: Task, findings: Findings) -> None:
    """Everything that is due, once."""
    due = task.due
    found = select(issue.c.member_key, issue.c.miles).where(issue.c.batch_id.is_not(None))
    issued = database.read(lambda conn: Counter((each.member_key, each.miles) for each in conn.execute(found)))
    findings.issued = issued.total()
    findings.twice = (issued - due).total()
    findings.lost = (due - issued).total()
    findings.complain(findings.twice > 0, f"issued too often: {list(issued - due)[:5]}")
    findings.complain(findings.lost > 0, f"never issued: {list(due - issued)[:5]}")


def _registrations(database: Database) -> list[Row[Any]]:
    return database.read(lambda conn: list(conn.execute(select(batch))))


def _examine_registrations(registrations: Sequence[Row[Any]], store: Store, findings: Findings) -> None:
    """One registration a part and a single issue, each with an ID of its own."""
    parts = PartRecords(store).all()
    findings.parts = len(parts)
    ids = Counter(each.code for each in registrations)
    findings.duplicate_ids = ids.total() - len(ids)
    findings.complain(findings.duplicate_ids > 0, f"IDs given twice: {ids.most_common(3)}")
    known = Counter(part.registration_id for part in parts)
    known.update(single.registration_id for single in _singles(store))
    findings.complain(known != ids, f"the portal accepted {sorted(ids)}, the client knows of {sorted(known)}")
    keys = Counter(each.key for each in registrations)
    findings.complain(len(keys) != len(registrations), "a key was accepted twice")


def _examine_codes(draft: Draft, task: Task, findings: Findings) -> None:
    """Every bad row of the file with its code, no good row with one."""
    expected = {record: task.refused.get(record, "") for record in range(2, len(task.sent) + 2)}
    findings.bad_rows += sum(bool(code) for code in expected.values())
    _compare_codes(draft, expected, findings)


def _examine_correction(draft: Draft, task: Task, is_last: bool, findings: Findings) -> None:
    """Every row of a correction as the clerk's decision makes it."""
    decisions = {
        draft.snapshot().row(at).record: decide(draft.snapshot().row(at).record, is_last=is_last)
        for at in range(len(draft.snapshot()))
    }
    findings.complain(not decisions.keys() <= task.refused.keys(), "a good row was corrected")
    _compare_codes(draft, {record: decision.code for record, decision in decisions.items()}, findings)
    for at in range(len(draft.snapshot())):
        row = draft.snapshot().row(at)
        reason = REASON if decisions[row.record].cells is None else ""
        findings.complain(
            draft.snapshot().closing_reason(row.id) != reason, f"record {row.record} is closed otherwise than meant"
        )
        outcome = draft.snapshot().outcome(row.id)
        findings.corrected += outcome is not None and not outcome.code


def _compare_codes(draft: Draft, expected: dict[int, str], findings: Findings) -> None:
    for at in range(len(draft.snapshot())):
        row = draft.snapshot().row(at)
        told = str(draft.snapshot().findings(row.id).code or "")
        if told != expected.pop(row.record, None):
            findings.verdicts_wrong += 1
            findings.complain(True, f"record {row.record} has code {told or 'none'} in {draft.name}")
    findings.complain(bool(expected), f"records {list(expected)[:5]} are gone from {draft.name}")


def _examine_lineage(lineage: Lineage, task: Task, findings: Findings) -> None:
    """The client's sums over all rounds."""
    good, corrected = len(task.sent) - len(task.refused), len(task.corrected)
    findings.closed = lineage.closed
    told = (lineage.rows, lineage.issued, lineage.open, lineage.closed)
    left = len(task.refused) - corrected
    due = (len(task.sent), good + corrected, *((0, left) if task.rounds > 1 else (left, 0)))
    findings.complain(told != due, f"rows, issued, open and closed are told as {told}, not {due}")
    findings.complain(findings.corrected != corrected, f"{findings.corrected} rows issued later, not {corrected}")


def _rows(found: Select[Any], conn: Connection) -> list[Row[Any]]:
    return list(conn.execute(found))


def _examine_verdicts(
    database: Database, store: Store, draft: Draft, registrations: Sequence[Row[Any]], findings: Findings
) -> None:
    """What the client shows of each row that was sent is what the portal's tables say."""
    records, ids = PartRecords(store), {each.code: each.id for each in registrations}
    for part in records.of(draft.batch_id):
        found = (
            select(batch_row).where(batch_row.c.batch_id == ids.get(part.registration_id)).order_by(batch_row.c.line)
        )
        rows = database.read(partial(_rows, found))
        wrong = _differences(draft, part, records.row_ids(part), rows)
        findings.verdicts_wrong += wrong
        findings.complain(wrong > 0, f"part {part.number}: {wrong} rows are told otherwise than judged")


def _examine_singles(store: Store, registrations: Sequence[Row[Any]], task: Task, findings: Findings) -> None:
    """Every single issue has one registration, and the verdict that the portal has."""
    accepted = {each.code: (each.type, each.rows_error) for each in registrations}
    told = {each.request.key: each for each in _singles(store)}
    findings.singles = len(told)
    findings.complain(len(told) != len(_singles(store)), "a single issue was begun twice")
    findings.complain(told.keys() != {each.key for each in task.singles}, f"single issues {sorted(told)}")
    for request in task.singles:
        code = "41053" if is_for_nobody(request) else ""
        single = told.get(request.key)
        wrong = single is None or (single.state, single.code) != (PartState.JUDGED, code)
        wrong = wrong or single is None or accepted.get(single.registration_id) != ("single", int(bool(code)))
        findings.verdicts_wrong += wrong
        findings.complain(wrong, f"single issue {request.key} is told as {single}")


def _singles(store: Store) -> list[Single]:
    return SingleIssues(store, PortalClient("http://127.0.0.1:9"), date.today).all()


def _differences(draft: Draft, part: PartRecord, row_ids: Sequence[int], rows: Sequence[Row[Any]]) -> int:
    if [row.line for row in rows] != list(range(1, len(row_ids) + 1)):
        return len(row_ids)
    wrong = 0
    for row_id, row in zip(row_ids, rows, strict=True):
        told = draft.snapshot().outcome(row_id)
        code = "" if row.verdict == GOOD else str(row.verdict)
        issue_id = str(row.issue_id) if row.verdict == GOOD else ""
        wrong += told is None or (told.registration_id, told.code, told.issue_id) != (
            *(part.registration_id, code, issue_id),
        )
    return wrong
