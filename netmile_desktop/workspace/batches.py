"""Batches on this machine: taking a file in, listing them, opening one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, BatchState, Settings, may
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.issuances import together
from netmile_desktop.domain.rows import Recipe
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batch_records import BatchRecord, BatchRecords
from netmile_desktop.workspace.draft import Draft, Opened
from netmile_desktop.workspace.edits import EditedRows, History
from netmile_desktop.workspace.issued_before import NOTHING_BEFORE, IssuedRows
from netmile_desktop.workspace.judgement import Judgement, check_each
from netmile_desktop.workspace.part_records import PartRecord, PartRecords
from netmile_desktop.workspace.sources import Source
from netmile_desktop.workspace.store import Store
from netmile_desktop.workspace.verdicts import Verdicts


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
    """Rows our check refuses; of a batch that was handed over, rows the portal has refused so far."""
    sent_rows: int
    created_at: datetime
    changed_at: datetime
    registration_ids: tuple[str, ...]


class Batches:
    """All batches of a site's store. `today` tells the business day at the portal."""

    def __init__(self, store: Store, today: Callable[[], date], clock: Clock = system_clock) -> None:
        self._today = today
        self._clock = clock
        self._records = BatchRecords(store)
        self._parts = PartRecords(store)
        self._issued = IssuedRows(store)
        self._verdicts = Verdicts(store)

    def import_source(
        self, source: Source, recipe: Recipe, campaign: wire.CampaignDetail, progress: Progress = SILENT
    ) -> str:
        """Take a source in as a new draft and return its id. Cancelled before the end it leaves nothing.

        Raises:
            FileUnreadable: where the recipe reads nothing from it.
            WorkspaceUnusable: where it cannot be kept.
        """
        progress.report(0, 0, "reading")
        reading = source.read(recipe)
        settings = Settings(campaign_id=campaign.id, transfer_after_days=campaign.transfer_after_days)
        rule = campaign.rule(settings.mode, self._today())
        found = together(reading.rows, rule, check_each(reading.rows, rule, progress))
        progress.report(len(reading.rows), len(reading.rows), "storing")
        now = self._clock()
        record = BatchRecord(
            id=uuid4().hex,
            name=source.name,
            campaign=campaign,
            settings=settings,
            # Found out once, then kept: a later version of the program may guess otherwise.
            recipe=Recipe(reading.encoding, reading.header is not None, recipe.columns),
            state=BatchState.DRAFT,
            step=0,
            revision=0,
            rows=len(reading.rows),
            errors=sum(bool(findings.errors) for findings in found.values()),
            created_at=now,
            changed_at=now,
        )
        self._records.add(record, source)
        return record.id

    def all(self) -> list[BatchSummary]:
        """Every batch, newest first."""
        parts: defaultdict[str, list[PartRecord]] = defaultdict(list)
        for part in self._parts.all():
            parts[part.batch_id].append(part)
        return [_summary(record, parts[record.id]) for record in self._records.all()]

    def open(self, batch_id: str, progress: Progress = SILENT) -> Draft:
        """Read a batch again, apply its edits and judge it; with verdicts where it was sent.

        Raises:
            NotAllowed: where it is gone.
        """
        progress.report(0, 0, "reading")
        record = self._records.one(batch_id)
        source = self._records.source(batch_id)
        reading = source.read(record.recipe)
        rows = EditedRows(reading.rows)
        history = History(rows, self._records.steps(batch_id), record.step)
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
            judgement=Judgement(rows.taking_part(), rule, progress, past=past, place=rows.position),
            outcomes=self._verdicts.of(batch_id),
            past=past,
        )
        return Draft(opened, self._records, self._parts)

    def discard(self, batch_id: str) -> None:
        """Throw a draft away for good.

        Raises:
            NotAllowed: once it was handed over.
        """
        self._records.discard(batch_id)


def _summary(record: BatchRecord, parts: Sequence[PartRecord]) -> BatchSummary:
    accepted = [part for part in parts if part.is_accepted]
    return BatchSummary(
        id=record.id,
        name=record.name,
        campaign_id=record.campaign.id,
        campaign_name=record.campaign.name,
        state=record.state,
        rows=record.rows,
        errors=sum(part.errors for part in parts) if parts else record.errors,
        sent_rows=sum(part.rows for part in accepted),
        created_at=record.created_at,
        changed_at=record.changed_at,
        registration_ids=tuple(part.registration_id for part in accepted),
    )
