"""Matching of a file's lines with issues, for thousands of lines at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.portal.campaigns.campaigns import is_meant
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.paging import slices
from netmile_desktop.portal.issues.issues import by_identity, parsed, records
from netmile_desktop.portal.tables import campaign, issue

CANDIDATES = 50
"""Candidates shown per line."""


class _Issued(NamedTuple):
    """The part of an issue that decides whether a line may mean it."""

    id: UUID
    issued_at: datetime
    issued_on: date
    miles: int


class LineMatching:
    """Matches with live issues, today's included: a wrong issue of an hour ago can be cancelled now."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def match(self, call: Call[wire.Nothing, wire.MatchRequest]) -> wire.Matches:
        """Return for each line the issues that agree with everything the line says."""
        now, asked = self._now(), call.body

        def look(conn: Connection) -> wire.Matches:
            within = _campaign_within(conn, call.site_id, asked.campaign_id)
            by_key = _issued_under(conn, call.site_id, {line.key for line in asked.lines}, within)
            meant = [_meant(line, by_key) for line in asked.lines]
            shown = {id_ for ids in meant for id_ in ids[:CANDIDATES]}
            rows = by_identity(conn, call.site_id, shown)
            if within is not None:
                rows = [row for row in rows if row.campaign_code == within]
            found = dict(zip((row.id for row in rows), records(conn, call.site_id, rows, day_of(now)), strict=True))
            lines = [_matched(line.line, ids, found) for line, ids in zip(asked.lines, meant, strict=True)]
            return wire.Matches(lines=lines, at=now)

        return self._database.read(look)


def _campaign_within(conn: Connection, site_id: UUID, asked: str) -> str | None:
    """Return the ID of the only campaign that is meant, None if all are, or "" if it is not clear which one is."""
    if not asked:
        return None
    codes = conn.execute(select(campaign.c.code).where(campaign.c.site_id == site_id, is_meant(asked))).scalars().all()
    return codes[0] if len(codes) == 1 else ""


def _issued_under(
    conn: Connection, site_id: UUID, keys: Iterable[str], campaign_code: str | None
) -> Mapping[str, list[_Issued]]:
    """Return issues by key, the newest first."""
    found: defaultdict[str, list[_Issued]] = defaultdict(list)
    for some in slices(sorted(set(keys) - {""})):
        own = select(issue.c.id, issue.c.issued_at, issue.c.issued_on, issue.c.miles, issue.c.member_key).where(
            issue.c.site_id == site_id, issue.c.member_key.in_(some)
        )
        if campaign_code is not None:
            named = select(campaign.c.id).where(campaign.c.site_id == site_id, campaign.c.code == campaign_code)
            own = own.where(issue.c.campaign_id == named.scalar_subquery())
        for row in conn.execute(own.order_by(issue.c.issued_at.desc(), issue.c.id.desc())):
            found[row.member_key].append(_Issued(row.id, row.issued_at, row.issued_on, row.miles))
    return found


def _meant(line: wire.MatchLine, by_key: Mapping[str, Sequence[_Issued]]) -> list[UUID]:
    """Return the issues that a line means: its issue ID alone, else its key with the day and miles if it has them."""
    if line.issue_id:
        return parsed([line.issue_id])
    return [
        each.id
        for each in by_key.get(line.key, ())
        if line.issued_on in {None, each.issued_on} and line.miles in {None, each.miles}
    ]


def _matched(line: int, ids: Sequence[UUID], found: Mapping[UUID, wire.IssueRecord]) -> wire.MatchedLine:
    shown = [found[id_] for id_ in ids[:CANDIDATES] if id_ in found]
    return wire.MatchedLine(line=line, candidates=shown, more=max(0, len(ids) - CANDIDATES))
