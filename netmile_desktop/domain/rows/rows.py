"""From the bytes a clerk saved to rows of three text cells, and back to the canonical body that is sent.

Nothing is refused because of one stray quote or byte: such a row comes out damaged and is caught by
the rules. Cells stay text throughout. Client and portal call the same functions, which is why a file
checked offline is read alike on arrival.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, overload

import msgspec

from netmile_desktop.domain.rows.encodings import check_readable, check_text, guessed, text_of, unpadded
from netmile_desktop.domain.rows.records import delimiter_of, records_of, split_quoted, trimmed

_DELIMITER = re.compile(r"[\t !#-/:-?\[-`{-~]").fullmatch
"""What may part cells: none of the characters that addresses, keys and miles must have, no quote, no line end."""

_NEEDS_QUOTES = re.compile(r'[,"\r\n]').search


class Column(StrEnum):
    """The three columns of an issuance file, in file order A-C (guide L433, L490)."""

    ADDRESS = "address"
    KEY = "key"
    MILES = "miles"


class Row(NamedTuple):
    """One row: `id` is its identity in the batch, the rest is what the file says."""

    id: int
    record: int
    """1-based record number as a clerk counts it, including the header; 0 if the row was typed."""
    line: int
    """1-based physical line on which the record begins; 0 if the row was typed."""
    address: str
    key: str
    miles: str

    def cell(self, column: Column) -> str:
        return str(getattr(self, column.value))


class Limits(NamedTuple):
    """Numbers of cells behind which those of a record with mapped columns belong to the miles; 0 for no such number."""

    filled: int
    """Behind so many, filled cells do."""
    cells: int
    """Behind so many, empty cells do as well."""


NO_LIMITS = Limits(0, 0)


class Recipe(msgspec.Struct, frozen=True):
    """How to read a source. What is left empty is found out from the bytes."""

    encoding: str = ""
    header: bool | None = None
    columns: tuple[int, int, int] | None = None
    """1-based columns of address, key and miles if they are known; otherwise A, B, C."""
    delimiter: str = ""
    """What parts the cells of a record; empty for a comma, or tabs if the first line has nothing but tabs."""
    width: int = 0
    """Number of columns of the table. Filled cells behind them are taken for a part of the miles, so that `1,000`
    without quotes never passes as 1 mile; 0 if they are to be ignored, or, without `columns`, as D10 says."""
    most_cells: int = 0
    """Number of cells that a record of `columns` may have, empty ones included; one with more has a separator in a
    cell, even if nothing is filled behind `width`. 0 if it does not matter."""
    skip: int = 0
    """Number of records left out before the heading, or before the first row."""
    tail: int = 0
    """Number of records left out at the end, once empty ones are dropped."""
    without: tuple[tuple[int, int], ...] = ()
    """Further records left out: first and last, from 1, in order, none within another."""

    def __post_init__(self) -> None:
        if self.delimiter and (len(self.delimiter) > 1 or not _DELIMITER(self.delimiter)):
            raise ValueError(f"{self.delimiter!r} cannot part cells")
        if min(self.width, self.most_cells, self.skip, self.tail) < 0:
            raise ValueError("neither columns nor records can be fewer than none")

    @property
    def limits(self) -> Limits:
        """What a record may have at most."""
        if self.columns is None:
            return NO_LIMITS
        # What is mapped belongs to the table.
        return Limits(*(max(limit, *self.columns) if limit else 0 for limit in (self.width, self.most_cells)))


class RowSequence(Sequence[Row]):
    """Rows that can be sent, however they are kept; a part of them can be sent, too."""

    __slots__ = ()

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> RowSequence: ...
    @abstractmethod
    def __getitem__(self, at: int | slice) -> Row | RowSequence: ...

    @abstractmethod
    def body(self) -> bytes:
        """Return what `canonical` makes of them."""

    @abstractmethod
    def ids(self) -> Sequence[int]:
        """Return their ids, in order."""

    @abstractmethod
    def miles(self) -> int:
        """Return the sum of their miles, each of which must be a number."""


class RowList(RowSequence):
    """Rows in a list, which must not change any more."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> RowList: ...
    def __getitem__(self, at: int | slice) -> Row | RowList:
        return RowList(self._rows[at]) if isinstance(at, slice) else self._rows[at]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def body(self) -> bytes:
        return canonical(self._rows)

    def ids(self) -> Sequence[int]:
        return [row.id for row in self._rows]

    def miles(self) -> int:
        return sum(int(row.miles) for row in self._rows)


