"""Renewal of a sandbox, so that it stays usable at any age: campaigns that were still to come are to come again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import Connection, RowMapping, func, insert, select, update

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.portal.tables import campaign, campaign_revision, setting, site

LOADED = "sandbox_loaded"
"""Name of the setting that holds the day for which the sample data was made or last renewed."""

RENEWED_AFTER = timedelta(days=30)
"""Age at which a sandbox is renewed. Until then campaigns open and end as usual; soon after, the last would end."""

_DAYS = ("run_from", "run_to", "issue_from", "issue_to")


def renew(conn: Connection, now: datetime) -> bool:
    """Move all campaign days that were not past when the data was made by the time elapsed; return whether it was due.

    A campaign that had begun keeps its beginning, so that no issue falls outside its period; an ended one stays ended.
    A moved campaign gets a new version, as by any other change.
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
    """Return the day for which the sample data was made or last renewed, or None if there is no sample data."""
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
