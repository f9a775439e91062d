"""Take-over of rows that an interrupted registration never reached: only one of two registrations may issue them.

A file names the registrations whose undecided rows it takes over, each with the number of rows judged when the client
looked. If the number is unchanged, the file is accepted and the registration can never be resumed; if the registration
was resumed first, the file is refused.

Refused automatic issues are taken before, by the draft itself; the file only tells their registration.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select, update

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.tables import SHREDDED, automatic_error, batch


def take_over(conn: Connection, site_id: UUID, named: Sequence[str], by: str) -> None:
    """Bar the named registrations from being resumed: registration `by` now has their undecided rows.

    Raises:
        Refused: `P-RESUMED` if a registration is not, or no longer, as named.
    """
    # One statement compares and changes each; a resumption waits for its lock. The order is the same for all callers.
    for each in sorted(set(named)):
        if conn.execute(update(batch).where(*_as_named(site_id, each)).values(taken_over_by=by)).rowcount != 1:
            raise Refused(Problem.RESUMED, each.partition(":")[0])


def name_repairs(conn: Connection, site_id: UUID, repairs: str, by: str) -> None:
    """Let the refused automatic issues that a draft took have the ID of its registration.

    Their own copy of the personal data goes: the registration has lists.
    """
    if repairs:
        own = (automatic_error.c.site_id == site_id) & (automatic_error.c.taken_by == repairs)
        sent = update(automatic_error).where(own, automatic_error.c.registration_code.is_(None))
        conn.execute(sent.values(registration_code=by, **SHREDDED))


def may_be_taken_over(conn: Connection, site_id: UUID, named: Sequence[str]) -> bool:
    """Return whether `take_over` would succeed now."""
    return all(conn.execute(select(batch.c.id).where(*_as_named(site_id, each))).first() for each in named)


def _as_named(site_id: UUID, named: str) -> tuple[ColumnElement[bool], ...]:
    code, _, judged = named.partition(":")
    return (
        batch.c.site_id == site_id,
        batch.c.code == code,
        batch.c.state == ProcessingState.INTERRUPTED,
        batch.c.rows_done == int(judged),
    )
