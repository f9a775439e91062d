"""Batches on this machine: importing, listing, opening and changing them as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

import msgspec

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, BatchSettings, BatchState, may
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.table import ColumnRole, TableReading
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.corrections import Correctable, Corrections, Lineage, settings_in
from netmile_desktop.workspace.batches.rereading import Rereading, as_read, reread
from netmile_desktop.workspace.drafts.draft import Draft, Opened
from netmile_desktop.workspace.drafts.draft_facts import stages_of
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.drafts.judgement import judgement_of
from netmile_desktop.workspace.records.batch_log import BatchLog, Event, LogEntry
from netmile_desktop.workspace.records.batch_records import TYPED, BatchRecord, BatchRecords, Size
from netmile_desktop.workspace.records.edits import Step, UndoStack
from netmile_desktop.workspace.records.issued_before import NOTHING_BEFORE, IssuedRows
from netmile_desktop.workspace.records.part_records import HeldBack, PartRecord, PartRecords
from netmile_desktop.workspace.records.row_origins import RowOrigins
from netmile_desktop.workspace.records.verdicts import Verdicts
from netmile_desktop.workspace.sources.source import Source, source_of_rows
from netmile_desktop.workspace.store.store import Store

_ANSWERS = "columns"


class _Answers(msgspec.Struct, frozen=True):
    """The headings of the columns that a person chose for the roles."""

    headings: dict[ColumnRole, str]


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """A line of the list of batches."""

    id: str
    name: str
    campaign_id: str
    campaign_name: str
    state: BatchState
    rows: int
    errors: int
    """Rows our check refuses and, of a batch that was handed over, those the portal is known to have refused."""
    unknown: int
    """Rows that were, or may have been, handed over and have no verdict."""
    sent_rows: int
    created_at: datetime
    changed_at: datetime
    registration_ids: tuple[str, ...]
    parent_id: str = ""
    """The batch whose rows this one corrects; empty if it is no correction."""


class Batches:
    """The batches in a site's store. `today` returns the business day at the portal."""

    def __init__(self, store: Store, today: Callable[[], date], clock: Clock = system_clock) -> None:
        self._today = today
        self._clock = clock
        self._records = BatchRecords(store)
        self._store = store
        self._parts = PartRecords(store)
        self._descents = RowOrigins(store)
        self._corrections = Corrections(store, today, clock)
        self._issued = IssuedRows(store)
        self._verdicts = Verdicts(store)
        self._chronicle = BatchLog(store, clock)

    def take_in(
        self,
        source: Source,
        recipe: Recipe,
        campaign: wire.CampaignDetail,
        progress: Progress = SILENT,
        *,
        mode: Mode = Mode.PC,
    ) -> Draft:
        """Import a source as a new draft and open it. An import cancelled before its end leaves nothing.

        Raises:
            FileUnreadable: the recipe reads nothing from it.
            WorkspaceUnusable: it cannot be stored.
        """
        progress.report(0, 0, "reading")
        reading = source.read(recipe, progress)
        rows = EditedRows(reading.rows)
        settings = BatchSettings(campaign_id=campaign.id, mode=mode, transfer_after_days=campaign.transfer_after_days)
        rule = campaign.rule(settings.mode, self._today())
        past = self._issued.past(campaign.id, rule)
        judgement = judgement_of(rows, rule, past, progress)
        progress.report(len(rows), len(rows), "storing")
        errors = sum(bool(findings.errors) for findings in judgement.found.values())
        size, now = Size(len(rows), errors), self._clock()
        record = BatchRecord.draft(uuid4().hex, source.name, campaign, settings, as_read(recipe, reading), size, now)
        self._records.add(record, source)
        opened = Opened(
            record=record,
            today=rule.today,
            reading=reading,
            source=source,
            rows=rows,
            history=UndoStack(rows, (), record.step),
            judgement=judgement,
            past=past,
        )
        return Draft(opened, self._records, self._parts)

    def remember_answers(self, table: TableReading) -> None:
        """Remember the columns that a person chose, for the next file with the same set of headings (M366)."""
        header = table.header or ()
        chosen = {role: header[column - 1] for role, column in table.choices.roles if 0 < column <= len(header)}
        if chosen:
            self._store.remember(_ANSWERS, _headings_id(header), _Answers(chosen))

    def remembered_answers(self, header: Sequence[str]) -> dict[ColumnRole, int] | None:
        """Return the columns that a person chose for the last file with these headings, in whatever order."""
        answers = self._store.recall(_ANSWERS, _headings_id(header), _Answers)
        if answers is None or any(header.count(heading) != 1 for heading in answers.headings.values()):
            return None
        return {role: header.index(heading) + 1 for role, heading in answers.headings.items()}

    def start_typed(self, campaign: wire.CampaignDetail, name: str, *, mode: Mode = Mode.PC) -> str:
        """Make an empty draft to type or paste into; return its id."""
        settings = BatchSettings(campaign_id=campaign.id, mode=mode, transfer_after_days=campaign.transfer_after_days)
        record = BatchRecord.draft(uuid4().hex, name, campaign, settings, TYPED, Size(0, 0), self._clock())
        self._records.add(record, source_of_rows(name, ()))
        return record.id

    def same_file(self, source: Source) -> list[BatchSummary]:
        """Return the batches made here from the very same file, the newest first (L-DUPFILE)."""
        ids = self._records.with_digest(source.digest) if source.digest else set()
        return [batch for batch in self.all() if batch.id in ids] if ids else []

    def start_correction(
        self,
        batch_id: str,
        *,
        row_ids: Sequence[int] | None = None,
        mode: Mode | None = None,
        campaign: wire.CampaignDetail | None = None,
        progress: Progress = SILENT,
    ) -> str:
        """Put the rows of a batch that were not issued into a draft of their own; return its id.

        These are the rows that the portal refused, those that our own check left out, and those of withdrawn
        parts. Rows that were issued, or may have been, are never taken, nor are rows that another correction
        has. If none is left, open rows of its family are taken, or its correction that is still a draft.

        Args:
            row_ids: Take only these of them.
            mode: Issue them to the other kind of address (41053).
            campaign: Issue them in another campaign (44019), or in a fresher view of the same one.

        Raises:
            NotAllowed: the batch is not fully judged yet, or has no rows left to correct.
        """
        parent = self.open(batch_id, progress)
        if row_ids is None and (source := self.correctable(parent, progress)).batch_id != batch_id:
            parent = self.open(source.batch_id, progress)
        return self._corrections.start(parent, row_ids, mode, campaign)

    def is_correction(self, batch_id: str) -> bool:
        """Return whether a batch corrects rows of another one."""
        return batch_id in self._descents.parents()

    def correctable(self, draft: Draft, progress: Progress = SILENT) -> Correctable:
        """Return the rows that `start_correction` would put into a new draft: of this batch, or of its family."""
        return self._corrections.correctable(draft, lambda batch_id: self.open(batch_id, progress))

    def lineage(self, batch_id: str) -> Lineage:
        """Return the outcome of a batch's rows over all its corrections; `batch_id` may name any of them.

        Raises:
            NotAllowed: the batch is gone.
        """
        return self._corrections.lineage(batch_id)

    def all(self) -> list[BatchSummary]:
        """Return all batches, the newest first."""
        parts: defaultdict[str, list[PartRecord]] = defaultdict(list)
        for part in self._parts.all():
            parts[part.batch_id].append(part)
        parents = self._descents.parents()
        return [_summary(record, parts[record.id], parents.get(record.id, "")) for record in self._records.all()]

    def open(self, batch_id: str, progress: Progress = SILENT) -> Draft:
        """Read a batch again, apply its edits and judge it; add the verdicts if it was sent.

        Raises:
            NotAllowed: the batch is gone.
        """
        progress.report(0, 0, "reading")
        source = self._records.source(batch_id)
        return self._draft(self._records.one(batch_id), source, self._records.steps(batch_id), progress)

    def _draft(self, record: BatchRecord, source: Source, steps: Sequence[Step], progress: Progress) -> Draft:
        """Return a batch as `record` and `steps` say, whether they are stored or not."""
        reading = source.read(record.recipe, progress)
        rows = EditedRows(reading.rows)
        history = UndoStack(rows, steps, record.step)
        rule = record.campaign.rule(record.settings.mode, self._today())
        past = (
            self._issued.past(record.settings.campaign_id, rule) if may(record.state, Action.EDIT) else NOTHING_BEFORE
        )
        opened = Opened(
            record=record,
            today=rule.today,
            reading=reading,
            source=source,
            rows=rows,
            history=history,
            judgement=judgement_of(rows, rule, past, progress),
            outcomes=self._verdicts.of(record.id),
            stages=stages_of(self._parts.of(record.id), self._parts.row_ids),
            held=HeldBack(self._store).of(record.id),
            past=past,
            origins=self._descents.of(record.id),
        )
        return Draft(opened, self._records, self._parts)

    # --- changes of a whole draft -----------------------------------------------------------------

    def source(self, batch_id: str) -> tuple[Source, Recipe]:
        """Return the source of a batch, with all sheet names of a workbook, and its recipe.

        Raises:
            NotAllowed: the batch is gone.
            FileUnreadable: its workbook can no longer be read.
        """
        return self._records.source(batch_id).with_sheets(), self._records.one(batch_id).recipe

    def look_again(
        self, batch_id: str, recipe: Recipe, progress: Progress = SILENT, *, source: Source | None = None
    ) -> Rereading:
        """Show how a draft would be with its file read in another way, and which edits would no longer fit.

        Args:
            source: The same file on the sheet to be read (`Source.on_sheet`); None for its present sheet.

        Raises:
            NotAllowed: the batch was handed over, or has no file.
            FileUnreadable: the recipe reads nothing from the file.
        """
        progress.report(0, 0, "reading")
        record, before = self._records.one(batch_id), self._records.source(batch_id)
        if not may(record.state, Action.EDIT):
            raise NotAllowed(Obstacle.HANDED_OVER, batch_id)
        if not before.has_file:
            raise NotAllowed(Obstacle.NO_FILE, batch_id)
        other = source if source is not None and source.sheet != before.sheet else None
        new = (other or before).read(recipe)
        return reread(record, before.read(record.recipe), new, recipe, self._records.steps(batch_id), other)

    def read_again(
        self, batch_id: str, found: Rereading, *, keep_misfits: bool, actor: str = "", progress: Progress = SILENT
    ) -> None:
        """Read the file of a draft as `look_again` has shown; undone steps are dropped.

        Raises:
            NotAllowed: the batch was changed meanwhile, or handed over.
        """
        steps = found.steps(keep_misfits=keep_misfits)
        record = self._records.one(batch_id)
        record = replace(record, revision=found.revision, recipe=found.recipe, step=len(steps))
        source = found.source or self._records.source(batch_id)
        counts = self._draft(record, source, steps, progress).snapshot().counts()
        record = replace(record, rows=counts.total, errors=counts.errors)
        with self._store.write() as transaction:
            self._records.read_again(transaction, record, steps, found.source)
            if found.source is None:
                self._chronicle.note(transaction, batch_id, Event.READ_AGAIN, found.recipe.encoding, actor)
            else:
                self._chronicle.note(transaction, batch_id, Event.OTHER_SHEET, found.source.sheet, actor)

    def move(
        self, batch_id: str, campaign: wire.CampaignDetail, *, actor: str = "", progress: Progress = SILENT
    ) -> None:
        """Move a draft to another campaign, for example if the period of its own is over (44019).

        A transfer setting that only followed its campaign follows the new one.

        Raises:
            NotAllowed: the batch was handed over.
        """
        before = self._records.one(batch_id)
        if not may(before.state, Action.EDIT):
            raise NotAllowed(Obstacle.HANDED_OVER, batch_id)
        settings = settings_in(campaign, before.campaign, before.settings)
        record = replace(before, campaign=campaign, settings=settings)
        source, steps = self._records.source(batch_id), self._records.steps(batch_id)
        counts = self._draft(record, source, steps, progress).snapshot().counts()
        record = replace(record, rows=counts.total, errors=counts.errors)
        with self._store.write() as transaction:
            self._records.move_to(transaction, record)
            self._chronicle.note(transaction, batch_id, Event.MOVED, before.campaign.id, actor)

    def explain(self, batch_id: str, reason: str, *, actor: str = "") -> None:
        """Note why a draft is sent although the same file or rows were issued before (L-DUPFILE, L-DUP)."""
        with self._store.write() as transaction:
            self._chronicle.note(transaction, batch_id, Event.SENT_AGAIN, reason, actor)

    def chronicle(self, batch_id: str) -> list[LogEntry]:
        """Return what happened to a batch, the oldest first.

        Raises:
            NotAllowed: the batch is gone.
        """
        record = self._records.one(batch_id)
        made = LogEntry(record.created_at, Event.MADE, record.name)
        parts = self._parts.of(batch_id)
        accepted = [
            LogEntry(part.accepted_at, Event.ACCEPTED, part.registration_id) for part in parts if part.accepted_at
        ]
        return [made, *sorted([*self._chronicle.of(batch_id), *accepted], key=lambda entry: entry.at)]

    def discard(self, batch_id: str) -> None:
        """Delete a draft for good.

        Raises:
            NotAllowed: the batch was handed over.
        """
        self._records.discard(batch_id)


def _headings_id(header: Sequence[str]) -> str:
    """Return the id under which the answers for a set of headings are remembered."""
    return msgspec.json.encode(sorted(heading for heading in header if heading)).decode()


def _summary(record: BatchRecord, parts: Sequence[PartRecord], parent_id: str) -> BatchSummary:
    accepted = [part for part in parts if part.is_accepted]
    return BatchSummary(
        id=record.id,
        name=record.name,
        campaign_id=record.campaign.id,
        campaign_name=record.campaign.name,
        state=record.state,
        rows=record.rows,
        errors=record.errors + sum(part.errors for part in parts),
        unknown=sum(part.without_verdict for part in parts),
        sent_rows=sum(part.rows for part in accepted),
        created_at=record.created_at,
        changed_at=record.changed_at,
        registration_ids=tuple(part.registration_id for part in accepted),
        parent_id=parent_id,
    )
