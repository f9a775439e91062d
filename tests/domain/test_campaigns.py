"""States of campaigns and their amount rules."""

from datetime import date

import msgspec
import pytest

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import (
    Amount,
    CampaignState,
    FixedAmount,
    VariableAmount,
    allows,
    campaign_state,
)

CAMPAIGN = Period(date(2026, 11, 1), date(2026, 11, 30))
ISSUANCE = Period(date(2026, 11, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), CampaignState.BEFORE),
        (date(2026, 11, 1), CampaignState.RUNNING),
        (date(2026, 11, 30), CampaignState.RUNNING),
        (date(2026, 12, 1), CampaignState.ISSUING),
        (date(2026, 12, 31), CampaignState.ISSUING),
        (date(2027, 1, 1), CampaignState.ENDED),
    ],
)
def test_the_state_follows_from_the_day(today: date, expected: CampaignState) -> None:
    assert campaign_state(CAMPAIGN, ISSUANCE, suspended=False, today=today) is expected
    assert campaign_state(CAMPAIGN, ISSUANCE, suspended=True, today=today) is CampaignState.SUSPENDED


def test_a_fixed_amount_allows_itself_alone() -> None:
    amount = FixedAmount(100)
    assert [miles for miles in range(202) if allows(amount, miles)] == [100]


def test_a_variable_amount_allows_both_bounds() -> None:
    amount = VariableAmount(10, 12)
    assert [miles for miles in range(20) if allows(amount, miles)] == [10, 11, 12]


@pytest.mark.parametrize("amount", [FixedAmount(100), VariableAmount(1, 5000)])
def test_amounts_keep_their_kind_on_the_wire(amount: Amount) -> None:
    assert msgspec.json.decode(msgspec.json.encode(amount), type=Amount) == amount


@pytest.mark.parametrize(
    "text", [b'{"kind":"fixed"}', b'{"kind":"other","miles":1}', b'{"kind":"fixed","miles":1,"x":2}']
)
def test_a_misspelt_amount_is_refused(text: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Amount)
