"""キャンペーン申請状態検索: every application of the site, in any state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState
from netmile_desktop.portal.sandbox.catalogue import BOOKSHOP
from netmile_desktop.portal.sandbox.changes import CHANGES
from tests.support.portals.portal import NOW, Desk, SetClock

TODAY = day_of(NOW)

NEW, CHANGE, REUSE = ApplicationKind
APPLIED, APPROVED, REJECTED, WITHDRAWN, LAPSED = ApplicationState

RUNS = {sample.code: tuple(TODAY + timedelta(days=each) for each in sample.runs) for sample in BOOKSHOP}
NAMES = {sample.code: sample.name for sample in BOOKSHOP}

EVERYTHING = {
    *((sample.code, sample.kind, sample.state) for sample in BOOKSHOP),
    *((change.campaign, CHANGE, change.state) for change in CHANGES),
}
"""Campaign, kind and state of each application."""


def page(desk: Desk, **query: Any) -> wire.Page[wire.ApplicationSummary]:
    answer: wire.Page[wire.ApplicationSummary] = desk.call(operations.SEARCH_APPLICATIONS, {"size": 100} | query)
    return answer


def found(desk: Desk, **query: Any) -> set[tuple[str, ApplicationKind, ApplicationState]]:
    items = page(desk, **query).items
    told = {(item.campaign_id, item.kind, item.state) for item in items}
    assert len(told) == len(items)
    return told


def test_without_conditions_everything_is_found(desk: Desk) -> None:
    assert found(desk) == EVERYTHING
    assert page(desk).total == len(EVERYTHING)


def test_a_line_tells_what_was_asked_and_what_was_decided(desk: Desk) -> None:
    [line] = page(desk, id="C-1037").items
    assert (line.campaign_id, line.campaign_name) == ("C-1037", "高額マイルプレゼント")
    assert (line.kind, line.state, line.campaign_state) == (NEW, REJECTED, None)
    assert line.reason.startswith("景品の上限額を超えています。")
    assert line.decided_at is not None
    assert line.applied_at < line.decided_at < NOW
    assert (line.campaign_period.first, line.campaign_period.last) == RUNS["C-1037"]
    change, first = page(desk, id="C-1020").items
    assert (change.kind, change.state, change.decided_at) == (CHANGE, APPLIED, None)
    assert (first.kind, first.state) == (NEW, APPROVED)
    assert change.campaign_state is first.campaign_state is CampaignState.RUNNING
    assert change.id != first.id


@pytest.mark.parametrize("kind", ApplicationKind)
def test_by_kind(desk: Desk, kind: ApplicationKind) -> None:
    assert found(desk, kinds=kind.value) == {each for each in EVERYTHING if each[1] is kind}


@pytest.mark.parametrize("state", ApplicationState)
def test_by_state(desk: Desk, state: ApplicationState) -> None:
    assert found(desk, states=state.value) == {each for each in EVERYTHING if each[2] is state}


def test_within_one_condition_any_of_several_will_do(desk: Desk) -> None:
    assert found(desk, states=["rejected", "withdrawn"], kinds=["new", "reuse"]) == {
        each for each in EVERYTHING if each[2] in {REJECTED, WITHDRAWN} and each[1] in {NEW, REUSE}
    }


@pytest.mark.parametrize(
    ("only", "holds"),
    [
        ("applied", lambda each: each[2] is APPLIED),
        ("rejected", lambda each: each[2] is REJECTED),
        ("ended", lambda each: RUNS[each[0]][1] < TODAY),
        ("", lambda each: True),
    ],
    ids=["applied", "rejected", "ended", "all"],
)
def test_quick_filters(desk: Desk, only: str, holds: Any) -> None:
    expected = {each for each in EVERYTHING if holds(each)}
    assert expected
    assert found(desk, only=only) == expected


def test_a_campaign_ends_with_its_last_day(desk: Desk, business_clock: SetClock) -> None:
    [last] = {RUNS[code][1] for code in ("C-1028",)}
    business_clock.advance(days=(last - TODAY).days)
    assert "C-1028" not in {each[0] for each in found(desk, only="ended")}
    business_clock.advance(hours=14)
    assert "C-1028" in {each[0] for each in found(desk, only="ended")}


def test_conditions_are_joined_by_and(desk: Desk) -> None:
    assert found(desk, name="フェア", kinds="reuse", states="rejected") == {("C-1041", REUSE, REJECTED)}
    assert found(desk, name="フェア", kinds="reuse", states="approved") == set()
    assert found(desk, only="ended", kinds="change") == {("C-1011", CHANGE, LAPSED)}
    assert found(desk, only="applied", states="rejected") == set()
    soon = (TODAY + timedelta(days=13)).isoformat()
    assert {each[0] for each in found(desk, states="applied", kinds=["new", "reuse"], campaign_to=soon)} == set()
    later = (TODAY + timedelta(days=21)).isoformat()
    assert {each[0] for each in found(desk, states="applied", kinds=["new", "reuse"], campaign_to=later)} == {
        *("C-1035", "C-1036", "C-1040")
    }


@pytest.mark.parametrize("name", ["絵本フェア", "ｸﾘｽﾏｽ絵本", "クリスマス絵本フェア"])
def test_width_and_case_of_a_name_do_not_count(desk: Desk, name: str) -> None:
    assert found(desk, name=name) == {("C-1039", NEW, APPROVED)}


@pytest.mark.parametrize("name", ["%", "_", "\\", "'"])
def test_no_character_of_a_name_stands_for_others(desk: Desk, name: str) -> None:
    assert found(desk, name=name) == set()


def test_the_period_may_overlap_the_range(desk: Desk) -> None:
    low, high = TODAY - timedelta(days=200), TODAY - timedelta(days=150)
    expected = {each for each in EVERYTHING if RUNS[each[0]][0] <= high and RUNS[each[0]][1] >= low}
    assert expected
    assert found(desk, campaign_from=low.isoformat(), campaign_to=high.isoformat()) == expected


def test_a_range_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    query = {"campaign_from": "2026-11-02", "campaign_to": "2026-11-01"}
    assert desk.refusal(operations.SEARCH_APPLICATIONS, query) == "P-RANGE"


@pytest.mark.parametrize(
    "query", [{"only": "running"}, {"kinds": "old"}, {"states": "asleep"}, {"sort": "reason"}, {"size": 101}]
)
def test_unknown_conditions_are_refused(desk: Desk, query: dict[str, Any]) -> None:
    assert desk.refusal(operations.SEARCH_APPLICATIONS, query) == "P-INVALID"


_KEYS: dict[str, Any] = {
    "id": lambda item: item.campaign_id,
    "name": lambda item: [ord(char) for char in item.campaign_name],
    "kind": lambda item: list(ApplicationKind).index(item.kind),
    "state": lambda item: list(ApplicationState).index(item.state),
    "campaign_end": lambda item: item.campaign_period.last,
    "applied_at": lambda item: item.applied_at,
    "decided_at": lambda item: (item.decided_at is None, item.decided_at),
}


@pytest.mark.parametrize("sort", _KEYS)
def test_every_order_and_its_reverse(desk: Desk, sort: str) -> None:
    def values(items: list[wire.ApplicationSummary]) -> list[Any]:
        return [_KEYS[sort](item) for item in items]

    up, down = page(desk, sort=sort).items, page(desk, sort=f"-{sort}").items
    assert values(up) == sorted(values(up))
    assert values(down) == values(up)[::-1]


def test_the_latest_application_comes_first(desk: Desk) -> None:
    applied = [item.applied_at for item in page(desk).items]
    assert applied == sorted(applied, reverse=True)


@pytest.mark.parametrize("sort", ["state", "-state", "kind", "-applied_at"])
def test_pages_join_to_the_whole_list(desk: Desk, sort: str) -> None:
    whole = [item.id for item in page(desk, sort=sort).items]
    size = 7
    pages = [page(desk, sort=sort, size=size, page=number) for number in range(1, len(whole) // size + 3)]
    assert [item.id for each in pages for item in each.items] == whole
    assert {each.total for each in pages} == {len(whole)}
    assert pages[-1].items == []


def test_other_sites_see_their_own(stranger: Desk) -> None:
    assert {each[0] for each in found(stranger)} == {"C-1001", "K-2001"}


def test_a_decision_is_seen_at_once(desk: Desk, netmile: Desk) -> None:
    body = wire.Decision(site="minato", campaign_id="C-1035", action="reject", reason="掲載文を見直してください。")
    netmile.call(operations.DECIDE_CAMPAIGN, body=body)
    [line] = page(desk, id="C-1035").items
    assert (line.state, line.reason, line.decided_at) == (REJECTED, "掲載文を見直してください。", NOW)
    body = wire.Decision(site="minato", campaign_id="C-1036", action="approve")
    netmile.call(operations.DECIDE_CAMPAIGN, body=body)
    [line] = page(desk, id="C-1036").items
    assert (line.state, line.campaign_state) == (APPROVED, CampaignState.BEFORE)
