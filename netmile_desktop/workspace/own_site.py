"""登録情報: what is registered about the own site, and changing it beside others who may do the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.site_details import SiteDetails
from netmile_desktop.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Nothing was registered, because somebody else was quicker."""

    theirs: wire.SiteRecord


class OwnSite:
    """The record at the portal; nothing of it is kept on this machine but the name."""

    def __init__(self, client: PortalClient, told: Callable[[wire.SiteRecord], None]) -> None:
        """`told` hears of every record that comes from the portal."""
        self._client, self._told = client, told

    def look(self, progress: Progress = SILENT) -> wire.SiteRecord:
        """The record as it stands."""
        return self._heard(self._client.sites.details(progress))

    def change(
        self, version: int, details: SiteDetails, progress: Progress = SILENT
    ) -> wire.SiteRecord | ChangedMeanwhile:
        """Register other details in the place of those of a version; they apply at once.

        Raises:
            Refused: `P-FORM` where they have faults.
        """
        try:
            return self._heard(self._client.sites.change_details(version, details, progress))
        except Refused as refused:
            if refused.code != Problem.VERSION:
                raise
        return ChangedMeanwhile(self.look(progress))

    def _heard(self, record: wire.SiteRecord) -> wire.SiteRecord:
        self._told(record)
        return record
