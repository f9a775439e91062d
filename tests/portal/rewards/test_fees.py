"""キャンペーン成果報酬料: approved registrations × unit price, by when they were approved, frozen at the month's end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import start_of
from netmile_desktop.portal.rewards.fees import GRACE, FeeFreezing
from netmile_desktop.portal.tables import reward_fee, reward_month, reward_price
from tests.support.portals.hand_over import answer, fetch, files, register, result_of, rows
from tests.support.portals.portal import Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import add_reward, new_price


@pytest.fixture(autouse=True)
def reward(portal: PortalOnLine) -> None:
    """A running reward campaign of 500 yen for each approved registration."""
    add_reward(portal.database)
    portal.worker.run_until_idle()


def answered(portal: PortalOnLine, desk: Desk, clock: SetClock, *numbers: int, refused: int = 0) -> None:
    """Members register, and the next file is answered on its day."""
    codes = register(portal, clock, *numbers)
    clock.advance(days=1)
    portal.worker.run_until_idle()
    [file] = [each.file for each in files(desk, only_open="true")]
    fetch(desk, file)
    answer(desk, file, result_of(codes, refused=codes[:refused]))


def fee(desk: Desk, grain: str = "month", first: str = "2026-10-01", last: str = "2027-03-31") -> wire.RewardFee:
    told: wire.RewardFee = desk.call(operations.REWARD_FEE, {"first": first, "last": last, "grain": grain})
    return told


def test_only_the_approved_are_paid_for_and_the_listing_is_free(
    portal: PortalOnLine, desk: Desk, stranger: Desk, business_clock: SetClock
) -> None:
    register(portal, business_clock, 9)
    assert (fee(desk).yen, fee(desk).periods) == (0, []), "registered is not approved"
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    [file] = [each.file for each in files(desk, only_open="true")]
    [row] = fetch(desk, file)
    answer(desk, file, result_of([row["登録ID"]]))
    answered(portal, desk, business_clock, 1, 2, 3, refused=1)
    told = fee(desk)
    assert (told.approved, told.yen, told.listing_yen) == (3, 1_500, 0)
    [line] = told.lines
    assert (line.campaign_id, line.unit_price, line.approved, line.yen) == ("C-7001", 500, 3, 1_500)
    [month] = told.periods
    assert (month.first, month.approved, month.refused, month.frozen) == (date(2026, 11, 1), 3, 1, False)
    assert [(each.first, each.yen) for each in fee(desk, "day").periods] == [
        (date(2026, 11, 21), 500),
        (date(2026, 11, 22), 1_000),
    ]
    assert fee(stranger).periods == []


def test_registrations_of_test_members_cost_nothing(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    netmile.call(operations.FLAG_MEMBER, body=wire.MemberFlags(address="member00001@example.jp", test=True))
    answered(portal, desk, business_clock, 1, 2)
    assert (fee(desk).approved, fee(desk).yen) == (1, 500)


def test_the_price_of_the_day_of_approval_counts(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    new_price(portal, date(2026, 11, 22), 650)
    answered(portal, desk, business_clock, 1)
    answered(portal, desk, business_clock, 2, 3)
    assert [(each.unit_price, each.approved, each.yen) for each in fee(desk).lines] == [(500, 1, 500), (650, 2, 1_300)]


def test_a_month_is_that_of_japan_and_of_the_approval(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    written = []
    for numbers in ((1,), (2, 3)):
        codes = register(portal, business_clock, *numbers)
        business_clock.advance(days=1)
        portal.worker.run_until_idle()
        file = files(desk)[-1].file
        fetch(desk, file)
        written.append((file, result_of(codes)))
    midnight = start_of(date(2026, 12, 1))
    for (file, result), at in zip(written, (midnight - timedelta(milliseconds=1), midnight), strict=True):
        business_clock.now = at
        answer(desk, file, result)
    assert [(each.first, each.approved) for each in fee(desk).periods] == [
        (date(2026, 11, 1), 1),
        (date(2026, 12, 1), 2),
    ]


def test_what_a_month_costs_is_frozen_when_it_is_over(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    answered(portal, desk, business_clock, 1, 2)
    business_clock.now = start_of(date(2026, 12, 1)) + GRACE - timedelta(milliseconds=1)
    portal.worker.run_until_idle()
    assert not fee(desk).periods[0].frozen
    business_clock.now = start_of(date(2027, 2, 10))
    portal.worker.run_until_idle()
    FeeFreezing(portal.database, business_clock).catch_up()
    assert [each.month for each in rows(portal, reward_month)] == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert len(rows(portal, reward_fee)) == 1
    dearer = update(reward_price).values(yen=9_999)
    portal.database.write(lambda conn: conn.execute(dearer))
    told = fee(desk)
    assert told.periods[0].frozen
    assert (told.approved, told.yen) == (2, 1_000)


def test_the_miles_are_in_no_bill_of_miles(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    answered(portal, desk, business_clock, 1, 2)
    business_clock.now = start_of(date(2026, 12, 2))
    portal.worker.run_until_idle()
    query = {"first": "2026-11-01", "last": "2026-11-30", "by": "month"}
    usage = desk.call(operations.REPORT, query, report="usage")
    assert {name: usage.values[name] for name in ("billable", "yen")} == {"billable": [0], "yen": [0]}
    assert fee(desk).yen == 1_000


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"first": "2026-11-02", "last": "2026-11-01"}, "P-RANGE"),
        ({"first": "1990-01-01", "last": "2026-11-01"}, "P-SPAN"),
        ({"first": "2026-11-01", "last": "2026-11-02", "grain": "hour"}, "P-INVALID"),
    ],
)
def test_wrong_questions_are_refused(desk: Desk, query: dict[str, str], code: str) -> None:
    assert desk.refusal(operations.REWARD_FEE, query) == code
