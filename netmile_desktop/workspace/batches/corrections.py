"""Batches of the rows of another batch that were not issued, and the outcome of every row over all rounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

import msgspec

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, BatchSettings, BatchState, PartState, may
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.checking import check_each
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.workspace.campaigns.catalogue import remembered_campaign
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.snapshots import Snapshot
from netmile_desktop.workspace.records.batch_records import BatchRecord, BatchRecords
from netmile_desktop.workspace.records.edits import EditKind
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.records.row_origins import Descent, RowOrigins
from netmile_desktop.workspace.sources.source import source_of_rows
from netmile_desktop.workspace.store.store import Store

_ROUND = re.compile(r" #[0-9]+$")


@dataclass(frozen=True, slots=True)
class Round:
    """One batch of a family: the first one, or a correction of its parent."""

    batch_id: str
    parent_id: str
    """Empty for the first."""
    name: str
    state: BatchState
    rows: int
    issued: int
    refused: int
    """Rows refused by the portal."""
    closed: int
    """Rows left out, with or without a reason."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """The outcome of a batch's rows over all its corrections: `rows` = `issued` + `open` + `closed`."""

    rounds: tuple[Round, ...]
    """Parents before their children, older ones first."""
    rows: int
    """Rows of the first batch, and rows typed in later ones."""
    issued: int
    open: int
    """Rows not sent yet, sent but not judged, or refused and not corrected."""
    closed: int

    @property
    def is_settled(self) -> bool:
        """Whether every row was issued once or closed."""
        return self.open == 0


