"""What the cells of a table look like, some rows at a time; cells that equal their bytes are not decoded."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.cell_flags import PLAIN
from netmile_desktop.domain.fast_lane.packed_cells import Flags, Positions, are_digits
from netmile_desktop.domain.fast_lane.unusual import between
from netmile_desktop.domain.row_sources.interface import Shape
from netmile_desktop.progress import Progress

_AT = ord("@")


def shapes(table: ByteTable, rows_each: int, progress: Progress) -> Iterator[Shape]:
    """Yield the shape of each block of rows, as the plain rows have it."""
    for at in range(0, len(table), rows_each):
        progress.report(at, len(table), "reading")
        some = np.arange(at, min(at + rows_each, len(table)))
        plain = (table.marks[some] & PLAIN) != 0
        record = table.numbers(some[:1])[0][0]
        yield _shape(table, some[plain], record).with_rows(table.these(some[~plain].tolist()))


def _shape(table: ByteTable, rows: Positions, record: int) -> Shape:
    """The shape of PLAIN rows."""
    if not len(rows):
        return Shape(record)
    begin_a, end_a, begin_k, end_k, begin_m, end_m = (each[rows].astype(np.int64) for each in table.cells)
    first, last = min(int(begin_a[0]), int(begin_k[0])), max(int(end_a[-1]), int(end_k[-1]))
    ats = np.flatnonzero(np.frombuffer(table.data, np.uint8, last - first, first) == _AT) + first
    is_number = are_digits(table.words, begin_k, end_k - begin_k) & (end_k > begin_k)
    miles = are_digits(table.words, begin_m, end_m - begin_m) & (end_m > begin_m)
    return Shape(
        record,
        len(rows),
        addresses=_count(between(ats, begin_a, end_a) == 1),
        empty_keys=_count(end_k == begin_k),
        digit_keys=_count(is_number),
        address_keys=_count(between(ats, begin_k, end_k) > 0),
        digit_miles=_count(miles),
        digit_key_length=int((end_k - begin_k)[is_number].sum()),
        miles_length=int((end_m - begin_m).sum()),
    )


def _count(flags: Flags) -> int:
    return int(np.count_nonzero(flags))
