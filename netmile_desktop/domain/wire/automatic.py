"""Automatic issuance: what a shop's own server sends, the keys it does so with, and the log of what was refused."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, field

from netmile_desktop.domain.wire.shape import Answer, PageNumber, PageSize, Request
from netmile_desktop.domain.wire.singles import Cell

MerchantId = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""加盟店ID as somebody gives it, right or wrong."""
AutomaticKeyId = Annotated[str, Meta(pattern=r"^[a-z0-9]{8,32}$")]
UniqueId = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]
"""The shop's own name for one issue, such as an order number."""
BatchName = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
"""The client's own name for a batch that is not sent yet."""
ErrorId = Annotated[str, Meta(min_length=32, max_length=36, pattern=r"^[0-9a-f-]+$")]
_Code = Annotated[str, Meta(pattern=r"^[0-9]{5}$")]


class AutomaticParameter(Request, frozen=True, kw_only=True):
    """The content of an encrypted parameter, as JSON."""

    merchant_id: Annotated[str, Meta(max_length=64)]
    campaign_id: Annotated[str, Meta(max_length=64)]
    key: Cell
    """指定キー."""
    address: Cell
    miles: Annotated[int, Meta(ge=-999_999_999, le=999_999_999)]
    unique_id: UniqueId
    time: Annotated[int, Meta(ge=0, le=253_402_300_799)]
    """When the parameter was made, in seconds since 1970."""


class AutomaticCall(Request, frozen=True, kw_only=True):
    """One call of a shop's server; everything is in one encrypted parameter."""

    parameter: str
    """JWE in compact form. What is no such thing is answered with 13005."""


class AutomaticAnswer(Answer, frozen=True, kw_only=True):
    """What became of a call. A repeated call that was issued gets the same answer again."""

    issued: bool
    code: str | None
    """One of the thirteen codes if nothing was issued."""
    ja: str
    en: str
    to_do_ja: str = ""
    to_do_en: str = ""
    unique_id: str = ""
    """Empty if the parameter cannot be read."""
    issue_id: str | None = None
    miles: int = 0
    """Issued miles."""
    transfer_on: date | None = None
    """Day from which the issued miles can be used."""


class AutomaticKeyState(StrEnum):
    """Whether parameters under a key are accepted."""

    VALID = "valid"
    REVOKED = "revoked"


class AutomaticKey(Answer, frozen=True, kw_only=True):
    """A key of the site, without its secret."""

    key_id: str
    """The `kid` in the header of a parameter."""
    state: AutomaticKeyState
    made_at: datetime
    made_by: str
    """Name of the user; empty if NetMile did."""
    last_used_at: datetime | None
    """To the minute; None if it was never used."""
    revoked_at: datetime | None
    revoked_by: str


class NewAutomaticKey(AutomaticKey, frozen=True, kw_only=True):
    """A key that was just made. The secret is told this once."""

    secret: str
    """The 32 bytes of the key in base64url without padding, as `k` of a JWK."""


class AutomaticKeys(Answer, frozen=True, kw_only=True):
    """Keys of the site, the newest first."""

    keys: list[AutomaticKey]
    merchant_id: str
    """加盟店ID, for the path and for the parameter."""
    valid_at_most: int


class AutomaticErrorState(StrEnum):
    """What became of a refused call."""

    OPEN = "open"
    TAKEN = "taken"
    """It was taken into a manual batch."""
    SOLVED = "solved"
    """A later call with the same unique ID was issued."""
    DELETED = "deleted"
    """Its personal data were deleted before anything was done about it."""


class AutomaticErrorSearch(Request, frozen=True, kw_only=True):
    """Conditions of the error log, joined by AND."""

    codes: list[_Code] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    campaign_id: Annotated[str, Meta(max_length=32)] = ""
    """The whole ID."""
    unique_id: Annotated[str, Meta(max_length=64)] = ""
    """The whole unique ID."""
    key: Annotated[str, Meta(max_length=64)] = ""
    """The whole 指定キー."""
    states: list[AutomaticErrorState] = field(default_factory=list)
    sort: Annotated[str, Meta(pattern=r"^-?(at|code|campaign_id)$")] = "-at"
    page: PageNumber = 1
    size: PageSize = 50


