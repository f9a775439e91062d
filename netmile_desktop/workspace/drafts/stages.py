"""How far a row has come that has no verdict: what is not known yet must not look like what did not happen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from netmile_desktop.domain.batches import PartState
from netmile_desktop.workspace.records.part_records import PartRecord


class Stage(StrEnum):
    """Where a row without a verdict stands."""

    NOT_SENT = "not_sent"
    """It is in no part: held back, excluded, or its part was withdrawn."""
    WAITING = "waiting"
    """Its part has not been handed over yet."""
    UNANSWERED = "unanswered"
    """Its part was handed over, and no answer came."""
    NOT_JUDGED = "not_judged"
    """Its part was accepted; the verdicts have not been fetched."""
    NOT_REACHED = "not_reached"
    """The registration was interrupted before it."""
    UNTOLD = "untold"
    """It was judged, but the lists were deleted before they could be fetched."""


Stages = Mapping[int, Stage]
"""Stages by row id; rows of no part and rows with a verdict are left out."""

_OF_PART = {
    PartState.READY: Stage.WAITING,
    PartState.REFUSED: Stage.WAITING,
    PartState.UNKNOWN: Stage.UNANSWERED,
    PartState.ACCEPTED: Stage.NOT_JUDGED,
}


def stages_of(parts: Iterable[PartRecord], row_ids: Callable[[PartRecord], Sequence[int]]) -> Stages:
    """Return the stages of the rows of some parts; parts whose verdicts are complete are not read."""
    stages: dict[int, Stage] = {}
    for part in parts:
        stage = _OF_PART.get(part.state)
        if part.state is PartState.JUDGED and part.lists_gone:
            stage = Stage.UNTOLD
        elif part.state is PartState.JUDGED and part.records < part.rows:
            stage = Stage.NOT_REACHED  # of the rows that have a verdict, nobody asks
        if stage is not None:
            stages |= dict.fromkeys(row_ids(part), stage)
    return stages
