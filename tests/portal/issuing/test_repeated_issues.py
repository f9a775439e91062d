"""A check names rows that were issued before, by whichever machine."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from netmile_desktop.domain import operations, wire
from netmile_desktop.portal.tables import issue
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
    assert forecast.repeated_rows == 2
    assert forecast.earlier == []


def test_another_campaign_other_miles_and_another_key_are_no_repeat(desk: Desk, first: str) -> None:
    assert check(desk, lines([1]), "C-1024").repeats == []
    assert check(desk, lines([1], 101)).repeats == []
    assert check(desk, b"member00001@example.jp,k000001,100\n").repeats == []


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
    assert check(desk, lines([1])).repeated_rows == 1
    business_clock.advance(days=1)
    assert check(desk, lines([1])).repeated_rows == 0


def test_the_latest_issue_is_named(portal: PortalOnLine, desk: Desk, first: str, business_clock: SetClock) -> None:
    business_clock.advance(days=2)
    second = desk.issue("C-1025", lines([4]))
    portal.worker.run_until_idle()
    named = {each.line: each.registration_id for each in check(desk, lines(range(1, 6))).repeats}
    assert named == {1: first, 2: first, 3: first, 4: second.registration_id, 5: first}


def test_a_thousand_are_listed_and_all_are_counted(portal: PortalOnLine, desk: Desk) -> None:
    body = b"".join(b"member%05d@example.jp,Q%06d,5\n" % (n % 300 + 1, n) for n in range(1_201))
    desk.issue("C-1025", body)
    portal.worker.run_until_idle()
    forecast = check(desk, body)
    assert [each.line for each in forecast.repeats] == list(range(1, wire.MAX_REPEATS + 1))
    assert forecast.repeated_rows == 1_201
