"""Records of a large source as they stand in its bytes, with the columns that no cell of the table points to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from netmile_desktop.domain.fast_lane.byte_table import ROWS_AT_A_TIME, ByteTable
from netmile_desktop.domain.fast_lane.cell_flags import PLAIN
from netmile_desktop.domain.fast_lane.packed_cells import Positions


def whole_records(table: ByteTable, places: Sequence[int]) -> Iterator[list[str]]:
    """Yield all cells of some rows, trimmed, by their places; only these are decoded."""
    for at in range(0, len(places), ROWS_AT_A_TIME):
        some = np.asarray(places[at : at + ROWS_AT_A_TIME], np.int64)
        plain = (table.marks[some] & PLAIN).tolist()
        lines = zip(*(each.tolist() for each in (*_spans(table, some), *_bounds(table, some))), strict=True)
        records = zip(table.cells[0][some].tolist(), table.cells[5][some].tolist(), strict=True)
        for is_plain, line, (begin, end) in zip(plain, lines, records, strict=True):
            if is_plain:
                begin, end = _line_around(table.data, *line)
            yield table.form.cells(table.data[begin:end])


def _spans(table: ByteTable, some: Positions) -> tuple[Positions, Positions]:
    """Where the cells of each row that are known begin and end."""
    begins, ends = (np.stack([each[some] for each in table.cells[n::2]]) for n in (0, 1))
    return begins.min(axis=0), ends.max(axis=0)


def _bounds(table: ByteTable, some: Positions) -> tuple[Positions, Positions]:
    """Positions before and behind each row between which its line lies: in the rows next to it, if there are any."""
    last = len(table) - 1
    _, low = _spans(table, np.maximum(some - 1, 0))
    high, _ = _spans(table, np.minimum(some + 1, last))
    return np.where(some > 0, low, 0), np.where(some < last, high, len(table.data))


def _line_around(data: bytes, begin: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Return where the line begins and ends that holds a part of it; line ends are LF, CR or both."""
    before = max(data.rfind(b"\n", low, begin), data.rfind(b"\r", low, begin))
    behind = [found for found in (data.find(b"\n", end, high), data.find(b"\r", end, high)) if found >= 0]
    return (before + 1 if before >= 0 else low), min(behind, default=high)
