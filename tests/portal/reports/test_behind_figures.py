"""What lies behind a figure, where miles stand, what went wrong and what looks wrong."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.reports.periods import buckets
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.reports.closing import Closing
from tests.support.portals.activity import Activity
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock, lines

TODAY = day_of(NOW)
AUTUMN = Period(date(2026, 9, 1), TODAY)


@pytest.fixture
def activity(portal: PortalOnLine) -> Activity:
    """Two months of random issues and cancellations."""
    activity = Activity(portal.database)
    activity.at_random(3, NOW - timedelta(days=70), NOW - timedelta(hours=1), 70)
    return activity


def days(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


@pytest.mark.parametrize(("column", "count"), [("issued", "issues"), ("cancelled", "cancellations")])
def test_the_rows_behind_a_bar_sum_up_to_it(
    portal: PortalOnLine, desk: Desk, activity: Activity, business_clock: SetClock, column: str, count: str
) -> None:
    assert activity.deeds
    Closing(portal.database, business_clock).catch_up()
    query = days(AUTUMN) | {"by": "month"}
    report: wire.ReportAnswer = desk.call(operations.REPORT, query, report="site")
    for at, bucket in enumerate(buckets(AUTUMN, Grain.MONTH)):
        bar = {**days(Period(bucket.first, bucket.last)), "column": column}
        found: list[wire.ReportEntry] = []
        while True:
            page: wire.EntryPage = desk.call(
                operations.REPORT_ENTRIES, {**bar, "size": 7, "page": len(found) // 7 + 1}, report="site"
            )
            found += page.items
            if len(found) >= page.total:
                break
        assert sum(each.miles for each in found) == page.miles == report.values[column][at]
        assert len(found) == page.total == report.values[count][at]
        assert [each.at for each in found] == sorted(each.at for each in found)
        assert len({each.issue_id for each in found}) == len(found)
        listed = desk.call(operations.ENTRIES_LIST, {**bar, "encoding": "utf-8-sig"}, report="site")
        header, *written = csv.reader(io.StringIO(listed.decode("utf-8-sig")))
        assert header[0] == ("発行日時" if column == "issued" else "取消日時")
        assert [row[7] for row in written] == [each.issue_id for each in found]
        assert sum(int(row[4]) for row in written) == page.miles


def test_campaigns_can_be_left_out(desk: Desk, portal: PortalOnLine) -> None:
    activity = Activity(portal.database)
    for miles, code in ((1, "C-1024"), (20, "C-1025"), (300, "C-1020")):
        activity.issue(code, NOW - timedelta(days=1), miles)
    query = days(AUTUMN) | {"column": "issued", "without": ["C-1024", "C-1025"]}
    assert desk.call(operations.REPORT_ENTRIES, query, report="site").miles == 300
    listed = desk.call(operations.ENTRIES_LIST, query, report="site").decode("utf-8-sig")
    assert [row["マイル数"] for row in csv.DictReader(io.StringIO(listed))] == ["300"]
    one = desk.call(operations.REPORT_ENTRIES, query | {"without": "C-1020"}, report="site")
    assert (one.miles, one.total) == (21, 2)


def test_the_rows_of_two_years_are_one_list(desk: Desk, portal: PortalOnLine) -> None:
    activity = Activity(portal.database)
    for days_ago in (700, 300, 1):
        activity.issue("C-1024", NOW - timedelta(days=days_ago), days_ago)
    query = days(Period(date(2024, 12, 1), TODAY))
    page: wire.EntryPage = desk.call(operations.REPORT_ENTRIES, query | {"column": "issued"}, report="site")
    months: wire.ReportAnswer = desk.call(operations.REPORT, query | {"by": "month"}, report="site")
    assert [each.miles for each in page.items] == [700, 300, 1]
    assert page.miles == months.totals["issued"]


def test_an_hour_of_one_campaign_and_the_largest_first(desk: Desk, portal: PortalOnLine) -> None:
    activity = Activity(portal.database)
    for miles in (10, 30, 20):
        activity.issue("C-1024", NOW - timedelta(hours=1, minutes=-miles), miles)
    activity.issue("C-1025", NOW - timedelta(hours=1), 99)
    activity.issue("C-1024", NOW - timedelta(hours=2), 77)
    today = days(Period(TODAY, TODAY)) | {"column": "issued", "hour": 9, "campaign_id": "C-1024", "sort": "-miles"}
    page: wire.EntryPage = desk.call(operations.REPORT_ENTRIES, today, report="campaign")
    assert [each.miles for each in page.items] == [30, 20, 10]
    assert {(each.campaign_id, each.state, each.source) for each in page.items} == {("C-1024", "valid", "automatic")}


def test_a_figure_that_was_seen_before_keeps_its_rows(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    activity = Activity(portal.database)
    activity.issue("C-1024", NOW - timedelta(hours=1), 5)
    query = days(Period(TODAY, TODAY)) | {"by": "day"}
    report: wire.ReportAnswer = desk.call(operations.REPORT, query, report="site")
    activity.issue("C-1024", NOW + timedelta(minutes=5), 6)
    business_clock.advance(hours=2)
    bar = days(Period(TODAY, TODAY)) | {"column": "issued"}
    then: wire.EntryPage = desk.call(
        operations.REPORT_ENTRIES, bar | {"as_of": report.as_of.isoformat()}, report="site"
    )
    assert (then.miles, then.as_of) == (report.totals["issued"], report.as_of)
    assert desk.call(operations.REPORT_ENTRIES, bar, report="site").miles == 11


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"column": "net"}, Problem.INVALID),
        ({"column": "colour"}, Problem.INVALID),
        ({"column": "cancelled", "hour": 3}, Problem.GRAIN),
        ({"column": "issued", "campaign_id": "C-9999"}, Problem.NOT_FOUND),
        ({"column": "issued", "without": "C-9999"}, Problem.NOT_FOUND),
        ({"column": "issued", "first": "2026-12-01"}, Problem.RANGE),
        ({"column": "issued", "first": "2024-01-01"}, Problem.SPAN),
    ],
)
@pytest.mark.parametrize("operation", [operations.REPORT_ENTRIES, operations.ENTRIES_LIST], ids=lambda each: each.name)
def test_what_has_no_rows_is_refused(desk: Desk, operation: Any, query: dict[str, Any], code: Problem) -> None:
    assert desk.refusal(operation, days(AUTUMN) | query, report="site") == code


def test_where_all_miles_stand(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    activity = Activity(portal.database)
    later = TODAY + timedelta(days=9)
    activity.issue("C-1024", NOW - timedelta(days=400), 1_000)
    activity.issue("C-1024", NOW - timedelta(days=3), 70, transfer_on=later)
    activity.cancel(activity.issue("C-1025", NOW - timedelta(days=3), 9, transfer_on=later), NOW)
    activity.issue("C-1025", NOW - timedelta(days=2), 500, test=True)
    activity.issue("C-1025", NOW, 4)
    Closing(portal.database, business_clock).catch_up()

    def standing(report: str, **more: str) -> tuple[int, int, int]:
        query = days(Period(TODAY - timedelta(days=30), TODAY)) | more
        answer: wire.Standing = desk.call(operations.REPORT_STANDING, query, report=report)
        return answer.pending, answer.valid, answer.members

    assert standing("site") == (70, 1_004, 3)
    assert standing("campaign", campaign_id="C-1024") == (70, 1_000, 1)
    query = days(Period(TODAY, TODAY))
    assert desk.refusal(operations.REPORT_STANDING, query, report="campaign") == Problem.INVALID


def test_the_cells_of_the_error_statistics_sum_up_to_the_refused_rows(portal: PortalOnLine, desk: Desk) -> None:
    first = desk.issue("C-1024", lines([1, 2]) + b"broken,K,100\nguest@example.jp,K,100\n", file_name="a.csv")
    second = desk.issue("C-1025", b"broken,K,100\nbroken,K,100\n", file_name="b.csv")
    portal.worker.run_until_idle()
    query = days(Period(TODAY - timedelta(days=7), TODAY))
    found: wire.ErrorStatistics = desk.call(operations.ERROR_STATISTICS, query)
    assert [(each.code, each.on, each.registration_id, each.file_name, each.rows) for each in found.cells] == [
        ("19013", TODAY, first.registration_id, "a.csv", 1),
        ("41053", TODAY, first.registration_id, "a.csv", 1),
        ("19013", TODAY, second.registration_id, "b.csv", 2),
    ]
    failed = [desk.registration(each.registration_id).errors for each in (first, second)]
    assert found.rows == sum(cell.rows for cell in found.cells) == sum(failed) == 4
    one: wire.ErrorStatistics = desk.call(operations.ERROR_STATISTICS, query | {"campaign_id": "C-1025"})
    assert one.rows == 2
    yesterday = days(Period(TODAY - timedelta(days=7), TODAY - timedelta(days=1)))
    assert desk.call(operations.ERROR_STATISTICS, yesterday).rows == 0


def test_odd_amounts_are_found_in_files_and_ordinary_ones_are_not(portal: PortalOnLine, desk: Desk) -> None:
    activity = Activity(portal.database)
    for at in range(120):
        activity.issue("C-1025", NOW - timedelta(days=40, minutes=at), 20 + at % 30)
    desk.issue("C-1025", lines(range(1, 40), 33) + lines([40], 35))
    odd = desk.issue("C-1025", lines([41, 42], 30) + lines([43], 350))
    portal.worker.run_until_idle()
    query = days(Period(TODAY - timedelta(days=7), TODAY))
    found: wire.OddAmounts = desk.call(operations.ODD_AMOUNTS, query)
    assert found.rows == 43
    [finding] = found.findings
    assert (finding.kind, finding.registration_id, finding.miles) == ("ten_times", odd.registration_id, 350)
    assert (finding.campaign_id, finding.on, finding.rows, finding.typical) == ("C-1025", TODAY, 1, 34)
    assert desk.call(operations.ODD_AMOUNTS, query | {"campaign_id": "C-1024"}).rows == 0
