"""What a merchant applies for: the content of a campaign, and what may be wrong with it (guide L97-114, L240-298).

One form serves a new campaign, a change and one used again. Each rule is a function that yields what it finds.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

import msgspec

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import Amount, ApplicationKind, ApplicationState, FixedAmount, IssuanceMethod
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.rewards import MAX_UNIT_PRICE, TERMS_LENGTH, RewardSettings

NAME_LENGTH = 60
DESCRIPTION_LENGTH = 1_000
LISTING_LENGTH = 1_000
LINK_LENGTH = 500
MAX_MILES = 99_999_999
MAX_COUNT = 1_000_000
MAX_DELAY_DAYS = 90
BANNER_BYTES = 500 * 1024
BANNER_PIXELS = 4_000_000
"""Pixels of a banner; few bytes can hold so many that nobody has the memory to draw them."""

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_FRAME_HEADERS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Segments of a JPEG that tell its measures."""

_WITHOUT_LENGTH = {0x00, 0x01, *range(0xD0, 0xD9)}
"""Segments of a JPEG that consist of their name."""


class CampaignContent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a merchant decides about a campaign."""

    name: str
    description: str
    campaign_period: Period
    issuance_period: Period
    transfer_after_days: int
    """マイル使用可能日設定: 0 is at once."""
    link_url: str
    listed: bool
    """ネットマイルへの掲載設定."""
    listing_text: str
    amount: Amount
    method: IssuanceMethod
    per_member: int | None
    per_member_per_day: int | None
    banner: bytes = b""
    """PNG, JPEG or GIF; empty if there is none."""
    reward: RewardSettings | None = None
    """Of a reward campaign; a campaign of miles has none."""


class FormField(StrEnum):
    """Places of the form, in its order."""

    NAME = "name"
    DESCRIPTION = "description"
    CAMPAIGN_PERIOD = "campaign_period"
    ISSUANCE_PERIOD = "issuance_period"
    METHOD = "method"
    AMOUNT = "amount"
    LIMITS = "limits"
    TRANSFER = "transfer_after_days"
    LINK_URL = "link_url"
    LISTED = "listed"
    LISTING_TEXT = "listing_text"
    BANNER = "banner"
    REWARD_FIELDS = "fields"
    """登録項目 of a reward campaign, as the places below."""
    TERMS = "terms"
    HAND_OVER = "hand_over"
    UNIT_PRICE = "unit_price"


OF_REWARDS = (FormField.REWARD_FIELDS, FormField.TERMS, FormField.HAND_OVER, FormField.UNIT_PRICE)
"""Places that reward campaigns alone have."""

OF_ALL = tuple(field for field in FormField if field not in OF_REWARDS)
"""Places that every campaign has."""

CHANGEABLE = frozenset(
    {
        FormField.DESCRIPTION,
        FormField.CAMPAIGN_PERIOD,
        FormField.ISSUANCE_PERIOD,
        FormField.TRANSFER,
        FormField.LINK_URL,
        FormField.LISTED,
        FormField.LISTING_TEXT,
        FormField.BANNER,
        FormField.TERMS,
        FormField.HAND_OVER,
        FormField.UNIT_PRICE,
    }
)
"""What a change may alter, the periods only to extend them (guide L99-107); anything else needs a new campaign."""

_TOGETHER = (
    frozenset({FormField.CAMPAIGN_PERIOD, FormField.ISSUANCE_PERIOD}),
    frozenset({FormField.LISTED, FormField.LISTING_TEXT}),
)
"""Places that rules compare with each other: whoever touches one answers for all of them."""


class Flaw(StrEnum):
    """What is wrong with a place of the form."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_A_DAY = "not_a_day"
    REVERSED = "reversed"
    PAST = "past"
    BEFORE_CAMPAIGN = "before_campaign"
    ENDS_BEFORE_CAMPAIGN = "ends_before_campaign"
    OUTSIDE_RANGE = "outside_range"
    NOT_A_LINK = "not_a_link"
    NOT_AN_IMAGE = "not_an_image"
    TOO_LARGE = "too_large"
    LOCKED = "locked"
    SHORTENED = "shortened"
    NOTHING_CHANGED = "nothing_changed"
    FIXED_BY_REWARD = "fixed_by_reward"
    """Reward campaigns all have the same here."""


