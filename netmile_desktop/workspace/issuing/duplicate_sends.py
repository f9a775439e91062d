"""The search for an earlier hand-over of the same content, for sends without a clerk to ask."""

from __future__ import annotations

import msgspec

from netmile_desktop.domain import codec
from netmile_desktop.domain.batches import BatchSettings, BatchState, digest, split
from netmile_desktop.domain.rows.rows import RowSequence
from netmile_desktop.workspace.store.store import Store


class Earlier(msgspec.Struct, frozen=True):
    """A batch with the same content, campaign and settings."""

    batch_id: str
    state: BatchState


def handed_over_before(store: Store, settings: BatchSettings, rows: RowSequence) -> Earlier | None:
    """Return the newest batch with the same settings whose first part has the content these rows would have."""
    if not rows:
        return None
    with store.read() as transaction:
        found = transaction.all(
            "SELECT batch.id, batch.state, batch.settings FROM part JOIN batch ON batch.id = part.batch_id"
            " WHERE part.digest = ? ORDER BY batch.created_at DESC",
            digest(split(rows)[0].body()),
        )
    for batch_id, state, blob in found:
        if codec.decode_json(blob, BatchSettings) == settings:
            return Earlier(batch_id, BatchState(state))
    return None
