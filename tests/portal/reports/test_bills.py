"""The bill: made up month by month, frozen at its end, nothing deducted twice or never."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.billing import Rate, rate_of
from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.reports.closing import Closing
from netmile_desktop.portal.tables import cancellation, contract_rate, invoice, issue
from tests.support.portals.activity import Activity
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock

RATES = (Rate(date(2026, 1, 1), 900), Rate(date(2026, 9, 16), 850))
AUTUMN = {"by": "month", "first": "2026-08-01", "last": "2026-11-20"}


@pytest.fixture
def activity(portal: PortalOnLine) -> Activity:
    """A site whose rate changes in the middle of September."""
    activity = Activity(portal.database)

    def change_rates(conn: Connection) -> None:
        conn.execute(delete(contract_rate).where(contract_rate.c.site_id == activity.site_id))
        for rate in RATES:
            row = {"from_on": rate.from_on, "yen_per_1000_miles": rate.yen_per_1000_miles}
            conn.execute(insert(contract_rate).values(site_id=activity.site_id, **row))

    portal.database.write(change_rates)
    return activity


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=JST).astimezone(UTC)


def usage(desk: Desk, **more: Any) -> wire.ReportAnswer:
    answer: wire.ReportAnswer = desk.call(operations.REPORT, AUTUMN | more, report="usage")
    return answer


def forecast(desk: Desk) -> wire.BillForecast:
    answer: wire.BillForecast = desk.call(operations.BILL_FORECAST)
    return answer


def invoices(database: Database) -> list[Any]:
    return database.read(lambda conn: list(conn.execute(select(invoice).order_by(invoice.c.month))))


def test_a_bill_is_negative_carried_on_and_deducted(
    portal: PortalOnLine, desk: Desk, activity: Activity, business_clock: SetClock
) -> None:
    kept = activity.issue("C-1024", noon("2026-08-05"), 1_001)
    activity.issue("C-1025", noon("2026-09-20"), 400)
    activity.issue("C-1025", noon("2026-09-20"), 9_999, test=True)
    activity.cancel(kept, noon("2026-09-18"))
    activity.issue("C-1025", noon("2026-10-02"), 2_000)
    expected = {
        "issued": [1_001, 400, 2_000, 0],
        "cancelled": [0, 1_001, 0, 0],
        "carried": [0, 0, -601, 0],
        "billable": [1_001, -601, 1_399, 0],
        "yen": [900, 0, (2_000 - 601) * 850 // 1000, 0],
    }
    before = usage(desk)
    assert (before.values, before.closed) == (expected, [False] * 4)
    Closing(portal.database, business_clock).catch_up()
    after = usage(desk)
    assert (after.values, after.closed) == (expected, [True, True, True, False])
    assert after.totals == {"issued": 3_401, "cancelled": 1_001, "yen": 900 + (2_000 - 601) * 850 // 1000}
    assert after.left_out == wire.LeftOut(issues=1, miles=9_999)
    assert usage(desk, first="2026-06-01", last="2026-08-31").closed == [True] * 3


def test_a_closed_month_stays_as_it_was_billed(
    portal: PortalOnLine, desk: Desk, activity: Activity, business_clock: SetClock
) -> None:
    late = activity.issue("C-1024", noon("2026-10-31"), 500)
    Closing(portal.database, business_clock).catch_up()
    frozen = invoices(portal.database)
    activity.cancel(late, NOW - timedelta(hours=1))
    Closing(portal.database, business_clock).catch_up()
    assert invoices(portal.database) == frozen
    assert usage(desk).values["cancelled"] == [0, 0, 0, 500]
    business_clock.now = noon("2026-12-01")
    Closing(portal.database, business_clock).catch_up()
    december = usage(desk, last="2026-12-31")
    assert december.values["billable"] == [0, 0, 500, -500, -500]
    assert december.closed == [True, True, True, True, False]


def test_the_last_moment_of_a_month_is_billed_in_it(desk: Desk, activity: Activity) -> None:
    midnight = datetime(2026, 10, 31, 15, tzinfo=UTC)
    activity.issue("C-1024", midnight - timedelta(milliseconds=1), 1)
    activity.issue("C-1024", midnight, 10)
    assert usage(desk).values["issued"] == [0, 0, 1, 10]


@pytest.mark.parametrize("seed", range(3))
def test_bills_carry_every_mile_on(
    portal: PortalOnLine, desk: Desk, activity: Activity, business_clock: SetClock, seed: int
) -> None:
    chance = random.Random(seed)
    activity.at_random(seed, noon("2026-07-03"), NOW - timedelta(hours=1), 60)
    closings = sorted(noon("2026-08-15") + timedelta(days=chance.randint(0, 95)) for _ in range(3))
    for business_clock.now in (*closings, NOW):
        Closing(portal.database, business_clock).catch_up()
    values = {name: known(own) for name, own in usage(desk, first="2026-07-01").values.items()}
    worth = sum(
        (-each.miles if each.cancels else each.miles) * rate_of(RATES, day_of(each.at))
        for each in activity.deeds
        if not each.test
    )
    carried = min(values["billable"][-1], 0)
    assert (
        sum(values["issued"]) - sum(values["cancelled"]) == sum(max(each, 0) for each in values["billable"]) + carried
    )
    assert 0 <= worth - 1000 * sum(values["yen"]) < 1000 * len(values["yen"]) or carried < 0
    for before, after in zip(values["billable"], values["carried"][1:], strict=False):
        assert after == min(before, 0)


def test_a_forecast_becomes_the_bill(
    portal: PortalOnLine, desk: Desk, activity: Activity, business_clock: SetClock
) -> None:
    activity.issue("C-1024", NOW - timedelta(days=2), 5_001)
    waiting = activity.issue("C-1025", NOW - timedelta(days=60), 700)
    ask_to_cancel(portal.database, activity.site_id, waiting)
    now = forecast(desk)
    assert (now.month, now.issued, now.cancelled, now.yen) == (date(2026, 11, 1), 5_001, 0, 5_001 * 850 // 1000)
    assert (now.waiting, now.waiting_miles) == (1, 700)
    assert now.yen_with_waiting == (5_001 - 700) * 850 // 1000
    assert [(each.campaign_id, each.issued, each.waiting_miles) for each in now.by_campaign] == [
        ("C-1024", 5_001, 0),
        ("C-1025", 0, 700),
    ]
    activity.cancel(waiting, NOW)
    business_clock.now = noon("2026-12-01")
    Closing(portal.database, business_clock).catch_up()
    assert usage(desk).values["yen"][-1] == now.yen_with_waiting


def test_the_forecast_counts_this_very_moment(desk: Desk, activity: Activity, business_clock: SetClock) -> None:
    business_clock.advance(minutes=20)
    activity.issue("C-1024", NOW + timedelta(minutes=10), 30)
    answer = forecast(desk)
    assert (answer.issued, answer.as_of) == (30, NOW + timedelta(minutes=20))
    assert usage(desk).values["issued"][-1] == 0


def test_a_site_without_issues_has_an_empty_bill(stranger: Desk) -> None:
    assert forecast(stranger).yen == 0
    assert usage(stranger).values["yen"] == [0, 0, 0, 0]
    assert usage(stranger).closed == [True, True, True, False]


def ask_to_cancel(database: Database, site_id: UUID, issue_id: UUID) -> None:
    """A request that NetMile has not decided."""

    def work(conn: Connection) -> None:
        conn.execute(
            insert(cancellation).values(
                site_id=site_id,
                id=new_id(),
                order_id=new_id(),
                issue_id=issue_id,
                state="requested",
                last_on=day_of(NOW),
                cause="",
                note="",
            )
        )
        conn.execute(update(issue).where(issue.c.id == issue_id).values(state="valid"))

    database.write(work)
