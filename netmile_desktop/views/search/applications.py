"""キャンペーン申請状態検索: the list, and one of its lines in full (guide L77, L85)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import CampaignKind
from netmile_desktop.domain.wire import ApplicationDetail, ApplicationSearch, ApplicationSummary
from netmile_desktop.progress import Progress
from netmile_desktop.views.application.card import ApplicationCard
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.search.application_conditions import ApplicationConditions
from netmile_desktop.views.search.columns import application_columns
from netmile_desktop.views.search.page import SearchPage
from netmile_desktop.workspace.desk import Desk


class ApplicationPages(QStackedWidget):
    """Applications for campaigns of one kind."""

    def __init__(self, screen: Screen, desk: Desk, kind: CampaignKind = CampaignKind.MILE) -> None:
        super().__init__(screen)
        self._screen, self._desk = screen, desk
        self._loader = Loader(screen, "loading-application")
        self.search = self._search_page(kind)
        self.card = ApplicationCard(desk.applications, screen.toolbox, self, in_sandbox=desk.is_sandbox)
        self.back_link = LinkButton(self.tr("Back to the list"), screen.toolbox.theme, "chevron-left", self)
        opened = QWidget(self)
        column = QVBoxLayout(opened)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.back_link, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.card, 1)
        self._opened = opened
        self.addWidget(self.search)
        self.addWidget(opened)
        self.search.table.chosen.connect(self._on_chosen)
        self.search.table.linked.connect(self._on_linked)
        self.back_link.clicked.connect(self.back)
        self.card.withdrawn.connect(self._on_withdrawn)

    @Slot()
    def back(self) -> bool:
        """Return to the list; False where it is shown."""
        if self.currentWidget() is not self._opened:
            return False
        self.setCurrentWidget(self.search)
        self.search.table.setFocus()
        self._screen.status_changed.emit()
        return True

    @Slot(object, str)
    def _on_linked(self, application: ApplicationSummary, _column: str) -> None:
        self._screen.toolbox.navigation.campaign_chosen.emit(application.campaign_id)

    @Slot(object)
    def _on_chosen(self, application: ApplicationSummary) -> None:
        self._load(application.id, self._show)

    def refresh_opened(self) -> None:
        """Load the application that is shown in full again; NetMile may have decided meanwhile."""
        if self.currentWidget() is self._opened and self.card.application is not None:
            self._load(self.card.application.id, self.card.show_application)

    def _load(self, id_: str, show: Callable[[ApplicationDetail], None]) -> None:
        applications = self._desk.applications

        def job(progress: Progress) -> ApplicationDetail:
            return applications.detail(id_, progress)

        self._loader.load(job, show)

    def _show(self, application: ApplicationDetail) -> None:
        self.card.show_application(application)
        self.setCurrentWidget(self._opened)
        self.back_link.setFocus()
        self._screen.status_changed.emit()

    @Slot(object)
    def _on_withdrawn(self, _application: ApplicationDetail) -> None:
        self.search.refresh()

    def _search_page(
        self, kind: CampaignKind
    ) -> SearchPage[ApplicationConditions, ApplicationSearch, ApplicationSummary]:
        toolbox = self._screen.toolbox
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
            )
            if kind is CampaignKind.MILE
            else self.tr("Leave out a condition and show again."),
            self.tr("Show all applications"),
            primary=False,
        )
        form = ApplicationConditions(toolbox, self._desk.today(), self, kind)
        search = self._desk.catalogue.applications
        return SearchPage(self._screen, form, table, search, nothing, self.tr("applications"))
