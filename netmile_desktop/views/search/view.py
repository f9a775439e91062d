"""キャンペーン検索・一覧: the information search (guide L54-91)."""

from __future__ import annotations

from datetime import datetime

import msgspec
from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.wire import CampaignSearch, CampaignSummary, Page
from netmile_desktop.progress import Progress
from netmile_desktop.views import formats
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.pager import Pager
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.table import Cell, TableColumn
from netmile_desktop.views.common.table_view import RecordTable
from netmile_desktop.views.messages import Speaker
from netmile_desktop.views.search.form import SearchForm
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk

STATUS_LINK = "status"


class SearchView(Screen):
    """Conditions above, the campaigns they find below."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._query = CampaignSearch()
        self._page: Page[CampaignSummary] | None = None
        self._loader = Loader(self)
        self.form = SearchForm(toolbox, desk.today(), self)
        self.table: RecordTable[CampaignSummary] = RecordTable(
            found_columns(toolbox.words),
            toolbox.theme,
            name="search",
            memory=toolbox.memory,
            identity=lambda campaign: campaign.id,
            parent=self,
        )
        self.table.setAccessibleName(self.tr("Campaigns found"))
        self.table.show_sort(self._query.sort)
        self.pager = Pager(toolbox.theme, self)
        self.nothing = EmptyState(
            toolbox.theme,
            "search",
            self.tr("0 results"),
            self.tr("Leave out a condition and show again. Campaigns that are not approved yet are not listed here."),
            self.tr("Show all campaigns"),
            primary=False,
        )
        self._lay_out()
        self.form.asked.connect(self._on_asked)
        self.nothing.asked.connect(self.form.clear)
        self.pager.asked.connect(self._on_page_asked)
        self.table.records_model.sort_asked.connect(self._on_sort_asked)
        self.table.chosen.connect(self._on_chosen)
        self.table.linked.connect(self._on_linked)

    def summary(self) -> str:
        return self.pager.summary() if self._page else ""

    def as_of(self) -> datetime | None:
        return self._page.as_of if self._page else None

    def primary(self) -> QPushButton | None:
        return self.form.show_button

    def seek(self) -> None:
        self.form.name.setFocus()
        self.form.name.selectAll()

    def entered(self) -> None:
        if self._page is None:
            self.form.ask()

    def refresh(self) -> None:
        self._load(self._query)

    def place(self) -> str:
        return self.form.place()

    def restore(self, place: str) -> None:
        try:
            query = msgspec.json.decode(place, type=CampaignSearch)
        except msgspec.DecodeError:
            return
        self.form.show_query(query)
        self.form.ask()

    def _load(self, query: CampaignSearch) -> None:
        catalogue = self._desk.catalogue
        self._query = query

        def job(progress: Progress) -> Page[CampaignSummary]:
            return catalogue.search(query, progress)

        self._loader.load(job, self._show)

    def _show(self, page: Page[CampaignSummary]) -> None:
        self._page = page
        self.table.show_records(page.items)
        self.table.show_sort(self._query.sort)
        self.pager.show_page(page.page, page.size, page.total)
        self._stack.setCurrentWidget(self.table if page.total else self.nothing)
        self.status_changed.emit()

    @Slot()
    def _on_asked(self) -> None:
        query = self.form.query()
        self._load(msgspec.structs.replace(query, sort=self._query.sort, size=self.pager.size_))

    @Slot(int, int)
    def _on_page_asked(self, page: int, size: int) -> None:
        self._load(msgspec.structs.replace(self._query, page=page, size=size))

    @Slot(str)
    def _on_sort_asked(self, key: str) -> None:
        self._load(msgspec.structs.replace(self._query, sort=key or CampaignSearch().sort, page=1))

    @Slot(object)
    def _on_chosen(self, campaign: CampaignSummary) -> None:
        self.toolbox.navigation.campaign_chosen.emit(campaign.id)

    @Slot(object, str)
    def _on_linked(self, campaign: CampaignSummary, column: str) -> None:
        if column == STATUS_LINK:
            self.toolbox.navigation.status_chosen.emit(campaign.id)
        else:
            self._on_chosen(campaign)

    def _lay_out(self) -> None:
        card = Card(parent=self)
        self._stack = QStackedWidget(card)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(self.pager)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(card, 1)
        self.setFocusProxy(self.form.name)


def found_columns(words: Speaker) -> list[TableColumn[CampaignSummary]]:
    """The columns of the result (guide L81, L553); the portal sorts."""
    translate = QCoreApplication.translate
    return [
        TableColumn("id", translate("FoundCampaigns", "Campaign ID"), lambda c: c.id, 110, Cell.LINK, sort="id"),
        TableColumn(
            "name", translate("FoundCampaigns", "Campaign name"), lambda c: c.name, 180, stretch=True, sort="name"
        ),
        TableColumn(
            "state",
            translate("FoundCampaigns", "State"),
            lambda c: words.state(c.state),
            164,
            Cell.BADGE,
            badge=lambda c: (words.tone(c.state), words.icon(c.state)),
            sort="state",
        ),
        TableColumn(
            "campaign",
            translate("FoundCampaigns", "Campaign period"),
            lambda c: formats.span(c.campaign_period),
            176,
            sort="campaign_end",
        ),
        TableColumn(
            "issuance",
            translate("FoundCampaigns", "Issuance period"),
            lambda c: formats.span(c.issuance_period),
            176,
            sort="issuance_end",
        ),
        TableColumn("amount", translate("FoundCampaigns", "Amount"), lambda c: words.amount(c.amount), 150),
        TableColumn(
            "issued",
            translate("FoundCampaigns", "Miles issued"),
            lambda c: formats.number(c.miles_issued),
            110,
            right=True,
            sort="issued",
        ),
        TableColumn(STATUS_LINK, "", lambda _: translate("FoundCampaigns", "Status"), 80, Cell.LINK),
    ]