class FormFault(msgspec.Struct, frozen=True):
    """One thing to put right. `detail` fills the gap of the sentence: a length, a range, a day."""

    field: FormField
    flaw: Flaw
    detail: str = ""


def faults(
    kind: ApplicationKind, content: CampaignContent, today: date, before: CampaignContent | None = None
) -> list[FormFault]:
    """Everything that is wrong, in the order of the form.

    `before` is the campaign as it stands, of a change. What a change leaves as it was is not judged again, unless a
    rule compares it with what is changed: a campaign that began last week may well begin in the past, but it cannot
    be made longer than the issuance period.
    """
    if kind is ApplicationKind.CHANGE and before is not None:
        touched = set(changed(before, content))
        if not touched:
            return [FormFault(FormField.NAME, Flaw.NOTHING_CHANGED)]
        judged = touched.union(*(places for places in _TOGETHER if places & touched)) & CHANGEABLE
        if (before.reward is None) is not (content.reward is None):
            return [FormFault(FormField.REWARD_FIELDS, Flaw.LOCKED)]
        found = [FormFault(field, Flaw.LOCKED) for field in touched - CHANGEABLE]
        # First days stay as they are, so no change brings a period before its campaign, or could put that right.
        found += [
            fault
            for rule in _RULES
            for fault in rule(content)
            if fault.field in judged and fault.flaw is not Flaw.BEFORE_CAMPAIGN
        ]
        found += _periods_are_only_extended(before, content)
    else:
        found = [fault for rule in _RULES for fault in rule(content)]
        if content.campaign_period.first < today:
            found.append(FormFault(FormField.CAMPAIGN_PERIOD, Flaw.PAST))
    return sorted(found, key=lambda fault: list(FormField).index(fault.field))


def changed(before: CampaignContent, after: CampaignContent) -> list[FormField]:
    """The places in which two contents differ, in the order of the form."""
    return [field for field in FormField if value_of(before, field) != value_of(after, field)]


def change_obstacle(state: ApplicationState, campaign_period: Period, today: date) -> Problem | None:
    """Why a campaign cannot be changed: it is not approved, or its period is over (guide L97)."""
    if state is not ApplicationState.APPROVED:
        return Problem.STATE
    return Problem.ENDED if campaign_period.last < today else None


def value_of(content: CampaignContent, field: FormField) -> object:
    """What a place of the form holds."""
    reward = content.reward
    if field is FormField.LIMITS:
        return (content.per_member, content.per_member_per_day)
    if field is FormField.TERMS:
        return (reward.terms, reward.terms_url) if reward else None
    return getattr(reward if field in OF_REWARDS else content, field.value, None)


def places_of(content: CampaignContent) -> tuple[FormField, ...]:
    """The places that a campaign has, in the order of the form."""
    return OF_ALL if content.reward is None else tuple(FormField)


def _texts_are_filled_in(content: CampaignContent) -> Iterator[FormFault]:
    for field, text, longest in (
        (FormField.NAME, content.name, NAME_LENGTH),
        (FormField.DESCRIPTION, content.description, DESCRIPTION_LENGTH),
    ):
        if not text.strip():
            yield FormFault(field, Flaw.MISSING)
        elif len(text) > longest:
            yield FormFault(field, Flaw.TOO_LONG, f"{longest:,}")
    if len(content.listing_text) > LISTING_LENGTH:
        yield FormFault(FormField.LISTING_TEXT, Flaw.TOO_LONG, f"{LISTING_LENGTH:,}")
    if content.listed and not content.listing_text.strip():
        yield FormFault(FormField.LISTING_TEXT, Flaw.MISSING)


