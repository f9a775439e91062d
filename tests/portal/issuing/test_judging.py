"""Accepted rows: whose they are, limits, and what changes between acceptance and judging."""

from __future__ import annotations

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import FixedAmount
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, add_campaign, lines


def judged(portal: PortalOnLine, desk: Desk, campaign_id: str, body: bytes, **settings: str) -> list[str]:
    """The verdict of each line, `ok` where it was issued."""
    accepted = desk.issue(campaign_id, body, **settings)
    portal.worker.run_until_idle()
    return verdicts(desk, accepted.registration_id)


def verdicts(desk: Desk, registration_id: str) -> list[str]:
    good = desk.call(operations.COMPLETED_LIST, registration_id=registration_id).decode("utf-8-sig").splitlines()[1:]
    bad = desk.call(operations.ERROR_LIST, registration_id=registration_id).decode("utf-8-sig").splitlines()[1:]
    found = {int(line.split(",")[-1]): "ok" for line in good}
    found |= {int(line.split(",")[-1]): line.split(",")[-3] for line in bad}
    return [found[line] for line in sorted(found)]


@pytest.fixture
def campaign(portal: PortalOnLine) -> SampleCampaign:
    """Twice per member, once a day."""
    sample = SampleCampaign(
        code="T-1",
        name="制限",
        description="",
        runs=(-10, 10),
        amount=FixedAmount(100),
        per_member=2,
        per_member_per_day=1,
    )
    add_campaign(portal.database, sample)
    return sample


def test_every_kind_of_member_gets_its_verdict(portal: PortalOnLine, desk: Desk) -> None:
    addresses = [
        "MEMBER00001@Example.JP",
        "nobody@example.jp",
        "mobile0001@docomo.ne.jp",
        "provisional001@example.jp",
        "left001@example.jp",
        "test001@example.jp",
        "pc..0001@docomo.ne.jp",
        "m00001@ezweb.ne.jp",
    ]
    body = "".join(f"{address},K,100\n" for address in addresses).encode()
    assert judged(portal, desk, "C-1024", body) == ["ok", "41053", "41053", "41023", "41023", "ok", "ok", "41053"]


def test_mobile_batches_look_for_mobile_addresses(portal: PortalOnLine, desk: Desk) -> None:
    addresses = ["mobile0001@docomo.ne.jp", "member00001@example.jp", "m00001@ezweb.ne.jp", "old..0001@docomo.ne.jp"]
    addresses += ["dot0001.@ezweb.ne.jp"]
    body = "".join(f"{address},K,100\n" for address in addresses).encode()
    assert judged(portal, desk, "C-1024", body, mode="mobile") == ["ok", "41053", "ok", "ok", "ok"]


def test_limits_count_good_rows_in_file_order(
    portal: PortalOnLine, desk: Desk, campaign: SampleCampaign, business_clock: SetClock
) -> None:
    first = b"member00001@example.jp,K,99\n" + lines([1, 1, 2])
    assert judged(portal, desk, campaign.code, first) == ["12006", "ok", "44039", "ok"]
    assert judged(portal, desk, campaign.code, lines([1, 3])) == ["44039", "ok"]
    business_clock.advance(days=1)
    # One is left for the campaign and one for the day: which one stopped the second row is the first in order.
    assert judged(portal, desk, campaign.code, lines([1, 1])) == ["ok", "44038"]
    business_clock.advance(days=1)
    assert judged(portal, desk, campaign.code, lines([1, 3, 3])) == ["44038", "ok", "44038"]


def test_two_addresses_of_one_member_count_together(portal: PortalOnLine, desk: Desk, campaign: SampleCampaign) -> None:
    assert judged(portal, desk, campaign.code, lines([5])) == ["ok"]
    assert judged(portal, desk, campaign.code, b"m00005@ezweb.ne.jp,K,100\n", mode="mobile") == ["44039"]


def test_limits_hold_across_chunks(portal: PortalOnLine, desk: Desk, campaign: SampleCampaign) -> None:
    rows = [1, *range(10, 30), 1, *range(10, 15)]
    codes = judged(portal, desk, campaign.code, lines(rows))
    assert codes == ["ok"] * 21 + ["44039"] * 6


@pytest.mark.parametrize("action", ["suspend"])
def test_a_campaign_suspended_meanwhile_refuses_the_rest(
    portal: PortalOnLine, desk: Desk, netmile: Desk, action: str
) -> None:
    accepted = desk.issue("C-1024", lines(range(1, 21)) + b"broken,K,100\n")
    assert portal.worker.run_once()
    decision = wire.Decision(site="minato", campaign_id="C-1024", action=action)
    netmile.call(operations.DECIDE_CAMPAIGN, body=decision)
    portal.worker.run_until_idle()
    assert verdicts(desk, accepted.registration_id) == ["ok"] * 7 + ["42030"] * 14
    detail = desk.registration(accepted.registration_id)
    assert (detail.state, detail.records, detail.errors) == (ProcessingState.COMPLETED_WITH_ERRORS, 21, 14)
    assert detail.by_code == [wire.CodeCount(code="42030", rows=14)]


def test_an_issuance_period_over_meanwhile_refuses_the_rest(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    sample = SampleCampaign(code="T-2", name="今日まで", description="", runs=(-3, 0), amount=FixedAmount(100))
    add_campaign(portal.database, sample)
    business_clock.advance(hours=13, minutes=59)  # 23:59 of the last day
    accepted = desk.issue("T-2", lines(range(1, 11)))
    assert portal.worker.run_once()
    business_clock.advance(minutes=1)
    portal.worker.run_until_idle()
    assert verdicts(desk, accepted.registration_id) == ["ok"] * 7 + ["44019"] * 3


def test_progress_is_seen_chunk_by_chunk(portal: PortalOnLine, desk: Desk) -> None:
    accepted = desk.issue("C-1024", lines(range(1, 11)))
    assert (accepted.state, accepted.records) == (ProcessingState.RECEIVED, 0)
    assert portal.worker.run_once()
    between = desk.registration(accepted.registration_id)
    assert (between.state, between.records, between.completed_at) == (ProcessingState.RUNNING, 7, None)
    assert portal.worker.run_once()
    assert not portal.worker.run_once()
    after = desk.registration(accepted.registration_id)
    assert (after.state, after.records, after.miles_issued) == (ProcessingState.COMPLETED, 10, 1000)
    assert after.completed_at is not None
