"""One batch opened in memory: its rows with all edits, their findings, and the actions allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, BatchSettings, BatchState, may
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.row_sources.interface import Reading
from netmile_desktop.domain.rows.issuances import Rule
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.drafts import cell_edits
from netmile_desktop.workspace.drafts.assessment import Assessment
from netmile_desktop.workspace.drafts.draft_facts import PartInfo, Pasted, Stages, part_info, query_of
from netmile_desktop.workspace.drafts.earlier_refusals import Refusals
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.drafts.judgement import Judgement, judgement_of
from netmile_desktop.workspace.drafts.row_queries import rows_with
from netmile_desktop.workspace.drafts.sheet_rows import SheetRows
from netmile_desktop.workspace.drafts.snapshots import Frozen, Snapshot, proposer
from netmile_desktop.workspace.records.batch_records import BatchRecord, BatchRecords, Size
from netmile_desktop.workspace.records.edits import Edit, EditKind, Step, UndoStack, as_typed
from netmile_desktop.workspace.records.issued_before import NOTHING_BEFORE, CampaignPast
from netmile_desktop.workspace.records.part_records import Held, PartRecords
from netmile_desktop.workspace.records.row_origins import Origin
from netmile_desktop.workspace.records.verdicts import RowOutcome
from netmile_desktop.workspace.sources.source import Source

if TYPE_CHECKING:
    from netmile_desktop.domain.repairs.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts a draft is built from."""

    record: BatchRecord
    today: date
    reading: Reading
    source: Source
    rows: EditedRows
    history: UndoStack
    judgement: Judgement
    outcomes: Mapping[int, RowOutcome] = field(default_factory=dict)
    stages: Stages = field(default_factory=dict)
    """Once it was handed over: how far its rows without a verdict have come."""
    held: Held = field(default_factory=dict)
    """Once it was handed over: the rows held back, with their errors then."""
    past: CampaignPast = NOTHING_BEFORE
    origins: Mapping[int, Origin] = field(default_factory=dict)
    """For a correction: the rows of the previous batch that its rows correct."""


