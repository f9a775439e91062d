"""Taking miles back over HTTP: looking first, at once, by request, and what the ledger says afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.tables import audit, balance, issue, quota, transfer
from netmile_desktop.portal.worker import CHUNK_ROWS
from tests.support.portals.cancelling import check, ids_of, issue_to, order, outcome
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, lines

AT_ONCE, REQUEST = CancelAction.AT_ONCE, CancelAction.REQUEST


def balances(portal: PortalOnLine) -> list[tuple[int, int]]:
    rows = portal.database.read(lambda conn: conn.execute(select(balance).order_by(balance.c.account_id)).all())
    return [(row.posted, row.pending) for row in rows]


def test_a_mixed_selection_is_sorted_before_anything_happens(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    pending = issue_to(portal, desk, [1, 2], transfer_after_days=5)
    valid = issue_to(portal, desk, [3])
    asked = [*ids_of(desk, valid), "0" * 8 + "-0000-0000-0000-" + "0" * 12, *ids_of(desk, pending)]
    forecast = check(desk, issue_ids=[*asked, asked[0]])
    assert (forecast.at_once.rows, forecast.at_once.miles) == (2, 200)
    assert (forecast.by_request.rows, forecast.by_request.miles) == (1, 100)
    assert (forecast.impossible.rows, forecast.impossible.miles) == (1, 0)
    assert forecast.causes == [wire.CauseCount(cause=Cause.NOT_FOUND, rows=1)]
    assert [item.action for item in forecast.items] == [REQUEST, AT_ONCE, AT_ONCE]
    assert forecast.unknown == [asked[1]]
    assert check(desk, registration_id=pending).at_once.rows == 2
    business_clock.advance(days=1)
    assert check(desk, found=wire.HistoryConditions(key="K000001")).at_once.rows == 1
    assert check(desk, found=wire.HistoryConditions(states=[IssueState.CANCELLED])).items == []
    assert len(portal.database.read(lambda conn: conn.execute(select(transfer)).all())) == 3


@pytest.mark.parametrize(
    ("selection", "code"),
    [
        ({}, "P-OPTION"),
        ({"registration_id": "20261120-000001", "found": wire.HistoryConditions()}, "P-OPTION"),
        ({"registration_id": "20261120-000009"}, "P-NOTFOUND"),
        ({"found": wire.HistoryConditions(miles_from=2, miles_to=1)}, "P-RANGE"),
        ({"issue_ids": ["nonsense"]}, "P-INVALID"),
    ],
)
def test_a_selection_says_one_thing(desk: Desk, selection: dict[str, Any], code: str) -> None:
    assert desk.refusal(operations.CHECK_CANCELLATION, body=wire.CancelSelection(**selection)) == code


def test_pending_miles_are_cancelled_at_once(portal: PortalOnLine, desk: Desk) -> None:
    registration = issue_to(portal, desk, [1, 1, 2], transfer_after_days=5)
    first, second, _ = ids_of(desk, registration)
    result = order(desk, AT_ONCE, first)
    assert (result.number, result.done, result.miles) == ("R20261120-000001", 1, 100)
    assert outcome(result) == [(True, IssueState.CANCELLED, None)]
    assert balances(portal) == [(0, 100), (0, 100)]
    assert_ledger_holds(portal.database)
    [item] = check(desk, issue_ids=[first]).items
    assert (item.live_state, item.cause, item.action) == (IssueState.CANCELLED, Cause.ALREADY_CANCELLED, None)
    trace = item.cancellation
    assert trace is not None
    assert (trace.number, trace.reason, trace.state) == (result.number, CancelReason.ISSUED_WRONGLY, RequestState.DONE)
    assert trace.requested_by == "山田 花子"
    rest = order(desk, AT_ONCE, second)
    assert rest.number == "R20261120-000002"
    moved = portal.database.read(lambda conn: conn.execute(select(transfer).where(transfer.c.kind == "void")).all())
    assert [(each.debit, each.credit) for each in moved] == [(each.debit, moved[0].credit) for each in moved]
    assert {each.credit for each in moved} == {each.site_id for each in moved}


def test_a_second_time_nothing_happens_and_the_reason_stays(portal: PortalOnLine, desk: Desk) -> None:
    [one] = ids_of(desk, issue_to(portal, desk, [1], transfer_after_days=5))
    order(desk, AT_ONCE, one)
    again = order(desk, AT_ONCE, one)
    assert (again.number, again.done) == ("", 0)
    assert outcome(again) == [(False, IssueState.CANCELLED, Cause.ALREADY_CANCELLED)]
    other = order(desk, AT_ONCE, one, reason=CancelReason.OTHER)
    assert outcome(other) == [(False, IssueState.CANCELLED, Cause.REASON_LOCKED)]
    assert outcome(order(desk, REQUEST, one)) == [(False, IssueState.CANCELLED, Cause.ALREADY_CANCELLED)]
    assert_ledger_holds(portal.database)


def test_the_same_order_under_the_same_key_is_carried_out_once(portal: PortalOnLine, desk: Desk) -> None:
    one, two = ids_of(desk, issue_to(portal, desk, [1, 2], transfer_after_days=5))
    first = order(desk, AT_ONCE, one, key="k" * 16)
    assert order(desk, AT_ONCE, one, key="k" * 16) == first
    body = wire.CancelOrder(action=AT_ONCE, reason=CancelReason.OTHER, issue_ids=[two])
    assert desk.refusal(operations.CANCEL, body=body, headers={"Idempotency-Key": "k" * 16}) == "P-IDEM"
    assert desk.refusal(operations.CANCEL, body=body, headers={"Idempotency-Key": ""}) == "P-KEY"
    assert balances(portal) == [(0, 0), (0, 100)]


def test_what_became_valid_meanwhile_is_offered_as_a_request(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    one, two = ids_of(desk, issue_to(portal, desk, [1, 2], transfer_after_days=2))
    business_clock.advance(days=2)
    portal.worker.run_until_idle()
    [shown, _] = desk.call(operations.SEARCH_HISTORY).items
    assert (shown.state, shown.live_state) == (IssueState.PENDING, IssueState.VALID)
    result = order(desk, AT_ONCE, one, two)
    assert outcome(result) == [(False, IssueState.VALID, Cause.TURNED_VALID)] * 2
    assert result.number == ""
    again = order(desk, REQUEST, one)
    assert outcome(again) == [(True, IssueState.REQUESTED, None)]
    [waits] = check(desk, issue_ids=[one]).items
    assert (waits.state, waits.live_state, waits.cause) == (
        IssueState.REQUESTED,
        IssueState.REQUESTED,
        Cause.ALREADY_REQUESTED,
    )
    assert outcome(order(desk, REQUEST, one)) == [(False, IssueState.REQUESTED, Cause.ALREADY_REQUESTED)]
    assert desk.call(operations.SEARCH_HISTORY, {"states": ["requested"]}).total == 1
    assert_ledger_holds(portal.database)


def test_pending_miles_need_no_request(portal: PortalOnLine, desk: Desk) -> None:
    [one] = ids_of(desk, issue_to(portal, desk, [1], transfer_after_days=2))
    assert outcome(order(desk, REQUEST, one)) == [(False, IssueState.PENDING, Cause.STILL_PENDING)]


@pytest.mark.parametrize(("days", "cause"), [(90, None), (91, Cause.NINETY_DAYS)])
def test_pending_miles_can_be_cancelled_for_90_days(
    portal: PortalOnLine, desk: Desk, clock: SetClock, business_clock: SetClock, days: int, cause: Cause | None
) -> None:
    [one] = ids_of(desk, issue_to(portal, desk, [1], transfer_after_days=90))
    business_clock.advance(days=days)  # the worker stands still
    [row] = order(desk, AT_ONCE, one).rows
    assert row.cause is cause


@pytest.mark.parametrize(
    ("issued", "days", "cause"),
    [
        (0, 90, None),
        (0, 91, Cause.NINETY_DAYS),
        (10, 89, None),
        (10, 90, Cause.THREE_MONTHS),
    ],
)
def test_valid_miles_can_be_requested_back_until_the_earlier_limit(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock, issued: int, days: int, cause: Cause | None
) -> None:
    business_clock.advance(days=issued)  # 20 and 30 November: 90 days, and the day before 28 February
    [one] = ids_of(desk, issue_to(portal, desk, [1]))
    business_clock.advance(days=days)
    [row] = order(desk, REQUEST, one).rows
    assert row.cause is cause


def test_reasons_are_the_ones_that_are_offered(portal: PortalOnLine, desk: Desk) -> None:
    offered = desk.call(operations.CANCEL_REASONS).reasons
    assert [each.code for each in offered] == [*CancelReason]
    assert offered[0].ja == "注文キャンセル・返品"
    [one] = ids_of(desk, issue_to(portal, desk, [1], transfer_after_days=2))
    body = wire.CancelOrder(action=AT_ONCE, reason="because", issue_ids=[one])
    assert desk.refusal(operations.CANCEL, body=body) == "P-OPTION"


def test_a_registration_that_is_still_judged_is_not_recalled(portal: PortalOnLine, desk: Desk) -> None:
    accepted = desk.issue("C-1024", lines([1]), transfer_after_days=3)
    assert (
        desk.refusal(operations.CHECK_CANCELLATION, body=wire.CancelSelection(registration_id=accepted.registration_id))
        == "P-BUSY"
    )
    portal.worker.run_until_idle()
    result = order(desk, AT_ONCE, registration_id=accepted.registration_id)
    assert outcome(result) == [(True, IssueState.CANCELLED, None)]


@pytest.mark.parametrize("chunk_rows", [CHUNK_ROWS])
def test_a_whole_delayed_file_is_recalled_in_one_action(portal: PortalOnLine, desk: Desk) -> None:
    registration = issue_to(portal, desk, [n % 400 + 1 for n in range(2_500)], transfer_after_days=10)
    result = order(desk, AT_ONCE, registration_id=registration)
    assert (result.done, result.miles, len(result.rows)) == (2_500, 250_000, 2_500)
    states = portal.database.read(lambda conn: set(conn.execute(select(issue.c.state)).scalars()))
    assert states == {"cancelled"}
    assert set(balances(portal)) == {(0, 0)}
    assert_ledger_holds(portal.database)


def test_a_cancelled_issue_frees_its_place(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    first = issue_to(portal, desk, [1, 2], "C-1021", miles=300, transfer_after_days=14)
    again = desk.issue("C-1021", lines([1], 300))
    portal.worker.run_until_idle()
    assert desk.registration(again.registration_id).by_code == [wire.CodeCount(code="44038", rows=1)]
    order(desk, AT_ONCE, ids_of(desk, first)[0])
    counts = portal.database.read(lambda conn: conn.execute(select(quota).order_by(quota.c.account_id)).all())
    assert [(each.total, each.day_count) for each in counts] == [(0, 0), (1, 1)]
    business_clock.advance(days=1)
    third = desk.issue("C-1021", lines([1], 300))
    portal.worker.run_until_idle()
    assert desk.registration(third.registration_id).errors == 0
    order(desk, AT_ONCE, ids_of(desk, first)[1])
    counts = portal.database.read(lambda conn: conn.execute(select(quota).order_by(quota.c.account_id)).all())
    assert [(each.total, each.day_count) for each in counts] == [(1, 1), (0, 0)]
    assert_ledger_holds(portal.database)


def test_other_sites_issues_are_none(portal: PortalOnLine, desk: Desk, stranger: Desk) -> None:
    [one] = ids_of(desk, issue_to(portal, desk, [1], transfer_after_days=2))
    assert check(stranger, issue_ids=[one]).unknown == [one]
    assert outcome(order(stranger, AT_ONCE, one)) == [(False, None, Cause.NOT_FOUND)]


def test_orders_go_on_record_without_personal_data(portal: PortalOnLine, desk: Desk) -> None:
    [one] = ids_of(desk, issue_to(portal, desk, [1], transfer_after_days=2))
    result = order(desk, AT_ONCE, one)
    rows = portal.database.read(
        lambda conn: conn.execute(select(audit).where(audit.c.action == "issues_cancelled")).all()
    )
    assert [(row.target, row.detail) for row in rows] == [(result.number, "issued_wrongly rows=1")]


def test_deadlines_tell_what_ends_soon(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    issue_to(portal, desk, [1, 2], transfer_after_days=90)
    asked = issue_to(portal, desk, [3, 4])
    business_clock.advance(days=10)
    issue_to(portal, desk, [5])  # on 30 November, so that three months bind
    order(desk, REQUEST, ids_of(desk, asked)[0])
    business_clock.advance(days=72)  # 10 February
    near: wire.Deadlines = desk.call(operations.DEADLINES, {"days": 8})
    assert near.today == date(2027, 2, 10)
    assert [(day.last_on, day.limit, day.rows, day.miles) for day in near.pending] == [
        (date(2027, 2, 18), "90_days", 2, 200)
    ]
    assert [(day.last_on, day.limit, day.rows) for day in near.valid] == [(date(2027, 2, 18), "90_days", 1)]
    assert [(each.number, each.rows, each.last_on, each.days_left) for each in near.requests] == [
        ("R20261130-000001", 1, date(2027, 2, 18), 8)
    ]
    assert (near.waiting_rows, near.waiting_miles) == (1, 100)
    far: wire.Deadlines = desk.call(operations.DEADLINES, {"days": 17})
    assert [(day.last_on, day.limit) for day in far.valid] == [
        (date(2027, 2, 18), "90_days"),
        (date(2027, 2, 27), "3_months"),
    ]
    none: wire.Deadlines = desk.call(operations.DEADLINES, {"days": 7})
    assert (none.pending, none.valid, none.requests, none.waiting_rows) == ([], [], [], 1)
    business_clock.advance(days=20)
    portal.worker.run_until_idle()
    late: wire.Deadlines = desk.call(operations.DEADLINES, {"days": 0})
    assert (late.pending, late.valid, late.requests, late.waiting_rows) == ([], [], [], 0)
