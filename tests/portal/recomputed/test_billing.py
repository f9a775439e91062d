"""The bills of many months, recomputed from what was done: issued, taken back, granted, never decided."""

from __future__ import annotations

import random
import secrets
from datetime import date, datetime, time, timedelta, timezone

from sqlalchemy import Connection, delete, insert, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import VariableAmount
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from netmile_desktop.portal.tables import contract_rate, site
from tests.portal.recomputed.rules import AT_ONCE, DAY, REQUEST, Act, Bill, Mile, bills
from tests.support.portals.cancelling import check, ids_of, order
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, add_campaign

JAPAN = timezone(timedelta(hours=9))
FIRST = date(2026, 11, 20)
LAST = date(2028, 4, 6)
RATES = [(date(2026, 1, 1), 900), (date(2027, 2, 14), 850), (date(2027, 7, 1), 333)]
CAMPAIGN = SampleCampaign(
    code="C-9000", name="長い", description="", runs=(-1, 900), amount=VariableAmount(1, 100_000), listed=False
)
TEST_MEMBER = "test001@example.jp"


def months(last: date) -> list[tuple[int, int]]:
    """From the first act to the month of a day."""
    found = [(FIRST.year, FIRST.month)]
    while found[-1] < (last.year, last.month):
        year, month = found[-1]
        found.append((year, month + 1) if month < 12 else (year + 1, 1))
    return found


class Books:
    """What is done at the portal, written down beside it."""

    def __init__(self, portal: PortalOnLine, desk: Desk, netmile: Desk) -> None:
        self._portal, self._desk, self._netmile = portal, desk, netmile
        self._chance = random.Random(2)
        self.acts: list[Act] = []
        self.miles: list[Mile] = []
        self._forgotten: set[str] = set()

    def issue(self, today: date) -> None:
        """Some miles to a member, often with a delay, now and then to a test member as well."""
        delay, amount = self._chance.choice((0, 0, 3, 40, 90)), self._chance.randint(1, 9_999)
        addresses = [f"member{self._chance.randint(1, 400):05d}@example.jp"]
        if self._chance.random() < 0.3:
            addresses.append(TEST_MEMBER)
        body = "".join(f"{address},K{len(self.miles)}-{n},{amount}\n" for n, address in enumerate(addresses))
        accepted = self._desk.issue(CAMPAIGN.code, body.encode(), transfer_after_days=delay)
        self._portal.worker.run_until_idle()
        for id_, address in zip(ids_of(self._desk, accepted.registration_id), addresses, strict=True):
            self.miles.append(Mile(id_, today, delay, amount, test=address == TEST_MEMBER))
            self.acts.append(Act(today, amount, test=address == TEST_MEMBER))

    def take_back(self, today: date, most: int) -> None:
        """Cancel or request whatever is chosen, each in the way of the day."""
        for way in (AT_ONCE, REQUEST):
            able = [mile for mile in self.miles if mile.answer(today)[0] == way]
            some = self._chance.sample(able, min(len(able), most))
            if not some:
                continue
            result = order(self._desk, CancelAction(way), *(mile.issue_id for mile in some))
            assert result.done == len(some)
            for mile in some:
                mile.requested = way == REQUEST
                if self._chance.random() < 0.3:
                    self._forgotten.add(mile.issue_id)
                if way == AT_ONCE:
                    self._give_back(mile, today)

    def decide(self, today: date) -> None:
        """NetMile grants some requests. Others are left until they end by themselves."""
        for each in self._netmile.call(operations.OPERATOR_CANCELLATIONS, {"size": 100}).items:
            if each.issue_id in self._forgotten or self._chance.random() < 0.6:
                continue
            decision = wire.CancellationDecision(
                site="minato", number=each.number, action="approve", issue_ids=[each.issue_id], note=""
            )
            headers = {"Idempotency-Key": secrets.token_hex(16)}
            decided = self._netmile.call(operations.DECIDE_CANCELLATIONS, body=decision, headers=headers)
            mile = next(mile for mile in self.miles if mile.issue_id == each.issue_id)
            mile.requested = False
            assert decided.approved == 1
            self._give_back(mile, today)

    def waiting(self, today: date) -> list[Mile]:
        return [mile for mile in self.miles if mile.live_state(today) == "requested" and not mile.test]

    def _give_back(self, mile: Mile, today: date) -> None:
        mile.cancelled = True
        self.acts.append(Act(today, mile.miles, is_cancelling=True, test=mile.test))


def usage(desk: Desk, last: date) -> tuple[list[Bill], list[bool]]:
    query = {"by": "month", "first": FIRST.replace(day=1), "last": last}
    told: wire.ReportAnswer = desk.call(operations.REPORT, query, report="usage")
    columns = [told.values[name] for name in ("issued", "cancelled", "carried", "billable", "yen")]
    return [Bill(*(int(each or 0) for each in row)) for row in zip(*columns, strict=True)], told.closed


def compare(desk: Desk, books: Books, today: date) -> None:
    """Compare every month's bill and the forecast of the running one, which also counts what may still be granted."""
    expected = bills(books.acts, RATES, months(today))
    told, closed = usage(desk, today)
    assert told == expected
    assert closed == [True] * (len(expected) - 1) + [False]
    forecast: wire.BillForecast = desk.call(operations.BILL_FORECAST)
    now = expected[-1]
    assert (forecast.issued, forecast.cancelled, forecast.carried) == (now.issued, now.cancelled, now.carried)
    assert (forecast.billable, forecast.yen) == (now.billable, now.yen)
    waiting = books.waiting(today)
    granted = [*books.acts, *(Act(today, mile.miles, is_cancelling=True) for mile in waiting)]
    assert (forecast.waiting, forecast.waiting_miles) == (len(waiting), sum(mile.miles for mile in waiting))
    assert forecast.yen_with_waiting == bills(granted, RATES, months(today))[-1].yen


def test_every_bill_is_what_was_done(portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock) -> None:
    portal.database.write(agree_on_rates)
    add_campaign(portal.database, CAMPAIGN)
    books, chance = Books(portal, desk, netmile), random.Random(1)
    today = FIRST
    while today <= LAST:
        business_clock.now = datetime.combine(today, time(10), JAPAN)
        portal.worker.run_until_idle()
        is_quiet = today.month in {3, 9}  # nothing is issued, so that these months owe something
        if not is_quiet:
            books.issue(today)
        books.take_back(today, 3 if is_quiet else 1)
        books.decide(today)
        business_clock.advance(hours=2)
        compare(desk, books, today)
        today += chance.randint(3, 14) * DAY
    told, _ = usage(desk, LAST)
    assert any(bill.billable < 0 for bill in told), "a month that owes miles"
    assert any(bill.carried for bill in told)
    assert any(mile.requested and not mile.waits(LAST) for mile in books.miles), "a request that nobody decided"
    assert any(act.test for act in books.acts)
    last = check(desk, issue_ids=[mile.issue_id for mile in books.miles]).items
    assert [item.live_state for item in last] == [mile.live_state(day_of_look(business_clock)) for mile in books.miles]
    assert_ledger_holds(portal.database)


def day_of_look(clock: SetClock) -> date:
    return clock.now.astimezone(JAPAN).date()


def agree_on_rates(conn: Connection) -> None:
    """Rates that change in the middle of a month, and at the beginning of one."""
    owner = conn.execute(select(site.c.id).where(site.c.code == "minato")).scalar_one()
    conn.execute(delete(contract_rate).where(contract_rate.c.site_id == owner))
    for since, rate in RATES:
        conn.execute(insert(contract_rate).values(site_id=owner, from_on=since, yen_per_1000_miles=rate))
