"""The outcome of a sent batch, summed up from its rows; a large batch is read in the background."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.rows.addresses import is_carrier
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
    unknown: int = 0
    """Rows that were, or may have been, handed over and have no verdict: the totals lack them."""
    miles_are_known: bool = True
    """Whether `miles` are all miles of the judged parts; not if the lists that say which rows were refused are gone."""
    unsent: int = 0
    """Rows that were surely not handed over."""
    strangers: Sequence[int] = ()
    """Rows whose address belongs to no member (41053), and which may belong to one by the other kind of address."""
    locked_out: Sequence[int] = ()
    """Rows refused because the campaign was closed (42030, 44019)."""


def results_of(
    snapshot: Snapshot, parts: Sequence[PartInfo], mode: Mode, open_rows: Collection[int], progress: Progress = SILENT
) -> Results:
    """Return the results of a batch in a mode, reading the rows that the portal refused.

    `open_rows` are the rows that no correction holds; only they can be issued in another way.
    """
    judged = [part for part in parts if part.state is PartState.JUDGED]
    cut_short = {part.registration_id for part in judged if part.records < part.rows and not part.lists_gone}
    whole = [part for part in judged if part.registration_id not in cut_short]
    told = [part for part in whole if not (part.lists_gone and part.errors)]
    unknown = sum(part.without_verdict for part in parts)
    refused = _refused(snapshot, progress)
    issued_of_others = snapshot.issued_by(cut_short, progress) if cut_short else []
    return Results(
        issued=sum(part.records - part.errors for part in judged),
        refused=sum(part.errors for part in judged),
        miles=sum(part.miles for part in told)
        - _miles(snapshot, (each for each in refused if _registration(snapshot, each) not in cut_short), progress)
        + _miles(snapshot, issued_of_others, progress),
        unknown=unknown,
        miles_are_known=len(told) == len(whole),
        unsent=len(snapshot) - sum(part.records for part in judged) - unknown,
        strangers=_strangers(snapshot, mode, open_rows, progress),
        locked_out=[
            row_id
            for code in (Code.CAMPAIGN_NOT_VALID, Code.OUTSIDE_PERIOD)
            for row_id in _refused(snapshot, progress, code)
            if row_id in open_rows
        ],
    )


def _strangers(snapshot: Snapshot, mode: Mode, open_rows: Collection[int], progress: Progress) -> list[int]:
    """Return the rows of nobody's address that lies where the other mode looks: at a carrier, or elsewhere."""
    return [
        row_id
        for row_id in _refused(snapshot, progress, Code.NO_SUCH_MEMBER)
        if row_id in open_rows and is_carrier(snapshot.row_of(row_id).address) is (mode is Mode.PC)
    ]


def _registration(snapshot: Snapshot, row_id: int) -> str:
    outcome = snapshot.outcome(row_id)
    return outcome.registration_id if outcome is not None else ""


def _miles(snapshot: Snapshot, row_ids: Iterable[int], progress: Progress) -> int:
    miles = 0
    for n, row_id in enumerate(row_ids):
        if n % _AT_A_TIME == 0:
            progress.report(n, 0)
        miles += int(snapshot.row_of(row_id).miles)
    return miles


def _refused(snapshot: Snapshot, progress: Progress, code: Code | None = None) -> list[int]:
    """Return the IDs of the rows that the portal refused, with this code or with any."""
    found = snapshot.select(Show.ERRORS, code=code.value if code is not None else "", progress=progress)
    return [row_id for row_id in snapshot.row_ids(found) if snapshot.outcome(row_id) is not None]
