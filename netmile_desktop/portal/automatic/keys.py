"""The keys under which a merchant encrypts parameters: at most two are valid at a time, so that they can be rotated."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, Select, insert, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.wire import AutomaticKeyState
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.vault import KEY_BYTES, Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.tables import automatic_key, site, user_account

VALID_AT_MOST = 2
"""Keys of a site that are valid at the same time."""

SHOWN_AGAIN = timedelta(minutes=10)
"""Time during which the same request is told the same secret again, in case the first answer was lost."""

_maker, _revoker = user_account.alias("maker"), user_account.alias("revoker")

_KEYS = (
    select(automatic_key, _maker.c.name.label("maker"), _revoker.c.name.label("revoker"))
    .join(_maker, _maker.c.id == automatic_key.c.made_by, isouter=True)
    .join(_revoker, _revoker.c.id == automatic_key.c.revoked_by, isouter=True)
)


class MerchantKeys:
    """The management of keys by a merchant's staff."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def look(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.AutomaticKeys:
        """Return the keys of the site, the newest first, without their secrets."""

        def read(conn: Connection) -> wire.AutomaticKeys:
            code = conn.execute(select(site.c.code).where(site.c.id == call.site_id)).scalar_one()
            keys = [_key(row) for row in conn.execute(_of(call.site_id))]
            return wire.AutomaticKeys(keys=keys, merchant_id=code, valid_at_most=VALID_AT_MOST)

        return self._database.read(read)

    def make(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.NewAutomaticKey:
        """Make a key.

        Raises:
            Refused: `P-STATE` if two are valid already; as `_told_again`.
        """

        def work(conn: Connection) -> wire.NewAutomaticKey:
            known = self._told_again(conn, call, "make")
            if known is not None:
                return known
            if len(_valid(conn, call.site_id)) >= VALID_AT_MOST:
                raise Refused(Problem.STATE)
            return self._made(conn, call, "make", Act.KEY_MADE)

        return self._database.write(work)

    def rotate(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.NewAutomaticKey:
        """Make a key, keep the newest valid one beside it and revoke any older.

        Raises:
            Refused: `P-STATE` if none is valid; as `_told_again`.
        """

        def work(conn: Connection) -> wire.NewAutomaticKey:
            known = self._told_again(conn, call, "rotate")
            if known is not None:
                return known
            valid = _valid(conn, call.site_id)
            if not valid:
                raise Refused(Problem.STATE)
            for row in valid[VALID_AT_MOST - 1 :]:
                self._revoke(conn, call, row.key_id)
            return self._made(conn, call, "rotate", Act.KEY_ROTATED)

        return self._database.write(work)

    def revoke(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.AutomaticKey:
        """Accept nothing under a key any more and destroy its secret; repeating it changes nothing.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        key_id = call.path["key_id"]

        def work(conn: Connection) -> wire.AutomaticKey:
            row = conn.execute(_of(call.site_id).where(automatic_key.c.key_id == key_id)).first()
            if row is None:
                raise Refused(Problem.NOT_FOUND)
            if row.revoked_at is None:
                self._revoke(conn, call, key_id)
            return _key(conn.execute(_of(call.site_id).where(automatic_key.c.key_id == key_id)).one())

        answer = self._database.write(work)
        self._database.forget_freed_pages()
        return answer

    def _told_again(
        self, conn: Connection, call: Call[wire.Nothing, wire.Nothing], kind: str
    ) -> wire.NewAutomaticKey | None:
        """Return the key that the same request made just before; the answer may have been lost.

        Raises:
            Refused: `P-IDEM` if the request was of another kind; `P-STATE` if the key was used or some time has passed.
        """
        conn.execute(select(site.c.id).where(site.c.id == call.site_id).with_for_update())  # one at a time
        asked = {other: f"{other}:{call.key}" for other in ("make", "rotate")}
        made = automatic_key.c.made_under.in_(list(asked.values()))
        row = conn.execute(_of(call.site_id).where(made)).first()
        if row is None:
            return None
        if row.made_under != asked[kind]:
            raise Refused(Problem.IDEMPOTENCY)
        if row.secret_sealed is None or row.used_at is not None or self._clock() - row.made_at > SHOWN_AGAIN:
            raise Refused(Problem.STATE)
        return self._new(row)

    def _made(
        self, conn: Connection, call: Call[wire.Nothing, wire.Nothing], kind: str, act: Act
    ) -> wire.NewAutomaticKey:
        key_id, now, user = secrets.token_hex(6), self._clock(), call.caller.user_id
        conn.execute(
            insert(automatic_key).values(
                site_id=call.site_id,
                key_id=key_id,
                secret_sealed=self._vault.seal_secret(os.urandom(KEY_BYTES)),
                made_under=f"{kind}:{call.key}",
                made_at=now,
                made_by=user,
            )
        )
        record(conn, now, call.site_id, user, act, key_id)
        return self._new(conn.execute(_of(call.site_id).where(automatic_key.c.key_id == key_id)).one())

    def _new(self, row: Row[Any]) -> wire.NewAutomaticKey:
        secret = base64.urlsafe_b64encode(self._vault.open_secret(row.secret_sealed)).rstrip(b"=").decode()
        return wire.NewAutomaticKey(**msgspec.structs.asdict(_key(row)), secret=secret)

    def _revoke(self, conn: Connection, call: Call[wire.Nothing, wire.Nothing], key_id: str) -> None:
        now, user = self._clock(), call.caller.user_id
        own = update(automatic_key).where(automatic_key.c.site_id == call.site_id, automatic_key.c.key_id == key_id)
        conn.execute(own.values(revoked_at=now, revoked_by=user, secret_sealed=None))
        record(conn, now, call.site_id, user, Act.KEY_REVOKED, key_id)


def _of(site_id: UUID) -> Select[Any]:
    own = _KEYS.where(automatic_key.c.site_id == site_id)
    return own.order_by(automatic_key.c.made_at.desc(), automatic_key.c.key_id)


def _valid(conn: Connection, site_id: UUID) -> Sequence[Row[Any]]:
    """Return the valid keys of a site, the newest first."""
    return conn.execute(_of(site_id).where(automatic_key.c.revoked_at.is_(None))).all()


def _key(row: Row[Any]) -> wire.AutomaticKey:
    return wire.AutomaticKey(
        key_id=row.key_id,
        state=AutomaticKeyState.VALID if row.revoked_at is None else AutomaticKeyState.REVOKED,
        made_at=row.made_at,
        made_by=row.maker or "",
        last_used_at=row.used_at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoker or "",
    )
