"""What may be applied for as a reward campaign."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from netmile_desktop.domain.applications import LINK_LENGTH, CampaignContent, Flaw, FormField, faults
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationKind, FixedAmount, IssuanceMethod, VariableAmount
from netmile_desktop.domain.rewards import MAX_UNIT_PRICE, TERMS_LENGTH, RewardFields, RewardSettings

TODAY = date(2026, 11, 22)
PERIOD = Period(TODAY, TODAY + timedelta(days=30))
SETTINGS = RewardSettings(fields=RewardFields(), terms="第1条 会員は…", unit_price=500)
GOOD = CampaignContent(
    name="会員登録キャンペーン",
    description="ご登録のお客様に",
    campaign_period=PERIOD,
    issuance_period=PERIOD,
    transfer_after_days=0,
    link_url="https://www.example.jp/",
    listed=False,
    listing_text="",
    amount=FixedAmount(200),
    method=IssuanceMethod.AUTOMATIC,
    per_member=1,
    per_member_per_day=None,
    reward=SETTINGS,
)


def faulty(content: CampaignContent) -> list[tuple[FormField, Flaw]]:
    return [(fault.field, fault.flaw) for fault in faults(ApplicationKind.NEW, content, TODAY)]


def settings(**changes: Any) -> CampaignContent:
    return msgspec.structs.replace(GOOD, reward=msgspec.structs.replace(SETTINGS, **changes))


def test_a_reward_campaign_may_be_applied_for() -> None:
    assert faulty(GOOD) == []
    assert faulty(settings(terms="", terms_url="https://www.example.jp/terms")) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"issuance_period": Period(TODAY, TODAY + timedelta(days=60))}, FormField.ISSUANCE_PERIOD),
        ({"method": IssuanceMethod.MANUAL}, FormField.METHOD),
        ({"amount": VariableAmount(1, 9)}, FormField.AMOUNT),
        ({"per_member": None}, FormField.LIMITS),
        ({"per_member_per_day": 1}, FormField.LIMITS),
        ({"transfer_after_days": 3}, FormField.TRANSFER),
    ],
)
def test_what_a_reward_fixes_cannot_be_chosen(changes: dict[str, Any], field: FormField) -> None:
    assert faulty(msgspec.structs.replace(GOOD, **changes)) == [(field, Flaw.FIXED_BY_REWARD)]


@pytest.mark.parametrize(
    ("changes", "field", "flaw"),
    [
        ({"terms": " "}, FormField.TERMS, Flaw.MISSING),
        ({"terms": "あ" * (TERMS_LENGTH + 1)}, FormField.TERMS, Flaw.TOO_LONG),
        ({"terms": "", "terms_url": "terms.html"}, FormField.TERMS, Flaw.NOT_A_LINK),
        ({"terms": "", "terms_url": "https://example.jp/" + "a" * LINK_LENGTH}, FormField.TERMS, Flaw.NOT_A_LINK),
        ({"unit_price": 0}, FormField.UNIT_PRICE, Flaw.OUTSIDE_RANGE),
        ({"unit_price": MAX_UNIT_PRICE + 1}, FormField.UNIT_PRICE, Flaw.OUTSIDE_RANGE),
    ],
)
def test_its_own_fields_are_checked(changes: dict[str, Any], field: FormField, flaw: Flaw) -> None:
    assert faulty(settings(**changes)) == [(field, flaw)]
