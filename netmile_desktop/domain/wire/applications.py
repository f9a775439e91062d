"""What a site applied for, and what NetMile decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, field

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState
from netmile_desktop.domain.wire.shape import Answer, PageNumber, PageSize, Request, Text


class ApplicationSearch(Request, frozen=True, kw_only=True):
    """Conditions of the application state search; those filled in are joined by AND (guide L77, L85-91)."""

    id: Text = ""
    """Of the campaign; exact."""
    name: Text = ""
    """Part of the campaign's name; width and case do not count."""
    kinds: list[ApplicationKind] = field(default_factory=list)
    """Any of these; empty means all."""
    states: list[ApplicationState] = field(default_factory=list)
    """Any of these; empty means all."""
    campaign_from: date | None = None
    campaign_to: date | None = None
    only: Annotated[str, Meta(pattern=r"^(applied|ended|rejected)?$")] = ""
    """Quick filter: 申請中のもの, 期間が終了したもの or 承認されなかったもの (guide L89)."""
    sort: Annotated[str, Meta(pattern=r"^-?(id|name|kind|state|campaign_end|applied_at|decided_at)$")] = "-applied_at"
    page: PageNumber = 1
    size: PageSize = 50


class ApplicationSummary(Answer, frozen=True, kw_only=True):
    """A line of the application list."""

    id: str
    campaign_id: str
    campaign_name: str
    kind: ApplicationKind
    """申請種別."""
    state: ApplicationState
    campaign_state: CampaignState | None
    """Of the campaign as it now stands; None while that is not approved."""
    applied_at: datetime
    decided_at: datetime | None
    reason: str
    """What NetMile wrote with its decision."""
    campaign_period: Period
