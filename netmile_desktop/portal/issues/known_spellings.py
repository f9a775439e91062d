"""Other spellings of a key under which a site has issued or refused something."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, literal_column, select

from netmile_desktop.domain.repairs.spellings import spellings
from netmile_desktop.portal.issuing.registrations import OPEN_STATES
from netmile_desktop.portal.tables import automatic_error, batch, batch_row, issue


def known_spellings(conn: Connection, site_id: UUID, key: str) -> list[str]:
    """Return the other spellings of a key under which something is known, the likeliest first."""
    wanted: Sequence[str] = spellings(key)
    issued = select(issue.c.member_key).where(issue.c.site_id == site_id, issue.c.member_key.in_(wanted))
    known = set(conn.execute(issued.distinct()).scalars())
    failed = automatic_error.c.member_key
    own = select(failed).where(automatic_error.c.site_id == site_id, failed.in_(wanted))
    known.update(conn.execute(own.distinct()).scalars())
    open_batches = select(batch.c.id).where(batch.c.site_id == site_id, batch.c.state.in_(OPEN_STATES))
    ids = conn.execute(open_batches).scalars().all()
    of_rows = select(batch_row.c.member_key).where(batch_row.c.site_id == site_id, batch_row.c.member_key.in_(wanted))
    # A literal, because SQLite would not use the partial index of refused rows with a parameter.
    is_refused = batch_row.c.verdict > literal_column("0")
    for state in (is_refused, (batch_row.c.batch_id.in_(ids)) & batch_row.c.verdict.is_(None)):
        known.update(conn.execute(of_rows.where(state).distinct()).scalars())
    return [each for each in wanted if each in known]
