"""Every fault that is brought in at the portal or here is found and named; a clean month comes to zero."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, delete, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import month_end, months_later
from netmile_desktop.domain.cancellations import CancelAction, CancelReason
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.reconciliation import Discrepancy, Fault
from netmile_desktop.domain.texts.reconciliation import fault_step, fault_words
from netmile_desktop.portal import worker as workers
from netmile_desktop.portal.issuing.judging import ChunkOutcome, judge
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.ledger.chunks import Chunk
from netmile_desktop.portal.tables import campaign as campaign_table
from netmile_desktop.portal.tables import issue as issue_table
from netmile_desktop.progress import SILENT
from netmile_desktop.workspace.issuing.retrieval import judged
from netmile_desktop.workspace.reconciliation import Reconciliation
from tests.support.bench import Bench
from tests.support.files import good_rows
from tests.support.portals.tampering import copy_of, tamper
from tests.support.recalling import cancelling, operator_of, sent

WRONG = CancelReason.ISSUED_WRONGLY.value
BAD = ("nobody@example.jp", "BAD", "100")


@pytest.fixture
def reconciliation(bench: Bench) -> Reconciliation:
    return Reconciliation(bench.client, bench.store, bench.batches, bench.today)


def night_passes(bench: Bench) -> None:
    bench.day += timedelta(days=1)
    operator_of(bench.portal).call(operations.MOVE_CLOCK, body=wire.MoveClock(to=bench.day))


def issue_ids(bench: Bench, batch_id: str) -> list[UUID]:
    outcomes = (bench.opened(batch_id).snapshot().outcome(n) for n in range(len(bench.opened(batch_id).snapshot())))
    return [UUID(each.issue_id) for each in outcomes if each is not None and each.issue_id]


def test_a_batch_that_agrees_is_clean(bench: Bench, reconciliation: Reconciliation) -> None:
    batch_id = sent(bench, [("wrong", "K0", "100"), BAD, *good_rows(3)])
    fresh = reconciliation.batch(batch_id)
    assert (fresh.counts.rows, fresh.counts.left_out, fresh.counts.issued, fresh.counts.refused) == (5, 1, 3, 1)
    assert (fresh.counts.in_history, fresh.counts.not_yet, fresh.is_clean) == (0, 3, True)
    night_passes(bench)
    later = reconciliation.batch(batch_id)
    assert (later.counts.in_history, later.counts.not_yet) == (3, 0)
    assert later.findings == []
    assert later.is_clean, later.months


def test_what_was_cancelled_from_here_agrees(bench: Bench, reconciliation: Reconciliation) -> None:
    batch_id = sent(bench, good_rows(3))
    cancellations = cancelling(bench)
    preview = cancellations.check([str(issue_ids(bench, batch_id)[0])])
    cancellations.order(preview, CancelAction.AT_ONCE, WRONG)
    night_passes(bench)
    found = reconciliation.batch(batch_id)
    assert (found.counts.cancelled_here, found.findings) == (1, [])
    assert found.is_clean, found.months


def test_a_batch_that_is_not_through_cannot_be_compared(bench: Bench, reconciliation: Reconciliation) -> None:
    with pytest.raises(NotAllowed, match=Obstacle.NOT_THROUGH):
        reconciliation.batch(bench.imported(good_rows(1)))


@pytest.mark.parametrize(
    ("fault", "bring_in", "expected", "found"),
    [
        (
            Fault.MISSING,
            lambda conn, id_: conn.execute(delete(issue_table).where(issue_table.c.id == id_)),
            100,
            None,
        ),
        (
            Fault.OTHER_AMOUNT,
            lambda conn, id_: conn.execute(update(issue_table).where(issue_table.c.id == id_).values(miles=1_000)),
            100,
            1_000,
        ),
        (
            Fault.OTHER_KEY,
            lambda conn, id_: conn.execute(update(issue_table).where(issue_table.c.id == id_).values(member_key="X")),
            100,
            100,
        ),
        (Fault.TWICE, copy_of, 100, 100),
        (Fault.UNKNOWN, lambda conn, id_: copy_of(conn, id_, member_key="STRANGE", line=900), None, 100),
        (Fault.REFUSED_BUT_ISSUED, lambda conn, id_: copy_of(conn, id_, member_key="BAD", line=1), 100, 100),
    ],
)
def test_a_fault_at_the_portal_is_found_and_named(
    bench: Bench,
    reconciliation: Reconciliation,
    fault: Fault,
    bring_in: Callable[[Connection, UUID], object],
    expected: int | None,
    found: int | None,
) -> None:
    batch_id = sent(bench, [BAD, *good_rows(3)])
    night_passes(bench)
    wrong = issue_ids(bench, batch_id)[1]
    tamper(bench.portal.database, lambda conn: bring_in(conn, wrong))
    result = reconciliation.batch(batch_id)
    (discrepancy,) = result.findings
    assert (discrepancy.fault, discrepancy.expected, discrepancy.found) == (fault, expected, found)
    if fault is Fault.UNKNOWN:
        assert discrepancy.line is None
    else:
        assert discrepancy.line == (2 if fault is Fault.REFUSED_BUT_ISSUED else 4)  # the header is line 1
    assert not result.is_clean
    if fault in {Fault.MISSING, Fault.OTHER_AMOUNT, Fault.TWICE, Fault.UNKNOWN, Fault.REFUSED_BUT_ISSUED}:
        assert [each.fault for month in result.months for each in month.discrepancies] == [Fault.BILL]


def test_what_somebody_else_cancelled_is_named(bench: Bench, reconciliation: Reconciliation) -> None:
    batch_id = sent(bench, good_rows(2))
    one = str(issue_ids(bench, batch_id)[1])
    order = wire.CancelOrder(action=CancelAction.AT_ONCE, reason=WRONG, issue_ids=[one])
    bench.client.cancellations.order("k" * 64, order)
    night_passes(bench)
    result = reconciliation.batch(batch_id)
    assert [(each.fault, each.issue_id, each.line) for each in result.findings] == [(Fault.CANCELLED_ELSEWHERE, one, 3)]


def test_a_row_in_neither_list_is_named(bench: Bench, reconciliation: Reconciliation) -> None:
    batch_id = sent(bench, good_rows(2))
    with bench.store.write() as transaction:
        transaction.run("DELETE FROM verdict WHERE batch_id = ? AND row_id = 0", batch_id)
    faults = [each.fault for each in reconciliation.batch(batch_id, with_bill=False).findings]
    assert faults == [Fault.NOT_JUDGED]


def test_months_past_come_to_zero(bench: Bench, reconciliation: Reconciliation) -> None:
    this_month = bench.day.replace(day=1)
    for back in (0, 1, 2):
        check = reconciliation.month(months_later(this_month, -back))
        assert check.is_clean, check
        assert check.issued > 0 or not back  # nothing is compared yet on the first of a month
        assert check.until == min(month_end(check.month), bench.day - timedelta(days=1))


def test_parity_is_level_until_the_portal_follows_other_rules(
    bench: Bench, reconciliation: Reconciliation, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [("wrong", "K0", "100"), BAD, *good_rows(3)]
    batch_id = sent(bench, rows)
    parity = reconciliation.parity(batch_id)
    assert [(each.code, each.foreseen, each.actual, each.drift) for each in parity.codes] == [
        ("19013", 1, 0, 0),
        ("41053", 0, 1, 0),
    ]
    assert parity.is_level
    with bench.store.write() as transaction:
        sql = "UPDATE verdict SET code = '12006', issue_id = '' WHERE batch_id = ? AND row_id IN (2, 4)"
        transaction.run(sql, batch_id)
    changed = reconciliation.parity(batch_id)
    assert changed.drifted == [2, 4]
    assert [(each.code, each.drift) for each in changed.codes if each.drift] == [("12006", 2)]
    assert "{'12006': 2}" in caplog.text


def test_a_limit_reached_by_issues_from_elsewhere_is_no_fault_of_the_check(
    bench: Bench, reconciliation: Reconciliation
) -> None:
    """Another computer has issued as much to the member as the campaign allows on a day: the portal alone knows."""
    rows = [("member00778@example.jp", f"T-{n}", "15") for n in range(2)]
    query = wire.IssuanceQuery(campaign_id="C-1028")
    elsewhere = bench.client.issuances.issue("ab" * 32, query, "".join(f"{','.join(r)}\n" for r in rows).encode())
    judged(bench.client.issuances, elsewhere.registration_id, 2, SILENT)
    own = [("member00778@example.jp", "Q1", "15"), ("member00790@example.jp", "Q2", "15")]
    batch_id = sent(bench, own, campaign="C-1028")
    parity = reconciliation.parity(batch_id)
    assert [(each.code, each.foreseen, each.actual, each.drift) for each in parity.codes] == [("44039", 0, 1, 0)]
    assert parity.is_level


def test_a_campaign_that_ends_while_a_file_is_judged_is_no_fault_of_the_check(
    bench: Bench, reconciliation: Reconciliation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where NetMile suspends it, or midnight comes, behind the first rows of a file."""
    monkeypatch.setattr(bench.portal.worker, "_chunk_rows", 2)

    def suspending(conn: Connection, chunk: Chunk, outbox: MailOutbox) -> ChunkOutcome:
        if chunk.after:
            conn.execute(update(campaign_table).where(campaign_table.c.code == "C-1024").values(suspended=True))
        return judge(conn, chunk, outbox)

    monkeypatch.setattr(workers, "judge", suspending)
    parity = reconciliation.parity(sent(bench, good_rows(4)))
    assert [(each.code, each.foreseen, each.actual, each.drift) for each in parity.codes] == [("42030", 0, 2, 0)]
    assert parity.is_level


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words_and_a_step(fault: Fault) -> None:
    for words in (fault_words(fault), fault_step(fault)):
        assert words.ja
        assert words.en
    assert Discrepancy(fault).fault is fault
