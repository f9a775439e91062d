"""The queue of transfer-completed mails, filled in the transaction that makes miles usable.

Manual issues say whether members are to be told; of automatic ones every member with a PC address is.

The reference portal has no mail server; a mail sender would take them from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, Select, and_, exists, func, or_, select

from netmile_desktop.domain import codec
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.mails import transfer_mail
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_ids
from netmile_desktop.portal.ledger.chunks import GOOD, Chunk
from netmile_desktop.portal.ledger.movements import by_site
from netmile_desktop.portal.tables import batch, batch_row, campaign, issue, member_email, outbox, site

KIND = "transfer_completed"

_COLUMNS = [
    outbox.c[name] for name in ("site_id", "id", "dedupe", "kind", "payload_sealed", "state", "attempts", "next_at")
]

_to_a_pc = exists().where(
    member_email.c.email_digest == issue.c.email_digest,
    member_email.c.account_id == issue.c.account_id,
    member_email.c.kind == Mode.PC,
)
"""Mobile members get no mail (guide L331)."""

_TO_BE_TOLD: Select[Any] = (
    select(
        *(issue.c[name] for name in ("site_id", "id", "account_id", "miles", "transfer_on")),
        func.coalesce(batch.c.message, "").label("message"),
        campaign.c.name.label("campaign_name"),
        site.c.name.label("site_name"),
    )
    .join(batch, (batch.c.site_id == issue.c.site_id) & (batch.c.id == issue.c.batch_id), isouter=True)
    .join(campaign, (campaign.c.site_id == issue.c.site_id) & (campaign.c.id == issue.c.campaign_id))
    .join(site, site.c.id == issue.c.site_id)
    .where(or_(batch.c.notify, and_(issue.c.source == "automatic", _to_a_pc)))
)


class QueuedMail(msgspec.Struct, frozen=True, kw_only=True):
    """A queued mail. The receiver is a member, whose address is looked up when the mail is sent."""

    account_id: UUID
    subject: str
    body: str


class MailOutbox:
    """The queue of mails, with at most one per issue."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def tell_issued(self, conn: Connection, chunk: Chunk) -> None:
        """Queue mails to the members of a chunk's good rows, which were transferred at once."""
        good = select(batch_row.c.issue_id).where(
            batch_row.c.site_id == chunk.site_id,
            batch_row.c.batch_id == chunk.batch_id,
            batch_row.c.line > chunk.after,
            batch_row.c.line <= chunk.upto,
            batch_row.c.verdict == GOOD,
        )
        own = _TO_BE_TOLD.where(issue.c.site_id == chunk.site_id, issue.c.id.in_(good)).order_by(issue.c.line)
        self._queue(conn, conn.execute(own).all())

    def tell_due(self, conn: Connection, due: Sequence[Row[Any]]) -> None:
        """Queue mails to the members of issues whose transfer day has come."""
        for site_id, ids in by_site(due):
            own = _TO_BE_TOLD.where(issue.c.site_id == site_id, issue.c.id.in_(ids))
            self._queue(conn, conn.execute(own.order_by(issue.c.id)).all())

    def open(self, payload: bytes) -> QueuedMail:
        """Decrypt and return a queued mail."""
        return codec.decode_msgpack(self._vault.open_mail(payload), QueuedMail)

    def _queue(self, conn: Connection, issues: Sequence[Row[Any]]) -> None:
        if issues:
            self._database.bulk_insert(conn, _COLUMNS, self._mails(issues))

    def _mails(self, issues: Sequence[Row[Any]]) -> Iterator[tuple[object, ...]]:
        now = self._clock()
        written = cache(transfer_mail)  # the mails of a file differ little but in their receivers
        for row, id_ in zip(issues, new_ids(len(issues)), strict=True):
            mail = written(row.site_name, row.campaign_name, row.miles, row.transfer_on, row.message)
            queued = QueuedMail(account_id=row.account_id, subject=mail.subject, body=mail.body)
            sealed = self._vault.seal_mail(msgspec.msgpack.encode(queued))
            yield row.site_id, id_, str(row.id), KIND, sealed, "ready", 0, now
