"""What may be applied for: one form for a new campaign, a change and one used again."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from netmile_desktop.domain.applications import (
    CHANGEABLE,
    OF_ALL,
    CampaignContent,
    Flaw,
    FormFault,
    FormField,
    changed,
    faults,
    value_of,
)
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationKind, FixedAmount, IssuanceMethod, VariableAmount

TODAY = date(2026, 11, 22)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)

GOOD = CampaignContent(
    name="冬の感謝祭",
    description="お買い上げのお客様に",
    campaign_period=Period(TODAY, TODAY + timedelta(days=30)),
    issuance_period=Period(TODAY, TODAY + timedelta(days=60)),
    transfer_after_days=14,
    link_url="https://www.example.jp/winter",
    listed=True,
    listing_text="もれなく 100 mile",
    amount=FixedAmount(100),
    method=IssuanceMethod.MANUAL,
    per_member=None,
    per_member_per_day=1,
)

OTHER: dict[FormField, dict[str, Any]] = {
    FormField.NAME: {"name": "別の名前"},
    FormField.DESCRIPTION: {"description": "別の説明"},
    FormField.CAMPAIGN_PERIOD: {"campaign_period": Period(TODAY, TODAY + timedelta(days=31))},
    FormField.ISSUANCE_PERIOD: {"issuance_period": Period(TODAY, TODAY + timedelta(days=61))},
    FormField.METHOD: {"method": IssuanceMethod.AUTOMATIC},
    FormField.AMOUNT: {"amount": VariableAmount(1, 9)},
    FormField.LIMITS: {"per_member": 3},
    FormField.TRANSFER: {"transfer_after_days": 0},
    FormField.LINK_URL: {"link_url": "http://example.com/"},
    FormField.LISTED: {"listed": False},
    FormField.LISTING_TEXT: {"listing_text": "別の文言"},
    FormField.BANNER: {"banner": PNG},
}


def but(**changes: Any) -> CampaignContent:
    return msgspec.structs.replace(GOOD, **changes)


def found(content: CampaignContent, kind: ApplicationKind = ApplicationKind.NEW) -> list[tuple[FormField, Flaw]]:
    return [(fault.field, fault.flaw) for fault in faults(kind, content, TODAY, GOOD)]


def test_a_good_form_has_no_fault() -> None:
    assert found(GOOD) == []
    assert found(GOOD, ApplicationKind.REUSE) == []
    assert found(but(campaign_period=Period(TODAY, TODAY), issuance_period=Period(TODAY, TODAY))) == []


@pytest.mark.parametrize(
    ("changes", "field", "flaw"),
    [
        ({"name": " "}, FormField.NAME, Flaw.MISSING),
        ({"name": "あ" * 61}, FormField.NAME, Flaw.TOO_LONG),
        ({"description": ""}, FormField.DESCRIPTION, Flaw.MISSING),
        ({"description": "x" * 1_001}, FormField.DESCRIPTION, Flaw.TOO_LONG),
        ({"campaign_period": Period(TODAY + timedelta(1), TODAY)}, FormField.CAMPAIGN_PERIOD, Flaw.REVERSED),
        (
            {"campaign_period": Period(TODAY - timedelta(1), TODAY), "issuance_period": Period(TODAY, TODAY)},
            FormField.CAMPAIGN_PERIOD,
            Flaw.PAST,
        ),
        (
            {"issuance_period": Period(TODAY - timedelta(1), TODAY + timedelta(60))},
            FormField.ISSUANCE_PERIOD,
            Flaw.BEFORE_CAMPAIGN,
        ),
        (
            {"issuance_period": Period(TODAY, TODAY + timedelta(29))},
            FormField.ISSUANCE_PERIOD,
            Flaw.ENDS_BEFORE_CAMPAIGN,
        ),
        ({"issuance_period": Period(TODAY + timedelta(9), TODAY)}, FormField.ISSUANCE_PERIOD, Flaw.REVERSED),
        ({"amount": FixedAmount(0)}, FormField.AMOUNT, Flaw.OUTSIDE_RANGE),
        ({"amount": FixedAmount(100_000_000)}, FormField.AMOUNT, Flaw.OUTSIDE_RANGE),
        ({"amount": VariableAmount(9, 8)}, FormField.AMOUNT, Flaw.REVERSED),
        ({"amount": VariableAmount(0, 8)}, FormField.AMOUNT, Flaw.OUTSIDE_RANGE),
        ({"per_member": 0}, FormField.LIMITS, Flaw.OUTSIDE_RANGE),
        ({"transfer_after_days": 91}, FormField.TRANSFER, Flaw.OUTSIDE_RANGE),
        ({"transfer_after_days": -1}, FormField.TRANSFER, Flaw.OUTSIDE_RANGE),
        ({"link_url": ""}, FormField.LINK_URL, Flaw.MISSING),
        ({"link_url": "ftp://example.com"}, FormField.LINK_URL, Flaw.NOT_A_LINK),
        ({"link_url": "https://"}, FormField.LINK_URL, Flaw.NOT_A_LINK),
        ({"link_url": "https://[::1"}, FormField.LINK_URL, Flaw.NOT_A_LINK),
        ({"link_url": "https://a b/"}, FormField.LINK_URL, Flaw.NOT_A_LINK),
        ({"listing_text": ""}, FormField.LISTING_TEXT, Flaw.MISSING),
        ({"listing_text": "x" * 1_001}, FormField.LISTING_TEXT, Flaw.TOO_LONG),
        ({"banner": b"BM" + bytes(50)}, FormField.BANNER, Flaw.NOT_AN_IMAGE),
        ({"banner": PNG + bytes(500 * 1024)}, FormField.BANNER, Flaw.TOO_LARGE),
    ],
)
def test_what_is_wrong_is_named_with_its_place(changes: dict[str, Any], field: FormField, flaw: Flaw) -> None:
    assert found(but(**changes)) == [(field, flaw)]


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\1\0\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    """With a thumbnail's header among its remarks, a byte astray and a fill byte before the frame's header."""
    remark = b"\xff\xe0" + struct.pack(">H", 14) + b"Exif\0\xff\xc0\0\x11\x08\0\1"
    return (
        b"\xff\xd8" + remark + b"\0\xff\xff\xc2\0\x11\x08" + struct.pack(">HH", height, width) + bytes(12) + b"\xff\xda"
    )


def gif(width: int, height: int) -> bytes:
    """Small by its head; the second frame, after a remark, reaches as far as this."""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 9, 9, 0) + b"\2\1\0\0"
    beyond = b"\x2c" + struct.pack("<HHHHB", 1, 1, width - 1, height - 1, 0x81) + bytes(12) + b"\2\1\0\0;"
    return b"GIF89a" + struct.pack("<HHB", 9, 9, 0x80) + bytes(8) + frame + b"\x21\xfe\2ab\0" + beyond


@pytest.mark.parametrize("make", [png, jpeg, gif])
def test_a_banner_has_no_more_pixels_than_can_be_drawn(make: Callable[[int, int], bytes]) -> None:
    assert found(but(banner=make(4_000, 1_000))) == []
    told = faults(ApplicationKind.NEW, but(banner=make(4_000, 1_001)), TODAY)
    assert told == [FormFault(FormField.BANNER, Flaw.TOO_LARGE, "4,000,000 px")]
    for cut in range(len(make(4_000, 1_001))):
        found(but(banner=make(4_000, 1_001)[:cut]))


@pytest.mark.parametrize("field", OF_ALL)
def test_a_change_touches_only_what_may_be_changed(field: FormField) -> None:
    wanted = but(**OTHER[field])
    assert changed(GOOD, wanted) == [field]
    assert value_of(GOOD, field) != value_of(wanted, field)
    expected = [] if field in CHANGEABLE else [(field, Flaw.LOCKED)]
    assert found(wanted, ApplicationKind.CHANGE) == expected
    assert found(wanted, ApplicationKind.REUSE) == []


def test_a_change_extends_periods_and_never_shortens_them() -> None:
    shorter = Period(TODAY, TODAY + timedelta(59))
    later = Period(TODAY + timedelta(1), TODAY + timedelta(60))
    for period in (shorter, later):
        assert found(but(issuance_period=period), ApplicationKind.CHANGE) == [
            (FormField.ISSUANCE_PERIOD, Flaw.SHORTENED)
        ]


def test_a_change_cannot_make_a_campaign_longer_than_its_issuance_period() -> None:
    longer = Period(TODAY, TODAY + timedelta(days=61))
    too_long = but(campaign_period=longer)
    assert found(too_long, ApplicationKind.CHANGE) == [(FormField.ISSUANCE_PERIOD, Flaw.ENDS_BEFORE_CAMPAIGN)]
    assert found(but(campaign_period=longer, issuance_period=longer), ApplicationKind.CHANGE) == []


def test_a_change_answers_for_all_places_that_a_rule_compares() -> None:
    unlisted = but(listed=False, listing_text="")
    listed = msgspec.structs.replace(unlisted, listed=True)
    told = faults(ApplicationKind.CHANGE, listed, TODAY, unlisted)
    assert [(fault.field, fault.flaw) for fault in told] == [(FormField.LISTING_TEXT, Flaw.MISSING)]


def test_a_change_is_not_blamed_for_a_first_day_that_it_cannot_move() -> None:
    odd = but(issuance_period=Period(TODAY - timedelta(3), TODAY + timedelta(days=60)))
    longer = msgspec.structs.replace(odd, campaign_period=Period(TODAY, TODAY + timedelta(days=40)))
    assert faults(ApplicationKind.CHANGE, longer, TODAY, odd) == []


def test_a_change_of_a_running_campaign_may_leave_its_past_first_day() -> None:
    begun = but(campaign_period=Period(TODAY - timedelta(5), TODAY + timedelta(30)))
    longer = msgspec.structs.replace(begun, campaign_period=Period(TODAY - timedelta(5), TODAY + timedelta(40)))
    assert faults(ApplicationKind.CHANGE, longer, TODAY, begun) == []
    assert faults(ApplicationKind.REUSE, longer, TODAY, begun)[0].flaw is Flaw.PAST


def test_nothing_changed_is_said() -> None:
    assert [flaw for _, flaw in found(GOOD, ApplicationKind.CHANGE)] == [Flaw.NOTHING_CHANGED]
