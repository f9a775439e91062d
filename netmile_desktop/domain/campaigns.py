"""A campaign as far as both sides must agree on it: its states, its amount rule, what may be done with it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from netmile_desktop.domain.calendar import Period


class ApplicationState(StrEnum):
    """What became of an application (guide L85-89)."""

    APPLIED = "applied"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """変更失効: the campaign ended before a change of it was decided. Never the state of a campaign."""


class ApplicationKind(StrEnum):
    """What was applied for (guide L85): a new campaign, a change of one, or one to be used again."""

    NEW = "new"
    CHANGE = "change"
    REUSE = "reuse"


class CampaignKind(StrEnum):
    """What a campaign is for."""

    MILE = "mile"
    """The merchant issues miles to members."""
    REWARD = "reward"
    """ネットマイルリワード: members get miles from NetMile for registering with the merchant."""


class CampaignState(StrEnum):
    """Where an approved campaign stands today; follows from its dates, except for a suspension."""

    BEFORE = "before"
    RUNNING = "running"
    ISSUING = "issuing"
    ENDED = "ended"
    SUSPENDED = "suspended"


class Validity(StrEnum):
    """Whether a campaign as such lets miles be issued; the issuance period is asked apart."""

    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    SUSPENDED = "suspended"
    REWARD = "reward"
    """A reward campaign: its miles are granted by NetMile when a member registers, and in no other way."""


class Mode(StrEnum):
    """Which of a member's addresses a batch names (guide L362-364)."""

    PC = "pc"
    MOBILE = "mobile"


class IssuanceMethod(StrEnum):
    """Who triggers an issue (guide L306)."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"


class FixedAmount(msgspec.Struct, frozen=True, tag_field="kind", tag="fixed", forbid_unknown_fields=True):
    """定額発行: every issue carries the same number of miles (guide L762)."""

    miles: int


class VariableAmount(msgspec.Struct, frozen=True, tag_field="kind", tag="variable", forbid_unknown_fields=True):
    """従量発行: any number of miles from min through max (guide L761)."""

    min: int
    max: int


Amount = FixedAmount | VariableAmount


def allows(amount: Amount, miles: int) -> bool:
    """Whether a number of miles follows the campaign's amount rule."""
    if isinstance(amount, FixedAmount):
        return miles == amount.miles
    return amount.min <= miles <= amount.max


def campaign_state(campaign: Period, issuance: Period, *, suspended: bool, today: date) -> CampaignState:
    """The state of an approved campaign on a day: 停止, 実施前, 実施中, 終了（発行期間中） or 終了."""
    if suspended:
        return CampaignState.SUSPENDED
    if today < campaign.first:
        return CampaignState.BEFORE
    if today in campaign:
        return CampaignState.RUNNING
    if today <= issuance.last:
        return CampaignState.ISSUING
    return CampaignState.ENDED