def _periods_are_in_order(content: CampaignContent) -> Iterator[FormFault]:
    """Miles are issued from the campaign's first day at the earliest, and at least until its last one."""
    runs, issues = content.campaign_period, content.issuance_period
    if runs.last < runs.first:
        yield FormFault(FormField.CAMPAIGN_PERIOD, Flaw.REVERSED)
        return
    if issues.last < issues.first:
        yield FormFault(FormField.ISSUANCE_PERIOD, Flaw.REVERSED)
    elif issues.first < runs.first:
        yield FormFault(FormField.ISSUANCE_PERIOD, Flaw.BEFORE_CAMPAIGN)
    elif issues.last < runs.last:
        yield FormFault(FormField.ISSUANCE_PERIOD, Flaw.ENDS_BEFORE_CAMPAIGN)


def _numbers_are_in_range(content: CampaignContent) -> Iterator[FormFault]:
    amount = content.amount
    low, high = (amount.miles, amount.miles) if isinstance(amount, FixedAmount) else (amount.min, amount.max)
    if high < low:
        yield FormFault(FormField.AMOUNT, Flaw.REVERSED)
    elif low < 1 or high > MAX_MILES:
        yield FormFault(FormField.AMOUNT, Flaw.OUTSIDE_RANGE, f"1-{MAX_MILES:,}")
    counts = (content.per_member, content.per_member_per_day)
    if any(count is not None and not 1 <= count <= MAX_COUNT for count in counts):
        yield FormFault(FormField.LIMITS, Flaw.OUTSIDE_RANGE, f"1-{MAX_COUNT:,}")
    if not 0 <= content.transfer_after_days <= MAX_DELAY_DAYS:
        yield FormFault(FormField.TRANSFER, Flaw.OUTSIDE_RANGE, f"0-{MAX_DELAY_DAYS}")


def _link_leads_somewhere(content: CampaignContent) -> Iterator[FormFault]:
    if not content.link_url:
        yield FormFault(FormField.LINK_URL, Flaw.MISSING)
    elif len(content.link_url) > LINK_LENGTH:
        yield FormFault(FormField.LINK_URL, Flaw.TOO_LONG, f"{LINK_LENGTH:,}")
    elif not is_link(content.link_url):
        yield FormFault(FormField.LINK_URL, Flaw.NOT_A_LINK)


