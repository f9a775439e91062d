"""Campaigns as the portal tells of them."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class Campaigns:
    """The campaigns of the site that is signed in."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def home(self, progress: Progress = SILENT) -> wire.Home:
        """Campaigns now running and what waits for the clerk."""
        return self._transport.call(operations.HOME, progress=progress)

    def search(self, query: wire.CampaignSearch, progress: Progress = SILENT) -> wire.Page[wire.CampaignSummary]:
        """Approved campaigns under conditions, a page of them."""
        return self._transport.call(operations.SEARCH_CAMPAIGNS, query=query, progress=progress)

    def detail(self, campaign_id: str, progress: Progress = SILENT) -> wire.CampaignDetail:
        """One campaign in full."""
        return self._transport.call(operations.CAMPAIGN, path={"campaign_id": campaign_id}, progress=progress)

    def applications(
        self, query: wire.ApplicationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.ApplicationSummary]:
        """What the site applied for under conditions, a page of it."""
        return self._transport.call(operations.SEARCH_APPLICATIONS, query=query, progress=progress)
