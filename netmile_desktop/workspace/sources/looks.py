"""What the import page and the command line show of a file before anything is imported from it."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.domain.tables.table import Role, TableReading
from netmile_desktop.workspace.sources.source import Source

SHOWN_AT_THE_BEGINNING = 200
"""Records of the file's beginning that are shown with all their cells."""

SHOWN_AT_THE_END = 30


@dataclass(frozen=True, slots=True)
class Record:
    """A record with all its cells, trimmed; those that are left out are shown as well."""

    number: int
    """From 1, as a spreadsheet numbers its rows."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows and miles that would be issued."""

    rows: int
    miles: int | None
    """Sum of the miles that can be read; None if their column is not known."""
    unread: int = 0
    """Rows whose miles are no number, and are not in the sum."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that may have a role in doubt, and what would be issued if it had."""

    column: int
    role: Role
    sums: Sums
    least: int | None = None
    most: int | None = None
    """Smallest and largest number in the column, if it is a candidate for the miles."""
    outside: int | None = None
    """Rows outside the campaign's amount; None if the campaign is not chosen yet, or the role is not the miles."""


@dataclass(frozen=True, slots=True)
class SourceLook:
    """A file as it is read under some choices."""

    source: Source
    table: TableReading
    beginning: tuple[Record, ...]
    ending: tuple[Record, ...]
    """The last records with content; none that are also in `beginning`."""
    records: int
    """Number of the last record with content."""
    sums: Sums
    without_hidden: Sums
    """As `sums`, with the hidden rows left out; equal to it if there are none, or if they are left out already."""
    with_hidden: Sums
    candidates: tuple[Candidate, ...] = ()
    trimmed_cells: int = 0
    dropped_records: int = 0
    undecodable_records: int = 0
    numbers_as_keys: int = 0
    """Keys that are numbers in the workbook and shown without zeros: any leading zeros are lost."""
    empty_keys: int = 0
    repeated_keys: int = 0
    """Rows whose key another row has as well; None of the two is known while the column is in doubt."""