class Draft:
    """An opened batch. Not thread-safe: stays in one thread after `Batches.open` or `take_in`.

    Edits are stored as they are made. A change raises NotAllowed if the batch was handed over, or changed elsewhere.
    """

    def __init__(self, opened: Opened, records: BatchRecords, parts: PartRecords) -> None:
        """Called by `Batches.open` and `Batches.take_in`."""
        record, reading = opened.record, opened.reading
        self.batch_id = record.id
        self.name = record.name
        self.campaign: wire.CampaignDetail = record.campaign
        """The campaign as it was when the batch was made or last moved."""
        self.settings = record.settings
        self.today = opened.today
        self.state: BatchState = record.state
        """State when the draft was opened."""
        self.encoding = reading.encoding
        self.sheet = opened.source.sheet
        self.has_file = opened.source.has_file
        """Whether its rows were read from a file, which can be read again in another way."""
        self._is_typed = not self.has_file and not opened.origins
        self._own = reading.own
        self.notes = opened.source.notes
        """What the workbook lost before it was imported."""
        self.numbers_as_keys = self.notes.numbers_as_keys(record.recipe.columns)
        self.header = reading.header
        self.trimmed_cells = reading.trimmed_cells
        self.dropped_records = reading.dropped_records
        self.undecodable_records = reading.undecodable_records
        self._revision = record.revision
        self._rows = opened.rows
        self._history = opened.history
        self._past = opened.past
        refusals = Refusals(opened.origins, record.settings, opened.today)
        self._stages = opened.stages
        self._assessment = Assessment(
            opened.rows, opened.judgement, opened.outcomes, refusals, opened.held, opened.stages
        )
        self._records = records
        self._parts = parts
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """Return the current state, to be read while the batch changes; the same object until there is a change."""
        if self._snapshot is None:
            rows = self._rows.copy()
            self._snapshot = Snapshot(
                Frozen(
                    revision=self._revision,
                    rows=rows,
                    tally=self._assessment.tally.copy(),
                    outcomes=self._assessment.outcomes,
                    stages=self._stages,
                    refusals=self._assessment.refusals,
                    propose=proposer(self.rule, self._past.keys),
                    sheet=SheetRows(rows, self._own, is_typed=self._is_typed),
                )
            )
        return self._snapshot

    @property
    def rule(self) -> Rule:
        """The rule by which its rows are judged."""
        return self.campaign.rule(self.settings.mode, self.today)

    @property
    def revision(self) -> int:
        """Number of the stored state shown here; the store has a higher one if the batch was changed elsewhere."""
        return self._revision

    def set_cells(self, changes: Sequence[tuple[int, Column, str]], *, progress: Progress = SILENT) -> None:
        """Write cells as one step, which `undo` takes back as a whole; no step is made if no cell changes."""
        self._take((Edit(row_id, EditKind.CELL, column, as_typed(text)) for row_id, column, text in changes), progress)

    def exclude(self, row_ids: Sequence[int], excluded: bool = True, *, progress: Progress = SILENT) -> None:
        """Exclude rows, or include them again, as one step."""
        kind = EditKind.EXCLUDE if excluded else EditKind.INCLUDE
        self._take((Edit(row_id, kind) for row_id in dict.fromkeys(row_ids)), progress)

    def close_rows(self, row_ids: Sequence[int], reason: str, *, progress: Progress = SILENT) -> None:
        """Exclude rows for good and note why, as one step; including them again reopens them."""
        text = as_typed(reason)
        if not text:
            raise ValueError("rows are closed with a reason")
        self._take((Edit(row_id, EditKind.EXCLUDE, text=text) for row_id in dict.fromkeys(row_ids)), progress)

    def insert_rows(self, position: int, cells: Sequence[Sequence[str]], *, progress: Progress = SILENT) -> list[int]:
        """Insert new rows before the one at `position`, as one step; return their ids."""
        edits = cell_edits.inserted(self._rows, position, cells)
        self._take(edits, progress)
        return [edit.row_id for edit in edits]

    def paste(
        self, position: int, column: Column, block: Sequence[Sequence[str]], *, progress: Progress = SILENT
    ) -> Pasted:
        """Write a block of cells, its top left at one cell, as one step; rows past the end are added."""
        edits, came_of_it = cell_edits.pasted(self._rows, position, column, block)
        self._take(edits, progress)
        return came_of_it

    def fill_down(self, row_ids: Sequence[int], column: Column, *, progress: Progress = SILENT) -> int:
        """Copy the cell of the topmost of these rows into the others, as one step; return the number of changes."""
        return self._take(cell_edits.filled_down(self._rows, row_ids, column), progress)

    def replace(
        self,
        text: str,
        by: str,
        columns: Sequence[Column],
        row_ids: Sequence[int] | None = None,
        *,
        progress: Progress = SILENT,
    ) -> int:
        """Replace a text in these columns of all or some rows taking part, as one step; return the count of changes."""
        chosen = rows_with(self._rows, text, columns, row_ids, progress)
        return self._take(cell_edits.replaced(chosen, text, by, columns), progress)

    def repair(self, proposals: Iterable[Proposal], *, progress: Progress = SILENT) -> int:
        """Apply repairs proposed by `Snapshot.proposals`, as one step; return the number of changed cells.

        A cell that has changed since the proposal is left as it is.
        """
        edits = (
            Edit(each.row_id, EditKind.CELL, each.column, each.after)
            for each in proposals
            if self._rows.row(each.row_id).cell(each.column) == each.before
        )
        return self._take(edits, progress)

    def undo(self, *, progress: Progress = SILENT) -> bool:
        """Undo the last step; return False if there is none."""
        progress.report(0, self.next_undo_size)
        if not self.can_undo:
            return False
        self._move(self._history.undo, self._history.redo, progress)
        return True

    def redo(self, *, progress: Progress = SILENT) -> bool:
        """Redo the step that was undone last; return False if there is none."""
        progress.report(0, self.next_redo_size)
        if not self.can_redo:
            return False
        self._move(self._history.redo, self._history.undo, progress)
        return True

    @property
    def can_undo(self) -> bool:
        return self.may(Action.EDIT) and self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self.may(Action.EDIT) and self._history.can_redo

    @property
    def next_undo_size(self) -> int:
        return self._history.step_sizes[0]

    @property
    def next_redo_size(self) -> int:
        return self._history.step_sizes[1]

    def change_settings(self, settings: BatchSettings, *, progress: Progress = SILENT) -> None:
        """Change how the batch is issued; if the mode changes, all rows are judged again.

        Raises:
            ValueError: the settings exceed the bounds of the wire format.
        """
        self._require(Action.EDIT)
        query_of(settings, self.name)
        before = self.settings, self._assessment
        old = self._assessment
        self._snapshot = None
        try:
            judgement = old.judgement
            if settings.mode is not self.settings.mode:
                rule = self.campaign.rule(settings.mode, self.today)
                judgement = judgement_of(self._rows, rule, self._past, progress)
            self.settings = settings
            refusals = Refusals(old.refusals.origins, settings, self.today)
            self._assessment = Assessment(self._rows, judgement, old.outcomes, refusals)
            self._revision = self._records.change_settings(self.batch_id, self._revision, settings, self._size())
        except BaseException:
            self.settings, self._assessment = before
            raise

    def may(self, action: Action) -> bool:
        """Return whether the state of the batch allows an action."""
        return may(self.state, action)

    def parts(self) -> list[PartInfo]:
        """Return the current state of its parts; empty before it is sent."""
        return [part_info(part) for part in self._parts.of(self.batch_id)]

    def _take(self, edits: Iterable[Edit], progress: Progress) -> int:
        """Apply a step and store it; return the number of its edits. If it cannot be stored, it is reverted."""
        self._require(Action.EDIT)
        step = self._rows.effective(edits)
        if not step:
            return 0
        progress.report(0, len(step))
        self._snapshot = None
        backward = self._rows.apply(step)
        try:
            self._assessment.judge(step, progress)
        except BaseException:
            self._rows.apply(backward)
            raise
        try:
            self._revision = self._records.append(
                self.batch_id, self._revision, self._history.position + 1, step, self._size()
            )
        except BaseException:
            self._rows.apply(backward)
            self._assessment.judge(step)
            raise
        self._history.add(step, backward)
        return len(step)

    def _move(self, there: Callable[[], Step], back: Callable[[], Step], progress: Progress) -> None:
        """Undo or redo, and store the new position; if it cannot be stored, the move is reverted."""
        self._snapshot = None
        step = there()
        try:
            self._assessment.judge(step, progress)
        except BaseException:
            back()
            raise
        try:
            self._revision = self._records.move(self.batch_id, self._revision, self._history.position, self._size())
        except BaseException:
            self._assessment.judge(back())
            raise

    def _size(self) -> Size:
        return Size(len(self._rows), self._assessment.tally.errors)

    def _require(self, action: Action) -> None:
        if not self.may(action):
            raise NotAllowed(Obstacle.HANDED_OVER, self.batch_id)
