"""The tab 「発行状況」 (マイル発行状況), and the same inside a campaign."""

from __future__ import annotations

from datetime import datetime

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.layout.body import scrolled
from netmile_desktop.views.common.layout.lengths import LEAST_TABLE
from netmile_desktop.views.common.layout.page_head import PageHead
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen, write_anew
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.status.conditions import StatusFilters
from netmile_desktop.views.status.correction import CorrectionButton
from netmile_desktop.views.status.detail_page import RegistrationDetailPage
from netmile_desktop.views.status.list_saving import ListSaving
from netmile_desktop.views.status.polling import Polling
from netmile_desktop.views.status.registration_table import RegistrationTable, may_fetch_errors
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.history.registrations import ListKind


class StatusView(Screen):
    """Search, list and detail of registrations; asks again by itself while something is under way."""

    def __init__(self, desk: Desk, toolbox: Toolbox, campaign_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._campaign_id = campaign_id
        self._query = wire.RegistrationSearch(campaign_id=campaign_id)
        self._page: wire.Page[wire.Registration] | None = None
        self._wanted = ""
        self._lists = Loader(self, "registrations")
        self._details = Loader(self, "registration")
        self._polling = Polling(self)
        self._saving = ListSaving(desk.registrations, desk.own_lists, self)
        self.conditions = StatusFilters(toolbox, desk.today(), campaign_id, self)
        self.table = RegistrationTable(
            toolbox, "campaign-status" if campaign_id else "status", with_campaign=not campaign_id, parent=self
        )
        self.pager = Pager(toolbox.theme, self)
        self.tools = ListTools(toolbox.theme, self.table, self)
        self.pager.add_tool(self.tools)
        self._export = ListExport(self, self.table)
        self.open_button = QuietButton(self.tr("Detail"), toolbox.theme, "list", self)
        self.errors_button = QuietButton(self.tr("Error list"), toolbox.theme, "download", self)
        self.errors_button.setToolTip(self.tr("Download the error list"))
        self.correction = CorrectionButton(desk, self, self._saving)
        self.empty = EmptyState(toolbox.theme, "status", self.tr("Nothing was found"), primary=False)
        self.detail = RegistrationDetailPage(toolbox, CorrectionButton(desk, self, self._saving), self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._on_current_changed(None)

    def _lay_out(self) -> None:
        listing = QWidget(self)
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if not self._campaign_id:
            column.addWidget(PageHead(self.toolbox.theme, self.tr("Issuance status"), self))
        column.addWidget(self.conditions)
        card = Card(parent=listing)
        self._results = QStackedWidget(card)
        self._results.addWidget(self.table)
        self._results.addWidget(self.empty)
        actions = QHBoxLayout()
        for button in (self.open_button, self.errors_button, self.correction):
            actions.addWidget(button)
        actions.addWidget(self.pager, 1)
        self._results.setMinimumHeight(self.toolbox.theme.pixels(LEAST_TABLE))
        card.body.addWidget(self._results, 1)
        card.body.addLayout(actions)
        column.addWidget(card, 1)
        self._listing, self._detailed = (
            page if self._campaign_id else scrolled(page, self.toolbox.theme, self) for page in (listing, self.detail)
        )
        for page in (self._listing, self._detailed):  # a campaign's own page scrolls
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _connect(self) -> None:
        self.conditions.asked.connect(self._on_search_asked)
        self.table.registration_chosen.connect(self.open_registration)
        self.table.errors_asked.connect(self._on_errors_asked)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.records_model.sort_asked.connect(self._on_sort_asked)
        self.pager.asked.connect(self._on_page_asked)
        self.tools.save_asked.connect(self._on_save_asked)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.errors_button.clicked.connect(self._on_errors_clicked)
        self.empty.asked.connect(self._on_empty_asked)
        self.detail.back_asked.connect(self.show_list)
        self.detail.campaign_chosen.connect(self.toolbox.navigation.campaign_chosen)
        self.detail.recall_asked.connect(lambda id_: self.toolbox.navigation.recall_asked.emit("", id_))
        self.detail.list_asked.connect(self._on_list_asked)
        self.detail.deletion_confirmed.connect(self._on_deletion_confirmed)
        self._saving.gone.connect(self._on_gone)
        self._polling.due.connect(self._on_poll_due)

    # --- what the window asks ---------------------------------------------------------------------

    def topic(self) -> str:
        return "registration" if self._pages.currentWidget() is self._detailed else "status"

    def entered(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        if self._pages.currentWidget() is self._detailed:
            self._load_detail()
        else:
            self._load_list()

    def seek(self) -> None:
        write_anew(self.conditions.registration)

    def primary(self) -> QPushButton | None:
        return self.conditions.search_button if self._pages.currentWidget() is self._listing else None

    def as_of(self) -> datetime | None:
        return self._page.as_of if self._page is not None else None

    def back(self) -> bool:
        if self._pages.currentWidget() is not self._detailed:
            return False
        if self.detail.question.is_open:
            self.detail.question.close_question()
        else:
            self.show_list()
        return True

    def place(self) -> str:
        return self._wanted

    def restore(self, place: str) -> None:
        if place:
            self.open_registration(place)

    # --- list -------------------------------------------------------------------------------------

    @Slot(str)
    def filter_campaign(self, campaign_id: str) -> None:
        """Show the registrations of a campaign, or with "" of all."""
        self.show_search(wire.RegistrationSearch(campaign_id=campaign_id))

    def show_search(self, query: wire.RegistrationSearch) -> None:
        """Fill in conditions and search with them."""
        self.conditions.show_query(query)
        self._query = query
        self.show_list()

    @Slot()
    def show_list(self) -> None:
        """Back from a detail to the list."""
        self._wanted = ""
        self._pages.setCurrentWidget(self._listing)
        self._load_list()

    def _load_list(self) -> None:
        query, registrations = self._query, self._desk.registrations
        self._lists.load(lambda progress: registrations.search(query, progress), self._on_found, self._on_missed)

    def _on_found(self, page: wire.Page[wire.Registration]) -> None:
        self._page = page
        self.table.show_records(page.items)
        self.table.show_sort(self._query.sort)
        self.pager.show_page(page.page, page.size, page.total)
        self._show_emptiness(page)
        if self._pages.currentWidget() is self._listing:
            done = all(each.state.is_final for each in page.items)
            self._polling.heard(done, tuple((each.registration_id, each.records, each.state) for each in page.items))
        self.status_changed.emit()

    def _on_missed(self, error: Exception) -> None:
        self._lists.tell(error, self._load_list)
        if self._polling_wanted():
            self._polling.missed()

    def _show_emptiness(self, page: wire.Page[wire.Registration]) -> None:
        bare = msgspec.structs.replace(self._query, page=1, size=50, sort="-registration_id")
        if bare == wire.RegistrationSearch(campaign_id=self._campaign_id):
            self.empty.show_text(
                self.tr("Nothing has been issued by file yet"),
                self.tr("Import a file: what you send appears here with its registration ID."),
                self.tr("Import a file"),
            )
        else:
            self.empty.show_text(
                self.tr("Nothing was found"), self.tr("No registration meets all conditions."), self.tr("Clear")
            )
        self._results.setCurrentWidget(self.table if page.items else self.empty)

    @Slot()
    def _on_search_asked(self) -> None:
        self._query = msgspec.structs.replace(
            self.conditions.query(), sort=self._query.sort, size=self._query.size, page=1
        )
        self._load_list()

    @Slot()
    def _on_empty_asked(self) -> None:
        if self.empty.button.text() == self.tr("Clear"):
            self.conditions.clear_button.click()
        else:
            self.toolbox.navigation.import_asked.emit(None, self._campaign_id)

    @Slot(str)
    def _on_sort_asked(self, sort: str) -> None:
        self._query = msgspec.structs.replace(self._query, sort=sort or "-registration_id", page=1)
        self._load_list()

    @Slot(int, int)
    def _on_page_asked(self, page: int, size: int) -> None:
        self._query = msgspec.structs.replace(self._query, page=page, size=size)
        self._load_list()

    @Slot()
    def _on_save_asked(self) -> None:
        query, registrations = self._query, self._desk.registrations

        def fetch(page: int, size: int, progress: Progress) -> wire.Page[wire.Registration]:
            return registrations.search(msgspec.structs.replace(query, page=page, size=size), progress)

        self._export.save_found(self.tr("Issuance status"), fetch)

    @Slot(object)
    def _on_current_changed(self, registration: wire.Registration | None) -> None:
        self.open_button.setEnabled(registration is not None)
        self.errors_button.setEnabled(registration is not None and may_fetch_errors(registration))
        self.correction.show_registration(registration)

    @Slot()
    def _on_open_clicked(self) -> None:
        if (registration := self.table.current()) is not None:
            self.open_registration(registration.registration_id)

    @Slot()
    def _on_errors_clicked(self) -> None:
        if (registration := self.table.current()) is not None:
            self._on_errors_asked(registration)

    @Slot(object)
    def _on_errors_asked(self, registration: wire.Registration) -> None:
        self._saving.ask(registration, "errors")

    # --- detail -----------------------------------------------------------------------------------

    @Slot(str)
    def open_registration(self, registration_id: str) -> None:
        """Show CSV発行履歴詳細."""
        self._wanted = registration_id
        self._polling.stop()
        self._load_detail()

    def _load_detail(self) -> None:
        id_, registrations = self._wanted, self._desk.registrations
        if id_:
            self._details.load(
                lambda progress: registrations.detail(id_, progress), self._on_detail, self._on_detail_missed
            )

    def _on_detail(self, detail: wire.RegistrationDetail) -> None:
        if detail.registration_id != self._wanted:
            return
        self.detail.kept_here = self._desk.retention.together(detail.registration_id)
        self.detail.is_from_here = self._desk.own_lists.holds(detail.registration_id)
        self.detail.show_detail(detail)
        self._pages.setCurrentWidget(self._detailed)
        self._polling.heard(detail.state.is_final, (detail.registration_id, detail.records, detail.state))
        self.status_changed.emit()

    def _on_detail_missed(self, error: Exception) -> None:
        self._details.tell(error, self._load_detail)
        if self._polling_wanted():
            self._polling.missed()

    @Slot(str)
    def _on_list_asked(self, which: str) -> None:
        detail = self.detail.detail
        if detail is not None:
            kind: ListKind = "completed" if which == "completed" else "errors"
            self._saving.ask(detail, kind, self.detail.form())

    @Slot(bool)
    def _on_deletion_confirmed(self, here_too: bool) -> None:
        detail, desk = self.detail.detail, self._desk
        if detail is None:
            return
        id_ = detail.registration_id

        def job(progress: Progress) -> wire.ListsDeleted:
            if not here_too:
                return desk.registrations.delete_lists(id_, progress)
            deleted = desk.retention.delete_both(id_, progress)
            return next(each for each in deleted if each.registration_id == id_)

        self.detail.show_deleting(True)
        done = self._on_deleted_on_both_sides if here_too else self._on_deleted
        title = self.tr("Delete the lists")
        self.toolbox.tasks.start(job, owner=self, done=done, failed=self._on_not_deleted, title=title, subject=id_)

    def _on_deleted_on_both_sides(self, deleted: wire.ListsDeleted) -> None:
        self.detail.kept_here = ()
        self._on_deleted(deleted)
        self.toolbox.navigation.batches_changed.emit()

    def _on_deleted(self, deleted: wire.ListsDeleted) -> None:
        self.toolbox.connection.heard()
        detail = self.detail.detail
        if detail is not None and detail.registration_id == deleted.registration_id:
            gone = msgspec.structs.replace(
                detail, lists_deleted_at=deleted.deleted_at, lists_deleted_by=deleted.deleted_by
            )
            self.detail.show_deleting(False)
            self.detail.show_detail(gone)

    def _on_not_deleted(self, error: Exception) -> None:
        self.detail.show_deleting(False)
        self._details.note(error)
        self._details.tell(error)

    @Slot(str)
    def _on_gone(self, registration_id: str) -> None:
        if registration_id == self._wanted:
            self._load_detail()

    # --- asking again -----------------------------------------------------------------------------

    def _polling_wanted(self) -> bool:
        detail = self.detail.detail
        if self._pages.currentWidget() is self._detailed:
            return detail is not None and not detail.state.is_final
        return self._page is not None and any(not each.state.is_final for each in self._page.items)

    @Slot()
    def _on_poll_due(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._polling_wanted() and not self._polling.is_active:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._polling.stop()
