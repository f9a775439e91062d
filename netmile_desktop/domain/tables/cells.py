"""What the cells of a column look like: the second witness beside its heading."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

SAMPLES_KEPT = 6
_NEARLY = 0.7
_LONGEST_NUMBER = 12

_MILES = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.0*)?|[0-9]+(?:\.0*)?").fullmatch
_MILES_UNIT = re.compile(r"(?:マイル|ポイント|miles?|points?|pts?|点)$")
_DAY = re.compile(
    r"[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?(?:[ t].*)?"
    r"|(?:令和|平成|r|h)[0-9元]{1,2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
).fullmatch
_COUNT = re.compile(r"[0-9,]+(?:件|名|人|行|名様)").fullmatch
_PHONE = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|0[5789]0[0-9]{8}").fullmatch
_ISSUE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch


def plain_cell(cell: str) -> str:
    """Return a cell in half width and lower case, without blanks at its ends."""
    return unicodedata.normalize("NFKC", cell).strip().lower()


def looks_like_address(cell: str) -> bool:
    """Return whether a cell has an `@` of any width."""
    return "@" in cell or "＠" in cell


def looks_like_miles(cell: str) -> bool:
    """Return whether a cell is a whole number, perhaps with separators, a unit or in full width."""
    return bool(_MILES(without_unit(cell)))


def without_unit(cell: str) -> str:
    """Return a cell in half width, without a unit of miles at its end."""
    return _MILES_UNIT.sub("", plain_cell(cell)).rstrip()


def looks_like_day(cell: str) -> bool:
    """Return whether a cell is a date in one of the usual forms."""
    return bool(_DAY(plain_cell(cell)))


def looks_like_phone(cell: str) -> bool:
    """Return whether a cell has the form of a telephone number of Japan."""
    return bool(_PHONE(plain_cell(cell)))


def looks_like_count(cell: str) -> bool:
    """Return whether a cell is a number of rows or people: `12件`."""
    return bool(_COUNT(plain_cell(cell)))


def looks_like_issue_id(cell: str) -> bool:
    """Return whether a cell has the form of an issue ID."""
    return bool(_ISSUE_ID(plain_cell(cell)))


@dataclass(slots=True)
class ColumnCells:
    """The cells of one column, in those rows that were looked at."""

    rows: int = 0
    """Rows looked at."""
    filled: int = 0
    addresses: int = 0
    miles: int = 0
    """Cells that are whole numbers."""
    days: int = 0
    issue_ids: int = 0
    phones: int = 0
    samples: list[str] = field(default_factory=list)
    """The first filled cells."""
    values: Counter[str] = field(default_factory=Counter)
    numbers: int = 0
    """Cells that are digits and nothing else."""
    steps: int = 0
    """Cells that are by one more than the one before."""
    first_number: int | None = None
    _last_number: int | None = None

    def add(self, cell: str) -> None:
        """Look at a cell."""
        self.rows += 1
        if not cell:
            return
        self.filled += 1
        if len(self.samples) < SAMPLES_KEPT:
            self.samples.append(cell)
        self.values[cell] += 1
        self.addresses += looks_like_address(cell)
        self.miles += looks_like_miles(cell)
        self.days += looks_like_day(cell)
        self.issue_ids += looks_like_issue_id(cell)
        self.phones += looks_like_phone(cell)
        if cell.isascii() and cell.isdigit() and len(cell) <= _LONGEST_NUMBER:
            self._follow(int(cell))

    def _follow(self, number: int) -> None:
        if self.first_number is None:
            self.first_number = number
        self.numbers += 1
        self.steps += self._last_number is not None and number == self._last_number + 1
        self._last_number = number

    @property
    def is_empty(self) -> bool:
        return not self.filled

    @property
    def is_serial(self) -> bool:
        """Whether it only numbers its rows, from 0 or 1, but for a subtotal or a note among them."""
        is_counted = self.mostly(lambda cells: cells.numbers) and self.steps >= _NEARLY * (self.numbers - 1)
        return self.first_number in {0, 1} and is_counted

    @property
    def is_constant(self) -> bool:
        """Whether nearly all filled cells say the same."""
        return not self.filled or max(self.values.values()) >= _NEARLY * self.filled

    def mostly(self, count: Callable[[ColumnCells], int]) -> bool:
        """Return whether at least half of the filled cells are such."""
        return self.filled > 0 and 2 * count(self) >= self.filled

    @property
    def has_addresses(self) -> bool:
        """Whether its cells are mostly addresses."""
        return self.mostly(lambda cells: cells.addresses)

    @property
    def has_numbers(self) -> bool:
        """Whether its cells are mostly whole numbers."""
        return self.mostly(lambda cells: cells.miles)

    @property
    def has_days(self) -> bool:
        return self.mostly(lambda cells: cells.days)

    @property
    def has_phones(self) -> bool:
        return self.mostly(lambda cells: cells.phones)

    @property
    def has_issue_ids(self) -> bool:
        return self.mostly(lambda cells: cells.issue_ids)


def column_cells(records: Iterable[Sequence[str]], columns: int) -> list[ColumnCells]:
    """Look at the cells of some rows, column by column."""
    found = [ColumnCells() for _ in range(columns)]
    for cells in records:
        for column, at in zip(found, range(columns), strict=True):
            column.add(cells[at] if at < len(cells) else "")
    return found
