"""Rows that an interrupted registration never reached and that are handed over anew: only one of the two may issue them.

A file names the registrations whose undecided rows it takes over, each with the rows that were judged when the
client looked. As long as that is still so, the file is accepted and the registration can never go on; once it
has gone on, the file is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select, update

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.tables import batch


def take_over(conn: Connection, site_id: UUID, named: Sequence[str], by: str) -> None:
    """Keep the named registrations from going on: registration `by` has their undecided rows now.

    Raises:
        Refused: `P-RESUMED` where one is not, or no longer, as it is named.
    """
    # Each is compared and changed in one statement, whose lock a resumption waits for; in one order for all.
    for each in sorted(set(named)):
        if conn.execute(update(batch).where(*_as_named(site_id, each)).values(taken_over_by=by)).rowcount != 1:
            raise Refused(Problem.RESUMED, each.partition(":")[0])


def may_be_taken_over(conn: Connection, site_id: UUID, named: Sequence[str]) -> bool:
    """Whether `take_over` would hold now."""
    return all(conn.execute(select(batch.c.id).where(*_as_named(site_id, each))).first() for each in named)


def _as_named(site_id: UUID, named: str) -> tuple[ColumnElement[bool], ...]:
    code, _, judged = named.partition(":")
    return (
        batch.c.site_id == site_id,
        batch.c.code == code,
        batch.c.state == ProcessingState.INTERRUPTED,
        batch.c.rows_done == int(judged),
    )
