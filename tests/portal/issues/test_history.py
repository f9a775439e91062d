"""The history over HTTP: its night, its conditions, its pages, its file, and lines that are matched with it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction, Cause, Limit
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.lists import HISTORY_HEADER
from netmile_desktop.portal.issues import history as module
from netmile_desktop.portal.tables import issue
from tests.support.portals.activity import Activity
from tests.support.portals.cancelling import issue_to
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock

TODAY = date(2026, 11, 20)


def explained(statement: str, parameters: Any, conn: Connection) -> list[str]:
    """How SQLite would answer a query, step by step."""
    return [str(row[3]) for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]


def found(desk: Desk, **conditions: Any) -> wire.HistoryPage:
    page: wire.HistoryPage = desk.call(operations.SEARCH_HISTORY, conditions)
    return page


def keys(page: wire.HistoryPage) -> list[str]:
    return [item.key for item in page.items]


def test_an_issue_is_seen_from_the_next_day(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    registration_id = issue_to(portal, desk, [1])
    assert found(desk).total == 0
    business_clock.advance(hours=13, minutes=59)
    assert found(desk).items == []
    business_clock.advance(minutes=1)
    page = found(desk)
    assert page.as_of == business_clock.now
    [item] = page.items
    assert (item.key, item.miles, item.type, item.line) == ("K000001", 100, IssueType.CSV, 1)
    assert (item.registration_id, item.campaign_id) == (registration_id, "C-1024")
    assert (item.state, item.live_state, item.in_history) == (IssueState.VALID, IssueState.VALID, True)
    assert (item.action, item.cause) == (CancelAction.REQUEST, None)
    assert (item.last_on, item.limit, item.days_left) == (date(2027, 2, 18), Limit.NINETY_DAYS, 89)
    assert item.cancellation is None


def test_issues_to_test_members_are_shown_and_marked_though_no_report_counts_them(
    portal: PortalOnLine, desk: Desk
) -> None:
    Activity(portal.database).issue("C-1024", NOW - timedelta(days=2), 55, test=True)
    Activity(portal.database).issue("C-1024", NOW - timedelta(days=1), 66)
    assert [(item.miles, item.test) for item in found(desk, sort="issued_at").items] == [(55, True), (66, False)]
    header, *rows = csv.reader(io.StringIO(desk.call(operations.EXPORT_HISTORY).decode("utf-8-sig")))
    assert [row[header.index("テスト会員")] for row in rows] == ["テスト", ""]
    days = {"first": "2026-11-01", "last": "2026-11-20"}
    report: wire.ReportAnswer = desk.call(operations.REPORT, days, report="site")
    assert report.totals["issued"] == 66
    assert report.left_out == wire.LeftOut(issues=1, miles=55)


def test_a_transfer_is_seen_from_the_day_after_but_may_be_acted_on(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    issue_to(portal, desk, [1], transfer_after_days=2)
    seen = []
    for _ in range(3):
        business_clock.advance(days=1)
        portal.worker.run_until_idle()
        [item] = found(desk).items
        seen.append((item.state, item.live_state, item.action))
    assert seen == [
        (IssueState.PENDING, IssueState.PENDING, CancelAction.AT_ONCE),
        (IssueState.PENDING, IssueState.VALID, CancelAction.REQUEST),
        (IssueState.VALID, IssueState.VALID, CancelAction.REQUEST),
    ]
    for state, expected in ((IssueState.VALID, 1), (IssueState.PENDING, 0), (IssueState.CANCELLED, 0)):
        assert found(desk, states=[state]).total == expected
    business_clock.advance(days=-1)
    assert found(desk, states=[IssueState.PENDING]).total == 1
    assert found(desk, states=[IssueState.VALID]).total == 0


def test_every_issue_says_how_it_came_to_be(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    Activity(portal.database).issue("C-1022", NOW, 30)
    issue_to(portal, desk, [1])
    single = wire.SingleIssue(campaign_id="C-1024", address="member00002@example.jp", key="K2", miles="100")
    desk.call(operations.ISSUE_ONE, body=single, key="s" * 16)
    portal.worker.run_until_idle()
    business_clock.advance(days=1)
    types = [IssueType.AUTOMATIC, IssueType.CSV, IssueType.SINGLE]
    assert sorted(each.type for each in found(desk).items) == types
    for type_ in types:
        assert [each.type for each in found(desk, types=[type_]).items] == [type_]


@pytest.fixture
def past(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> list[str]:
    """Three registrations on three days, looked at on the fourth; their IDs."""
    ids = []
    for numbers, campaign_id, settings in (
        ([1, 2, 3], "C-1024", {"miles": 100}),
        ([1, 20], "C-1025", {"miles": 55}),
        ([2, 30], "C-1024", {"miles": 100, "transfer_after_days": 5}),
    ):
        ids.append(issue_to(portal, desk, numbers, campaign_id, **settings))
        business_clock.advance(days=1)
    return ids


FOUND: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["K000030", "K000002", "K000020", "K000001", "K000003", "K000002", "K000001"]),
    ({"key": "K000001"}, ["K000001", "K000001"]),
    ({"key": "K00000"}, []),
    ({"key": "K00000", "prefix": True}, ["K000002", "K000001", "K000003", "K000002", "K000001"]),
    ({"key": "%", "prefix": True}, []),
    ({"campaign_id": "C-1025"}, ["K000020", "K000001"]),
    ({"campaign_id": "C-9999"}, []),
    *(({"campaign_part": part}, ["K000020", "K000001"]) for part in ("C-1025", "1025", "c1025", "Ｃ－１０２５")),
    ({"campaign_part": "そんなものはない"}, []),
    ({"registration_part": "1121"}, ["K000020", "K000001"]),
    ({"registration_part": "20261121 00000"}, ["K000020", "K000001"]),
    ({"registration_part": "1121", "campaign_part": "1024"}, []),
    ({"issued_from": "2026-11-21"}, ["K000030", "K000002", "K000020", "K000001"]),
    ({"issued_to": "2026-11-20"}, ["K000003", "K000002", "K000001"]),
    ({"issued_from": "2026-11-21", "issued_to": "2026-11-21"}, ["K000020", "K000001"]),
    ({"transfer_from": "2026-11-27"}, ["K000030", "K000002"]),
    ({"transfer_from": "2026-11-21", "transfer_to": "2026-11-26"}, ["K000020", "K000001"]),
    ({"states": ["pending"]}, ["K000030", "K000002"]),
    ({"states": ["valid", "requested"]}, ["K000020", "K000001", "K000003", "K000002", "K000001"]),
    ({"states": ["cancelled"]}, []),
    ({"miles_from": 56}, ["K000030", "K000002", "K000003", "K000002", "K000001"]),
    ({"miles_from": 55, "miles_to": 55}, ["K000020", "K000001"]),
    ({"types": ["single", "automatic"]}, []),
    ({"types": ["csv"], "key": "K000020"}, ["K000020"]),
    ({"registration_id": "20261120-999999"}, []),
    ({"issue_id": "nonsense"}, []),
    ({"issued_from": "0001-01-01", "issued_to": "9999-12-31", "key": "K000020"}, ["K000020"]),
    ({"sort": "key"}, ["K000001", "K000001", "K000002", "K000002", "K000003", "K000020", "K000030"]),
    ({"sort": "-miles"}, ["K000030", "K000002", "K000003", "K000002", "K000001", "K000020", "K000001"]),
    ({"sort": "state", "campaign_id": "C-1024"}, ["K000002", "K000030", "K000001", "K000002", "K000003"]),
    ({"sort": "transfer_on", "campaign_id": "C-1024"}, ["K000001", "K000002", "K000003", "K000002", "K000030"]),
]
"""The keys that are found in `past` under which conditions."""


@pytest.mark.usefixtures("past")
def test_conditions_are_joined(desk: Desk) -> None:
    pages = [(conditions, found(desk, **conditions)) for conditions, _ in FOUND]
    told = [(conditions, keys(page), page.total, page.is_complete) for conditions, page in pages]
    assert told == [(conditions, expected, len(expected), True) for conditions, expected in FOUND]


def test_issues_are_found_by_registration_and_identity(desk: Desk, past: list[str]) -> None:
    page = found(desk, registration_id=past[1])
    assert keys(page) == ["K000020", "K000001"]
    [same] = found(desk, issue_id=page.items[0].issue_id).items
    assert same == page.items[0]


@pytest.mark.parametrize(
    "conditions",
    [
        {"issued_from": "2026-11-21", "issued_to": "2026-11-20"},
        {"transfer_from": "2026-11-21", "transfer_to": "2026-11-20"},
        {"miles_from": 2, "miles_to": 1},
    ],
)
def test_ranges_must_not_end_before_they_begin(desk: Desk, conditions: dict[str, Any]) -> None:
    assert desk.refusal(operations.SEARCH_HISTORY, conditions) == "P-RANGE"
    assert desk.refusal(operations.EXPORT_HISTORY, conditions) == "P-RANGE"


@pytest.mark.usefixtures("past")
def test_pages_follow_each_other_without_gap_whatever_is_issued_meanwhile(portal: PortalOnLine, desk: Desk) -> None:
    whole = [item.issue_id for item in found(desk).items]
    seen = []
    for page in range(1, 5):
        seen += [item.issue_id for item in found(desk, size=2, page=page).items]
        issue_to(portal, desk, [40 + page])
    assert seen == whole
    assert found(desk, size=2, page=9).items == []


@pytest.mark.usefixtures("past")
def test_what_is_too_much_to_count_is_said_to_be_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COUNTED", 7)
    assert (found(desk).total, found(desk).is_complete) == (7, True)
    monkeypatch.setattr(module, "COUNTED", 6)
    assert (found(desk).total, found(desk).is_complete) == (6, False)
    assert len(found(desk).items) == 7


@pytest.mark.usefixtures("past")
def test_other_sites_see_nothing_of_it(stranger: Desk, desk: Desk) -> None:
    assert found(stranger).total == 0
    [one, *_] = found(desk).items
    assert found(stranger, issue_id=one.issue_id).items == []
    matched = match(stranger, wire.MatchLine(line=1, issue_id=one.issue_id), wire.MatchLine(line=2, key="K000001"))
    assert [line.candidates for line in matched] == [[], []]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
@pytest.mark.usefixtures("past")
def test_everything_found_is_exported(desk: Desk, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXPORTED_AT_ONCE", 2)
    raw = desk.call(operations.EXPORT_HISTORY, {"encoding": encoding, "miles_from": 60})
    header, *rows = csv.reader(io.StringIO(raw.decode(encoding)))
    assert tuple(header) == HISTORY_HEADER
    shown = found(desk, miles_from=60, sort="issued_at").items
    assert [row[0] for row in rows] == [item.issue_id for item in shown]
    assert rows[0][1:9] == [
        *("2026-11-20 10:00:00", "K000001", "100", "2026-11-20", "有効", "CSV発行"),
        *(shown[0].registration_id, "C-1024"),
    ]
    assert [row[5] for row in rows] == ["有効", "有効", "有効", "保留", "保留"]


def match(desk: Desk, *lines: wire.MatchLine, campaign_id: str = "") -> list[wire.MatchedLine]:
    body = wire.MatchRequest(lines=list(lines), campaign_id=campaign_id)
    answer: wire.Matches = desk.call(operations.MATCH_ISSUES, body=body)
    return answer.lines


@pytest.mark.usefixtures("past")
def test_lines_of_a_file_are_matched_by_whatever_they_say(portal: PortalOnLine, desk: Desk) -> None:
    issue_to(portal, desk, [3], "C-1025", miles=7)  # today: the history does not show it yet
    [known] = found(desk, key="K000030").items
    asked = [
        wire.MatchLine(line=1, key="K000001"),
        wire.MatchLine(line=2, key="K000001", issued_on=date(2026, 11, 21)),
        wire.MatchLine(line=3, key="K000001", miles=100),
        wire.MatchLine(line=4, key="K000001", miles=101),
        wire.MatchLine(line=5, issue_id=known.issue_id),
        wire.MatchLine(line=6, issue_id="nonsense"),
        wire.MatchLine(line=7, key="K000003", miles=7),
        wire.MatchLine(line=8),
    ]
    matched = match(desk, *asked)
    assert [line.line for line in matched] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [[each.miles for each in line.candidates] for line in matched] == [
        [55, 100],
        [55],
        [100],
        [],
        [100],
        [],
        [7],
        [],
    ]
    assert matched[4].candidates == [known]
    assert not matched[6].candidates[0].in_history
    for one in ("C-1024", "c-1024", "Ｃ１０２４", "1024"):
        [both, *_] = match(desk, asked[0], campaign_id=one)
        assert [each.campaign_id for each in both.candidates] == ["C-1024"]
    for none in ("C-102", "C-9999"):
        assert match(desk, asked[0], campaign_id=none)[0].candidates == [], "not clear which is meant, or none"
    assert match(desk, asked[4], campaign_id="C-1025")[0].candidates == []


def test_a_line_that_may_mean_very_many_shows_the_newest(portal: PortalOnLine, desk: Desk) -> None:
    issue_to(portal, desk, [1] * 60)
    [line] = match(desk, wire.MatchLine(line=1, key="K000001"))
    assert (len(line.candidates), line.more) == (50, 10)


def test_thousands_of_lines_are_matched_in_one_call(portal: PortalOnLine, desk: Desk) -> None:
    issue_to(portal, desk, list(range(1, 401)))
    matched = match(desk, *(wire.MatchLine(line=n, key=f"K{n:06d}") for n in range(1, 5_001)))
    assert [len(line.candidates) for line in matched] == [1] * 400 + [0] * 4_600
    too_many = wire.MatchRequest(lines=[wire.MatchLine(line=1)] * 5_001)
    assert desk.refusal(operations.MATCH_ISSUES, body=too_many) == "P-INVALID"


@pytest.mark.usefixtures("past")
def test_why_an_old_issue_cannot_be_cancelled_stands_beside_it(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    old = {"issued_on": date(2026, 8, 1), "transfer_on": date(2026, 8, 1), "state": "valid"}
    portal.database.write(lambda conn: conn.execute(update(issue).values(old)))
    for item in found(desk).items:
        assert (item.action, item.cause, item.last_on) == (None, Cause.NINETY_DAYS, date(2026, 10, 30))
        assert item.days_left == -24


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    ("conditions", "index"),
    [
        ({"key": "K000001"}, "member_key=?"),
        ({"key": "K000001", "sort": "key", "issued_to": "2026-11-20"}, "member_key=?"),
        ({"registration_id": "20261120-000001"}, "batch_id=?"),
        ({"registration_part": "20261120000001"}, "batch_id=?"),
    ],
)
def test_few_issues_are_found_by_their_index_and_not_by_walking_the_site(
    portal: PortalOnLine, desk: Desk, conditions: dict[str, str], index: str
) -> None:
    """Also where SQLite has no statistics, as in a new portal; PostgreSQL keeps them by itself."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if statement.startswith("SELECT") and "FROM issue" in statement:
            asked.append((statement, parameters))

    event.listen(portal.database.engine, "before_cursor_execute", note)
    found(desk, **conditions)
    event.remove(portal.database.engine, "before_cursor_execute", note)
    assert asked
    for statement, parameters in asked:
        lines = portal.database.read(partial(explained, statement, parameters))
        (few,) = [line for line in lines if line.startswith("SEARCH few ")]
        assert index in few, lines
        assert any(line.startswith("SEARCH issue USING PRIMARY KEY (site_id=? AND id=?)") for line in lines), lines
