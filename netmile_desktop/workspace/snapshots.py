"""A draft as it is at one moment, to be read from any thread while the draft goes on."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.issuances import Findings
from netmile_desktop.domain.repairs import Proposal
from netmile_desktop.domain.rows import Column, Row
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.descents import Origin
from netmile_desktop.workspace.draft_facts import CodeGroup, Counts, Show, by_code, by_first_code, codes_of
from netmile_desktop.workspace.verdicts import RowOutcome

Positions = memoryview
"""Rows by their place in file order: one-dimensional, of 32-bit integers."""

_AT_A_TIME = 1_000
"""After so many rows a long walk says how far it is, and can be stopped."""

_PUBLISHED = {str(code): n for n, code in enumerate((*Code, *Warned))}


def positions_of(values: Iterable[int]) -> Positions:
    return memoryview(array("i", values))


NO_POSITIONS: Positions = positions_of(())


class Order(StrEnum):
    """By what rows can be sorted."""

    RECORD = "record"
    ADDRESS = "address"
    KEY = "key"
    MILES = "miles"
    """As a number where it is one; others behind, by their text."""
    CODE = "code"
    """Errors in the published order, then warnings, then rows without either."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a snapshot is made of: rows in file order, and what is known of them by id."""

    revision: int
    rows: Sequence[Row]
    originals: Sequence[Row]
    excluded: Mapping[int, str]
    edited: frozenset[int]
    findings: Mapping[int, Findings]
    outcomes: Mapping[int, RowOutcome]
    origins: Mapping[int, Origin]
    counts: Counts
    is_as_refused: Callable[[int], bool]
    propose: Callable[[Mapping[int, Findings], Sequence[Row]], list[Proposal]]


