"""The lists of NetMile's part beside each other, below the switch that decides without anybody."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_part.lists import (
    ApplicationsAtNetMile,
    CampaignsAtNetMile,
    RegistrationsAtNetMile,
    RequestsAtNetMile,
)
from netmile_desktop.views.netmile_part.policy_row import PolicyRow
from netmile_desktop.workspace.access.sandbox_operator import NetMileLists

PARTS = tuple(NetMilePart)

_AnyList = ApplicationsAtNetMile | RequestsAtNetMile | RegistrationsAtNetMile | CampaignsAtNetMile


class NetMileTabs(QWidget):
    """Shows what was asked for; asks for nothing itself."""

    asked = Signal(str, int, int)
    """Another page of a list: its name in `NetMileQueries`, the page and its size."""

    def __init__(self, toolbox: Toolbox, site_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.policy = PolicyRow(toolbox.theme, self)
        self.tabs = FittingTabBar(toolbox.theme, self.tr("Lists of NetMile's part"), self)
        self.applications = ApplicationsAtNetMile(toolbox)
        self.requests = RequestsAtNetMile(toolbox)
        self.registrations = RegistrationsAtNetMile(toolbox)
        self.campaigns = CampaignsAtNetMile(toolbox)
        self.all: tuple[_AnyList, ...] = (self.applications, self.requests, self.registrations, self.campaigns)
        self._titles = (
            self.tr("Applications"),
            self.tr("Cancellation requests"),
            self.tr("Interrupted registrations"),
            self.tr("Campaigns"),
        )
        self._pages = QStackedWidget(self)
        self._lay_out(site_name)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        for which, pager in (
            ("applications", self.applications.pager),
            ("cancellations", self.requests.pager),
            ("registrations", self.registrations.pager),
            ("campaigns", self.campaigns.pager),
        ):
            pager.asked.connect(partial(self.asked.emit, which))

    @property
    def front(self) -> _AnyList:
        """The list in front."""
        return self.all[self.tabs.currentIndex()]

    def primary(self) -> QPushButton:
        """The button of the next step in the list in front."""
        buttons = (
            self.applications.look,
            self.requests.decision.approve,
            self.registrations.resume,
            self.campaigns.show_button,
        )
        return buttons[self.tabs.currentIndex()]

    def show_lists(self, lists: NetMileLists) -> None:
        """Show all lists and the policy; where decisions have emptied the last page of a list, ask for the one before."""
        self.applications.show_page(lists.applications)
        self.requests.show_page(lists.cancellations)
        self.registrations.show_page(lists.registrations)
        self.campaigns.show_page(lists.campaigns)
        self.policy.show_policy(lists.policy)
        totals = (lists.applications.total, lists.cancellations.total, lists.registrations.total)
        for at, total in enumerate(totals):
            self.tabs.setTabText(at, f"{self._titles[at]} {formats.number(total)}")
        for which, pager in (("applications", self.applications.pager), ("cancellations", self.requests.pager)):
            if pager.page > pager.pages:
                self.asked.emit(which, pager.pages, pager.size_)

    def _lay_out(self, site_name: str) -> None:
        for title, page in zip(self._titles, self.all, strict=True):
            self.tabs.addTab(title)
            self._pages.addWidget(page)
        hint = self.tr("You decide here in NetMile's place, for {}. Only the sandbox has this page.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_label(hint.format(site_name), "muted", wrap=True))
        column.addWidget(self.policy)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
