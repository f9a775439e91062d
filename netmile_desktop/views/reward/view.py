"""リワード: the tab of sites that run reward campaigns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import CampaignKind
from netmile_desktop.domain.wire import CampaignSummary, RewardRegistrationSearch
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.campaign_page import campaign_page
from netmile_desktop.views.reward.columns import REGISTERED_LINK
from netmile_desktop.views.reward.connection.page import RewardConnectionPage
from netmile_desktop.views.reward.head_row import HeadRow
from netmile_desktop.views.reward.month_card import MonthCard
from netmile_desktop.views.reward.picture_panel import PicturePanel, PictureSplitter
from netmile_desktop.views.reward.registration_part import RegistrationPage, RegistrationPart
from netmile_desktop.views.reward.reports_page import ReportsPage
from netmile_desktop.views.reward.results.workbench import Workbench
from netmile_desktop.views.reward.tab_pages import (
    ApplicationPage,
    ApplicationTab,
    CampaignTab,
    ConnectionTab,
    FilesTab,
    RegistrationTab,
    ReportsTab,
    TabPage,
)
from netmile_desktop.views.search.applications import ApplicationPages
from netmile_desktop.workspace.desk import Desk

_CAMPAIGNS, _FILES, _REGISTRATIONS, _APPLICATIONS, _, _REPORTS = range(6)


class RewardView(Screen):
    """Pages about reward campaigns; each is built when it first comes to the front."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._previews = Loader(self, "reward-preview")
        self._opened: dict[int, TabPage] = {}
        self.campaigns = campaign_page(self, desk)
        self.picture = PicturePanel(self, desk)
        self.beside = PictureSplitter(self.campaigns, self.picture, toolbox)
        self.preview_button = PlainButton(self.tr("See the page"), toolbox.theme, "external", self)
        self.preview_button.setEnabled(False)
        menu = QMenu(self.preview_button)
        self.page_action = menu.addAction(self.tr("Registration page"))
        self.payment_action = menu.addAction(self.tr("Payment screen of a member who lacks miles"))
        self.preview_button.setMenu(menu)
        self.apply_button = PlainButton(self.tr("Apply for a reward campaign"), toolbox.theme, "pencil", self)
        self.tabs = FittingTabBar(toolbox.theme, self.tr("Pages of the rewards"), self)
        for words in (
            self.tr("Campaigns"),
            self.tr("Files"),
            self.tr("Registrations"),
            self.tr("Application state"),
            self.tr("Connection settings"),
            self.tr("Reports"),
        ):
            self.tabs.addTab(words)
        self._lay_out()
        self._connect()
        self._front()

    # --- pages ------------------------------------------------------------------------------

    @cached_property
    def files(self) -> Workbench:
        """受渡ファイル."""
        return Workbench(self, self._desk)

    @cached_property
    def month(self) -> MonthCard:
        """The card beside the files."""
        card = MonthCard(self, self._desk, self.files.side)
        self.files.side.month.addWidget(card)
        card.report_asked.connect(self.show_reports)
        return card

    @cached_property
    def registration_part(self) -> RegistrationPart:
        """登録一覧."""
        part = RegistrationPart(self, self._desk)
        part.search.status_changed.connect(self.status_changed)
        return part

    @property
    def registrations(self) -> RegistrationPage:
        """The list of 登録一覧."""
        return self.registration_part.search

    @cached_property
    def application_pages(self) -> ApplicationPages:
        """申請状況."""
        pages = ApplicationPages(self, self._desk, CampaignKind.REWARD)
        pages.search.status_changed.connect(self.status_changed)
        pages.search.table.current_changed.connect(self._on_current_changed)
        return pages

    @property
    def applications(self) -> ApplicationPage:
        """The list of 申請状況."""
        return self.application_pages.search

    @cached_property
    def connection(self) -> RewardConnectionPage:
        """接続設定."""
        return RewardConnectionPage(self, self._desk)

    @cached_property
    def reports(self) -> ReportsPage:
        """レポート."""
        return ReportsPage(self, self._desk)

    def _front(self) -> TabPage:
        return self._opened_at(self.tabs.currentIndex())

    def _opened_at(self, at: int) -> TabPage:
        if at not in self._opened:
            self._opened[at] = self._build(at)
            self._pages.addWidget(self._opened[at].widget)
        return self._opened[at]

    def _build(self, at: int) -> TabPage:
        match at:
            case 1:
                return FilesTab(self.files, self.month, self._desk.today)
            case 2:
                return RegistrationTab(self.registration_part)
            case 3:
                return ApplicationTab(self.application_pages)
            case 4:
                return ConnectionTab(self.connection)
            case 5:
                return ReportsTab(self.reports)
        return CampaignTab(self.campaigns, self.beside, self.picture)

    # --- what the window asks ---------------------------------------------------------------

    def summary(self) -> str:
        return self._front().summary()

    def as_of(self) -> datetime | None:
        return self._front().as_of()

    def primary(self) -> QPushButton | None:
        return self._front().primary()

    def seek(self) -> None:
        self._front().seek()

    def topic(self) -> str:
        return self._front().topic()

    def entered(self) -> None:
        self._front().entered()

    def refresh(self) -> None:
        self._front().refresh()

    def back(self) -> bool:
        return self._front().back()

    def place(self) -> str:
        return f"{self.tabs.currentIndex()}{self._front().place()}"

    def restore(self, place: str) -> None:
        if place[:1] not in {str(at) for at in range(self.tabs.count())}:
            return
        at = int(place[0])
        self._opened_at(at).restore(place[1:])
        self.tabs.setCurrentIndex(at)

    def first_control(self) -> QWidget | None:
        return self._front().first_control()

    # --- what happens -----------------------------------------------------------------------

    @Slot(str)
    def show_registrations(self, campaign_id: str) -> None:
        """Show who registered at a campaign."""
        form = self.registrations.form
        form.show_query(RewardRegistrationSearch(campaign_id=campaign_id))
        form.ask()
        self.tabs.setCurrentIndex(_REGISTRATIONS)

    @Slot()
    def show_files(self) -> None:
        """Show the files, the most urgent first."""
        self.tabs.setCurrentIndex(_FILES)

    @Slot()
    def show_reports(self) -> None:
        """Show the reports, as they were left."""
        self.tabs.setCurrentIndex(_REPORTS)

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        if _APPLICATIONS in self._opened:
            self.application_pages.back()
        front = self._front()
        self._pages.setCurrentWidget(front.widget)
        for button in (self.preview_button, self.apply_button):
            button.setVisible(at in {_CAMPAIGNS, _APPLICATIONS})
        self._on_current_changed()
        self.entered()
        self.status_changed.emit()

    @Slot()
    def _on_current_changed(self) -> None:
        campaign_id = self._campaign_in_front()
        self.preview_button.setEnabled(bool(campaign_id))
        if self.tabs.currentIndex() == _CAMPAIGNS:
            self.picture.show_campaign(campaign_id)

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

    @Slot()
    def _on_preview(self) -> None:
        self._see(self._desk.rewards.preview)

    @Slot()
    def _on_payment_preview(self) -> None:
        self._see(self._desk.rewards.payment_preview)

    def _see(self, find: Callable[[str, Progress], str]) -> None:
        self._previews.load(partial(find, self._campaign_in_front()), self._open_page)

    def _open_page(self, url: str) -> None:
        if not self.toolbox.dialogs.open_page(url):
            text = self.tr("No browser opens on this computer. Open this address within 30 minutes: {}")
            self.tell(Notice(text.format(url), "warning", self._previews.key))

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.campaigns.status_changed.connect(self.status_changed)
        self.tabs.currentChanged.connect(self._on_tab)
        self.page_action.triggered.connect(self._on_preview)
        self.payment_action.triggered.connect(self._on_payment_preview)
        self.picture.hint.asked.connect(self._on_preview)
        self.apply_button.clicked.connect(self.toolbox.navigation.reward_application_asked)
        table = self.campaigns.table
        table.chosen.connect(self._on_chosen)
        table.linked.connect(self._on_linked)
        table.current_changed.connect(self._on_current_changed)

    def _lay_out(self) -> None:
        head = HeadRow(self.tabs, (self.beside.button, self.preview_button, self.apply_button), self)
        self._pages = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 16)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(self._pages, 1)
