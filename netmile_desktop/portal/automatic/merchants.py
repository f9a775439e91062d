"""Who is named by a merchant ID, and the secret of a key; asked for every call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, text, update

from netmile_desktop.domain.calendar import Clock
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import Id, as_id, milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import automatic_key

USED_EVERY = timedelta(minutes=1)
"""How exactly the last use of a key is known; a note of every call would have all calls wait for one row."""

_SITE = text("SELECT id FROM site WHERE code = :code")
_STANDING = text("""
    SELECT site.status, automatic_key.secret_sealed, automatic_key.used_at FROM site LEFT JOIN automatic_key
        ON automatic_key.site_id = site.id AND automatic_key.key_id = :key_id AND automatic_key.revoked_at IS NULL
    WHERE site.id = :site
""").bindparams(bindparam("site", type_=Id))


@dataclass(frozen=True, slots=True)
class MerchantStanding:
    """How a merchant stands, and the key it names."""

    is_active: bool
    secret: bytes | None
    """None if there is no such key, or no longer."""
    used_at: int | None
    """When the key was used last, as stored."""


class Merchants:
    """Look-ups of merchants. Only IDs that exist are remembered, so strangers fill no memory."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._known: dict[str, UUID] = {}

    def is_known(self, code: str) -> bool:
        """Return whether `find` needs no look-up."""
        return code in self._known

    def find(self, code: str) -> UUID | None:
        """Return the site with a merchant ID, or None."""
        if code not in self._known:
            found = self._database.ask(_SITE, {"code": code})
            if not found:
                return None
            self._known[code] = as_id(found[0][0])
        return self._known[code]

    def standing(self, site_id: UUID, key_id: str) -> MerchantStanding:
        """Return how the merchant stands now, with the secret of one of its valid keys."""
        [(status, sealed, used_at)] = self._database.ask(_STANDING, {"site": site_id, "key_id": key_id})
        secret = None if sealed is None else self._vault.open_secret(bytes(sealed))
        return MerchantStanding(status == "active", secret, used_at)

    def note_use(self, site_id: UUID, key_id: str, standing: MerchantStanding) -> None:
        """Store that a key is in use, unless that was done within the minute."""
        now: datetime = self._clock()
        if standing.used_at is not None and milliseconds(now - USED_EVERY) < standing.used_at <= milliseconds(now):
            return
        own = (automatic_key.c.site_id == site_id) & (automatic_key.c.key_id == key_id)
        self._database.write(lambda conn: conn.execute(update(automatic_key).where(own).values(used_at=now)))
