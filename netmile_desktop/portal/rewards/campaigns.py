"""Reward campaigns as members' pages and payment screens see them: what is offered by whom, and whether it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, exists, select

from netmile_desktop.domain import codec
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState, campaign_state
from netmile_desktop.domain.rewards import RETENTION_DAYS, RewardSettings
from netmile_desktop.domain.site_details import SiteDetails
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.tables import campaign, campaign_banner, reward_registration, site, site_record

_SHOWN_BANNER = 0


class Opening(StrEnum):
    """Whether members can register at a campaign today."""

    OPEN = "open"
    BEFORE = "before"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class RewardCampaign:
    """A reward campaign with its merchant, as of a day."""

    site_id: UUID
    id: UUID
    site_code: str
    site_name: str
    company: str
    """Who runs the site and receives what is registered."""
    code: str
    name: str
    description: str
    version: int
    miles: int
    runs: Period
    settings: RewardSettings
    retention_days: int
    has_banner: bool
    opening: Opening
    is_approved: bool

    @property
    def path(self) -> str:
        """The registration page."""
        return f"/member/rewards/{self.site_code}/{self.code}"


_REWARDS: Select[Any] = (
    select(
        *(campaign.c[name] for name in ("site_id", "id", "code", "name", "description", "version", "fixed_miles")),
        *(campaign.c[name] for name in ("application_state", "suspended", "run_from", "run_to", "reward")),
        site.c.code.label("site_code"),
        site.c.name.label("site_name"),
        site.c.status.label("site_status"),
        *(site.c[name] for name in ("reward_since", "reward_retention_days")),
        site_record.c.sealed.label("record"),
        campaign_banner.c.version.label("banner"),
    )
    .join(site, site.c.id == campaign.c.site_id)
    .join(site_record, site_record.c.site_id == campaign.c.site_id, isouter=True)
    .join(
        campaign_banner,
        (campaign_banner.c.site_id == campaign.c.site_id)
        & (campaign_banner.c.campaign_id == campaign.c.id)
        & (campaign_banner.c.version == _SHOWN_BANNER),
        isouter=True,
    )
    .where(campaign.c.reward.is_not(None))
)


def find_reward(conn: Connection, vault: Vault, site_code: str, code: str, today: date) -> RewardCampaign | None:
    """Return a reward campaign by the site's code and its own ID, whatever its state, or None."""
    row = conn.execute(_REWARDS.where(site.c.code == site_code, campaign.c.code == code)).first()
    return _reward(row, vault, today) if row else None


def reward_of_site(conn: Connection, vault: Vault, site_id: UUID, code: str, today: date) -> RewardCampaign | None:
    """Return a reward campaign of a site by its ID, whatever its state, or None."""
    row = conn.execute(_REWARDS.where(campaign.c.site_id == site_id, campaign.c.code == code)).first()
    return _reward(row, vault, today) if row else None


def open_rewards(conn: Connection, vault: Vault, account_id: UUID, today: date) -> list[RewardCampaign]:
    """Return the reward campaigns of all sites at which a member can register today, and has not yet, by site and ID."""
    of = reward_registration.c
    before = exists().where(
        of.site_id == campaign.c.site_id, of.campaign_id == campaign.c.id, of.account_id == account_id
    )
    running = _REWARDS.where(
        campaign.c.application_state == ApplicationState.APPROVED,
        ~campaign.c.suspended,
        campaign.c.run_from <= today,
        campaign.c.run_to >= today,
        site.c.status == "active",
        site.c.reward_since.is_not(None),
        ~before,
    )
    return [_reward(row, vault, today) for row in conn.execute(running.order_by(site.c.code, campaign.c.code))]


def banner_of(conn: Connection, offer: RewardCampaign) -> bytes:
    """Return the banner of a campaign; nothing if there is none."""
    of = campaign_banner.c
    own = select(of.image).where(of.site_id == offer.site_id, of.campaign_id == offer.id, of.version == _SHOWN_BANNER)
    return bytes(conn.execute(own).scalar() or b"")


def _reward(row: Row[Any], vault: Vault, today: date) -> RewardCampaign:
    details = codec.decode_json(vault.open_details(row.record), SiteDetails) if row.record is not None else None
    return RewardCampaign(
        site_id=row.site_id,
        id=row.id,
        site_code=row.site_code,
        site_name=row.site_name,
        company=(details.company if details else "") or row.site_name,
        code=row.code,
        name=row.name,
        description=row.description,
        version=row.version,
        miles=row.fixed_miles,
        runs=Period(row.run_from, row.run_to),
        settings=codec.decode_json(row.reward, RewardSettings),
        retention_days=row.reward_retention_days or RETENTION_DAYS,
        has_banner=row.banner is not None,
        opening=_opening(row, today),
        is_approved=row.application_state == ApplicationState.APPROVED and row.site_status == "active",
    )


def _opening(row: Row[Any], today: date) -> Opening:
    if row.reward_since is None:
        return Opening.ENDED
    runs = Period(row.run_from, row.run_to)
    state = campaign_state(runs, runs, suspended=row.suspended, today=today)
    return {
        CampaignState.SUSPENDED: Opening.SUSPENDED,
        CampaignState.BEFORE: Opening.BEFORE,
        CampaignState.RUNNING: Opening.OPEN,
    }.get(state, Opening.ENDED)
