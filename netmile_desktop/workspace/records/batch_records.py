"""Batches in the store: source, recipe, settings, the campaign at that time, and the edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import msgspec

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.batches import BatchSettings, BatchState
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.workspace.key_rules import with_key_rule
from netmile_desktop.workspace.records.edits import Edit, EditKind, Step
from netmile_desktop.workspace.sources.books.facts import Notes
from netmile_desktop.workspace.sources.source import Source
from netmile_desktop.workspace.store.store import Store, Transaction

TYPED = Recipe("utf-8", header=False)
"""How rows are read that came from no file."""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A stored batch without its source and edits."""

    id: str
    name: str
    campaign: wire.CampaignDetail
    """As it was when the batch was made or moved; the portal has the last word."""
    settings: BatchSettings
    recipe: Recipe
    state: BatchState
    step: int
    """Number of steps of edits in force; later steps are undone."""
    revision: int
    """Grows with every change, so that no change overwrites an unseen one."""
    rows: int
    errors: int
    created_at: datetime
    changed_at: datetime

    @classmethod
    def draft(
        cls,
        id_: str,
        name: str,
        campaign: wire.CampaignDetail,
        settings: BatchSettings,
        recipe: Recipe,
        size: Size,
        now: datetime,
    ) -> BatchRecord:
        """Return the record of a new draft, without edits."""
        return cls(
            id=id_,
            name=name,
            campaign=campaign,
            settings=settings,
            recipe=recipe,
            state=BatchState.DRAFT,
            step=0,
            revision=0,
            rows=size.rows,
            errors=size.errors,
            created_at=now,
            changed_at=now,
        )


@dataclass(frozen=True, slots=True)
class Size:
    """Number of rows of a batch, excluded ones included, and number of rows our check refuses."""

    rows: int
    errors: int


_LOOKED_AT = 200
"""Newest batches among which recent campaigns are looked for."""

_COLUMNS = "id, name, campaign, settings, recipe, state, step, revision, rows, errors, created_at, changed_at"


