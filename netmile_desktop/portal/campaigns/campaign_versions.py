"""A campaign's content, converted between its row, its revisions and the application form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from netmile_desktop.domain import codec
from netmile_desktop.domain.applications import CampaignContent
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import (
    ApplicationKind,
    ApplicationState,
    FixedAmount,
    IssuanceMethod,
    VariableAmount,
)
from netmile_desktop.domain.matching import folded
from netmile_desktop.domain.rewards import RewardSettings
from netmile_desktop.portal.tables import application, campaign, campaign_banner, campaign_revision, reward_price

NOW = 0
"""Version number under which the currently shown banner is stored."""


def content_of(row: Mapping[str, Any], banner: bytes = b"") -> CampaignContent:
    """Return the content of a campaign's row, or of a revision's stored row."""
    days = {name: _day(row[name]) for name in ("run_from", "run_to", "issue_from", "issue_to")}
    fixed = row["fixed_miles"]
    return CampaignContent(
        name=row["name"],
        description=row["description"],
        campaign_period=Period(days["run_from"], days["run_to"]),
        issuance_period=Period(days["issue_from"], days["issue_to"]),
        transfer_after_days=row["transfer_after_days"],
        link_url=row["link_url"],
        listed=row["listed"],
        listing_text=row["listing_text"],
        amount=VariableAmount(row["min_miles"], row["max_miles"]) if fixed is None else FixedAmount(fixed),
        method=IssuanceMethod(row["method"]),
        per_member=row["per_member"],
        per_member_per_day=row["per_member_per_day"],
        banner=banner,
        reward=settings_of(row.get("reward")),
    )


def settings_of(stored: str | None) -> RewardSettings | None:
    """Return the settings of a reward campaign from their column, None for a campaign of miles."""
    return codec.decode_json(stored, RewardSettings) if stored else None


def columns_of(content: CampaignContent) -> dict[str, Any]:
    """Return a content as column values of a campaign's row."""
    amount = content.amount
    return {
        "name": content.name,
        "name_folded": folded(content.name),
        "description": content.description,
        "method": content.method,
        "fixed_miles": amount.miles if isinstance(amount, FixedAmount) else None,
        "min_miles": amount.min if isinstance(amount, VariableAmount) else None,
        "max_miles": amount.max if isinstance(amount, VariableAmount) else None,
        "per_member": content.per_member,
        "per_member_per_day": content.per_member_per_day,
        "run_from": content.campaign_period.first,
        "run_to": content.campaign_period.last,
        "issue_from": content.issuance_period.first,
        "issue_to": content.issuance_period.last,
        "transfer_after_days": content.transfer_after_days,
        "link_url": content.link_url,
        "listed": content.listed,
        "listing_text": content.listing_text,
        "reward": msgspec.json.encode(content.reward).decode() if content.reward else None,
    }


def as_it_stands(conn: Connection, site_id: UUID, row: Any) -> CampaignContent:
    """Return a campaign's current content, from its row."""
    return content_of(row._asdict(), _banner(conn, site_id, row.id, NOW))


def at(conn: Connection, site_id: UUID, campaign_id: UUID, version: int) -> CampaignContent | None:
    """Return the content of a revision, or None if there is no such revision."""
    of = campaign_revision.c
    kept = select(of.content).where(of.site_id == site_id, of.campaign_id == campaign_id, of.version == version)
    text = conn.execute(kept).scalar()
    if text is None:
        return None
    return content_of(codec.decode_json(text, dict[str, Any]), _banner(conn, site_id, campaign_id, version))


