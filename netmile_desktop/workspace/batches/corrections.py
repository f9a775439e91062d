"""Batches of the rows of another batch that were not issued, and the outcome of every row over all rounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

import msgspec

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import FATE_UNKNOWN, Action, BatchSettings, BatchState, PartState, may
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.checking import check_each
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.language import Language
from netmile_desktop.workspace.campaigns.catalogue import remembered_campaign
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.snapshots import Snapshot
from netmile_desktop.workspace.records.batch_records import TYPED, BatchRecord, BatchRecords
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
    """Rows known to be issued."""
    refused: int
    """Rows known to be refused by the portal."""
    unknown: int
    """Rows that were, or may have been, handed over and whose verdicts have not been fetched."""
    closed: int
    """Rows that are not issued on purpose: closed with a reason or, in the first round, excluded."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """The outcome of a batch's rows over all its corrections: `issued` + `unknown` + `open` + `closed` = `rows`."""

    rounds: tuple[Round, ...]
    """Parents before their children, older ones first."""
    rows: int
    """Rows of the first batch, and rows typed in later ones."""
    issued: int
    unknown: int
    """Rows that were, or may have been, handed over and whose verdicts have not been fetched."""
    open: int
    """Rows not sent yet, or refused and not corrected; a row excluded from a correction stays open."""
    closed: int

    @property
    def is_settled(self) -> bool:
        """Whether every row was issued once or closed."""
        return self.open == self.unknown == 0


