"""The query of campaign report and site report: issues and cancellations, bucket by bucket."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.reports.figures import Figure
from netmile_desktop.domain.reports.periods import Bucket, buckets
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.column_types import as_id
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.reports.sums import Cut, Scope, key_of, report_query
from netmile_desktop.portal.tables.reports import SUMS

Values = dict[str, list[Figure]]
"""For each column, one figure per bucket."""

Figures = Sequence[Any]
"""A row of `report_query`."""

_SUMMED = {name: SUMS.index(name) + 1 for name in ("issued", "issues", "cancelled", "cancellations")}
"""Positions of the columns in a row of `report_query`, whose first value is the key."""

_TEST_MILES, _TEST_ISSUES = SUMS.index("test_issued") + 1, SUMS.index("test_issues") + 1
_MORE = len(SUMS) + 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a report's query."""

    site_id: UUID
    campaign_code: str
    """Empty for all campaigns."""
    by: Grain
    period: Period
    """The period in whole buckets."""
    by_campaign: bool
    as_of: datetime
    """Only what happened before this instant counts."""

    @property
    def scope(self) -> Scope:
        """Scope of all campaigns."""
        return Scope(self.site_id, None, self.period.first, self.period.last, Cut.at(self.as_of))

    @property
    def buckets(self) -> list[Bucket]:
        return buckets(self.period, self.by)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The result of a report's query: at least the columns that its declaration has for the grain."""

    values: Values
    left_out: wire.LeftOut
    by_campaign: dict[UUID, Values] = field(default_factory=dict)
    closed: list[bool] = field(default_factory=list)
    campaign_name: str = ""


def activity(database: Database, asked: Asked) -> QueryResult:
    """Return issues and cancellations.

    Raises:
        Refused: `P-NOTFOUND` if there is no such campaign.
    """
    query = report_query(asked.by, of_campaign=bool(asked.campaign_code), by_campaign=asked.by_campaign)
    rows = database.ask(query, {**asked.scope.parameters(), "code": asked.campaign_code})
    name = ""
    if asked.campaign_code:
        names = [row[_MORE] for row in rows if row[_MORE] is not None]
        if not names:
            raise Refused(Problem.NOT_FOUND)
        [name] = names
        rows = [row for row in rows if row[_MORE] is None]
    places = {key_of(bucket): at for at, bucket in enumerate(asked.buckets)}
    shares: dict[UUID, Values] = {}
    if asked.by_campaign:
        of: defaultdict[UUID, list[Figures]] = defaultdict(list)
        for row in rows:
            of[as_id(row[_MORE])].append(row)
        shares = {id_: _values(own, places) for id_, own in of.items()}
    left_out = wire.LeftOut(issues=sum(row[_TEST_ISSUES] for row in rows), miles=sum(row[_TEST_MILES] for row in rows))
    return QueryResult(_values(rows, places), left_out, shares, campaign_name=name)


def _values(rows: Sequence[Figures], places: Mapping[int, int]) -> Values:
    sums = {name: [0] * len(places) for name in _SUMMED}
    for name, column in _SUMMED.items():
        own = sums[name]
        for row in rows:
            own[places[row[0]]] += row[column]
    net = less(sums["issued"], sums["cancelled"])
    return {**{name: list(own) for name, own in sums.items()}, "net": list(net)}


def less(these: Sequence[int], those: Sequence[int]) -> list[int]:
    """Return the element-wise differences, first minus second."""
    return [one - other for one, other in zip(these, those, strict=True)]
