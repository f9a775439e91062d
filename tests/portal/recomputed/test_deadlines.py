"""Last days, and the way back on each day, recomputed from the guide's sentences: in the rules, and at the portal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from itertools import count

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import VariableAmount
from netmile_desktop.domain.cancellations import CancelAction, deadline, way_to_cancel
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from tests.portal.recomputed.rules import (
    AT_ONCE,
    DAY,
    ISSUE_DAYS,
    REQUEST,
    Mile,
    cause_of_being_late,
    last_day,
    way_back,
)
from tests.support.portals.cancelling import check, ids_of, issue_to, order
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, add_campaign

JAPAN = timezone(timedelta(hours=9))

CAMPAIGN = SampleCampaign(
    code="C-9000", name="長い", description="", runs=(-1, 900), amount=VariableAmount(1, 100_000), listed=False
)
DELAYS = (0, 1, 88, 89, 90)
BEGIN, END = time(), time(23, 59, 59)
LOOKS = ((0, END), (1, BEGIN), (87, BEGIN), (88, END), (89, BEGIN), (90, END), (91, BEGIN))
"""Days after an issue on which the portal is asked and ordered: at their first moment or at their last."""


def test_the_rules_say_what_the_sentences_say_on_every_day() -> None:
    compared = 0
    for issued_on in ISSUE_DAYS:
        for delay in range(91):
            transfer_on, last = issued_on + delay * DAY, last_day(issued_on, delay)
            assert deadline(issued_on, transfer_on).last_on == last, (issued_on, delay)
            for passed in range(100):
                today = issued_on + passed * DAY
                state = IssueState.PENDING if today < transfer_on else IssueState.VALID
                expected = way_back(issued_on, delay, today) or cause_of_being_late(issued_on)
                told = way_to_cancel(state, issued_on, transfer_on, today)
                assert told.value == expected, (issued_on, delay, passed)
                assert (today <= last) is isinstance(told, CancelAction)
                compared += 1
    assert compared == 16 * 91 * 100


@dataclass
class Shop:
    """Issues at the real portal, and what should be true of them."""

    portal: PortalOnLine
    desk: Desk
    clock: SetClock
    miles: dict[date, list[list[Mile]]] = field(default_factory=dict)
    """By day of issue: for each delay one issue for each look, and one more whose return is requested early."""
    _amounts: count[int] = field(default_factory=lambda: count(100))

    def issue(self, today: date) -> None:
        """One registration for each delay, all different, so that none repeats another."""
        made = []
        for delay in DELAYS:
            numbers, amount = list(range(1, len(LOOKS) + 2)), next(self._amounts)
            registration = issue_to(
                self.portal, self.desk, numbers, CAMPAIGN.code, miles=amount, transfer_after_days=delay
            )
            ids = ids_of(self.desk, registration)
            made.append([Mile(id_, today, delay, amount) for id_ in ids])
        self.miles[today] = made

    def look(self, issued_on: date, number: int) -> None:
        """Compare every answer about the issues of a day, then order the ones that are kept for this look both ways."""
        today = issued_on + LOOKS[number][0] * DAY
        made = self.miles[issued_on]
        self._compare([mile for row in made for mile in row], today)
        self._order([row[number] for row in made], today)
        early = [row[-1] for row in made if not row[-1].requested and row[-1].answer(today)[0] == REQUEST]
        if early:
            result = order(self.desk, CancelAction.REQUEST, *(mile.issue_id for mile in early))
            assert result.done == len(early)
            for mile in early:
                mile.requested = True

    def _compare(self, miles: list[Mile], today: date) -> None:
        told = check(self.desk, issue_ids=[mile.issue_id for mile in miles]).items
        for mile, item in zip(miles, told, strict=True):
            last = last_day(mile.issued_on, mile.delay)
            where = (mile.issued_on, mile.delay, today)
            assert (item.live_state, item.action, item.cause) == (mile.live_state(today), *mile.answer(today)), where
            assert (item.last_on, item.days_left) == (last, (last - today).days), where
            if mile.requested and not mile.waits(today):
                trace = item.cancellation
                assert trace is not None
                midnight = datetime.combine(last + DAY, time(), JAPAN)
                assert (trace.state, trace.cause, trace.decided_at) == ("refused", "P-UNDECIDED", midnight), where

    def _order(self, miles: list[Mile], today: date) -> None:
        expected = {mile.issue_id: mile.answer(today) for mile in miles}
        for asked in (AT_ONCE, REQUEST):
            result = order(self.desk, CancelAction(asked), *expected)
            for mile, row in zip(miles, result.rows, strict=True):
                way, cause = expected[mile.issue_id]
                if mile.cancelled or mile.requested:
                    assert not row.is_done
                elif way == asked:
                    assert row.is_done, (mile, today)
                    mile.cancelled, mile.requested = way == AT_ONCE, way == REQUEST
                else:
                    other = {AT_ONCE: "P-PENDING", REQUEST: "P-VALID"}
                    assert (row.is_done, row.cause) == (False, cause or other[str(way)]), (mile, today)

    def compare_lists(self, today: date, days: int = 14) -> None:
        """Compare the radar, what it leads to in the history, and the requests that wait."""
        every = [mile for made in self.miles.values() for row in made for mile in row]
        radar: wire.Deadlines = self.desk.call(operations.DEADLINES, {"days": days})
        near: Counter[tuple[date, str]] = Counter()
        for mile in every:
            last = last_day(mile.issued_on, mile.delay)
            if mile.live_state(today) in {"pending", "valid"} and today <= last <= today + days * DAY:
                near[last, mile.live_state(today)] += mile.miles
        told: Counter[tuple[date, str]] = Counter()
        for day in (*radar.pending, *radar.valid):
            told[day.last_on, day.state.value] += day.miles
            conditions = {
                "campaign_id": day.campaign_id,
                "issued_from": day.issued_on,
                "issued_to": day.issued_on,
                "transfer_from": day.transfer_from,
                "transfer_to": day.transfer_to,
            }
            page = self.desk.call(operations.SEARCH_HISTORY, {**conditions, "states": ["pending", "valid"], "size": 99})
            assert (page.total, sum(item.miles for item in page.items)) == (day.rows, day.miles)
            assert {item.last_on for item in page.items} == {day.last_on}
        assert told == near
        waiting = [mile for mile in every if mile.live_state(today) == "requested"]
        assert (radar.waiting_rows, radar.waiting_miles) == (len(waiting), sum(mile.miles for mile in waiting))
        assert all(each.days_left >= 0 for each in radar.requests)


def test_the_portal_tells_and_accepts_what_the_sentences_say(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    add_campaign(portal.database, CAMPAIGN)
    shop = Shop(portal, desk, business_clock)
    steps = [(instant(day, time(10)), day, -1) for day in ISSUE_DAYS]
    for day in ISSUE_DAYS:
        steps += [(instant(day + passed * DAY, at), day, number) for number, (passed, at) in enumerate(LOOKS)]
    for business_clock.now, day, number in sorted(steps):
        portal.worker.run_until_idle()
        if number < 0:
            shop.issue(day)
            continue
        shop.look(day, number)
        if (passed := LOOKS[number][0]) in {87, 90}:
            shop.compare_lists(day + passed * DAY)
    assert_ledger_holds(portal.database)


def instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, JAPAN)
