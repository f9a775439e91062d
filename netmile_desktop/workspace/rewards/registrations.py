"""Reward campaigns of the signed-in site: who registered at them, and how their pages look."""

from __future__ import annotations

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.rewards.months import RewardMonths


class RewardDesk:
    """What the portal tells about the site's reward campaigns; nothing of it is kept here."""

    def __init__(self, client: PortalClient) -> None:
        self._client = client
        self.months = RewardMonths(client)

    def registrations(
        self, query: wire.RewardRegistrationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.RewardRegistration]:
        """Return a page of the registrations under conditions, the newest first."""
        return self._client.rewards.registrations(query, progress)

    def preview(self, campaign_id: str, progress: Progress = SILENT) -> str:
        """Return where a browser sees the registration page as a rehearsal, which grants nothing."""
        preview = self._client.rewards.preview(campaign_id, progress)
        return f"{self._client.base_url}{preview.path}"

    def payment_preview(self, campaign_id: str, progress: Progress = SILENT) -> str:
        """Return where a browser sees the payment screen that offers the campaign, as a rehearsal."""
        preview = self._client.rewards.preview(campaign_id, progress)
        return f"{self._client.base_url}{preview.payment_path}"

    def picture(self, campaign_id: str, screen: wire.PageScreen, progress: Progress = SILENT) -> bytes:
        """Return the registration page as a PNG, drawn at the portal for a kind of screen.

        Raises:
            Refused: `P-BROWSER`, the portal has no browser; `P-PICTURE`, it has drawn none; `P-NOTFOUND`.
        """
        return self._client.rewards.picture(campaign_id, wire.RewardPictureQuery(screen=screen), progress)
