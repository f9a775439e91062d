"""The ledger's invariants, after files of every kind."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Executable, Row, Table, delete, insert, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.issuing.due_transfers import make_due
from netmile_desktop.portal.tables import audit, balance, campaign_total, issue, quota, site, transfer
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock, lines


def rows(database: Database, table: Table) -> list[Row[Any]]:
    return database.read(lambda conn: list(conn.execute(select(table))))


def _execute(database: Database, statement: Executable) -> None:
    database.write(lambda conn: conn.execute(statement))


def test_a_good_row_moves_miles_from_the_site_to_the_member(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1024", lines([1]))
    portal.worker.run_until_idle()
    [issued], [moved] = rows(portal.database, issue), rows(portal.database, transfer)
    minato = next(each for each in rows(portal.database, site) if each.code == "minato")
    assert (moved.kind, moved.debit, moved.credit, moved.amount) == ("issue", minato.id, issued.account_id, 100)
    assert (moved.issue_id, moved.campaign_id) == (issued.id, issued.campaign_id)
    assert (moved.at, moved.biz_date, moved.biz_hour) == (NOW, date(2026, 11, 20), 10)
    assert (issued.state, issued.miles, issued.member_key, issued.source) == ("valid", 100, "K000001", "csv")
    assert (issued.issued_on, issued.transfer_on, issued.test) == (date(2026, 11, 20), date(2026, 11, 20), False)
    [own] = rows(portal.database, balance)
    assert (own.account_id, own.posted, own.pending) == (issued.account_id, 100, 0)


def test_a_delayed_row_waits_for_midnight_of_its_day(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    business_clock.advance(hours=13, minutes=59)
    desk.issue("C-1024", lines([1]), transfer_after_days=5)
    portal.worker.run_until_idle()
    [issued], [moved], [own] = (rows(portal.database, each) for each in (issue, transfer, balance))
    assert (issued.state, issued.transfer_on, moved.kind) == ("pending", date(2026, 11, 25), "hold")
    assert (own.posted, own.pending) == (0, 100)
    work = portal.database.write
    assert work(lambda conn: make_due(conn, portal.database, date(2026, 11, 24))) == 0
    assert work(lambda conn: make_due(conn, portal.database, date(2026, 11, 25))) == 1
    assert work(lambda conn: make_due(conn, portal.database, date(2026, 11, 25))) == 0
    [issued], [_, moved], [own] = (rows(portal.database, each) for each in (issue, transfer, balance))
    assert (issued.state, moved.kind, moved.biz_date) == ("valid", "activate", date(2026, 11, 25))
    assert (own.posted, own.pending) == (100, 0)
    assert_ledger_holds(portal.database)


def test_test_members_are_marked(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1024", lines([1]) + b"test001@example.jp,T,100\n")
    portal.worker.run_until_idle()
    assert sorted(each.test for each in rows(portal.database, issue)) == [False, True]
    assert sorted(each.test for each in rows(portal.database, transfer)) == [False, True]


def test_sums_agree_after_many_files(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    chance = random.Random(7)
    expected: Counter[str] = Counter()
    for _ in range(12):
        campaign_id, miles = chance.choice([("C-1024", 100), ("C-1025", chance.randint(1, 5000)), ("C-1020", 20)])
        numbers = [chance.randint(1, 40) for _ in range(chance.randint(1, 40))]
        body = lines(numbers, miles) + b"broken,K,1\nguest@example.jp,K,100\n"
        accepted = desk.issue(campaign_id, body, transfer_after_days=chance.choice([0, 0, 3]))
        portal.worker.run_until_idle()
        detail = desk.registration(accepted.registration_id)
        assert detail.records == detail.rows == len(numbers) + 2
        assert detail.miles_issued == (detail.records - detail.errors) * miles
        expected[campaign_id] += detail.miles_issued
        business_clock.advance(days=chance.choice([0, 1]))
        portal.database.write(lambda conn: make_due(conn, portal.database, day_of(business_clock.now)))
        assert_ledger_holds(portal.database)
    assert sum(each.issued for each in rows(portal.database, campaign_total)) == expected.total()
    counted = Counter((each.account_id, each.campaign_id) for each in rows(portal.database, issue))
    limited = {each.campaign_id for each in rows(portal.database, quota)}
    assert len(limited) == 1
    assert {(each.account_id, each.campaign_id): each.total for each in rows(portal.database, quota)} == {
        key: count for key, count in counted.items() if key[1] in limited
    }


@pytest.mark.parametrize("engine", ["sqlite"])
def test_transfers_and_records_cannot_be_changed(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1024", lines([1]))
    portal.worker.run_until_idle()
    for table in (transfer, audit):
        for change in (update(table).values(site_id=new_id()), delete(table)):
            with pytest.raises(DatabaseError, match="append-only"):
                _execute(portal.database, change)


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 0},
        {"amount": -5},
        {"kind": "gift"},
        {"credit": "debit"},
        {"kind": "issue"},
        {"kind": "hold"},
    ],
)
def test_the_schema_itself_refuses_what_must_not_be(
    portal: PortalOnLine, desk: Desk, change: dict[str, object]
) -> None:
    desk.issue("C-1024", lines([1]))
    portal.worker.run_until_idle()
    [moved] = rows(portal.database, transfer)
    values = {**moved._mapping, "id": new_id(), "kind": "reverse", **change}
    if change.get("credit"):
        values["credit"] = values["debit"]
    with pytest.raises(IntegrityError):
        portal.database.write(lambda conn: conn.execute(insert(transfer).values(values)))


def test_an_issue_is_reversed_and_resolved_at_most_once(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1024", lines([1]))
    portal.worker.run_until_idle()
    [moved] = rows(portal.database, transfer)
    for first, second in (("reverse", "reverse"), ("activate", "void")):
        _execute(portal.database, insert(transfer).values({**moved._mapping, "id": new_id(), "kind": first}))
        with pytest.raises(IntegrityError):
            _execute(portal.database, insert(transfer).values({**moved._mapping, "id": new_id(), "kind": second}))


def test_a_balance_never_falls_below_zero(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1024", lines([1]))
    portal.worker.run_until_idle()
    with pytest.raises(IntegrityError):
        portal.database.write(lambda conn: conn.execute(update(balance).values(posted=balance.c.posted - 101)))
