"""Automatic and manual issuance at the same time: limits hold over both, and both are told alike afterwards."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.history import IssueType
from netmile_desktop.portal.tables import issue, transfer
from tests.portal.automatic.conftest import automatic_campaign
from tests.support.portals.automatic import Shop, as_json
from tests.support.portals.cancelling import order
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, add_campaign

MEMBERS, CALLS, THREADS = 6, 48, 8


def issued_to(portal: PortalOnLine) -> Counter[object]:
    """The number of issues of each member."""
    each = select(issue.c.account_id, func.count()).group_by(issue.c.account_id)
    return Counter(dict(tuple(row) for row in portal.database.read(lambda conn: conn.execute(each).all())))


@pytest.mark.parametrize(("limits", "at_most"), [({"per_member": 3}, 3), ({"per_member_per_day": 2}, 2)])
def test_both_ways_at_once_do_not_overrun_a_limit(
    portal: PortalOnLine, shop: Shop, desk: Desk, limits: dict[str, int], at_most: int
) -> None:
    add_campaign(portal.database, automatic_campaign("A-2", **limits))
    for number in range(4):
        rows = "".join(f"member{n:05d}@example.jp,K{number}{n},10\n" for n in range(1, MEMBERS + 1))
        desk.issue("A-2", rows.encode())
    parameters = [
        shop.parameter(campaign_id="A-2", unique_id=f"U{n}", address=f"member{n % MEMBERS + 1:05d}@example.jp")
        for n in range(CALLS)
    ]
    together = threading.Barrier(THREADS + 2)
    codes: Counter[str | None] = Counter()

    def call(mine: list[str]) -> None:
        together.wait()
        for parameter in mine:
            codes[portal.portal.automatic.call("minato", parameter).code] += 1

    def judge() -> None:
        together.wait()
        while portal.worker.run_once():
            pass

    with ThreadPoolExecutor(THREADS + 2) as pool:
        work = [pool.submit(call, parameters[n::THREADS]) for n in range(THREADS)]
        work += [pool.submit(judge) for _ in range(2)]
        for each in work:
            each.result()
    portal.worker.run_until_idle()
    assert set(issued_to(portal).values()) == {at_most}
    assert len(issued_to(portal)) == MEMBERS
    refused = "44038" if "per_member" in limits else "44039"
    assert set(codes) <= {None, refused}
    assert sum(codes.values()) == CALLS
    assert_ledger_holds(portal.database)


def test_one_call_in_fifty_threads_of_the_portal_is_issued_once(portal: PortalOnLine, shop: Shop) -> None:
    """Past the few threads that serve HTTP: as in several processes."""
    parameter, together = shop.parameter(), threading.Barrier(50)

    def call(_: int) -> bytes:
        together.wait()
        return as_json(portal.portal.automatic.call("minato", parameter))

    with ThreadPoolExecutor(50) as pool:
        answers = set(pool.map(call, range(50)))
    assert len(answers) == 1
    assert b'"issued":true' in answers.pop()
    assert sum(issued_to(portal).values()) == 1
    assert_ledger_holds(portal.database)


def test_a_refused_call_in_fifty_threads_is_one_entry(portal: PortalOnLine, shop: Shop, desk: Desk) -> None:
    parameter = shop.parameter(miles=5_000)
    with ThreadPoolExecutor(50) as pool:
        codes = set(pool.map(lambda _: portal.portal.automatic.call("minato", parameter).code, range(50)))
    assert codes == {"12006"}
    assert [each.times for each in desk.call(operations.AUTOMATIC_ERRORS).items] == [50]


def test_a_cancelled_automatic_issue_makes_room_for_another(portal: PortalOnLine, shop: Shop, desk: Desk) -> None:
    add_campaign(portal.database, automatic_campaign("A-2", per_member=1, transfer_after_days=5))
    first = shop.call(campaign_id="A-2", unique_id="A")
    assert first.issue_id
    assert shop.code(campaign_id="A-2", unique_id="B") == "44038"
    assert order(desk, CancelAction.AT_ONCE, first.issue_id).done == 1
    assert as_json(shop.call(campaign_id="A-2", unique_id="A")) == as_json(first), "issued twice"
    assert shop.code(campaign_id="A-2", unique_id="B") is None
    assert_ledger_holds(portal.database)


class Life:
    """A random life of both ways; it remembers what each unique ID was answered."""

    def __init__(self, seed: int, portal: PortalOnLine, shop: Shop, desk: Desk, clocks: tuple[SetClock, ...]) -> None:
        self._chance = random.Random(seed)
        self._portal = portal
        self._shop = shop
        self._desk = desk
        self._clocks = clocks
        self.issued: dict[str, tuple[str, bytes]] = {}
        self.seen: Counter[str] = Counter()

    def go_on(self) -> None:
        steps: tuple[Callable[[], None], ...] = (
            *(self._call, self._call, self._call, self._repeat, self._say_otherwise),
            *(self._by_hand, self._cancel, self._time_passes),
        )
        self._chance.choice(steps)()

    def _call(self) -> None:
        unique_id = f"U{self._chance.randrange(60)}"
        parameter = self._shop.parameter(
            unique_id=unique_id,
            campaign_id=self._chance.choice(["A-1", "A-2", "A-3", "C-1024"]),
            address=f"member{self._chance.randint(1, 8):05d}@example.jp",
            miles=self._chance.choice([10, 20, 5_000]),
        )
        answer = self._shop.call(parameter)
        self.seen[answer.code or "issued"] += 1
        if answer.issued and unique_id not in self.issued:
            self.issued[unique_id] = parameter, as_json(answer)
        elif answer.issued:
            assert as_json(answer) == self.issued[unique_id][1], "the same ID was issued twice"

    def _repeat(self) -> None:
        if self.issued:
            parameter, answer = self._chance.choice(list(self.issued.values()))
            assert as_json(self._shop.call(parameter)) == answer
            self.seen["repeated"] += 1

    def _say_otherwise(self) -> None:
        if self.issued:
            unique_id = self._chance.choice(list(self.issued))
            assert self._shop.code(unique_id=unique_id, miles=999) == "13005"
            self.seen["otherwise"] += 1

    def _by_hand(self) -> None:
        rows = "".join(f"member{self._chance.randint(1, 8):05d}@example.jp,K{n},10\n" for n in range(4))
        self._desk.issue(self._chance.choice(["A-1", "A-2", "A-3"]), rows.encode())
        self._portal.worker.run_until_idle()

    def _cancel(self) -> None:
        ids = self._portal.database.read(lambda conn: conn.execute(select(issue.c.id)).scalars().all())
        if ids:
            chosen = [str(each) for each in self._chance.sample(sorted(ids), min(3, len(ids)))]
            self.seen["cancelled"] += order(self._desk, CancelAction.AT_ONCE, *chosen).done

    def _time_passes(self) -> None:
        hours = self._chance.choice([0, 1, 12, 24])
        for each in self._clocks:
            each.advance(hours=hours)
        self._portal.worker.run_until_idle()


@pytest.mark.parametrize("seed", range(2))
def test_any_sequence_of_both_ways_leaves_the_ledger_whole(
    portal: PortalOnLine, shop: Shop, desk: Desk, business_clock: SetClock, seed: int
) -> None:
    add_campaign(
        portal.database, automatic_campaign("A-2", per_member_per_day=2, runs=(-10, 60), transfer_after_days=2)
    )
    add_campaign(portal.database, automatic_campaign("A-3", per_member=2, runs=(-10, 60), transfer_after_days=1))
    life = Life(seed, portal, shop, desk, (business_clock,))
    for step in range(120):
        life.go_on()
        if step % 10 == 0:
            assert_ledger_holds(portal.database)
    assert_ledger_holds(portal.database)
    automatic = select(transfer.c.idem).where(transfer.c.idem.is_not(None))
    stored = portal.database.read(lambda conn: conn.execute(automatic).scalars().all())
    assert sorted(stored) == sorted(f"auto:{unique_id}" for unique_id in life.issued)
    assert {"issued", "12006", "44038", "repeated", "otherwise", "cancelled"} <= set(life.seen), "too little happened"


def test_history_inquiry_report_and_bill_know_an_automatic_issue(
    portal: PortalOnLine, shop: Shop, desk: Desk, business_clock: SetClock
) -> None:
    answer = shop.call(miles=700, key="ORDER-KEY")
    asked: wire.InquiryAnswer = desk.call(operations.INQUIRE, body=wire.Inquiry(key="ORDER-KEY"))
    by_address = desk.call(operations.INQUIRE, body=wire.Inquiry(address="member00001@example.jp"))
    for each in (asked, by_address):
        [found] = each.issues
        assert (found.issue_id, found.type, found.registration_id) == (answer.issue_id, IssueType.AUTOMATIC, "")
    bill: wire.BillForecast = desk.call(operations.BILL_FORECAST)
    assert (bill.issued, bill.billable, bill.yen) == (700, 700, 700 * 850 // 1000)
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    [line] = desk.call(operations.SEARCH_HISTORY, {"campaign_id": "A-1"}).items
    assert (line.issue_id, line.type, line.miles) == (answer.issue_id, IssueType.AUTOMATIC, 700)
    exported = desk.call(operations.EXPORT_HISTORY, {"campaign_id": "A-1"}).decode("utf-8-sig")
    assert "自動発行" in exported
    period = {"campaign_id": "A-1", "first": "2026-11-20", "last": "2026-11-20", "by": "day"}
    report: wire.ReportAnswer = desk.call(operations.REPORT, period, report="campaign")
    assert report.values["issued"] == [700]
