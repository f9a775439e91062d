"""Parts of a table, for those who must find out what it is before all of it is read.

Each function takes the bytes of a file, one of `ENCODINGS` and the separator. Records are as `reading` finds them, and
so are their numbers, from 1; their cells are trimmed. Bytes in which lines cannot be found are decoded as a whole by
each of them: whoever has several questions may pass on the `data` and `form` of `encodings.structured` instead. All of
them raise FileUnreadable as that does.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from netmile_desktop.domain.rows.encodings import structured, text_of
from netmile_desktop.domain.rows.lines import (
    count_lines,
    filled_end,
    line_after,
    line_of,
    lines_from,
    without_line_end,
)
from netmile_desktop.domain.rows.records import LINES_IN_A_QUOTE, is_empty, quoted_record, trimmed

_WINDOW = 1 << 16
_LINES_AT_A_TIME = 64
"""Lines with closed quotes passed at once, before the next quote is looked for."""

_LINE_ENDS = b"\r\n"


@dataclass(frozen=True, slots=True)
class _Record:
    """One record and where it lies, the last line end included."""

    begin: int
    end: int
    lines: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class _Table:
    """The bytes of a file up to the end of its last line that may be filled."""

    data: bytes
    form: str
    delimiter: str
    begin: int
    """Behind a byte order mark."""
    end: int

    def records(self, at: int) -> Iterator[_Record]:
        """Yield records from the beginning of one on."""
        while at < self.end:
            record = self._record(at)
            yield record
            at = record.end

    def multi_line(self) -> Iterator[_Record]:
        """Yield the records of more than one line."""
        closed = _closed_lines(self.delimiter)
        at = self.begin
        while (quote := self.data.find(b'"', at, self.end)) >= 0:
            at = max(at, line_of(self.data, quote))
            if passed := closed.match(self.data, at, self.end):
                at = passed.end()
                continue
            record = self._record(at)
            if record.lines > 1:
                yield record
            at = record.end

    def cells_of_line(self, begin: int, end: int) -> list[str]:
        """Return the cells of a line that is a record of its own."""
        text = text_of(self.data[begin:end], self.form)
        return trimmed(quoted_record([text], self.delimiter)[1])

    def _record(self, at: int) -> _Record:
        end = line_after(self.data, at)
        lines = 1
        if b'"' in self.data[at:end]:
            lines, cells = quoted_record(lines_from(self.data, at, self.form), self.delimiter)
            for _ in range(lines - 1):
                end = line_after(self.data, end)
            return _Record(at, end, lines, trimmed(cells))
        return _Record(at, end, lines, self.cells_of_line(at, end))


def beginning(data: bytes, encoding: str, delimiter: str, at_most: int) -> list[list[str]]:
    """Return the first records. Of empty ones at the end of a small file some may be among them."""
    table = _table(data, encoding, delimiter)
    return [record.cells for record in islice(table.records(table.begin), at_most)]


def ending(data: bytes, encoding: str, delimiter: str, at_most: int) -> list[list[str]]:
    """Return the last records up to the last filled one.

    No more is read of a large file than it takes. Cells with line ends just before may make the first of many records
    come out otherwise than they are.
    """
    table = _table(data, encoding, delimiter)
    size = _WINDOW
    while True:
        begin = table.end - size
        is_all = begin <= table.begin
        begin = table.begin if is_all else line_of(table.data, begin)
        found = [record.cells for record in table.records(begin)]
        while found and is_empty(found[-1]):
            found.pop()
        # The first line may lie within a cell.
        if is_all or len(found) >= at_most + LINES_IN_A_QUOTE:
            return found[-at_most:] if at_most else []
        size *= 4


def middle(data: bytes, encoding: str, delimiter: str, places: int, at_most: int) -> list[list[str]]:
    """Return records from the first lines behind evenly spaced places, as many as `at_most` from each.

    A line within a cell is taken for the beginning of a record. No record comes twice.
    """
    table = _table(data, encoding, delimiter)
    found: list[list[str]] = []
    at = table.begin
    for place in range(1, places + 1):
        at = max(at, line_after(table.data, table.begin + (table.end - table.begin) * place // (places + 1)))
        for record in islice(table.records(at), at_most):
            found.append(record.cells)
            at = record.end
    return found


def count_records(data: bytes, encoding: str, delimiter: str) -> int:
    """Return the number of the last filled record; 0 if there is none."""
    table = _table(data, encoding, delimiter)
    more = 0
    behind = table.begin
    for record in table.multi_line():
        more += record.lines - 1
        behind = record.end
    end = table.end
    # A record of several lines has a line end in a cell, so it is filled.
    while end > behind:
        begin = max(behind, line_of(table.data, without_line_end(table.data, behind, end)))
        if not is_empty(table.cells_of_line(begin, end)):
            break
        end = begin
    return count_lines(table.data, table.begin, end) - more


def records_equal_to(data: bytes, encoding: str, delimiter: str, number: int) -> list[int]:
    """Return the numbers of the records behind one that consist of the same bytes, as in a file joined from several.

    A byte order mark before such a record does not count.
    """
    table = _table(data, encoding, delimiter)
    model = next((each for n, each in enumerate(table.records(table.begin), 1) if n == number), None)
    if model is None or is_empty(model.cells):
        return []
    begin, end = model.begin, without_line_end(table.data, model.begin, model.end)
    spans = dict(_occurrences(table, table.data[begin:end], model.end))
    return [number for number, begin, end in _placed(table, spans) if spans.get(begin) == end] if spans else []


def records_with(
    data: bytes, encoding: str, delimiter: str, wanted: Sequence[str] | re.Pattern[bytes], behind: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of the records behind one that have something in them, and perhaps of others.

    Args:
        wanted: Texts of which a record has any, those in small letters in any case; or a pattern of ASCII characters.
            Without a text, all records are yielded.
        behind: Number of the record behind which they are looked for.
    """
    table = _table(data, encoding, delimiter)
    if not wanted:
        yield from islice(((n, record.cells) for n, record in enumerate(table.records(table.begin), 1)), behind, None)
        return
    first = next((record.begin for record in islice(table.records(table.begin), behind, None)), table.end)
    if lines := _lines_with(table, wanted, first):
        for number, begin, _ in _placed(table, lines):
            yield number, next(table.records(begin)).cells


