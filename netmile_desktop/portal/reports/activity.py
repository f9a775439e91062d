"""The query of campaign report and site report: what was issued and cancelled, bucket by bucket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.reports.periods import Bucket, buckets
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.reports.sums import Cut, Scope, key_of, sums

Values = dict[str, list[int]]
"""By column, one figure for each bucket."""

_SUMMED = ("issued", "issues", "cancelled", "cancellations")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report's query is asked."""

    site_id: UUID
    campaign_id: UUID | None
    by: Grain
    period: Period
    """In whole buckets."""
    by_campaign: bool
    as_of: datetime
    """Only what happened before."""

    @property
    def scope(self) -> Scope:
        return Scope(self.site_id, self.campaign_id, self.period.first, self.period.last, Cut.at(self.as_of))

    @property
    def buckets(self) -> list[Bucket]:
        return buckets(self.period, self.by)


@dataclass(frozen=True, slots=True)
class Found:
    """What a report's query answers: at least the columns that its declaration has for the grain."""

    values: Values
    left_out: wire.LeftOut
    by_campaign: dict[UUID, Values] = field(default_factory=dict)
    closed: list[bool] = field(default_factory=list)


def activity(conn: Connection, asked: Asked) -> Found:
    """Issues and cancellations."""
    places = {key_of(bucket): at for at, bucket in enumerate(asked.buckets)}
    rows = sums(conn, asked.scope, asked.by, by_campaign=asked.by_campaign)
    shares: dict[UUID, Values] = {}
    if asked.by_campaign:
        of: dict[UUID, list[Row[Any]]] = {}
        for row in rows:
            of.setdefault(row.campaign_id, []).append(row)
        shares = {id_: _values(own, places) for id_, own in of.items()}
    return Found(_values(rows, places), left_out(rows), shares)


def left_out(rows: Iterable[Row[Any]]) -> wire.LeftOut:
    """What was issued to test members."""
    pairs = [(row.test_issues, row.test_issued) for row in rows]
    return wire.LeftOut(issues=sum(pair[0] for pair in pairs), miles=sum(pair[1] for pair in pairs))


def _values(rows: Iterable[Row[Any]], places: dict[int, int]) -> Values:
    values = {name: [0] * len(places) for name in _SUMMED}
    for row in rows:
        at = places[row.key]
        for name in _SUMMED:
            values[name][at] += getattr(row, name)
    values["net"] = less(values["issued"], values["cancelled"])
    return values


def less(these: Sequence[int], those: Sequence[int]) -> list[int]:
    """Place by place, the first less the second."""
    return [one - other for one, other in zip(these, those, strict=True)]
