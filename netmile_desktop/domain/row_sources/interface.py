"""The interface of the rows of a source, whether they are kept in a list or as bytes."""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import msgspec

from netmile_desktop.domain.checking import NO_PAST, PastIssues
from netmile_desktop.domain.row_sources.own_columns import NO_OWN_COLUMNS, OwnColumns
from netmile_desktop.domain.rows.issuances import Findings, Rule
from netmile_desktop.domain.rows.rows import Column, Row, RowSequence
from netmile_desktop.progress import SILENT, Progress

Positions = memoryview
"""Rows by their place in file order: one-dimensional, of 32-bit integers."""


def positions_of(values: Iterable[int]) -> Positions:
    return memoryview(array("i", values))


class InsertedRows(Protocol):
    """Rows typed in among those of a source."""

    def __len__(self) -> int: ...

    @property
    def ids(self) -> Sequence[int]:
        """Their ids, in the order of the rows."""

    @property
    def before(self) -> Sequence[int]:
        """Number of rows of the source before each of them."""


class Edits(Protocol):
    """The rows of a source with edits, in the order in which they are sent."""

    def __len__(self) -> int: ...

    @property
    def typed(self) -> InsertedRows: ...

    @property
    def changed(self) -> Mapping[int, Row]:
        """Rows that may differ from the source, in their current form."""

    @property
    def next_id(self) -> int:
        """An id above those of all rows."""

    def row(self, row_id: int) -> Row: ...

    def row_id(self, position: int) -> int:
        """Return the id of the row at a position."""


class SharedValues(Protocol):
    """The rows of a source, indexed by the addresses and keys they share."""

    def row(self, row_id: int) -> Row | None: ...

    def rows(self, row_ids: Iterable[int]) -> Mapping[int, Row]:
        """Return those of some rows that exist."""

    def having(self, values: Iterable[str]) -> Iterable[int]:
        """Return the ids of the rows with any of these values; it may return a few others."""

    def digit_keyed(self) -> Iterable[Row]:
        """Return the rows whose key is all digits; it may return others."""

    def zero_widths(self) -> Counter[int]:
        """Count the keys that are all digits and begin with 0 by their width; other keys under 0."""


@dataclass(frozen=True, slots=True)
class JudgedSource:
    """The findings of a source, and what is needed to keep them current while rows change."""

    findings: dict[int, Findings]
    """By row id; rows without findings are left out."""
    shared: Callable[[], SharedValues]
    """Builds the index of shared values. Called at the first change, so that opening a batch does not wait for it."""


class Lengths(NamedTuple):
    """How long the keys and miles of some successive rows are together, in characters; of these only ordinary rows count."""

    first: int
    """Id of the first of the rows."""
    rows: int
    """Number of ordinary rows among them."""
    key: int
    miles: int


class RowSource(RowSequence):
    """The rows of a source; the id of a row is its place there, counted from 0. Never changes; threads may share it.

    There are two kinds: `listed.RowsInList` and, for large files, `fast_lane.rows_on_bytes.RowsOnBytes`. Both give
    the same answers; only `domain.reading` decides which is used. Methods with a `progress` can be cancelled.
    """

    __slots__ = ()

    # --- rows by their places ---------------------------------------------------------------------

    @abstractmethod
    def these(self, places: Sequence[int]) -> Iterator[Row]:
        """Return some rows, in the order of `places`."""

    @abstractmethod
    def whole_records(self, places: Sequence[int]) -> Iterator[Sequence[str]]:
        """Yield all cells of some rows, those that are not sent included; none if the rows are no records of a file."""

    @abstractmethod
    def body(self, places: Sequence[int] | None = None) -> bytes:
        """Return the canonical body of all or some rows."""

    @abstractmethod
    def miles(self, places: Sequence[int] | None = None) -> int:
        """Return the sum over all or some rows; the miles of each must be a number."""

    @abstractmethod
    def miles_without(self, bad: Collection[int]) -> int:
        """Return the sum over all rows except some; `bad` may contain ids that the source does not have."""

    @abstractmethod
    def lengths(self, rows_each: int) -> Sequence[Lengths]:
        """Return how long keys and miles are, for each so many rows in file order.

        Which rows are ordinary is up to the source; those that have something to be decoded or unquoted may be left out.
        """

    # --- the rules --------------------------------------------------------------------------------

    @abstractmethod
    def check(self, rule: Rule, past: PastIssues = NO_PAST, progress: Progress = SILENT) -> dict[int, Findings]:
        """Judge all rows, alone and together. Return findings by row id; rows without any are left out."""

    @abstractmethod
    def judge(self, rule: Rule, past: PastIssues = NO_PAST, progress: Progress = SILENT) -> JudgedSource:
        """Judge all rows as `check` does, and prepare to judge changes of them."""

    # --- rows with edits --------------------------------------------------------------------------

    @abstractmethod
    def positions(self, edits: Edits) -> Positions:
        """Return the positions of all rows."""

    @abstractmethod
    def ids_at(self, edits: Edits, positions: Positions) -> Sequence[int]:
        """Return the ids of the rows at some positions; equal to the positions while no row was typed."""

    @abstractmethod
    def ids_without(self, edits: Edits, dropped: Iterable[int]) -> Sequence[int]:
        """Return the ids of all rows except `dropped`, in order."""

    @abstractmethod
    def mentioning(self, edits: Edits, positions: Positions, wanted: str, progress: Progress = SILENT) -> Positions:
        """Return those of some rows for which `mentions` is true, in the same order."""

    @abstractmethod
    def likely_with(
        self,
        edits: Edits,
        text: str,
        columns: Sequence[Column],
        ids: Sequence[int] | None = None,
        progress: Progress = SILENT,
    ) -> Iterable[int]:
        """Return the ids of all or some rows, in order, without those that cannot have the text in these cells."""

    @abstractmethod
    def in_file_order(self, positions: Positions, descending: bool = False) -> Positions:
        """Sort some rows by position."""

    @abstractmethod
    def by_cell(
        self, edits: Edits, positions: Positions, column: Column, descending: bool = False, progress: Progress = SILENT
    ) -> Positions:
        """Sort some rows by a cell; the sort is stable.

        The case of addresses does not count. Miles are sorted as numbers; cells that are no number follow, by text.
        """

    @abstractmethod
    def by_rank(
        self,
        edits: Edits,
        positions: Positions,
        ranks: Mapping[int, int],
        others: int,
        descending: bool = False,
        progress: Progress = SILENT,
    ) -> Positions:
        """Sort some rows by the rank of their id; rows without one get the rank `others`. The sort is stable."""


class Reading(msgspec.Struct, frozen=True):
    """The rows of a source and what was noticed while reading; everything dropped is counted."""

    encoding: str
    delimiter: str
    header: tuple[str, ...] | None
    """The cells of the record taken as header, or None."""
    rows: RowSource
    trimmed_cells: int = 0
    dropped_records: int = 0
    """Number of empty records at the end, which Excel often leaves."""
    undecodable_records: list[int] = []
    own: OwnColumns = NO_OWN_COLUMNS
    """Columns that are not sent."""


def mentions(row: Row, wanted: str) -> bool:
    """Return whether a row has a case-folded text in address or key, or as record number."""
    return wanted in row.address.casefold() or wanted in row.key.casefold() or wanted == str(row.record)
