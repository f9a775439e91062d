"""Facts about an opened batch: counts, groups of codes, parts, how far rows have come, and the result of pasting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.batches import BatchSettings, PartState, without_verdict
from netmile_desktop.domain.rows.issuances import Findings
from netmile_desktop.workspace.records.part_records import PartRecord


class Show(StrEnum):
    """The rows that the grid lists."""

    ALL = "all"
    ERRORS = "errors"
    WARNINGS = "warnings"
    EDITED = "edited"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of rows by their findings; excluded rows count in `total` and `excluded` only."""

    total: int
    errors: int
    warnings: int
    """Rows with warnings and no errors."""
    edited: int
    excluded: int
    sendable: int
    miles: int
    """Sum over sendable rows."""


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """The number of rows that carry a code."""

    code: str
    rows: int
    is_warning: bool


@dataclass(frozen=True, slots=True)
class PartInfo:
    """One part of a sent batch."""

    number: int
    rows: int
    miles: int
    state: PartState
    registration_id: str
    records: int
    """Rows judged so far."""
    errors: int
    refused_code: str
    lists_gone: bool = False
    """Whether the lists were deleted before they could be fetched: only the counts are known."""

    @property
    def without_verdict(self) -> int:
        """Rows that were, or may have been, handed over and have no verdict."""
        return without_verdict(self.state, self.rows, self.records)


@dataclass(frozen=True, slots=True)
class Pasted:
    """The result of pasting a block of cells."""

    cells: int
    """Cells that were overwritten."""
    added: tuple[int, ...]
    """Ids of the rows that were added after the last one."""
    ignored: int
    """Cells of the block with content but without a column to go to."""


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


def part_info(part: PartRecord) -> PartInfo:
    return PartInfo(
        *(part.number, part.rows, part.miles, part.state, part.registration_id),
        *(part.records, part.errors, part.refused_code, part.lists_gone),
    )


def codes_of(findings: Findings) -> set[str]:
    """Return every code a row carries."""
    return {finding.code for finding in (*findings.errors, *findings.warnings)}


def query_of(settings: BatchSettings, file_name: str) -> wire.IssuanceQuery:
    """Return the settings as they are sent; raise ValueError if they exceed the bounds of the wire format."""
    fields = msgspec.structs.asdict(settings) | {"file_name": file_name[:255]}
    try:
        return codec.convert(fields, wire.IssuanceQuery)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
