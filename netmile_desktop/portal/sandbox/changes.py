"""Applications of the bookshop for changes of campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from netmile_desktop.domain.campaigns import ApplicationState


@dataclass(frozen=True, slots=True)
class SampleChange:
    """An application for a change."""

    campaign: str
    state: ApplicationState
    applied: int
    """Day of the application, counted like a campaign's."""
    reason: str = ""
    content: Mapping[str, object] = field(default_factory=dict)
    """Columns of the campaign with other values than now."""


CHANGES = (
    SampleChange("C-1011", ApplicationState.LAPSED, -61, "審査が終わる前にキャンペーンが終了しました。"),
    SampleChange("C-1022", ApplicationState.APPROVED, -40, "掲載文の変更を承認しました。"),
    SampleChange("C-1025", ApplicationState.APPROVED, -21),
    SampleChange(
        "C-1023",
        ApplicationState.REJECTED,
        -12,
        "会員に不利となる期間の短縮は、開催中には承認できません。",
    ),
    SampleChange("C-1027", ApplicationState.WITHDRAWN, -9),
    SampleChange(
        "C-1020",
        ApplicationState.APPLIED,
        -1,
        content={
            "transfer_after_days": 14,
            "link_url": "https://www.example.jp/campaigns/reviews-2",
        },
    ),
)
"""Change applications for the bookshop's campaigns."""
