"""One batch opened in memory: its rows with all edits, what is to be said about each, and what may be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, BatchState, PartState, Settings, may
from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.failures import NotAllowed
from netmile_desktop.domain.issuances import Findings, Rule
from netmile_desktop.domain.rows import Column, Reading, Row
from netmile_desktop.workspace.batch_records import BatchRecord, BatchRecords
from netmile_desktop.workspace.edits import Edit, EditedRows, EditKind, History, Step, as_typed
from netmile_desktop.workspace.judgement import Judgement
from netmile_desktop.workspace.part_records import PartRecord, PartRecords
from netmile_desktop.workspace.sources import Source
from netmile_desktop.workspace.verdicts import RowOutcome

__all__ = ["CodeGroup", "Counts", "Draft", "Opened", "PartInfo", "RowOutcome", "Show"]


class Show(StrEnum):
    """Which rows the grid lists."""

    ALL = "all"
    ERRORS = "errors"
    WARNINGS = "warnings"
    EDITED = "edited"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what is to be said about them; excluded rows count as `total` and `excluded` alone."""

    total: int
    errors: int
    warnings: int
    """Rows with warnings and no errors."""
    edited: int
    excluded: int
    sendable: int
    miles: int
    """Sum over sendable rows."""


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """So many rows carry a code."""

    code: str
    rows: int
    is_warning: bool


@dataclass(frozen=True, slots=True)
class PartInfo:
    """One part of a sent batch."""

    number: int
    rows: int
    miles: int
    state: PartState
    registration_id: str
    records: int
    """Rows judged so far."""
    errors: int
    refused_code: str
    lists_gone: bool = False
    """The lists were deleted before they could be fetched: only the counts are known."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a draft is made of."""

    record: BatchRecord
    today: date
    reading: Reading
    source: Source
    rows: EditedRows
    history: History
    judgement: Judgement
    outcomes: Mapping[int, RowOutcome]


