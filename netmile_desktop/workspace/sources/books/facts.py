"""What is told about a workbook beside its cells."""

from __future__ import annotations

from dataclasses import dataclass

KEY_COLUMN = 2
"""Number of the key column, from 1, unless columns are mapped by hand."""

EXAMPLES = 20
"""Cells that are named one by one; of more of a kind only the number is told."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a workbook had lost before it was read here; all zero for CSV files."""

    number_cells: tuple[int, ...] = ()
    """Per column, cells that are plain numbers: any leading zeros are lost. What a number format shows is not."""
    long_numbers: int = 0
    """Numbers of more than 15 digits: the last digits are lost."""
    dates: int = 0
    error_cells: int = 0
    """Cells such as #N/A, as a formula left them."""

    def numbers_as_keys(self, columns: tuple[int, int, int] | None) -> int:
        """Return the number of keys that are numbers, under a mapping of 1-based columns or none."""
        column = columns[1] if columns else KEY_COLUMN
        return sum(self.number_cells[column - 1 : column])


UNHARMED = Notes()


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number taken as its number format shows it; row and column count from 1."""

    row: int
    column: int
    number: str
    shown: str


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet hides, shows otherwise than it keeps, or leaves open. Rows and columns count from 1."""

    hidden_rows: tuple[tuple[int, int], ...] = ()
    """First and last row of each run of hidden rows; rows that hold nothing are left out."""
    is_filtered: bool = False
    """Whether the sheet, or a table on it, has a filter."""
    hidden_columns: tuple[int, ...] = ()
    """Hidden columns that hold something."""
    sheets: tuple[tuple[str, int | None], ...] = ()
    """All visible sheets with the number of their filled rows; None if that was not counted."""
    shown: tuple[ShownNumber, ...] = ()
    """The first numbers whose text was taken from the number format because it says more than the number."""
    shown_cells: tuple[int, ...] = ()
    """Per column, the number of such cells."""
    plain_cells: tuple[int, ...] = ()
    """Per column, numbers whose format is not imitated here (percent, exponents, fractions ...): the plain number was
    taken."""
    uncalculated: tuple[tuple[int, int], ...] = ()
    """Row and column of the first formulas that no program has calculated; the cells are empty."""
    uncalculated_cells: int = 0
    dropped_rows: int = 0
    """Empty rows cut off at the end."""

    def others(self, sheet: str) -> list[tuple[str, int | None]]:
        """Return the visible sheets beside one that hold rows, or may, with the number of their rows."""
        return [(name, rows) for name, rows in self.sheets if name != sheet and rows != 0]


NO_FACTS = SheetFacts()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as CSV bytes in UTF-8; record n is row n of the sheet."""

    name: str
    names: tuple[str, ...]
    """All visible sheets."""
    data: bytes
    notes: Notes
    facts: SheetFacts = NO_FACTS
