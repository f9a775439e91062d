"""Rehearsals of a registration page for the merchant: an address that whoever has it may open for a while.

The address names the campaign and carries our signature, so nothing is stored. A rehearsal shows no member and grants
nothing; what it shows is what members will see.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.rewards.campaigns import RewardCampaign, reward_of_site

LIVES = timedelta(minutes=30)
"""Time for which a rehearsal can be opened."""

_PURPOSE = b"preview "


def preview_path(ticket: str) -> str:
    """Return the path of a rehearsed registration page."""
    return f"/member/previews/{ticket}"


class _Ticket(msgspec.Struct, frozen=True, array_like=True):
    site_id: str
    campaign_id: str
    until: datetime


class Previews:
    """Makes and opens addresses of rehearsals."""

    def __init__(self, database: Database, vault: Vault, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._now = business_clock

    def make(self, call: Call[wire.Nothing, wire.RewardPreviewOrder]) -> wire.RewardPreview:
        """Return the address of a rehearsal of a reward campaign, which need not be approved.

        Raises:
            Refused: `P-NOTFOUND`, also for campaigns of miles.
        """
        code, until = call.body.campaign_id, as_stored(self._clock() + LIVES)
        self.find(call.site_id, code)
        content = msgspec.json.encode(_Ticket(str(call.site_id), code, until))
        ticket = base64.urlsafe_b64encode(self._vault.signature(_PURPOSE + content) + content).decode().rstrip("=")
        path = preview_path(ticket)
        return wire.RewardPreview(path=path, payment_path=f"{path}/payment", expires_at=until)

    def find(self, site_id: UUID, code: str) -> RewardCampaign:
        """Return a reward campaign of a site, which need not be approved.

        Raises:
            Refused: `P-NOTFOUND`, also for campaigns of miles.
        """
        found = self._database.read(lambda conn: self._offer(conn, site_id, code))
        if found is None:
            raise Refused(Problem.NOT_FOUND)
        return found

    def open(self, ticket: str) -> RewardCampaign | None:
        """Return the campaign that an address names; None if it is not one of ours, or too old."""
        try:
            raw = base64.urlsafe_b64decode(ticket + "=" * (-len(ticket) % 4))
        except (ValueError, binascii.Error):
            return None
        signature, content = raw[:32], raw[32:]
        if not hmac.compare_digest(signature, self._vault.signature(_PURPOSE + content)):
            return None
        named = codec.decode_json(content, _Ticket)
        if named.until <= self._clock():
            return None
        return self._database.read(lambda conn: self._offer(conn, UUID(named.site_id), named.campaign_id))

    def _offer(self, conn: Connection, site_id: UUID, code: str) -> RewardCampaign | None:
        return reward_of_site(conn, self._vault, site_id, code, day_of(self._now()))
