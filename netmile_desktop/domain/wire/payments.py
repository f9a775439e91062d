"""Paying with miles at shops: what a shop's server asks, and what NetMile's staff keep about shops."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from netmile_desktop.domain.wire.shape import Answer, PageNumber, PageSize, Request

PaymentNumber = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")]
"""A shop's own number of a payment or a refund."""

PaymentSiteCode = Annotated[str, Meta(min_length=2, max_length=32, pattern=r"^[a-z0-9-]+$")]
PaymentSiteName = Annotated[str, Meta(min_length=1, max_length=60)]
PaymentKeyId = Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[A-Za-z0-9-]+$")]
Origins = Annotated[list[Annotated[str, Meta(min_length=1, max_length=200)]], Meta(min_length=1, max_length=10)]
PaidMiles = Annotated[int, Meta(ge=1, le=100_000_000)]
ReturnUrl = Annotated[str, Meta(min_length=1, max_length=1_000)]


class PaymentState(StrEnum):
    """What has become of a payment."""

    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    """It was not paid in time."""


class OpenPayment(Request, frozen=True, kw_only=True):
    """What a member is to pay."""

    member: Annotated[str, Meta(min_length=3, max_length=254)]
    """One of the member's addresses."""
    miles: PaidMiles
    description: Annotated[str, Meta(min_length=1, max_length=100)]
    """What is bought, as the member is to read it."""
    return_url: ReturnUrl
    """Where the member goes after paying; of one of the shop's registered origins."""
    cancel_url: ReturnUrl
    """Where the member goes without paying; of one of the shop's registered origins."""


class RefundOrder(Request, frozen=True, kw_only=True):
    """How much of a payment is given back."""

    miles: PaidMiles


class PaymentRefund(Answer, frozen=True, kw_only=True):
    """Miles of a payment that were given back."""

    number: str
    miles: int
    at: datetime


class Payment(Answer, frozen=True, kw_only=True):
    """A payment as it stands now."""

    number: str
    """The shop's own."""
    payment_id: str
    """NetMile's."""
    state: PaymentState
    miles: int
    refunded: int
    description: str
    link: str
    """Path of the payment screen at this portal, to be opened once by the member; empty unless the payment is open."""
    test: bool
    """Whether the member is a test member, whose payments count nowhere."""
    opened_at: datetime
    expires_at: datetime
    """From then on an open payment can no longer be paid."""
    closed_at: datetime | None
    """When it was paid or cancelled."""
    refunds: list[PaymentRefund]


class StatementQuery(Request, frozen=True, kw_only=True):
    """Which days a statement covers, both ends included; at most 92."""

    first: date
    last: date


class StatementListQuery(StatementQuery, frozen=True, kw_only=True):
    """Which days a list covers, and how it is written."""

    encoding: Annotated[str, Meta(pattern=r"^(utf-8-sig|cp932)$")] = "utf-8-sig"


class StatementEntryQuery(StatementQuery, frozen=True, kw_only=True):
    """Which days' payments and refunds are wanted, and which slice of them."""

    page: PageNumber = 1
    size: PageSize = 50


class StatementDay(Answer, frozen=True, kw_only=True):
    """The sums of one day in Japan, without test members."""

    day: date
    payments: int
    paid: int
    """Miles."""
    refunds: int
    refunded: int
    """Miles."""
    balance: int
    """Paid less refunded, in miles."""


class Statement(Answer, frozen=True, kw_only=True):
    """What was paid and refunded, day by day, from the ledger; days without either are left out."""

    first: date
    last: date
    days: list[StatementDay]
    payments: int
    paid: int
    refunds: int
    refunded: int
    balance: int
    test_entries: int
    """Payments and refunds of test members, which the sums leave out."""
    as_of: datetime


class StatementEntry(Answer, frozen=True, kw_only=True):
    """A payment or a refund of a statement."""

    at: datetime
    day: date
    kind: str
    """`payment` or `refund`."""
    number: str
    """The shop's number of the payment."""
    refund_number: str
    """The shop's number of the refund; empty for a payment."""
    miles: int
    """Negative for a refund."""
    description: str
    test: bool


class PaymentSiteKey(Answer, frozen=True, kw_only=True):
    """A key of a shop, without its secret."""

    key_id: str
    created_at: datetime
    revoked_at: datetime | None


class PaymentSite(Answer, frozen=True, kw_only=True):
    """A shop as NetMile's staff see it."""

    code: str
    name: str
    status: str
    origins: list[str]
    keys: list[PaymentSiteKey]
    """The newest first."""


class PaymentSites(Answer, frozen=True, kw_only=True):
    """All shops, by code."""

    sites: list[PaymentSite]


class NewPaymentSite(Request, frozen=True, kw_only=True):
    """A shop to be added."""

    code: PaymentSiteCode
    name: PaymentSiteName
    """As members read it on the payment screen."""
    origins: Origins
    """Origins of its web pages, such as `https://shop.example.jp`."""


class PaymentSiteChange(Request, frozen=True, kw_only=True):
    """Another name, other origins or another status of a shop; what is UNSET stays."""

    code: PaymentSiteCode
    name: PaymentSiteName | UnsetType = UNSET
    origins: Origins | UnsetType = UNSET
    status: Annotated[str, Meta(pattern=r"^(active|closed)$")] | UnsetType = UNSET


class PaymentKeyOrder(Request, frozen=True, kw_only=True):
    """The shop that gets another key."""

    code: PaymentSiteCode


class PaymentKeyRevocation(Request, frozen=True, kw_only=True):
    """The key that is valid no longer."""

    code: PaymentSiteCode
    key_id: PaymentKeyId


class NewPaymentKey(Answer, frozen=True, kw_only=True):
    """A new key. The secret is told here and never again."""

    code: str
    key_id: str
    secret: str
