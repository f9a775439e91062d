"""What is registered about the own site."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.site_details import SiteDetails
from netmile_desktop.progress import SILENT, Progress


class Sites:
    """Sees and changes the record of the site whose staff is signed in."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def details(self, progress: Progress = SILENT) -> wire.SiteRecord:
        return self._transport.call(operations.SITE_DETAILS, progress=progress)

    def change_details(self, version: int, details: SiteDetails, progress: Progress = SILENT) -> wire.SiteRecord:
        """Register other details in the place of those of a version.

        Raises:
            Refused: `P-FORM` where they have faults, `P-VERSION` where somebody changed them meanwhile.
        """
        change = wire.SiteDetailsChange(version=version, details=details)
        return self._transport.call(operations.CHANGE_SITE_DETAILS, body=change, progress=progress)
