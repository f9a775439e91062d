"""What a site applied for, and what NetMile decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, field

from netmile_desktop.domain.applications import CampaignContent, FormFault, FormField
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignKind, CampaignState
from netmile_desktop.domain.wire.shape import Answer, PageNumber, PageSize, Request, Text

ApplicationId = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class ApplicationSearch(Request, frozen=True, kw_only=True):
    """Conditions of the application state search; those filled in are joined by AND (guide L77, L85-91)."""

    campaign_kind: CampaignKind = CampaignKind.MILE
    """Applications about campaigns of one kind are searched; those of miles unless asked for."""

    id: Text = ""
    """Of the campaign, or a part of it if no campaign has it; width, case, hyphens and blanks do not count."""
    name: Text = ""
    """Part of the campaign's name; width, case, hyphens and blanks do not count."""
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
    campaign_kind: CampaignKind = CampaignKind.MILE
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


class ApplicationForm(Request, frozen=True, kw_only=True):
    """What is applied for."""

    kind: ApplicationKind
    campaign_id: Annotated[str, Meta(max_length=32)] = ""
    """The campaign to be changed or used again; empty for a new one."""
    version: Annotated[int, Meta(ge=0, le=1_000_000_000)] = 0
    """Of the campaign from which a change was made; another one in between makes `P-VERSION`. Of no other kind."""
    content: CampaignContent


class ApplicationForecast(Answer, frozen=True, kw_only=True):
    """What would come of applying now; nothing was written."""

    faults: list[FormFault]
    changed: list[FormField]
    """Of a change, or of a campaign used again: the places that differ."""
    before: CampaignContent | None
    """The campaign that is changed or used again, as it stands."""
    refused: str = ""
    """The problem that stands against it as a whole: `P-ENDED`, `P-STATE`, `P-PENDING` or `P-VERSION`."""


class ApplicationDetail(ApplicationSummary, frozen=True, kw_only=True):
    """One application in full."""

    content: CampaignContent
    before: CampaignContent | None
    """Of a change: what the campaign said when it was applied for."""
    origin_id: str
    """The campaign that was used again, or empty."""
    may_withdraw: bool


class ContentOfCampaign(Answer, frozen=True, kw_only=True):
    """What an application form begins with."""

    campaign_id: str
    version: int
    content: CampaignContent
    waiting_id: str
    """The application about this campaign that NetMile has not decided yet, or empty."""


class OperatorApplicationSearch(Request, frozen=True, kw_only=True):
    """Applications of all sites, the oldest first."""

    site: Text = ""
    campaign_kind: CampaignKind | None = None
    """About campaigns of this kind only; None means all."""
    states: list[ApplicationState] = field(default_factory=lambda: [ApplicationState.APPLIED])
    page: PageNumber = 1
    size: PageSize = 50


class ApplicationAtOperator(ApplicationSummary, frozen=True, kw_only=True):
    """A line of the operator's list."""

    site: str
    site_name: str


class OperatorApplicationQuery(Request, frozen=True, kw_only=True):
    """Whose application NetMile's staff look at."""

    site: Text
    """Site code."""


class ApplicationInFull(ApplicationAtOperator, frozen=True, kw_only=True):
    """One application with all that a decision about it needs."""

    applied_by: str
    """The name of who applied, or empty if that is not known."""
    content: CampaignContent
    before: CampaignContent | None
    """Of a change: what the campaign said when it was applied for."""
    changed: list[FormField]
    """Of a change: the places that differ from before."""
    origin_id: str
    """The campaign that was used again, or empty."""
    moved_on: bool
    """Whether the campaign is another version by now than the one a waiting change was made from."""


class ApplicationDecision(Request, frozen=True, kw_only=True):
    """An operator's decision about an application."""

    site: Text
    """Site code."""
    application_id: ApplicationId
    action: Annotated[str, Meta(pattern=r"^(approve|reject)$")]
    reason: Annotated[str, Meta(max_length=500)] = ""
