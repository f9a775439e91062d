"""Sites, their rates and their users, kept from a terminal by those who run the portal.

It works on the database directly, because the first operator cannot sign in to create itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.sign_in_rules import LOGIN_LENGTHS, PASSWORD_LENGTHS, is_login, is_password
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.passwords import Passwords
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import NETMILE, new_id
from netmile_desktop.portal.http.call import Role
from netmile_desktop.portal.issues.cancel_reasons import LONGEST_REASON, MOST_REASONS, offer_of, offers, set_offers
from netmile_desktop.portal.tables import contract_rate, session, site, user_account

_MOST_YEN = 1_000_000
"""Yen for 1,000 miles; bills of the largest month can still be summed up."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Declined(Exception):
    """A refused command, with a line for the terminal."""


class Enrolment:
    """Sites, rates, users and cancellation reasons in a portal's database."""

    def __init__(self, database: Database, passwords: Passwords, clock: Clock) -> None:
        self._database = database
        self._passwords = passwords
        self._clock = clock

    def add_site(self, code: str, name: str, yen_per_1000_miles: int) -> None:
        """Add a site with a rate that applies from today.

        Raises:
            Declined: the code is taken or malformed, the name is empty, or the rate is negative.
        """
        _require_name(code)
        if not name.strip():
            raise Declined("a site needs a name")

        def add(conn: Connection) -> None:
            if _site(conn, code) is not None:
                raise Declined(f"there is a site {code} already")
            id_, now = new_id(), self._clock()
            conn.execute(insert(site).values(id=id_, code=code, name=name.strip(), status="active", created_at=now))
            self._put_rate(conn, id_, yen_per_1000_miles, day_of(now))
            record(conn, now, id_, None, Act.SITE_ADDED, code)

        self._database.write(add)

    def set_rate(self, code: str, yen_per_1000_miles: int, from_on: date) -> None:
        """Set the rate of a site from a day on; rates of days before today stay as they were billed.

        Raises:
            Declined: no such site, the day has passed, or the rate is negative.
        """

        def put(conn: Connection) -> None:
            id_ = _site(conn, code)
            if id_ is None:
                raise Declined(f"there is no site {code}")
            if from_on < day_of(self._clock()):
                raise Declined("what has been billed cannot be changed: give today or a later day")
            self._put_rate(conn, id_, yen_per_1000_miles, from_on)
            record(conn, self._clock(), id_, None, Act.RATE_SET, code, f"{from_on} {yen_per_1000_miles}")

        self._database.write(put)

    def set_reasons(self, texts: Sequence[str]) -> list[wire.CancelReasonOffer]:
        """Set and return the cancellation reasons for clerks of all sites; without texts, the built-in list again.

        Args:
            texts: Each one `JAPANESE` or `JAPANESE=ENGLISH`.

        Raises:
            Declined: a reason is empty, too long or repeated, or there are too many.
        """
        reasons = [offer_of(text) for text in texts]
        if len(reasons) > MOST_REASONS:
            raise Declined(f"at most {MOST_REASONS} reasons")
        if any(not each.ja or max(len(each.ja), len(each.en)) > LONGEST_REASON for each in reasons):
            raise Declined(f"a reason has 1 to {LONGEST_REASON} characters")
        if len({each.code for each in reasons}) < len(reasons):
            raise Declined("a reason is there twice")

        def put(conn: Connection) -> list[wire.CancelReasonOffer]:
            set_offers(conn, reasons)
            record(conn, self._clock(), NETMILE, None, Act.REASONS_SET, "", " ".join(each.code for each in reasons))
            return offers(conn)

        return self._database.write(put)

    def add_user(self, login: str, name: str, password: str, site_code: str = "") -> None:
        """Add a user of a site's staff, or of NetMile's staff if no site is given.

        Raises:
            Declined: the login is taken or malformed, there is no such site, or the password is too simple.
        """
        require_login(login)
        hashed = self._hashed(password)

        def add(conn: Connection) -> None:
            owner = _site(conn, site_code) if site_code else None
            if site_code and owner is None:
                raise Declined(f"there is no site {site_code}")
            if conn.execute(select(user_account.c.id).where(user_account.c.login == login)).first():
                raise Declined(f"there is a user {login} already")
            id_, now = new_id(), self._clock()
            conn.execute(
                insert(user_account).values(
                    id=id_,
                    site_id=owner,
                    login=login,
                    name=name.strip() or login,
                    password_hash=hashed,
                    role=Role.MERCHANT if owner else Role.OPERATOR,
                    status="active",
                    password_changed_at=now,
                )
            )
            record(conn, now, owner or NETMILE, None, Act.USER_ADDED, str(id_))

        self._database.write(add)

    def set_password(self, login: str, password: str) -> None:
        """Set a user's password and end the user's sessions.

        Raises:
            Declined: no such user, or the password is too simple.
        """
        hashed = self._hashed(password)

        def change(conn: Connection) -> None:
            user = conn.execute(select(user_account).where(user_account.c.login == login)).first()
            if user is None:
                raise Declined(f"there is no user {login}")
            now = self._clock()
            own = update(user_account).where(user_account.c.id == user.id)
            conn.execute(own.values(password_hash=hashed, password_changed_at=now))
            open_ = update(session).where(session.c.user_id == user.id, session.c.revoked_at.is_(None))
            conn.execute(open_.values(revoked_at=now))
            record(conn, now, user.site_id or NETMILE, None, Act.PASSWORD_SET, str(user.id))

        self._database.write(change)

    def _hashed(self, password: str) -> str:
        require_password(password)
        return self._passwords.hashed(password)

    def _put_rate(self, conn: Connection, site_id: UUID, yen_per_1000_miles: int, from_on: date) -> None:
        if not 0 <= yen_per_1000_miles <= _MOST_YEN:
            raise Declined(f"a rate is a number of yen for 1,000 miles, at most {_MOST_YEN:,}")
        row = {"site_id": site_id, "from_on": from_on, "yen_per_1000_miles": yen_per_1000_miles}
        put = self._database.insert(contract_rate).values(row)
        conn.execute(put.on_conflict_do_update(index_elements=["site_id", "from_on"], set_=row))


def require_login(login: str) -> None:
    """Raise Declined if a login is malformed."""
    if not is_login(login):
        raise Declined(f"{login} is no login: {LOGIN_LENGTHS[0]} to {LOGIN_LENGTHS[-1]} letters, digits, - or _")


def require_password(password: str) -> None:
    """Raise Declined if a password is too simple."""
    if not is_password(password):
        raise Declined(
            f"a password has {PASSWORD_LENGTHS[0]} to {PASSWORD_LENGTHS[-1]} letters, digits and signs, "
            "at least one letter and one digit"
        )


def _site(conn: Connection, code: str) -> UUID | None:
    found: UUID | None = conn.execute(select(site.c.id).where(site.c.code == code)).scalar()
    return found


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise Declined(f"{name!r} is not made of half-width letters, digits, dots, dashes and underscores")
