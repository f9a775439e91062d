"""Rows of an accepted file, stored to be judged and later kept for the two lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, select

from netmile_desktop.domain import codec
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.rows.issuances import is_key
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.portal.access.vault import Vault, seal, unseal
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id_bytes
from netmile_desktop.portal.tables import batch_body, batch_row

Cells = tuple[str, str, str]
"""Address, key and miles as they were sent."""

_CELLS = attrgetter("address", "key", "miles")


@dataclass(frozen=True, slots=True)
class Ready:
    """Rows in the form in which they will be stored."""

    wrapped: bytes
    """The batch's wrapped data key."""
    sealed: bytes
    columns: Mapping[str, Sequence[object]]
    """Columns of `batch_row`, without those that name site and batch."""


class Staging:
    """Staged rows, which can be judged without addresses in the clear: digests, and cells under the batch's key."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def stage(
        self, conn: Connection, site_id: UUID, batch_id: UUID, rows: Sequence[Row], codes: Sequence[Code | None]
    ) -> bytes:
        """Store rows with the identities of their future issues; return the batch's wrapped data key."""
        ready = self.made_ready(rows, codes)
        self.store(conn, site_id, batch_id, ready)
        return ready.wrapped

    def made_ready(self, rows: Sequence[Row], codes: Sequence[Code | None]) -> Ready:
        """Return rows ready to store: the part of the work that needs no database."""
        data_key, wrapped = self._vault.new_data_key()
        cells = list(map(_CELLS, rows))
        sealed = seal(data_key, msgspec.msgpack.encode(cells))
        digest = self._vault.digest
        # A row refused at acceptance can be found again by each of its cells that is well-formed.
        columns: dict[str, Sequence[object]] = {
            "line": range(1, len(rows) + 1),
            "email_digest": [
                None if code is Code.ADDRESS else digest(row.address) for row, code in zip(rows, codes, strict=True)
            ],
            "member_key": [
                row.key if code is None or is_key(row.key) else None for row, code in zip(rows, codes, strict=True)
            ],
            "miles": [int(row.miles) if code is None else None for row, code in zip(rows, codes, strict=True)],
            "issue_id": new_id_bytes(len(rows)),
            "verdict": [None if code is None else int(code) for code in codes],
        }
        return Ready(wrapped, sealed, columns)

    def store(self, conn: Connection, site_id: UUID, batch_id: UUID, ready: Ready) -> None:
        """Write prepared rows as those of a batch."""
        body = {"site_id": site_id, "batch_id": batch_id, "sealed": ready.sealed}
        conn.execute(batch_body.insert().values(body))
        count = len(ready.columns["line"])
        columns = {"site_id": [site_id] * count, "batch_id": [batch_id] * count, **ready.columns}
        self._database.insert_columns(conn, {batch_row.c[name]: values for name, values in columns.items()})

    def cells(self, conn: Connection, site_id: UUID, batch_id: UUID, wrapped: bytes) -> list[Cells]:
        """Return every row's cells in file order."""
        own = select(batch_body.c.sealed).where(batch_body.c.site_id == site_id, batch_body.c.batch_id == batch_id)
        sealed = conn.execute(own).scalar_one()
        return codec.decode_msgpack(unseal(self._vault.unwrapped(wrapped), sealed), list[Cells])

    def destroy(self, conn: Connection, site_id: UUID, batch_id: UUID) -> None:
        """Delete the staged rows. The caller destroys the wrapped key in the same transaction."""
        for each in (batch_body, batch_row):
            conn.execute(delete(each).where(each.c.site_id == site_id, each.c.batch_id == batch_id))
