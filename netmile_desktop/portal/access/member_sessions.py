"""How a member comes to our pages: by a link that works once, which begins a short session.

Members have no password at this portal. Whoever knows a member (a payment site by its signed request, the operator of a
sandbox) has a link made and hands it to the member's browser. Links and sessions are kept as digests only.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import account, balance, member_email, member_link, member_session

LINK_LIVES = timedelta(minutes=5)
"""Time within which a link must be used."""

IDLE = timedelta(minutes=30)
"""Time without a request after which a session ends; a long form is filled in within it."""

ABSOLUTE = timedelta(hours=2)
"""Longest lifetime of a session."""

MOST_POSTS = 200
"""Forms that one session may send; a person sends a few."""

_NOTICED_EVERY = timedelta(seconds=10)
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class MemberVisit:
    """A member in a session."""

    account_id: UUID
    name: str
    """As shown at the head of pages: a name, or a masked address."""
    balance: int
    """有効 miles."""
    form_token: str
    """To be sent with each form of this session, so that no other site can send one."""
    digest: bytes
    """Names the session without opening it."""


class MemberSessions:
    """Links and sessions of members, by the machine's clock."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def link(self, conn: Connection, account_id: UUID, path: str, name: str = "") -> tuple[str, datetime]:
        """Return the address, below the portal's own, that opens a page for a member once, and when it lapses.

        Args:
            path: The page, which begins with `/member/`.
            name: How the member is greeted; without one the address is shown, masked.
        """
        now = self._clock()
        self._forget_the_old(conn, now)
        token, until = secrets.token_urlsafe(_TOKEN_BYTES), now + LINK_LIVES
        conn.execute(
            insert(member_link).values(
                token_sha256=_digest(token),
                account_id=account_id,
                path=path,
                name_sealed=self._vault.seal_name(name) if name else None,
                expires_at=until,
            )
        )
        return f"/member/enter/{token}", until

    def enter(self, link: str, token: str) -> tuple[str, str] | None:
        """Use a link: return the page it leads to and the token of the new session; None if it was used or is too old.

        `token` is that of the browser's present session, which ends. If that one was begun by the same link, such as
        when the browser reloads, it goes on; the second part is empty then.
        """
        now, digest = self._clock(), _digest(link)

        def work(conn: Connection) -> tuple[str, str] | None:
            fresh = (member_link.c.token_sha256 == digest) & member_link.c.used_at.is_(None)
            use = update(member_link).where(fresh, member_link.c.expires_at > now).values(used_at=now)
            row = conn.execute(use.returning(member_link)).first()
            own = member_session.c.token_sha256 == _digest(token)
            if row is None:
                again = select(member_link.c.path).join(
                    member_session, member_session.c.link_sha256 == member_link.c.token_sha256
                )
                alive = (member_session.c.idle_until > now) & (member_session.c.absolute_until > now)
                path = conn.execute(again.where(own, alive, member_link.c.token_sha256 == digest)).scalar()
                return (path, "") if path is not None else None
            conn.execute(delete(member_session).where(own))
            made = secrets.token_urlsafe(_TOKEN_BYTES)
            conn.execute(
                insert(member_session).values(
                    token_sha256=_digest(made),
                    link_sha256=digest,
                    account_id=row.account_id,
                    name_sealed=row.name_sealed,
                    created_at=now,
                    idle_until=now + IDLE,
                    absolute_until=now + ABSOLUTE,
                    posts=0,
                )
            )
            return row.path, made

        return self._database.write(work)

    def recognise(self, token: str) -> MemberVisit | None:
        """Return the member to whom a session belongs; None if there is none, it has ended, or the member has left."""
        now, digest = self._clock(), _digest(token)
        live = (
            select(member_session, account.c.status, func.coalesce(balance.c.posted, 0).label("posted"))
            .join(account, account.c.id == member_session.c.account_id)
            .join(balance, balance.c.account_id == account.c.id, isouter=True)
            .where(member_session.c.token_sha256 == digest, account.c.status != "left")
            .where(member_session.c.idle_until > now, member_session.c.absolute_until > now)
        )
        row = self._database.read(lambda conn: conn.execute(live).first())
        if row is None:
            return None
        idle_until = min(now + IDLE, row.absolute_until)
        if idle_until - row.idle_until > _NOTICED_EVERY:
            used = update(member_session).where(member_session.c.token_sha256 == digest).values(idle_until=idle_until)
            self._database.write(lambda conn: conn.execute(used))
        sealed = row.name_sealed
        name = self._vault.open_name(sealed) if sealed is not None else self._masked(row.account_id)
        return MemberVisit(row.account_id, name, int(row.posted), self._form_token(token), digest)

    def may_post(self, token: str, form_token: str) -> bool:
        """Return whether a form comes from a page that this session was shown."""
        return hmac.compare_digest(self._form_token(token).encode(), form_token.encode())

    def count_post(self, digest: bytes) -> bool:
        """Count one more form of a session; return False if they are too many."""
        more = update(member_session).where(member_session.c.token_sha256 == digest)
        more = more.values(posts=member_session.c.posts + 1)
        posts = self._database.write(lambda conn: conn.execute(more.returning(member_session.c.posts)).scalar())
        return posts is not None and posts <= MOST_POSTS

    def _form_token(self, token: str) -> str:
        return self._vault.signature(b"form " + token.encode()).hex()

    def _masked(self, account_id: UUID) -> str:
        own = select(member_email.c.email_sealed).where(member_email.c.account_id == account_id)
        pc_first = own.order_by(member_email.c.kind != Mode.PC, member_email.c.email_digest).limit(1)
        sealed = self._database.read(lambda conn: conn.execute(pc_first).scalar())
        if sealed is None:
            return "会員"
        local, _, domain = self._vault.open_address(sealed).rpartition("@")
        return f"{local[:1]}…@{domain}"

    def _forget_the_old(self, conn: Connection, now: datetime) -> None:
        """Delete what can no longer be used; a link stays as long as the session it may have begun."""
        conn.execute(delete(member_session).where(member_session.c.absolute_until <= now))
        conn.execute(delete(member_link).where(member_link.c.expires_at <= now - ABSOLUTE))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
