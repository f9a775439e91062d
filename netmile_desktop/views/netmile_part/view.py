"""The tab 「ネットマイルの役」: what a site applied for and requested is decided here, in a sandbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.screen import Screen, write_anew
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_part.application_page import ApplicationToDecide
from netmile_desktop.views.netmile_part.deciding import Deciding
from netmile_desktop.views.netmile_part.tabbed import PARTS, NetMileTabs
from netmile_desktop.workspace.access.sandbox_operator import NetMileLists, NetMileQueries
from netmile_desktop.workspace.desk import Desk

APPLICATION_ID_LENGTH = 36


class NetMileView(Screen):
    """Everything is asked for in a session of NetMile's operator of the sandbox; the clerk's own session stays apart."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._operator = desk.sandbox_operator
        site = desk.site.code
        self._asked = NetMileQueries(
            wire.OperatorApplicationSearch(site=site),
            wire.OperatorCancellationSearch(site=site),
            wire.OperatorRegistrationSearch(site=site),
            wire.OperatorCampaignSearch(site=site),
        )
        self._as_of: datetime | None = None
        self._wanted = ""
        """The ID of the application that is read, or ""."""
        self._sought = ""
        """The ID of a campaign whose application is to be read once it is known."""
        self._loader = Loader(self, "netmile")
        self._reading = Loader(self, "netmile-application")
        self._deciding = Deciding(self, self._operator)
        self.lists = NetMileTabs(toolbox, desk.site.name, self)
        self.tabs, self.policy = self.lists.tabs, self.lists.policy
        self.applications, self.requests = self.lists.applications, self.lists.requests
        self.registrations, self.campaigns = self.lists.registrations, self.lists.campaigns
        self.application = ApplicationToDecide(toolbox, self)
        self._whole = QStackedWidget(self)
        for page in (self.lists, self.application):
            self._whole.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self._whole)
        self._connect()

    # --- what the window asks ---------------------------------------------------------------------

    def topic(self) -> str:
        return "sandbox"

    def entered(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Ask for all four lists, and for the application that is read."""
        operator, asked = self._operator, self._asked
        self._loader.load(lambda progress: operator.look(asked, progress), self._show)
        if self._wanted:
            self._read()

    def primary(self) -> QPushButton | None:
        if self.is_reading:
            return self.application.foot.approve
        return self.lists.primary()

    def seek(self) -> None:
        if not self.is_reading:
            self.tabs.setCurrentIndex(PARTS.index(NetMilePart.CAMPAIGNS))
            write_anew(self.campaigns.name)

    def as_of(self) -> datetime | None:
        return self._as_of

    def back(self) -> bool:
        if not self.is_reading:
            return False
        self._show_lists()
        return True

    def place(self) -> str:
        return f"{self.tabs.currentIndex()} {self._wanted}".strip()

    def restore(self, place: str) -> None:
        at, _, wanted = place.partition(" ")
        if at.isdigit() and int(at) < len(PARTS):
            self.tabs.setCurrentIndex(int(at))
            self._wanted = wanted

    @property
    def is_reading(self) -> bool:
        """Whether one application is in front."""
        return self._whole.currentWidget() is self.application

    def open_part(self, part: NetMilePart, id_: str = "") -> None:
        """Show a list; of applications also one, by its ID or its campaign's, of campaigns those that an ID means."""
        self.tabs.setCurrentIndex(PARTS.index(part))
        self._show_lists()
        if part is NetMilePart.APPLICATIONS and len(id_) == APPLICATION_ID_LENGTH:
            self._open_application(id_)
        elif part is NetMilePart.APPLICATIONS and id_:
            self._sought = id_
            self.refresh()
        elif part is NetMilePart.CAMPAIGNS:
            self.campaigns.name.setText(id_)
            self._on_searched(id_)

    # --- showing ----------------------------------------------------------------------------------

    def _show(self, lists: NetMileLists) -> None:
        self._as_of = lists.applications.as_of
        self.lists.show_lists(lists)
        self.status_changed.emit()
        sought, self._sought = self._sought, ""
        if of_it := [each for each in lists.applications.items if each.campaign_id == sought]:
            self._open_application(of_it[0].id)

    def _show_lists(self) -> None:
        self._wanted = ""
        self._reading.drop()
        self._whole.setCurrentWidget(self.lists)
        self.lists.front.table.setFocus()
        self.status_changed.emit()

    def _open_application(self, application_id: str) -> None:
        self._wanted = application_id
        self._read()

    def _read(self) -> None:
        operator, wanted = self._operator, self._wanted

        def job(progress: Progress) -> wire.ApplicationInFull:
            return operator.application(wanted, progress)

        self._reading.load(job, self._show_application, self._on_not_read)

    def _on_not_read(self, error: Exception) -> None:
        self._reading.tell(error, self._read if self._wanted else None)

    def _show_application(self, application: wire.ApplicationInFull) -> None:
        was_reading = self.is_reading
        self.application.show_application(application)
        self._whole.setCurrentWidget(self.application)
        if not was_reading:
            self.application.back.setFocus()
        self.status_changed.emit()

    # --- deciding ---------------------------------------------------------------------------------

    @Slot(bool)
    def _on_allowed(self, allowed: bool) -> None:
        for foot in (self.application.foot, *(each.foot for each in self.lists.all)):
            foot.setEnabled(allowed)

    @Slot()
    def _on_decided(self) -> None:
        self._show_lists()
        self.refresh()

    @Slot()
    def _on_policy_settled(self) -> None:
        self.refresh()

    @Slot(bool, str)
    def _on_application_decided(self, approve: bool, reason: str) -> None:
        if self.application.application is not None:
            self._deciding.application(self.application.application, approve, reason)

    @Slot()
    def _on_look(self) -> None:
        if (application := self.applications.table.current()) is not None:
            self._on_chosen(application)

    @Slot(object)
    def _on_chosen(self, application: wire.ApplicationAtOperator) -> None:
        self._open_application(application.id)

    @Slot()
    def _on_resume_registration(self) -> None:
        if (registration := self.registrations.table.current()) is not None:
            self._deciding.resume(registration)

    def _on_suspend(self, suspended: bool) -> None:
        if (campaign := self.campaigns.table.current()) is not None:
            self._deciding.suspend(campaign, suspended)

    @Slot()
    def _on_campaign_opened(self) -> None:
        if (campaign := self.campaigns.table.current()) is not None:
            self.toolbox.navigation.campaign_chosen.emit(campaign.campaign_id)

    # --- conditions -------------------------------------------------------------------------------

    @Slot(str)
    def _on_searched(self, name: str) -> None:
        self._asked = replace(self._asked, campaigns=msgspec.structs.replace(self._asked.campaigns, name=name, page=1))
        self.refresh()

    @Slot(str, int, int)
    def _on_page_asked(self, which: str, page: int, size: int) -> None:
        query = msgspec.structs.replace(getattr(self._asked, which), page=page, size=size)
        self._asked = replace(self._asked, **{which: query})
        self.refresh()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.status_changed)
        self.lists.asked.connect(self._on_page_asked)
        self.applications.table.chosen.connect(self._on_chosen)
        self.applications.look.clicked.connect(self._on_look)
        self.application.back.clicked.connect(self.back)
        self.application.foot.decided.connect(self._on_application_decided)
        self.requests.decided.connect(self._deciding.request)
        self.registrations.resume.clicked.connect(self._on_resume_registration)
        self.campaigns.searched.connect(self._on_searched)
        self.campaigns.suspend.clicked.connect(lambda: self._on_suspend(True))
        self.campaigns.resume.clicked.connect(lambda: self._on_suspend(False))
        self.campaigns.open.clicked.connect(self._on_campaign_opened)
        self.policy.chosen.connect(self._deciding.approve_after)
        self._deciding.allowed.connect(self._on_allowed)
        self._deciding.decided.connect(self._on_decided)
        self._deciding.policy_settled.connect(self._on_policy_settled)
        self._deciding.failed.connect(self._on_failed)

    @Slot()
    def _on_failed(self) -> None:
        self.policy.show_again()
        self.refresh()
