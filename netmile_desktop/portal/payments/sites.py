"""Shops of the payment service and their keys, kept by NetMile's staff."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.idempotency import once
from netmile_desktop.portal.payments.origins import registered_origin
from netmile_desktop.portal.tables import payment_key, payment_site

VALID_KEYS = 2
"""Keys of a shop that can be valid at a time: the one in use, and the one that follows it."""

_SECRET_BYTES = 32
_KEY_ID_BYTES = 6


class Shops:
    """What NetMile's staff do about shops."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def all(self, _call: Call[wire.Nothing, wire.Nothing]) -> wire.PaymentSites:
        """Return all shops with their keys, without secrets."""

        def look(conn: Connection) -> wire.PaymentSites:
            rows = conn.execute(select(payment_site).order_by(payment_site.c.code)).all()
            return wire.PaymentSites(sites=[_told(conn, row) for row in rows])

        return self._database.read(look)

    def add(self, call: Call[wire.Nothing, wire.NewPaymentSite]) -> wire.PaymentSite:
        """Add a shop.

        Raises:
            Refused: `P-STATE` if there is one with this code, `P-RETURN` for an origin that is none.
        """
        return self._database.write(
            lambda conn: once(conn, call, self._clock(), wire.PaymentSite, lambda: self._add(conn, call))
        )

    def change(self, call: Call[wire.Nothing, wire.PaymentSiteChange]) -> wire.PaymentSite:
        """Change a shop's name, origins or status; they apply at once.

        Raises:
            Refused: `P-NOTFOUND`; `P-RETURN` for an origin that is none.
        """
        asked = call.body

        def work(conn: Connection) -> wire.PaymentSite:
            row = _found(conn, asked.code)
            given: dict[str, object] = {}
            if asked.name is not wire.UNSET:
                given["name"] = asked.name
            if asked.status is not wire.UNSET:
                given["status"] = asked.status
            if asked.origins is not wire.UNSET:
                given["origins"] = _kept(asked.origins)
            changes = {name: value for name, value in given.items() if getattr(row, name) != value}
            if changes:
                conn.execute(update(payment_site).where(payment_site.c.id == row.id).values(**changes))
                self._record(conn, call, row.id, Act.PAYMENT_SITE_CHANGED, asked.code, " ".join(changes))
            return _told(conn, _found(conn, asked.code))

        return self._database.write(work)

    def make_key(self, call: Call[wire.Nothing, wire.PaymentKeyOrder]) -> wire.NewPaymentKey:
        """Make another key of a shop and tell its secret, this once.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if `VALID_KEYS` are valid.
        """

        def work(conn: Connection) -> wire.NewPaymentKey:
            row = _found(conn, call.body.code)
            if sum(key.revoked_at is None for key in _keys(conn, row.id)) >= VALID_KEYS:
                raise Refused(Problem.STATE, "two keys are valid: revoke one first")
            key_id, secret = secrets.token_hex(_KEY_ID_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
            put_key(conn, self._vault, row.id, key_id, secret, self._clock())
            self._record(conn, call, row.id, Act.PAYMENT_KEY_MADE, row.code, key_id)
            return wire.NewPaymentKey(code=row.code, key_id=key_id, secret=secret)

        return self._database.write(work)

    def revoke_key(self, call: Call[wire.Nothing, wire.PaymentKeyRevocation]) -> wire.PaymentSite:
        """End a key at once.

        Raises:
            Refused: `P-NOTFOUND` if there is no such shop or key.
        """

        def work(conn: Connection) -> wire.PaymentSite:
            row = _found(conn, call.body.code)
            key = next((each for each in _keys(conn, row.id) if each.id == call.body.key_id), None)
            if key is None:
                raise Refused(Problem.NOT_FOUND)
            if key.revoked_at is None:
                own = (payment_key.c.site_id == row.id) & (payment_key.c.id == key.id)
                conn.execute(update(payment_key).where(own).values(revoked_at=self._clock()))
                self._record(conn, call, row.id, Act.PAYMENT_KEY_REVOKED, row.code, key.id)
            return _told(conn, row)

        return self._database.write(work)

    def _add(self, conn: Connection, call: Call[wire.Nothing, wire.NewPaymentSite]) -> wire.PaymentSite:
        asked, id_, now = call.body, new_id(), self._clock()
        if conn.execute(select(payment_site.c.id).where(payment_site.c.code == asked.code)).first():
            raise Refused(Problem.STATE, "there is a shop with this code")
        put_site(conn, id_, asked.code, asked.name, _kept(asked.origins), now)
        self._record(conn, call, id_, Act.PAYMENT_SITE_ADDED, asked.code)
        return _told(conn, _found(conn, asked.code))

    def _record(
        self, conn: Connection, call: Call[Any, Any], owner: UUID, act: Act, target: str, detail: str = ""
    ) -> None:
        record(conn, self._clock(), owner, call.caller.user_id, act, target, detail)


def put_site(conn: Connection, id_: UUID, code: str, name: str, origins: str, at: Any) -> None:
    """Store a new shop; `origins` are one a line."""
    row = {"id": id_, "code": code, "name": name, "origins": origins, "status": "active", "created_at": at}
    conn.execute(insert(payment_site).values(row))


def put_key(conn: Connection, vault: Vault, owner: UUID, key_id: str, secret: str, at: Any) -> None:
    """Store a new key of a shop, sealed."""
    sealed = vault.seal_payment_key(secret)
    conn.execute(insert(payment_key).values(site_id=owner, id=key_id, secret_sealed=sealed, created_at=at))


def newest_key(conn: Connection, vault: Vault, owner: UUID) -> tuple[str, str] | None:
    """Return ID and secret of a shop's newest valid key, with which results are signed; None if none is valid."""
    key = next((each for each in _keys(conn, owner) if each.revoked_at is None), None)
    return None if key is None else (key.id, vault.open_payment_key(key.secret_sealed))


def _found(conn: Connection, code: str) -> Row[Any]:
    """Return a shop, locked, so that its keys are made one after the other."""
    own = select(payment_site).where(payment_site.c.code == code).with_for_update(key_share=True)
    row = conn.execute(own).first()
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row


def _keys(conn: Connection, owner: UUID) -> Sequence[Row[Any]]:
    own = select(payment_key).where(payment_key.c.site_id == owner)
    return conn.execute(own.order_by(payment_key.c.created_at.desc(), payment_key.c.id)).all()


def _told(conn: Connection, row: Row[Any]) -> wire.PaymentSite:
    return wire.PaymentSite(
        code=row.code,
        name=row.name,
        status=row.status,
        origins=row.origins.split("\n"),
        keys=[
            wire.PaymentSiteKey(key_id=key.id, created_at=key.created_at, revoked_at=key.revoked_at)
            for key in _keys(conn, row.id)
        ],
    )


def _kept(origins: Sequence[str]) -> str:
    """Return origins as they are stored.

    Raises:
        Refused: `P-RETURN` if one is none.
    """
    kept = []
    for text in origins:
        origin = registered_origin(text)
        if origin is None:
            raise Refused(Problem.RETURN, text)
        kept.append(origin)
    return "\n".join(dict.fromkeys(kept))
