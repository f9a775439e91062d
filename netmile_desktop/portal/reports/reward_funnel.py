"""The query of リワード登録の推移: how many were shown a page, began to register, registered, were approved.

Visits are counted once for each session, with nobody named; whether it was a test member's is known of registrations
alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.reports.activity import Asked, QueryResult, Values
from netmile_desktop.portal.reports.reward_answers import RewardScope, left_out, reward_answers
from netmile_desktop.portal.reports.reward_fee import reward_scope
from netmile_desktop.portal.tables import reward_count, reward_registration, site

Steps = dict[str, Counter[tuple[date, UUID]]]
"""For each step, how many took it, by bucket and campaign."""

_VISITS = ("shown", "started")


def reward_funnel(database: Database, asked: Asked) -> QueryResult:
    """Return how far members came; visits from before any were counted are None. Refused like `reward_scope`."""
    return database.read(lambda conn: _funnel(conn, asked))


def _funnel(conn: Connection, asked: Asked) -> QueryResult:
    scope, name = reward_scope(conn, asked)
    steps = page_steps(conn, scope)
    steps["approved"] = Counter()
    for (first, of, _price), count in reward_answers(conn, scope).approved.items():
        steps["approved"][first, of] += count
    since = counted_since(conn, scope.site_id)
    buckets = asked.buckets
    campaigns = sorted({of for counted in steps.values() for _, of in counted})
    shares = {id_: _values(buckets, steps, [id_], since) for id_ in campaigns} if asked.by_campaign else {}
    values = _values(buckets, steps, campaigns, since)
    return QueryResult(values, left_out(conn, scope.registered()), shares, campaign_name=name)


def page_steps(conn: Connection, scope: RewardScope) -> Steps:
    """Return the steps on the pages of campaigns: `shown`, `started`, `completed`."""
    of = reward_count.c
    visits = select(of.biz_date, of.campaign_id, *(of[name] for name in _VISITS))
    visits = visits.where(of.site_id == scope.site_id, of.biz_date.between(scope.first, scope.last))
    if scope.campaign_id is not None:
        visits = visits.where(of.campaign_id == scope.campaign_id)
    steps: Steps = {name: Counter() for name in (*_VISITS, "completed")}
    for row in conn.execute(visits):
        for name in _VISITS:
            steps[name][scope.key(row.biz_date), row.campaign_id] += getattr(row, name)
    made = reward_registration.c
    registered = select(made.registered_on, made.campaign_id, func.count().label("number"))
    registered = registered.where(*scope.registered(), ~made.test).group_by(made.registered_on, made.campaign_id)
    for row in conn.execute(registered):
        steps["completed"][scope.key(row.registered_on), row.campaign_id] += row.number
    return steps


def counted_since(conn: Connection, site_id: UUID) -> date | None:
    """Return the day from which on visits are known: the first that was counted, or when the site began with rewards."""
    first = conn.execute(select(func.min(reward_count.c.biz_date)).where(reward_count.c.site_id == site_id)).scalar()
    since = conn.execute(select(site.c.reward_since).where(site.c.id == site_id)).scalar()
    days = [day for day in (first, day_of(since) if since is not None else None) if day is not None]
    return min(days, default=None)


def _values(buckets: Sequence[Bucket], steps: Steps, campaigns: Sequence[UUID], since: date | None) -> Values:
    values: Values = {}
    for name, counted in steps.items():
        values[name] = [
            None
            if name in _VISITS and (since is None or bucket.last < since)
            else sum(counted[bucket.first, id_] for id_ in campaigns)
            for bucket in buckets
        ]
    return values
