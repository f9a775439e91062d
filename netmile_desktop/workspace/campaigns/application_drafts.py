"""Application forms in progress: kept as typed, read as a campaign's content."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path

import msgspec

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.applications import (
    BANNER_BYTES,
    MAX_COUNT,
    MAX_DELAY_DAYS,
    MAX_MILES,
    CampaignContent,
    Flaw,
    FormFault,
    FormField,
    banner_fault,
    faults,
)
from netmile_desktop.domain.calendar import Clock, Period
from netmile_desktop.domain.campaigns import ApplicationKind, FixedAmount, IssuanceMethod, VariableAmount
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.rewards import MAX_UNIT_PRICE, HandOver, RewardFields, RewardSettings
from netmile_desktop.workspace.sources.source import bytes_of
from netmile_desktop.workspace.store.store import Store

SETTLED_FOR_REWARDS = frozenset({FormField.ISSUANCE_PERIOD, FormField.METHOD, FormField.LIMITS, FormField.TRANSFER})
"""Places in which all reward campaigns are the same, so that nobody enters them."""

_LONGEST = 12
_NEVER = Period(date.max, date.max)


class TypedForm(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of the form, valid or not. Days are ISO, or the text that could not be read as a day."""

    name: str = ""
    description: str = ""
    campaign_first: str = ""
    campaign_last: str = ""
    issuance_first: str = ""
    issuance_last: str = ""
    method: IssuanceMethod = IssuanceMethod.MANUAL
    is_variable: bool = False
    miles: str = ""
    """For a fixed amount."""
    min_miles: str = ""
    max_miles: str = ""
    per_member: str = ""
    """Empty for no limit."""
    per_member_per_day: str = ""
    transfer_after_days: str = "0"
    link_url: str = ""
    listed: bool = False
    listing_text: str = ""
    banner: bytes = b""
    is_reward: bool = False
    """Whether it is a reward campaign; then the places of `SETTLED_FOR_REWARDS` are not read."""
    reward_fields: RewardFields = RewardFields()
    terms: str = ""
    terms_url: str = ""
    hand_over: HandOver = HandOver.BATCH
    unit_price: str = ""


class ApplicationDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A form in progress: its purpose, its fields and when they were saved."""

    kind: ApplicationKind
    campaign_id: str
    """The campaign to be changed or used again; empty for a new one."""
    typed: TypedForm
    saved_at: datetime
    made_from: wire.ContentOfCampaign | None = None
    """The campaign as it stood when a change of it was begun; None for other kinds, and in drafts of old."""


class ApplicationDrafts:
    """The forms in progress in a site's store, at most one per kind and campaign."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def save(
        self,
        kind: ApplicationKind,
        campaign_id: str,
        typed: TypedForm,
        made_from: wire.ContentOfCampaign | None = None,
    ) -> ApplicationDraft:
        """Keep the fields of a form, replacing those kept before."""
        draft = ApplicationDraft(
            kind=kind, campaign_id=campaign_id, typed=typed, saved_at=self._clock(), made_from=made_from
        )
        with self._store.write() as transaction:
            transaction.run(
                "INSERT INTO application_draft (kind, campaign_id, draft) VALUES (?, ?, ?) "
                "ON CONFLICT (kind, campaign_id) DO UPDATE SET draft = excluded.draft",
                *(kind.value, campaign_id, msgspec.json.encode(draft)),
            )
        return draft

    def find(self, kind: ApplicationKind, campaign_id: str) -> ApplicationDraft | None:
        """Return the form kept for a kind and campaign, or None."""
        with self._store.read() as transaction:
            row = transaction.one(
                "SELECT draft FROM application_draft WHERE kind = ? AND campaign_id = ?", kind.value, campaign_id
            )
        return codec.decode_json(row[0], ApplicationDraft) if row else None

    def all(self) -> list[ApplicationDraft]:
        """Return all forms in progress, the newest first."""
        with self._store.read() as transaction:
            rows = transaction.all("SELECT draft FROM application_draft")
        found = [codec.decode_json(row[0], ApplicationDraft) for row in rows]
        return sorted(found, key=lambda draft: draft.saved_at, reverse=True)

    def drop(self, kind: ApplicationKind, campaign_id: str) -> None:
        """Delete a form; harmless if there is none."""
        with self._store.write() as transaction:
            transaction.run("DELETE FROM application_draft WHERE kind = ? AND campaign_id = ?", kind.value, campaign_id)


