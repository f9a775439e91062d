"""What a month has brought: how far members came at reward campaigns, and what the approved ones cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import month_end
from netmile_desktop.domain.reports.declarations import REWARD_FUNNEL
from netmile_desktop.domain.reports.figures import Figure
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class PricedApprovals:
    """Registrations that were approved at one unit price, in yen."""

    unit_price: int
    approved: int


@dataclass(frozen=True, slots=True)
class MonthOutcome:
    """The figures of one month, of one campaign or of all together."""

    month: date
    """Its first day."""
    campaign_id: str
    """Empty for all."""
    shown: Figure
    started: Figure
    """Both None if visits were not counted yet."""
    completed: int
    approved: int
    refused: int
    prices: tuple[PricedApprovals, ...]
    """The approved by unit price, the lowest first."""
    yen: int
    """Approved × unit price, without tax."""
    listing_yen: int
    is_final: bool
    """Whether the month is closed and its fee cannot change."""
    as_of: datetime

    def steps(self) -> tuple[Figure, Figure, int, int]:
        """Return how many were shown, started, completed and approved."""
        return self.shown, self.started, self.completed, self.approved

    def shares(self) -> tuple[int | None, ...]:
        """Return of each step after the first its share of the step before, in percent; None where there is none.

        Someone who registered in the month before may be approved in this one, so that a share can exceed 100.
        """
        steps = self.steps()
        return tuple(_percent(step, before) for before, step in pairwise(steps))


class RewardMonths:
    """Months of the signed-in site, asked at the portal."""

    def __init__(self, client: PortalClient) -> None:
        self._client = client

    def month_outcome(self, month: date, campaign_id: str = "", progress: Progress = SILENT) -> MonthOutcome:
        """Return the figures of the month of a day, of one campaign or with "" of all.

        Raises:
            Refused: `P-NOTFOUND` at a site that has never used rewards, or for an unknown campaign.
            Unreachable, Broken, Cancelled.
        """
        first, last = month.replace(day=1), month_end(month)
        query = wire.ReportQuery(campaign_id=campaign_id, by=Grain.MONTH, first=first, last=last)
        funnel = self._client.reports.report(REWARD_FUNNEL.id, query, progress)
        fee = self._client.rewards.fee(wire.RewardFeeQuery(campaign_id=campaign_id, first=first, last=last), progress)
        [shown], [started], [completed] = (funnel.values[name] for name in ("shown", "started", "completed"))
        at_price: dict[int, int] = {}
        for line in fee.lines:
            at_price[line.unit_price] = at_price.get(line.unit_price, 0) + line.approved
        assert completed is not None  # registrations are all kept
        return MonthOutcome(
            month=first,
            campaign_id=campaign_id,
            shown=shown,
            started=started,
            completed=completed,
            approved=fee.approved,
            refused=sum(period.refused for period in fee.periods),
            prices=tuple(PricedApprovals(price, count) for price, count in sorted(at_price.items())),
            yen=fee.yen,
            listing_yen=fee.listing_yen,
            is_final=any(period.frozen for period in fee.periods),
            as_of=min(funnel.as_of, fee.as_of),
        )


def _percent(part: Figure, whole: Figure) -> int | None:
    """Return a share in percent, half a percent rounded up."""
    if part is None or not whole:
        return None
    return (200 * part + whole) // (2 * whole)
