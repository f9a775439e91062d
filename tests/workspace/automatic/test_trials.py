"""Trials of the tag against the real portal: the valid one issues, each broken one is refused with its code."""

from __future__ import annotations

import base64

import pytest

from netmile_desktop.domain.codes import Automatic
from netmile_desktop.portal.sandbox import KEY_ID, KEY_SECRET
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.automatic.encryption import encrypted, is_secret
from netmile_desktop.workspace.automatic.flaws import FROM_OUTSIDE, ISSUING, NEEDING_CAMPAIGN, TagFlaw
from netmile_desktop.workspace.automatic.trials import MOST_CALLS, TrialCells, calls_for
from netmile_desktop.workspace.desk import Desk
from tests.portal.automatic.conftest import automatic_campaign
from tests.support.campaigns import campaign_detail
from tests.support.portals.portal import add_campaign
from tests.support.refusing import AUTOMATIC, MERCHANT

LIMITED, LIMITED_A_DAY = "C-1043", "C-1044"
"""Campaigns of the sandbox that give a member miles once, and once a day."""


@pytest.fixture
def limited(sandbox_portal: EmbeddedPortal) -> None:
    """A campaign that is issued automatically, twice to each member."""
    add_campaign(sandbox_portal.database, automatic_campaign("A-1", runs=(-10, 3_000), per_member=2))


def test_every_flaw_is_refused_with_its_code_and_nothing_else_is_issued(desk: Desk) -> None:
    """The sandbox has a campaign for each."""
    trials, own = desk.trials, desk.catalogue.detail(AUTOMATIC)
    campaigns = trials.campaigns(own)
    assert campaigns.ids.keys() == NEEDING_CAMPAIGN
    usual = trials.usual(own)
    told = {}
    for flaw in TagFlaw:
        if flaw not in FROM_OUTSIDE:
            continue
        cells = TrialCells(campaigns.ids.get(flaw, own.id), usual.address, usual.key, usual.miles)
        trial = trials.make(flaw, cells, MERCHANT, KEY_ID, KEY_SECRET)
        most = calls_for(flaw, campaigns.by_flaw.get(flaw))
        result = trials.send(trial, KEY_ID, KEY_SECRET, most_calls=most)
        assert result.is_as_expected, (flaw, result.answer)
        assert bool(result.issued) is (flaw in ISSUING)
        told[flaw] = result.answer.code
    assert set(told.values()) | {Automatic.FAILED} == {None, *Automatic}


def test_limits_are_reached_before_they_are_exceeded(desk: Desk, limited: None) -> None:
    limit = desk.trials.campaigns(desk.catalogue.detail("A-1")).by_flaw[TagFlaw.PER_MEMBER]
    assert (limit.per_member, calls_for(TagFlaw.PER_MEMBER, limit)) == (2, 3)
    cells = TrialCells(limit.id, "member00007@example.jp", "K000007", 5)
    trial = desk.trials.make(TagFlaw.PER_MEMBER, cells, MERCHANT, KEY_ID, KEY_SECRET)
    result = desk.trials.send(trial, KEY_ID, KEY_SECRET, most_calls=3)
    assert (result.issued, result.answer.code) == (2, Automatic.PER_MEMBER)
    assert result.trial.content.unique_id != trial.content.unique_id


def test_a_limit_that_another_one_hides_is_not_tried() -> None:
    hidden = campaign_detail(per_member=3, per_member_per_day=1)
    assert calls_for(TagFlaw.PER_MEMBER, None) == 1
    assert calls_for(TagFlaw.PER_DAY, hidden) == 2
    assert calls_for(TagFlaw.PER_MEMBER, campaign_detail(per_member=99)) == MOST_CALLS


def test_where_a_site_has_no_campaign_for_a_trial_none_is_named(desk: Desk) -> None:
    for each in (LIMITED, LIMITED_A_DAY):
        desk.sandbox_operator.suspend(each, suspended=True)
    found = desk.trials.campaigns(desk.catalogue.detail(AUTOMATIC))
    assert NEEDING_CAMPAIGN - found.ids.keys() == {TagFlaw.PER_MEMBER, TagFlaw.PER_DAY}


def test_a_secret_is_32_bytes() -> None:
    good = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
    assert is_secret(good)
    for text in ("", good[:-4], good + "=", "あ" * 43, good.replace("A", "!", 1)):
        assert not is_secret(text)
    with pytest.raises(ValueError, match="not the secret"):
        encrypted(b"{}", KEY_ID, "short")
