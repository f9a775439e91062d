"""Figures equal the ledger, however they come about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, Row, Table, delete, select, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import JST, Period, day_of, start_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.reports.declarations import REPORTS
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.domain.reports.periods import Bucket, buckets
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.reports.activity import Asked
from netmile_desktop.portal.reports.agreement import disagreeing_days
from netmile_desktop.portal.reports.closing import Closing, close_some, rebuild
from netmile_desktop.portal.reports.service import QUERIES
from netmile_desktop.portal.reports.sums import Cut, closed_before, closed_through, sums_query
from netmile_desktop.portal.tables import day_close, rollup_day, rollup_hour, rollup_month
from netmile_desktop.portal.tables.reports import WHOLE_DAY
from tests.support.portals.activity import CAMPAIGNS, Activity, Deed
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import add_reward

LONG_AGO = datetime(2026, 8, 30, 15, tzinfo=UTC)
TODAY = day_of(NOW)
CLOSED_BEFORE = NOW - timedelta(hours=1)
"""At ten sharp the hour that has just ended is still open."""


@pytest.fixture
def activity(portal: PortalOnLine) -> Activity:
    """A quarter of random issues and cancellations, until this very minute: today some in hours that can be closed,
    some in the one that cannot yet."""
    activity = Activity(portal.database)
    activity.at_random(1, LONG_AGO, NOW - timedelta(hours=2), 90)
    activity.at_random(2, start_of(TODAY), CLOSED_BEFORE, 9)
    activity.at_random(3, CLOSED_BEFORE, NOW, 9)
    return activity


@pytest.fixture(params=["open", "closed"])
def closed(request: pytest.FixtureRequest, portal: PortalOnLine, business_clock: SetClock, activity: Activity) -> bool:
    """Whether the days that are over have been summed up."""
    if request.param == "closed":
        Closing(portal.database, business_clock).catch_up()
    return bool(request.param == "closed")


def ask(desk: Desk, report: str, by: str, first: date, last: date, **more: Any) -> wire.ReportAnswer:
    query = {"by": by, "first": first.isoformat(), "last": last.isoformat(), **more}
    answer: wire.ReportAnswer = desk.call(operations.REPORT, query, report=report)
    return answer


def explain(sql: str, conn: Connection) -> list[Row[Any]]:
    return list(conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))


def rows(database: Database, table: Table) -> list[Row[Any]]:
    return database.read(lambda conn: sorted(conn.execute(select(table)).all(), key=str))


PERIODS = {"month": (date(2026, 8, 1), TODAY), "day": (date(2026, 8, 25), TODAY), "hour": (date(2026, 11, 1), TODAY)}


@pytest.mark.parametrize("by", Grain)
@pytest.mark.usefixtures("closed")
def test_the_site_report_is_the_sum_of_campaign_reports_and_of_the_ledger(
    desk: Desk, activity: Activity, by: Grain
) -> None:
    first, last = PERIODS[by]
    site = ask(desk, "site", by, first, last, stacked="true")
    reports = [ask(desk, "campaign", by, first, last, campaign_id=code) for code in CAMPAIGNS]
    assert len(site.values["issued"]) == len(buckets(Period(first, last), by))
    for column in site.columns:
        added = [sum(figures) for figures in zip(*(each.values[column] for each in reports), strict=True)]
        stack = [sum(figures) for figures in zip(*(each.values[column] for each in site.by_campaign), strict=True)]
        assert site.values[column] == added == stack
        assert site.totals[column] == sum(known(site.values[column]))
    whole = Period(site.first, site.last)
    assert site.totals["issued"] == activity.total(lambda each: day_of(each.at) in whole)
    assert site.left_out.miles == activity.total(lambda each: day_of(each.at) in whole, test=True)
    assert site.left_out.issues == sum(each.left_out.issues for each in reports)
    if by is not Grain.HOUR:
        assert site.totals["cancelled"] == activity.total(lambda each: day_of(each.at) in whole, cancels=True)
        assert site.totals["net"] == site.totals["issued"] - site.totals["cancelled"]
        assert site.totals["cancelled"] > 0


@pytest.mark.usefixtures("closed")
def test_every_figure_stands_in_its_bucket(desk: Desk, activity: Activity) -> None:
    site = ask(desk, "site", "day", *PERIODS["day"])
    for column, cancels in (("issued", False), ("cancelled", True)):
        expected = activity.by_day(cancels=cancels)
        assert site.values[column] == [expected[each.first] for each in buckets(Period(*PERIODS["day"]), Grain.DAY)]
    hours = ask(desk, "site", "hour", *PERIODS["hour"], columns=["issued"])
    found = buckets(Period(*PERIODS["hour"]), Grain.HOUR)

    def is_within(bucket: Bucket, deed: Deed) -> bool:
        return (day_of(deed.at), deed.at.astimezone(JST).hour) == (bucket.first, bucket.hour)

    expected_hours = {(each.first, each.hour): activity.total(partial(is_within, each)) for each in found}
    assert hours.columns == ["issued"]
    assert hours.values == {"issued": [expected_hours[each.first, each.hour] for each in found]}


def test_sums_of_closed_days_are_the_same_however_they_were_made(
    portal: PortalOnLine, activity: Activity, business_clock: SetClock
) -> None:
    Closing(portal.database, business_clock).catch_up()
    tables = (rollup_day, rollup_hour, rollup_month)
    kept = [rows(portal.database, table) for table in tables]
    assert kept[0]
    assert {row.biz_date for row in rows(portal.database, day_close)} >= {row.biz_date for row in kept[0]}
    for name, cancels in (("issued", False), ("cancelled", True)):
        summed = sum(getattr(row, name) for row in kept[0])
        assert summed == activity.total(lambda each: each.at < CLOSED_BEFORE, cancels=cancels) > 0
    portal.database.write(rebuild)
    assert rows(portal.database, rollup_month) == rows(portal.database, rollup_day) == []
    Closing(portal.database, business_clock).catch_up()
    assert [rows(portal.database, table) for table in tables] == kept
    Closing(portal.database, business_clock).catch_up()
    assert [rows(portal.database, table) for table in tables] == kept
    for hours in (1, 24):
        business_clock.advance(hours=hours)  # the running day and month grow
        Closing(portal.database, business_clock).catch_up()
        for table in tables:
            assert sum(row.issued for row in rows(portal.database, table)) == activity.total(lambda each: each.at < NOW)
    assert portal.database.read(disagreeing_days) == []


def test_sums_that_differ_from_the_ledger_are_found(
    portal: PortalOnLine, activity: Activity, business_clock: SetClock
) -> None:
    assert activity.deeds
    assert portal.database.read(disagreeing_days) == []
    Closing(portal.database, business_clock).catch_up()
    assert portal.database.read(disagreeing_days) == []
    days = sorted({row.biz_date for row in rows(portal.database, rollup_day)})
    portal.database.write(
        lambda conn: conn.execute(
            update(rollup_day).where(rollup_day.c.biz_date == days[1]).values(issues=rollup_day.c.issues + 1)
        )
    )
    portal.database.write(lambda conn: conn.execute(delete(rollup_hour).where(rollup_hour.c.biz_date == days[3])))
    activity.issue("C-1024", NOW - timedelta(days=1), 1)
    activity.issue("C-1024", CLOSED_BEFORE - timedelta(minutes=1), 1)
    month = days[1].replace(day=1)
    assert portal.database.read(disagreeing_days) == sorted({month, days[1], days[3], TODAY - timedelta(days=1), TODAY})
    activity.issue("C-1024", CLOSED_BEFORE, 1)  # in an open hour
    assert len(portal.database.read(disagreeing_days)) == 5


def test_days_are_closed_a_few_at_a_time_and_some_minutes_after_midnight(portal: PortalOnLine) -> None:
    activity = Activity(portal.database)
    activity.issue("C-1024", datetime(2026, 9, 1, 3, tzinfo=UTC), 10)
    midnight = datetime(2026, 10, 31, 15, tzinfo=UTC)

    def closed(now: datetime) -> tuple[bool, date]:
        done = portal.database.write(lambda conn: close_some(conn, now))
        return done, max(row.biz_date for row in rows(portal.database, day_close) if row.hours == WHOLE_DAY)

    assert closed(midnight) == (False, date(2026, 10, 1))
    assert closed(midnight) == (True, date(2026, 10, 30))
    assert closed(midnight + timedelta(minutes=9)) == (True, date(2026, 10, 30))
    assert closed(midnight + timedelta(minutes=10)) == (True, date(2026, 10, 31))


def test_a_clock_that_is_put_back_opens_its_days_again(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    activity = Activity(portal.database)
    activity.issue("C-1024", NOW - timedelta(days=3), 10)
    closing = Closing(portal.database, business_clock)
    business_clock.advance(days=40)
    closing.catch_up()
    business_clock.advance(days=-40)
    closing.catch_up()
    assert max(row.biz_date for row in rows(portal.database, day_close)) == TODAY
    assert portal.database.read(closed_through) == TODAY - timedelta(days=1)
    activity.issue("C-1024", NOW - timedelta(hours=1), 7)
    assert ask(desk, "site", "month", TODAY, TODAY).totals["issued"] == 17


def test_the_running_day_is_summed_hour_by_hour_some_minutes_after_each(
    portal: PortalOnLine, desk: Desk, activity: Activity, business_clock: SetClock
) -> None:
    closing = Closing(portal.database, business_clock)
    closing.catch_up()

    def summed() -> int:
        return sum(row.issued for row in rows(portal.database, rollup_hour) if row.biz_date == TODAY)

    def issued(before: datetime) -> int:
        return activity.total(lambda each: start_of(TODAY) <= each.at < before)

    assert 0 < summed() == issued(CLOSED_BEFORE) < issued(NOW)
    business_clock.advance(minutes=9)
    closing.catch_up()
    assert summed() == issued(CLOSED_BEFORE)
    business_clock.advance(minutes=1)
    closing.catch_up()
    assert summed() == issued(NOW) == ask(desk, "site", "day", TODAY, TODAY).totals["issued"]


def test_hours_are_closed_anew_where_the_clock_was_put_back(
    portal: PortalOnLine, desk: Desk, activity: Activity, business_clock: SetClock
) -> None:
    closing = Closing(portal.database, business_clock)
    business_clock.advance(hours=5)
    closing.catch_up()
    business_clock.advance(hours=-5)
    closing.catch_up()
    assert portal.database.read(closed_before) == Cut.at(CLOSED_BEFORE)
    activity.issue("C-1024", NOW + timedelta(hours=1), 7)
    business_clock.advance(hours=5)
    closing.catch_up()
    assert ask(desk, "site", "day", TODAY, TODAY).totals["issued"] == activity.by_day()[TODAY]
    assert portal.database.read(disagreeing_days) == []


def test_the_running_hour_is_not_shown(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    activity = Activity(portal.database)
    activity.issue("C-1024", NOW + timedelta(minutes=1), 10)
    business_clock.advance(minutes=59)
    before = ask(desk, "site", "day", TODAY, TODAY)
    assert (before.values["issued"], before.as_of) == ([0], NOW)
    business_clock.advance(minutes=1)
    after = ask(desk, "site", "day", TODAY, TODAY)
    assert (after.values["issued"], after.as_of) == ([10], NOW + timedelta(hours=1))


def test_nothing_found_is_a_row_of_zeros(desk: Desk) -> None:
    answer = ask(desk, "campaign", "day", date(2031, 1, 1), date(2031, 1, 3), campaign_id="C-1024")
    assert answer.values["issued"] == [0, 0, 0]
    assert (answer.campaign_id, answer.left_out) == ("C-1024", wire.LeftOut(issues=0, miles=0))
    assert answer.campaign_name


def test_other_sites_see_nothing(stranger: Desk, activity: Activity) -> None:
    assert activity.deeds
    assert ask(stranger, "site", "month", LONG_AGO.date(), TODAY).totals["issued"] == 0


@pytest.mark.parametrize(
    ("report", "query", "code"),
    [
        ("colour", {}, Problem.NOT_FOUND),
        ("campaign", {"campaign_id": "C-9999"}, Problem.NOT_FOUND),
        ("campaign", {}, Problem.INVALID),
        ("site", {"campaign_id": "C-1024"}, Problem.INVALID),
        ("site", {"columns": "colour"}, Problem.INVALID),
        ("site", {"by": "hour", "columns": ["issued", "cancelled"]}, Problem.GRAIN),
        ("usage", {"columns": "yen"}, Problem.GRAIN),
        ("site", {"last": "2026-10-31"}, Problem.RANGE),
        ("site", {"last": "2027-02-01"}, Problem.SPAN),
        ("site", {"first": "1999-12-31", "last": "2000-01-02"}, Problem.SPAN),
        ("site", {"by": "hour", "last": "2027-11-02"}, Problem.SPAN),
        ("site", {"by": "month", "last": "2028-11-02"}, Problem.SPAN),
        ("site", {"by": "year"}, Problem.INVALID),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Desk, report: str, query: dict[str, Any], code: Problem) -> None:
    asked = {"by": "day", "first": "2026-11-01", "last": "2026-11-20"} | query
    assert desk.refusal(operations.REPORT, asked, report=report) == code


@pytest.mark.parametrize("engine", ["sqlite"])
def test_the_open_day_is_read_from_the_index_alone(portal: PortalOnLine) -> None:
    """A report must never have to look at the transfers themselves; PostgreSQL decides by statistics."""
    gaps = {
        "site": "x'00'",
        "campaign": "x'00'",
        "first": "20261101",
        "last": "20261120",
        "end_day": "20261120",
        "end_hour": "9",
    }
    for grain in Grain:
        for of_campaign in (True, False):
            sql = str(sums_query(grain, of_campaign=of_campaign, by_campaign=True).element)
            for name, value in gaps.items():
                sql = sql.replace(f":{name}", value)
            plan = portal.database.read(partial(explain, sql))
            assert "COVERING INDEX ix_transfer_reports" in str(plan)


def test_every_declared_report_has_its_query_and_every_figure_of_it(portal: PortalOnLine) -> None:
    assert set(QUERIES) == set(REPORTS)
    owner = Activity(portal.database).site_id
    add_reward(portal.database)
    for report in REPORTS.values():
        for grain in Grain:
            if not report.columns_by(grain):
                continue
            period = Period(TODAY.replace(day=1), TODAY)
            code = "C-1024" if report.needs_campaign else ""
            found = QUERIES[report.id](portal.database, Asked(owner, code, grain, period, False, NOW))
            for column in report.columns_by(grain):
                assert len(found.values[column.id]) == len(buckets(period, grain))
