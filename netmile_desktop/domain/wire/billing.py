"""What a month costs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from netmile_desktop.domain.wire.shape import Answer

Month = Annotated[str, Meta(pattern=r"^(19[789][0-9]|2[0-9]{3})-(0[1-9]|1[0-2])$")]


class CampaignFigures(Answer, frozen=True, kw_only=True):
    """Miles and rows of one campaign in a month."""

    campaign_id: str
    campaign_name: str
    issued: int
    issues: int
    cancelled: int
    cancellations: int


class MonthFigures(Answer, frozen=True, kw_only=True):
    """A site's month up to now, test members left out: issues by day of issue, cancellations by day of completion."""

    month: str
    issued: int
    issues: int
    cancelled: int
    cancellations: int
    billable: int
    """Issued less cancelled miles; may be negative."""
    carried_yen: int
    """Credit of earlier months, zero or less."""
    yen: int
    """At the contract rate of each day, without tax, the credit taken off; never negative."""
    is_closed: bool
    """False while the month goes on, and the figures are 見込み."""
    by_campaign: list[CampaignFigures]
    as_of: datetime
