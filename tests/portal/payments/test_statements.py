"""Statements by day, against what was done."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from netmile_desktop.domain import operations, wire
from tests.support.portals.paying import Shop, add_shop, give, pay
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock

DAYS = {"first": "2026-11-20", "last": "2026-11-21"}


@pytest.fixture
def busy(
    portal: PortalOnLine, desk: Desk, netmile: Desk, clock: SetClock, business_clock: SetClock, shop: Shop
) -> Shop:
    """Two payments on a day, one of a test member too; refunds on the next; another shop beside it."""
    give(portal, desk, 5_000)
    desk.issue("C-1025", b"test001@example.jp,T,500\n")
    portal.worker.run_until_idle()
    pay(portal, business_clock, shop.open("A-1", 300))
    business_clock.advance(minutes=1)
    pay(portal, business_clock, shop.open("A-2", 1_000, description="ノート, 5 冊"))
    business_clock.advance(minutes=1)
    pay(portal, business_clock, shop.open("T-1", 70, "test001@example.jp"))
    other = add_shop(netmile, clock, "kawa")
    pay(portal, business_clock, other.open("A-1", 11), "kawa")
    shop.open("A-3", 40)
    business_clock.now = NOW.replace(day=20, hour=15)  # midnight in Japan
    shop.refund(300, "A-1", "R-1")
    shop.refund(1, "A-2", "R-1")
    return shop


def test_the_sums_of_each_day_leave_test_members_out(busy: Shop) -> None:
    told: wire.Statement = busy.call(operations.STATEMENT, DAYS)
    assert told.days == [
        wire.StatementDay(day=date(2026, 11, 20), payments=2, paid=1_300, refunds=0, refunded=0, balance=1_300),
        wire.StatementDay(day=date(2026, 11, 21), payments=0, paid=0, refunds=2, refunded=301, balance=-301),
    ]
    assert (told.payments, told.paid, told.refunds, told.refunded, told.balance) == (2, 1_300, 2, 301, 999)
    assert told.test_entries == 1
    one: wire.Statement = busy.call(operations.STATEMENT, {"first": "2026-11-21", "last": "2026-11-30"})
    assert ([day.day for day in one.days], one.test_entries) == ([date(2026, 11, 21)], 0)


def test_each_entry_is_told_in_order_of_time(busy: Shop) -> None:
    page: wire.Page[wire.StatementEntry] = busy.call(operations.STATEMENT_ENTRIES, {**DAYS, "size": 3})
    assert page.total == 5
    told = [(each.kind, each.number, each.refund_number, each.miles, each.test) for each in page.items]
    assert told == [
        ("payment", "A-1", "", 300, False),
        ("payment", "A-2", "", 1_000, False),
        ("payment", "T-1", "", 70, True),
    ]
    rest: wire.Page[wire.StatementEntry] = busy.call(operations.STATEMENT_ENTRIES, {**DAYS, "size": 3, "page": 2})
    assert [(each.kind, each.number, each.refund_number, each.miles) for each in rest.items] == [
        ("refund", "A-1", "R-1", -300),
        ("refund", "A-2", "R-1", -1),
    ]
    assert (rest.items[0].day, rest.items[0].description) == (date(2026, 11, 21), "文庫本 2 冊")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_list_has_the_same_with_the_sum_of_each_day(busy: Shop, encoding: str) -> None:
    content: bytes = busy.call(operations.STATEMENT_LIST, {**DAYS, "encoding": encoding})
    rows = list(csv.reader(io.StringIO(content.decode(encoding), newline="")))
    assert rows == [
        ["日時", "日付", "種別", "支払番号", "返金番号", "マイル数", "内容", "テスト会員"],
        ["2026-11-20 10:00:00", "2026-11-20", "支払", "A-1", "", "300", "文庫本 2 冊", ""],
        ["2026-11-20 10:01:00", "2026-11-20", "支払", "A-2", "", "1000", "ノート, 5 冊", ""],
        ["2026-11-20 10:02:00", "2026-11-20", "支払", "T-1", "", "70", "文庫本 2 冊", "1"],
        ["", "2026-11-20", "日計", "", "", "1300", "", ""],
        ["2026-11-21 00:00:00", "2026-11-21", "返金", "A-1", "R-1", "-300", "文庫本 2 冊", ""],
        ["2026-11-21 00:00:00", "2026-11-21", "返金", "A-2", "R-1", "-1", "ノート, 5 冊", ""],
        ["", "2026-11-21", "日計", "", "", "-301", "", ""],
    ]


def test_a_quiet_shop_has_an_empty_statement(shop: Shop) -> None:
    told: wire.Statement = shop.call(operations.STATEMENT, DAYS)
    assert (told.days, told.balance, told.test_entries) == ([], 0, 0)
    assert shop.call(operations.STATEMENT_LIST, DAYS).count(b"\r\n") == 1


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-11-21", "2026-11-20", "P-RANGE"),
        ("2026-08-20", "2026-11-20", "P-SPAN"),
        ("1999-12-31", "2000-01-01", "P-SPAN"),
        ("2026-11-31", "2026-12-01", "P-INVALID"),
    ],
)
@pytest.mark.parametrize("operation", [operations.STATEMENT, operations.STATEMENT_ENTRIES, operations.STATEMENT_LIST])
def test_days_that_are_none_or_too_many_are_refused(
    shop: Shop, operation: operations.Operation[object, object, object], first: str, last: str, code: str
) -> None:
    assert shop.refusal(operation, {"first": first, "last": last}) == code
