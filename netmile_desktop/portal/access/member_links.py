"""Links for members, made by a sandbox's operator: outside a sandbox only those who know the member may make one."""

from __future__ import annotations

from sqlalchemy import Connection, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.member_sessions import MemberSessions
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import NETMILE
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.tables import account, member_email


class MemberLinks:
    """The operation that makes links. It has no idempotency key: the kept answer would be a way in."""

    def __init__(
        self, database: Database, vault: Vault, sessions: MemberSessions, clock: Clock, *, sandbox: bool
    ) -> None:
        self._database = database
        self._vault = vault
        self._sessions = sessions
        self._clock = clock
        self._sandbox = sandbox

    def make(self, call: Call[wire.Nothing, wire.MemberLinkOrder]) -> wire.MemberLink:
        """Return a new link for the member who has an address.

        Raises:
            Refused: `P-STATE` if this is not a sandbox; `P-NOTFOUND` if nobody has the address, or has left.
        """
        if not self._sandbox:
            raise Refused(Problem.STATE)
        asked = call.body

        def work(conn: Connection) -> wire.MemberLink:
            found = (
                select(account.c.id)
                .join(member_email, member_email.c.account_id == account.c.id)
                .where(member_email.c.email_digest == self._vault.digest(asked.address), account.c.status != "left")
            )
            own = conn.execute(found.order_by(member_email.c.kind != Mode.PC, account.c.id)).scalars().first()
            if own is None:
                raise Refused(Problem.NOT_FOUND)
            path, until = self._sessions.link(conn, own, asked.path, asked.name)
            record(conn, self._clock(), NETMILE, call.caller.user_id, Act.MEMBER_LINKED, str(own))
            return wire.MemberLink(path=path, expires_at=as_stored(until))

        return self._database.write(work)
