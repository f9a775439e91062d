"""Search and list of the history, and at its foot what is ticked for 取消 (guide L655-675)."""

from __future__ import annotations

from datetime import datetime

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import MAX_ROWS
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import LinkButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.foot_bar import FootBar
from netmile_desktop.views.common.layout.lengths import LEAST_TABLE
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.history.conditions import HistoryFilters
from netmile_desktop.views.history.issue_table import IssueTable
from netmile_desktop.views.history.reason_box import ReasonBox
from netmile_desktop.views.history.ticks import Ticks
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.history.issue_history import FoundIssues


class ListPage(QWidget):
    """Finds issues and takes their ticks; what is ticked is reviewed on a page of its own.

    Its foot is placed by the screen around it, except within a campaign, whose page scrolls as a whole.
    """

    status_changed = Signal()
    review_asked = Signal(object, str)
    """IDs of issues, and the code of the reason."""

    def __init__(self, desk: Desk, screen: Screen, campaign_id: str = "") -> None:
        super().__init__(screen)
        self._desk, self._screen, self._campaign_id = desk, screen, campaign_id
        toolbox = screen.toolbox
        self._query = wire.HistorySearch(campaign_id=campaign_id)
        self.found: FoundIssues | None = None
        self._lists = Loader(screen, "history")
        self._all = Loader(screen, "history-all")
        self._reasons = Loader(screen, "history-reasons")
        self.ticks = Ticks(self)
        self.conditions = HistoryFilters(toolbox, desk.today(), campaign_id, self)
        self.table = IssueTable(
            toolbox,
            "campaign-history" if campaign_id else "history",
            ticks=self.ticks,
            with_campaign=not campaign_id,
            parent=self,
        )
        self.pager = Pager(toolbox.theme, self)
        self.tools = ListTools(toolbox.theme, self.table, self)
        self.pager.add_tool(self.tools)
        self._export = ListExport(screen, self.table)
        self.page_button = LinkButton(self.tr("Tick this page"), toolbox.theme, "check", self)
        self.all_button = LinkButton("", toolbox.theme, "check-circle", self)
        self.none_button = LinkButton(self.tr("Untick all"), parent=self)
        self.count = text_label("", "strong")
        self.reason = ReasonBox(toolbox, self)
        self.review_button = PrimaryButton(self.tr("Review cancelling the ticked items"), toolbox.theme, "list", self)
        self.empty = EmptyState(
            toolbox.theme,
            "search",
            self.tr("Nothing was found"),
            self.tr("Miles issued today appear here from tomorrow on."),
            self.tr("Clear"),
            primary=False,
        )
        self._lay_out()
        self._connect()
        self._show_ticks()

    # --- what the screen asks ---------------------------------------------------------------------

    def as_of(self) -> datetime | None:
        return self.found.page.as_of if self.found is not None else None

    def refresh(self) -> None:
        """Search again; the reasons are asked for as long as there are none."""
        self._load()
        if self.reason.count() == 1:
            cancellations = self._desk.cancellations
            self._reasons.load(cancellations.reasons, self.reason.offer)

    def show_conditions(self, conditions: wire.HistoryConditions) -> None:
        """Fill in conditions and search with them."""
        self.conditions.show_conditions(conditions)
        self._query = _searching(conditions, self._query)

    def forget_ticks(self) -> None:
        """What was ticked has been dealt with."""
        self.ticks.clear()
        self.reason.choose("")

    # --- searching --------------------------------------------------------------------------------

    def _load(self) -> None:
        query, history = self._query, self._desk.history
        self._lists.load(lambda progress: history.search(query, progress), self._on_found)

    def _on_found(self, found: FoundIssues) -> None:
        self.found = found
        page = found.page
        self.table.show_records(page.items)
        self.table.show_sort(self._query.sort)
        self.pager.show_page(page.page, page.size, page.total)
        self._results.setCurrentWidget(self.table if page.items else self.empty)
        if found.is_remembered:
            text = self.tr("The portal does not answer. This is what it said, as of {} JST.")
            again = ((self.tr("Try again"), self._load),)
            self._screen.tell(Notice(text.format(formats.moment(page.as_of)), "warning", self._lists.key, again))
        self._show_ticks()
        self.status_changed.emit()

    @Slot()
    def _on_search_asked(self) -> None:
        self._query = _searching(self.conditions.conditions(), self._query)
        self._load()

    @Slot(str)
    def _on_sort_asked(self, sort: str) -> None:
        self._query = msgspec.structs.replace(self._query, sort=sort or "-issued_at", page=1)
        self._load()

    @Slot(int, int)
    def _on_page_asked(self, page: int, size: int) -> None:
        self._query = msgspec.structs.replace(self._query, page=page, size=size)
        self._load()

    @Slot()
    def _on_save_asked(self) -> None:
        query, history = self._query, self._desk.history

        def fetch(page: int, size: int, progress: Progress) -> wire.Page[wire.IssueRecord]:
            found = history.search(msgspec.structs.replace(query, page=page, size=size), progress).page
            return wire.Page(items=found.items, total=found.total, page=page, size=size, as_of=found.as_of)

        self._export.save_found(self.tr("Issue history"), fetch)

    # --- ticks ------------------------------------------------------------------------------------

    @Slot()
    def _show_ticks(self) -> None:
        total = self.found.page.total if self.found is not None else 0
        ticked = len(self.ticks)
        self.count.setText(self.tr("Ticked: {}").format(formats.number(ticked)))
        self.all_button.setText(self.tr("Tick all {} found").format(formats.number(total)))
        too_many = total > MAX_ROWS or (self.found is not None and not self.found.page.is_complete)
        self.all_button.setEnabled(bool(total) and not too_many)
        limit = self.tr("At most {} rows can be ticked at once. Narrow the search.").format(formats.number(MAX_ROWS))
        self.all_button.setToolTip(limit if too_many else "")
        self.page_button.setEnabled(bool(self.table.records_model.records))
        self.none_button.setEnabled(bool(ticked))
        missing = ""
        if not ticked:
            missing = self.tr("Tick what is to be cancelled.")
        elif not self.reason.reason:
            missing = self.tr("Choose a reason.")
        elif ticked > MAX_ROWS:
            missing = limit
        self.review_button.setEnabled(not missing)
        self.review_button.setToolTip(missing)
        self.status_changed.emit()

    @Slot()
    def _on_page_ticked(self) -> None:
        self.table.turn(self.table.records_model.records)

    @Slot()
    def _on_all_ticked(self) -> None:
        query, history = self._query, self._desk.history
        conditions = wire.HistoryConditions(
            **{field: getattr(query, field) for field in wire.HistoryConditions.__struct_fields__}
        )
        self._all.load(lambda progress: history.found_ids(conditions, progress), self.ticks.tick)

    @Slot()
    def _on_review(self) -> None:
        self.review_asked.emit(self.ticks.ids, self.reason.reason)

    # --- building ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        navigation = self._screen.toolbox.navigation
        self.conditions.asked.connect(self._on_search_asked)
        self.table.records_model.sort_asked.connect(self._on_sort_asked)
        self.table.registration_chosen.connect(navigation.registration_chosen)
        self.table.campaign_chosen.connect(navigation.campaign_chosen)
        self.pager.asked.connect(self._on_page_asked)
        self.tools.save_asked.connect(self._on_save_asked)
        self.empty.asked.connect(self.conditions.clear_button.click)
        self.ticks.changed.connect(self._show_ticks)
        self.reason.activated.connect(self._show_ticks)
        self.page_button.clicked.connect(self._on_page_ticked)
        self.all_button.clicked.connect(self._on_all_ticked)
        self.none_button.clicked.connect(self.ticks.clear)
        self.review_button.clicked.connect(self._on_review)

    def _lay_out(self) -> None:
        card = Card(parent=self)
        self._results = QStackedWidget(card)
        self._results.addWidget(self.table)
        self._results.addWidget(self.empty)
        self._results.setMinimumHeight(self._screen.toolbox.theme.pixels(LEAST_TABLE))
        card.body.addWidget(self._results, 1)
        card.body.addWidget(self.pager)
        self.foot = FootBar(
            (self.count, self.page_button, self.all_button, self.none_button),
            (text_label(self.tr("Reason"), "label"), self.reason, self.review_button),
            self,
            is_card=bool(self._campaign_id),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.conditions)
        column.addWidget(card, 1)
        if self._campaign_id:
            column.addWidget(self.foot)


def _searching(conditions: wire.HistoryConditions, before: wire.HistorySearch) -> wire.HistorySearch:
    """The search for conditions, in the order and page size of the one before."""
    fields = {field: getattr(conditions, field) for field in wire.HistoryConditions.__struct_fields__}
    return wire.HistorySearch(**fields, sort=before.sort, size=before.size)
