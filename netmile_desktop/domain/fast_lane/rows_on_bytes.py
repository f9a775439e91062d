"""Rows of a large source: what is asked of them is answered on their bytes, without decoding most of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.checking import NO_PAST, PastIssues
from netmile_desktop.domain.fast_lane import filtering, ordering
from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.cell_flags import PLAIN
from netmile_desktop.domain.fast_lane.duplicate_index import DuplicateIndex
from netmile_desktop.domain.fast_lane.filtering import Ids
from netmile_desktop.domain.fast_lane.judging import judge
from netmile_desktop.domain.fast_lane.whole_records import whole_records
from netmile_desktop.domain.row_sources.interface import Edits, JudgedSource, Lengths, Positions, RowSource, mentions
from netmile_desktop.domain.rows.issuances import Findings, Rule
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.progress import SILENT, Progress

SEARCHED_COLUMNS = (Column.ADDRESS, Column.KEY)

_MOST_DIGITS = len(str(2**31))
"""Of a record number."""


class RowsOnBytes(ByteTable, RowSource):
    """The rows of a large source; under edits those that were changed or typed are looked at one by one."""

    __slots__ = ()

    def whole_records(self, places: Sequence[int]) -> Iterator[Sequence[str]]:
        return whole_records(self, places)

    def miles_without(self, bad: Collection[int]) -> int:
        return filtering.good_miles(self, {row_id for row_id in bad if row_id < len(self)})

    def check(self, rule: Rule, past: PastIssues = NO_PAST, progress: Progress = SILENT) -> dict[int, Findings]:
        return judge(self, rule, past, progress).findings

    def judge(self, rule: Rule, past: PastIssues = NO_PAST, progress: Progress = SILENT) -> JudgedSource:
        judged = judge(self, rule, past, progress)
        # Made at once: it takes half the room that the fingerprints take, which are not kept.
        shares = DuplicateIndex(self, judged.prints, judged.zero_widths)
        return JudgedSource(judged.findings, lambda: shares)

    def lengths(self, rows_each: int) -> Sequence[Lengths]:
        is_plain = (self.marks & PLAIN) != 0
        firsts = np.arange(0, len(self), rows_each)
        counts = (
            np.add.reduceat(each, firsts, dtype=np.int64).tolist()
            for each in (
                is_plain,
                np.where(is_plain, self.cells[3] - self.cells[2], 0),
                np.where(is_plain, self.cells[5] - self.cells[4], 0),
            )
        )
        return list(map(Lengths, firsts.tolist(), *counts))

    def positions(self, edits: Edits) -> Positions:
        return np.arange(len(edits), dtype=np.int32).data

    def ids_at(self, edits: Edits, positions: Positions) -> Sequence[int]:
        if not edits.typed:
            return positions
        found: Positions = self._ids(edits)[np.asarray(positions)].data
        return found

    def ids_without(self, edits: Edits, dropped: Iterable[int]) -> Sequence[int]:
        kept: Positions = filtering.without(self._ids(edits), dropped).data
        return kept

    def mentioning(self, edits: Edits, positions: Positions, wanted: str, progress: Progress = SILENT) -> Positions:
        found = filtering.mentioning(self, wanted, SEARCHED_COLUMNS, ignore_case=True, progress=progress)
        beside = [row_id for row_id, row in _beside(edits).items() if mentions(row, wanted)]
        own = [*beside, *self._with_record(wanted)]
        flags = filtering.marked(edits.next_id, found, edits.changed, own)
        kept: Positions = np.asarray(positions)[flags[np.asarray(self.ids_at(edits, positions))]].data
        return kept

    def likely_with(
        self,
        edits: Edits,
        text: str,
        columns: Sequence[Column],
        ids: Sequence[int] | None = None,
        progress: Progress = SILENT,
    ) -> Iterable[int]:
        found = filtering.mentioning(self, text, columns, ignore_case=False, progress=progress).astype(np.int32)
        kept = np.union1d(found, np.array([*_beside(edits)], np.int32)).astype(np.int32)
        chosen = self._ids(edits) if ids is None else np.asarray(ids, np.int32)
        some: list[int] = chosen[filtering.among(chosen, kept)].tolist()
        return some

    def in_file_order(self, positions: Positions, descending: bool = False) -> Positions:
        return _in_order(positions, np.asarray(positions).astype(np.int64), descending)

    def by_cell(
        self, edits: Edits, positions: Positions, column: Column, descending: bool = False, progress: Progress = SILENT
    ) -> Positions:
        if not len(positions):
            return positions
        ids, beside = np.asarray(self.ids_at(edits, positions), np.int32), _beside(edits)
        if column is Column.MILES:
            ranks = ordering.miles_ranks(self, ids, beside, progress)
        else:
            ranks = ordering.text_ranks(self, ids, beside, column, progress)
        return _in_order(positions, ranks, descending)

    def by_rank(
        self,
        edits: Edits,
        positions: Positions,
        ranks: Mapping[int, int],
        others: int,
        descending: bool = False,
        progress: Progress = SILENT,
    ) -> Positions:
        by_id = np.full(edits.next_id, others, np.int64)
        by_id[np.fromiter(ranks, np.int64, len(ranks))] = np.fromiter(ranks.values(), np.int64, len(ranks))
        return _in_order(positions, by_id[np.asarray(self.ids_at(edits, positions))], descending)

    def _ids(self, edits: Edits) -> Ids:
        """Return the ids of all rows, in order."""
        return filtering.ids_in_order(len(self), edits.typed.ids, edits.typed.before)

    def _with_record(self, wanted: str) -> Iterator[int]:
        """Yield the row of the source whose record number is written so."""
        if wanted.isascii() and wanted.isdigit() and len(wanted) < _MOST_DIGITS and wanted == str(int(wanted)):
            number = int(wanted)
            row_id = bisect_left(range(len(self)), number, key=self._record)
            if row_id < len(self) and self._record(row_id) == number:
                yield row_id

    def _record(self, place: int) -> int:
        return self.numbers(np.array([place]))[0][0]


def _beside(edits: Edits) -> dict[int, Row]:
    """Return the rows that may not be as the source has them."""
    return {row_id: edits.row(row_id) for row_id in (*edits.changed, *edits.typed.ids)}


def _in_order(positions: Positions, ranks: NDArray[np.int64], descending: bool) -> Positions:
    """Sort positions by the rank of each."""
    return np.asarray(positions)[ordering.ordered(ranks, descending)].data
