"""What a report is: one declaration, from which portal, window, exports and command line all work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from netmile_desktop.domain.language import Bilingual


class Grain(StrEnum):
    """How time is cut: 月別, 日別 or 時間別 (guide L169)."""

    MONTH = "month"
    DAY = "day"
    HOUR = "hour"


class Unit(StrEnum):
    """What a figure counts."""

    MILES = "miles"
    TIMES = "times"
    YEN = "yen"


class ChartKind(StrEnum):
    """How figures over time are drawn."""

    BARS = "bars"
    LINES = "lines"


ALL_GRAINS = frozenset(Grain)

MOST_BUCKETS = {Grain.MONTH: 24, Grain.DAY: 92, Grain.HOUR: 366 * 24}
"""Buckets of the longest report: two years of months, a quarter of days, a year of hours."""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A figure of a report, one for each bucket of time. The Japanese heading is the column's name in CSV files."""

    id: str
    heading: Bilingual
    unit: Unit
    adds_up: bool = True
    """Whether its figures may be summed over time and over campaigns."""
    grains: frozenset[Grain] = ALL_GRAINS
    limit: Bilingual | None = None
    """Why the other grains lack this figure."""
    is_charted: bool = True
    has_entries: bool = False
    """Whether what lies behind a figure, issues or registrations, can be listed."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report."""

    id: str
    title: Bilingual
    columns: tuple[ReportColumn, ...]
    chart: ChartKind = ChartKind.BARS
    needs_campaign: bool = False
    """Whether it is a report of one campaign; else it covers the whole site."""
    takes_campaign: bool = False
    """Whether a report of the whole site can be asked about one campaign as well."""
    stacks: str = ""
    """The column that can be split by campaign; empty if none can."""
    usual: Grain = Grain.DAY
    """The grain that is shown first."""
    charts: Unit = Unit.MILES
    """The unit of the figures that the chart shows together."""
    leads: tuple[str, ...] = ()
    """The one or two columns whose sums matter most."""
    together: Bilingual | None = None
    """What these figures are called together; None for the miles."""
    of_rewards: bool = False
    """Whether it is about NetMile Reward: registrations lie behind it, it counts up to the moment it is asked, and
    only sites that have used rewards have it."""
    counting: Bilingual | None = None
    """What must be known of how it counts, said beside its figures."""

    def column(self, id_: str) -> ReportColumn:
        """Raises KeyError where the report has no such column."""
        for column in self.columns:
            if column.id == id_:
                return column
        raise KeyError(id_)

    def columns_by(self, grain: Grain, wanted: Collection[str] = ()) -> tuple[ReportColumn, ...]:
        """The columns that have figures of a grain, in their order; of those wanted, where some are."""
        return tuple(each for each in self.columns if grain in each.grains and (not wanted or each.id in wanted))

    def why_not(self, column: ReportColumn, grain: Grain) -> Bilingual | None:
        """The reason why a column has no figures of a grain; None where it has."""
        return None if grain in column.grains else column.limit
