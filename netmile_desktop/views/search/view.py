"""キャンペーン検索・一覧 with its two sub-tabs (guide L54-91)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from netmile_desktop.domain.wire import (
    ApplicationDetail,
    ApplicationSearch,
    ApplicationSummary,
    CampaignSearch,
    CampaignSummary,
)
from netmile_desktop.progress import Progress
from netmile_desktop.views.application.card import ApplicationCard
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.search.application_conditions import ApplicationConditions
from netmile_desktop.views.search.columns import STATUS_LINK, application_columns, found_columns
from netmile_desktop.views.search.form import SearchForm
from netmile_desktop.views.search.page import SearchPage
from netmile_desktop.workspace.desk import Desk

_CAMPAIGNS, _APPLICATIONS, _APPLICATION = range(3)


class SearchView(Screen):
    """「キャンペーン情報検索」 and 「キャンペーン申請状態検索」."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._application_loader = Loader(self, "loading-application")
        self.campaigns = self._campaign_page()
        self.applications = self._application_page()
        self.form, self.table, self.pager = self.campaigns.form, self.campaigns.table, self.campaigns.pager
        self.nothing = self.campaigns.nothing
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Searches"))
        for words in (self.tr("Campaign information"), self.tr("Application state")):
            self.tabs.addTab(words)
        self._pages = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        for page in (self.campaigns, self.applications):
            self._pages.addWidget(page)
            page.status_changed.connect(self.status_changed)
        self.opened = self._opened_application()
        self.setFocusProxy(self.form.name)
        self.tabs.currentChanged.connect(self._on_tab)
        self.table.chosen.connect(self._on_chosen)
        self.table.linked.connect(self._on_linked)
        self.applications.table.chosen.connect(self._on_application_chosen)
        self.applications.table.linked.connect(self._on_application_linked)

    def summary(self) -> str:
        return self._page.summary()

    def as_of(self) -> datetime | None:
        return self._page.as_of()

    def primary(self) -> QPushButton | None:
        return self._page.form.show_button

    def seek(self) -> None:
        self._page.form.name.setFocus()
        self._page.form.name.selectAll()

    def topic(self) -> str:
        return "applications" if self.tabs.currentIndex() else "search"

    def entered(self) -> None:
        self._page.entered()

    def refresh(self) -> None:
        self._page.refresh()

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
        if self._pages.currentIndex() != _APPLICATION:
            return False
        self._on_back()
        return True

    def _opened_application(self) -> ApplicationCard:
        """One line of the application search in full."""
        card = ApplicationCard(self._desk.applications, self.toolbox, self)
        self.back_link = LinkButton(self.tr("Back to the list"), self.toolbox.theme, "chevron-left", self)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.back_link, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card, 1)
        self._pages.addWidget(page)
        self.back_link.clicked.connect(self._on_back)
        card.withdrawn.connect(self._on_withdrawn)
        return card

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

    def _application_page(self) -> SearchPage[ApplicationConditions, ApplicationSearch, ApplicationSummary]:
        toolbox = self.toolbox
        table: RecordTable[ApplicationSummary] = RecordTable(
            application_columns(toolbox.words),
            toolbox.theme,
            name="applications",
            memory=toolbox.memory,
            identity=lambda application: application.id,
            parent=self,
        )
        table.setAccessibleName(self.tr("Applications found"))
        nothing = EmptyState(
            toolbox.theme,
            "search",
            self.tr("0 results"),
            self.tr(
                "Leave out a condition and show again. Approved campaigns are also listed under “Campaign information”."
            ),
            self.tr("Show all applications"),
            primary=False,
        )
        form = ApplicationConditions(toolbox, self._desk.today(), self)
        search = self._desk.catalogue.applications
        return SearchPage(self, form, table, search, nothing, self.tr("applications"))

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.setFocusProxy(self._page.form.name)
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

    @Slot(object, str)
    def _on_application_linked(self, application: ApplicationSummary, _column: str) -> None:
        self.toolbox.navigation.campaign_chosen.emit(application.campaign_id)

    @Slot(object)
    def _on_application_chosen(self, application: ApplicationSummary) -> None:
        applications, id_ = self._desk.applications, application.id

        def job(progress: Progress) -> ApplicationDetail:
            return applications.detail(id_, progress)

        self._application_loader.load(job, self._show_application)

    def _show_application(self, application: ApplicationDetail) -> None:
        self.opened.show_application(application)
        self._pages.setCurrentIndex(_APPLICATION)
        self.back_link.setFocus()
        self.status_changed.emit()

    @Slot()
    def _on_back(self) -> None:
        self._pages.setCurrentIndex(self.tabs.currentIndex())
        self.applications.table.setFocus()
        self.status_changed.emit()

    @Slot(object)
    def _on_withdrawn(self, _application: ApplicationDetail) -> None:
        self.applications.refresh()