class Snapshot:
    """Never changes; usable from any thread."""

    def __init__(self, frozen: Frozen) -> None:
        """Made by `Draft.snapshot`."""
        self.revision = frozen.revision
        self._frozen = frozen
        self._positions = {row.id: at for at, row in enumerate(frozen.rows)}

    def __len__(self) -> int:
        """Rows in file order, typed and excluded ones included."""
        return len(self._frozen.rows)

    def row(self, position: int) -> Row:
        return self._frozen.rows[position]

    def row_id(self, position: int) -> int:
        return self._frozen.rows[position].id

    def row_of(self, row_id: int) -> Row:
        return self._frozen.rows[self.position(row_id)]

    def position(self, row_id: int) -> int:
        """Where a row stands in file order; raises KeyError where it is gone."""
        return self._positions[row_id]

    def findings(self, row_id: int) -> Findings:
        return self._frozen.findings.get(row_id, Findings())

    def outcome(self, row_id: int) -> RowOutcome | None:
        return self._frozen.outcomes.get(row_id)

    def origin(self, row_id: int) -> Origin | None:
        return self._frozen.origins.get(row_id)

    def is_excluded(self, row_id: int) -> bool:
        return row_id in self._frozen.excluded

    def closing_reason(self, row_id: int) -> str:
        return self._frozen.excluded.get(row_id, "")

    def is_edited(self, row_id: int, column: Column) -> bool:
        if row_id not in self._frozen.edited:
            return False
        return self.row_of(row_id).cell(column) != self.original(row_id, column)

    def original(self, row_id: int, column: Column) -> str:
        return self._frozen.originals[row_id].cell(column)

    def is_as_refused(self, row_id: int) -> bool:
        return self._frozen.is_as_refused(row_id)

    def counts(self) -> Counts:
        return self._frozen.counts

    def groups(self) -> list[CodeGroup]:
        return by_code(self._frozen.findings.values())

    def firstcodes_of(self) -> list[CodeGroup]:
        return by_first_code(self._frozen.findings.values())

    # --- what may take long -----------------------------------------------------------------------

    def select(self, show: Show, text: str = "", code: str = "", progress: Progress = SILENT) -> Positions:
        """The rows to list, in file order."""
        found = self._shown(show)
        if code:
            found = [at for at in found if code in codes_of(self.findings(self.row_id(at)))]
        positions = positions_of(found)
        return self.narrowed(positions, text, progress) if text.strip() else positions

    def narrowed(self, positions: Positions, text: str, progress: Progress = SILENT) -> Positions:
        """Those of some rows that mention a text in address or key, case aside, or have it as record number."""
        wanted = text.strip().casefold()
        rows = self._frozen.rows
        return positions_of(at for at in _walked(positions, progress) if _mentions(rows[at], wanted))

    def sorted(
        self, positions: Positions, order: Order, descending: bool = False, progress: Progress = SILENT
    ) -> Positions:
        """These rows in another order; ties stay as they come."""
        keys = {at: self._sort_key(order, self._frozen.rows[at]) for at in _walked(positions, progress)}
        return positions_of(sorted(positions, key=keys.__getitem__, reverse=descending))

    def texts(self, positions: Positions, columns: Sequence[Column], progress: Progress = SILENT) -> str:
        """Cells as they are: tabs between them, line breaks between rows."""
        rows = self._frozen.rows
        return "\n".join("\t".join(rows[at].cell(each) for each in columns) for at in _walked(positions, progress))

    def row_ids(self, positions: Positions) -> Sequence[int]:
        return [self._frozen.rows[at].id for at in positions]

    def proposals(self, code: str = "", progress: Progress = SILENT) -> list[Proposal]:
        """Mends of damaged cells, of those that a code has found or of all."""
        found = {id_: only for id_, all_ in self._frozen.findings.items() if (only := _only(all_, code))}
        found = {row_id: findings for row_id, findings in found.items() if row_id not in self._frozen.outcomes}
        rows = [self.row_of(row_id) for row_id in sorted(found, key=self.position)]
        mends: list[Proposal] = []
        for at in range(0, len(rows), _AT_A_TIME):
            progress.report(at, len(rows))
            mends += self._frozen.propose(found, rows[at : at + _AT_A_TIME])
        return mends

    def occurrences(
        self, text: str, columns: Sequence[Column], positions: Positions | None = None, progress: Progress = SILENT
    ) -> int:
        """Cells that `Draft.replace` would change."""
        if not text:
            return 0
        rows, excluded = self._frozen.rows, self._frozen.excluded
        count = 0
        for at in _walked(range(len(rows)) if positions is None else positions, progress):
            if rows[at].id not in excluded:
                count += sum(text in rows[at].cell(column) for column in columns)
        return count

    def _shown(self, show: Show) -> Iterable[int]:
        if show is Show.EDITED:
            return sorted(map(self.position, self._frozen.edited))
        if show is Show.EXCLUDED:
            return sorted(map(self.position, self._frozen.excluded))
        if show is Show.ERRORS:
            return sorted(self.position(id_) for id_, found in self._frozen.findings.items() if found.errors)
        if show is Show.WARNINGS:
            return sorted(self.position(id_) for id_, found in self._frozen.findings.items() if found.warnings)
        return range(len(self))

    def _sort_key(self, order: Order, row: Row) -> tuple[int, int, str]:
        if order is Order.ADDRESS:
            return 0, 0, row.address.casefold()
        if order is Order.KEY:
            return 0, 0, row.key
        if order is Order.MILES:
            is_number = row.miles.isascii() and row.miles.isdigit()
            return (0, int(row.miles), "") if is_number else (1, 0, row.miles)
        if order is Order.CODE:
            found = self.findings(row.id)
            code = next((str(each.code) for each in (*found.errors, *found.warnings)), "")
            return 0, _PUBLISHED.get(code, len(_PUBLISHED)), ""
        return 0, self.position(row.id), ""


def _walked(positions: Sequence[int] | Positions, progress: Progress) -> Iterator[int]:
    """The positions, one after another; tells how far it is."""
    for n, at in enumerate(positions):
        if n % _AT_A_TIME == 0:
            progress.report(n, len(positions))
        yield at


def _only(findings: Findings, code: str) -> Findings:
    if not code:
        return findings
    errors = tuple(each for each in findings.errors if each.code == code)
    return Findings(errors, tuple(each for each in findings.warnings if each.code == code))


def _mentions(row: Row, wanted: str) -> bool:
    return wanted in row.address.casefold() or wanted in row.key.casefold() or wanted == str(row.record)
