"""Rows of a large batch in another order: cells compared eight bytes at a time, only as far as it takes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.cell_flags import PLAIN
from netmile_desktop.domain.fast_lane.filtering import Ids
from netmile_desktop.domain.fast_lane.packed_cells import BEHIND, Words, are_digits, numbers, word, words_of
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.progress import SILENT, Progress

Ranks = NDArray[np.int64]

_HIGHEST_BITS = np.uint64(0x8080808080808080)
_BELOW_A = np.uint64(0x3F3F3F3F3F3F3F3F)
"""Added to a byte from `A` on, it sets the highest bit."""

_BELOW_BRACKET = np.uint64(0x2525252525252525)
"""The same for bytes after `Z`."""

_MOST_DIGITS = 18
"""Digits; a longer number is sorted as text."""

_SHORT = 8


def ordered(ranks: Ranks, descending: bool) -> Ranks:
    """The places of values by rank; equal ones stay in the order in which they are."""
    return np.argsort(-ranks if descending else ranks, kind="stable")


def text_ranks(
    table: ByteTable, ids: Ids, changed: Mapping[int, Row], column: Column, progress: Progress = SILENT
) -> Ranks:
    """A rank for each of some rows by the text of a cell; addresses without case."""
    return _Texts(table, ids, changed, column).ranks(progress)


def miles_ranks(table: ByteTable, ids: Ids, changed: Mapping[int, Row], progress: Progress = SILENT) -> Ranks:
    """By the number of miles; what is none comes behind, by its text."""
    values = np.full(len(ids), -1, np.int64)
    on_bytes = _on_bytes(table, ids, changed)
    begins = table.cells[4][ids[on_bytes]].astype(np.int64)
    lengths = table.cells[5][ids[on_bytes]] - begins
    short = (lengths > 0) & (lengths <= _SHORT)
    short[short] = are_digits(table.words, begins[short], lengths[short])
    places = np.flatnonzero(on_bytes)[short]
    values[places] = numbers(table.words, begins[short], lengths[short])
    others = np.flatnonzero(values < 0)
    for n, place in enumerate(others.tolist()):
        if n % 1_000 == 0:
            progress.report(n, len(others), "sorting")
        row_id = int(ids[place])
        text = (changed[row_id] if row_id in changed else table[row_id]).miles
        if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
            values[place] = int(text)
    texts = np.flatnonzero(values < 0)
    values[texts] = 10**_MOST_DIGITS + text_ranks(table, ids[texts], changed, Column.MILES, progress)
    return values


def _on_bytes(table: ByteTable, ids: Ids, changed: Mapping[int, Row]) -> NDArray[np.bool_]:
    """Which rows can be compared where they lie."""
    result = ids < len(table)
    result[result] = (table.marks[ids[result]] & PLAIN) != 0
    if changed:
        result &= ~np.isin(ids, np.fromiter(changed, np.int64))
    return result


class _Texts:
    """Cells of one column, those that are no plain bytes of the file copied to one side."""

    def __init__(self, table: ByteTable, ids: Ids, changed: Mapping[int, Row], column: Column) -> None:
        number = 2 * tuple(Column).index(column)
        self._ignores_case = column is Column.ADDRESS
        self._words = table.words
        self._beside = ~_on_bytes(table, ids, changed)
        cells = []
        for row_id in ids[self._beside].tolist():
            text = (changed[row_id] if row_id in changed else table[row_id]).cell(column)
            cells.append((text.casefold() if self._ignores_case else text).encode("utf-8", "replace"))
        self._side_words = words_of(b"".join(cells) + bytes(BEHIND))
        self._begins = np.zeros(len(ids), np.int64)
        self._lengths = np.zeros(len(ids), np.int64)
        at_home = ~self._beside
        self._begins[at_home] = table.cells[number][ids[at_home]]
        self._lengths[at_home] = table.cells[number + 1][ids[at_home]] - self._begins[at_home]
        lengths = np.array([len(cell) for cell in cells], np.int64)
        self._lengths[self._beside] = lengths
        self._begins[self._beside] = np.cumsum(lengths) - lengths

    def ranks(self, progress: Progress) -> Ranks:
        """Sort by the first eight bytes, then those still alike by the next eight, and so on."""
        count = len(self._begins)
        places = np.arange(count)
        ranks = np.zeros(count, np.int64)
        order = places
        slots = places
        at = 0
        while len(slots) and (at == 0 or self._lengths[order[slots]].max() > at):
            progress.report(at, 0, "sorting")
            rows = order[slots]
            pieces = self._pieces(rows, at)
            by = np.lexsort((pieces, ranks[rows])) if at else np.argsort(pieces, kind="stable")
            rows, pieces = rows[by], pieces[by]
            order = order.copy()
            order[slots] = rows
            same = (pieces[1:] == pieces[:-1]) & (ranks[rows[1:]] == ranks[rows[:-1]])
            first = np.maximum.accumulate(np.where(np.concatenate(([True], ~same)), slots, 0))
            ranks[rows] = first
            alike = np.zeros(len(rows), np.bool_)
            alike[1:] = same
            alike[:-1] |= same
            slots = slots[alike]
            at += BEHIND
        return ranks

    def _pieces(self, rows: NDArray[np.int64], at: int) -> Words:
        """The bytes of each cell from a place on, as numbers that compare as the bytes do."""
        pieces = np.zeros(len(rows), np.uint64)
        beside = self._beside[rows]
        left = np.maximum(self._lengths[rows] - at, 0)
        for side, words in ((False, self._words), (True, self._side_words)):
            some = np.flatnonzero((beside == side) & (left > 0))
            pieces[some] = word(words, self._begins[rows[some]] + at, left[some])
        if self._ignores_case:
            # Of bytes above 0x7F, which only lie beside, case was folded before.
            plain = pieces & ~_HIGHEST_BITS
            capitals = (plain + _BELOW_A) & ~(plain + _BELOW_BRACKET) & ~pieces & _HIGHEST_BITS
            pieces |= capitals >> np.uint64(2)
        return pieces.byteswap()