def typed_from(content: CampaignContent) -> TypedForm:
    """Return a form filled in with a campaign."""
    amount, reward = content.amount, content.reward
    fixed = isinstance(amount, FixedAmount)
    typed = TypedForm(
        name=content.name,
        description=content.description,
        campaign_first=content.campaign_period.first.isoformat(),
        campaign_last=content.campaign_period.last.isoformat(),
        issuance_first=content.issuance_period.first.isoformat(),
        issuance_last=content.issuance_period.last.isoformat(),
        method=content.method,
        is_variable=not fixed,
        miles=str(amount.miles) if isinstance(amount, FixedAmount) else "",
        min_miles=str(amount.min) if isinstance(amount, VariableAmount) else "",
        max_miles=str(amount.max) if isinstance(amount, VariableAmount) else "",
        per_member=_text(content.per_member),
        per_member_per_day=_text(content.per_member_per_day),
        transfer_after_days=str(content.transfer_after_days),
        link_url=content.link_url,
        listed=content.listed,
        listing_text=content.listing_text,
        banner=content.banner,
    )
    if reward is None:
        return typed
    return msgspec.structs.replace(
        typed,
        is_reward=True,
        reward_fields=reward.fields,
        terms=reward.terms,
        terms_url=reward.terms_url,
        hand_over=reward.hand_over,
        unit_price=str(reward.unit_price),
    )


def starting(kind: ApplicationKind, before: CampaignContent | None) -> TypedForm:
    """Return a form as it opens. A campaign that is used again fills in everything but its banner."""
    if before is None:
        return TypedForm()
    typed = typed_from(before)
    return msgspec.structs.replace(typed, banner=b"") if kind is ApplicationKind.REUSE else typed


def merged(base: TypedForm, mine: TypedForm, theirs: TypedForm) -> TypedForm:
    """Return a form with what both changed since `base`; where both changed the same, mine.

    Periods are only ever extended, so of two last days the later one stays.
    """
    together = {
        name: getattr(mine, name) for name in base.__struct_fields__ if getattr(mine, name) != getattr(base, name)
    }
    for name in ("campaign_last", "issuance_last"):
        if name in together and _is_day(together[name]) and _is_day(getattr(theirs, name)):
            together[name] = max(together[name], getattr(theirs, name))
    return msgspec.structs.replace(theirs, **together)


