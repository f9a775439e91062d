"""Campaigns: asked of the portal, remembered for the time without it."""

from __future__ import annotations

from netmile_desktop.api.campaigns import Campaigns
from netmile_desktop.domain import wire
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.store import Store

_KIND = "campaign"
_KIND_HOME = "home"


class Catalogue:
    """The campaigns of the site that is signed in."""

    def __init__(self, campaigns: Campaigns, store: Store) -> None:
        self._campaigns = campaigns
        self._store = store

    def home(self, progress: Progress = SILENT) -> wire.Home:
        """Campaigns now running and what waits; remembered for `remembered_home`."""
        home = self._campaigns.home(progress)
        self._store.remember(_KIND_HOME, "", home)
        return home

    def remembered_home(self) -> wire.Home | None:
        """The top page as it was when last asked for; `as_of` says when that was."""
        return self._store.recall(_KIND_HOME, "", wire.Home)

    def search(self, query: wire.CampaignSearch, progress: Progress = SILENT) -> wire.Page[wire.CampaignSummary]:
        """A page of the campaign list."""
        return self._campaigns.search(query, progress)

    def applications(
        self, query: wire.ApplicationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.ApplicationSummary]:
        """A page of what the site applied for."""
        return self._campaigns.applications(query, progress)

    def detail(self, campaign_id: str, progress: Progress = SILENT) -> wire.CampaignDetail:
        """One campaign as the portal has it now; remembered for `remembered`."""
        detail = self._campaigns.detail(campaign_id, progress)
        self._store.remember(_KIND, campaign_id, detail)
        return detail

    def remembered(self, campaign_id: str) -> wire.CampaignDetail | None:
        """One campaign as it was when last asked for; `as_of` says when that was."""
        return remembered_campaign(self._store, campaign_id)


def remembered_campaign(store: Store, campaign_id: str) -> wire.CampaignDetail | None:
    """A campaign as it was when this site last asked for it."""
    return store.recall(_KIND, campaign_id, wire.CampaignDetail)
