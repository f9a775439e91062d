"""Campaigns as lists and in full."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, field

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import (
    Amount,
    ApplicationState,
    CampaignKind,
    CampaignState,
    IssuanceMethod,
    Mode,
    Validity,
)
from netmile_desktop.domain.rewards import RewardSettings
from netmile_desktop.domain.rows.issuances import Rule
from netmile_desktop.domain.rows.key_rule import KeyRule, in_force
from netmile_desktop.domain.wire.rewards import RewardDeadlines
from netmile_desktop.domain.wire.shape import Answer, PageNumber, PageSize, Request, Text


class CampaignSearch(Request, frozen=True, kw_only=True):
    """Conditions of the information search; those filled in are joined by AND (guide L81, L89)."""

    kind: CampaignKind = CampaignKind.MILE
    """Campaigns of one kind are searched; those of miles unless asked for."""

    id: Text = ""
    """The whole ID or, if no campaign has it, a part of IDs; width, case, hyphens and blanks do not count."""
    name: Text = ""
    """Part of the name; width, case, hyphens and blanks do not count."""
    states: list[CampaignState] = field(default_factory=list)
    """Any of these; empty means all."""
    campaign_from: date | None = None
    campaign_to: date | None = None
    issuance_from: date | None = None
    issuance_to: date | None = None
    sort: Annotated[str, Meta(pattern=r"^-?(id|name|state|campaign_end|issuance_end|issued)$")] = "campaign_end"
    page: PageNumber = 1
    size: PageSize = 50


class CampaignSummary(Answer, frozen=True, kw_only=True):
    """A line of the campaign list."""

    id: str
    name: str
    kind: CampaignKind = CampaignKind.MILE
    state: CampaignState
    campaign_period: Period
    issuance_period: Period
    amount: Amount
    miles_issued: int
    """Up to now, without issues to test members."""


class CampaignDetail(Answer, frozen=True, kw_only=True):
    """Everything about one campaign, application state and campaign state included."""

    id: str
    name: str
    version: int
    description: str
    application_state: ApplicationState
    state: CampaignState | None
    """None while not approved."""
    campaign_period: Period
    issuance_period: Period
    amount: Amount
    method: IssuanceMethod
    per_member: int | None
    per_member_per_day: int | None
    transfer_after_days: int
    """マイル使用可能日設定: 0 is at once."""
    link_url: str
    listed: bool
    """ネットマイルへの掲載設定."""
    listing_text: str
    reward: RewardSettings | None = None
    """Of a reward campaign."""
    banner_bytes: int | None = None
    """Size of the banner, which is part of the campaign's content; None from a portal that does not tell."""
    key_rule: KeyRule | None = None
    """What a specified key of its rows may be; None from portals that do not tell."""
    miles_issued: int
    as_of: datetime

    @property
    def validity(self) -> Validity:
        """What 42030 asks."""
        if self.reward is not None:
            return Validity.REWARD
        if self.application_state is not ApplicationState.APPROVED:
            return Validity.NOT_APPROVED
        return Validity.SUSPENDED if self.state is CampaignState.SUSPENDED else Validity.APPROVED

    def rule(self, mode: Mode, today: date) -> Rule:
        """What rows of a batch in this campaign are judged against on a day."""
        return Rule(
            mode=mode,
            key=in_force(self.key_rule),
            amount=self.amount,
            per_member=self.per_member,
            per_member_per_day=self.per_member_per_day,
            issuance_from=self.issuance_period.first,
            issuance_to=self.issuance_period.last,
            state=self.validity,
            today=today,
        )


class Home(Answer, frozen=True, kw_only=True):
    """The top page: campaigns now running, by their last day, and what waits for the clerk."""

    running: list[CampaignSummary]
    registrations_open: int
    """Accepted, not judged yet."""
    lists_not_deleted: int
    """Registrations whose lists are older than `reminder_days` and still there (guide L613)."""
    reminder_days: int
    errors_last_days: int
    """Registrations of the last seven days that ended with error rows."""
    automatic_errors_not_deleted: int = 0
    """Refused calls of automatic issuance older than `reminder_days` whose personal data are still there."""
    rewards: RewardDeadlines | None = None
    """None for a site without NetMile Reward, and from a portal that does not tell."""
    as_of: datetime
