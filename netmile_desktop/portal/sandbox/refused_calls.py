"""The bookshop's key for automatic issuance, and the calls of the last ninety days that were refused."""

from __future__ import annotations

import base64
import random
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Connection, insert, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.campaigns import IssuanceMethod
from netmile_desktop.domain.codes import Automatic, AutomaticCause
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.automatic.error_log import ErrorLog
from netmile_desktop.portal.automatic.outcomes import Refusal
from netmile_desktop.portal.automatic.retention import KEPT_DAYS
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.sandbox import KEY_ID, KEY_SECRET
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from netmile_desktop.portal.tables import automatic_error, automatic_key

_A_DAY = (0, 0, 1, 1, 1, 2, 2, 3, 5)
"""Refused calls of a day, one of these."""

_REFUSALS = (
    *[Refusal(Automatic.NO_SUCH_MEMBER)] * 12,
    *[Refusal(Automatic.AMOUNT_RULE)] * 4,
    *[Refusal(Automatic.KEY)] * 2,
    Refusal(Automatic.PARAMETER, AutomaticCause.OLD),
    Refusal(Automatic.FAILED),
)
"""What calls were refused for, as often as it happens."""

_UNREADABLE = (AutomaticCause.SEAL, AutomaticCause.KEY_ID, AutomaticCause.CONTENT)


def add_key(conn: Connection, vault: Vault, site_id: UUID, since: datetime) -> None:
    """Add the public key of the sandbox to a site, unless the site has it."""
    own = (automatic_key.c.site_id == site_id) & (automatic_key.c.key_id == KEY_ID)
    if conn.execute(select(automatic_key.c.key_id).where(own)).first() is None:
        secret = base64.urlsafe_b64decode(KEY_SECRET + "=")
        conn.execute(
            insert(automatic_key).values(
                site_id=site_id,
                key_id=KEY_ID,
                secret_sealed=vault.seal_secret(secret),
                made_under="sandbox",
                made_at=since,
            )
        )


def refuse_calls(
    conn: Connection,
    database: Database,
    vault: Vault,
    site_id: UUID,
    campaigns: Sequence[tuple[UUID, SampleCampaign]],
    now: datetime,
) -> None:
    """Write the refused calls of a site for as long as they are kept, up to yesterday. None was repeated."""
    errors, chance, today, number = ErrorLog(database, vault), random.Random(47), day_of(now), 0
    entries: list[dict[str, object]] = []
    for days_ago in range(KEPT_DAYS, 0, -1):
        day = today - timedelta(days=days_ago)
        running = [
            each
            for _, each in campaigns
            if each.method is IssuanceMethod.AUTOMATIC
            and not each.is_limited
            and each.runs[0] <= -days_ago <= each.runs[1]
        ]
        for _ in range(chance.choice(_A_DAY) if running else 0):
            number += 1
            at = datetime.combine(day, time(chance.randrange(8, 24), chance.randrange(60), chance.randrange(60)), JST)
            refusal = chance.choice(_REFUSALS)
            parameter = _parameter(chance, refusal, chance.choice(running), at, number)
            entries.append(errors.entry(site_id, at, refusal, KEY_ID, parameter))
        if days_ago % 13 == 0:
            at = datetime.combine(day, time(3, chance.randrange(60)), JST)
            cause = _UNREADABLE[days_ago // 13 % len(_UNREADABLE)]
            entries.append(errors.entry(site_id, at, Refusal(Automatic.PARAMETER, cause), KEY_ID, None))
    conn.execute(insert(automatic_error), entries)


def _parameter(
    chance: random.Random, refusal: Refusal, campaign: SampleCampaign, at: datetime, number: int
) -> wire.AutomaticParameter:
    member = chance.randrange(1, 400)
    has_left = refusal.code is Automatic.NO_SUCH_MEMBER
    made_at = at - timedelta(hours=3) if refusal.cause is AutomaticCause.OLD else at
    return wire.AutomaticParameter(
        merchant_id="minato",
        campaign_id=campaign.code,
        key="K 00 12" if refusal.code is Automatic.KEY else f"K{member:06d}",
        address=f"unknown{number:04d}@example.jp" if has_left else f"member{member:05d}@example.jp",
        miles=9_000 if refusal.code is Automatic.AMOUNT_RULE else chance.randrange(5, 400),
        unique_id=f"ORDER-{at:%Y%m%d}-{number:05d}",
        time=int(made_at.astimezone(UTC).timestamp()),
    )
