"""The wire format: every struct that crosses HTTP, spelt once for both ends.

Instants are ISO 8601 in UTC, days `YYYY-MM-DD` in Japan, miles and counts whole numbers. Unknown
fields in a request are refused, in an answer ignored, so that an older client can talk to a newer portal.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Generic, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from netmile_desktop.domain.batches import ProcessingState, Settings
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import (
    Amount,
    ApplicationState,
    CampaignState,
    FixedAmount,
    IssuanceMethod,
    Mode,
    Validity,
    VariableAmount,
)
from netmile_desktop.domain.issuances import Rule

__all__ = ["UNSET", "FixedAmount", "UnsetType", "VariableAmount"]

T = TypeVar("T")

PAGE_SIZES = (10, 20, 50, 100)
"""Choices of the pager; 50 is the portal's own (guide L553)."""

LoginId = Annotated[str, Meta(min_length=1, max_length=64)]
Password = Annotated[str, Meta(min_length=1, max_length=256)]
Text = Annotated[str, Meta(max_length=200)]
CampaignId = Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[A-Za-z0-9-]+$")]
RegistrationId = Annotated[str, Meta(pattern=r"^[0-9]{8}-[0-9]{6,12}$")]
IdempotencyKey = Annotated[str, Meta(min_length=16, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]
PageNumber = Annotated[int, Meta(ge=1, le=1_000_000)]
PageSize = Annotated[int, Meta(ge=1, le=100)]


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a client sends."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the portal answers."""


class Nothing(Request, frozen=True, kw_only=True):
    """No query, no body or no answer."""


class ProblemDocument(Answer, frozen=True, kw_only=True):
    """An error, after RFC 9457. `code` is one of `codes.Problem`; the words are the client's."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    retry_at: datetime | None = None


# --- access -------------------------------------------------------------------------------------


class Info(Answer, frozen=True, kw_only=True):
    """Who is at the other end; asked before signing in."""

    product: str
    api_version: str
    rules_version: str
    guide_version: str
    server_time: datetime
    """The machine's own clock."""
    business_time: datetime
    """The clock by which days are counted; differs only in a sandbox that was told another day."""
    sandbox: bool


class SignIn(Request, frozen=True, kw_only=True):
    """ID and password (guide L44-45)."""

    login: LoginId
    password: Password


class Site(Answer, frozen=True, kw_only=True):
    """A merchant's site as its own staff see it."""

    id: str
    """Stable; names the local workspace."""
    code: str
    """加盟店ID."""
    name: str
    yen_per_1000_miles: int
    """Contract rate of the day, without tax."""


class User(Answer, frozen=True, kw_only=True):
    """One of a site's users, or an operator."""

    id: str
    login: str
    name: str
    role: str
    """`merchant` or `operator`."""


class Session(Answer, frozen=True, kw_only=True):
    """A session; `token` is given once, at sign-in, and empty afterwards."""

    token: str = ""
    user: User
    site: Site | None
    """None for operators."""
    idle_until: datetime
    absolute_until: datetime


# --- lists --------------------------------------------------------------------------------------


class Page(Answer, Generic[T], frozen=True, kw_only=True):
    """A slice of a list in a stable order."""

    items: list[T]
    total: int
    page: int
    size: int
    as_of: datetime


# --- campaigns ----------------------------------------------------------------------------------


class CampaignSearch(Request, frozen=True, kw_only=True):
    """Conditions of the information search; those filled in are joined by AND (guide L81, L89)."""

    id: Text = ""
    """Exact."""
    name: Text = ""
    """Part of the name; width and case do not count."""
    states: list[CampaignState] = []
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
    state: CampaignState
    campaign_period: Period
    issuance_period: Period
    amount: Amount
    miles_issued: int
    """So far, test members left out."""


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
    miles_issued: int
    as_of: datetime

    @property
    def validity(self) -> Validity:
        """What 42030 asks."""
        if self.application_state is not ApplicationState.APPROVED:
            return Validity.NOT_APPROVED
        return Validity.SUSPENDED if self.state is CampaignState.SUSPENDED else Validity.APPROVED

    def rule(self, mode: Mode, today: date) -> Rule:
        """What rows of a batch in this campaign are judged against on a day."""
        return Rule(
            mode=mode,
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
    as_of: datetime


# --- issuances ----------------------------------------------------------------------------------


class IssuanceQuery(Request, frozen=True, kw_only=True):
    """The settings of a CSV issue, as query parameters; the body is the file."""

    campaign_id: CampaignId
    mode: Mode = Mode.PC
    transfer_after_days: Annotated[int, Meta(ge=0, le=90)] = 0
    notify: bool = False
    message: Annotated[str, Meta(max_length=500)] = ""
    register_members: bool = False
    generate_passwords: bool = False
    file_name: Annotated[str, Meta(max_length=255)] = ""

    def settings(self) -> Settings:
        return Settings(
            campaign_id=self.campaign_id,
            mode=self.mode,
            transfer_after_days=self.transfer_after_days,
            notify=self.notify,
            message=self.message,
            register_members=self.register_members,
            generate_passwords=self.generate_passwords,
        )


class CodeCount(Answer, frozen=True, kw_only=True):
    """So many rows carry a code."""

    code: str
    rows: int


class EarlierRegistration(Answer, frozen=True, kw_only=True):
    """A registration of the site with the same content."""

    registration_id: str
    accepted_at: datetime
    campaign_id: str


class IssuanceForecast(Answer, frozen=True, kw_only=True):
    """Answer of the check-only call: what would become of the file now. Nothing was written.

    Counts codes that need no member list; member and count rules are asked when the batch is judged.
    """

    campaign_id: str
    campaign_name: str
    refused: str | None
    """42030 or 44019 where the whole file would be refused today."""
    rows: int
    good_rows: int
    miles: int
    """Sum over good rows."""
    by_code: list[CodeCount]
    transfer_on: date
    yen: int
    digest: str
    earlier: list[EarlierRegistration]


class Registration(Answer, frozen=True, kw_only=True):
    """A line of マイル発行状況, and the answer to an accepted upload."""

    registration_id: str
    campaign_id: str
    campaign_name: str
    type: str
    """`single` (個別発行) or `csv` (CSV発行)."""
    mode: Mode
    state: ProcessingState
    accepted_at: datetime
    completed_at: datetime | None
    rows: int
    """Rows handed over."""
    records: int
    """処理レコード数: rows handled so far, good and bad."""
    errors: int
    """エラーレコード数."""
    lists_deleted_at: datetime | None
    digest: str
    key: str
    actor: str
    """Name of the user who sent it."""


class RegistrationDetail(Registration, frozen=True, kw_only=True):
    """CSV発行履歴詳細: the registration with its settings and what came of it."""

    transfer_after_days: int
    transfer_on: date
    notify: bool
    message: str
    file_name: str
    miles_issued: int
    by_code: list[CodeCount]
    lists_deleted_by: str = ""


class RegistrationSearch(Request, frozen=True, kw_only=True):
    """Conditions of the status list (guide L566), joined by AND."""

    registration_id: Text = ""
    campaign_id: Text = ""
    type: Annotated[str, Meta(pattern=r"^(single|csv)?$")] = ""
    accepted_from: date | None = None
    accepted_to: date | None = None
    states: list[ProcessingState] = []
    only_errors: bool = False
    sort: Annotated[str, Meta(pattern=r"^-?(registration_id|accepted_at|completed_at|records|errors)$")] = (
        "-registration_id"
    )
    page: PageNumber = 1
    size: PageSize = 50


class ListQuery(Request, frozen=True, kw_only=True):
    """How a list is to be written."""

    encoding: Annotated[str, Meta(pattern=r"^(utf-8-sig|cp932)$")] = "utf-8-sig"


class ListsDeleted(Answer, frozen=True, kw_only=True):
    """Both lists of a registration are gone for good; repeating the call changes nothing."""

    registration_id: str
    deleted_at: datetime
    deleted_by: str


# --- operator -----------------------------------------------------------------------------------


class Decision(Request, frozen=True, kw_only=True):
    """An operator's decision about a campaign."""

    site: Text
    """Site code."""
    campaign_id: CampaignId
    action: Annotated[str, Meta(pattern=r"^(approve|reject|suspend|resume)$")]
    reason: Annotated[str, Meta(max_length=500)] = ""


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
