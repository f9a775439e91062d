from __future__ import annotations

from datetime import date

import pytest

from netmile_desktop.api.parameters import path_text, query_text
from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.failures import Refused


def test_lists_repeat_and_what_is_empty_stays_away() -> None:
    query = wire.CampaignSearch(
        name="夏 & 秋",
        states=[CampaignState.RUNNING, CampaignState.ENDED],
        campaign_from=date(2026, 11, 1),
    )
    assert query_text(query) == (
        "kind=mile&name=%E5%A4%8F%20%26%20%E7%A7%8B&states=running&states=ended&campaign_from=2026-11-01"
        "&sort=campaign_end&page=1&size=50"
    )


def test_truth_is_spelt_as_in_json() -> None:
    assert query_text(wire.IssuanceQuery(campaign_id="C-1", notify=True)) == (
        "campaign_id=C-1&mode=pc&transfer_after_days=0&notify=true&register_members=false&generate_passwords=false"
    )


def test_no_query_is_no_text() -> None:
    assert query_text(None) == ""


def test_a_value_never_leaves_its_place_in_the_path() -> None:
    assert path_text("/v1/campaigns/{campaign_id}", {"campaign_id": "a/../b?c"}) == "/v1/campaigns/a%2F..%2Fb%3Fc"


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_an_id_that_would_name_another_path_is_not_found(value: str) -> None:
    with pytest.raises(Refused, match="P-NOTFOUND"):
        path_text("/v1/campaigns/{campaign_id}", {"campaign_id": value})
