"""The log of refused calls, written: one entry for each unique ID, however often it is refused.

Address, 指定キー and miles are sealed under a data key of the entry's own. They are shredded once nobody needs them: when
the call is issued after all, when a manual batch that has it was accepted, or when the merchant says so.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Connection, case, update

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.codes import AutomaticCause
from netmile_desktop.domain.rows.issuances import is_key
from netmile_desktop.portal.access.vault import Vault, seal, unseal
from netmile_desktop.portal.automatic.outcomes import Refusal
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.issuing.staging import Cells
from netmile_desktop.portal.tables import SHREDDED, automatic_error

_SAID = (
    *("day", "at", "code", "cause", "key_id", "campaign_code", "sent_at", "member_key", "email_digest", "miles"),
    *("key_wrapped", "sealed", "deleted_at", "deleted_by"),
)
"""Columns that a later refusal of the same call says anew."""


def slot_of(unique_id: str) -> str:
    """Return the slot of the calls under a unique ID."""
    return f"id:{unique_id}"


class ErrorLog:
    """The entries of all sites, written in the transaction that refuses or issues."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def note(
        self,
        conn: Connection,
        site_id: UUID,
        now: datetime,
        refusal: Refusal,
        key_id: str,
        parameter: wire.AutomaticParameter | None,
    ) -> None:
        """Add a refused call; a call that is repeated, or is as unreadable as others of the day, adds to its entry."""
        added = self._database.insert(automatic_error).values(self.entry(site_id, now, refusal, key_id, parameter))
        # What a clerk has taken stays as the clerk took it, and what was issued stays solved.
        is_free: ColumnElement[bool] = automatic_error.c.taken_by.is_(None) & automatic_error.c.solved_at.is_(None)
        again: dict[str, Any] = {
            name: case((is_free, added.excluded[name]), else_=automatic_error.c[name]) for name in _SAID
        }
        again["times"] = automatic_error.c.times + 1
        conn.execute(added.on_conflict_do_update(index_elements=["site_id", "slot"], set_=again))

    def entry(
        self, site_id: UUID, now: datetime, refusal: Refusal, key_id: str, parameter: wire.AutomaticParameter | None
    ) -> dict[str, object]:
        """Return the columns of the entry that a refused call makes if it is the first of its kind."""
        today = day_of(now)
        return {
            "site_id": site_id,
            "id": new_id(),
            "slot": _slot(today, refusal, parameter),
            "first_at": now,
            "times": 1,
            "unique_id": parameter.unique_id if parameter else "",
            "day": today,
            "at": now,
            "code": int(refusal.code),
            "cause": refusal.cause.value if refusal.cause else "",
            "key_id": key_id,
            "deleted_at": None,
            "deleted_by": None,
            **self._content(parameter),
        }

    def solve(self, conn: Connection, site_id: UUID, unique_id: str, now: datetime) -> None:
        """Mark the entry of a call that is issued now, and shred its data."""
        own = (automatic_error.c.site_id == site_id) & (automatic_error.c.slot == slot_of(unique_id))
        conn.execute(update(automatic_error).where(own).values(solved_at=now, **SHREDDED))

    def cells(self, wrapped: bytes, sealed: bytes) -> Cells:
        """Return address, 指定キー and miles of an entry as they were sent."""
        address, key, miles = codec.decode_msgpack(unseal(self._vault.unwrapped(wrapped), sealed), list[str])
        return address, key, miles

    def sealed(self, address: str, key: str, miles: int) -> dict[str, object]:
        """Return the columns that hold the personal data of an entry."""
        data_key, wrapped = self._vault.new_data_key()
        return {
            "email_digest": self._vault.digest(address),
            "member_key": key if is_key(key) else None,
            "miles": miles,
            "key_wrapped": wrapped,
            "sealed": seal(data_key, msgspec.msgpack.encode((address, key, str(miles)))),
        }

    def _content(self, parameter: wire.AutomaticParameter | None) -> dict[str, object]:
        if parameter is None:
            return {"campaign_code": "", "sent_at": None, **dict.fromkeys(SHREDDED)}
        return {
            "campaign_code": parameter.campaign_id,
            "sent_at": datetime.fromtimestamp(parameter.time, UTC),
            **self.sealed(parameter.address, parameter.key, parameter.miles),
        }


def _slot(today: date, refusal: Refusal, parameter: wire.AutomaticParameter | None) -> str:
    """Return what makes calls one entry.

    Other content under an issued unique ID is an entry beside that of the issued call. What cannot be read is counted by
    day and cause, so that it fills no table.
    """
    if parameter is None:
        return f"day:{today:%Y%m%d}:{refusal.cause}"
    if refusal.cause is AutomaticCause.REUSED:
        return f"reused:{parameter.unique_id}"
    return slot_of(parameter.unique_id)
