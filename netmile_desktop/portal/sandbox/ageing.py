"""A sandbox stays usable at any age: what was to come when it was made, or last renewed, is to come again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import Connection, RowMapping, func, insert, select, update

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.portal.tables import campaign, campaign_revision, setting, site

LOADED = "sandbox_loaded"
"""The setting with the day for which the sample data was made or renewed last."""

RENEWED_AFTER = timedelta(days=30)
"""Until then its campaigns open and end as they would; the last of those that now run would end soon after."""

_DAYS = ("run_from", "run_to", "issue_from", "issue_to")


def renew(conn: Connection, now: datetime) -> bool:
    """Move every day of the campaigns that lay ahead as far as time went on; says whether it was time for that.

    What had begun keeps its beginning, so that no issue falls out of its period; what had ended stays ended.
    A campaign that moves gets a new version, as by any other change.
    """
    today, made_on = day_of(now), made_for(conn)
    if made_on is None or today - made_on < RENEWED_AFTER:
        return False
    sites = select(site.c.id).where(site.c.code.in_(("minato", "kaze")))
    for row in conn.execute(select(campaign).where(campaign.c.site_id.in_(sites))).mappings().all():
        moved = {name: row[name] + (today - made_on) for name in _DAYS if row[name] >= made_on}
        if moved:
            _move(conn, row, moved, now)
    conn.execute(update(setting).where(setting.c.name == LOADED).values(value=today.isoformat()))
    return True


def made_for(conn: Connection) -> date | None:
    """The day for which the sample data was made or renewed last; None where there is none."""
    day = conn.execute(select(setting.c.value).where(setting.c.name == LOADED)).scalar()
    return date.fromisoformat(day) if day else None


def _move(conn: Connection, row: RowMapping, moved: dict[str, date], now: datetime) -> None:
    site_id, id_ = row["site_id"], row["id"]
    of_it = (campaign_revision.c.site_id == site_id) & (campaign_revision.c.campaign_id == id_)
    newest = conn.execute(select(func.max(campaign_revision.c.version)).where(of_it)).scalar() or 0
    changes = {**moved, "version": max(newest, row["version"]) + 1}
    conn.execute(update(campaign).where(campaign.c.site_id == site_id, campaign.c.id == id_).values(changes))
    content = {**row, **changes}
    for name in ("site_id", "id", "name_folded"):
        del content[name]
    conn.execute(
        insert(campaign_revision).values(
            site_id=site_id,
            campaign_id=id_,
            version=changes["version"],
            content=msgspec.json.encode(content).decode(),
            created_at=now,
        )
    )