class BatchRecords:
    """The records of batches in a site's store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, record: BatchRecord, source: Source) -> None:
        """Store a new batch with its source."""
        with self._store.write() as transaction:
            self.insert(transaction, record, source)

    def insert(self, transaction: Transaction, record: BatchRecord, source: Source) -> None:
        """Store a new batch with its source as part of a transaction."""
        encode = msgspec.json.encode
        original = None if source.original is source.data else source.original
        transaction.run(
            f"INSERT INTO batch ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(record.id, record.name, encode(record.campaign), encode(record.settings), encode(record.recipe)),
            *(record.state.value, record.step, record.revision, record.rows, record.errors),
            *(record.created_at.isoformat(), record.changed_at.isoformat()),
        )
        transaction.run(
            "INSERT INTO source (batch_id, kind, sheet, notes, data, original, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(record.id, source.kind, source.sheet, encode(source.notes), source.data, original, source.digest),
        )

    def all(self) -> list[BatchRecord]:
        """Return all records, the newest first."""
        with self._store.read() as transaction:
            rows = transaction.all(f"SELECT {_COLUMNS} FROM batch ORDER BY created_at DESC, rowid DESC")
        return [_record(row) for row in rows]

    def one(self, batch_id: str) -> BatchRecord:
        """Return a record. Raises NotAllowed if the batch is gone."""
        with self._store.read() as transaction:
            record = read_record(transaction, batch_id)
        return replace(record, campaign=with_key_rule(self._store, record.campaign))

    def source(self, batch_id: str) -> Source:
        with self._store.read() as transaction:
            row = transaction.one(
                "SELECT name, data, original, kind, sheet, notes FROM source JOIN batch ON id = batch_id WHERE id = ?",
                batch_id,
            )
        if row is None:
            raise NotAllowed(Obstacle.GONE, batch_id)
        name, data, original, kind, sheet, notes = row
        return Source(
            name,
            data,
            data if original is None else original,
            kind,
            sheet,
            notes=codec.decode_json(notes, Notes),
        )

    def with_digest(self, digest: str) -> set[str]:
        """Return the ids of batches made from a file with this digest."""
        with self._store.read() as transaction:
            return {batch_id for (batch_id,) in transaction.all("SELECT batch_id FROM source WHERE digest = ?", digest)}

    def recent_campaigns(self, count: int) -> list[str]:
        """Return the IDs of the campaigns of the newest batches, each once, the newest first."""
        with self._store.read() as transaction:
            rows = transaction.all(
                "SELECT settings FROM batch ORDER BY created_at DESC, rowid DESC LIMIT ?", _LOOKED_AT
            )
        ids = dict.fromkeys(codec.decode_json(settings, BatchSettings).campaign_id for (settings,) in rows)
        return list(ids)[:count]

    def steps(self, batch_id: str) -> list[Step]:
        """Return all steps, undone ones included."""
        with self._store.read() as transaction:
            rows = transaction.all(
                "SELECT step, row_id, kind, column_name, text FROM edit WHERE batch_id = ? ORDER BY step, number",
                batch_id,
            )
        return [
            tuple(
                Edit(row_id, EditKind(kind), Column(column) if column else None, text)
                for _, row_id, kind, column, text in edits
            )
            for _, edits in groupby(rows, key=lambda row: row[0])
        ]

    def append(self, batch_id: str, revision: int, position: int, step: Step, size: Size) -> int:
        """Store a new step as number `position` (from 1), replacing undone ones; return the new revision.

        Raises:
            NotAllowed: the batch is no draft, or no longer at `revision`.
        """
        with self._store.write() as transaction:
            new = _change_draft(transaction, batch_id, revision, size, "step = ?", position)
            transaction.run("DELETE FROM edit WHERE batch_id = ? AND step >= ?", batch_id, position)
            _keep_step(transaction, batch_id, position, step)
        return new

    def read_again(
        self, transaction: Transaction, record: BatchRecord, steps: Sequence[Step], source: Source | None = None
    ) -> None:
        """Give a draft the recipe and size of `record`, other steps and, with `source`, another sheet of its file.

        Raises:
            NotAllowed: the batch is no draft, or no longer at the revision of `record`.
        """
        size = Size(record.rows, record.errors)
        recipe = msgspec.json.encode(record.recipe)
        _change_draft(transaction, record.id, record.revision, size, "recipe = ?, step = ?", recipe, len(steps))
        if source is not None:
            transaction.run(
                "UPDATE source SET sheet = ?, notes = ?, data = ? WHERE batch_id = ?",
                *(source.sheet, msgspec.json.encode(source.notes), source.data, record.id),
            )
        transaction.run("DELETE FROM edit WHERE batch_id = ?", record.id)
        for position, step in enumerate(steps, 1):
            _keep_step(transaction, record.id, position, step)

    def move(self, batch_id: str, revision: int, position: int, size: Size) -> int:
        """Undo or redo to `position` steps; return the new revision.

        Raises:
            NotAllowed: the batch is no draft, or no longer at `revision`.
        """
        with self._store.write() as transaction:
            return _change_draft(transaction, batch_id, revision, size, "step = ?", position)

    def change_settings(self, batch_id: str, revision: int, settings: BatchSettings, size: Size) -> int:
        encoded = msgspec.json.encode(settings)
        with self._store.write() as transaction:
            return _change_draft(transaction, batch_id, revision, size, "settings = ?", encoded)

    def move_to(self, transaction: Transaction, record: BatchRecord) -> None:
        """Give a draft the campaign, settings and size of `record`.

        Raises:
            NotAllowed: the batch is no draft, or no longer at the revision of `record`.
        """
        campaign, settings = msgspec.json.encode(record.campaign), msgspec.json.encode(record.settings)
        size = Size(record.rows, record.errors)
        what = "campaign = ?, settings = ?"
        _change_draft(transaction, record.id, record.revision, size, what, campaign, settings)

    def discard(self, batch_id: str) -> None:
        """Delete a draft with everything that belongs to it. Raises NotAllowed if the batch is no draft."""
        with self._store.write() as transaction:
            if not transaction.run("DELETE FROM batch WHERE id = ? AND state = ?", batch_id, BatchState.DRAFT):
                raise _not_a_draft(transaction, batch_id)


def read_record(transaction: Transaction, batch_id: str) -> BatchRecord:
    """Return a record. Raises NotAllowed if the batch is gone."""
    row = transaction.one(f"SELECT {_COLUMNS} FROM batch WHERE id = ?", batch_id)
    if row is None:
        raise NotAllowed(Obstacle.GONE, batch_id)
    return _record(row)


def change_state(transaction: Transaction, record: BatchRecord, state: BatchState) -> None:
    """Move a batch to another state. Raises NotAllowed if it is no longer as `record` says."""
    changed = transaction.run(
        "UPDATE batch SET state = ?, revision = revision + 1, changed_at = ? WHERE id = ? AND state = ? AND revision = ?",
        *(state.value, datetime.now(UTC).isoformat(), record.id, record.state.value, record.revision),
    )
    if not changed:
        raise NotAllowed(Obstacle.OVERTAKEN, record.id)


def _keep_step(transaction: Transaction, batch_id: str, position: int, step: Step) -> None:
    transaction.many(
        "INSERT INTO edit (batch_id, step, number, row_id, kind, column_name, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (batch_id, position, number, edit.row_id, edit.kind.value, edit.column or "", edit.text)
            for number, edit in enumerate(step)
        ),
    )


def _change_draft(
    transaction: Transaction, batch_id: str, revision: int, size: Size, what: str, *values: object
) -> int:
    changed = transaction.run(
        f"UPDATE batch SET {what}, rows = ?, errors = ?, revision = revision + 1, changed_at = ?"
        " WHERE id = ? AND state = ? AND revision = ?",
        *(*values, size.rows, size.errors, datetime.now(UTC).isoformat()),
        *(batch_id, BatchState.DRAFT.value, revision),
    )
    if not changed:
        raise _not_a_draft(transaction, batch_id)
    return revision + 1


def _not_a_draft(transaction: Transaction, batch_id: str) -> NotAllowed:
    """Say why a draft could not be changed as it was seen before; raises NotAllowed itself if it is gone."""
    is_draft = read_record(transaction, batch_id).state is BatchState.DRAFT
    return NotAllowed(Obstacle.OVERTAKEN if is_draft else Obstacle.HANDED_OVER, batch_id)


def _record(row: tuple[Any, ...]) -> BatchRecord:
    id_, name, campaign, settings, recipe, state, step, revision, rows, errors, created_at, changed_at = row
    decode = codec.decode_json
    return BatchRecord(
        id=id_,
        name=name,
        campaign=decode(campaign, wire.CampaignDetail),
        settings=decode(settings, BatchSettings),
        recipe=decode(recipe, Recipe),
        state=BatchState(state),
        step=step,
        revision=revision,
        rows=rows,
        errors=errors,
        created_at=datetime.fromisoformat(created_at),
        changed_at=datetime.fromisoformat(changed_at),
    )
