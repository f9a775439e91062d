"""The rule for keys that a portal serves is the one by which it judges."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.key_rule import KeyRule
from tests.portal.automatic.conftest import automatic_campaign
from tests.support.portals.automatic import shop_of
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, add_campaign

RULE = KeyRule(version="2026-12", longest=6, characters="0123456789K")


@pytest.fixture
def portal(line: Line, database_url: str, clock: SetClock, business_clock: SetClock) -> Iterator[PortalOnLine]:
    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=7, key_rule=RULE
    ) as portal:
        yield portal


def test_it_is_told_before_signing_in_and_with_every_campaign(desk: Desk, nobody: Desk) -> None:
    assert nobody.call(operations.INFO).key_rule == RULE
    campaign: wire.CampaignDetail = desk.call(operations.CAMPAIGN, campaign_id="C-1024")
    assert campaign.key_rule == RULE
    assert campaign.rule(Mode.PC, campaign.as_of.date()).key == RULE


def test_rows_are_judged_by_it(portal: PortalOnLine, desk: Desk) -> None:
    rows = [("member00001@example.jp", key, "100") for key in ("K12345", "K123456", "A1")]
    accepted = desk.issue("C-1024", "".join(",".join(row) + "\n" for row in rows).encode())
    portal.worker.run_until_idle()
    detail = desk.registration(accepted.registration_id)
    assert (detail.miles_issued, detail.errors) == (100, 2)
    assert [(each.code, each.rows) for each in detail.by_code] == [("19014", 2)]


def test_a_single_issue_is_judged_by_it(desk: Desk) -> None:
    def judged(key: str) -> str | None:
        body = wire.SingleIssue(campaign_id="C-1024", address="member00001@example.jp", key=key, miles="100")
        answer: wire.SingleForecast = desk.call(operations.CHECK_ONE, body=body)
        return answer.code

    assert [judged(key) for key in ("K1", "k1", "K123456")] == [None, "19014", "19014"]


@pytest.mark.parametrize(
    ("key", "code"), [("K12345", None), ("K123456", "11007"), ("k1", "11007"), ("K-1", "11007"), ("", "11007")]
)
def test_an_automatic_issue_is_judged_by_it(portal: PortalOnLine, clock: SetClock, key: str, code: str | None) -> None:
    add_campaign(portal.database, automatic_campaign())
    assert shop_of(portal, clock).code(key=key) == code
