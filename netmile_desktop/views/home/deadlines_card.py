"""期限の近い取消: what can soon no longer be cancelled, and requests that may miss their last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import Limit
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.texts.cancellations import binding_limit_words
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.tables.short_table import ShortTable
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import due_badge

DAYS = 14
"""Days ahead that the card shows."""


@dataclass(frozen=True, slots=True)
class Due:
    """Issues, or a request, that share a last day."""

    state: IssueState
    last_on: date
    days_left: int
    limit: Limit
    what: str
    """The campaign, or the number of a request."""
    rows: int
    miles: int
    conditions: wire.HistoryConditions | None
    """The conditions that find them in the history; None for a request."""


class DeadlinesCard(Card):
    """The most urgent first; a row leads to its issues, or to the requests."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._toolbox = toolbox
        self.title.setText(self.tr("Last days for cancelling"))
        self.dues: list[Due] = []
        """What is due, the most urgent first."""
        self.nothing = text_label(
            self.tr("Nothing reaches its last day within {} days.").format(DAYS), "muted", wrap=True
        )
        self.table: ShortTable[Due] = ShortTable(
            self._columns(), toolbox.theme, name="radar", memory=toolbox.memory, parent=self
        )
        self.table.setAccessibleName(self.title.text())
        self.head.addWidget(self.title)
        self.head.addStretch()
        self.requests = LinkButton("", toolbox.theme, "inbox", self)
        self.requests.hide()
        self.head.addWidget(self.requests)
        self.body.insertLayout(0, self.head)
        self.body.addWidget(self.table)
        self.body.addWidget(self.nothing)
        self.table.chosen.connect(self._on_chosen)
        self.table.linked.connect(self._on_chosen)
        self.requests.clicked.connect(toolbox.navigation.requests_chosen)
        self.table.hide()

    def show_deadlines(self, deadlines: wire.Deadlines) -> None:
        """Show what the portal says is due."""
        dues = self.dues = sorted(
            _dues(deadlines), key=lambda due: (due.last_on, due.state is not IssueState.REQUESTED)
        )
        self.table.show_records(dues)
        self.table.setVisible(bool(dues))
        self.nothing.setVisible(not dues)
        waiting = formats.number(deadlines.waiting_rows)
        self.requests.setText(self.tr("Cancellation requests waiting: {}").format(waiting))
        self.requests.setVisible(bool(deadlines.waiting_rows))

    def _columns(self) -> list[TableColumn[Due]]:
        words = self._toolbox.words
        return [
            TableColumn(
                "last",
                self.tr("Last day"),
                lambda due: f"{formats.day(due.last_on)} {words.days_left(due.days_left)}",
                200,
                Cell.BADGE,
                badge=lambda due: due_badge(due.days_left),
            ),
            TableColumn(
                "state",
                self.tr("State"),
                lambda due: words.state(due.state),
                190,
                Cell.BADGE,
                badge=lambda due: (words.tone(due.state), words.icon(due.state)),
            ),
            TableColumn("what", self.tr("Campaign or request"), lambda due: due.what, 220, Cell.LINK, stretch=True),
            TableColumn("rows", self.tr("Issues"), lambda due: formats.number(due.rows), 80, right=True),
            TableColumn("miles", self.tr("Miles"), lambda due: formats.number(due.miles), 100, right=True),
            TableColumn(
                "limit",
                self.tr("Binding limit"),
                lambda due: words.say(binding_limit_words(due.limit)),
                190,
                Cell.MUTED,
            ),
        ]

    @Slot(object)
    def _on_chosen(self, due: Due) -> None:
        navigation = self._toolbox.navigation
        if due.conditions is None:
            navigation.requests_chosen.emit()
        else:
            navigation.history_asked.emit(due.conditions)


def _dues(deadlines: wire.Deadlines) -> Iterator[Due]:
    for day in (*deadlines.pending, *deadlines.valid):
        yield Due(
            state=day.state,
            last_on=day.last_on,
            days_left=(day.last_on - deadlines.today).days,
            limit=day.limit,
            what=f"{day.campaign_id} {day.campaign_name}",
            rows=day.rows,
            miles=day.miles,
            # By transfer day, not by state: the history still shows 保留 for what became valid today.
            conditions=wire.HistoryConditions(
                campaign_id=day.campaign_id,
                issued_from=day.issued_on,
                issued_to=day.issued_on,
                transfer_from=day.transfer_from,
                transfer_to=day.transfer_to,
                states=[IssueState.PENDING, IssueState.VALID],
            ),
        )
    for request in deadlines.requests:
        yield Due(
            state=IssueState.REQUESTED,
            last_on=request.last_on,
            days_left=request.days_left,
            limit=request.limit,
            what=request.number,
            rows=request.rows,
            miles=request.miles,
            conditions=None,
        )
