"""Campaigns from the portal, remembered for work without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from netmile_desktop.api.campaigns import Campaigns
from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import CampaignKind, CampaignState
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.matching import meant, mentions
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.key_rules import remember_key_rule, with_key_rule
from netmile_desktop.workspace.store.store import Store

_KIND = "campaign"
_KIND_HOME = "home"
_KIND_SEEN = "campaign seen"

_PREPARED_FOR = (CampaignState.BEFORE, CampaignState.RUNNING, CampaignState.ISSUING, CampaignState.SUSPENDED)
"""States of campaigns to prepare files for; a suspended campaign may be resumed."""

_ISSUABLE = (CampaignState.RUNNING, CampaignState.ISSUING)

_REMEMBERED_AT_MOST = 100_000

_FRESH = timedelta(minutes=15)

_SORT_KEYS: dict[str, Callable[[wire.CampaignSummary], object]] = {
    "id": lambda each: each.id,
    "name": lambda each: each.name,
    "state": lambda each: each.state,
    "campaign_end": lambda each: each.campaign_period.last,
    "issuance_end": lambda each: each.issuance_period.last,
    "issued": lambda each: each.miles_issued,
}


class _Seen(msgspec.Struct, frozen=True):
    """A line of the campaign list, and the time it was seen."""

    summary: wire.CampaignSummary
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Issuable:
    """Campaigns in which miles can be issued, by ID."""

    campaigns: Sequence[wire.CampaignSummary]
    as_of: datetime | None = None
    """When the one seen longest ago was seen, if they come from memory; None if the portal has just answered."""


class Catalogue:
    """The campaigns of the signed-in site.

    On a desk that was opened without a network all answers come from memory; `as_of` then says how old they
    are. Whatever is not remembered raises Unreachable, as a failing network does.
    """

    def __init__(self, campaigns: Campaigns, store: Store, is_offline: Callable[[], bool] = lambda: False) -> None:
        self._campaigns = campaigns
        self._store = store
        self._is_offline = is_offline

    def home(self, progress: Progress = SILENT) -> wire.Home:
        """Return the running campaigns and what is waiting; remember it for `remembered_home`."""
        remembered = self.remembered_home() if self._is_offline() else None
        if remembered is not None:
            return remembered
        home = self._campaigns.home(progress)
        self._store.remember(_KIND_HOME, "", home)
        self._remember_seen(home.running, home.as_of)
        return home

    def remembered_home(self) -> wire.Home | None:
        """Return the top page as last fetched, or None; `as_of` says when that was."""
        return self._store.recall(_KIND_HOME, "", wire.Home)

    def search(self, query: wire.CampaignSearch, progress: Progress = SILENT) -> wire.Page[wire.CampaignSummary]:
        """Return a page of the campaign list; without a network, only campaigns seen before."""
        if self._is_offline():
            return self.remembered_search(query)
        page = self._campaigns.search(query, progress)
        self._remember_seen(page.items, page.as_of)
        return page

    def every(
        self,
        progress: Progress = SILENT,
        states: Sequence[CampaignState] = (),
        kind: CampaignKind = CampaignKind.MILE,
    ) -> list[wire.CampaignSummary]:
        """Return all campaigns of a kind of the site by ID, as `search` finds them, or those in some states."""
        found: list[wire.CampaignSummary] = []
        size = max(wire.PAGE_SIZES)
        while True:
            number = len(found) // size + 1
            query = wire.CampaignSearch(states=list(states), kind=kind, sort="id", size=size, page=number)
            page = self.search(query, progress)
            found += page.items
            progress.report(len(found), page.total)
            if not page.items or len(found) >= page.total:
                return found

    def issuable(self, progress: Progress = SILENT) -> Issuable:
        """Return the campaigns in which miles can be issued now; without a network, those seen before.

        Raises:
            Unreachable: the portal is out of reach, and none was ever seen.
        """
        try:
            return Issuable(self.every(progress, _ISSUABLE))
        except Unreachable:
            query = wire.CampaignSearch(states=list(_ISSUABLE), sort="id", size=_REMEMBERED_AT_MOST)
            page = self.remembered_search(query)
            return Issuable(page.items, page.as_of)

    def remembered_search(self, query: wire.CampaignSearch) -> wire.Page[wire.CampaignSummary]:
        """Return a page of the campaigns seen before; `as_of` is that of the one seen longest ago.

        Raises:
            Unreachable: none was ever seen.
        """
        seen = self._store.recall_all(_KIND_SEEN, _Seen)
        if not seen:
            raise Unreachable("no campaign is remembered")
        ids = meant((each.summary.id for each in seen), query.id)
        found = [each.summary for each in seen if each.summary.id in ids and _fits(each.summary, query)]
        # Sorting is stable, so equal campaigns stay ordered by ID.
        found.sort(key=lambda each: each.id)
        found.sort(key=_SORT_KEYS[query.sort.removeprefix("-")], reverse=query.sort.startswith("-"))  # type: ignore[arg-type]
        first = (query.page - 1) * query.size
        return wire.Page(
            items=found[first : first + query.size],
            total=len(found),
            page=query.page,
            size=query.size,
            as_of=min(each.as_of for each in seen),
        )

    def applications(
        self, query: wire.ApplicationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.ApplicationSummary]:
        """Return a page of the site's applications."""
        return self._campaigns.applications(query, progress)

    def detail(self, campaign_id: str, progress: Progress = SILENT) -> wire.CampaignDetail:
        """Return a campaign as the portal has it now; remember it for `remembered`."""
        remembered = self.remembered(campaign_id) if self._is_offline() else None
        if remembered is not None:
            return remembered
        detail = self._campaigns.detail(campaign_id, progress)
        remember_key_rule(self._store, detail.key_rule)
        self._store.remember(_KIND, campaign_id, detail)
        return detail

    def latest(self, campaign_id: str, progress: Progress = SILENT) -> wire.CampaignDetail:
        """Return a campaign as the portal has it now or, if the portal is out of reach, as last fetched.

        Raises:
            Unreachable: it was never fetched.
        """
        try:
            return self.detail(campaign_id, progress)
        except Unreachable:
            remembered = self.remembered(campaign_id)
            if remembered is None:
                raise
            return remembered

    def remember_rules(self, progress: Progress = SILENT) -> int:
        """Fetch the rules of all campaigns in which miles can be issued now or later; return the number fetched.

        Files can then be prepared without a network. Rules fetched within the last `_FRESH` are not fetched again.
        """
        query = wire.CampaignSearch(states=list(_PREPARED_FOR), size=max(wire.PAGE_SIZES), sort="id")
        fetched = 0
        while True:
            page = self.search(query, progress)
            for summary in page.items:
                known = self.remembered(summary.id)
                if known is None or page.as_of - known.as_of > _FRESH:
                    self.detail(summary.id, progress)
                    fetched += 1
                progress.report(fetched, page.total)
            if query.page * query.size >= page.total:
                return fetched
            query = msgspec.structs.replace(query, page=query.page + 1)

    def _remember_seen(self, summaries: Iterable[wire.CampaignSummary], as_of: datetime) -> None:
        self._store.remember_all(_KIND_SEEN, {each.id: _Seen(each, as_of) for each in summaries})

    def remembered(self, campaign_id: str) -> wire.CampaignDetail | None:
        """Return a campaign as last fetched, or None; `as_of` says when that was."""
        return remembered_campaign(self._store, campaign_id)


def remembered_campaign(store: Store, campaign_id: str) -> wire.CampaignDetail | None:
    """Return a campaign as last fetched by this site, or None."""
    remembered = store.recall(_KIND, campaign_id, wire.CampaignDetail)
    return with_key_rule(store, remembered) if remembered is not None else None


def _fits(summary: wire.CampaignSummary, query: wire.CampaignSearch) -> bool:
    """Return whether a campaign meets all conditions but that of the ID, judged as the portal does."""
    return (
        summary.kind is query.kind
        and mentions(summary.name, query.name)
        and (not query.states or summary.state in query.states)
        and summary.campaign_period.overlaps(query.campaign_from, query.campaign_to)
        and summary.issuance_period.overlaps(query.issuance_from, query.issuance_to)
    )
