"""Rows of a large batch by number: in order, filtered, and by what they mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.cell_flags import PLAIN
from netmile_desktop.domain.fast_lane.duplicates import Rows
from netmile_desktop.domain.fast_lane.threads import in_order
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.progress import SILENT, Progress

Ids = NDArray[np.int32]

_COLUMNS = tuple(Column)
_ROWS_AT_A_TIME = 1 << 15
_DECODED_AT_A_TIME = 1_000
_HITS_ARE_MANY = 4
"""Rows per hit below which searching from each row for its hits is faster than the other way round."""

_CAPITAL = np.uint8(0x20)
_NO_HIT = np.iinfo(np.int64).max


def ids_in_order(count: int, typed: Sequence[int], before: Sequence[int]) -> Ids:
    """Rows of a source and those typed in between, each with the number of rows of the source before it."""
    ids = np.arange(count, dtype=np.int32)
    return np.insert(ids, list(before), list(typed)) if typed else ids


def without(ids: Ids, dropped: Iterable[int]) -> Ids:
    """Ids but for some."""
    out = np.fromiter(dropped, np.int64)
    if not len(out) or not len(ids):
        return ids
    kept = np.ones(max(int(ids.max()), int(out.max())) + 1, np.bool_)
    kept[out] = False
    return ids[kept[ids]]


def good_miles(table: ByteTable, bad: Iterable[int]) -> int:
    """The sum of miles over all rows of a table but for some; each must be a number."""
    rows = without(np.arange(len(table), dtype=np.int32), bad)
    return table.miles(rows.data)


def marked(size: int, chosen: Rows, dropped: Iterable[int], added: Iterable[int]) -> NDArray[np.bool_]:
    """For each id below `size` whether it is chosen and not dropped, or added."""
    flags = np.zeros(size, np.bool_)
    flags[chosen] = True
    flags[np.fromiter(dropped, np.int64)] = False
    flags[np.fromiter(added, np.int64)] = True
    return flags


def among(ids: Ids, chosen: Ids) -> NDArray[np.bool_]:
    """Which of some ids are chosen."""
    flags = np.zeros(int(max(ids.max(initial=0), chosen.max(initial=0))) + 1, np.bool_)
    flags[chosen] = True
    return flags[ids]


def mentioning(
    table: ByteTable, text: str, columns: Sequence[Column], *, ignore_case: bool, progress: Progress = SILENT
) -> Rows:
    """Rows with a text in any of these cells; with `ignore_case` it is given case-folded."""
    found = np.zeros(len(table), np.bool_)
    if text.isascii():
        for rows in _mentions_in_bytes(table, text.encode(), columns, ignore_case, progress):
            found[rows] = True
    odd = np.flatnonzero((table.marks & PLAIN) == 0)
    found[odd] = False
    for n, row in enumerate(table.these(odd.tolist())):
        if n % _DECODED_AT_A_TIME == 0:
            progress.report(n, len(odd), "searching")
        cells = (row.cell(column) for column in columns)
        found[row.id] = any(text in (cell.casefold() if ignore_case else cell) for cell in cells)
    return np.flatnonzero(found)


def _mentions_in_bytes(
    table: ByteTable, text: bytes, columns: Sequence[Column], ignore_case: bool, progress: Progress
) -> Iterator[Rows]:
    numbers = [2 * _COLUMNS.index(column) for column in columns]

    def from_row(at: int) -> list[Rows]:
        return [rows + at for rows in _mentions_in_block(table, at, text, numbers, ignore_case)]

    for at, found in in_order(from_row, range(0, len(table), _ROWS_AT_A_TIME)):
        progress.report(at, len(table), "searching")
        yield from found


def _mentions_in_block(
    table: ByteTable, at: int, text: bytes, numbers: Sequence[int], ignore_case: bool
) -> Iterator[Rows]:
    """Rows counted from the first of the block; one may come twice."""
    cells = [each[at : at + _ROWS_AT_A_TIME] for each in table.cells]
    starts = np.minimum(np.minimum(cells[0], cells[2]), cells[4])
    begin, end = int(starts[0]), int(max(each[-1] for each in cells))
    where = _occurrences(table.data[begin:end], text, ignore_case) + begin
    if len(where) > len(starts) // _HITS_ARE_MANY:
        rest = np.arange(len(starts))
        for number in numbers:
            held = _hold_any(where, cells[number][rest], cells[number + 1][rest] - len(text))
            yield rest[held]
            rest = rest[~held]
        return
    row = np.searchsorted(starts, where, "right") - 1
    for number in numbers:
        inside = (where >= cells[number][row]) & (where + len(text) <= cells[number + 1][row])
        yield row[inside]


def _hold_any(where: NDArray[np.int64], first: NDArray[Any], last: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether any of many hits lies between two places, both included; costs the same however many there are."""
    next_hit = np.append(where, _NO_HIT)[np.searchsorted(where, first, "left")]
    found: NDArray[np.bool_] = next_hit <= last
    return found


def _occurrences(block: bytes, text: bytes, ignore_case: bool) -> NDArray[np.int64]:
    """Where a text begins in a block; with `ignore_case` it is in small letters."""
    last = len(block) - len(text) + 1
    if last <= 0:
        return np.zeros(0, np.int64)
    view = np.frombuffer(block, np.uint8)
    hits = _are(view[:last], text[0], ignore_case)
    if len(text) > 1:
        hits &= _are(view[1 : last + 1], text[1], ignore_case)
    where = np.flatnonzero(hits)
    for n, byte in enumerate(text[2:], 2):
        where = where[_are(view[where + n], byte, ignore_case)]
    return where


def _are(view: NDArray[np.uint8], byte: int, ignore_case: bool) -> NDArray[np.bool_]:
    """Which bytes are this one; a letter and its capital differ in one bit."""
    if ignore_case and chr(byte).islower():
        view = view | _CAPITAL
    found: NDArray[np.bool_] = view == byte
    return found