class RecordFormat(msgspec.Struct, frozen=True):
    """How the records of a source are written, as far as it takes to read one of them alone."""

    encoding: str
    delimiter: str
    columns: tuple[int, int, int] | None = None
    limits: Limits = NO_LIMITS

    def untrimmed(self, record: str) -> list[str]:
        """All cells of one record, given without its line end."""
        if '"' in record and (cells := split_quoted(record, self.delimiter)) is not None:
            return cells
        return record.split(self.delimiter)

    def texts(self, records: list[bytes]) -> list[str]:
        """Records decoded."""
        # At once, since a line end is none even inside of a damaged character.
        texts = b"\n".join(records).decode(self.encoding, "replace").split("\n")
        # Quoted cells may hold line ends of their own.
        return texts if len(texts) == len(records) else [each.decode(self.encoding, "replace") for each in records]

    def cells(self, record: bytes) -> list[str]:
        """All cells of one record, trimmed."""
        return trimmed(self.untrimmed(record.decode(self.encoding, "replace")))

    def picked(self, cells: list[str]) -> tuple[str, str, str]:
        """Address, key and miles among the cells of a record."""
        return pick_cells(cells, self.columns, self.limits)


def records(data: bytes, encoding: str = "", delimiter: str = "") -> Iterator[list[str]]:
    """Every record with all its cells, trimmed, before columns are picked; raises as `reading.read` does."""
    _, text = decoded(data, encoding)
    yield from records_of(text, delimiter or delimiter_of(text)).cells


def looks_like_header(cells: Sequence[str]) -> bool:
    """At least two of the first three cells are filled and none of them holds `@` or a digit of any width."""
    first = [cell for cell in cells[:3] if cell]
    return len(first) >= 2 and not any(char == "@" or char.isdecimal() for cell in first for char in cell)


def canonical(rows: Iterable[Row]) -> bytes:
    """The body that is sent: UTF-8, columns A-C, no header, LF; digests speak of these bytes."""
    rows = list(rows)
    text = "".join([f"{row.address},{row.key},{row.miles}\n" for row in rows])
    # Most files need no quotes: then there are no other commas and ends of lines than these.
    is_plain = text.count(",") == 2 * len(rows) and text.count("\n") == len(rows)
    if not is_plain or '"' in text or "\r" in text:
        text = "".join([",".join(map(_quoted, (row.address, row.key, row.miles))) + "\n" for row in rows])
    return text.encode("utf-8", "replace")


def _quoted(cell: str) -> str:
    """A cell as it stands in a CSV line. The library's writer leaves a lone CR bare, which splits the record."""
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES(cell) else cell


def decoded(data: bytes, encoding: str) -> tuple[str, str]:
    """The encoding as chosen or guessed, and the text without padding."""
    if encoding:
        check_readable(data, encoding)
        text = text_of(unpadded(data, encoding), encoding)
    else:
        encoding, text = guessed(data)
        check_readable(data, encoding)
    check_text(text)
    return encoding, text.removeprefix("\ufeff")


def kept_records(recipe: Recipe, filled: int) -> Sequence[int]:
    """Places, from 0, of the records that a recipe leaves; `filled` is the number of them up to the last filled one."""
    end = max(0, filled - recipe.tail)
    if not recipe.without:
        return range(min(recipe.skip, end), end)
    kept: list[int] = []
    at = recipe.skip
    for first, last in recipe.without:
        kept += range(at, min(first - 1, end))
        at = max(at, last)
    kept += range(at, end)
    return kept


def pick_cells(
    cells: list[str], columns: tuple[int, int, int] | None, limits: Limits = NO_LIMITS
) -> tuple[str, str, str]:
    """Address, key and miles of a record. Of mapped columns the missing ones are empty.

    Cells that the table has no column for belong to the miles: `1,000` without quotes must never pass as 1 mile. With a
    mapping these are the cells behind the `limits`. Without one the table has the columns A-C.
    """
    if columns is not None:
        address, key, miles = (cells[n - 1] if n <= len(cells) else "" for n in columns)
        behind = list(filter(None, cells[limits.filled :])) if limits.filled else []
        if not behind and limits.cells and len(cells) > limits.cells:
            behind = [""]
        return address, key, ",".join([miles, *behind]) if behind else miles
    address, key, *rest = (*cells, "", "", "")[: max(3, len(cells))]
    while len(rest) > 1 and not rest[-1]:
        rest.pop()
    return address, key, ",".join(rest)
