"""A check names rows that were issued before, by whichever machine."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.rows.issuances import MAX_ROWS
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.portal.tables import issue
from netmile_desktop.portal.worker import CHUNK_ROWS
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock, lines


def check(desk: Desk, body: bytes, campaign_id: str = "C-1025") -> wire.IssuanceForecast:
    answer: wire.IssuanceForecast = desk.call(operations.CHECK_ISSUANCE, {"campaign_id": campaign_id}, raw=body)
    return answer


@pytest.fixture
def first(portal: PortalOnLine, colleague: Desk) -> str:
    """Rows 1 to 5 issued by somebody else at the site."""
    accepted = colleague.issue("C-1025", lines(range(1, 6)))
    portal.worker.run_until_idle()
    return accepted.registration_id


def test_repeated_rows_are_named_with_their_line(desk: Desk, first: str) -> None:
    forecast = check(desk, lines([9]) + b"broken,K000001,100\n" + lines([3, 8, 1]))
    assert forecast.repeats == [
        wire.EarlierIssue(line=line, registration_id=first, campaign_id="C-1025", issued_at=NOW) for line in (3, 5)
    ]
    assert forecast.earlier == []


def test_another_campaign_other_miles_or_neither_key_nor_address_are_no_repeat(desk: Desk, first: str) -> None:
    assert check(desk, lines([1]), "C-1024").repeats == []
    assert check(desk, lines([1], 101)).repeats == []
    assert check(desk, b"member00009@example.jp,k000001,100\n").repeats == []


def shared(forecast: wire.IssuanceForecast) -> list[tuple[int, Column]]:
    return [(each.line, each.shared) for each in forecast.repeats]


def test_the_same_address_repeats_under_any_key_and_in_any_case(desk: Desk, first: str) -> None:
    forecast = check(desk, b"Member00001@EXAMPLE.jp,OTHER,100\nmember00009@example.jp,K000002,100\n" + lines([3]))
    assert shared(forecast) == [(1, Column.ADDRESS), (2, Column.KEY), (3, Column.KEY)]
    assert {each.registration_id for each in forecast.repeats} == {first}


def test_a_mobile_address_is_looked_for_among_mobile_addresses(
    portal: PortalOnLine, desk: Desk, colleague: Desk
) -> None:
    query = {"campaign_id": "C-1025", "mode": "mobile"}
    colleague.issue("C-1025", b"mobile0001@docomo.ne.jp,A,100\n", mode="mobile")
    portal.worker.run_until_idle()
    body = b"mobile0001@docomo.ne.jp,B,100\n"
    assert shared(desk.call(operations.CHECK_ISSUANCE, query, raw=body)) == [(1, Column.ADDRESS)]
    assert shared(check(desk, body)) == [], "nobody has it as PC address"


def test_another_address_of_the_same_member_is_no_repeat(portal: PortalOnLine, desk: Desk, first: str) -> None:
    """Or whoever has both addresses in a file would be told that they are one person."""
    query = {"campaign_id": "C-1025", "mode": "mobile"}
    body = b"m00001@ezweb.ne.jp,B,100\n"
    assert shared(desk.call(operations.CHECK_ISSUANCE, query, raw=body)) == []
    desk.issue("C-1025", body, mode="mobile")
    portal.worker.run_until_idle()
    assert shared(desk.call(operations.CHECK_ISSUANCE, query, raw=b"m00001@ezweb.ne.jp,C,100\n")) == [
        (1, Column.ADDRESS)
    ]
    assert shared(check(desk, b"member00001@example.jp,C,100\n")) == [(1, Column.ADDRESS)]


def test_rows_that_wait_for_their_verdict_repeat_too(portal: PortalOnLine, desk: Desk, colleague: Desk) -> None:
    accepted = colleague.issue("C-1025", lines(range(1, 6)) + b"broken,K000009,100\n")
    forecast = check(desk, lines([2, 9]) + b"MEMBER00003@example.jp,X,100\n")
    assert [(each.line, each.shared, each.registration_id) for each in forecast.repeats] == [
        (1, Column.KEY, accepted.registration_id),
        (3, Column.ADDRESS, accepted.registration_id),
    ]
    assert check(desk, lines([2]), "C-1024").repeats == []
    assert check(desk, lines([2], 101)).repeats == []


def test_another_site_is_not_told(stranger: Desk, first: str) -> None:
    assert check(stranger, lines([1]), "K-2001").repeats == []


def test_refused_and_cancelled_rows_are_no_repeat(portal: PortalOnLine, desk: Desk, first: str) -> None:
    desk.issue("C-1025", b"guest@example.jp,K000777,100\n")
    portal.worker.run_until_idle()
    assert check(desk, b"member00007@example.jp,K000777,100\n").repeats == []
    cancel = update(issue).where(issue.c.member_key == "K000002").values(state="cancelled")
    portal.database.write(lambda conn: conn.execute(cancel))
    assert [each.line for each in check(desk, lines([1, 2, 3])).repeats] == [1, 3]


def test_a_month_later_it_is_a_new_purchase(desk: Desk, first: str, business_clock: SetClock) -> None:
    business_clock.advance(days=30)
    assert len(check(desk, lines([1])).repeats) == 1
    business_clock.advance(days=1)
    assert check(desk, lines([1])).repeats == []


def test_the_first_issue_is_named(portal: PortalOnLine, desk: Desk, first: str, business_clock: SetClock) -> None:
    business_clock.advance(days=2)
    desk.issue("C-1025", lines([4]))
    portal.worker.run_until_idle()
    named = {each.line: each.registration_id for each in check(desk, lines(range(1, 6))).repeats}
    assert named == dict.fromkeys(range(1, 6), first)


@pytest.mark.parametrize("chunk_rows", [CHUNK_ROWS])
@pytest.mark.parametrize("judged", [False, True])
def test_all_rows_of_a_full_file_are_listed(portal: PortalOnLine, desk: Desk, judged: bool) -> None:
    body = b"".join(b"member%05d@example.jp,Q%06d,5\n" % (n % 300 + 1, n) for n in range(MAX_ROWS))
    desk.issue("C-1025", body)
    if judged:
        portal.worker.run_until_idle()
    forecast = check(desk, body)
    assert [each.line for each in forecast.repeats] == list(range(1, MAX_ROWS + 1))


@pytest.mark.parametrize("engine", ["sqlite"])
def test_issues_are_found_by_their_index_and_not_by_walking_the_site(
    portal: PortalOnLine, desk: Desk, first: str
) -> None:
    """Also where SQLite has no statistics; a site may have millions of issues."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if "JOIN issue" in statement:
            asked.append((statement, parameters))

    event.listen(portal.database.engine, "before_cursor_execute", note)
    check(desk, lines(range(1, 600)))
    event.remove(portal.database.engine, "before_cursor_execute", note)
    plans = {
        plan
        for statement, parameters in asked
        for plan in portal.database.read(partial(_plans, statement, parameters))
        if plan.startswith("SEARCH issue")
    }
    assert {plan.partition("(")[2] for plan in plans} == {
        "site_id=? AND member_key=? AND campaign_id=? AND issued_on>?) LEFT-JOIN",
        "site_id=? AND account_id=? AND campaign_id=? AND issued_on>?) LEFT-JOIN",
    }


def _plans(statement: str, parameters: Any, conn: Connection) -> list[str]:
    return [str(row[3]) for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
