"""Files handed over, their registrations and lists."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, field

from netmile_desktop.domain.batches import BatchSettings, ProcessingState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.wire.shape import Answer, CampaignId, PageNumber, PageSize, Request, Text

RegistrationId = Annotated[str, Meta(pattern=r"^[0-9]{8}-[0-9]{6,12}$")]
IdempotencyKey = Annotated[str, Meta(min_length=16, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]
DelayDays = Annotated[int, Meta(ge=0, le=90)]
Message = Annotated[str, Meta(max_length=500)]
TakenOver = Annotated[str, Meta(pattern=r"^[0-9]{8}-[0-9]{6,12}:[0-9]{1,5}$")]
"""A registration that was interrupted, and how many of its rows were judged then: `20261121-000001:7000`."""


class IssuanceQuery(Request, frozen=True, kw_only=True):
    """The settings of a CSV issue, as query parameters; the body is the file."""

    campaign_id: CampaignId
    mode: Mode = Mode.PC
    transfer_after_days: DelayDays = 0
    notify: bool = False
    message: Message = ""
    register_members: bool = False
    generate_passwords: bool = False
    file_name: Annotated[str, Meta(max_length=255)] = ""
    takes_over: list[TakenOver] = field(default_factory=list)
    """Interrupted registrations whose rows behind the judged ones this file hands over anew. `P-RESUMED` where
    one has gone on since; once the file is accepted, none of them can."""
    repairs: Annotated[str, Meta(pattern=r"^([A-Za-z0-9_-]{8,64})?$")] = ""
    """The name under which refused automatic issues were taken that this file hands over; they get its ID."""

    def settings(self) -> BatchSettings:
        return BatchSettings(
            campaign_id=self.campaign_id,
            mode=self.mode,
            transfer_after_days=self.transfer_after_days,
            notify=self.notify,
            message=self.message,
            register_members=self.register_members,
            generate_passwords=self.generate_passwords,
        )


class CodeCount(Answer, frozen=True, kw_only=True):
    """The number of rows with a code."""

    code: str
    rows: int


class EarlierRegistration(Answer, frozen=True, kw_only=True):
    """A registration of the site with the same content."""

    registration_id: str
    accepted_at: datetime
    campaign_id: str


class EarlierIssue(Answer, frozen=True, kw_only=True):
    """A row that repeats one of the last 30 days: the same miles in the same campaign to the same key or address."""

    line: int
    """Of the file; 1 where a single issue was asked about."""
    registration_id: str
    campaign_id: str
    issued_at: datetime
    """Of the first such issue; where it still waits for its verdict, when its registration was accepted."""
    shared: Column = Column.KEY
    """What both have in common besides campaign and miles."""


class IssuanceForecast(Answer, frozen=True, kw_only=True):
    """Answer of the check-only call: what would become of the file now. Nothing was written.

    Counts codes that need no member list; member and count rules are asked when the batch is judged.
    """

    campaign_id: str
    campaign_name: str
    refused: str | None
    """42030, 44019 or `P-RESUMED` where the whole file would be refused today."""
    rows: int
    good_rows: int
    miles: int
    """Sum over good rows."""
    by_code: list[CodeCount]
    transfer_on: date
    yen: int
    digest: str
    earlier: list[EarlierRegistration]
    repeats: list[EarlierIssue] = field(default_factory=list)
    """Every good row that was issued before, or is about to be, in file order."""


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
    code: str | None = None
    """Why a single issue was refused; it has no lists to say so."""


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
    registration_part: Text = ""
    """Part of the registration ID; width, case, hyphens and blanks do not count."""
    campaign_part: Text = ""
    """The whole ID of a campaign or, if none has it, a part of ID or name; compared as `registration_part` is."""
    type: Annotated[str, Meta(pattern=r"^(single|csv)?$")] = ""
    accepted_from: date | None = None
    accepted_to: date | None = None
    states: list[ProcessingState] = field(default_factory=list)
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