def before(conn: Connection, site_id: UUID, campaign_id: UUID, version: int) -> CampaignContent | None:
    """Return the content of the newest revision before a version that came into force, or None."""
    of, asked = campaign_revision.c, application.c
    refused = select(asked.id).where(
        asked.site_id == of.site_id,
        asked.campaign_id == of.campaign_id,
        asked.version == of.version,
        asked.kind == ApplicationKind.CHANGE,
        asked.state != ApplicationState.APPROVED,
    )
    earlier = select(func.max(of.version)).where(
        of.site_id == site_id, of.campaign_id == campaign_id, of.version < version, ~refused.exists()
    )
    newest = conn.execute(earlier).scalar()
    return None if newest is None else at(conn, site_id, campaign_id, newest)


def next_version(conn: Connection, site_id: UUID, row: Any) -> int:
    """Return a version number above those of the campaign and of all its revisions."""
    of = campaign_revision.c
    newest = conn.execute(select(func.max(of.version)).where(of.site_id == site_id, of.campaign_id == row.id)).scalar()
    return int(max(newest or 0, row.version)) + 1


def keep(
    conn: Connection, site_id: UUID, row: Mapping[str, Any], version: int, content: CampaignContent, at: datetime
) -> None:
    """Store a content as a revision of the campaign whose row is given."""
    said = {**row, **columns_of(content), "version": version}
    for name in ("site_id", "id", "name_folded", "issued"):
        said.pop(name, None)
    conn.execute(
        insert(campaign_revision).values(
            site_id=site_id,
            campaign_id=row["id"],
            version=version,
            content=msgspec.json.encode(said).decode(),
            created_at=at,
        )
    )
    _keep_banner(conn, site_id, row["id"], version, content.banner)


def put_in_force(conn: Connection, site_id: UUID, campaign_id: UUID, content: CampaignContent, version: int) -> None:
    """Make this the campaign's content from now on."""
    own = update(campaign).where(campaign.c.site_id == site_id, campaign.c.id == campaign_id)
    conn.execute(own.values(version=version, **columns_of(content)))
    show_banner(conn, site_id, campaign_id, content.banner)


def price_from(conn: Connection, site_id: UUID, campaign_id: UUID, content: CampaignContent, day: date) -> None:
    """Let the unit price of a reward campaign hold from a day on; one that is the same as before is not kept again."""
    if content.reward is None:
        return
    of, yen = reward_price.c, content.reward.unit_price
    own = (of.site_id == site_id) & (of.campaign_id == campaign_id)
    conn.execute(delete(reward_price).where(own, of.from_on >= day))
    last = conn.execute(select(of.yen).where(own).order_by(of.from_on.desc()).limit(1)).scalar()
    if yen != last:
        conn.execute(insert(reward_price).values(site_id=site_id, campaign_id=campaign_id, from_on=day, yen=yen))


def show_banner(conn: Connection, site_id: UUID, campaign_id: UUID, image: bytes) -> None:
    """Make this the shown banner; an empty image removes it."""
    of = campaign_banner.c
    shown = (of.site_id == site_id) & (of.campaign_id == campaign_id) & (of.version == NOW)
    conn.execute(campaign_banner.delete().where(shown))
    _keep_banner(conn, site_id, campaign_id, NOW, image)


def banner_bytes(conn: Connection, site_id: UUID, campaign_id: UUID) -> int:
    """Return the size of the shown banner, 0 if there is none."""
    of = campaign_banner.c
    shown = (of.site_id == site_id) & (of.campaign_id == campaign_id) & (of.version == NOW)
    return int(conn.execute(select(func.length(of.image)).where(shown)).scalar() or 0)


def _keep_banner(conn: Connection, site_id: UUID, campaign_id: UUID, version: int, image: bytes) -> None:
    if image:
        values = {"site_id": site_id, "campaign_id": campaign_id, "version": version, "image": image}
        conn.execute(insert(campaign_banner).values(values))


def _banner(conn: Connection, site_id: UUID, campaign_id: UUID, version: int) -> bytes:
    of = campaign_banner.c
    own = select(of.image).where(of.site_id == site_id, of.campaign_id == campaign_id, of.version == version)
    return bytes(conn.execute(own).scalar() or b"")


def _day(value: object) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]
