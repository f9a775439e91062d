"""Requests until they are decided, and what NetMile decides."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import start_of
from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.issues import undecided
from netmile_desktop.portal.tables import audit, balance, issue
from tests.support.portals.cancelling import check, ids_of, issue_to, order, outcome
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock

REQUEST = CancelAction.REQUEST
APPROVED, REFUSED = RequestState.APPROVED, RequestState.REFUSED


def requests_of(desk: Desk, **conditions: Any) -> list[wire.CancellationRecord]:
    page: wire.Page[wire.CancellationRecord] = desk.call(operations.SEARCH_CANCELLATIONS, conditions)
    assert page.total >= len(page.items)
    return page.items


def decide(
    netmile: Desk, number: str, action: str = "approve", *ids: str, key: str = "", note: str = ""
) -> wire.CancellationsDecided:
    body = wire.CancellationDecision(site="minato", number=number, action=action, issue_ids=list(ids), note=note)
    headers = {"Idempotency-Key": key or secrets.token_hex(16)}
    answer: wire.CancellationsDecided = netmile.call(operations.DECIDE_CANCELLATIONS, body=body, headers=headers)
    return answer


def posted(portal: PortalOnLine) -> list[int]:
    rows = portal.database.read(lambda conn: conn.execute(select(balance.c.posted)).scalars().all())
    return sorted(rows)


@pytest.fixture
def asked(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> wire.CancelResult:
    """Three issues of which the return is requested, ten days after they were made."""
    ids = ids_of(desk, issue_to(portal, desk, [1, 2, 3]))
    business_clock.advance(days=10)
    return order(desk, REQUEST, *ids)


def test_a_request_is_followed_until_it_is_decided(
    portal: PortalOnLine, desk: Desk, netmile: Desk, asked: wire.CancelResult, business_clock: SetClock
) -> None:
    business_clock.advance(days=2)
    [first, *_] = listed = requests_of(desk)
    assert [each.state for each in listed] == [RequestState.REQUESTED] * 3
    assert (first.number, first.reason, first.requested_by) == (asked.number, CancelReason.ISSUED_WRONGLY, "山田 花子")
    assert (first.age_days, first.last_on, first.days_left) == (2, date(2027, 2, 18), 78)
    assert (first.decided_at, first.cause, first.note) == (None, None, "")
    decided = decide(netmile, asked.number, note="確認しました")
    assert (decided.approved, decided.refused, decided.miles) == (3, 0, 300)
    assert {(row.state, row.cause) for row in decided.rows} == {(APPROVED, None)}
    assert posted(portal) == [0, 0, 0]
    assert_ledger_holds(portal.database)
    [first, *_] = requests_of(desk)
    assert (first.state, first.decided_at, first.note) == (APPROVED, business_clock.now, "確認しました")
    [item] = check(desk, issue_ids=[first.issue_id]).items
    assert (item.live_state, item.cause) == (IssueState.CANCELLED, Cause.ALREADY_CANCELLED)
    assert requests_of(desk, states=["requested"]) == []
    assert len(requests_of(desk, states=["approved", "refused"])) == 3


def test_netmile_sees_the_requests_of_all_sites(desk: Desk, netmile: Desk, asked: wire.CancelResult) -> None:
    page = netmile.call(operations.OPERATOR_CANCELLATIONS)
    assert {(each.site, each.number, each.state) for each in page.items} == {("minato", asked.number, "requested")}
    assert netmile.call(operations.OPERATOR_CANCELLATIONS, {"site": "kaze"}).total == 0
    assert netmile.call(operations.OPERATOR_CANCELLATIONS, {"number": asked.number}).total == 3
    decide(netmile, asked.number)
    assert netmile.call(operations.OPERATOR_CANCELLATIONS).total == 0
    assert netmile.call(operations.OPERATOR_CANCELLATIONS, {"states": ["approved"]}).total == 3


def test_netmile_sees_whether_the_member_still_has_the_miles(
    portal: PortalOnLine, netmile: Desk, asked: wire.CancelResult, business_clock: SetClock
) -> None:
    one = min(row.issue_id for row in asked.rows)
    owner = select(issue.c.account_id).where(issue.c.id == UUID(one)).scalar_subquery()
    spend = update(balance).where(balance.c.account_id == owner).values(posted=99)
    portal.database.write(lambda conn: conn.execute(spend))
    lines = netmile.call(operations.OPERATOR_CANCELLATIONS).items
    found = {each.issue_id: (each.balance, each.miles, each.obstacle) for each in lines}
    others = {row.issue_id: (100, 100, None) for row in asked.rows}
    assert found == others | {one: (99, 100, Cause.BALANCE)}
    business_clock.advance(days=90)
    lines = netmile.call(operations.OPERATOR_CANCELLATIONS).items
    assert {each.obstacle for each in lines} == {Cause.NINETY_DAYS}
    decide(netmile, asked.number, "refuse")
    lines = netmile.call(operations.OPERATOR_CANCELLATIONS, {"states": ["refused"]}).items
    assert {each.obstacle for each in lines} == {None}


def test_a_refused_request_leaves_the_miles_valid_and_may_be_made_again(
    portal: PortalOnLine, desk: Desk, netmile: Desk, asked: wire.CancelResult
) -> None:
    decided = decide(netmile, asked.number, "refuse", note="理由を確認できません")
    assert {(row.state, row.cause) for row in decided.rows} == {(REFUSED, Cause.BY_OPERATOR)}
    assert posted(portal) == [100, 100, 100]
    one = decided.rows[0].issue_id
    [item] = check(desk, issue_ids=[one]).items
    assert (item.live_state, item.action) == (IssueState.VALID, REQUEST)
    assert item.cancellation is not None
    assert (item.cancellation.state, item.cancellation.note) == (REFUSED, "理由を確認できません")
    again = order(desk, REQUEST, one, reason=CancelReason.OTHER)
    assert outcome(again) == [(True, IssueState.REQUESTED, None)]
    assert decide(netmile, again.number).approved == 1
    assert_ledger_holds(portal.database)


def test_some_of_a_request_can_be_decided(
    portal: PortalOnLine, desk: Desk, netmile: Desk, asked: wire.CancelResult
) -> None:
    one, two, three = (row.issue_id for row in asked.rows)
    assert [row.issue_id for row in decide(netmile, asked.number, "approve", two).rows] == [two]
    rest = decide(netmile, asked.number, "refuse")
    assert [row.issue_id for row in rest.rows] == sorted([one, three])
    body = wire.CancellationDecision(site="minato", number=asked.number, action="approve")
    assert netmile.refusal(operations.DECIDE_CANCELLATIONS, body=body) == "P-STATE"
    assert posted(portal) == [0, 100, 100]
    assert_ledger_holds(portal.database)


@pytest.mark.parametrize(("days", "state", "cause"), [(80, APPROVED, None), (81, REFUSED, Cause.NINETY_DAYS)])
def test_the_90_days_are_asked_again_at_approval(
    netmile: Desk,
    asked: wire.CancelResult,
    business_clock: SetClock,
    days: int,
    state: RequestState,
    cause: Cause | None,
) -> None:
    business_clock.advance(days=days)
    assert {(row.state, row.cause) for row in decide(netmile, asked.number).rows} == {(state, cause)}


@pytest.mark.parametrize(("days", "cause"), [(89, None), (90, Cause.THREE_MONTHS)])
def test_the_three_months_are_asked_again_at_approval(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock, days: int, cause: Cause | None
) -> None:
    business_clock.advance(days=10)  # 30 November
    asked = order(desk, REQUEST, *ids_of(desk, issue_to(portal, desk, [1])))
    business_clock.advance(days=days)
    [row] = decide(netmile, asked.number).rows
    assert row.cause is cause


def test_a_request_that_nobody_decides_ends_at_the_midnight_after_its_last_day(
    portal: PortalOnLine, desk: Desk, netmile: Desk, asked: wire.CancelResult, business_clock: SetClock
) -> None:
    one, two, _ = (row.issue_id for row in asked.rows)
    decide(netmile, asked.number, "refuse", one)
    midnight = datetime(2027, 2, 18, 15, tzinfo=UTC)  # in Japan the 19th, the 91st day
    business_clock.now = midnight - timedelta(milliseconds=1)
    portal.worker.run_until_idle()
    assert len(requests_of(desk, states=["requested"])) == 2
    forecast: wire.BillForecast = desk.call(operations.BILL_FORECAST)
    assert (forecast.waiting, forecast.waiting_miles) == (2, 200)
    business_clock.now = midnight
    portal.worker.run_until_idle()
    assert requests_of(desk, states=["requested"]) == []
    ended = {each.issue_id: each for each in requests_of(desk)}
    assert ended[one].cause is Cause.BY_OPERATOR
    assert (ended[two].state, ended[two].cause, ended[two].decided_at) == (REFUSED, Cause.UNDECIDED, midnight)
    forecast = desk.call(operations.BILL_FORECAST)
    assert (forecast.waiting, forecast.waiting_miles, forecast.yen_with_waiting) == (0, 0, forecast.yen)
    radar: wire.Deadlines = desk.call(operations.DEADLINES)
    assert (radar.requests, radar.waiting_rows, radar.waiting_miles) == ([], 0, 0)
    [item] = check(desk, issue_ids=[two]).items
    assert (item.state, item.live_state, item.action, item.cause) == (
        *(IssueState.VALID, IssueState.VALID),
        *(None, Cause.NINETY_DAYS),
    )
    assert item.cancellation is not None
    assert (item.cancellation.state, item.cancellation.cause) == (REFUSED, Cause.UNDECIDED)
    body = wire.CancellationDecision(site="minato", number=asked.number, action="approve")
    assert netmile.refusal(operations.DECIDE_CANCELLATIONS, body=body) == "P-STATE"
    assert posted(portal) == [100, 100, 100]
    assert_ledger_holds(portal.database)
    told = select(audit.c.actor_id, audit.c.detail).where(audit.c.target == asked.number).order_by(audit.c.id)
    assert portal.database.read(lambda conn: conn.execute(told).all())[-1] == (None, "undecided refused=2")


def test_requests_of_many_days_end_however_long_the_worker_was_away(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undecided, "_AT_ONCE", 2)
    for _ in range(3):
        order(desk, REQUEST, *ids_of(desk, issue_to(portal, desk, [1, 2, 3])))
        business_clock.advance(days=1)
    business_clock.advance(days=735)
    portal.worker.run_until_idle()
    ended = requests_of(desk)
    assert {(each.state, each.cause) for each in ended} == {(REFUSED, Cause.UNDECIDED)}
    assert {each.decided_at for each in ended} == {start_of(each.last_on + timedelta(days=1)) for each in ended}
    assert len({each.decided_at for each in ended}) == 3
    portal.worker.run_until_idle()
    assert requests_of(desk) == ended


def test_a_request_made_late_in_the_evening_ends_within_the_hour(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    """Its transaction may be committed after the worker has looked at midnight."""
    ids = ids_of(desk, issue_to(portal, desk, [1]))
    business_clock.advance(days=90)
    evening = business_clock.now
    business_clock.now = start_of(date(2027, 2, 19))
    portal.worker.run_until_idle()
    business_clock.now = evening
    order(desk, REQUEST, *ids)
    business_clock.now = start_of(date(2027, 2, 19)) + timedelta(minutes=59)
    portal.worker.run_until_idle()
    assert len(requests_of(desk, states=["requested"])) == 1
    business_clock.advance(minutes=1)
    portal.worker.run_until_idle()
    assert requests_of(desk, states=["requested"]) == []


def test_each_approval_takes_from_what_the_member_has_left(portal: PortalOnLine, desk: Desk, netmile: Desk) -> None:
    """150 miles are left of 300: the first and the third request fit, the second does not."""
    ids = [
        issue_id
        for miles in (50, 150, 100)
        for issue_id in ids_of(desk, issue_to(portal, desk, [1], "C-1025", miles=miles))
    ]
    portal.database.write(lambda conn: conn.execute(update(balance).values(posted=150)))
    asked = order(desk, REQUEST, *ids)
    decided = decide(netmile, asked.number)
    assert [(row.state, row.cause) for row in decided.rows] == [
        (APPROVED, None),
        (REFUSED, Cause.BALANCE),
        (APPROVED, None),
    ]
    assert (decided.approved, decided.refused, decided.miles) == (2, 1, 150)
    assert posted(portal) == [0]


def test_a_decision_is_made_once_and_goes_on_record(
    portal: PortalOnLine, netmile: Desk, asked: wire.CancelResult
) -> None:
    first = decide(netmile, asked.number, key="k" * 16)
    assert decide(netmile, asked.number, key="k" * 16) == first
    rows = portal.database.read(lambda conn: conn.execute(select(audit).order_by(audit.c.id)).all())
    told = [(row.action, row.target, row.detail) for row in rows if row.target == asked.number]
    assert told == [
        ("cancellation_requested", asked.number, "issued_wrongly rows=3"),
        ("cancellation_decided", asked.number, "approve approved=3 refused=0"),
    ]
    assert_ledger_holds(portal.database)


@pytest.mark.parametrize(("site", "number"), [("nowhere", ""), ("kaze", ""), ("minato", "R20261120-999999")])
def test_what_does_not_exist_cannot_be_decided(netmile: Desk, asked: wire.CancelResult, site: str, number: str) -> None:
    body = wire.CancellationDecision(site=site, number=number or asked.number, action="approve")
    assert netmile.refusal(operations.DECIDE_CANCELLATIONS, body=body) == "P-NOTFOUND"


def test_cancellations_are_found_under_conditions(
    portal: PortalOnLine, desk: Desk, stranger: Desk, asked: wire.CancelResult
) -> None:
    pending = ids_of(desk, issue_to(portal, desk, [4], "C-1025", miles=7, transfer_after_days=3))
    done = order(desk, CancelAction.AT_ONCE, *pending)
    assert requests_of(desk, sort="miles")[0].number == done.number
    assert [each.state for each in requests_of(desk, number=done.number)] == [RequestState.DONE]
    assert [each.key for each in requests_of(desk, key="K000002")] == ["K000002"]
    assert len(requests_of(desk, campaign_id="C-1024")) == 3
    assert requests_of(desk, requested_to="2026-11-29") == []
    assert len(requests_of(desk, requested_from="2026-11-30", requested_to="2026-11-30")) == 4
    assert requests_of(stranger) == []
    reversed_days = {"requested_from": "2026-12-01", "requested_to": "2026-11-30"}
    assert desk.refusal(operations.SEARCH_CANCELLATIONS, reversed_days) == "P-RANGE"
