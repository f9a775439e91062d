"""登録情報: the registered details of the own site, changed safely beside other users who may do the same."""

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
    """The result of a change that was not registered, because another user changed the details first."""

    theirs: wire.SiteRecord


class OwnSite:
    """The site's record at the portal; only the name is kept on this machine."""

    def __init__(self, client: PortalClient, told: Callable[[wire.SiteRecord], None]) -> None:
        """Call `told` with every record that comes from the portal."""
        self._client, self._told = client, told

    def look(self, progress: Progress = SILENT) -> wire.SiteRecord:
        """Return the current record."""
        return self._heard(self._client.sites.details(progress))

    def change(
        self, version: int, details: SiteDetails, progress: Progress = SILENT
    ) -> wire.SiteRecord | ChangedMeanwhile:
        """Replace the details of a version by others, which apply at once.

        Raises:
            Refused: `P-FORM` if they have faults.
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