class Corrections:
    """The corrections in a site's store. `today` returns the business day at the portal."""

    def __init__(self, store: Store, today: Callable[[], date], clock: Callable[[], datetime]) -> None:
        self._store = store
        self._today = today
        self._clock = clock
        self._records = BatchRecords(store)
        self._parts = PartRecords(store)
        self._descents = RowOrigins(store)

    def start(
        self, parent: Draft, row_ids: Sequence[int] | None, mode: Mode | None, campaign: wire.CampaignDetail | None
    ) -> str:
        """Put rows that were not issued into a new draft; return its id.

        Raises:
            NotAllowed: the batch is not fully judged yet, or has no rows left to correct.
        """
        if not may(parent.state, Action.CORRECT):
            raise NotAllowed(Obstacle.NOT_THROUGH, parent.batch_id)
        taken = self._descents.corrected_rows(parent.batch_id)
        before = parent.snapshot()
        rows = [row for row_id in self.open_rows(parent) if (row := before.row_of(row_id)).id not in taken]
        if row_ids is not None:
            chosen = set(row_ids)
            rows = [row for row in rows if row.id in chosen]
        if not rows:
            raise NotAllowed(Obstacle.NOTHING_TO_CORRECT, parent.batch_id)
        record = self._record(parent, mode, campaign)
        alone = check_each(rows, record.campaign.rule(record.settings.mode, self._today()))
        errors = sum(bool(findings.errors) for findings in alone.values())
        record = replace(record, rows=len(rows), errors=errors)
        descents = []
        for n, row in enumerate(rows):
            outcome = before.outcome(row.id)
            code = before.findings(row.id).code
            registration_id = outcome.registration_id if outcome else ""
            descents.append(Descent(n, parent.batch_id, row.id, code.value if code else "", registration_id))
        source = source_of_rows(
            record.name,
            [row._replace(record=before.sheet.number(row) or 0) for row in rows],
            before.sheet.names(Language.JAPANESE),
            before.sheet.own_cells([row.id for row in rows]),
        )
        with self._store.write() as transaction:
            self._records.insert(transaction, record, source)
            self._descents.insert(transaction, record.id, descents)
        return record.id

    def open_rows(self, parent: Draft) -> list[int]:
        """Return the rows of a fully judged batch that are known not to have been issued, in order.

        If the lists of a registration were deleted before they could be fetched, the outcome of its rows is
        unknown and none of them is returned; nor is a row that an earlier registration issued after all. Excluded
        rows were left out on purpose.
        """
        unknown = self._descents.issued_before(parent.batch_id)
        for part in self._parts.of(parent.batch_id):
            if part.lists_gone or part.state is not PartState.JUDGED:
                unknown.update(self._parts.row_ids(part))
        rows = parent.snapshot()
        taking_part = (row.id for row in rows.rows_taking_part())
        return [row_id for row_id in taking_part if row_id not in unknown and _was_not_issued(rows, row_id)]

    def child_in_work(self, parent_id: str) -> str:
        """Return the id of a batch's newest correction that is still a draft, or an empty string."""
        drafts = [each for each in self._family(parent_id) if each.state is BatchState.DRAFT]
        own = self._descents.children_of(parent_id)
        return next((each.id for each in reversed(drafts) if each.id in own), "")

    def lineage(self, batch_id: str) -> Lineage:
        """Return the outcome of a batch's family from its first batch on; `batch_id` may name any member."""
        parents = self._descents.parents()
        root = batch_id
        while root in parents:
            root = parents[root]
        family = self._family(root)
        rounds = tuple(self._round(record, parents.get(record.id, "")) for record in family)
        typed = sum(each.rows - len(self._descents.of(each.batch_id)) for each in rounds[1:])
        rows, issued, closed = (
            rounds[0].rows + typed,
            sum(each.issued for each in rounds),
            sum(each.closed for each in rounds),
        )
        return Lineage(rounds, rows, issued, rows - issued - closed, closed)

    def _family(self, root: str) -> list[BatchRecord]:
        """Return a batch and all its descendants, parents first."""
        records = {record.id: record for record in reversed(self._records.all())}
        if root not in records:
            raise NotAllowed(Obstacle.GONE, root)
        parents = self._descents.parents()
        members = {root}
        # Older batches come first, and no batch is older than its parent.
        for id_ in records:
            if parents.get(id_) in members:
                members.add(id_)
        return [record for id_, record in records.items() if id_ in members]

    def _round(self, record: BatchRecord, parent_id: str) -> Round:
        parts = self._parts.of(record.id)
        return Round(
            batch_id=record.id,
            parent_id=parent_id,
            name=record.name,
            state=record.state,
            rows=record.rows,
            issued=sum(part.records - part.errors for part in parts),
            refused=sum(part.errors for part in parts),
            closed=len(self._excluded(record)),
        )

    def _excluded(self, record: BatchRecord) -> set[int]:
        excluded: set[int] = set()
        for step in self._records.steps(record.id)[: record.step]:
            for edit in step:
                if edit.kind is EditKind.EXCLUDE:
                    excluded.add(edit.row_id)
                elif edit.kind is EditKind.INCLUDE:
                    excluded.discard(edit.row_id)
        return excluded

    def _record(self, parent: Draft, mode: Mode | None, campaign: wire.CampaignDetail | None) -> BatchRecord:
        before = self._records.one(parent.batch_id)
        campaign = campaign or remembered_campaign(self._store, before.campaign.id) or before.campaign
        if campaign.as_of < before.campaign.as_of and campaign.id == before.campaign.id:
            campaign = before.campaign
        settings = settings_in(campaign, before.campaign, before.settings)
        settings = msgspec.structs.replace(settings, mode=mode or settings.mode)
        if settings.mode is Mode.MOBILE:
            # 携帯電話メールアドレス宛 has neither (guide L514-524).
            settings = msgspec.structs.replace(settings, notify=False, message="")
        now = self._clock()
        return replace(
            before,
            id=uuid4().hex,
            name=self._name(before),
            campaign=campaign,
            settings=settings,
            recipe=Recipe("utf-8", header=False),
            state=BatchState.DRAFT,
            step=0,
            revision=0,
            created_at=now,
            changed_at=now,
        )

    def _name(self, before: BatchRecord) -> str:
        """Return the name of the first batch with the number of the round: 十一月.csv #2."""
        parents = self._descents.parents()
        number, at = 2, before.id
        while at in parents:
            number, at = number + 1, parents[at]
        return f"{_ROUND.sub('', before.name)} #{number}"


def settings_in(campaign: wire.CampaignDetail, before: wire.CampaignDetail, settings: BatchSettings) -> BatchSettings:
    """Return the settings of a batch for another campaign.

    A transfer setting that only followed the previous campaign follows the new one; one chosen by hand stays.
    """
    days = settings.transfer_after_days
    followed = days == before.transfer_after_days
    days = campaign.transfer_after_days if followed else days
    return msgspec.structs.replace(settings, campaign_id=campaign.id, transfer_after_days=days)


def _was_not_issued(rows: Snapshot, row_id: int) -> bool:
    """Return whether a row was refused or has no outcome.

    It has no outcome if our check left it out, its part was withdrawn, or the portal stopped before it.
    """
    outcome = rows.outcome(row_id)
    return outcome is None or outcome.code in set(Code)
