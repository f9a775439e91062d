"""The automatic issues of the past: a few dozen a day, in the rhythm of a shop's week and day."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Connection, text

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.campaigns import IssuanceMethod
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from netmile_desktop.portal.sandbox.history import DAYS
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


def issue_automatically(
    conn: Connection,
    database: Database,
    site_id: UUID,
    campaigns: Sequence[tuple[UUID, SampleCampaign]],
    members: Sequence[UUID],
    now: datetime,
) -> None:
    """Write the automatic issues of a site up to yesterday."""
    database.bulk_insert(conn, _COLUMNS, _issues(site_id, campaigns, members, day_of(now)))
    for each in (_ADDRESSES, _TRANSFERS, _BALANCES, _TOTALS):
        conn.execute(each)


def _issues(
    site_id: UUID, campaigns: Sequence[tuple[UUID, SampleCampaign]], members: Sequence[UUID], today: date
) -> Iterator[tuple[object, ...]]:
    chance = random.Random(31)
    for days_ago in range(DAYS, 0, -1):
        day = today - timedelta(days=days_ago)
        for campaign_id, campaign in campaigns:
            if campaign.method is not IssuanceMethod.AUTOMATIC or not campaign.runs[0] <= -days_ago <= campaign.runs[1]:
                continue
            count = int(_WEEK[day.weekday()] * chance.uniform(0.7, 1.3) * (1.4 if day.month in {7, 12} else 1))
            moments = sorted(_moment(chance, day) for _ in range(count))
            for number, at in enumerate(moments):
                member = chance.randrange(len(members))
                miles = min(3_000, max(1, int(chance.lognormvariate(3.0, 0.8))))
                id_ = ids_at(milliseconds(at), (1 << 64) + number, 1)[0]
                key = f"K{member + 1:06d}"
                yield (
                    *(site_id, id_, campaign_id, members[member], key, miles, "valid", "automatic"),
                    *(at, day, day, False),
                )


def _moment(chance: random.Random, day: date) -> datetime:
    hour = chance.choice(_HOURS)
    return datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), JST)
