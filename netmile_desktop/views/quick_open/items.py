"""What Ctrl+K can open from a desk: its places and commands at once, campaigns and batches as soon as they are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Slot

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.wire import PAGE_SIZES, CampaignSearch, CampaignSummary
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.quick_open import recents
from netmile_desktop.views.quick_open.hits import EntryGroup, QuickOpenItem
from netmile_desktop.views.quick_open.quick_open import QuickOpen
from netmile_desktop.workspace.batches.batches import BatchSummary
from netmile_desktop.workspace.desk import Desk

CAMPAIGN, BATCH = "campaign:", "batch:"
"""Prefixes of the keys by which entries are remembered."""

DEEDS_AT_FIRST = 4
"""Commands offered while nothing is typed."""


class QuickOpenItems(QObject):
    """Fills a `QuickOpen` each time it is opened."""

    def __init__(
        self, desk: Desk, toolbox: Toolbox, opener: QuickOpen, fixed: Callable[[], list[QuickOpenItem]]
    ) -> None:
        """`fixed` answers places and commands as of now."""
        super().__init__(opener)
        self._desk, self._toolbox, self._opener, self._fixed = desk, toolbox, opener, fixed
        self._campaigns: list[QuickOpenItem] = []
        self._batches: list[QuickOpenItem] = []

    @Slot()
    def open(self) -> None:
        """Show the field at once; campaigns and batches follow."""
        self._opener.open(*self._offered())
        desk, tasks = self._desk, self._toolbox.tasks
        # The batches are on this machine: they need not wait for the portal.
        tasks.start(lambda _: desk.batches.all(), owner=self, done=self._on_batches, failed=lambda _: None)
        tasks.start(
            lambda progress: _campaigns(desk, progress), owner=self, done=self._on_campaigns, failed=lambda _: None
        )

    def _offered(self) -> tuple[list[QuickOpenItem], list[QuickOpenItem]]:
        """What is offered while nothing is typed, and everything."""
        fixed = self._fixed()
        known = {each.key: each for each in (*self._campaigns, *self._batches) if each.key}
        keys = [key for key in recents.noted(self._toolbox.memory, self._desk) if key in known]
        recent = [replace(known[key], group=EntryGroup.RECENT) for key in keys[: recents.SHOWN]]
        deeds = [each for each in fixed if each.group is EntryGroup.DEED][:DEEDS_AT_FIRST]
        places = [each for each in fixed if each.group is EntryGroup.PLACE]
        return [*recent, *deeds, *places], [*fixed, *self._campaigns, *self._batches]

    def _on_campaigns(self, campaigns: Sequence[CampaignSummary]) -> None:
        self._campaigns = [self._campaign(each) for each in campaigns]
        self._show()

    def _on_batches(self, batches: Sequence[BatchSummary]) -> None:
        navigation = self._toolbox.navigation
        self._batches = []
        for each in batches:
            self._batches.append(self._batch(each))
            for id_ in each.registration_ids:
                deed = partial(navigation.registration_chosen.emit, id_)
                self._batches.append(QuickOpenItem(id_, EntryGroup.REGISTRATION, "status", deed, each.name))
        self._show()

    def _show(self) -> None:
        if self._opener.isVisible():
            self._opener.show_entries(*self._offered())

    def _campaign(self, campaign: CampaignSummary) -> QuickOpenItem:
        words, period = self._toolbox.words, campaign.campaign_period
        today = self._desk.today()
        fact = words.state(campaign.state)
        if today in period:
            fact += f" · {words.days_left(period.days_left(today))}"
        deed = partial(self._toolbox.navigation.campaign_chosen.emit, campaign.id)
        name = f"{campaign.id} {campaign.name}"
        return QuickOpenItem(name, EntryGroup.CAMPAIGN, "flag", deed, fact, key=CAMPAIGN + campaign.id)

    def _batch(self, batch: BatchSummary) -> QuickOpenItem:
        fact = self._toolbox.words.state(batch.state)
        rows = formats.number(batch.rows)
        if batch.state is BatchState.SENDING:
            rows = f"{formats.number(batch.sent_rows)} / {rows}"
        fact += " · " + self.tr("{} rows").format(rows) + f" · {batch.campaign_id}"
        deed = partial(self._toolbox.navigation.batch_chosen.emit, batch.id)
        return QuickOpenItem(batch.name, EntryGroup.BATCH, "batch", deed, fact, key=BATCH + batch.id)


def _campaigns(desk: Desk, progress: Progress) -> list[CampaignSummary]:
    """The campaigns of the site, or those that were seen where the portal is out of reach."""
    query = CampaignSearch(size=max(PAGE_SIZES), sort="-campaign_end")
    try:
        return list(desk.catalogue.search(query, progress).items)
    except Failure:
        try:
            return list(desk.catalogue.remembered_search(query).items)
        except Failure:
            return []
