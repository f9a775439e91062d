"""The status list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.batches import ProcessingState
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock, lines

DAY = 24


@pytest.fixture
def four(portal: PortalOnLine, desk: Desk, colleague: Desk, business_clock: SetClock) -> list[str]:
    """Four registrations, a day apart: good, with errors, running, received."""
    ids = [desk.issue("C-1024", lines([1, 2])).registration_id]
    portal.worker.run_until_idle()
    business_clock.advance(days=1)
    ids.append(colleague.issue("C-1025", lines([1]) + b"x,y,z\n").registration_id)
    portal.worker.run_until_idle()
    business_clock.advance(days=1)
    ids.append(desk.issue("C-1024", lines(range(1, 20))).registration_id)
    portal.worker.run_once()
    business_clock.advance(days=1)
    ids.append(desk.issue("C-1025", lines([5])).registration_id)
    return ids


def found(desk: Desk, **query: object) -> list[str]:
    return [item.registration_id for item in desk.call(operations.SEARCH_REGISTRATIONS, query).items]


def test_the_newest_comes_first(desk: Desk, four: Sequence[str]) -> None:
    page = desk.call(operations.SEARCH_REGISTRATIONS)
    assert [item.registration_id for item in page.items] == four[::-1]
    assert (page.total, page.page, page.size) == (4, 1, 50)
    assert [(item.state, item.records, item.errors, item.actor) for item in page.items] == [
        (ProcessingState.RECEIVED, 0, 0, "山田 花子"),
        (ProcessingState.RUNNING, 7, 0, "山田 花子"),
        (ProcessingState.COMPLETED_WITH_ERRORS, 2, 1, "佐藤 健"),
        (ProcessingState.COMPLETED, 2, 0, "山田 花子"),
    ]


def test_every_condition_narrows(desk: Desk, four: Sequence[str]) -> None:
    assert found(desk, registration_id=four[1]) == [four[1]]
    assert found(desk, campaign_id="C-1024") == [four[2], four[0]]
    assert found(desk, type="csv") == four[::-1]
    assert found(desk, type="single") == []
    assert found(desk, only_errors="true") == [four[1]]
    assert found(desk, states=["received", "running"]) == [four[3], four[2]]
    assert found(desk, accepted_from="2026-11-21", accepted_to="2026-11-22") == [four[2], four[1]]
    assert found(desk, campaign_id="C-1024", states="completed") == [four[0]]


def test_days_are_japanese(desk: Desk, business_clock: SetClock) -> None:
    business_clock.advance(hours=13, minutes=59, seconds=59)
    last = desk.issue("C-1024", lines([1])).registration_id
    business_clock.advance(seconds=1)
    first = desk.issue("C-1024", lines([1])).registration_id
    assert found(desk, accepted_from="2026-11-20", accepted_to="2026-11-20") == [last]
    assert found(desk, accepted_from="2026-11-21") == [first]


@pytest.mark.parametrize("key", ["registration_id", "accepted_at", "completed_at", "records", "errors"])
def test_every_order_works_both_ways(desk: Desk, four: Sequence[str], key: str) -> None:
    up = desk.call(operations.SEARCH_REGISTRATIONS, {"sort": key}).items
    down = desk.call(operations.SEARCH_REGISTRATIONS, {"sort": f"-{key}"}).items

    def value(item: wire.Registration) -> Any:
        if key == "completed_at":
            return item.completed_at or NOW + timedelta(days=9)
        return getattr(item, key)

    assert [value(item) for item in up] == sorted(map(value, up))
    assert [value(item) for item in down] == [value(item) for item in reversed(up)]


@pytest.mark.parametrize("days", [("0001-01-01", "9999-12-31"), ("9999-12-31", "9999-12-31"), ("0001-01-01", None)])
def test_far_away_days_are_no_trouble(desk: Desk, four: Sequence[str], days: tuple[str, str | None]) -> None:
    query = {"accepted_from": days[0]} | ({"accepted_to": days[1]} if days[1] else {})
    assert found(desk, **query) == ([] if days[0] == days[1] else four[::-1])


def test_a_reversed_range_is_refused(desk: Desk) -> None:
    query = {"accepted_from": "2026-11-21", "accepted_to": "2026-11-20"}
    assert desk.refusal(operations.SEARCH_REGISTRATIONS, query) == "P-RANGE"


def test_other_sites_see_nothing(stranger: Desk, four: Sequence[str]) -> None:
    assert found(stranger) == []
    assert stranger.refusal(operations.REGISTRATION, registration_id=four[0]) == "P-NOTFOUND"


@pytest.mark.parametrize("code", ["20261120-999999", "nonsense"])
def test_unknown_registrations_are_not_found(desk: Desk, code: str) -> None:
    assert desk.refusal(operations.REGISTRATION, registration_id=code) == "P-NOTFOUND"


def test_a_single_issue_that_was_refused_shows_its_code_in_the_list(portal: PortalOnLine, desk: Desk) -> None:
    for n, address in enumerate(("member00001@example.jp", "guest@example.jp")):
        body = wire.SingleIssue(campaign_id="C-1024", address=address, key="K1", miles="100")
        desk.call(operations.ISSUE_ONE, body=body, key=f"{n}" * 16)
    desk.issue("C-1024", b"guest@example.jp,K2,100\n")
    portal.worker.run_until_idle()
    items = desk.call(operations.SEARCH_REGISTRATIONS).items
    assert [(item.type, item.errors, item.code) for item in items] == [
        ("csv", 1, None),
        ("single", 1, "41053"),
        ("single", 0, None),
    ]
    assert desk.registration(items[1].registration_id).code == "41053"