def read_typed(
    kind: ApplicationKind, typed: TypedForm, today: date, before: CampaignContent | None
) -> tuple[CampaignContent, list[FormFault]]:
    """Return the content of a form and all its faults, in the order of the form.

    Only a form without faults can be handed over: the content holds a stand-in for each field that cannot be read.
    """
    unread: list[FormFault] = []
    runs = _period(FormField.CAMPAIGN_PERIOD, typed.campaign_first, typed.campaign_last, unread)
    if typed.is_reward:
        issues, typed = runs, _settled_for_rewards(typed)
    else:
        issues = _period(FormField.ISSUANCE_PERIOD, typed.issuance_first, typed.issuance_last, unread)
    read = _Numbers(unread)
    content = CampaignContent(
        name=typed.name.strip(),
        description=typed.description,
        campaign_period=runs,
        issuance_period=issues,
        transfer_after_days=read(FormField.TRANSFER, typed.transfer_after_days, 0, MAX_DELAY_DAYS) or 0,
        link_url=typed.link_url.strip(),
        listed=typed.listed,
        listing_text=typed.listing_text,
        amount=_amount(typed, read),
        method=typed.method,
        per_member=read(FormField.LIMITS, typed.per_member, 1, MAX_COUNT, is_optional=True),
        per_member_per_day=read(FormField.LIMITS, typed.per_member_per_day, 1, MAX_COUNT, is_optional=True),
        banner=typed.banner,
        reward=_reward(typed, read) if typed.is_reward else None,
    )
    silent = {fault.field for fault in unread}
    if FormField.CAMPAIGN_PERIOD in silent:  # nothing to compare the other with
        silent.add(FormField.ISSUANCE_PERIOD)
    if typed.is_reward:  # they say what the campaign's own period says
        silent |= SETTLED_FOR_REWARDS
    found = [fault for fault in faults(kind, content, today, before) if fault.field not in silent]
    if unread:
        found = [fault for fault in found if fault.flaw is not Flaw.NOTHING_CHANGED]
    return content, sorted([*unread, *found], key=lambda fault: list(FormField).index(fault.field))


def read_banner(path: Path) -> bytes | FormFault:
    """Return the picture in a file, or its fault as a banner.

    Raises:
        FileUnreadable: the file is empty or cannot be read.
    """
    content = bytes_of(path, at_most=BANNER_BYTES + 1)
    flaw = banner_fault(content)
    if not content:
        raise FileUnreadable(ReadFault.EMPTY, str(path))
    return flaw or content


def _settled_for_rewards(typed: TypedForm) -> TypedForm:
    """Return the form of a reward campaign with what is the same for all of them."""
    return msgspec.structs.replace(
        typed,
        method=IssuanceMethod.AUTOMATIC,
        is_variable=False,
        per_member="1",
        per_member_per_day="",
        transfer_after_days="0",
    )


def _amount(typed: TypedForm, read: _Numbers) -> FixedAmount | VariableAmount:
    if not typed.is_variable:
        return FixedAmount(read(FormField.AMOUNT, typed.miles, 1, MAX_MILES) or 1)
    low = read(FormField.AMOUNT, typed.min_miles, 1, MAX_MILES)
    return VariableAmount(low or 1, read(FormField.AMOUNT, typed.max_miles, 1, MAX_MILES) or MAX_MILES)


def _reward(typed: TypedForm, read: _Numbers) -> RewardSettings:
    return RewardSettings(
        fields=typed.reward_fields,
        terms=typed.terms,
        terms_url=typed.terms_url.strip(),
        hand_over=typed.hand_over,
        unit_price=read(FormField.UNIT_PRICE, typed.unit_price, 1, MAX_UNIT_PRICE) or 1,
    )


def _period(field: FormField, first: str, last: str, unread: list[FormFault]) -> Period:
    if not first or not last:
        unread.append(FormFault(field, Flaw.MISSING))
        return _NEVER
    try:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        unread.append(FormFault(field, Flaw.NOT_A_DAY))
        return _NEVER


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class _Numbers:
    """A reader of plain numbers, full width included, that collects the fields it cannot read."""

    def __init__(self, unread: list[FormFault]) -> None:
        self._unread = unread

    def __call__(self, field: FormField, text: str, low: int, high: int, *, is_optional: bool = False) -> int | None:
        plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
        if not plain:
            if not is_optional:
                self._tell(FormFault(field, Flaw.MISSING))
            return None
        if not (plain.isascii() and plain.isdigit() and len(plain) <= _LONGEST) or not low <= int(plain) <= high:
            self._tell(FormFault(field, Flaw.OUTSIDE_RANGE, f"{low:,}-{high:,}"))
            return None
        return int(plain)

    def _tell(self, fault: FormFault) -> None:
        if fault.field not in {each.field for each in self._unread}:
            self._unread.append(fault)


def _text(count: int | None) -> str:
    return "" if count is None else str(count)
