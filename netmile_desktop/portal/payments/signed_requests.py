"""Recognition of shops by their signed requests.

A signature holds for `WINDOW` before and after its time. Within it a request ID names one request: sent again as it
was, a request is answered again, which is safe with every operation; with other content it is refused.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select

from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import NETMILE
from netmile_desktop.portal.http.call import Caller, Role
from netmile_desktop.portal.payments.signing import Signature, SignedParts, read_header, signature_of
from netmile_desktop.portal.tables import payment_key, payment_request, payment_site

WINDOW = timedelta(minutes=5)
"""Largest difference between a signature's time and the portal's clock."""


class SignedRequests:
    """Shops, known by the keys with which they sign. Goes by the machine's clock, which never jumps."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def read(self, header: str) -> Signature:
        """Return what a header says, before the body is received.

        Raises:
            Refused: `P-SIGNATURE` if the header has another form, `P-TIME` if its time is too far from ours.
        """
        signature = read_header(header)
        if signature is None:
            raise Refused(Problem.SIGNATURE)
        now = self._clock()
        if abs(signature.time - now.timestamp()) > WINDOW.total_seconds():
            raise Refused(Problem.TIME, f"the portal's time is {int(now.timestamp())}")
        return signature

    def recognise(self, signature: Signature, parts: SignedParts) -> Caller:
        """Return the shop that signed a request.

        Raises:
            Refused: `P-SIGNATURE`, alike for an unknown or revoked key, a closed shop and a wrong signature; `P-REPLAY`
                if the ID was used for another request.
        """
        row = self._database.read(lambda conn: _key(conn, signature.key_id))
        if row is None:
            raise Refused(Problem.SIGNATURE)
        secret = self._vault.open_payment_key(row.secret_sealed)
        made = signature_of(secret, parts, signature.time, signature.request_id)
        if not hmac.compare_digest(made, signature.signature):
            raise Refused(Problem.SIGNATURE)
        self._database.write(lambda conn: self._use(conn, row, signature))
        return Caller(NETMILE, row.key_id, row.name, Role.PAYMENT_SITE, row.site_id, b"")

    def _use(self, conn: Connection, row: Row[Any], signature: Signature) -> None:
        """Keep the request's ID until its signature is no longer accepted, and forget those that are not."""
        own = payment_request.c.site_id == row.site_id
        conn.execute(delete(payment_request).where(own, payment_request.c.kept_until < self._clock()))
        given = bytes.fromhex(signature.signature)
        until = datetime.fromtimestamp(signature.time, UTC) + 2 * WINDOW
        first = self._database.insert(payment_request).values(
            site_id=row.site_id, id=signature.request_id, signature=given, kept_until=until
        )
        conn.execute(first.on_conflict_do_nothing())
        kept = select(payment_request.c.signature).where(own, payment_request.c.id == signature.request_id)
        if conn.execute(kept).scalar_one() != given:
            raise Refused(Problem.REPLAY)


def _key(conn: Connection, key_id: str) -> Row[Any] | None:
    valid: Select[Any] = (
        select(
            payment_key.c.site_id, payment_key.c.id.label("key_id"), payment_key.c.secret_sealed, payment_site.c.name
        )
        .join(payment_site, payment_site.c.id == payment_key.c.site_id)
        .where(payment_key.c.id == key_id, payment_key.c.revoked_at.is_(None), payment_site.c.status == "active")
    )
    return conn.execute(valid).first()
