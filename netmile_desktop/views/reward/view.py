"""リワード: the tab of sites that run reward campaigns."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import CampaignKind
from netmile_desktop.domain.wire import (
    ApplicationSearch,
    ApplicationSummary,
    CampaignSearch,
    CampaignSummary,
    RewardRegistration,
    RewardRegistrationSearch,
)
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.columns import REGISTERED_LINK, campaign_columns, registration_columns
from netmile_desktop.views.reward.conditions import RegistrationConditions, RewardCampaignConditions
from netmile_desktop.views.reward.files_page import FilesPage
from netmile_desktop.views.search.application_conditions import ApplicationConditions
from netmile_desktop.views.search.applications import ApplicationPages
from netmile_desktop.views.search.page import SearchPage
from netmile_desktop.workspace.desk import Desk

_CAMPAIGNS, _FILES, _REGISTRATIONS, _APPLICATIONS = range(4)


class RewardView(Screen):
    """Reward campaigns, the registrations at all of them, and the applications for them."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._previews = Loader(self, "reward-preview")
        self.campaigns = self._campaign_page()
        self.files = FilesPage(self, desk)
        self.registrations = self._registration_page()
        self._application_pages = ApplicationPages(self, desk, CampaignKind.REWARD)
        self.applications = self._application_pages.search
        self.preview_button = PlainButton(self.tr("See the page"), toolbox.theme, "external", self)
        self.preview_button.setEnabled(False)
        self.apply_button = PlainButton(self.tr("Apply for a reward campaign"), toolbox.theme, "pencil", self)
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Pages of the rewards"))
        for words in (
            self.tr("Campaigns"),
            self.tr("Files"),
            self.tr("Registrations"),
            self.tr("Application state"),
        ):
            self.tabs.addTab(words)
        self._lay_out()
        self._connect()

    # --- what the window asks ---------------------------------------------------------------

    def summary(self) -> str:
        return self._page.summary()

    def as_of(self) -> datetime | None:
        return self._page.as_of()

    def primary(self) -> QPushButton | None:
        page = self._page
        return page.upload_button if isinstance(page, FilesPage) else page.form.show_button

    def seek(self) -> None:
        page = self._page
        if isinstance(page, FilesPage):
            page.table.setFocus()
        else:
            page.form.id.setFocus()
            page.form.id.selectAll()

    def topic(self) -> str:
        return "reward"

    def entered(self) -> None:
        self._page.entered()

    def refresh(self) -> None:
        self._page.refresh()

    def back(self) -> bool:
        return self.tabs.currentIndex() == _APPLICATIONS and self._application_pages.back()

    def place(self) -> str:
        page = self._page
        return f"{self.tabs.currentIndex()}{'' if isinstance(page, FilesPage) else page.form.place()}"

    def restore(self, place: str) -> None:
        if place[:1] not in {str(at) for at in range(self.tabs.count())}:
            return
        self.tabs.setCurrentIndex(int(place[0]))
        page = self._page
        if not isinstance(page, FilesPage):
            page.form.restore(place[1:])

    @property
    def _page(
        self,
    ) -> (
        SearchPage[RewardCampaignConditions, CampaignSearch, CampaignSummary]
        | SearchPage[RegistrationConditions, RewardRegistrationSearch, RewardRegistration]
        | SearchPage[ApplicationConditions, ApplicationSearch, ApplicationSummary]
        | FilesPage
    ):
        at = self.tabs.currentIndex()
        if at == _FILES:
            return self.files
        if at == _APPLICATIONS:
            return self.applications
        return self.campaigns if at == _CAMPAIGNS else self.registrations

    # --- what happens -----------------------------------------------------------------------

    @Slot(str)
    def show_registrations(self, campaign_id: str) -> None:
        """Show who registered at a campaign."""
        form = self.registrations.form
        form.show_query(RewardRegistrationSearch(campaign_id=campaign_id))
        form.ask()
        self.tabs.setCurrentIndex(_REGISTRATIONS)

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        self._application_pages.back()
        self._pages.setCurrentIndex(at)
        self.preview_button.setVisible(at in {_CAMPAIGNS, _APPLICATIONS})
        self._on_current_changed()
        page = self._page
        self.setFocusProxy(page.table if isinstance(page, FilesPage) else page.form.id)
        self._page.entered()
        self.status_changed.emit()

    @Slot()
    def _on_current_changed(self) -> None:
        self.preview_button.setEnabled(bool(self._campaign_in_front()))

    def _campaign_in_front(self) -> str:
        """The campaign of the current row, which need not be approved yet; "" where there is none."""
        if self.tabs.currentIndex() == _APPLICATIONS:
            application = self.applications.table.current()
            return application.campaign_id if application is not None else ""
        campaign = self.campaigns.table.current()
        return campaign.id if campaign is not None else ""

    @Slot(object)
    def _on_chosen(self, campaign: CampaignSummary) -> None:
        self.toolbox.navigation.campaign_chosen.emit(campaign.id)

    @Slot(object, str)
    def _on_linked(self, campaign: CampaignSummary, column: str) -> None:
        if column == REGISTERED_LINK:
            self.show_registrations(campaign.id)
        else:
            self._on_chosen(campaign)

    @Slot(object, str)
    def _on_registration_linked(self, registration: RewardRegistration, _column: str) -> None:
        self.toolbox.navigation.campaign_chosen.emit(registration.campaign_id)

    @Slot()
    def _on_preview(self) -> None:
        campaign_id, rewards = self._campaign_in_front(), self._desk.rewards

        def job(progress: Progress) -> str:
            return rewards.preview(campaign_id, progress)

        self._previews.load(job, self._open_page)

    def _open_page(self, url: str) -> None:
        if not self.toolbox.dialogs.open_page(url):
            text = self.tr("No browser opens on this computer. Open this address within 30 minutes: {}")
            self.tell(Notice(text.format(url), "warning", self._previews.key))

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        for page in (self.campaigns, self.registrations, self.applications):
            page.status_changed.connect(self.status_changed)
        self.tabs.currentChanged.connect(self._on_tab)
        self.preview_button.clicked.connect(self._on_preview)
        self.apply_button.clicked.connect(self.toolbox.navigation.reward_application_asked)
        table = self.campaigns.table
        table.chosen.connect(self._on_chosen)
        table.linked.connect(self._on_linked)
        table.current_changed.connect(self._on_current_changed)
        self.applications.table.current_changed.connect(self._on_current_changed)
        self.registrations.table.linked.connect(self._on_registration_linked)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.preview_button)
        head.addWidget(self.apply_button)
        self._pages = QStackedWidget(self)
        for page in (self.campaigns, self.files, self.registrations, self._application_pages):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.campaigns.form.id)

    def _campaign_page(self) -> SearchPage[RewardCampaignConditions, CampaignSearch, CampaignSummary]:
        toolbox, catalogue = self.toolbox, self._desk.catalogue
        table: RecordTable[CampaignSummary] = RecordTable(
            campaign_columns(toolbox.words),
            toolbox.theme,
            name="reward-campaigns",
            memory=toolbox.memory,
            identity=lambda campaign: campaign.id,
            parent=self,
        )
        table.setAccessibleName(self.tr("Reward campaigns found"))
        nothing = EmptyState(
            toolbox.theme,
            "gift",
            self.tr("0 results"),
            self.tr(
                "Leave out a condition and show again. Campaigns that are not approved yet are under “Application state”."
            ),
            self.tr("Show all reward campaigns"),
            primary=False,
        )
        form = RewardCampaignConditions(toolbox, self._desk.today(), self)
        file_name = self.tr("reward campaigns")
        return SearchPage(self, form, table, catalogue.search, nothing, file_name, catalogue.remembered_search)

    def _registration_page(
        self,
    ) -> SearchPage[RegistrationConditions, RewardRegistrationSearch, RewardRegistration]:
        toolbox = self.toolbox
        table: RecordTable[RewardRegistration] = RecordTable(
            registration_columns(toolbox.words),
            toolbox.theme,
            name="reward-registrations",
            memory=toolbox.memory,
            identity=lambda registration: registration.code,
            parent=self,
        )
        table.setAccessibleName(self.tr("Registrations found"))
        nothing = EmptyState(
            toolbox.theme,
            "gift",
            self.tr("0 results"),
            self.tr("Leave out a condition and show again."),
            self.tr("Show all registrations"),
            primary=False,
        )
        form = RegistrationConditions(toolbox, self._desk.today(), self)
        return SearchPage(self, form, table, self._desk.rewards.registrations, nothing, self.tr("registrations"))
