"""The pages of the tab リワード as the tab sees them: what is in front answers for all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from PySide6.QtWidgets import QPushButton, QWidget

from netmile_desktop.domain.wire import ApplicationSearch, ApplicationSummary
from netmile_desktop.views.common.screen import write_anew
from netmile_desktop.views.reward.campaign_page import CampaignPage
from netmile_desktop.views.reward.connection.page import RewardConnectionPage
from netmile_desktop.views.reward.month_card import MonthCard
from netmile_desktop.views.reward.picture_panel import PicturePanel
from netmile_desktop.views.reward.registration_part import RegistrationPage, RegistrationPart
from netmile_desktop.views.reward.reports_page import ReportsPage
from netmile_desktop.views.reward.results.workbench import Workbench
from netmile_desktop.views.search.application_conditions import ApplicationConditions
from netmile_desktop.views.search.applications import ApplicationPages
from netmile_desktop.views.search.page import SearchPage

ApplicationPage = SearchPage[ApplicationConditions, ApplicationSearch, ApplicationSummary]


class TabPage(Protocol):
    """What the window asks of a tab, asked of the page in front."""

    @property
    def widget(self) -> QWidget: ...
    def first_control(self) -> QWidget | None: ...
    def summary(self) -> str: ...
    def as_of(self) -> datetime | None: ...
    def primary(self) -> QPushButton | None: ...
    def seek(self) -> None: ...
    def topic(self) -> str: ...
    def entered(self) -> None: ...
    def refresh(self) -> None: ...
    def back(self) -> bool: ...
    def place(self) -> str: ...
    def restore(self, place: str) -> None: ...


class ListTab:
    """A list with conditions."""

    def __init__(self, search: CampaignPage | RegistrationPage | ApplicationPage, widget: QWidget) -> None:
        self._search = search
        self.widget = widget

    def first_control(self) -> QWidget:
        return self._search.form.id

    def summary(self) -> str:
        return ""

    def as_of(self) -> datetime | None:
        return self._search.as_of()

    def primary(self) -> QPushButton | None:
        return self._search.form.show_button

    def seek(self) -> None:
        write_anew(self._search.form.id)

    def topic(self) -> str:
        return "reward"

    def entered(self) -> None:
        self._search.entered()

    def refresh(self) -> None:
        self._search.refresh()

    def back(self) -> bool:
        return False

    def place(self) -> str:
        return self._search.form.place()

    def restore(self, place: str) -> None:
        self._search.form.restore(place)


class CampaignTab(ListTab):
    """The campaigns, with a picture of the page of the one in front."""

    def __init__(self, search: CampaignPage, widget: QWidget, picture: PicturePanel) -> None:
        super().__init__(search, widget)
        self._picture = picture

    def refresh(self) -> None:
        super().refresh()
        self._picture.refresh()


class ApplicationTab(ListTab):
    """The applications, or one of them."""

    def __init__(self, pages: ApplicationPages) -> None:
        super().__init__(pages.search, pages)
        self._pages = pages

    def back(self) -> bool:
        return self._pages.back()


class RegistrationTab(ListTab):
    """The registrations, or those that wait for an answer in real time."""

    def __init__(self, part: RegistrationPart) -> None:
        super().__init__(part.search, part)
        self._part = part

    def summary(self) -> str:
        return self._part.pending.summary() if self._part.is_pending else super().summary()

    def primary(self) -> QPushButton | None:
        return self._part.pending.row.upload_button if self._part.is_pending else super().primary()

    def entered(self) -> None:
        super().entered()
        self._part.entered()

    def back(self) -> bool:
        return self._part.back()


class FilesTab:
    """The workbench, with what the month has brought."""

    def __init__(self, bench: Workbench, month: MonthCard, today: Callable[[], date]) -> None:
        self._bench, self._month, self._today = bench, month, today
        self.widget: QWidget = bench

    def first_control(self) -> QWidget:
        return self._bench.people.grid

    def summary(self) -> str:
        return self._bench.summary()

    def as_of(self) -> datetime | None:
        return self._bench.as_of()

    def primary(self) -> QPushButton | None:
        return self._bench.primary()

    def seek(self) -> None:
        self._bench.people.grid.setFocus()

    def topic(self) -> str:
        return "reward"

    def entered(self) -> None:
        self._bench.entered()
        self._month.show_month(self._today())

    def refresh(self) -> None:
        self._bench.refresh()

    def back(self) -> bool:
        return self._bench.back()

    def place(self) -> str:
        return ""

    def restore(self, place: str) -> None:
        """The workbench opens what is most urgent."""


class ConnectionTab:
    """How registrations reach the merchant."""

    def __init__(self, page: RewardConnectionPage) -> None:
        self._page = page
        self.widget: QWidget = page

    def first_control(self) -> QWidget:
        return self._page.first_control()

    def summary(self) -> str:
        return ""

    def as_of(self) -> datetime | None:
        return self._page.as_of()

    def primary(self) -> QPushButton | None:
        return self._page.primary()

    def seek(self) -> None:
        self._page.seek()

    def topic(self) -> str:
        return "reward-connection"

    def entered(self) -> None:
        self._page.entered()

    def refresh(self) -> None:
        self._page.refresh()

    def back(self) -> bool:
        return False

    def place(self) -> str:
        return self._page.place()

    def restore(self, place: str) -> None:
        self._page.restore(place)


class ReportsTab:
    """How members register, and what their approval costs."""

    def __init__(self, page: ReportsPage) -> None:
        self._page = page
        self.widget: QWidget = page

    def first_control(self) -> QWidget:
        return self._page.view.first_control()

    def summary(self) -> str:
        return ""

    def as_of(self) -> datetime | None:
        return self._page.view.as_of()

    def primary(self) -> QPushButton | None:
        return None

    def seek(self) -> None:
        """A report has no field to search in."""

    def topic(self) -> str:
        return self._page.view.topic()

    def entered(self) -> None:
        self._page.view.entered()

    def refresh(self) -> None:
        self._page.view.refresh()

    def back(self) -> bool:
        return self._page.view.back()

    def place(self) -> str:
        return self._page.place()

    def restore(self, place: str) -> None:
        self._page.restore(place)
