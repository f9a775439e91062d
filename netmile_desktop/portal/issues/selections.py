"""Selections of issues: one by one, a whole registration, or all that a search finds."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.cancellations import MAX_ROWS
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.issues.history import history_conditions
from netmile_desktop.portal.issues.issues import ISSUES
from netmile_desktop.portal.issuing.registrations import find_registration
from netmile_desktop.portal.tables import issue


def selected(conn: Connection, site_id: UUID, of: wire.CancelSelection | wire.CancelOrder, today: date) -> list[str]:
    """Return the selected identities, each once, in the order given; some may not be issues.

    Raises:
        Refused: `P-OPTION` unless exactly one way to select is used; `P-NOTFOUND` for an unknown registration;
            `P-BUSY` while it is being judged, because more issues would follow; `P-ROWS` if there are too many.
    """
    found = of.found if isinstance(of, wire.CancelSelection) else None
    if sum(map(bool, (of.issue_ids, of.registration_id))) + (found is not None) != 1:
        raise Refused(Problem.OPTION)
    if of.issue_ids:
        return list(dict.fromkeys(of.issue_ids))
    if of.registration_id:
        return _of_registration(conn, site_id, of.registration_id)
    assert found is not None
    query = ISSUES.with_only_columns(issue.c.id).where(*history_conditions(found, site_id, today))
    return _at_most(conn, query.order_by(issue.c.issued_at, issue.c.id))


def _of_registration(conn: Connection, site_id: UUID, code: str) -> list[str]:
    row = find_registration(conn, site_id, code)
    if not ProcessingState(row.state).is_final:
        raise Refused(Problem.BUSY)
    own = select(issue.c.id).where(issue.c.site_id == site_id, issue.c.batch_id == row.id)
    return _at_most(conn, own.order_by(issue.c.line))


def _at_most(conn: Connection, query: Any) -> list[str]:
    ids = [str(id_) for id_ in conn.execute(query.limit(MAX_ROWS + 1)).scalars()]
    if len(ids) > MAX_ROWS:
        raise Refused(Problem.ROWS)
    return ids
