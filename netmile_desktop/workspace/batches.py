"""Batches on this machine: taking a file in, listing them, opening one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.rows import Recipe
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.draft import Draft
from netmile_desktop.workspace.sources import Source
from netmile_desktop.workspace.store import Store


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
    """Rows our check refuses; once all is judged, rows the portal refused."""
    sent_rows: int
    created_at: datetime
    changed_at: datetime
    registration_ids: tuple[str, ...]


class Batches:
    """All batches of a site's store. `today` tells the business day at the portal."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def import_source(
        self, source: Source, recipe: Recipe, campaign: wire.CampaignDetail, progress: Progress = SILENT
    ) -> str:
        """Take a source in as a new draft and return its id. Cancelled before the end it leaves nothing.

        Raises:
            FileUnreadable: where the recipe reads nothing from it.
        """
        raise NotImplementedError

    def all(self) -> list[BatchSummary]:
        """Every batch, newest first."""
        raise NotImplementedError

    def open(self, batch_id: str, progress: Progress = SILENT) -> Draft:
        """Read a batch again, apply its edits and judge it; with verdicts where it was sent."""
        raise NotImplementedError

    def discard(self, batch_id: str) -> None:
        """Throw a draft away for good.

        Raises:
            NotAllowed: once it was handed over.
        """
        raise NotImplementedError
