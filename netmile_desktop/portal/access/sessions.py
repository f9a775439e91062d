"""Sign-in and sign-out (guide L44-46). Sessions and lock-outs use the machine's own clock, which never jumps."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.sign_in_rules import is_password
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.lockout import count_failure, forget_failures, locked_until, throttle_key
from netmile_desktop.portal.access.passwords import Passwords
from netmile_desktop.portal.access.sites import Sites
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import NETMILE
from netmile_desktop.portal.http.call import Call, Caller, Role
from netmile_desktop.portal.tables import session, site, user_account

IDLE = timedelta(minutes=30)
"""Time without use after which a session ends."""

ABSOLUTE = timedelta(hours=12)
"""Longest lifetime of a session."""

_NOTICED_EVERY = timedelta(seconds=10)
"""Shortest interval between writes of a session's last use, so that not every poll is a write."""

_TOKEN_BYTES = 32

_USERS = (
    select(user_account)
    .join(site, site.c.id == user_account.c.site_id, isouter=True)
    .where(user_account.c.status == "active", (site.c.status == "active") | user_account.c.site_id.is_(None))
)


class Sessions:
    """The sessions of signed-in users: start, recognition and end."""

    def __init__(self, database: Database, passwords: Passwords, sites: Sites, clock: Clock) -> None:
        self._database = database
        self._passwords = passwords
        self._sites = sites
        self._clock = clock

    def sign_in(self, call: Call[wire.Nothing, wire.SignIn]) -> wire.Session:
        """Start a session.

        Raises:
            Refused: `P-AUTH` for unknown IDs and wrong passwords alike, `P-LOCK` after too many of these.
        """
        now, login, password = self._clock(), call.body.login, call.body.password
        user = self._database.read(lambda conn: _user_unless_locked(conn, login, now))
        if not self._passwords.matches(user.password_hash if user else None, password) or user is None:
            self._database.write(lambda conn: self._note_failure(conn, login, now))
            raise Refused(Problem.AUTH)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        caller = _caller(user, _digest(token))
        new_hash = self._passwords.hashed(password) if self._passwords.is_outdated(user.password_hash) else None
        verified = user.password_hash
        if not self._database.write(lambda conn: _open(conn, caller, now, verified, new_hash)):
            # The password was changed meanwhile, or another sign-in renewed its hash: check the password again.
            return self.sign_in(call)
        return self._answer(caller, now + IDLE, now + ABSOLUTE, token)

    def current(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.Session:
        """Return the session of the call."""
        own = select(session).where(session.c.token_sha256 == call.caller.token_sha256)
        row = self._database.read(lambda conn: conn.execute(own).one())
        return self._answer(call.caller, row.idle_until, row.absolute_until)

    def sign_out(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.Nothing:
        """End the session at once."""
        now, caller = self._clock(), call.caller

        def end(conn: Connection) -> None:
            own = update(session).where(session.c.token_sha256 == caller.token_sha256)
            conn.execute(own.values(revoked_at=now))
            record(conn, now, caller.site_id, caller.user_id, Act.SIGNED_OUT, "")

        self._database.write(end)
        return wire.Nothing()

    def change_password(self, call: Call[wire.Nothing, wire.PasswordChange]) -> wire.Nothing:
        """Set another password (guide L707). It applies at once; all other sessions of the user end.

        Raises:
            Refused: `P-PASSWORD` if the new password is too simple or equals the present one; `P-AUTH` if the present
                one is wrong, which counts as a failed sign-in; `P-LOCK` after too many failures.
        """
        now, caller, asked = self._clock(), call.caller, call.body
        user = self._database.read(lambda conn: _user_unless_locked(conn, caller.login, now))
        if user is None or not self._passwords.matches(user.password_hash, asked.current):
            self._database.write(lambda conn: self._note_failure(conn, caller.login, now))
            raise Refused(Problem.AUTH)
        if asked.new == asked.current or not is_password(asked.new):
            raise Refused(Problem.PASSWORD)
        hashed = self._passwords.hashed(asked.new)

        def change(conn: Connection) -> None:
            own = update(user_account).where(user_account.c.id == caller.user_id)
            conn.execute(own.values(password_hash=hashed, password_changed_at=now))
            others = update(session).where(
                session.c.user_id == caller.user_id,
                session.c.token_sha256 != caller.token_sha256,
                session.c.revoked_at.is_(None),
            )
            conn.execute(others.values(revoked_at=now))
            forget_failures(conn, throttle_key(caller.login))
            record(conn, now, caller.site_id, caller.user_id, Act.PASSWORD_SET, str(caller.user_id))

        self._database.write(change)
        return wire.Nothing()

    def recognise(self, token: str) -> Caller:
        """Return the caller to whom a token belongs. Each recognised call keeps the session from expiring.

        Raises:
            Refused: `P-SESSION` if the token is unknown, or its session has ended or expired.
        """
        now, digest = self._clock(), _digest(token)
        live = _USERS.join(session, session.c.user_id == user_account.c.id).where(
            session.c.token_sha256 == digest,
            session.c.revoked_at.is_(None),
            session.c.idle_until > now,
            session.c.absolute_until > now,
        )
        live = live.add_columns(session.c.idle_until, session.c.absolute_until)
        row = self._database.read(lambda conn: conn.execute(live).first())
        if row is None:
            raise Refused(Problem.SESSION)
        idle_until = min(now + IDLE, row.absolute_until)
        if idle_until - row.idle_until > _NOTICED_EVERY:
            used = update(session).where(session.c.token_sha256 == digest).values(idle_until=idle_until)
            self._database.write(lambda conn: conn.execute(used))
        return _caller(row, digest)

    def _answer(self, caller: Caller, idle_until: datetime, absolute_until: datetime, token: str = "") -> wire.Session:
        return wire.Session(
            token=token,
            user=wire.User(id=str(caller.user_id), login=caller.login, name=caller.name, role=caller.role),
            site=self._sites.of(caller.site_id) if caller.role is Role.MERCHANT else None,
            idle_until=idle_until,
            absolute_until=absolute_until,
        )

    def _note_failure(self, conn: Connection, login: str, now: datetime) -> None:
        key = throttle_key(login)
        count_failure(conn, self._database, key, now)
        record(conn, now, NETMILE, None, Act.SIGN_IN_FAILED, key.hex()[:16])


def _user_unless_locked(conn: Connection, login: str, now: datetime) -> Row[Any] | None:
    until = locked_until(conn, throttle_key(login), now)
    if until is not None:
        raise Refused(Problem.LOCK, retry_at=until)
    return conn.execute(_USERS.where(user_account.c.login == login)).first()


def _open(conn: Connection, caller: Caller, now: datetime, verified: str, new_hash: str | None) -> bool:
    """Start a session; return False if the stored hash is no longer the one that was verified."""
    stored = select(user_account.c.password_hash).where(user_account.c.id == caller.user_id).with_for_update()
    if conn.execute(stored).scalar_one() != verified:
        return False
    forget_failures(conn, throttle_key(caller.login))
    if new_hash is not None:
        conn.execute(update(user_account).where(user_account.c.id == caller.user_id).values(password_hash=new_hash))
    conn.execute(
        insert(session).values(
            token_sha256=caller.token_sha256,
            user_id=caller.user_id,
            created_at=now,
            idle_until=now + IDLE,
            absolute_until=now + ABSOLUTE,
        )
    )
    record(conn, now, caller.site_id, caller.user_id, Act.SIGNED_IN, "")
    return True


def _caller(user: Row[Any], token_sha256: bytes) -> Caller:
    return Caller(user.id, user.login, user.name, Role(user.role), user.site_id or NETMILE, token_sha256)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
