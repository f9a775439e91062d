"""ネットマイルリワード: who uses it, pages and registrations, the hand-over to merchants, and the fee."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from netmile_desktop.domain.rewards import (
    REASON_LENGTH,
    CallOutcome,
    FileAlarm,
    FileEncoding,
    FileState,
    HandOver,
    HandOverState,
    RewardResult,
    RowFault,
)
from netmile_desktop.domain.wire.shape import Answer, CampaignId, PageNumber, PageSize, Request, Text

RewardFileId = Annotated[str, Meta(pattern=r"^R[0-9]{8}-[0-9]{4}$")]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class RewardUse(Request, frozen=True, kw_only=True):
    """Whether a site may run reward campaigns, as NetMile's staff decide; a term that is UNSET stays."""

    site: Text
    """Site code."""
    uses_reward: bool
    retention_days: Annotated[int, Meta(ge=1, le=365)] | UnsetType | None = UNSET
    """Days after the hand-over until what was registered is destroyed; None means 30 again."""


class RewardUseAtOperator(Answer, frozen=True, kw_only=True):
    """Whether a site may run reward campaigns."""

    site: str
    uses_reward: bool
    since: datetime | None
    retention_days: int
    unanswered: int
    """People who registered and still wait for the site's answer; it can give it also if it runs no campaign any more."""


class RewardTermsQuery(Request, frozen=True, kw_only=True):
    """Whose terms are looked at."""

    site: Text
    """Site code."""


class RewardTerms(Answer, frozen=True, kw_only=True):
    """What NetMile's staff have set for a site: whether it runs reward campaigns, and what its contract says."""

    site: str
    uses_reward: bool
    since: datetime | None
    retention_days: int
    closing: RewardResult | None
    """What becomes of registrations that stay unanswered; None if they stay so."""
    closing_days: int | None


class RewardPreviewOrder(Request, frozen=True, kw_only=True):
    """Of which campaign's page a rehearsal is wanted."""

    campaign_id: CampaignId


class RewardPreview(Answer, frozen=True, kw_only=True):
    """The address of a rehearsal, for the browser of whoever asked."""

    path: str
    """The registration page, below the portal's address."""
    payment_path: str
    """The payment screen of a member who lacks miles and is offered the campaign."""
    expires_at: datetime


class PageScreen(StrEnum):
    """The screen for which a page is drawn."""

    PHONE = "phone"
    """390 wide, drawn with two dots to a point."""
    DESKTOP = "desktop"
    """1,280 wide."""


class RewardPictureQuery(Request, frozen=True, kw_only=True):
    """How the picture of a page is drawn."""

    screen: PageScreen = PageScreen.PHONE


class RewardRegistrationSearch(Request, frozen=True, kw_only=True):
    """Conditions for registrations; those filled in are joined by AND."""

    code: Text = ""
    """登録ID."""
    campaign_id: Text = ""
    states: list[HandOverState] = field(default_factory=list)
    """Any of these; empty means all."""
    results: list[RewardResult] = field(default_factory=list)
    """Any of these; empty means all, answered or not."""
    only_unanswered: bool = False
    registered_from: date | None = None
    registered_to: date | None = None
    page: PageNumber = 1
    size: PageSize = 50


class RewardRegistration(Answer, frozen=True, kw_only=True):
    """One registration: that it was made and what became of it. What was registered is handed over, and not told here."""

    code: str
    """登録ID."""
    campaign_id: str
    campaign_name: str
    registered_at: datetime
    """Also the instant at which the miles were granted, 有効 at once."""
    miles: int
    issue_id: str
    test: bool
    hand_over: HandOver
    file: str
    """The file in which it is handed over; empty until there is one, and in real time."""
    state: HandOverState
    handed_over_at: datetime | None
    result: RewardResult | None
    """None while unanswered."""
    result_at: datetime | None
    result_reason: str
    shredded_at: datetime | None
    """When NetMile destroyed what was registered."""


class FunnelQuery(Request, frozen=True, kw_only=True):
    """Of which campaign the steps are counted, and on which days."""

    campaign_id: Text = ""
    """Empty for all reward campaigns together."""
    first: date
    last: date


