"""The file a clerk chose: its bytes as they are, and a first look at them before anything is imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from netmile_desktop.domain.rows import Recipe


@dataclass(frozen=True, slots=True)
class Notes:
    """What a workbook has already lost before it came to us; all zero for CSV files."""

    numbers_as_keys: int = 0
    """Cells of the second column that are numbers, not text: leading zeros may be gone."""
    long_numbers: int = 0
    """Numbers of more than 15 digits: a spreadsheet keeps no more, the rest is zeros."""
    dates: int = 0
    error_cells: int = 0
    """Cells such as #N/A; they arrive empty. Counted in .xlsx and .xlsm only."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file taken in. `data` are the CSV bytes that are read; `original` the file, byte-true."""

    name: str
    data: bytes
    original: bytes
    kind: str
    """`csv` or `workbook`."""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    path: Path = Path()
    notes: Notes = Notes()


@dataclass(frozen=True, slots=True)
class SourcePreview:
    """What the import page shows of a source under a recipe."""

    path: Path
    kind: str
    sheets: tuple[str, ...]
    sheet: str
    encoding: str
    header: tuple[str, ...] | None
    first: list[tuple[str, ...]]
    """The first 20 records with all their columns, the header included, untouched by the mapping."""
    rows: int
    columns: int
    """Cells of the widest record."""
    trimmed_cells: int
    dropped_records: int
    undecodable_records: int
    notes: Notes


def load_source(path: Path, sheet: str = "") -> Source:
    """Read a CSV file or one sheet of a workbook; which of them it is, its content tells, not its suffix.

    Raises:
        FileUnreadable: where it cannot be taken in.
    """
    raise NotImplementedError


def preview(source: Source, recipe: Recipe) -> SourcePreview:
    """Show how a source reads under a recipe.

    Raises:
        FileUnreadable: where nothing can be read from it that way.
    """
    raise NotImplementedError