class Draft:
    """Not thread-safe: lives in one thread after `Batches.open`. Edits are stored as they are made.

    Changing anything once the batch was handed over, or once somebody else changed it, raises NotAllowed.
    """

    def __init__(self, opened: Opened, records: BatchRecords, parts: PartRecords) -> None:
        """Made by `Batches.open`."""
        record, reading = opened.record, opened.reading
        self.batch_id = record.id
        self.name = record.name
        self.campaign: wire.CampaignDetail = record.campaign
        """As it was when the batch was made."""
        self.settings = record.settings
        self.today = opened.today
        self.state: BatchState = record.state
        """As it was when the draft was opened."""
        self.encoding = reading.encoding
        self.sheet = opened.source.sheet
        self.notes = opened.source.notes
        """What the workbook had lost before it came to us."""
        self.numbers_as_keys = self.notes.numbers_as_keys(record.recipe.columns)
        self.header = reading.header
        self.trimmed_cells = reading.trimmed_cells
        self.dropped_records = reading.dropped_records
        self.undecodable_records = reading.undecodable_records
        self._revision = record.revision
        self._rows = opened.rows
        self._history = opened.history
        self._judgement = opened.judgement
        self._outcomes = opened.outcomes
        self._records = records
        self._parts = parts

    @property
    def rule(self) -> Rule:
        """What its rows are judged against."""
        return self.campaign.rule(self.settings.mode, self.today)

    @property
    def revision(self) -> int:
        """Tells whether the batch in the store is still what is seen here."""
        return self._revision

    def __len__(self) -> int:
        """Rows in file order, excluded ones included."""
        return len(self._rows)

    def row(self, position: int) -> Row:
        """The row at a position in file order, with edits."""
        return self._rows.row(position)

    def findings(self, row_id: int) -> Findings:
        """What is to be said about a row: by our rules, and by the portal alone once it judged the row.

        Excluded rows take no part in anything: there is nothing to say about them.
        """
        outcome = self._outcomes.get(row_id)
        findings = self._judgement.of(row_id)
        if outcome is None:
            return findings
        verdict = outcome.finding
        return Findings((verdict,) if verdict else (), findings.warnings)

    def outcome(self, row_id: int) -> RowOutcome | None:
        """What the portal made of a row, or None where it was not sent or is not judged yet."""
        return self._outcomes.get(row_id)

    def is_excluded(self, row_id: int) -> bool:
        return row_id in self._rows.excluded

    def is_edited(self, row_id: int, column: Column) -> bool:
        if row_id not in self._rows.edited:
            return False
        return self._rows.row(row_id).cell(column) != self.original(row_id, column)

    def original(self, row_id: int, column: Column) -> str:
        """The cell as the file says it."""
        return self._rows.original(row_id).cell(column)

    def counts(self) -> Counts:
        errors = warnings = 0
        for _, findings in self._all_findings():
            errors += bool(findings.errors)
            warnings += bool(findings.warnings and not findings.errors)
        sendable = self.sendable()
        return Counts(
            total=len(self._rows),
            errors=errors,
            warnings=warnings,
            edited=len(self._rows.edited - self._rows.excluded),
            excluded=len(self._rows.excluded),
            sendable=len(sendable),
            miles=sum(int(row.miles) for row in sendable),
        )

    def sendable(self) -> list[Row]:
        """Rows that take part and have no error, in file order."""
        return [row for row in self._rows.taking_part() if not self.findings(row.id).errors]

    def groups(self) -> list[CodeGroup]:
        """Rows by each code they carry, errors first, in the published order."""
        rows: Counter[str] = Counter()
        for _, findings in self._all_findings():
            rows.update(_codes(findings))
        return [CodeGroup(code, rows[code], isinstance(code, Warned)) for code in (*Code, *Warned) if rows[code]]

    def first_codes(self) -> list[CodeGroup]:
        """Rows by the one code the portal would report, in the published order."""
        rows = Counter(findings.code for _, findings in self._all_findings() if findings.errors)
        return [CodeGroup(code, rows[code], is_warning=False) for code in Code if rows[code]]

    def select(self, show: Show, text: str = "", code: str = "") -> list[int]:
        """Positions of the rows to list, in file order.

        `text` is looked for in address and key, case aside, and equals the record number; `code` is any
        code a row carries.
        """
        positions = self._shown(show)
        if code:
            positions = [each for each in positions if code in _codes(self.findings(each))]
        wanted = text.strip().casefold()
        if wanted:
            positions = [each for each in positions if _mentions(self._rows.row(each), wanted)]
        return list(positions)

    def set_cells(self, changes: Sequence[tuple[int, Column, str]]) -> None:
        """Write cells, as one step that `undo` takes back whole; cells that stay as they are make none."""
        self._take(Edit(row_id, EditKind.CELL, column, as_typed(text)) for row_id, column, text in changes)

    def exclude(self, row_ids: Sequence[int], excluded: bool = True) -> None:
        """Leave rows out, or take them in again, as one step."""
        kind = EditKind.EXCLUDE if excluded else EditKind.INCLUDE
        self._take(Edit(row_id, kind) for row_id in dict.fromkeys(row_ids))

    def undo(self) -> bool:
        """Take the last step back; False where there is none."""
        if not self.can_undo:
            return False
        self._judge(self._history.undo())
        self._keep_position(self._history.redo)
        return True

    def redo(self) -> bool:
        """Do the step again that was undone last; False where there is none."""
        if not self.can_redo:
            return False
        self._judge(self._history.redo())
        self._keep_position(self._history.undo)
        return True

    @property
    def can_undo(self) -> bool:
        return self.may(Action.EDIT) and self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self.may(Action.EDIT) and self._history.can_redo

    def change_settings(self, settings: Settings) -> None:
        """Change how the batch is issued; another mode judges all rows again.

        Raises:
            ValueError: for settings the portal could not even read.
        """
        self._require(Action.EDIT)
        query_of(settings, self.name)
        before, judgement = self.settings, self._judgement
        self.settings = settings
        if settings.mode is not before.mode:
            self._judgement = Judgement(self._rows.taking_part(), self.rule)
        try:
            self._revision = self._records.change_settings(self.batch_id, self._revision, settings, self._errors())
        except BaseException:
            self.settings, self._judgement = before, judgement
            raise

    def may(self, action: Action) -> bool:
        """Whether the batch may be asked for an action."""
        return may(self.state, action)

    def parts(self) -> list[PartInfo]:
        """Its parts as they stand at this moment; empty before it is sent."""
        return [_part_info(part) for part in self._parts.of(self.batch_id)]

    def _take(self, edits: Iterable[Edit]) -> None:
        """Do a step and keep it; where it cannot be kept, it was not done."""
        self._require(Action.EDIT)
        step = self._rows.effective(edits)
        if not step:
            return
        backward = self._rows.apply(step)
        self._judge(step)
        try:
            self._revision = self._records.append(
                self.batch_id, self._revision, self._history.position + 1, step, self._errors()
            )
        except BaseException:
            self._rows.apply(backward)
            self._judge(step)
            raise
        self._history.add(step, backward)

    def _keep_position(self, take_back: Callable[[], Step]) -> None:
        try:
            self._revision = self._records.move(self.batch_id, self._revision, self._history.position, self._errors())
        except BaseException:
            self._judge(take_back())
            raise

    def _judge(self, step: Step) -> None:
        """Judge the rows of a step again, and those they touch."""
        self._judgement.replace({edit.row_id: self._rows.if_taking_part(edit.row_id) for edit in step})

    def _errors(self) -> int:
        return sum(bool(findings.errors) for findings in self._judgement.found.values())

    def _require(self, action: Action) -> None:
        if not self.may(action):
            raise NotAllowed(self.batch_id)

    def _all_findings(self) -> Iterator[tuple[int, Findings]]:
        """Rows that have any finding; in a draft only few have."""
        for row_id in self._judgement.found.keys() | self._outcomes.keys():
            yield row_id, self.findings(row_id)

    def _shown(self, show: Show) -> Sequence[int]:
        if show is Show.EDITED:
            return sorted(self._rows.edited)
        if show is Show.EXCLUDED:
            return sorted(self._rows.excluded)
        if show is Show.ERRORS:
            return sorted(row_id for row_id, findings in self._all_findings() if findings.errors)
        if show is Show.WARNINGS:
            return sorted(row_id for row_id, findings in self._all_findings() if findings.warnings)
        return range(len(self._rows))


def query_of(settings: Settings, file_name: str) -> wire.IssuanceQuery:
    """The settings as they travel; raises ValueError where they do not keep the bounds of the wire format."""
    fields = msgspec.structs.asdict(settings) | {"file_name": file_name[:255]}
    try:
        return msgspec.convert(fields, wire.IssuanceQuery)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def _codes(findings: Findings) -> set[str]:
    return {finding.code for finding in (*findings.errors, *findings.warnings)}


def _mentions(row: Row, wanted: str) -> bool:
    return wanted in row.address.casefold() or wanted in row.key.casefold() or wanted == str(row.record)


def _part_info(part: PartRecord) -> PartInfo:
    return PartInfo(
        *(part.number, part.rows, part.miles, part.state, part.registration_id),
        *(part.records, part.errors, part.refused_code, part.lists_gone),
    )
