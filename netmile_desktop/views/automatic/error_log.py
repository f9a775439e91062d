"""エラーログ: refused calls of the last ninety days, and the way from them to a manual batch (guide L805)."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.progress import Progress
from netmile_desktop.views.automatic.error_actions import RefusedActions
from netmile_desktop.views.automatic.error_conditions import RefusedFilters
from netmile_desktop.views.automatic.error_table import EntryWords, RefusedCallTable, RefusedCountTable
from netmile_desktop.views.common.buttons import SegmentedFilter
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen, write_anew
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.automatic.refused_calls import RefusedPage
from netmile_desktop.workspace.desk import Desk

_LIST, _COUNTS = "list", "counts"
_LEAST_HEIGHT = 210
"""Height of the heading and six rows, at the usual text size."""


class RefusedCallsView(Screen):
    """List and counts; the reminder says what should be deleted."""

    def __init__(self, desk: Desk, toolbox: Toolbox, campaign_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk, self._campaign_id = desk, campaign_id
        self._query = wire.AutomaticErrorSearch(campaign_id=campaign_id)
        self._found: RefusedPage | None = None
        self._sums: wire.AutomaticErrorSums | None = None
        self._wants_old = False
        self._lists, self._counts = Loader(self, "refused-calls"), Loader(self, "refused-counts")
        self.words = EntryWords(toolbox.words, self)
        self.conditions = RefusedFilters(toolbox, self.words, desk.today(), campaign_id, self)
        self.reminder = NoticeSpot(toolbox.theme)
        self.shown = SegmentedFilter([(_LIST, self.tr("Calls")), (_COUNTS, self.tr("By day and code"))], self)
        self.table = RefusedCallTable(toolbox, self.words, with_campaign=True, parent=self)
        self.counts = RefusedCountTable(toolbox, self.words, self)
        self.empty = EmptyState(toolbox.theme, "check-circle", self.tr("Being fetched"), primary=False)
        self.pager = Pager(toolbox.theme, self)
        self.tools = ListTools(toolbox.theme, self.table, self)
        self.pager.add_tool(self.tools)
        self._export = ListExport(self, self.table)
        self.deeds = RefusedActions(desk, self, campaign_id, lambda: self._query)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()

    # --- what the window asks ---------------------------------------------------------------------

    def topic(self) -> str:
        return "automatic-errors"

    def entered(self) -> None:
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        self._load_list()
        calls, campaign_id = self._desk.refused_calls, self._query.campaign_id
        days = wire.AutomaticErrorRange(first=self._query.first, last=self._query.last, campaign_id=campaign_id)
        self._counts.load(lambda progress: calls.sums(days, progress), self._on_sums, self._counts.note)

    def seek(self) -> None:
        write_anew(self.conditions.unique_id)

    def primary(self) -> QPushButton:
        return self.deeds.primary()

    def as_of(self) -> datetime | None:
        return self._found.page.as_of if self._found is not None else None

    def show_old(self) -> None:
        """Show the entries that should be deleted: the reminder on the top page leads here."""
        self._wants_old = self._sums is None  # how old is old is not known yet
        if self._sums is not None:
            until = self._desk.today() - timedelta(days=self._sums.reminder_days)
            self._search(wire.AutomaticErrorSearch(last=until))

    # --- list ---------------------------------------------------------------------------------------

    def _search(self, query: wire.AutomaticErrorSearch) -> None:
        self.conditions.show_query(query)
        self._query = query
        self.shown.choose(_LIST)
        self.refresh()

    def _load_list(self) -> None:
        query, calls = self._query, self._desk.refused_calls
        self._lists.load(lambda progress: calls.search(query, progress), self._on_found)

    def _on_found(self, found: RefusedPage) -> None:
        self._found = found
        self.words.repairs = found.repairs
        page = found.page
        self.table.show_records(page.items)
        self.table.show_sort(self._query.sort)
        self.pager.show_page(page.page, page.size, page.total)
        self.shown.show_count(_LIST, page.total)
        self._show_page()
        self.deeds.show_selection(self.table.selected(), page.total)
        self.status_changed.emit()

    def _on_sums(self, sums: wire.AutomaticErrorSums) -> None:
        self._sums = sums
        self.counts.show_records(sums.counts)
        self._show_reminder(sums)
        self._show_page()
        if self._wants_old:
            self.show_old()

    def _show_reminder(self, sums: wire.AutomaticErrorSums) -> None:
        """As of the lists of registrations: personal data that nobody needs any more should go (guide L613)."""
        if not sums.overdue:
            self.reminder.clear()
            return
        text = formats.counted(
            sums.overdue,
            self.tr(
                "{0} refused call of this site is older than {1} days and still holds an address. Put it right or delete "
                "its data."
            ),
            self.tr(
                "{0} refused calls of this site are older than {1} days and still hold addresses. Put them right or delete "
                "their data."
            ),
            sums.reminder_days,
        )
        until = self._desk.today() - timedelta(days=sums.reminder_days)
        delete = (self.tr("Delete the old data…"), lambda: self.deeds.delete_until(until, sums.overdue))
        self.reminder.show_notice(Notice(text, "warning", actions=((self.tr("Show them"), self.show_old), delete)))

    @Slot()
    def _show_page(self) -> None:
        shown: QWidget = self.table if self.shown.key == _LIST else self.counts
        has_any = bool(self.table.records_model.records if shown is self.table else self.counts.records_model.records)
        if not has_any and self._found is not None:
            self._say_nothing()
        self._pages.setCurrentWidget(shown if has_any else self.empty)
        self.pager.setVisible(shown is self.table)

    def _say_nothing(self) -> None:
        bare = msgspec.structs.replace(self._query, page=1, size=50, sort="-at")
        if bare == wire.AutomaticErrorSearch(campaign_id=self._campaign_id):
            days = self._sums.kept_days if self._sums is not None else 90
            self.empty.show_text(
                self.tr("No call was refused"),
                self.tr("Calls that are refused stand here for {} days.").format(days),
                icon="check-circle",
            )
        else:
            self.empty.show_text(
                self.tr("Nothing was found"), self.tr("No refused call meets all conditions."), self.tr("Clear"), "list"
            )

    @Slot()
    def _on_search_asked(self) -> None:
        self._query = msgspec.structs.replace(
            self.conditions.query(), sort=self._query.sort, size=self._query.size, page=1
        )
        self.refresh()

    @Slot(str)
    def _on_sort_asked(self, sort: str) -> None:
        self._query = msgspec.structs.replace(self._query, sort=sort or "-at", page=1)
        self._load_list()

    @Slot(int, int)
    def _on_page_asked(self, page: int, size: int) -> None:
        self._query = msgspec.structs.replace(self._query, page=page, size=size)
        self._load_list()

    @Slot(object)
    def _on_count_chosen(self, count: wire.AutomaticErrorCount) -> None:
        """From a count to its entries."""
        campaign_id = self._query.campaign_id
        self._search(
            wire.AutomaticErrorSearch(codes=[count.code], first=count.day, last=count.day, campaign_id=campaign_id)
        )

    @Slot()
    def _on_save_asked(self) -> None:
        query, calls = self._query, self._desk.refused_calls

        def fetch(page: int, size: int, progress: Progress) -> wire.Page[wire.AutomaticError]:
            return calls.search(msgspec.structs.replace(query, page=page, size=size), progress).page

        self._export.save_found(self.tr("Refused calls"), fetch)

    @Slot()
    def _on_selected(self) -> None:
        self.deeds.show_selection(self.table.selected(), self.pager.total)

    # --- building -----------------------------------------------------------------------------------

    def _connect(self) -> None:
        navigation = self.toolbox.navigation
        self.conditions.asked.connect(self._on_search_asked)
        self.shown.chosen.connect(self._show_page)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.records_model.sort_asked.connect(self._on_sort_asked)
        self.table.batch_chosen.connect(navigation.batch_chosen)
        self.table.registration_chosen.connect(navigation.registration_chosen)
        self.table.campaign_chosen.connect(navigation.campaign_chosen)
        self.counts.chosen.connect(self._on_count_chosen)
        self.counts.linked.connect(lambda count, _key: self._on_count_chosen(count))
        self.pager.asked.connect(self._on_page_asked)
        self.tools.save_asked.connect(self._on_save_asked)
        self.empty.asked.connect(self.conditions.clear_button.click)
        self.deeds.changed.connect(self.refresh)

    def _lay_out(self) -> None:
        card = Card(parent=self)
        for page in (self.table, self.counts, self.empty):
            self._pages.addWidget(page)
        self._pages.setMinimumHeight(self.toolbox.theme.pixels(_LEAST_HEIGHT))
        self._pages.setCurrentWidget(self.empty)
        card.body.addWidget(self.shown)
        card.body.addWidget(self._pages, 1)
        card.body.addWidget(self.pager)
        card.body.addWidget(self.deeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self.reminder)
        column.addWidget(self.conditions)
        column.addWidget(card, 1)
