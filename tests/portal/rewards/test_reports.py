"""Funnel and fee as reports: what is known, final and left out, and the registrations behind their figures."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, event, select, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import start_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.portal.reports.reward_answers import RewardScope, count_answers
from netmile_desktop.portal.reports.reward_funnel import page_steps
from netmile_desktop.portal.rewards.fees import GRACE
from netmile_desktop.portal.rewards.visits import PageStage
from netmile_desktop.portal.tables import campaign, reward_price, reward_registration
from tests.support.portals.hand_over import answer, fetch, files, register, result_of
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import SETTINGS, TODAY, add_reward, visit

LAST = date(2026, 12, 31)


@pytest.fixture
def reward(portal: PortalOnLine) -> None:
    """Two running reward campaigns, of 500 and of 120 yen."""
    add_reward(portal.database)
    add_reward(portal.database, code="C-7002", reward=msgspec.structs.replace(SETTINGS, unit_price=120))
    portal.worker.run_until_idle()


def ask(desk: Desk, report: str, by: str = "month", first: str = "2026-11-01", **more: Any) -> wire.ReportAnswer:
    query = {"by": by, "first": first, "last": LAST, **more}
    told: wire.ReportAnswer = desk.call(operations.REPORT, query, report=report)
    return told


def answered(portal: PortalOnLine, desk: Desk, clock: SetClock, code: str, *numbers: int, refused: int = 0) -> None:
    """Members register, and the next file is answered on its day."""
    codes = register(portal, clock, *numbers, code=code)
    clock.advance(days=1)
    portal.worker.run_until_idle()
    [file] = [each.file for each in files(desk, only_open="true")]
    fetch(desk, file)
    answer(desk, file, result_of(codes, refused=codes[:refused]))


@pytest.mark.usefixtures("reward")
def test_each_step_of_the_page_and_the_approvals(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    visit(portal, NOW, PageStage.SHOWN, 101, 102, 103)
    visit(portal, NOW, PageStage.STARTED, 102)
    visit(portal, NOW, PageStage.SHOWN, 101, code="C-7002")
    answered(portal, desk, business_clock, "C-7001", 1, 2, refused=1)
    both = ask(desk, "reward_funnel", stacked="true")
    assert both.values == {"shown": [6, 0], "started": [3, 0], "completed": [2, 0], "approved": [1, 0]}
    assert both.totals == {"shown": 6, "started": 3, "completed": 2, "approved": 1}
    assert (both.as_of, both.closed) == (business_clock(), [])
    assert {each.campaign_id: each.values["shown"] for each in both.by_campaign} == {"C-7001": [5, 0], "C-7002": [1, 0]}
    one = ask(desk, "reward_funnel", campaign_id="C-7002")
    assert (one.campaign_name, one.values["shown"], one.values["completed"]) == ("会員登録キャンペーン", [1, 0], [0, 0])
    whole: wire.Funnel = desk.call(operations.REWARD_FUNNEL, {"first": TODAY, "last": LAST})
    assert (whole.campaign_id, whole.shown, whole.started, whole.completed) == ("", 6, 3, 2)
    alone = desk.call(operations.REWARD_FUNNEL, {"campaign_id": "C-7002", "first": TODAY, "last": LAST})
    assert (alone.shown, alone.days) == (1, [wire.FunnelDay(day=TODAY, shown=1, started=0, completed=0)])


@pytest.mark.usefixtures("reward")
def test_what_was_not_counted_is_not_known(portal: PortalOnLine, desk: Desk) -> None:
    told = ask(desk, "reward_funnel", first="2026-09-01")
    assert told.values["shown"] == told.values["started"] == [None, None, 0, 0]
    assert told.values["completed"] == [0, 0, 0, 0]
    assert told.totals == {"shown": 0, "started": 0, "completed": 0, "approved": 0}
    query = {"by": "day", "first": "2026-11-01", "last": "2026-11-19"}
    before = desk.call(operations.REPORT, query, report="reward_funnel")
    assert before.totals == {"completed": 0, "approved": 0}
    visit(portal, NOW, PageStage.SHOWN, 1)
    days = ask(desk, "reward_funnel", "day", "2026-11-19").values["shown"]
    assert days[:3] == [None, 1, 0]


@pytest.mark.usefixtures("reward")
def test_a_fee_is_the_approved_at_the_price_of_their_day(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    answered(portal, desk, business_clock, "C-7001", 1, 2, 3, refused=1)
    answered(portal, desk, business_clock, "C-7002", 1, 2)
    told = ask(desk, "reward_fee", stacked="true")
    assert told.values == {
        "approved": [4, 0],
        "unit_price": [None, None],
        "yen": [1_240, 0],
        "refused": [1, 0],
        "listing": [0, 0],
    }
    assert told.totals == {"approved": 4, "yen": 1_240, "refused": 1, "listing": 0}
    assert {each.campaign_id: each.values["unit_price"] for each in told.by_campaign} == {
        "C-7001": [500, None],
        "C-7002": [120, None],
    }
    days = ask(desk, "reward_fee", "day", TODAY.isoformat())
    assert days.values["unit_price"][:4] == [None, 500, 120, None]
    assert days.values["yen"][:4] == [0, 1_000, 240, 0]
    one = ask(desk, "reward_fee", campaign_id="C-7001")
    assert (one.values["unit_price"], one.values["refused"]) == ([500, None], [1, 0])
    assert desk.call(operations.REWARD_FEE, {"first": TODAY, "last": LAST, "campaign_id": "C-7002"}).yen == 240


@pytest.mark.usefixtures("reward")
def test_a_frozen_month_is_final_and_stays(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    answered(portal, desk, business_clock, "C-7001", 1, 2)
    assert ask(desk, "reward_fee", first="2026-10-01").closed == [True, False, False]
    business_clock.now = start_of(date(2026, 12, 1)) + GRACE - timedelta(milliseconds=1)
    portal.worker.run_until_idle()
    assert ask(desk, "reward_fee").closed == [False, False], "over, and not frozen yet"
    business_clock.now = start_of(date(2026, 12, 2))
    portal.worker.run_until_idle()
    portal.database.write(lambda conn: conn.execute(update(reward_price).values(yen=9_999)))
    told = ask(desk, "reward_fee")
    assert (told.closed, told.values["yen"], told.values["unit_price"]) == ([True, False], [1_000, 0], [500, None])
    assert ask(desk, "reward_fee", "day", "2026-11-30").closed[:2] == [True, False]
    assert ask(desk, "reward_funnel").values["approved"] == [2, 0]


@pytest.mark.usefixtures("reward")
def test_test_members_are_left_out_and_counted(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    netmile.call(operations.FLAG_MEMBER, body=wire.MemberFlags(address="member00001@example.jp", test=True))
    answered(portal, desk, business_clock, "C-7001", 1, 2)
    for report, column in (("reward_funnel", "completed"), ("reward_fee", "approved")):
        told = ask(desk, report)
        assert (told.values[column], told.left_out) == ([1, 0], wire.LeftOut(issues=1, miles=200))
        query = {"first": TODAY, "last": LAST, "column": column}
        assert desk.call(operations.REPORT_ENTRIES, query, report=report).total == 1


@pytest.mark.usefixtures("reward")
def test_the_registrations_behind_a_figure(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    answered(portal, desk, business_clock, "C-7001", 1, 2, 3, refused=1)
    at = business_clock()
    business_clock.advance(hours=1)
    answered(portal, desk, business_clock, "C-7002", 4)
    period = {"first": TODAY, "last": LAST}
    page = desk.call(operations.REPORT_ENTRIES, {**period, "column": "refused"}, report="reward_fee")
    [entry] = page.items
    registered = portal.database.read(
        lambda conn: conn.execute(select(reward_registration).where(reward_registration.c.result == "refused")).one()
    )
    assert (entry.reward_code, entry.issue_id) == (registered.code, str(registered.issue_id))
    assert (entry.result, entry.result_reason) == ("refused", "登録済みの会員です")
    assert (entry.at, entry.miles, entry.state, entry.source, page.miles) == (at, 200, "valid", "reward", 200)

    def behind(report: str, column: str, **query: Any) -> set[str]:
        found = desk.call(operations.REPORT_ENTRIES, {**period, "column": column, **query}, report=report).items
        return {each.campaign_id for each in found}

    assert behind("reward_funnel", "completed") == {"C-7001", "C-7002"}
    assert behind("reward_funnel", "completed", campaign_id="C-7002") == {"C-7002"}
    assert behind("reward_fee", "approved", without="C-7001") == {"C-7002"}
    assert behind("reward_fee", "approved", as_of=at.isoformat()) == {"C-7001"}, "as the figure was at that time"
    raw = desk.call(operations.ENTRIES_LIST, {**period, "column": "refused"}, report="reward_fee")
    [line] = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert (line["登録ID"], line["判定"], line["理由"]) == (registered.code, "不承認", "登録済みの会員です")
    assert line["判定日時"] == "2026-11-21 10:00:00"
    raw = desk.call(operations.ENTRIES_LIST, {**period, "column": "completed"}, report="reward_funnel")
    assert len(list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))) == 4


@pytest.mark.parametrize(
    ("report", "query", "code"),
    [
        ("reward_fee", {"campaign_id": "C-9999"}, Problem.NOT_FOUND),
        ("reward_fee", {"campaign_id": "C-1024"}, Problem.NOT_FOUND),
        ("reward_fee", {"by": "hour"}, Problem.GRAIN),
        ("reward_funnel", {"by": "hour", "columns": "shown"}, Problem.GRAIN),
        ("reward_funnel", {"columns": "yen"}, Problem.INVALID),
    ],
)
@pytest.mark.usefixtures("reward")
def test_what_makes_no_sense_is_refused(desk: Desk, report: str, query: dict[str, Any], code: Problem) -> None:
    asked = {"by": "day", "first": "2026-11-01", "last": "2026-11-20"} | query
    assert desk.refusal(operations.REPORT, asked, report=report) == code


@pytest.mark.usefixtures("reward")
def test_nothing_is_listed_behind_visits_and_no_miles_stand_in_them(desk: Desk) -> None:
    period = {"first": TODAY, "last": LAST}
    assert desk.refusal(operations.REPORT_ENTRIES, {**period, "column": "shown"}, report="reward_funnel") == (
        Problem.INVALID
    )
    assert desk.refusal(operations.REPORT_STANDING, period, report="reward_funnel") == Problem.INVALID


def test_a_site_without_rewards_does_not_have_them(portal: PortalOnLine, desk: Desk, netmile: Desk) -> None:
    query = {"by": "day", "first": "2026-11-01", "last": "2026-11-20"}
    behind = {"first": "2026-11-01", "last": "2026-11-20", "column": "approved"}
    for report in ("reward_funnel", "reward_fee"):
        assert desk.refusal(operations.REPORT, query, report=report) == Problem.NOT_FOUND
        assert desk.refusal(operations.REPORT_ENTRIES, behind, report=report) == Problem.NOT_FOUND
    add_reward(portal.database)
    netmile.call(operations.SET_REWARD_USE, body=wire.RewardUse(site="minato", uses_reward=False))
    assert desk.call(operations.REPORT, query, report="reward_fee").totals["yen"] == 0, "what was owed is still told"


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("of_campaign", [False, True])
@pytest.mark.usefixtures("reward")
def test_registrations_are_counted_from_indexes_alone(portal: PortalOnLine, of_campaign: bool) -> None:
    """A row with what a member typed is long, and years of them are counted; PostgreSQL decides by statistics."""
    own = select(campaign.c.site_id, campaign.c.id).where(campaign.c.code == "C-7001")
    row = portal.database.read(lambda conn: conn.execute(own).one())
    scope = RewardScope(row.site_id, row.id if of_campaign else None, TODAY, LAST, by_month=True, as_of=NOW)
    plans = portal.database.read(lambda conn: plans_of(conn, scope))
    assert len(plans) == 2
    for plan in plans:
        assert "COVERING INDEX ix_reward_registration_" in plan
        assert "SCAN" not in plan


def plans_of(conn: Connection, scope: RewardScope) -> list[str]:
    """How the registrations are counted for both reports."""
    asked: list[tuple[str, Any]] = []

    def note_it(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, parameters))

    event.listen(conn, "before_cursor_execute", note_it)
    count_answers(conn, scope)
    page_steps(conn, scope)
    event.remove(conn, "before_cursor_execute", note_it)
    counted = [each for each in asked if "FROM reward_registration" in each[0]]
    return [str(conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all()) for sql, given in counted]
