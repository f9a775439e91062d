"""The lines of a preview: beginning and end of a file with a fold between, and what each record is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from netmile_desktop.domain.tables.table import DoubtCause, Inclusion, LeftOutCause, LeftOutRecords, TableReading
from netmile_desktop.workspace.sources.looks import Record, SourceLook

_END_LINES = 4
"""Lines of the end that are shown as long as the fold is closed."""
_AT_LEAST = 6
"""Fewer lines than this are not folded, however small the view is."""


class LineKind(Enum):
    """What a line shows."""

    ROW = auto()
    HEADING = auto()
    LEFT_OUT = auto()
    PUT_BACK = auto()
    HIDDEN_ASKED = auto()
    """A hidden row that is neither included nor left out yet."""
    HIDDEN_OUT = auto()
    HIDDEN_IN = auto()
    FOLD = auto()
    """Records that are not shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview; several records if they are left out together, or folded."""

    kind: LineKind
    first: int
    last: int
    cells: tuple[str, ...] = ()
    cause: LeftOutCause | None = None
    hidden: int = 0
    """Hidden records within a fold."""

    @property
    def count(self) -> int:
        """Number of records."""
        return self.last - self.first + 1


def lines_of(look: SourceLook, room: int, opened: Sequence[Record] = (), *, is_open: bool = False) -> list[Line]:
    """Return the lines to show.

    Args:
        room: Lines that fit; while the fold is closed, no more are shown.
        opened: Records after `look.beginning` that were loaded.
        is_open: Whether the fold was opened: everything known is shown.
    """
    known = _Known(look.table)
    head = list(known.lines([*look.beginning, *opened]))
    tail = list(known.lines(look.ending))
    if is_open:
        return _joined(head, tail, look.table)
    room = max(room, _AT_LEAST)
    if not tail:
        if len(head) <= room:
            return head
        head, tail = head[:-_END_LINES], head[-_END_LINES:]
    tail = tail[-min(_END_LINES, max(room // 3, 1)) :]
    return _joined(head[: room - len(tail) - 1], tail, look.table)


def left_behind(look: SourceLook, opened: Sequence[Record]) -> tuple[int, int]:
    """Return the first and last record between those that are known; the first is greater if there is none."""
    first = (opened[-1].number if opened else look.beginning[-1].number) + 1 if look.beginning else 1
    last = look.ending[0].number - 1 if look.ending else first - 1
    return first, last


def _joined(head: list[Line], tail: list[Line], table: TableReading) -> list[Line]:
    first = head[-1].last + 1 if head else 1
    last = tail[0].first - 1 if tail else first - 1
    if last < first:
        return [*head, *tail]
    return [*head, Line(LineKind.FOLD, first, last, hidden=hidden_within(table, first, last)), *tail]


def hidden_within(table: TableReading, first: int, last: int) -> int:
    """Return the number of hidden records from `first` through `last`."""
    return sum(max(min(last, to) - max(first, start) + 1, 0) for start, to in table.hidden_rows)


def hidden_rows(table: TableReading) -> int:
    """Return the number of hidden records within a table."""
    return sum(last - first + 1 for first, last in table.hidden_rows)


def is_within(runs: Sequence[tuple[int, int]], number: int) -> bool:
    """Return whether a record belongs to one of some runs, which are in order."""
    at = bisect_right(runs, number, key=lambda run: run[0]) - 1
    return at >= 0 and number <= runs[at][1]


class _Known:
    """What the records of a table are."""

    def __init__(self, table: TableReading) -> None:
        self._table = table
        self._left_out = sorted(table.left_out, key=lambda each: each.first)
        self._starts = [each.first for each in self._left_out]
        self._hidden = sorted(table.hidden_rows)
        self._put_back = set(table.choices.put_back)
        self._is_asked = any(doubt.cause is DoubtCause.HIDDEN_ROWS for doubt in table.doubts)

    def lines(self, records: Iterable[Record]) -> Iterator[Line]:
        """Yield a line for each record; records left out together share one."""
        pending: Line | None = None
        for record in records:
            line = self._line(record)
            if pending is not None and self._belong_together(pending, line):
                cells = pending.cells if any(pending.cells) else line.cells
                pending = Line(pending.kind, pending.first, line.last, cells, pending.cause)
                continue
            if pending is not None:
                yield pending
            pending = line
        if pending is not None:
            yield pending

    def _belong_together(self, before: Line, line: Line) -> bool:
        is_left_out = before.kind is line.kind is LineKind.LEFT_OUT
        return is_left_out and line.first == before.last + 1 and self._of(before.first) is self._of(line.first)

    def _line(self, record: Record) -> Line:
        number = record.number
        if number == self._table.header_record:
            return Line(LineKind.HEADING, number, number, record.cells)
        left_out = self._of(number)
        if left_out is not None and left_out.cause is not LeftOutCause.HIDDEN:
            return Line(LineKind.LEFT_OUT, number, number, record.cells, left_out.cause)
        if left_out is not None or self._is_hidden(number):
            return Line(self._hidden_kind(left_out), number, number, record.cells)
        kind = LineKind.PUT_BACK if number in self._put_back else LineKind.ROW
        return Line(kind, number, number, record.cells)

    def _hidden_kind(self, left_out: LeftOutRecords | None) -> LineKind:
        if left_out is not None or self._table.choices.hidden is Inclusion.LEAVE_OUT:
            return LineKind.HIDDEN_OUT
        return LineKind.HIDDEN_ASKED if self._is_asked else LineKind.HIDDEN_IN

    def _of(self, number: int) -> LeftOutRecords | None:
        at = bisect_right(self._starts, number) - 1
        return self._left_out[at] if at >= 0 and number <= self._left_out[at].last else None

    def _is_hidden(self, number: int) -> bool:
        return is_within(self._hidden, number)
