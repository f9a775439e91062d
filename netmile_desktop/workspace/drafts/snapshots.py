"""A draft at one moment, to be read from any thread while the draft changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.row_sources.interface import Positions, positions_of
from netmile_desktop.domain.rows.issuances import Finding, Findings, Rule
from netmile_desktop.domain.rows.known import KnownKeys
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Row, RowSequence
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup, Counts, Show, Stage, Stages, codes_of
from netmile_desktop.workspace.drafts.earlier_refusals import Refusals, is_edited
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.drafts.finding_totals import FindingTotals
from netmile_desktop.workspace.drafts.row_queries import (
    SortOrder,
    all_positions,
    ids_at,
    mentioning,
    ordered,
    rows_by_id,
    rows_taking_part,
    rows_with,
)
from netmile_desktop.workspace.drafts.sheet_rows import SheetRows
from netmile_desktop.workspace.records.row_origins import Origin
from netmile_desktop.workspace.records.verdicts import RowOutcome

if TYPE_CHECKING:
    from netmile_desktop.domain.repairs.proposals import Proposal, propose_all
else:
    # Few batches that are opened are repaired.
    propose_all = import_lazily("netmile_desktop.domain.repairs.proposals", "propose_all")


T = TypeVar("T")

Propose = Callable[[Mapping[int, Findings], Sequence[Row]], "list[Proposal]"]
"""Proposal of repairs for rows that have findings."""

_AT_A_TIME = 1_000
"""Rows between two progress reports of a long loop, at each of which it can be cancelled."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The parts a snapshot is built from; none of them changes any more."""

    revision: int
    rows: EditedRows
    tally: FindingTotals
    outcomes: Mapping[int, RowOutcome]
    stages: Stages
    refusals: Refusals
    propose: Propose
    sheet: SheetRows


