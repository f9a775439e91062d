"""Rows of a source in a list. Each method goes through all of them, which is fast enough for a few thousand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from netmile_desktop.domain.checking import NO_PAST, PastIssues, check_each
from netmile_desktop.domain.row_sources.interface import (
    Edits,
    JudgedSource,
    Lengths,
    Positions,
    RowSource,
    mentions,
    positions_of,
)
from netmile_desktop.domain.row_sources.sharing import SharesInList
from netmile_desktop.domain.rows.issuances import Findings, Rule, together
from netmile_desktop.domain.rows.rows import Column, Row, RowList, canonical
from netmile_desktop.progress import SILENT, Progress, walked

_SortKey = tuple[int, int, str]


class RowsInList(RowList, RowSource):
    """The rows of a small source, or of one that is no file."""

    __slots__ = ("_records",)

    def __init__(self, rows: Sequence[Row] = (), records: Sequence[Sequence[str]] = ()) -> None:
        """`records` are all cells of each row; none if the rows are no records of a file."""
        super().__init__(rows)
        self._records = records

    def whole_records(self, places: Sequence[int]) -> Iterator[Sequence[str]]:
        return map(self._records.__getitem__, places) if self._records else (() for _ in places)

    def these(self, places: Sequence[int]) -> Iterator[Row]:
        return map(self._rows.__getitem__, places)

    def body(self, places: Sequence[int] | None = None) -> bytes:
        return canonical(self._rows if places is None else self.these(places))

    def miles(self, places: Sequence[int] | None = None) -> int:
        return sum(int(row.miles) for row in (self._rows if places is None else self.these(places)))

    def miles_without(self, bad: Collection[int]) -> int:
        return sum(int(row.miles) for row in self._rows if row.id not in bad)

    def check(self, rule: Rule, past: PastIssues = NO_PAST, progress: Progress = SILENT) -> dict[int, Findings]:
        past.expect(self._rows)
        alone = check_each(self._rows, rule, progress, past)
        return together(self._rows, rule, alone, past.keys, past.counts)

    def judge(self, rule: Rule, past: PastIssues = NO_PAST, progress: Progress = SILENT) -> JudgedSource:
        return JudgedSource(self.check(rule, past, progress), lambda: SharesInList(self._rows))

    def lengths(self, rows_each: int) -> Sequence[Lengths]:
        found = []
        for first in range(0, len(self._rows), rows_each):
            some = self._rows[first : first + rows_each]
            found.append(
                Lengths(first, len(some), sum(len(row.key) for row in some), sum(len(row.miles) for row in some))
            )
        return found

    def positions(self, edits: Edits) -> Positions:
        return positions_of(range(len(edits)))

    def ids_at(self, edits: Edits, positions: Positions) -> Sequence[int]:
        return [edits.row_id(at) for at in positions] if edits.typed else positions

    def ids_without(self, edits: Edits, dropped: Iterable[int]) -> Sequence[int]:
        out = set(dropped)
        return [row_id for row_id in _ids(edits) if row_id not in out]

    def mentioning(self, edits: Edits, positions: Positions, wanted: str, progress: Progress = SILENT) -> Positions:
        return positions_of(at for at in walked(positions, progress) if mentions(edits.row(edits.row_id(at)), wanted))

    def likely_with(
        self,
        edits: Edits,
        text: str,
        columns: Sequence[Column],
        ids: Sequence[int] | None = None,
        progress: Progress = SILENT,
    ) -> Iterable[int]:
        return _ids(edits) if ids is None else ids

    def in_file_order(self, positions: Positions, descending: bool = False) -> Positions:
        return positions_of(sorted(positions, reverse=descending))

    def by_cell(
        self, edits: Edits, positions: Positions, column: Column, descending: bool = False, progress: Progress = SILENT
    ) -> Positions:
        key_of = _SORT_KEYS[column]
        keys = {at: key_of(edits.row(edits.row_id(at))) for at in walked(positions, progress)}
        return positions_of(sorted(positions, key=keys.__getitem__, reverse=descending))

    def by_rank(
        self,
        edits: Edits,
        positions: Positions,
        ranks: Mapping[int, int],
        others: int,
        descending: bool = False,
        progress: Progress = SILENT,
    ) -> Positions:
        keys = {at: ranks.get(edits.row_id(at), others) for at in walked(positions, progress)}
        return positions_of(sorted(positions, key=keys.__getitem__, reverse=descending))


def _ids(edits: Edits) -> Iterator[int]:
    """Yield the ids of all rows, in order."""
    return map(edits.row_id, range(len(edits)))


def _by_address(row: Row) -> _SortKey:
    return 0, 0, row.address.casefold()


def _by_key(row: Row) -> _SortKey:
    return 0, 0, row.key


def _by_miles(row: Row) -> _SortKey:
    is_number = row.miles.isascii() and row.miles.isdigit()
    return (0, int(row.miles), "") if is_number else (1, 0, row.miles)


_SORT_KEYS: dict[Column, Callable[[Row], _SortKey]] = {
    Column.ADDRESS: _by_address,
    Column.KEY: _by_key,
    Column.MILES: _by_miles,
}
