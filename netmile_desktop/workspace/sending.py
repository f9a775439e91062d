"""Handing a batch over, exactly once, and bringing its verdicts home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.issuances import Finding
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.draft import CodeGroup, Draft
from netmile_desktop.workspace.store import Store


@dataclass(frozen=True, slots=True)
class SendPlan:
    """What would be sent now, to be confirmed."""

    rows: int
    miles: int
    yen: int
    parts: int
    left_out_errors: int
    left_out_excluded: int
    by_code: list[CodeGroup]
    """Why rows are left out."""
    transfer_on: date
    refused: tuple[Finding, ...]
    """What speaks against the batch as a whole today (42030, 44019)."""


class Sending:
    """Sends batches of a site's store to its portal. `today` tells the business day there."""

    def __init__(self, store: Store, client: PortalClient, site: wire.Site, today: Callable[[], date]) -> None:
        self._store = store
        self._client = client
        self._site = site
        self._today = today

    def plan(self, draft: Draft) -> SendPlan:
        """What `send` would hand over."""
        raise NotImplementedError

    def send(self, batch_id: str, progress: Progress = SILENT) -> None:
        """Hand a batch over and follow it to the end; resumes one that was stopped half-way."""
        raise NotImplementedError

    def follow(self, batch_id: str, progress: Progress = SILENT) -> None:
        """Wait for the verdicts of a batch that is wholly handed over, and fetch them."""
        raise NotImplementedError

    def waiting(self) -> list[str]:
        """Batches half sent or not yet judged."""
        raise NotImplementedError
