"""What NetMile's own staff decide."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import ApplicationState, Mode
from netmile_desktop.domain.cancellations import Cause, RequestState
from netmile_desktop.domain.wire.access import LoginId
from netmile_desktop.domain.wire.cancellations import CancellationRecord, IssueIds, RequestNumber
from netmile_desktop.domain.wire.issuances import RegistrationId
from netmile_desktop.domain.wire.shape import Answer, CampaignId, PageNumber, PageSize, Request, Text


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


class CampaignAtOperator(Answer, frozen=True, kw_only=True):
    """The state of a campaign after an operator's decision."""

    site: str
    campaign_id: str
    name: str
    application_state: ApplicationState
    suspended: bool


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
