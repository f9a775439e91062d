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

    def content(self, campaign_id: str, progress: Progress = SILENT) -> wire.ContentOfCampaign:
        """What a form to change a campaign, or to use it again, begins with."""
        return self._transport.call(operations.CAMPAIGN_CONTENT, path={"campaign_id": campaign_id}, progress=progress)

    def check_application(self, form: wire.ApplicationForm, progress: Progress = SILENT) -> wire.ApplicationForecast:
        """What would come of an application; the portal writes nothing."""
        return self._transport.call(operations.CHECK_APPLICATION, body=form, progress=progress)

    def apply(self, key: str, form: wire.ApplicationForm, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """Apply under a key; the same form under it again is the same application. Never repeated by itself."""
        return self._transport.call(operations.APPLY, body=form, key=key, repeatable=False, progress=progress)

    def application(self, application_id: str, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """One application in full."""
        path = {"application_id": application_id}
        return self._transport.call(operations.APPLICATION, path=path, progress=progress)

    def withdraw(self, application_id: str, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """Take an application back; again changes nothing."""
        path = {"application_id": application_id}
        return self._transport.call(operations.WITHDRAW, path=path, progress=progress)