@dataclass(frozen=True, slots=True)
class Correctable:
    """Rows that can be put into a correction now."""

    batch_id: str
    """The batch that has them."""
    row_ids: frozenset[int]


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
        """Put rows that were not issued into a new draft; return its id, or that of a correction still in work.

        Raises:
            NotAllowed: the batch is not fully judged yet, or has no rows left to correct.
        """
        if not may(parent.state, Action.CORRECT):
            raise NotAllowed(Obstacle.NOT_THROUGH, parent.batch_id)
        before = parent.snapshot()
        ends = self._free_rows(parent)
        chosen = ends.keys() if row_ids is None else ends.keys() & set(row_ids)
        rows = [before.row_of(row_id) for row_id in ends if row_id in chosen]
        if not rows:
            drafts = [each.id for each in self._family(parent.batch_id)[1:] if each.state is BatchState.DRAFT]
            if not drafts:
                raise NotAllowed(Obstacle.NOTHING_TO_CORRECT, parent.batch_id)
            return drafts[-1]
        record = self._record(parent, mode, campaign, {ends[row.id][0] for row in rows})
        alone = check_each(rows, record.campaign.rule(record.settings.mode, self._today()))
        errors = sum(bool(findings.errors) for findings in alone.values())
        record = replace(record, rows=len(rows), errors=errors)
        descents = []
        for n, row in enumerate(rows):
            outcome = before.outcome(row.id)
            code = before.findings(row.id).code
            registration_id = outcome.registration_id if outcome else ""
            descents.append(Descent(n, *ends[row.id], code.value if code else "", registration_id))
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

    def correctable(self, draft: Draft, open_batch: Callable[[str], Draft]) -> Correctable:
        """Return the rows that `start` would put into a new draft; none before the batch is fully judged.

        If a correction has none of its own, and rows are open still, they are those of the nearest batch before it or,
        if there is none, of the newest other correction. The first batch leads to its corrections instead.
        """
        if not may(draft.state, Action.CORRECT):
            return Correctable(draft.batch_id, frozenset())
        own = Correctable(draft.batch_id, frozenset(self._free_rows(draft)))
        before = self._before(draft.batch_id)
        if own.row_ids or not before or not (lineage := self.lineage(draft.batch_id)).open:
            return own
        through = [each.batch_id for each in lineage.rounds if may(each.state, Action.CORRECT)]
        for at in dict.fromkeys([*before, *reversed(through)]):
            if at != draft.batch_id and (row_ids := frozenset(self._free_rows(open_batch(at)))):
                return Correctable(at, row_ids)
        return own

    def _before(self, batch_id: str) -> list[str]:
        """Return the batches that lead to one, the nearest first."""
        parents, before = self._descents.parents(), []
        while batch_id in parents:
            batch_id = parents[batch_id]
            before.append(batch_id)
        return before

    def _free_rows(self, parent: Draft) -> dict[int, tuple[str, int]]:
        """Return the open rows that no correction holds, in order, each with the row that a new one comes from.

        That is the row itself, or the one in a later correction that was excluded there without a reason: such a
        row is open again. No two corrections come from one row, so it could not be the row itself.
        """
        next_of = self._descents.corrected_in(parent.batch_id)
        released = self._released(parent.batch_id) if next_of else {}
        free: dict[int, tuple[str, int]] = {}
        for row_id in self._open_rows(parent):
            at: tuple[str, int] | None = (parent.batch_id, row_id)
            after = next_of.get(row_id)
            while after is not None:
                at = after if after in released else None
                after = released.get(after)
            if at is not None:
                free[row_id] = at
        return free

    def _released(self, parent_id: str) -> dict[tuple[str, int], tuple[str, int] | None]:
        """Return the rows that sent corrections excluded without a reason, each with the row that corrects it, if any."""
        released: dict[tuple[str, int], tuple[str, int] | None] = {}
        for record in self._family(parent_id)[1:]:
            if not may(record.state, Action.CORRECT):
                continue
            next_of = self._descents.corrected_in(record.id)
            for row_id, reason in self._excluded(record).items():
                if not reason:
                    released[record.id, row_id] = next_of.get(row_id)
        return released

    def _open_rows(self, parent: Draft) -> list[int]:
        """Return the rows of a fully judged batch that are known not to have been issued, in order.

        If the lists of a registration were deleted before they could be fetched, the outcome of its rows is
        unknown and none of them is returned; nor is a row that an earlier registration issued after all. Rows
        excluded from the first batch were left out on purpose. Rows excluded from a correction are open where they
        came from; only those typed in there came from nowhere else.
        """
        unknown = self._descents.issued_before(parent.batch_id)
        for part in self._parts.of(parent.batch_id):
            if part.lists_gone or part.state is not PartState.JUDGED:
                unknown.update(self._parts.row_ids(part))
        rows = parent.snapshot()
        taking_part = (row.id for row in rows.rows_taking_part())
        found = [row_id for row_id in taking_part if row_id not in unknown and _was_not_issued(rows, row_id)]
        return [*found, *self._typed_and_excluded(parent)]

    def _typed_and_excluded(self, parent: Draft) -> list[int]:
        """Return the rows that were typed into a correction and excluded there without a reason."""
        origins = self._descents.of(parent.batch_id)
        excluded = self._excluded(self._records.one(parent.batch_id)) if origins else {}
        return [row_id for row_id, reason in excluded.items() if not reason and row_id not in origins]

    def lineage(self, batch_id: str) -> Lineage:
        """Return the outcome of a batch's family from its first batch on; `batch_id` may name any member."""
        parents = self._descents.parents()
        root = batch_id
        while root in parents:
            root = parents[root]
        family = self._family(root)
        rounds = tuple(self._round(record, parents.get(record.id, "")) for record in family)
        typed = sum(each.rows - len(self._descents.of(each.batch_id)) for each in rounds[1:])
        rows = rounds[0].rows + typed
        issued, unknown, closed = (
            sum(counts) for counts in zip(*((each.issued, each.unknown, each.closed) for each in rounds), strict=True)
        )
        return Lineage(rounds, rows, issued, unknown, rows - issued - unknown - closed, closed)

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
        excluded = self._excluded(record)
        return Round(
            batch_id=record.id,
            parent_id=parent_id,
            name=record.name,
            state=record.state,
            rows=record.rows,
            issued=sum(part.records - part.errors for part in parts),
            refused=sum(part.errors for part in parts),
            unknown=sum(part.rows for part in parts if part.state in FATE_UNKNOWN),
            closed=sum(bool(reason) for reason in excluded.values()) if parent_id else len(excluded),
        )

    def _excluded(self, record: BatchRecord) -> dict[int, str]:
        """Return the rows left out of a batch, each with the reason; it is empty where they were only excluded."""
        excluded: dict[int, str] = {}
        for step in self._records.steps(record.id)[: record.step]:
            for edit in step:
                if edit.kind is EditKind.EXCLUDE:
                    excluded[edit.row_id] = edit.text
                elif edit.kind is EditKind.INCLUDE:
                    excluded.pop(edit.row_id, None)
        return excluded

    def _record(
        self, parent: Draft, mode: Mode | None, campaign: wire.CampaignDetail | None, comes_from: Collection[str]
    ) -> BatchRecord:
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
            name=self._name(before, comes_from),
            campaign=campaign,
            settings=settings,
            recipe=TYPED,
            state=BatchState.DRAFT,
            step=0,
            revision=0,
            created_at=now,
            changed_at=now,
        )

    def _name(self, before: BatchRecord, comes_from: Collection[str]) -> str:
        """Return the name of the first batch with the number of the round: 十一月.csv #2."""
        parents = self._descents.parents()
        number = 0
        for at in comes_from:
            depth = 2
            while at in parents:
                depth, at = depth + 1, parents[at]
            number = max(number, depth)
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
