"""登録情報確認/変更 (guide L715-734): a site's record, read and changed by its staff, or set by NetMile's staff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, select, update

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.site_details import DetailFault, DetailField, SiteDetails, changed, faults, trimmed
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.sites import rate_on
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.tables import site, site_record, user_account


class SiteRecords:
    """Records of sites. The name is stored with the site; the rest may be personal data and is sealed.

    A change has no idempotency key, because the answer kept under it would be in clear: repeated with the same
    details, a change does nothing.
    """

    def __init__(self, database: Database, vault: Vault, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._now = business_clock

    def look(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.SiteRecord:
        """Return the site's own record."""
        return self._database.read(lambda conn: self._record(conn, call.site_id))

    def change(self, call: Call[wire.Nothing, wire.SiteDetailsChange]) -> wire.SiteRecord:
        """Register other details; they apply at once.

        Raises:
            Refused: `P-FORM`, which names the faulty fields; `P-VERSION` if the record was changed since that version.
        """
        details = trimmed(call.body.details)
        if found := faults(details):
            raise Refused(Problem.FORM, ",".join(fault.field for fault in found))

        def work(conn: Connection) -> wire.SiteRecord:
            _hold(conn, call.site_id)
            before = self._record(conn, call.site_id)
            if details != before.details:
                if call.body.version != before.version:
                    raise Refused(Problem.VERSION)
                self._write(conn, call.site_id, before, details, call.caller.user_id)
            return self._record(conn, call.site_id)

        return self._database.write(work)

    def set_texts(self, code: str, texts: Mapping[DetailField, str]) -> list[DetailFault] | None:
        """Set some details of a site, on behalf of NetMile; return their faults, or None if there is no such site.

        Nothing is written if there is a fault. Details that are not given stay, even missing ones.
        """

        def work(conn: Connection) -> list[DetailFault] | None:
            id_: UUID | None = conn.execute(select(site.c.id).where(site.c.code == code)).scalar()
            if id_ is None:
                return None
            _hold(conn, id_)
            before = self._record(conn, id_)
            given = {field.value: text for field, text in texts.items()}
            details = trimmed(msgspec.structs.replace(before.details, **given))
            found = [fault for fault in faults(details) if fault.field in texts]
            if not found and details != before.details:
                self._write(conn, id_, before, details, None)
            return found

        return self._database.write(work)

    def _record(self, conn: Connection, site_id: UUID) -> wire.SiteRecord:
        row = _joined(conn, site_id)
        details = SiteDetails(site_name=row.name)
        if row.sealed is not None:
            kept = codec.decode_json(self._vault.open_details(row.sealed), SiteDetails)
            details = msgspec.structs.replace(kept, site_name=row.name)
        return wire.SiteRecord(
            code=row.code,
            details=details,
            yen_per_1000_miles=rate_on(conn, site_id, day_of(self._now())),
            version=row.version or 0,
            changed_at=row.changed_at,
            changed_by=row.changed_by or "",
        )

    def _write(
        self, conn: Connection, site_id: UUID, before: wire.SiteRecord, details: SiteDetails, actor: UUID | None
    ) -> None:
        now = self._clock()
        conn.execute(update(site).where(site.c.id == site_id).values(name=details.site_name))
        put_record(conn, self._database, self._vault, site_id, details, before.version + 1, now, actor)
        # The field names only: the audit trail holds no personal data.
        record(conn, now, site_id, actor, Act.SITE_CHANGED, before.code, " ".join(changed(before.details, details)))


def put_record(
    conn: Connection,
    database: Database,
    vault: Vault,
    site_id: UUID,
    details: SiteDetails,
    version: int,
    at: datetime,
    actor: UUID | None,
) -> None:
    """Store the details of a site, replacing any earlier ones."""
    row = {
        "version": version,
        "sealed": vault.seal_details(msgspec.json.encode(details)),
        "changed_at": at,
        "changed_by": actor,
    }
    put = database.insert(site_record).values(site_id=site_id, **row)
    conn.execute(put.on_conflict_do_update(index_elements=["site_id"], set_=row))


def _hold(conn: Connection, site_id: UUID) -> None:
    """Lock the record against other changes until this transaction ends."""
    conn.execute(select(site.c.id).where(site.c.id == site_id).with_for_update(key_share=True))


def _joined(conn: Connection, site_id: UUID) -> Row[Any]:
    of_record = (site_record.c.version, site_record.c.sealed, site_record.c.changed_at)
    columns: list[ColumnElement[Any]] = [site.c.code, site.c.name, *of_record, user_account.c.name.label("changed_by")]
    tables = site.outerjoin(site_record, site_record.c.site_id == site.c.id)
    tables = tables.outerjoin(user_account, user_account.c.id == site_record.c.changed_by)
    return conn.execute(select(*columns).select_from(tables).where(site.c.id == site_id)).one()
