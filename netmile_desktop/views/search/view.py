"""キャンペーン検索・一覧 with its two sub-tabs (guide L54-91)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.wire import (
    ApplicationSearch,
    ApplicationSummary,
    CampaignSearch,
    CampaignSummary,
)
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen, write_anew
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.search.application_conditions import ApplicationConditions
from netmile_desktop.views.search.applications import ApplicationPages
from netmile_desktop.views.search.columns import STATUS_LINK, found_columns
from netmile_desktop.views.search.form import SearchForm
from netmile_desktop.views.search.page import SearchPage
from netmile_desktop.workspace.desk import Desk

_CAMPAIGNS, _APPLICATIONS = range(2)


class SearchView(Screen):
    """「キャンペーン情報検索」 and 「キャンペーン申請状態検索」."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self.campaigns = self._campaign_page()
        self._application_pages = ApplicationPages(self, desk)
        self.applications, self.opened = self._application_pages.search, self._application_pages.card
        self.form, self.table, self.pager = self.campaigns.form, self.campaigns.table, self.campaigns.pager
        self.nothing = self.campaigns.nothing
        self.tabs = FittingTabBar(toolbox.theme, self.tr("Searches"), self)
        for words in (self.tr("Campaign information"), self.tr("Application state")):
            self.tabs.addTab(words)
        self._pages = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        for page in (self.campaigns, self._application_pages):
            self._pages.addWidget(page)
        for search in (self.campaigns, self.applications):
            search.status_changed.connect(self.status_changed)
        self.tabs.currentChanged.connect(self._on_tab)
        self.table.chosen.connect(self._on_chosen)
        self.table.linked.connect(self._on_linked)

    def as_of(self) -> datetime | None:
        return self._page.as_of()

    def primary(self) -> QPushButton | None:
        return self._page.form.show_button

    def first_control(self) -> QWidget:
        return self._page.form.name

    def seek(self) -> None:
        write_anew(self._page.form.name)

    def look_for(self, name: str) -> None:
        """Search campaigns by a part of their name."""
        self.tabs.setCurrentIndex(_CAMPAIGNS)
        self.form.show_query(CampaignSearch(name=name))
        self.form.show_button.click()

    def topic(self) -> str:
        return "applications" if self.tabs.currentIndex() else "search"

    def entered(self) -> None:
        self._page.entered()
        self._application_pages.refresh_opened()

    def refresh(self) -> None:
        self._page.refresh()
        self._application_pages.refresh_opened()

    def place(self) -> str:
        return f"{self.tabs.currentIndex()}{self._page.form.place()}"

    def restore(self, place: str) -> None:
        if place[:1] not in {str(_CAMPAIGNS), str(_APPLICATIONS)}:
            return
        self.tabs.setCurrentIndex(int(place[0]))
        self._page.form.restore(place[1:])

    @property
    def _page(
        self,
    ) -> (
        SearchPage[SearchForm, CampaignSearch, CampaignSummary]
        | SearchPage[ApplicationConditions, ApplicationSearch, ApplicationSummary]
    ):
        return self.campaigns if self.tabs.currentIndex() == _CAMPAIGNS else self.applications

    def back(self) -> bool:
        return self.tabs.currentIndex() == _APPLICATIONS and self._application_pages.back()

    def _campaign_page(self) -> SearchPage[SearchForm, CampaignSearch, CampaignSummary]:
        toolbox = self.toolbox
        table: RecordTable[CampaignSummary] = RecordTable(
            found_columns(toolbox.words),
            toolbox.theme,
            name="search",
            memory=toolbox.memory,
            identity=lambda campaign: campaign.id,
            parent=self,
        )
        table.setAccessibleName(self.tr("Campaigns found"))
        nothing = EmptyState(
            toolbox.theme,
            "search",
            self.tr("0 results"),
            self.tr(
                "Leave out a condition and show again. Campaigns that are not approved yet are listed under "
                "“Application state”."
            ),
            self.tr("Show all campaigns"),
            primary=False,
        )
        catalogue = self._desk.catalogue
        form = SearchForm(toolbox, self._desk.today(), self)
        return SearchPage(
            self, form, table, catalogue.search, nothing, self.tr("campaigns"), catalogue.remembered_search
        )

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        self._application_pages.back()
        self._pages.setCurrentIndex(at)
        self._page.entered()
        self.status_changed.emit()

    @Slot(object)
    def _on_chosen(self, campaign: CampaignSummary) -> None:
        self.toolbox.navigation.campaign_chosen.emit(campaign.id)

    @Slot(object, str)
    def _on_linked(self, campaign: CampaignSummary, column: str) -> None:
        if column == STATUS_LINK:
            self.toolbox.navigation.status_chosen.emit(campaign.id)
        else:
            self._on_chosen(campaign)
