"""What must be true of every ledger at every moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import (
    balance,
    batch,
    campaign_total,
    cancellation,
    issue,
    payment,
    payment_refund,
    payment_site,
    quota,
    site,
    transfer,
)

_POSTED = {"issue": 1, "activate": 1, "reverse": -1, "redeem": -1, "refund": 1}
_PENDING = {"hold": 1, "activate": -1, "void": -1}
_BACK = {"void", "reverse", "redeem"}
_SPENT = {"redeem", "refund"}
_STATES = {
    ("issue",): "valid",
    ("hold",): "pending",
    ("activate", "hold"): "valid",
    ("hold", "void"): "cancelled",
    ("issue", "reverse"): "cancelled",
    ("activate", "hold", "reverse"): "cancelled",
}


def assert_ledger_holds(database: Database) -> None:
    """Derive everything again from the transfers, and compare."""
    issues, transfers, balances, totals, batches, sites = database.read(
        lambda conn: [_rows(conn, table) for table in (issue, transfer, balance, campaign_total, batch, site)]
    )
    posted: Counter[Any] = Counter()
    pending: Counter[Any] = Counter()
    kinds: defaultdict[Any, list[str]] = defaultdict(list)
    ids, shops = {each.id for each in sites}, database.read(_shops)
    for each in transfers:
        site_side, member = (each.credit, each.debit) if each.kind in _BACK else (each.debit, each.credit)
        assert site_side == each.site_id
        assert site_side in (shops if each.kind in _SPENT else ids)
        posted[member] += _POSTED.get(each.kind, 0) * each.amount
        pending[member] += _PENDING.get(each.kind, 0) * each.amount
        if each.kind in _SPENT:
            assert (each.issue_id, each.campaign_id) == (None, None)
        else:
            kinds[each.issue_id].append(each.kind)
    assert {each.account_id: (each.posted, each.pending) for each in balances} == {
        account: (posted[account], pending[account]) for account in posted
    }
    assert {each.id: each.state for each in issues} == {id_: _STATES[tuple(sorted(of))] for id_, of in kinds.items()}
    created = {each.issue_id: each.amount for each in transfers if each.kind in {"issue", "hold"}}
    assert created == {each.id: each.miles for each in issues}
    counted = Counter(each.campaign_id for each in issues if not each.test)
    miles: Counter[Any] = Counter()
    for each in issues:
        miles[each.campaign_id] += 0 if each.test else each.miles
    assert {each.campaign_id: (each.issued, each.issues) for each in totals if each.issues} == {
        id_: (miles[id_], count) for id_, count in counted.items()
    }
    _assert_batches_hold(batches, issues)
    _assert_counts_hold(database, issues)
    _assert_payments_hold(database, [each for each in transfers if each.kind in _SPENT])


def _assert_batches_hold(batches: list[Row[Any]], issues: list[Row[Any]]) -> None:
    lines: defaultdict[Any, list[int]] = defaultdict(list)
    miles: Counter[Any] = Counter()
    for each in issues:
        lines[each.batch_id].append(each.line)
        miles[each.batch_id] += each.miles
    for each in batches:
        assert len(lines[each.id]) == len(set(lines[each.id])) == each.rows_done - each.rows_error
        assert miles[each.id] == each.miles_issued


def _assert_counts_hold(database: Database, issues: list[Row[Any]]) -> None:
    """Counts are those of issues that are not cancelled, and so are the cancellations."""
    counts, cancellations = database.read(lambda conn: [_rows(conn, quota), _rows(conn, cancellation)])
    left = Counter((each.campaign_id, each.account_id) for each in issues if each.state != "cancelled")
    for each in counts:
        assert each.total == left[each.campaign_id, each.account_id]
    final = [each.issue_id for each in cancellations if each.state in {"done", "approved"}]
    assert sorted(final) == sorted(each.id for each in issues if each.state == "cancelled")


def _assert_payments_hold(database: Database, spent: list[Row[Any]]) -> None:
    """A paid payment has one transfer, and each refund one; no other payment has any."""
    payments, refunds = database.read(lambda conn: [_rows(conn, payment), _rows(conn, payment_refund)])
    paid = {each.id: each for each in payments if each.state == "paid"}
    assert sorted((each.event_id, each.amount, each.debit, each.test) for each in spent if each.kind == "redeem") == (
        sorted((each.id, each.miles, each.account_id, each.test) for each in paid.values())
    )
    given_back = {each.id: each for each in spent if each.kind == "refund"}
    assert {id_: (each.event_id, each.amount) for id_, each in given_back.items()} == {
        each.id: (each.payment_id, each.miles) for each in refunds
    }
    assert all(each.credit == paid[each.event_id].account_id for each in given_back.values())
    sums: Counter[Any] = Counter()
    for each in refunds:
        sums[each.payment_id] += each.miles
    assert {each.id: each.refunded for each in payments if each.refunded} == dict(sums)


def _shops(conn: Connection) -> set[Any]:
    return set(conn.execute(select(payment_site.c.id)).scalars())


def _rows(conn: Connection, table: Table) -> list[Row[Any]]:
    return list(conn.execute(select(table)))
