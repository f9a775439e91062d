"""From the bytes of a large file to its table: blocks on two threads, then in turn what spans lines."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.fast_lane.blocks import BLOCK_BYTES, blocks
from netmile_desktop.domain.fast_lane.byte_classes import ByteClasses, alphabet
from netmile_desktop.domain.fast_lane.byte_table import ByteTable, Cells, Shifts
from netmile_desktop.domain.fast_lane.cell_flags import PLAIN, STRANGE, marks
from netmile_desktop.domain.fast_lane.email_domains import EmailDomains
from netmile_desktop.domain.fast_lane.packed_cells import Offsets, Positions, words_of
from netmile_desktop.domain.fast_lane.records import Lines, scan
from netmile_desktop.domain.fast_lane.rows_on_bytes import RowsOnBytes
from netmile_desktop.domain.fast_lane.threads import in_order
from netmile_desktop.domain.row_sources.interface import Reading
from netmile_desktop.domain.rows.encodings import Structured, guess_unmarked, has_structure, structured, text_of
from netmile_desktop.domain.rows.lines import (
    count_lines,
    filled_end,
    line_after,
    line_of,
    lines_from,
    without_line_end,
)
from netmile_desktop.domain.rows.records import OUTER_SPACES, is_empty, quoted_record, trimmed
from netmile_desktop.domain.rows.rows import Recipe, RecordFormat, looks_like_header
from netmile_desktop.progress import SILENT, Progress

_T = TypeVar("_T", bound=np.generic)

RECORDS_AT_A_TIME = 1_000
RECORDS_LOOKED_OVER = 20_000

ODD_ROWS_KEPT = 50_000
"""Most rows decoded during reading whose cells are kept."""

_LARGEST_INT32 = 2**31 - 1


@dataclass(slots=True)
class _Piece:
    """The lines of one block, on their way to be records."""

    cells: list[Offsets]
    """Offsets as in the table: for lines that are not PLAIN, their begin and end."""
    marks: NDArray[np.uint8]
    troubled: list[int]
    kept: NDArray[np.bool_] | None = None
    """Which lines begin a record; None if all do."""


def read_large(data: bytes, recipe: Recipe, progress: Progress = SILENT, *, block_bytes: int = BLOCK_BYTES) -> Reading:
    """What `reading.read_plainly` would say of a source, with its rows on the bytes.

    Raises:
        FileUnreadable: as `reading.read` does.
    """
    source = structured(data, recipe.encoding, recipe.delimiter)
    file = _File(source, recipe, progress, block_bytes)
    if not source.encoding and not has_structure(file.encoding):
        # That shows by the lines with strange characters, which are known only now.
        file = _File(structured(data, file.encoding, recipe.delimiter), recipe, progress, block_bytes)
    return file.reading()


class _File:
    """One file under work."""

    def __init__(self, source: Structured, recipe: Recipe, progress: Progress, block_bytes: int) -> None:
        self._data = source.data
        self._recipe = recipe
        self._progress = progress
        self._delimiter = recipe.delimiter or _delimiter(source.data)
        filled = filled_end(source.data, self._delimiter)
        # Quotes end before it, and the empty lines behind it need no closer look.
        self._end = line_after(source.data, filled) if filled else 0
        self._pieces = self._scanned(block_bytes)
        self.encoding = source.encoding or self._guess()
        form = source.form or self.encoding
        self._form = RecordFormat(form, self._delimiter, recipe.columns, recipe.limits)

    def reading(self) -> Reading:
        self._drop_byte_order_mark()
        self._follow_quotes()
        dropped = count_lines(self._data, self._end, len(self._data)) + self._drop_empty_end()
        filled = sum(map(_records_in, self._pieces))
        kept = _kept_records(self._recipe, filled)
        count = filled if kept is None else len(kept)
        if not count:
            raise FileUnreadable(ReadFault.EMPTY, "")
        first = self._record_at(0 if kept is None else int(kept[0]))
        has_header = looks_like_header(first) if self._recipe.header is None else self._recipe.header
        odd: dict[int, Cells] = {}
        table = self._table(kept, 1 if has_header else 0, odd)
        trimmed_cells, undecodable = self._oddities(table, odd)
        return Reading(
            encoding=self.encoding,
            delimiter=self._delimiter,
            header=tuple(first) if has_header else None,
            rows=table,
            trimmed_cells=trimmed_cells,
            dropped_records=dropped,
            undecodable_records=undecodable,
        )

    def _scanned(self, block_bytes: int) -> list[_Piece]:
        letters, book = alphabet(self._delimiter), EmailDomains()
        spans = list(blocks(self._data, self._end, block_bytes))
        pieces = []
        for (_, until), piece in in_order(lambda span: self._piece(span, letters, book), spans):
            self._progress.report(until, len(self._data), "reading")
            pieces.append(piece)
        return pieces

    def _piece(self, span: tuple[int, int], letters: ByteClasses, book: EmailDomains) -> _Piece:
        lines = scan(self._data, *span, letters, self._recipe.columns, self._recipe.limits)
        if not span[0] and self._data.startswith(codecs.BOM_UTF8):
            lines.plain[:1] = lines.neat[:1] = False  # the mark may stand before a cell that is not sent
        return _piece_of(lines, marks(lines, words_of(self._data), len(self._data), book), len(self._data))

    def _guess(self) -> str:
        """By the lines that hold anything but plain characters: the others are alike in all encodings."""
        if any(np.any(piece.marks & (PLAIN | STRANGE) == PLAIN | STRANGE) for piece in self._pieces):
            return guess_unmarked(self._data)
        strange = b"\n".join(self._data[begin:end] for piece in self._pieces for begin, end in _spans(piece))
        return guess_unmarked(strange)

    def _drop_byte_order_mark(self) -> None:
        begin = 0
        if self._form.encoding == "utf-8" and self._data.startswith(codecs.BOM_UTF8):
            begin = len(codecs.BOM_UTF8)
            # Decoding drops one, and another one is taken for a leftover.
            if self.encoding == "utf-8-sig" and self._data.startswith(codecs.BOM_UTF8, begin):
                begin *= 2
        if begin and self._pieces:
            # The mark is no plain character, so the first line is not PLAIN, and troubled where it has quotes.
            self._pieces[0].cells[0][0] = begin

    def _follow_quotes(self) -> None:
        """Give lines inside a quoted cell to the record in which it began."""
        resume = 0
        for piece in self._pieces:
            if resume <= piece.cells[0][0] and not piece.troubled:
                continue
            piece.kept = np.ones(len(piece.marks), np.bool_)
            _leave_out(piece, 0, resume)
            for line in piece.troubled:
                begin = int(piece.cells[0][line])
                if begin < resume or not self._opens_a_quote(begin, int(piece.cells[5][line])):
                    continue
                self._progress.report(begin, len(self._data), "reading")
                used, _ = quoted_record(lines_from(self._data, begin, self._form.encoding), self._delimiter)
                if used > 1:
                    last = begin
                    for _ in range(used - 1):
                        last = line_after(self._data, last)
                    resume = line_after(self._data, last)
                    piece.cells[5][line] = without_line_end(self._data, last, resume)
                    _leave_out(piece, line + 1, resume)

    def _opens_a_quote(self, begin: int, end: int) -> bool:
        """Whether a cell of a line may begin with a quote; other quotes never reach into the next line."""
        line = self._data[begin:end]
        return line.startswith(b'"') or f'{self._delimiter}"'.encode() in line

    def _drop_empty_end(self) -> int:
        """Take empty records off the end; returns how many there were."""
        dropped = 0
        while self._pieces:
            piece = self._pieces[-1]
            kept = np.flatnonzero(piece.kept) if piece.kept is not None else np.arange(len(piece.marks))
            filled = len(kept)
            while filled and is_empty(self._record(piece, int(kept[filled - 1]))):
                if dropped % RECORDS_AT_A_TIME == 0:
                    self._progress.report(len(self._data), len(self._data), "reading")
                filled -= 1
                dropped += 1
            if filled:
                _keep_until(piece, int(kept[filled - 1]) + 1)
                break
            self._pieces.pop()
        return dropped

    def _record_at(self, place: int) -> list[str]:
        """All cells of a record by its place among all records, trimmed."""
        for piece in self._pieces:
            if place < (count := _records_in(piece)):
                return self._record(piece, place if piece.kept is None else int(np.flatnonzero(piece.kept)[place]))
            place -= count
        raise IndexError(place)

    def _record(self, piece: _Piece, line: int) -> list[str]:
        """All cells of a record, trimmed."""
        begin, end = int(piece.cells[0][line]), int(piece.cells[5][line])
        if piece.marks[line] & PLAIN:
            # Only its cells are known, and all of them lie in one line.
            begin = line_of(self._data, begin)
            end = without_line_end(self._data, begin, line_after(self._data, begin))
        return self._form.cells(self._data[begin:end])

    def _table(self, kept: Positions | None, header: int, odd: Mapping[int, Cells]) -> RowsOnBytes:
        """The rows, which are the records kept but for the header; `kept` is None for all of them."""
        rows = slice(header, None) if kept is None else kept[header:]
        skipped, left_out = (header, Shifts()) if isinstance(rows, slice) else _gaps_between(rows)
        shifts = _shifts(self._pieces)
        columns: list[Offsets] = []
        for n in range(6):
            columns.append(_joined(self._pieces, [piece.cells[n] for piece in self._pieces])[rows])
            for piece in self._pieces:
                piece.cells[n] = piece.cells[n][:0]
        found = _joined(self._pieces, [piece.marks for piece in self._pieces])[rows]
        return RowsOnBytes(self._data, self._form, tuple(columns), found, skipped, left_out, shifts, odd)

    def _oddities(self, table: ByteTable, odd: dict[int, Cells]) -> tuple[int, list[int]]:
        """How many cells are trimmed, and which records lost characters; keeps the cells of some rows in `odd`."""
        changed = 0
        undecodable = []
        rows = table.odd_rows()
        kept = len(rows) <= ODD_ROWS_KEPT
        for row, text, is_odd in chain(self._odd(table, rows), self._changed_elsewhere(table)):
            raw = self._form.untrimmed(text)
            cells = trimmed(raw)
            if raw != cells:
                changed += sum(a != b for a, b in zip(raw, cells, strict=True))
            if "\ufffd" in text and any("\ufffd" in cell for cell in cells):
                undecodable.append(row)
            if kept and is_odd:
                odd[row] = self._form.picked(cells)
        return changed, table.numbers(np.sort(np.array(undecodable, np.int64)))[0]

    def _odd(self, table: ByteTable, rows: Positions) -> Iterator[tuple[int, str, bool]]:
        """Rows that must be decoded, with their text."""
        for at in range(0, len(rows), RECORDS_AT_A_TIME):
            self._progress.report(at, len(rows), "reading")
            some = rows[at : at + RECORDS_AT_A_TIME]
            spans = zip(table.cells[0][some].tolist(), table.cells[5][some].tolist(), strict=True)
            texts = self._form.texts([self._data[begin:end] for begin, end in spans])
            yield from zip(some.tolist(), texts, repeat(True))

    def _changed_elsewhere(self, table: ByteTable) -> Iterator[tuple[int, str, bool]]:
        """Rows that are sent as they stand, but may have other cells that are trimmed or cannot be read."""
        data, lines = self._data, table.cells[0]
        strange = np.flatnonzero(table.marks & (PLAIN | STRANGE) == PLAIN | STRANGE)
        for at in range(0, len(strange), RECORDS_LOOKED_OVER):
            self._progress.report(at, len(strange), "reading")
            some = lines[strange[at : at + RECORDS_LOOKED_OVER]].tolist()
            text = text_of(data[line_of(data, some[0]) : line_after(data, some[-1])], self._form.encoding)
            if _may_differ(text, self._delimiter):
                for row, place in zip(strange[at : at + RECORDS_LOOKED_OVER].tolist(), some, strict=True):
                    begin = line_of(data, place)
                    line = data[begin : without_line_end(data, begin, line_after(data, begin))]
                    yield row, self._form.texts([line])[0], False


def _may_differ(text: str, delimiter: str) -> bool:
    """Whether a cell of some records may have spaces at its ends, or characters that could not be read."""
    spaces = [space for space in OUTER_SPACES if space in text and space != delimiter]
    around = [
        pair for space in spaces for edge in (delimiter, '"', "\n", "\r") for pair in (space + edge, edge + space)
    ]
    return "\ufffd" in text or text[0] in spaces or text[-1] in spaces or any(pair in text for pair in around)


def _delimiter(data: bytes) -> str:
    """As the plain reader has it: a tab where the first line has tabs only."""
    first = data[: data.find(b"\n") + 1 or None]
    return "\t" if b"\t" in first and b"," not in first else ","


def _piece_of(lines: Lines, found: NDArray[np.uint8], file_end: int) -> _Piece:
    """Slim enough to be kept until all blocks are read."""
    odd = np.flatnonzero((found & PLAIN) == 0)
    for n, cell in enumerate(lines.cells):
        cell[odd] = lines.starts[odd] if n < 5 else lines.ends[odd]
    if file_end <= _LARGEST_INT32:
        cells: list[Offsets] = [cell.astype(np.int32) for cell in lines.cells]
    else:
        cells = list(lines.cells)
    return _Piece(cells, found, lines.troubled.tolist())


def _spans(piece: _Piece) -> Iterator[tuple[int, int]]:
    """Where lines that are not PLAIN begin and end."""
    lines = np.flatnonzero((piece.marks & PLAIN) == 0)
    return zip(piece.cells[0][lines].tolist(), piece.cells[5][lines].tolist(), strict=True)


def _leave_out(piece: _Piece, first: int, until: int) -> None:
    """Lines from the first on that begin before a position are none of their own."""
    assert piece.kept is not None
    begins = piece.cells[0]
    # As a number of the same kind, or all of them would be converted first.
    piece.kept[first : int(np.searchsorted(begins, begins.dtype.type(until)))] = False


def _keep_until(piece: _Piece, lines: int) -> None:
    piece.marks = piece.marks[:lines]
    piece.cells = [cell[:lines] for cell in piece.cells]
    piece.kept = None if piece.kept is None else piece.kept[:lines]


def _joined(pieces: list[_Piece], values: Sequence[NDArray[_T]]) -> NDArray[_T]:
    """Values of all lines that begin a record."""
    kept = (each if piece.kept is None else each[piece.kept] for piece, each in zip(pieces, values, strict=True))
    return np.concatenate(list(kept))


def _records_in(piece: _Piece) -> int:
    return len(piece.marks) if piece.kept is None else int(np.count_nonzero(piece.kept))


def _kept_records(recipe: Recipe, filled: int) -> Positions | None:
    """As the plain reader's `kept_records`; None if it is all of them."""
    if not (recipe.skip or recipe.tail or recipe.without):
        return None
    end = max(0, filled - recipe.tail)
    left_out = np.zeros(end + 1, np.int32)
    if recipe.without:
        firsts, lasts = np.array(recipe.without, np.int64).T
        np.add.at(left_out, np.clip(firsts - 1, 0, end), 1)
        np.add.at(left_out, np.clip(lasts, 0, end), -1)
    kept = np.cumsum(left_out[:-1]) == 0
    kept[: recipe.skip] = False
    return np.flatnonzero(kept)


def _gaps_between(records: Positions) -> tuple[int, Shifts]:
    """How many records precede the first of these, and how many lie between them."""
    if not len(records):
        return 0, Shifts()
    before = records - np.arange(len(records))
    begins = np.flatnonzero(np.diff(before)) + 1
    return int(before[0]), Shifts(begins, before[begins] - before[0])


def _shifts(pieces: list[_Piece]) -> Shifts:
    """Where lines are no records of their own, by record; a file without such has none."""
    begins: list[int] = []
    added: list[int] = []
    records = left_out = 0
    for piece in pieces:
        for record, count in _gaps(piece):
            left_out += count
            begins.append(records + record + 1)
            added.append(left_out)
        records += _records_in(piece)
    return Shifts(np.array(begins, np.int64), np.array(added, np.int64))


def _gaps(piece: _Piece) -> Iterator[tuple[int, int]]:
    """Each run of lines left out: the record before it, counted in the piece, and its length."""
    if piece.kept is None or piece.kept.all():
        return
    kept = np.flatnonzero(piece.kept)
    missing = np.diff(kept, prepend=-1, append=len(piece.kept)) - 1
    for n in np.flatnonzero(missing).tolist():
        yield n - 1, int(missing[n])
