"""Campaigns that were used last on this computer."""

from __future__ import annotations

from netmile_desktop.workspace.records.batch_records import BatchRecords
from netmile_desktop.workspace.store.store import Store


def recent_campaigns(store: Store, count: int = 5) -> list[str]:
    """Return the IDs of the campaigns for which batches were made last, each once, the newest first."""
    return BatchRecords(store).recent_campaigns(count)