class Snapshot:
    """A draft at one moment. Never changes; usable from any thread."""

    def __init__(self, frozen: Frozen) -> None:
        """Called by `Draft.snapshot`."""
        self.revision = frozen.revision
        self.sheet = frozen.sheet
        """What the clerk's sheet says of the rows besides the cells that are sent."""
        self._frozen = frozen
        self._rows = frozen.rows
        self._tally = frozen.tally

    def __len__(self) -> int:
        """Return the number of rows, typed and excluded ones included."""
        return len(self._rows)

    def row(self, position: int) -> Row:
        """Return the row at a position in file order, with edits."""
        return self._rows.at(position)

    def row_id(self, position: int) -> int:
        return self._rows.row_id(position)

    def row_of(self, row_id: int) -> Row:
        """Return a row by its id, with edits."""
        return self._rows.row(row_id)

    def rows_of(self, row_ids: Sequence[int]) -> RowSequence:
        """Return rows by their ids, with edits; those of a large batch are decoded when they are read."""
        return rows_by_id(self._rows, row_ids)

    def position(self, row_id: int) -> int:
        """Return the position of a row in file order; raise KeyError if a typed row is gone."""
        return self._rows.position(row_id)

    def rows_taking_part(self) -> RowSequence:
        """Return rows that are not excluded, in file order; those of a large batch are decoded when they are read."""
        return rows_taking_part(self._rows)

    def sendable(self) -> RowSequence:
        """Return rows that take part and have no error, in file order; decoded as those of `rows_taking_part`."""
        with_errors = (row_id for row_id, findings in self._tally.found.items() if findings.errors)
        return rows_taking_part(self._rows, with_errors)

    def findings(self, row_id: int) -> Findings:
        """Return the findings of a row: errors by our rules, or by the portal alone once it has judged the row.

        A row that was held back keeps the errors it had then. Excluded rows take no part and have no findings.
        """
        return self._tally.of(row_id)

    def outcome(self, row_id: int) -> RowOutcome | None:
        """Return the portal's verdict on a row; None if the row was not sent or is not judged yet."""
        return self._frozen.outcomes.get(row_id)

    def issued_by(self, registration_ids: Collection[str], progress: Progress = SILENT) -> list[int]:
        """Return the rows that some registrations have issued."""
        outcomes = self._frozen.outcomes
        walked = _walked(outcomes.items(), len(outcomes), progress)
        return [row_id for row_id, each in walked if each.registration_id in registration_ids and not each.code]

    def stage(self, row_id: int) -> Stage:
        """Return how far a row without a verdict has come."""
        return self._frozen.stages.get(row_id, Stage.NOT_SENT)

    def held_back(self) -> dict[int, tuple[Finding, ...]]:
        """Return the rows that are not sent because our check refuses them, with their errors."""
        return {row_id: found.errors for row_id, found in self._tally.found.items() if found.errors}

    def origin(self, row_id: int) -> Origin | None:
        """Return the row of the previous batch that a row corrects, or None."""
        return self._frozen.refusals.origins.get(row_id)

    def is_excluded(self, row_id: int) -> bool:
        return row_id in self._rows.excluded

    def closing_reason(self, row_id: int) -> str:
        """Return why a row will not be issued; empty unless it was closed with a reason."""
        return self._rows.excluded.get(row_id, "")

    def is_edited(self, row_id: int, column: Column) -> bool:
        return is_edited(self._rows, row_id, column)

    def original(self, row_id: int, column: Column) -> str:
        """Return the cell as it is in the file."""
        return self._rows.original(row_id).cell(column)

    def is_as_refused(self, row_id: int) -> bool:
        """Return whether the portal refused this row in the previous batch, and the cell concerned is unchanged."""
        return self._frozen.refusals.of(row_id, self._rows) is not None

    def counts(self) -> Counts:
        """Count rows and miles; takes the same time for any number of rows."""
        rows, tally = self._rows, self._tally
        return Counts(
            total=len(rows),
            errors=tally.errors,
            warnings=tally.warnings,
            edited=rows.edited_taking_part,
            excluded=len(rows.excluded),
            sendable=len(rows) - len(rows.excluded) - tally.errors,
            miles=tally.miles,
        )

    def groups(self) -> list[CodeGroup]:
        """Return the number of rows that `select` lists for each error or, if they have none, each warning."""
        return self._tally.groups()

    def first_codes(self) -> list[CodeGroup]:
        """Return the number of rows by the one code the portal would report, in the published order."""
        return self._tally.first_codes()

    def warned(self) -> list[CodeGroup]:
        """Return the number of rows to be sent by each warning they carry, in the published order."""
        return self._tally.warned()

    def refused_before(self) -> list[CodeGroup]:
        """Return the number of rows to be sent just as the portal has refused them before, by its code."""
        return self._tally.refused_before()

    def example(self, mark: Code | Warned | Reason) -> Row | None:
        """Return a row to be sent that has a warning, or that repeats another in one way; None if there is none."""
        row_id = self._tally.example(mark)
        return None if row_id is None else self._rows.row(row_id)

    # --- queries that may take long ---------------------------------------------------------------

    def select(self, show: Show, text: str = "", code: str = "", progress: Progress = SILENT) -> Positions:
        """Return the rows to list, in file order."""
        if show is Show.ALL and not code:
            positions = all_positions(self._rows)
        else:
            positions = positions_of(sorted(map(self.position, self._shown(show, code, progress))))
        return self.narrowed(positions, text, progress) if text.strip() else positions

    def narrowed(self, positions: Positions, text: str, progress: Progress = SILENT) -> Positions:
        """Return those of some rows with a text in address or key, regardless of case, or as record number."""
        return mentioning(self._rows, positions, text.strip().casefold(), progress)

    def sorted(
        self, positions: Positions, order: SortOrder, descending: bool = False, progress: Progress = SILENT
    ) -> Positions:
        """Return these rows in another order; the sort is stable."""
        return ordered(self._rows, self._tally, positions, order, descending, progress)

    def texts(self, positions: Positions, columns: Sequence[Column], progress: Progress = SILENT) -> str:
        """Return cells as text, with tabs between cells and line breaks between rows."""
        rows = rows_by_id(self._rows, self.row_ids(positions))
        return "\n".join(
            "\t".join(row.cell(each) for each in columns) for row in _walked(rows, len(positions), progress)
        )

    def row_ids(self, positions: Positions) -> Sequence[int]:
        """Return the ids of the rows at some positions; equal to the positions while no row was typed."""
        return ids_at(self._rows, positions)

    def proposals(self, code: str = "", progress: Progress = SILENT) -> list[Proposal]:
        """Propose repairs of damaged cells, for the findings with one code or for all."""
        outcomes = self._frozen.outcomes
        found = {
            id_: only for id_, all_ in self._tally.found.items() if (only := _only(all_, code)) and id_ not in outcomes
        }
        ids = sorted(found, key=self.position)
        repairs: list[Proposal] = []
        for at in range(0, len(ids), _AT_A_TIME):
            progress.report(at, len(ids))
            repairs += self._frozen.propose(found, list(rows_by_id(self._rows, ids[at : at + _AT_A_TIME])))
        return repairs

    def occurrences(
        self, text: str, columns: Sequence[Column], positions: Positions | None = None, progress: Progress = SILENT
    ) -> int:
        """Return the number of cells that `Draft.replace` would change."""
        ids = None if positions is None else self.row_ids(positions)
        rows = rows_with(self._rows, text, columns, ids, progress)
        return sum(text in row.cell(column) for row in rows for column in columns)

    def _shown(self, show: Show, code: str, progress: Progress) -> Iterable[int]:
        """Return the ids of the rows to list, unsorted."""
        found = self._tally.found
        if show is Show.EDITED or show is Show.EXCLUDED:
            ids: Iterable[int] = self._rows.edited if show is Show.EDITED else self._rows.excluded
            return [row_id for row_id in ids if not code or code in codes_of(self.findings(row_id))]
        return [row_id for row_id, each in _walked(found.items(), len(found), progress) if _is_shown(each, show, code)]


def _is_shown(findings: Findings, show: Show, code: str) -> bool:
    """Return whether a row is listed: by its errors, by its warnings if it has no error, or by either."""
    if show is Show.ERRORS:
        listed = findings.errors
    elif show is Show.WARNINGS:
        listed = () if findings.errors else findings.warnings
    else:
        listed = (*findings.errors, *findings.warnings)
    return any(each.code == code for each in listed) if code else bool(listed)


def _walked(things: Iterable[T], count: int, progress: Progress) -> Iterator[T]:
    """Yield things one after another, and report the number passed so far."""
    for n, each in enumerate(things):
        if n % _AT_A_TIME == 0:
            progress.report(n, count)
        yield each


def _only(findings: Findings, code: str) -> Findings:
    if not code:
        return findings
    errors = tuple(each for each in findings.errors if each.code == code)
    return Findings(errors, tuple(each for each in findings.warnings if each.code == code))


def proposer(rule: Rule, used_keys: KnownKeys) -> Propose:
    """Return a function that proposes repairs under a rule, with the help of keys used before."""

    def propose(found: Mapping[int, Findings], rows: Sequence[Row]) -> list[Proposal]:
        return propose_all(rows, found, rule, used_keys)

    return propose
