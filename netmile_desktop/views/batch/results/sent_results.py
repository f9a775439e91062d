"""The outcome of a sent batch, summed up from its rows; a large batch is read in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.codes import Code
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.drafts.draft_facts import PartInfo, Show
from netmile_desktop.workspace.drafts.snapshots import Snapshot

AT_ONCE = 2_000
"""Largest number of rows summed up at once, between two frames."""

ACCEPTED = (PartState.ACCEPTED, PartState.JUDGED)

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Results:
    """Totals of the judged parts, and rows that need another way of issuing."""

    issued: int = 0
    refused: int = 0
    miles: int = 0
    sent: int = 0
    strangers: Sequence[int] = ()
    """Rows whose address belongs to no member (41053)."""
    locked_out: Sequence[int] = ()
    """Rows refused because the campaign was closed (42030, 44019)."""


def results_of(snapshot: Snapshot, parts: Sequence[PartInfo], progress: Progress = SILENT) -> Results:
    """Return the results of a batch, reading the rows that the portal refused."""
    judged = [part for part in parts if part.state is PartState.JUDGED]
    return Results(
        issued=sum(part.records - part.errors for part in judged),
        refused=sum(part.errors for part in judged),
        miles=sum(part.miles for part in judged) - _refused_miles(snapshot, progress),
        sent=sum(part.rows for part in parts if part.state in ACCEPTED),
        strangers=_refused(snapshot, progress, Code.NO_SUCH_MEMBER),
        locked_out=[
            *_refused(snapshot, progress, Code.CAMPAIGN_NOT_VALID),
            *_refused(snapshot, progress, Code.OUTSIDE_PERIOD),
        ],
    )


def _refused_miles(snapshot: Snapshot, progress: Progress) -> int:
    row_ids = _refused(snapshot, progress)
    miles = 0
    for n, row_id in enumerate(row_ids):
        if n % _AT_A_TIME == 0:
            progress.report(n, len(row_ids))
        miles += int(snapshot.row_of(row_id).miles)
    return miles


def _refused(snapshot: Snapshot, progress: Progress, code: Code | None = None) -> list[int]:
    """Return the IDs of the rows that the portal refused, with this code or with any."""
    found = snapshot.select(Show.ERRORS, code=code.value if code is not None else "", progress=progress)
    return [row_id for row_id in snapshot.row_ids(found) if snapshot.outcome(row_id) is not None]
