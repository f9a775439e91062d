"""One batch opened in memory: its rows with all edits, what is to be said about each, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, BatchState, PartState, Settings
from netmile_desktop.domain.issuances import Findings
from netmile_desktop.domain.rows import Column, Row


class Show(StrEnum):
    """Which rows the grid lists."""

    ALL = "all"
    ERRORS = "errors"
    WARNINGS = "warnings"
    EDITED = "edited"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what became of them; excluded rows count as nothing but total and excluded."""

    total: int
    errors: int
    warnings: int
    edited: int
    excluded: int
    sendable: int
    miles: int
    """Sum over sendable rows."""


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """So many rows carry a code."""

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
    """The lists were deleted before they could be fetched: only the counts are known."""


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What the portal made of a row. `code` is empty where its miles were issued."""

    registration_id: str
    code: str
    issue_id: str
    issued_at: datetime | None
    transfer_on: date | None


class Draft:
    """Not thread-safe: lives in one thread after `Batches.open`. Edits are stored as they are made."""

    batch_id: str
    name: str
    campaign: wire.CampaignDetail
    today: date
    settings: Settings
    state: BatchState
    encoding: str
    sheet: str
    header: tuple[str, ...] | None
    trimmed_cells: int
    dropped_records: int
    undecodable_records: list[int]

    def __len__(self) -> int:
        """Rows in file order, excluded ones included."""
        raise NotImplementedError

    def row(self, position: int) -> Row:
        """The row at a position in file order, with edits."""
        raise NotImplementedError

    def findings(self, row_id: int) -> Findings:
        """What is to be said about a row: by our rules, and by the portal once it was judged."""
        raise NotImplementedError

    def outcome(self, row_id: int) -> RowOutcome | None:
        """What the portal made of a row, or None where it was not sent or is not judged yet."""
        raise NotImplementedError

    def is_excluded(self, row_id: int) -> bool:
        raise NotImplementedError

    def is_edited(self, row_id: int, column: Column) -> bool:
        raise NotImplementedError

    def original(self, row_id: int, column: Column) -> str:
        """The cell as the file says it."""
        raise NotImplementedError

    def counts(self) -> Counts:
        raise NotImplementedError

    def groups(self) -> list[CodeGroup]:
        """Rows by code, errors first, in the published order."""
        raise NotImplementedError

    def select(self, show: Show, text: str = "", code: str = "") -> list[int]:
        """Positions of the rows to list. `text` is looked for in address, key and record number."""
        raise NotImplementedError

    def set_cells(self, changes: Sequence[tuple[int, Column, str]]) -> None:
        """Write cells, as one step that `undo` takes back whole."""
        raise NotImplementedError

    def exclude(self, row_ids: Sequence[int], excluded: bool = True) -> None:
        """Leave rows out, or take them in again, as one step."""
        raise NotImplementedError

    def undo(self) -> bool:
        raise NotImplementedError

    def redo(self) -> bool:
        raise NotImplementedError

    @property
    def can_undo(self) -> bool:
        raise NotImplementedError

    @property
    def can_redo(self) -> bool:
        raise NotImplementedError

    def change_settings(self, settings: Settings) -> None:
        """Change how the batch is issued."""
        raise NotImplementedError

    def may(self, action: Action) -> bool:
        """Whether the batch may be asked for an action now."""
        raise NotImplementedError

    def parts(self) -> list[PartInfo]:
        """Its parts as they stand at this moment; empty before it is sent."""
        raise NotImplementedError
