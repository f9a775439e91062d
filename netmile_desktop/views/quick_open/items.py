"""What Ctrl+K can open from a desk: its tabs and commands at once, campaigns and batches as soon as they are known."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.wire import PAGE_SIZES, CampaignSearch, CampaignSummary
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.quick_open.quick_open import QuickOpen, QuickOpenItem
from netmile_desktop.workspace.batches.batches import BatchSummary
from netmile_desktop.workspace.desk import Desk

_Known = tuple[list[CampaignSummary], list[BatchSummary]]


class QuickOpenItems(QObject):
    """Fills an `QuickOpen` each time it is opened."""

    def __init__(
        self, desk: Desk, toolbox: Toolbox, opener: QuickOpen, fixed: Callable[[], list[QuickOpenItem]]
    ) -> None:
        """`fixed` answers tabs and commands as of now."""
        super().__init__(opener)
        self._desk, self._toolbox, self._opener, self._fixed = desk, toolbox, opener, fixed
        self._known: list[QuickOpenItem] = []

    @Slot()
    def open(self) -> None:
        """Show the field at once; campaigns and batches follow."""
        self._opener.open([*self._fixed(), *self._known])
        desk = self._desk

        def job(progress: Progress) -> _Known:
            return _campaigns(desk, progress), desk.batches.all()

        self._toolbox.tasks.start(job, owner=self, done=self._on_known, failed=lambda _: None)

    def _on_known(self, known: _Known) -> None:
        campaigns, batches = known
        navigation = self._toolbox.navigation
        words = self._toolbox.words
        campaign, batch, registration = self.tr("Campaign"), self.tr("Batch"), self.tr("Registration ID")
        self._known = []
        for one in campaigns:
            hint = f"{campaign} · {words.state(one.state)}"
            self._known.append(
                QuickOpenItem(f"{one.id}  {one.name}", hint, "flag", partial(navigation.campaign_chosen.emit, one.id))
            )
        for each in batches:
            hint = f"{batch} · {words.state(each.state)} · {each.campaign_id}"
            self._known.append(QuickOpenItem(each.name, hint, "batch", partial(navigation.batch_chosen.emit, each.id)))
            for id_ in each.registration_ids:
                deed = partial(navigation.registration_chosen.emit, id_)
                self._known.append(QuickOpenItem(id_, f"{registration} · {each.name}", "status", deed))
        if self._opener.isVisible():
            self._opener.show_entries([*self._fixed(), *self._known])


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
