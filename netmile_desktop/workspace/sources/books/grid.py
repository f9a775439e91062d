"""The cells of one sheet, as the readers of all kinds of books hand them over, and what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias, cast

from netmile_desktop.workspace.sources.books.damage import UnsoundBook
from netmile_desktop.workspace.sources.books.facts import EXAMPLES, Notes, SheetFacts, ShownNumber
from netmile_desktop.workspace.sources.books.numbers import is_long, plain_number

if TYPE_CHECKING:
    from netmile_desktop.workspace.sources.books.number_formats import NumberFormat

Cell: TypeAlias = "int | float | str | bool | time | date | datetime | timedelta"
Place = tuple[int, int]
"""Row and column, from 1."""

CELLS_AT_MOST = 150_000_000
"""Cells of the rectangle from A1 to the last cell; a sheet in its right mind has far fewer."""

_QUOTED = ',"\r\n'
"""Characters that make a cell need quotes."""


@dataclass(slots=True)
class Aspect:
    """What a sheet says about its cells, its rows and columns. All count from 1."""

    errors: dict[Place, str] = field(default_factory=dict)
    formatted: list[tuple[int, int, NumberFormat]] = field(default_factory=list)
    """Cells whose number format may show more than the number."""
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    is_filtered: bool = False
    uncalculated: list[Place] = field(default_factory=list)
    """The first cells with a formula that has no value."""
    uncalculated_cells: int = 0

    def count_uncalculated(self, place: Place) -> None:
        self.uncalculated_cells += 1
        if len(self.uncalculated) < EXAMPLES:
            self.uncalculated.append(place)

    def hide_row(self, row: int, last: int = 0) -> None:
        """Note that a row, or all from it to another one, is hidden; rows come in their order."""
        if self.hidden_rows and self.hidden_rows[-1][1] == row - 1:
            self.hidden_rows[-1] = self.hidden_rows[-1][0], last or row
        else:
            self.hidden_rows.append((row, last or row))


class SheetGrid:
    """The cells of a sheet from A1 on, a rectangle, so that rows and columns keep the numbers the clerk knows."""

    def __init__(self, rows: list[list[Cell]], aspect: Aspect) -> None:
        """Take over the rows, which are changed: they get the texts that the sheet shows.

        Raises:
            UnsoundBook: an error value stands too far away.
        """
        self._rows = rows
        self._aspect = aspect
        self._shown: list[ShownNumber] = []
        self._shown_cells: Counter[int] = Counter()
        self._plain_cells: Counter[int] = Counter()
        for row, column, number_format in aspect.formatted:
            if row <= len(rows) and column <= len(rows[row - 1]):
                self._show(row, column, number_format)
        if aspect.errors:
            self._reach(max(row for row, _ in aspect.errors), max(column for _, column in aspect.errors))
        for (row, column), text in aspect.errors.items():
            rows[row - 1][column - 1] = text

    def __bool__(self) -> bool:
        return bool(self._rows)

    def as_csv(self) -> tuple[bytes, Notes, SheetFacts, int]:
        """Return the sheet as CSV in UTF-8, what it has lost, what it hides, and the number of its filled rows.

        It is converted column by column, because a column mostly holds cells of one kind.
        """
        width = len(self._rows[0]) if self._rows else 0
        columns = list(map(_Column, zip(*self._rows, strict=True)))
        lines = list(map(",".join, zip(*(column.texts for column in columns), strict=True)))
        rows = len(lines)
        while lines and _is_blank(lines[-1]):
            lines.pop()
        empty = "," * (width - 1)
        errors = sum(1 for text in self._aspect.errors.values() if text)
        notes = Notes(
            tuple(column.numbers for column in columns),
            sum(column.long_numbers for column in columns),
            sum(column.dates for column in columns),
            errors,
        )
        facts = self._facts(columns, lines, empty, rows - len(lines))
        return "\n".join([*lines, ""]).encode("utf-8", "replace"), notes, facts, len(lines) - lines.count(empty)

    def _facts(self, columns: Sequence[_Column], lines: Sequence[str], empty: str, dropped: int) -> SheetFacts:
        aspect = self._aspect
        hidden = {
            n
            for first, last in aspect.hidden_columns
            for n in range(first, min(last, len(columns)) + 1)
            if columns[n - 1].is_filled
        }
        return SheetFacts(
            hidden_rows=tuple(_filled_runs(aspect.hidden_rows, lines, empty)),
            is_filtered=aspect.is_filtered,
            hidden_columns=tuple(sorted(hidden)),
            shown=tuple(self._shown),
            shown_cells=_by_column(self._shown_cells, len(columns)),
            plain_cells=_by_column(self._plain_cells, len(columns)),
            uncalculated=tuple(aspect.uncalculated),
            uncalculated_cells=aspect.uncalculated_cells,
            dropped_rows=dropped,
        )

    def _show(self, row: int, column: int, number_format: NumberFormat) -> None:
        cells = self._rows[row - 1]
        value = cells[column - 1]
        if isinstance(value, str):
            cells[column - 1] = number_format.of_text(value) if value else value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            text = number_format.shown(value)
            if text is not None:
                self.take(row, column, plain_number(value), text)
            elif not number_format.is_imitated(value):
                self.leave_plain(column)

    def take(self, row: int, column: int, number: str, text: str) -> None:
        """Let a cell hold the text that is shown for its number."""
        self._rows[row - 1][column - 1] = text
        if text != number:
            self._shown_cells[column] += 1
            if len(self._shown) < EXAMPLES:
                self._shown.append(ShownNumber(row, column, number, text))

    def leave_plain(self, column: int) -> None:
        """Note that the number of a cell stands although the sheet shows it in another way."""
        self._plain_cells[column] += 1

    def _reach(self, height: int, width: int) -> None:
        """Make the rectangle larger where it ends too early: the last cells may be errors."""
        rows = self._rows
        now = len(rows[0]) if rows else 0
        if max(height, len(rows)) * max(width, now) > CELLS_AT_MOST:
            raise UnsoundBook("stray cell")
        if width > now:
            for row in rows:
                row += [""] * (width - now)
        rows += ([""] * max(width, now) for _ in range(height - len(rows)))


def rectangle(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Make rows equally long, without the empty cells that all of them end with.

    Raises:
        UnsoundBook: that would be too many cells.
    """
    width = max(map(len, rows), default=0)
    if width * len(rows) > CELLS_AT_MOST:
        raise UnsoundBook("stray cell")
    return [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]