def _table(data: bytes, encoding: str, delimiter: str) -> _Table:
    source = structured(data, encoding, delimiter)
    begin = 0
    if source.form == "utf-8" and source.data.startswith(codecs.BOM_UTF8):
        begin = len(codecs.BOM_UTF8)
        if encoding == "utf-8-sig" and source.data.startswith(codecs.BOM_UTF8, begin):
            begin *= 2
    filled = filled_end(source.data, delimiter)
    end = line_after(source.data, filled) if filled > begin else begin
    return _Table(source.data, source.form, delimiter, begin, end)


def _occurrences(table: _Table, text: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield where lines with a text begin and where the next one does, from a position on."""
    while (at := table.data.find(text, at, table.end)) >= 0:
        end = at + len(text)
        begin = at - len(codecs.BOM_UTF8) if table.data.endswith(codecs.BOM_UTF8, 0, at) else at
        if table.data[begin - 1] in _LINE_ENDS and table.data[end : end + 1] in {b"", b"\r", b"\n"}:
            yield begin, line_after(table.data, end)
        at = end


def _lines_with(table: _Table, wanted: Sequence[str] | re.Pattern[bytes], at: int) -> list[int]:
    """Return where the lines begin, from one on, that may have what is wanted in them."""
    if isinstance(wanted, re.Pattern):
        return sorted({max(at, line_of(table.data, each.end())) for each in wanted.finditer(table.data, at, table.end)})
    found: set[int] = set()
    for is_ascii in (True, False):
        texts = [text.encode(table.form, "ignore") for text in wanted if text.isascii() is is_ascii]
        if not any(texts):
            continue
        pattern, data, place = re.compile(b"|".join(map(re.escape, filter(None, texts)))), table.data, at
        if is_ascii:
            data = data.lower()
        while match := pattern.search(data, place, table.end):
            found.add(max(at, line_of(table.data, match.start())))  # not before a byte order mark
            place = line_after(table.data, match.start())
    return sorted(found)


def _placed(table: _Table, lines: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Yield number, beginning and end of the records that some lines belong to, given by where they begin, in order."""
    several = table.multi_line()
    record = next(several, None)
    count, more, at, done = 0, 0, table.begin, table.begin
    for line in lines:
        while record is not None and record.end <= line:
            more += record.lines - 1
            record = next(several, None)
        begin, end = line, line_after(table.data, line)
        if record is not None and record.begin <= line:
            begin, end = record.begin, record.end
        if begin < done:
            continue  # of the record before
        count += count_lines(table.data, at, begin)
        at, done = begin, end
        yield count - more + 1, begin, end


@lru_cache
def _closed_lines(delimiter: str) -> re.Pattern[bytes]:
    """Return a pattern of lines in which every cell that begins with a quote is closed.

    Groups are repeated without `+` behind: Python before 3.11.5 matches such repeats wrongly. No line matches in two
    ways, so that nothing is tried again.
    """
    separator = re.escape(delimiter.encode())
    cell = rb'(?:"[^"\r\n]*+(?:""[^"\r\n]*+)*"(?!")|(?!"))[^%b\r\n]*+' % separator
    line = rb"%b(?:%b%b)*(?:\r\n?+|\n)" % (cell, separator, cell)
    return re.compile(rb"(?:%b){1,%d}" % (line, _LINES_AT_A_TIME))
