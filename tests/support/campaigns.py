"""Campaigns as the portal describes them, for tests that need no portal."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState, FixedAmount, IssuanceMethod

TODAY = date(2026, 11, 21)


def campaign_detail(**changes: object) -> wire.CampaignDetail:
    """A running campaign of fixed 100 miles without limits, with `changes`."""
    detail = wire.CampaignDetail(
        id="C-1024",
        name="秋のありがとうキャンペーン",
        version=1,
        description="",
        application_state=ApplicationState.APPROVED,
        state=CampaignState.RUNNING,
        campaign_period=Period(date(2026, 11, 1), date(2026, 11, 30)),
        issuance_period=Period(date(2026, 11, 1), date(2026, 12, 31)),
        amount=FixedAmount(100),
        method=IssuanceMethod.MANUAL,
        per_member=None,
        per_member_per_day=None,
        transfer_after_days=0,
        link_url="https://example.jp/",
        listed=True,
        listing_text="",
        miles_issued=0,
        as_of=datetime(2026, 11, 21, tzinfo=UTC),
    )
    return msgspec.structs.replace(detail, **changes)