def shown(value: Cell) -> str:
    """Return a cell as text: whole numbers without `.0`, dates as 2026/11/21, made-up digits as an exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, datetime):
        return _day(value) if value.time() == time() else f"{_day(value)} {_clock(value.time())}"
    if isinstance(value, date):
        return _day(value)
    return _clock(value) if isinstance(value, time) else str(value)


class _Column:
    """One column of a sheet, as text fit for CSV."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        kinds = set(map(type, cells))
        counts = Counter(map(type, cells)) if kinds != {str} else Counter()
        self.numbers = counts[int] + counts[float]
        self.dates = counts[date] + counts[datetime]
        self.long_numbers = 0
        texts = _texts(cells, kinds)
        if self.numbers and any(map(is_long, set(cells))):
            self.long_numbers = sum(map(is_long, cells))
        whole = "".join(texts)
        self.is_filled = bool(whole)
        self.texts = list(map(_quoted, texts)) if any(each in whole for each in _QUOTED) else texts


def _texts(cells: Sequence[Cell], kinds: Set[type]) -> Sequence[str]:
    if kinds <= {str, float}:
        # A few numbers repeat, so convert each once. Not with booleans: 1 and True would be the same key.
        texts = {cell: shown(cell) for cell in set(cells)} if float in kinds else {}
        return list(map(texts.__getitem__, cells)) if texts else cast("Sequence[str]", cells)
    return [shown(cell) for cell in cells]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(each in cell for each in _QUOTED) else cell


def _by_column(counts: Counter[int], columns: int) -> tuple[int, ...]:
    """Return the counts of all columns; nothing if there are none."""
    return tuple(counts[n] for n in range(1, columns + 1)) if counts else ()


def _is_blank(line: str) -> bool:
    """Return whether a record holds nothing but spaces."""
    return not line.replace(",", "").strip()


def _filled_runs(runs: Iterable[tuple[int, int]], lines: Sequence[str], empty: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of runs of rows that hold something."""
    for first, last in runs:
        begin = 0
        for row in range(first, min(last, len(lines)) + 1):
            is_filled = lines[row - 1] != empty
            if is_filled and not begin:
                begin = row
            elif not is_filled and begin:
                yield begin, row - 1
                begin = 0
        if begin:
            yield begin, min(last, len(lines))


def _day(value: date) -> str:
    return f"{value.year:04}/{value.month}/{value.day}"


def _clock(value: time) -> str:
    return f"{value.hour}:{value.minute:02}" + (f":{value.second:02}" if value.second else "")
