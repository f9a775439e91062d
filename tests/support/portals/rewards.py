"""Reward campaigns for tests, and what a member types at them."""

from __future__ import annotations

import struct
import zlib
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, insert, select, update

from netmile_desktop.domain.applications import CampaignContent
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.campaigns import ApplicationState, FixedAmount, IssuanceMethod
from netmile_desktop.domain.rewards import HandOver, RewardSettings
from netmile_desktop.portal.campaigns import campaign_versions
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.rewards.visits import PageStage, note
from netmile_desktop.portal.tables import campaign, reward_price, site
from tests.support.portals.entries import ALL_FIELDS
from tests.support.portals.portal import NOW, AnyPortal

TODAY = day_of(NOW)
PAGE = "/member/rewards/minato/C-7001"
SETTINGS = RewardSettings(fields=ALL_FIELDS, terms="第1条 会員は…", hand_over=HandOver.BATCH, unit_price=500)


def reward_content(today: date = TODAY, **changes: Any) -> CampaignContent:
    """A reward campaign that gives 200 miles, from today on."""
    period = Period(today, today + timedelta(days=90))
    content = CampaignContent(
        name="会員登録キャンペーン",
        description="本のお取り置きや新刊のお知らせが届く、無料の会員に登録すると 200 mile を差し上げます。",
        campaign_period=period,
        issuance_period=period,
        transfer_after_days=0,
        link_url="https://www.minato-books.example.jp/",
        listed=False,
        listing_text="",
        amount=FixedAmount(200),
        method=IssuanceMethod.AUTOMATIC,
        per_member=1,
        per_member_per_day=None,
        banner=a_picture(),
        reward=SETTINGS,
    )
    return msgspec.structs.replace(content, **changes)


def add_reward(
    database: Database, now: datetime = NOW, *, code: str = "C-7001", site_code: str = "minato", **changes: Any
) -> UUID:
    """An approved reward campaign of a site, which uses NetMile Reward from now on."""
    id_, content = new_id(), reward_content(day_of(now), **changes)

    def add(conn: Connection) -> None:
        owner = conn.execute(select(site.c.id).where(site.c.code == site_code)).scalar_one()
        conn.execute(update(site).where(site.c.id == owner).values(reward_since=now))
        state = {"application_state": ApplicationState.APPROVED, "suspended": False, "version": 1}
        row = {"id": id_, "code": code, **campaign_versions.columns_of(content), **state}
        conn.execute(insert(campaign).values(site_id=owner, **row))
        campaign_versions.keep(conn, owner, row, 1, content, now)
        campaign_versions.show_banner(conn, owner, id_, content.banner)
        campaign_versions.price_from(conn, owner, id_, content, content.campaign_period.first)

    database.write(add)
    return id_


def new_price(portal: AnyPortal, from_on: date, yen: int, *, code: str = "C-7001") -> None:
    """Another unit price from a day on."""
    site_id, id_ = _identities(portal, code)
    price = insert(reward_price).values(site_id=site_id, campaign_id=id_, from_on=from_on, yen=yen)
    portal.database.write(lambda conn: conn.execute(price))


def visit(portal: AnyPortal, at: datetime, stage: PageStage, *sessions: int, code: str = "C-7001") -> None:
    """Sessions, told apart by numbers, come to a stage of a campaign's page."""
    own = _identities(portal, code)

    def note_all(conn: Connection) -> None:
        for number in sessions:
            note(conn, portal.database, own, number.to_bytes(32, "big"), stage, at)

    portal.database.write(note_all)


def _identities(portal: AnyPortal, code: str) -> tuple[UUID, UUID]:
    own = select(campaign.c.site_id, campaign.c.id).where(campaign.c.code == code)
    row = portal.database.read(lambda conn: conn.execute(own).one())
    return row.site_id, row.id


def a_picture(width: int = 39, height: int = 12) -> bytes:
    """A small PNG, dark blue."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x14\x40\x6e" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
