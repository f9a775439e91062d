"""Rows of an accepted file, waiting to be judged and later kept for the two lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, select

from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.issuances import is_key
from netmile_desktop.domain.rows import Row
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.ids import new_ids
from netmile_desktop.portal.tables import batch_body, batch_row
from netmile_desktop.portal.vault import Vault, seal, unseal

Cells = tuple[str, str, str]
"""Address, key and miles as they were sent."""

_STAGED = ("site_id", "batch_id", "line", "email_digest", "member_key", "miles", "issue_id", "verdict")


class Staging:
    """Keeps rows so that judging needs no address in the clear: digests for the look-up, cells under the batch's key."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def stage(
        self, conn: Connection, site_id: UUID, batch_id: UUID, rows: Sequence[Row], codes: Sequence[Code | None]
    ) -> bytes:
        """Store rows with the identity their issue will have; returns the batch's wrapped data key."""
        data_key, wrapped = self._vault.new_data_key()
        cells = [(row.address, row.key, row.miles) for row in rows]
        body = {"site_id": site_id, "batch_id": batch_id, "sealed": seal(data_key, msgspec.msgpack.encode(cells))}
        conn.execute(batch_body.insert().values(body))
        columns = [batch_row.c[name] for name in _STAGED]
        self._database.bulk_insert(conn, columns, self._staged(site_id, batch_id, rows, codes))
        return wrapped

    def _staged(
        self, site_id: UUID, batch_id: UUID, rows: Sequence[Row], codes: Sequence[Code | None]
    ) -> Iterator[tuple[object, ...]]:
        digest = self._vault.digest
        ids = new_ids(len(rows))
        for line, (row, code, issue_id) in enumerate(zip(rows, codes, ids, strict=True), 1):
            if code is None:
                yield site_id, batch_id, line, digest(row.address), row.key, int(row.miles), issue_id, None
            else:
                found_by, key = self._found_by(row, code)
                yield site_id, batch_id, line, found_by, key, None, issue_id, int(code)

    def _found_by(self, row: Row, code: Code) -> tuple[bytes | None, str | None]:
        """By what a row that was refused on arrival is found again: whichever cell is well-formed."""
        address = None if code is Code.ADDRESS else self._vault.digest(row.address)
        return address, row.key if is_key(row.key) else None

    def cells(self, conn: Connection, site_id: UUID, batch_id: UUID, wrapped: bytes) -> list[Cells]:
        """Every row's cells in file order."""
        own = select(batch_body.c.sealed).where(batch_body.c.site_id == site_id, batch_body.c.batch_id == batch_id)
        sealed = conn.execute(own).scalar_one()
        return msgspec.msgpack.decode(unseal(self._vault.unwrapped(wrapped), sealed), type=list[Cells])

    def destroy(self, conn: Connection, site_id: UUID, batch_id: UUID) -> None:
        """Delete what was staged. The caller destroys the wrapped key in the same transaction."""
        for each in (batch_body, batch_row):
            conn.execute(delete(each).where(each.c.site_id == site_id, each.c.batch_id == batch_id))
