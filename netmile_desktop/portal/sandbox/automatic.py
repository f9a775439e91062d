"""The automatic issues of the past: a few dozen a day, in the rhythm of a shop's week and day.

In campaigns with limits nobody of the first half of the members was given miles, and nobody twice: there every limit can
be reached and exceeded.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from uuid import UUID

from sqlalchemy import Connection, text

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.campaigns import IssuanceMethod, VariableAmount
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from netmile_desktop.portal.sandbox.history import DAYS
from netmile_desktop.portal.sandbox.members import BALANCES, UNTOUCHED
from netmile_desktop.portal.tables import issue

_WEEK = (18, 16, 17, 19, 24, 34, 30)
"""Issues on an average Monday, Tuesday, …"""

_BY_HOUR = (1, 0, 0, 0, 0, 0, 1, 2, 4, 6, 8, 9, 11, 9, 8, 8, 9, 10, 12, 14, 15, 14, 9, 4)
"""Relative number of orders in each hour of the day."""

_HOURS = [hour for hour, orders in enumerate(_BY_HOUR) for _ in range(orders)]

_COLUMNS = [
    issue.c[name]
    for name in (
        *("site_id", "id", "campaign_id", "account_id", "member_key", "miles", "state", "source"),
        *("issued_at", "issued_on", "transfer_on", "test"),
    )
]

_LIMITED_A_DAY = 3
"""Issues on an average day in a campaign with limits."""

_BALANCES_DAYS = 40
"""Days ago when the members of known balances were given their miles, in the last campaign without limits."""

_ADDRESSES = text("""
    UPDATE issue SET email_digest = own.email_digest FROM member_email AS own
    WHERE issue.source = 'automatic' AND own.account_id = issue.account_id AND own.kind = 'pc'
""")

_TRANSFERS = text("""
    INSERT INTO transfer (site_id, id, event_id, kind, debit, credit, amount, issue_id, campaign_id, test,
        at, biz_date, biz_hour)
    SELECT site_id, id, id, 'issue', site_id, account_id, miles, id, campaign_id, test,
        issued_at, issued_on, CAST((issued_at / 3600000 + 9) % 24 AS INTEGER)
    FROM issue WHERE source = 'automatic'
""")

_BALANCES = text("""
    INSERT INTO balance (account_id, posted, pending)
    SELECT account_id, CAST(SUM(miles) AS BIGINT), 0 FROM issue WHERE source = 'automatic' GROUP BY account_id
    ON CONFLICT (account_id) DO UPDATE SET posted = balance.posted + excluded.posted
""")

_TOTALS = text("""
    INSERT INTO campaign_total (site_id, campaign_id, issued, issues)
    SELECT site_id, campaign_id, CAST(SUM(miles) AS BIGINT), COUNT(*) FROM issue
    WHERE source = 'automatic' GROUP BY site_id, campaign_id
    ON CONFLICT (site_id, campaign_id) DO UPDATE SET
        issued = campaign_total.issued + excluded.issued, issues = campaign_total.issues + excluded.issues
""")

_QUOTAS = text("""
    INSERT INTO quota (site_id, campaign_id, account_id, total, day, day_count)
    SELECT issue.site_id, issue.campaign_id, issue.account_id, COUNT(*), MAX(issue.issued_on), 1
    FROM issue JOIN campaign ON campaign.site_id = issue.site_id AND campaign.id = issue.campaign_id
    WHERE issue.source = 'automatic'
        AND (campaign.per_member IS NOT NULL OR campaign.per_member_per_day IS NOT NULL)
    GROUP BY issue.site_id, issue.campaign_id, issue.account_id
""")
"""Nobody was given miles twice in a campaign with limits, so each count is of one day."""


def issue_automatically(
    conn: Connection,
    database: Database,
    site_id: UUID,
    campaigns: Sequence[tuple[UUID, SampleCampaign]],
    members: Sequence[UUID],
    now: datetime,
) -> None:
    """Write the automatic issues of a site up to yesterday."""
    automatic = [each for each in campaigns if each[1].method is IssuanceMethod.AUTOMATIC]
    free = [each for each in automatic if not each[1].is_limited]
    limited = [each for each in automatic if each[1].is_limited]
    today = day_of(now)
    made = chain(
        _issues(site_id, free, members, today),
        _known_balances(site_id, free[-1][0], members, today),
        _limited_issues(site_id, limited, members, today),
    )
    database.bulk_insert(conn, _COLUMNS, made)
    for each in (_ADDRESSES, _TRANSFERS, _BALANCES, _TOTALS, _QUOTAS):
        conn.execute(each)


def _issues(
    site_id: UUID, campaigns: Sequence[tuple[UUID, SampleCampaign]], members: Sequence[UUID], today: date
) -> Iterator[tuple[object, ...]]:
    chance = random.Random(31)
    for days_ago in range(DAYS, 0, -1):
        day = today - timedelta(days=days_ago)
        for campaign_id, campaign in campaigns:
            if not campaign.runs[0] <= -days_ago <= campaign.runs[1]:
                continue
            count = int(_WEEK[day.weekday()] * chance.uniform(0.7, 1.3) * (1.4 if day.month in {7, 12} else 1))
            moments = sorted(_moment(chance, day) for _ in range(count))
            for number, at in enumerate(moments):
                member = chance.randrange(UNTOUCHED, len(members))
                miles = min(3_000, max(1, int(chance.lognormvariate(3.0, 0.8))))
                yield _issue(site_id, campaign_id, members, member, miles, at, (1 << 64) + number)


def _known_balances(
    site_id: UUID, campaign_id: UUID, members: Sequence[UUID], today: date
) -> Iterator[tuple[object, ...]]:
    """Yield the only issues of the members whose balances are known."""
    for member, miles in enumerate(BALANCES):
        at = datetime.combine(today - timedelta(days=_BALANCES_DAYS), time(12, 30, member), JST)
        yield _issue(site_id, campaign_id, members, member, miles, at, (2 << 64) + member)


def _limited_issues(
    site_id: UUID, campaigns: Sequence[tuple[UUID, SampleCampaign]], members: Sequence[UUID], today: date
) -> Iterator[tuple[object, ...]]:
    chance = random.Random(37)
    for place, (campaign_id, campaign) in enumerate(campaigns, 3):
        assert isinstance(campaign.amount, VariableAmount)
        days = range(-campaign.runs[0], 0, -1)
        half = range(len(members) // 2, len(members))
        left = chance.sample(half, min(len(half), _LIMITED_A_DAY * len(days)))
        for days_ago in days:
            day = today - timedelta(days=days_ago)
            count = min(len(left), chance.randint(1, 2 * _LIMITED_A_DAY - 1))
            for number, at in enumerate(sorted(_moment(chance, day) for _ in range(count))):
                start = (place << 64) + number
                miles = chance.randint(campaign.amount.min, campaign.amount.max)
                yield _issue(site_id, campaign_id, members, left.pop(), miles, at, start)


def _issue(
    site_id: UUID, campaign_id: UUID, members: Sequence[UUID], member: int, miles: int, at: datetime, start: int
) -> tuple[object, ...]:
    """Return a row; `start` keeps its identity apart from others of the same instant."""
    day, id_ = day_of(at), ids_at(milliseconds(at), start, 1)[0]
    said = (site_id, id_, campaign_id, members[member], f"K{member + 1:06d}", miles, "valid", "automatic")
    return (*said, at, day, day, False)


def _moment(chance: random.Random, day: date) -> datetime:
    hour = chance.choice(_HOURS)
    return datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), JST)
