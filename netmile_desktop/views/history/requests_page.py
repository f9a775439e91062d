"""取消申請 until each is decided, and every cancellation after that: age, last day, outcome with its cause."""

from __future__ import annotations

from datetime import datetime

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import RequestState
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import SegmentedFilter
from netmile_desktop.views.common.layout.lengths import LEAST_TABLE
from netmile_desktop.views.common.layout.turning_line import TurningLine
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history import facts
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import due_badge
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_link import NetMileLink
from netmile_desktop.workspace.cancelling.follow_ups import FollowUp
from netmile_desktop.workspace.desk import Desk

ALL = "all"


class RequestsPage(QWidget):
    """The most urgent request first; what was decided since the last look is told."""

    status_changed = Signal()
    history_asked = Signal(object)
    """Show the history with these conditions."""

    def __init__(self, desk: Desk, screen: Screen, campaign_id: str = "") -> None:
        super().__init__(screen)
        self._desk, self._screen, self._campaign_id = desk, screen, campaign_id
        self._query = wire.CancellationSearch(campaign_id=campaign_id, states=[RequestState.REQUESTED], sort="last_on")
        self._page: wire.Page[wire.CancellationRecord] | None = None
        self._loader = Loader(screen, "requests")
        self._news = Loader(screen, "request-news")
        toolbox = screen.toolbox
        words = toolbox.words
        self.filter = SegmentedFilter(
            [
                (RequestState.REQUESTED.value, words.state(RequestState.REQUESTED)),
                (RequestState.APPROVED.value, words.state(RequestState.APPROVED)),
                (RequestState.REFUSED.value, words.state(RequestState.REFUSED)),
                (RequestState.DONE.value, self.tr("Cancelled at once")),
                (ALL, self.tr("All")),
            ],
            self,
        )
        self.table: RecordTable[wire.CancellationRecord] = RecordTable(
            self._columns(toolbox),
            toolbox.theme,
            name="campaign-requests" if campaign_id else "requests",
            memory=toolbox.memory,
            identity=lambda record: (record.number, record.issue_id),
            parent=self,
        )
        self.table.setAccessibleName(self.tr("Cancellations"))
        self.netmile = NetMileLink(toolbox, NetMilePart.REQUESTS, self, in_sandbox=desk.is_sandbox)
        self.pager = Pager(toolbox.theme, self)
        self.tools = ListTools(toolbox.theme, self.table, self)
        self.pager.add_tool(self.tools)
        self._export = ListExport(screen, self.table)
        self.empty = EmptyState(
            toolbox.theme,
            "check-circle",
            self.tr("No request is waiting"),
            self.tr("Requests to cancel valid miles stand here until NetMile has decided."),
            primary=False,
        )
        self._lay_out()
        self._connect()

    def as_of(self) -> datetime | None:
        return self._page.as_of if self._page is not None else None

    def show_state(self, state: RequestState | None) -> None:
        """Show the requests in a state, or all."""
        key = ALL if state is None else state.value
        self.filter.choose(key)
        self._on_filter(key)

    def refresh(self) -> None:
        """Ask again, and for what was decided since the last look."""
        query, cancellations = self._query, self._desk.cancellations
        self._loader.load(lambda progress: cancellations.search(query, progress), self._show)
        self._news.load(cancellations.follow_up, self._on_news, lambda _: None)

    def _show(self, page: wire.Page[wire.CancellationRecord]) -> None:
        self._page = page
        self.table.show_records(page.items)
        self.table.show_sort(self._query.sort)
        self.pager.show_page(page.page, page.size, page.total)
        waiting = self._query.states == [RequestState.REQUESTED]
        self.empty.show_text(
            self.tr("No request is waiting") if waiting else self.tr("There are none"),
            self.tr("Requests to cancel valid miles stand here until NetMile has decided.") if waiting else "",
        )
        self._results.setCurrentWidget(self.table if page.items else self.empty)
        self.status_changed.emit()

    def _on_news(self, follow_up: FollowUp) -> None:
        self.filter.show_count(RequestState.REQUESTED.value, len(follow_up.waiting))
        if follow_up.decided:
            approved = sum(record.state is RequestState.APPROVED for record in follow_up.decided)
            refused = len(follow_up.decided) - approved
            text = self.tr("Decided since the last look: {} approved, {} not possible.")
            kind = "warning" if refused else "success"
            self._screen.tell(
                Notice(text.format(formats.number(approved), formats.number(refused)), kind, "request-decided")
            )
        self._desk.cancellations.looked_at(follow_up)

    def _columns(self, toolbox: Toolbox) -> list[TableColumn[wire.CancellationRecord]]:
        words = toolbox.words
        return [
            TableColumn("number", self.tr("Request number"), lambda r: r.number, 150, sort="number", copies=True),
            TableColumn(
                "requested",
                self.tr("Requested at"),
                lambda r: formats.moment(r.requested_at),
                128,
                tip=lambda r: r.requested_by,
                sort="requested_at",
            ),
            TableColumn(
                "campaign",
                self.tr("Campaign"),
                lambda r: f"{r.campaign_id} {r.campaign_name}",
                112,
                Cell.LINK,
                weight=2,
                most=400,
                link=lambda r: r.campaign_id,
                tip=lambda r: f"{r.campaign_id} {r.campaign_name}",
            ),
            TableColumn("key", self.tr("Specified key"), lambda r: r.key, 96, Cell.LINK, stretch=True, most=200),
            TableColumn("miles", self.tr("Miles"), lambda r: formats.number(r.miles), 76, right=True, sort="miles"),
            TableColumn("reason", self.tr("Reason"), lambda r: facts.reason_text(words, r.reason), 136),
            TableColumn(
                "state",
                self.tr("State"),
                lambda r: words.state(r.state),
                118,
                Cell.BADGE,
                badge=lambda r: (words.tone(r.state), words.icon(r.state)),
                tip=lambda r: formats.moment(r.decided_at) if r.decided_at else "",
                sort="state",
            ),
            *self._progress_columns(toolbox),
        ]

    def _progress_columns(self, toolbox: Toolbox) -> list[TableColumn[wire.CancellationRecord]]:
        words = toolbox.words
        return [
            TableColumn("age", self.tr("Waiting"), self._age, 76, right=True),
            TableColumn(
                "deadline",
                self.tr("Decided by"),
                lambda r: (
                    facts.deadline_text(r.last_on, r.days_left, words) if r.state is RequestState.REQUESTED else ""
                ),
                168,
                Cell.BADGE,
                badge=lambda r: due_badge(r.days_left),
                tip=lambda r: facts.limit_text(words, r.limit),
                sort="last_on",
            ),
            TableColumn(
                "cause", self.tr("Outcome"), lambda r: facts.request_outcome(words, r), 180, tip=self._cause_tip
            ),
            TableColumn("decided", self.tr("Decided at"), _decided, 128, extra=True),
            TableColumn("id", self.tr("Issue ID"), lambda r: r.issue_id, 270, Cell.ID, copies=True, extra=True),
        ]

    def _age(self, record: wire.CancellationRecord) -> str:
        if record.state is not RequestState.REQUESTED:
            return ""
        return formats.counted(record.age_days, self.tr("{} day"), self.tr("{} days"))

    def _cause_tip(self, record: wire.CancellationRecord) -> str:
        words = self._screen.toolbox.words
        step = facts.cause_step_text(words, record.cause) if record.cause is not None else ""
        return "\n".join(filter(None, (facts.request_outcome(words, record), step)))

    # --- events -----------------------------------------------------------------------------------

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        states = [] if key == ALL else [RequestState(key)]
        sort = "last_on" if states == [RequestState.REQUESTED] else "-requested_at"
        self._query = msgspec.structs.replace(self._query, states=states, sort=sort, page=1)
        self.refresh()

    @Slot(int, int)
    def _on_page_asked(self, page: int, size: int) -> None:
        self._query = msgspec.structs.replace(self._query, page=page, size=size)
        self.refresh()

    @Slot(str)
    def _on_sort_asked(self, sort: str) -> None:
        self._query = msgspec.structs.replace(self._query, sort=sort or "-requested_at", page=1)
        self.refresh()

    @Slot(object, str)
    def _on_linked(self, record: wire.CancellationRecord, key: str) -> None:
        if key == "campaign":
            self._screen.toolbox.navigation.campaign_chosen.emit(record.campaign_id)
        else:
            self.history_asked.emit(wire.HistoryConditions(key=record.key))

    @Slot()
    def _on_save_asked(self) -> None:
        query, cancellations = self._query, self._desk.cancellations

        def fetch(page: int, size: int, progress: Progress) -> wire.Page[wire.CancellationRecord]:
            return cancellations.search(msgspec.structs.replace(query, page=page, size=size), progress)

        self._export.save_found(self.tr("Cancellations"), fetch)

    # --- building ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.filter.chosen.connect(self._on_filter)
        self.pager.asked.connect(self._on_page_asked)
        self.tools.save_asked.connect(self._on_save_asked)
        self.table.records_model.sort_asked.connect(self._on_sort_asked)
        self.table.linked.connect(self._on_linked)

    def _lay_out(self) -> None:
        card = Card(parent=self)
        self._results = QStackedWidget(card)
        self._results.addWidget(self.table)
        self._results.addWidget(self.empty)
        self._results.setMinimumHeight(self._screen.toolbox.theme.pixels(LEAST_TABLE))
        card.body.addWidget(TurningLine(self.filter, self.netmile, card))
        card.body.addWidget(self._results, 1)
        card.body.addWidget(self.pager)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)


def _decided(record: wire.CancellationRecord) -> str:
    return formats.moment(record.decided_at) if record.decided_at else ""