class AutomaticError(Answer, frozen=True, kw_only=True):
    """A refused call. Calls under one unique ID are one entry; those that cannot be read are one for each day and cause."""

    error_id: str
    code: str
    cause: str
    """A more exact cause (`codes.AutomaticCause`), or empty."""
    at: datetime
    """When it was refused last."""
    first_at: datetime
    times: int
    """How often it was refused."""
    campaign_id: str
    """As sent; empty if it cannot be read."""
    campaign_name: str
    """Empty if the site has no such campaign."""
    key: str
    """指定キー if it is well-formed and not deleted."""
    miles: int | None
    """As sent; None if it cannot be read or is deleted."""
    unique_id: str
    sent_at: datetime | None
    """The time in the parameter."""
    key_id: str
    """The key with which it was encrypted; empty if that is unknown."""
    state: AutomaticErrorState
    has_data: bool
    """Whether address, 指定キー and miles are still there, so that it can be taken into a manual batch."""
    taken_by: str = ""
    """The client's name of the manual batch."""
    registration_id: str = ""
    """発行登録ID of that batch once it was accepted."""
    solved_at: datetime | None = None
    deleted_at: datetime | None = None
    deleted_by: str = ""


class AutomaticErrorCount(Answer, frozen=True, kw_only=True):
    """Refused calls of a code on a day."""

    day: date
    code: str
    errors: int
    """Entries."""
    open: int
    """Entries about which nothing was done."""
    times: int
    """Refusals, with repeated ones."""


class AutomaticErrorSums(Answer, frozen=True, kw_only=True):
    """Refused calls by day and code, the newest day first."""

    counts: list[AutomaticErrorCount]
    with_data: int
    """Entries in the whole log that still hold personal data."""
    overdue: int
    """Those of them that are older than `reminder_days` and should be deleted."""
    reminder_days: int
    kept_days: int
    as_of: datetime


class AutomaticErrorRange(Request, frozen=True, kw_only=True):
    """The days whose sums are wanted; all that are kept if none is named."""

    first: date | None = None
    last: date | None = None
    campaign_id: Annotated[str, Meta(max_length=32)] = ""


class AutomaticErrorTaking(Request, frozen=True, kw_only=True):
    """Which refused calls are to go into a manual batch. Safe to repeat."""

    batch: BatchName
    error_ids: Annotated[list[ErrorId], Meta(min_length=1, max_length=10_000)]


class FailedCall(Answer, frozen=True, kw_only=True):
    """The complete content of a refused call, as it was sent."""

    error_id: str
    code: str
    campaign_id: str
    address: str
    key: str
    miles: str
    unique_id: str
    at: datetime


class AutomaticErrorLeft(Answer, frozen=True, kw_only=True):
    """A refused call that was not taken, and why."""

    error_id: str
    state: AutomaticErrorState | None
    """None if there is no such entry."""
    taken_by: str = ""


class AutomaticErrorsTaken(Answer, frozen=True, kw_only=True):
    """What is to go into the batch, in the order in which it was asked for, and what another batch has or needs none."""

    batch: str
    rows: list[FailedCall]
    left: list[AutomaticErrorLeft]


class AutomaticErrorRelease(Request, frozen=True, kw_only=True):
    """A batch that was given up before it was sent. Safe to repeat."""

    batch: BatchName


class AutomaticErrorsReleased(Answer, frozen=True, kw_only=True):
    """How many refused calls are open again; none that were sent."""

    batch: str
    released: int


class AutomaticErrorDeletion(Request, frozen=True, kw_only=True):
    """Whose personal data are to be deleted for good: those of some entries, or of all up to a day."""

    error_ids: Annotated[list[ErrorId], Meta(max_length=10_000)] = field(default_factory=list)
    until: date | None = None


class AutomaticErrorsDeleted(Answer, frozen=True, kw_only=True):
    """How many entries lost their personal data; what was deleted before does not count."""

    deleted: int