class FunnelDay(Answer, frozen=True, kw_only=True):
    """Visits to pages of campaigns on one day that came so far. Each visit counts once in each column."""

    day: date
    shown: int
    started: int
    """Sent the form, right or wrong, at least once."""
    completed: int
    """Registered; test members, whom visits do not tell apart, are left out."""


class Funnel(Answer, frozen=True, kw_only=True):
    """How far members came on the pages of campaigns, day by day; days without a visit are left out."""

    campaign_id: str
    """Empty, as the name, where all campaigns are asked for."""
    campaign_name: str
    days: list[FunnelDay]
    shown: int
    started: int
    completed: int
    as_of: datetime


class RewardFileSearch(Request, frozen=True, kw_only=True):
    """Conditions for files; those filled in are joined by AND."""

    due_from: date | None = None
    """First day on which they were due."""
    due_to: date | None = None
    states: list[FileState] = field(default_factory=list)
    """Any of these; empty means all."""
    only_open: bool = False
    """Only those that wait for a result."""
    page: PageNumber = 1
    size: PageSize = 50


class RewardFile(Answer, frozen=True, kw_only=True):
    """A file of the batch hand-over. One file takes one result."""

    file: str
    due_at: datetime
    """The set time for which it was written: all who registered before, and are in no earlier file, are in it."""
    made_at: datetime
    """When it was really written; later after a standstill."""
    rows: int
    state: FileState
    alarm: FileAlarm
    answer_until: datetime
    """When the next file is due."""
    warned_from: datetime
    downloads: int
    downloaded_at: datetime | None
    """First download: its registrations count as handed over since then."""
    answered_at: datetime | None
    approved: int
    refused: int
    has_passwords: bool
    """Whether a download still has passwords: until the result, at most 24 hours after the first download, and at most
    14 days after the registration."""
    shredded: bool
    """Whether all personal data is destroyed; then there is nothing to download."""


class RewardFileQuery(Request, frozen=True, kw_only=True):
    """How a file is downloaded."""

    encoding: FileEncoding | None = None
    """None means as is set for the site."""


class RewardResultCheck(Answer, frozen=True, kw_only=True):
    """A result, held against its file. It can be uploaded once nobody is unanswered; `P-STATE` rows are passed over."""

    file: str
    rows: int
    """Registrations in the file."""
    approved: int
    refused: int
    unanswered: list[str]
    faults: list[RowFault]
    can_be_uploaded: bool


class RewardResultAccepted(Answer, frozen=True, kw_only=True):
    """What an uploaded result has done."""

    file: str
    approved: int
    refused: int
    faults: list[RowFault]
    """Rows that were passed over (`P-STATE`)."""
    answered_at: datetime


class RewardAnswer(Request, frozen=True, kw_only=True):
    """The answer about a registration that the merchant's API has left pending."""

    code: Text
    result: RewardResult
    reason: Annotated[str, Meta(max_length=REASON_LENGTH)] = ""


class RewardAnswers(Request, frozen=True, kw_only=True):
    """Answers about registrations handed over in real time; those in files are answered by the files' results."""

    answers: Annotated[list[RewardAnswer], Meta(min_length=1, max_length=1_000)]


class RewardAnswersTaken(Answer, frozen=True, kw_only=True):
    """Which answers were taken; the others are told with what is wrong, by their place from 1."""

    approved: int
    refused: int
    faults: list[RowFault]


class RewardReason(Answer, frozen=True, kw_only=True):
    """A reason with which the site has refused."""

    reason: str
    count: int
    last_at: datetime


class RewardReasons(Answer, frozen=True, kw_only=True):
    """Reasons of the last year, the newest first."""

    reasons: list[RewardReason]


class RewardHandOverChange(Request, frozen=True, kw_only=True):
    """How a site wants its registrations handed over."""

    every_hours: float = 24
    """Hours between two files: 24, 12, 6, 4, 3, 2 or 1."""
    at: TimeOfDay = "09:00"
    """A time of day for files, in Japan; with short intervals the others follow from it."""
    encoding: FileEncoding = FileEncoding.UTF_8
    endpoint: Annotated[str, Meta(max_length=500)] = ""
    """Address of the merchant's API, or empty: then campaigns in real time are handed over by file."""


