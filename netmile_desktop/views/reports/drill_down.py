"""Which figure of a report is looked behind: a bar or one layer of it, or the whole period."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.figures import OTHERS_ID, known
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.domain.reports.shape import ReportColumn
from netmile_desktop.views.common.tables.pager import DEFAULT_SIZE
from netmile_desktop.workspace.reports.reporting import Figures
from netmile_desktop.workspace.reports.sheet import layer_name, layers_of


@dataclass(frozen=True, slots=True)
class BarShare:
    """One layer of every bar: a campaign, or all those that have no layer of their own."""

    campaign_id: str
    name: str
    without: tuple[str, ...] = ()
    """For the layer of the others: the campaigns that have their own layers."""

    def values(self, figures: Figures, column: str) -> list[int]:
        """Its part of each bar; of any column, not only of the one that is stacked."""
        own = [
            known(each.values[column])
            for each in figures.answer.by_campaign
            if (each.campaign_id not in self.without if self.without else each.campaign_id == self.campaign_id)
        ]
        return [sum(parts) for parts in zip(*own, strict=True)]


def shares_of(figures: Figures, language: Language) -> list[BarShare]:
    """The layers of the stacked chart, in its order; none where campaigns are not told apart."""
    layers = layers_of(figures)
    named = tuple(each.campaign_id for each in layers if each.campaign_id != OTHERS_ID)
    return [
        BarShare(each.campaign_id, layer_name(each, language), named if each.campaign_id == OTHERS_ID else ())
        for each in layers
    ]


@dataclass(frozen=True, slots=True)
class DrillDown:
    """Which figure is looked behind, and which page of its entries."""

    figures: Figures
    column: ReportColumn
    at: int
    """The bucket, -1 for the whole period."""
    share: BarShare | None = None
    """The only layer to show, or None for the whole bar."""
    page: int = 1
    size: int = DEFAULT_SIZE
    sort: str = "at"

    @property
    def bucket(self) -> Bucket | None:
        return self.figures.buckets[self.at] if self.at >= 0 else None

    @property
    def campaign_id(self) -> str:
        """The only campaign of it, or ""."""
        return self.share.campaign_id if self.share is not None else ""

    @property
    def without(self) -> tuple[str, ...]:
        return self.share.without if self.share is not None else ()

    @property
    def figure(self) -> int:
        """The figure itself."""
        if self.share is not None:
            values = self.share.values(self.figures, self.column.id)
        else:
            values = known(self.figures.answer.values[self.column.id])
        return values[self.at] if self.at >= 0 else sum(values)
