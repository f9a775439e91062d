"""What NetMile's own staff decide."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState, Mode
from netmile_desktop.domain.cancellations import Cause, RequestState
from netmile_desktop.domain.wire.access import LoginId
from netmile_desktop.domain.wire.cancellations import CancellationRecord, IssueIds, RequestNumber
from netmile_desktop.domain.wire.issuances import RegistrationId
from netmile_desktop.domain.wire.shape import Answer, CampaignId, PageNumber, PageSize, Request, Text

LONGEST_REVIEW_MINUTES = 10_080
"""A week."""


class Decision(Request, frozen=True, kw_only=True):
    """An operator's decision about a campaign."""

    site: Text
    """Site code."""
    campaign_id: CampaignId
    action: Annotated[str, Meta(pattern=r"^(approve|reject|suspend|resume)$")]
    reason: Annotated[str, Meta(max_length=500)] = ""


class EndSessions(Request, frozen=True, kw_only=True):
    """Whose sessions an operator ends, all of them."""

    login: LoginId


class SessionsEnded(Answer, frozen=True, kw_only=True):
    """How many sessions were open."""

    login: str
    sessions: int


class Resume(Request, frozen=True, kw_only=True):
    """Which interrupted registration is to be judged to its end."""

    site: Text
    """Site code."""
    registration_id: RegistrationId


class RegistrationAtOperator(Answer, frozen=True, kw_only=True):
    """How far a registration is."""

    site: str
    registration_id: str
    state: ProcessingState
    rows: int
    records: int
    """Rows with a verdict."""


class OperatorRegistrationSearch(Request, frozen=True, kw_only=True):
    """Which registrations NetMile's staff look at; no state means those that were interrupted."""

    site: Text = ""
    states: list[ProcessingState] = field(default_factory=list)
    page: PageNumber = 1
    size: PageSize = 50


class ListedRegistration(RegistrationAtOperator, frozen=True, kw_only=True):
    """A line of the operator's list."""

    site_name: str
    campaign_id: str
    campaign_name: str
    accepted_at: datetime
    ended_at: datetime | None
    """When it was completed or interrupted."""
    lists_deleted: bool
    """Its rows were deleted with its lists, so it cannot be resumed."""
    taken_over_by: str
    """The registration with its undecided rows, which keeps it from being resumed; or empty."""


class MemberFlags(Request, frozen=True, kw_only=True):
    """An operator's change of a member, named by one of its addresses; what is UNSET stays."""

    address: Annotated[str, Meta(min_length=3, max_length=254)]
    status: Annotated[str, Meta(pattern=r"^(active|provisional|left)$")] | UnsetType = UNSET
    test: bool | UnsetType = UNSET


class Member(Answer, frozen=True, kw_only=True):
    """A member as the operator sees one."""

    id: str
    status: str
    test: bool
    kinds: list[Mode]


class MemberLinkOrder(Request, frozen=True, kw_only=True):
    """Whom a link is for, and where it leads."""

    address: Annotated[str, Meta(min_length=3, max_length=254)]
    """One of the member's addresses."""
    path: Annotated[str, Meta(max_length=500, pattern=r"^/member/[A-Za-z0-9/_.?=&%-]+$")]
    """A page of the portal."""
    name: Text = ""
    """How pages greet the member; without one they show the address, masked."""


class MemberLink(Answer, frozen=True, kw_only=True):
    """A link that opens a page for a member once."""

    path: str
    """Below the portal's address."""
    expires_at: datetime


class CampaignAtOperator(Answer, frozen=True, kw_only=True):
    """The state of a campaign after an operator's decision."""

    site: str
    campaign_id: str
    name: str
    application_state: ApplicationState
    suspended: bool


class OperatorCampaignSearch(Request, frozen=True, kw_only=True):
    """Which campaigns NetMile's staff look at; by name, or by ID or a part of either, as merchants search."""

    site: Text = ""
    name: Text = ""
    states: list[ApplicationState] = field(default_factory=lambda: [ApplicationState.APPROVED])
    page: PageNumber = 1
    size: PageSize = 50


class ListedCampaign(CampaignAtOperator, frozen=True, kw_only=True):
    """A line of the operator's list."""

    site_name: str
    state: CampaignState | None
    """None while it is not approved."""
    campaign_period: Period
    issuance_period: Period


class ReviewPolicyQuery(Request, frozen=True, kw_only=True):
    """Whose policy is looked at."""

    site: Text
    """Site code."""


class ReviewPolicy(Answer, frozen=True, kw_only=True):
    """Whether the portal approves a site's applications by itself."""

    site: str
    approve_after_minutes: int | None
    """How long an application waits for NetMile's staff; None if it waits until they decide."""
    set_at: datetime | None
    set_by: str
    """Empty if nobody has set it yet."""


class SetReviewPolicy(Request, frozen=True, kw_only=True):
    """Another policy for a site."""

    site: Text
    """Site code."""
    approve_after_minutes: Annotated[int, Meta(ge=1, le=LONGEST_REVIEW_MINUTES)] | None
    """None leaves every decision to NetMile's staff."""


class OperatorCancellationSearch(Request, frozen=True, kw_only=True):
    """Which cancellations NetMile's staff look at; no state means those that wait."""

    site: Text = ""
    number: Text = ""
    states: list[RequestState] = field(default_factory=list)
    page: PageNumber = 1
    size: PageSize = 50


class CancellationAtOperator(CancellationRecord, frozen=True, kw_only=True):
    """A cancellation with the site it belongs to."""

    site: str
    site_name: str
    balance: int
    """Miles that the member may spend now."""
    obstacle: Cause | None
    """Why an approval would end refused now; None if it would take the miles back."""


class CancellationDecision(Request, frozen=True, kw_only=True):
    """An operator's decision about a request, or about some of its issues."""

    site: Text
    """Site code."""
    number: RequestNumber
    issue_ids: IssueIds = field(default_factory=list)
    """None of them means all that wait."""
    action: Annotated[str, Meta(pattern=r"^(approve|refuse)$")]
    note: Annotated[str, Meta(max_length=500)] = ""


class DecidedRow(Answer, frozen=True, kw_only=True):
    """What became of one request; an approval that came too late, or found too low a balance, ends refused."""

    issue_id: str
    state: RequestState
    cause: Cause | None


class CancellationsDecided(Answer, frozen=True, kw_only=True):
    """What a decision came to."""

    site: str
    number: str
    approved: int
    refused: int
    miles: int
    """Taken back."""
    rows: list[DecidedRow]


class BusinessClock(Answer, frozen=True, kw_only=True):
    """What time it is for campaigns and miles, and on the machine."""

    business_time: datetime
    server_time: datetime
    days_ahead: int


class MoveClock(Request, frozen=True, kw_only=True):
    """Goes on at the same hour of a later day; for sandboxes."""

    to: date