class RewardHandOver(Answer, frozen=True, kw_only=True):
    """How a site's registrations are handed over."""

    every_hours: int
    at: str
    encoding: FileEncoding
    next_file_at: datetime
    endpoint: str
    has_secret: bool
    secret_made_at: datetime | None
    former_secret_until: datetime | None
    """Until then calls carry a second signature, made with the secret before."""
    retention_days: int
    closing: RewardResult | None
    """What becomes of registrations without an answer; None leaves them unanswered. Set in the contract."""
    closing_days: int | None


class RewardSecret(Answer, frozen=True, kw_only=True):
    """The new secret of a site's API, told this once."""

    secret: str
    made_at: datetime
    former_valid_until: datetime | None


class RewardCallSearch(Request, frozen=True, kw_only=True):
    """Conditions for calls of the merchant's API."""

    code: Text = ""
    """登録ID."""
    outcomes: list[CallOutcome] = field(default_factory=list)
    page: PageNumber = 1
    size: PageSize = 50


class RewardCall(Answer, frozen=True, kw_only=True):
    """One call of the merchant's API."""

    called_at: datetime
    code: str
    """登録ID; empty for a test call."""
    attempt: int
    outcome: CallOutcome
    http_status: int | None
    milliseconds: int
    detail: str
    """The reason in the answer, or what is wrong with it."""
    next_try_at: datetime | None
    goes_to_file: bool
    """Whether it was the last try: the registration is in the next file."""


class FeeGrain(StrEnum):
    """By which unit of time a fee is told."""

    DAY = "day"
    MONTH = "month"


class RewardFeeQuery(Request, frozen=True, kw_only=True):
    """Which days of approval are counted; with months, all months they touch."""

    campaign_id: Text = ""
    """Empty for all reward campaigns together."""
    first: date
    last: date
    grain: FeeGrain = FeeGrain.MONTH


class RewardFeeLine(Answer, frozen=True, kw_only=True):
    """キャンペーン成果報酬料 of a campaign at one unit price: approved × unit price."""

    first: date
    """The day, or the first of the month."""
    campaign_id: str
    campaign_name: str
    unit_price: int
    approved: int
    yen: int
    """Without tax."""


class RewardFeePeriod(Answer, frozen=True, kw_only=True):
    """A day or month."""

    first: date
    approved: int
    refused: int
    """Cost nothing; the members keep their miles."""
    yen: int
    frozen: bool
    """Whether the month has been closed and cannot change."""


class RewardFee(Answer, frozen=True, kw_only=True):
    """What a site pays for NetMile Reward, without tax. Miles of rewards are not billed as miles."""

    periods: list[RewardFeePeriod]
    lines: list[RewardFeeLine]
    approved: int
    yen: int
    listing_yen: int
    """キャンペーン掲載料: 0."""
    as_of: datetime


class LateRewardFileSearch(Request, frozen=True, kw_only=True):
    """Which files without a result NetMile's staff see; those that are late or about to be."""

    site: Text = ""
    page: PageNumber = 1
    size: PageSize = 50


class LateRewardFile(Answer, frozen=True, kw_only=True):
    """A file whose result is late, or about to be."""

    site: str
    site_name: str
    file: str
    rows: int
    unanswered: int
    due_at: datetime
    answer_until: datetime
    alarm: FileAlarm
    downloaded_at: datetime | None


class RewardClosing(Request, frozen=True, kw_only=True):
    """The closing rule of a site's contract; without a result there is none."""

    site: Text
    result: RewardResult | None = None
    days: Annotated[int, Meta(ge=1, le=365)] | None = None


class RewardClosingAtOperator(Answer, frozen=True, kw_only=True):
    """The closing rule of a site."""

    site: str
    result: RewardResult | None
    days: int | None


class RewardDeadlines(Answer, frozen=True, kw_only=True):
    """What of NetMile Reward waits for the merchant."""

    new_files: int
    """Never downloaded."""
    open_files: int
    """Without a result."""
    soon: int
    overdue: int
    answer_until: datetime | None
    """The next deadline that has not passed."""
    pending: int
    """Handed over in real time and not answered."""
    waiting: int
    """Registered and not handed over."""
    as_of: datetime
