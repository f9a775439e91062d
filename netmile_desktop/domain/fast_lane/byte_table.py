"""The rows of a large file as the bytes it came in and where in them each cell lies; decoded when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.fast_lane import packed_cells
from netmile_desktop.domain.fast_lane.cell_flags import NEAT, PLAIN, SOUND
from netmile_desktop.domain.fast_lane.packed_cells import Flags, Offsets, Positions, Words, numbers, words_of
from netmile_desktop.domain.rows.rows import Column, RecordFormat, Row, RowList, RowSequence, canonical

ROWS_AT_A_TIME = 2_000

_COLUMNS = tuple(Column)

Cells = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Shifts:
    """What puts the numbers of two kinds apart: records left out between rows, lines within records."""

    begins: Positions = field(default_factory=lambda: np.zeros(0, np.int64))
    """Places, ascending, from which on another number is added."""
    added: Positions = field(default_factory=lambda: np.zeros(0, np.int64))
    """Added in all from each of them on."""

    def shifted(self, places: Positions, by: int) -> Positions:
        """Places with what is added to each, and `by` to all of them."""
        if not len(self.begins):
            return places + by
        at = np.searchsorted(self.begins, places, "right")
        found: Positions = places + by + np.where(at > 0, self.added[at - 1], 0)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class ByteTable(RowSequence):
    """A sequence of rows; never changes. Threads may share it."""

    data: bytes = field(repr=False)
    form: RecordFormat
    cells: tuple[Offsets, ...] = field(repr=False)
    """Begins and ends of address, key and miles; for rows that are not PLAIN, begin and end of the record."""
    marks: NDArray[np.uint8] = field(repr=False)
    skipped: int
    """Number of records before the first row."""
    left_out: Shifts = field(default_factory=Shifts)
    """Records left out between the rows, by row."""
    shifts: Shifts = field(default_factory=Shifts)
    """Lines within records of several lines, by record from 0."""
    odd: Mapping[int, Cells] = field(default_factory=dict, repr=False)
    """Cells of those rows that are not PLAIN and are kept decoded."""
    _words: list[Words] = field(default_factory=list, repr=False)

    @property
    def words(self) -> Words:
        """The eight bytes from each position on."""
        if not self._words:
            self._words.append(words_of(self.data))
        return self._words[0]

    def __len__(self) -> int:
        return len(self.marks)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> RowList: ...
    def __getitem__(self, at: int | slice) -> Row | RowList:
        if isinstance(at, slice):
            return RowList(list(self.these(range(*at.indices(len(self))))))
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        (record,), (line,) = self.numbers(np.array([at]))
        return Row(at, record, line, *self.texts(at))

    def __iter__(self) -> Iterator[Row]:
        return self.these(range(len(self)))

    def these(self, places: Sequence[int]) -> Iterator[Row]:
        """Some rows, by their places."""
        for begin in range(0, len(places), ROWS_AT_A_TIME):
            some = np.asarray(places[begin : begin + ROWS_AT_A_TIME], np.int64)
            spans = zip(*(each[some].tolist() for each in self.cells), strict=True)
            plain = (self.marks[some] & PLAIN).tolist()
            odd, make = self.odd, Row._make
            records, lines = self.numbers(some)
            for place, record, line, is_plain, span in zip(some.tolist(), records, lines, plain, spans, strict=True):
                cells = self._plain(span) if is_plain else odd.get(place) or self._decoded(span[0], span[5])
                yield make((place, record, line, *cells))

    def numbers(self, places: Positions) -> tuple[list[int], list[int]]:
        """Record numbers and lines of some rows, both from 1."""
        records = self.left_out.shifted(places, self.skipped)
        return (records + 1).tolist(), self.shifts.shifted(records, 1).tolist()

    def odd_rows(self) -> Positions:
        """Rows of which something had to be decoded."""
        return np.flatnonzero((self.marks & PLAIN) == 0)

    def cells_of(self, column: Column) -> tuple[Offsets, Offsets]:
        """Where the cells of a column begin and end."""
        number = 2 * _COLUMNS.index(column)
        return self.cells[number], self.cells[number + 1]

    def spans(self, column: Column) -> Iterator[tuple[slice, Positions, Positions]]:
        """Where the cells of a column begin and how long they are, some rows at a time; of odd rows it means nothing."""
        last = len(self.words) - 1
        begins_of, ends_of = self.cells_of(column)
        for at in range(0, len(self) if last >= 0 else 0, packed_cells.ROWS_AT_A_TIME):
            some = slice(at, at + packed_cells.ROWS_AT_A_TIME)
            begins = begins_of[some].astype(np.int64)
            lengths = ends_of[some] - begins
            # Odd rows may begin so close to the end of the file that there is no word.
            yield some, np.minimum(begins, last), lengths

    def texts_of(self, rows: Positions, column: Column) -> Iterator[str]:
        """A cell of each of some rows."""
        begins, ends = self.cells_of(column)
        number, data = _COLUMNS.index(column), self.data
        plain = (self.marks[rows] & PLAIN).tolist()
        for row, is_plain, begin, end in zip(
            rows.tolist(), plain, begins[rows].tolist(), ends[rows].tolist(), strict=True
        ):
            yield data[begin:end].decode("latin-1") if is_plain else self.texts(row)[number]

    def texts(self, row: int) -> Cells:
        """The three cells of a row."""
        if row in self.odd:
            return self.odd[row]
        span = tuple(int(each[row]) for each in self.cells)
        return self._plain(span) if self.marks[row] & PLAIN else self._decoded(span[0], span[5])

    def body(self, places: Sequence[int] | None = None) -> bytes:
        """The canonical body of all or some rows, by their places; what lies there as it is sent is copied as it is."""
        some = np.arange(len(self)) if places is None else np.asarray(places, np.int64)
        if not len(some):
            return b""
        pieces = []
        is_neat = (self.marks[some] & NEAT) != 0
        # A run ends where the next row is not the next one of the file, or one of both is not neat.
        goes_on = is_neat[1:] & is_neat[:-1] & (some[1:] == some[:-1] + 1)
        begins = np.flatnonzero(np.concatenate(([True], ~goes_on)))
        ends = np.append(begins[1:], len(some))
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            if is_neat[begin]:
                pieces.append(self._neat_run(int(some[begin]), int(some[end - 1])))
            else:
                pieces.append(canonical(self.these(some[begin:end].tolist())))
        return b"".join(pieces)

    def ids(self) -> Sequence[int]:
        return range(len(self))

    def miles(self, places: Sequence[int] | None = None) -> int:
        """The sum over all or some rows, by their places; each must be a number."""
        some = np.arange(len(self)) if places is None else np.asarray(places, np.int64)
        sound = (self.marks[some] & SOUND) == SOUND
        sure = some[sound]
        begins = self.cells[4][sure]
        total = int(numbers(self.words, begins, self.cells[5][sure] - begins).sum())
        return total + sum(int(row.miles) for row in self.these(some[~sound].tolist()))

    def _neat_run(self, first: int, last: int) -> bytes:
        """Rows of which nothing but quotes, line ends and the separator can differ from what is sent."""
        text = self.data[int(self.cells[0][first]) : int(self.cells[5][last])]
        if b'"' in text:
            text = text.replace(b'"', b"")
        if b"\r" in text:
            text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if self.form.delimiter != ",":
            text = text.replace(self.form.delimiter.encode(), b",")
        return text + b"\n"

    def _plain(self, span: tuple[int, ...]) -> Cells:
        begin_a, end_a, begin_k, end_k, begin_m, end_m = span
        data = self.data
        return (
            data[begin_a:end_a].decode("latin-1"),
            data[begin_k:end_k].decode("latin-1"),
            data[begin_m:end_m].decode("latin-1"),
        )

    def _decoded(self, begin: int, end: int) -> Cells:
        return self.form.picked(self.form.cells(self.data[begin:end]))

    @property
    def sound(self) -> Flags:
        """Which rows are well-formed beyond doubt."""
        flags: Flags = (self.marks & SOUND) == SOUND
        return flags