def is_link(text: str) -> bool:
    """Whether a text is an address of the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(char.isspace() for char in text)


def _banner_is_a_picture(content: CampaignContent) -> Iterator[FormFault]:
    if fault := banner_fault(content.banner):
        yield fault


def _reward_is_whole(content: CampaignContent) -> Iterator[FormFault]:
    """NetMile grants a fixed number of miles at once, to each member once, while the campaign runs."""
    reward = content.reward
    if reward is None:
        return
    for field, is_so in (
        (FormField.ISSUANCE_PERIOD, content.issuance_period == content.campaign_period),
        (FormField.METHOD, content.method is IssuanceMethod.AUTOMATIC),
        (FormField.AMOUNT, isinstance(content.amount, FixedAmount)),
        (FormField.LIMITS, (content.per_member, content.per_member_per_day) == (1, None)),
        (FormField.TRANSFER, content.transfer_after_days == 0),
    ):
        if not is_so:
            yield FormFault(field, Flaw.FIXED_BY_REWARD)
    if not reward.terms.strip() and not reward.terms_url:
        yield FormFault(FormField.TERMS, Flaw.MISSING)
    elif len(reward.terms) > TERMS_LENGTH:
        yield FormFault(FormField.TERMS, Flaw.TOO_LONG, f"{TERMS_LENGTH:,}")
    elif reward.terms_url and (len(reward.terms_url) > LINK_LENGTH or not is_link(reward.terms_url)):
        yield FormFault(FormField.TERMS, Flaw.NOT_A_LINK)
    if not 1 <= reward.unit_price <= MAX_UNIT_PRICE:
        yield FormFault(FormField.UNIT_PRICE, Flaw.OUTSIDE_RANGE, f"1-{MAX_UNIT_PRICE:,}")


def banner_fault(banner: bytes) -> FormFault | None:
    """What speaks against bytes as a banner; none are none."""
    if len(banner) > BANNER_BYTES:
        return FormFault(FormField.BANNER, Flaw.TOO_LARGE, f"{BANNER_BYTES // 1024:,} KB")
    if banner and not banner.startswith(_IMAGES):
        return FormFault(FormField.BANNER, Flaw.NOT_AN_IMAGE)
    if _pixels_of(banner) > BANNER_PIXELS:
        return FormFault(FormField.BANNER, Flaw.TOO_LARGE, f"{BANNER_PIXELS:,} px")
    return None


def _pixels_of(picture: bytes) -> int:
    """Return how many pixels a PNG, JPEG or GIF says that it has; 0 if it does not say it, so that nobody can draw it."""
    if picture.startswith(b"\x89PNG"):
        return int.from_bytes(picture[16:20]) * int.from_bytes(picture[20:24])
    found = _jpeg_frames(picture) if picture.startswith(b"\xff\xd8") else _gif_frames(picture)
    return max((width * height for width, height in found), default=0)


def _jpeg_frames(picture: bytes) -> Iterator[tuple[int, int]]:
    """Yield width and height of each frame header before the first scan; what stands between segments is passed over."""
    at = 2
    while (at := picture.find(b"\xff", at)) >= 0:
        kind = picture[at + 1 : at + 2]
        if not kind or kind == b"\xda":
            return
        if kind == b"\xff":
            at += 1
        elif kind[0] in _WITHOUT_LENGTH:
            at += 2
        else:
            if kind[0] in _FRAME_HEADERS:
                yield int.from_bytes(picture[at + 7 : at + 9]), int.from_bytes(picture[at + 5 : at + 7])
            at += 2 + max(int.from_bytes(picture[at + 2 : at + 4]), 2)


def _gif_frames(picture: bytes) -> Iterator[tuple[int, int]]:
    """Yield width and height of the whole, and of what each frame makes of it: a frame may reach beyond."""
    numbers = struct.unpack_from("<HHB", picture.ljust(13, b"\0"), 6)
    yield numbers[0], numbers[1]
    at = 13 + _colours(numbers[2])
    while (kind := picture[at : at + 1]) in {b"\x21", b"\x2c"}:
        at += 2
        if kind == b"\x2c":
            left, top, width, height, flags = struct.unpack_from("<HHHHB", picture[at - 1 : at + 8].ljust(9, b"\0"))
            yield left + width, top + height
            at += 9 + _colours(flags)
        while size := int.from_bytes(picture[at : at + 1]):
            at += 1 + size
        at += 1


def _colours(flags: int) -> int:
    """Return the bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


_RULES: tuple[Callable[[CampaignContent], Iterator[FormFault]], ...] = (
    _texts_are_filled_in,
    _periods_are_in_order,
    _numbers_are_in_range,
    _link_leads_somewhere,
    _banner_is_a_picture,
    _reward_is_whole,
)


def _periods_are_only_extended(before: CampaignContent, after: CampaignContent) -> Iterator[FormFault]:
    """A change may let a period end later; nothing else (guide L102-103)."""
    for field, old, new in (
        (FormField.CAMPAIGN_PERIOD, before.campaign_period, after.campaign_period),
        (FormField.ISSUANCE_PERIOD, before.issuance_period, after.issuance_period),
    ):
        if new.first != old.first or new.last < old.last:
            yield FormFault(field, Flaw.SHORTENED, old.last.isoformat())
