"""The four lists of NetMile's side with what can be done below each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.buttons import DangerButton, LinkButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.tables.table import TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.netmile_part import columns
from netmile_desktop.views.netmile_part.decision_foot import DecisionFoot
from netmile_desktop.views.netmile_part.list_card import NetMileList

R = TypeVar("R")


def _table(
    toolbox: Toolbox, name: str, shown: Sequence[TableColumn[R]], identity: Callable[[R], Hashable], title: str
) -> RecordTable[R]:
    table: RecordTable[R] = RecordTable(shown, toolbox.theme, name=name, memory=toolbox.memory, identity=identity)
    table.setAccessibleName(title)
    return table


class _Foot(QWidget):
    """Buttons at the right, below what a row says."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addStretch()
        for button in buttons:
            row.addWidget(button)


class ApplicationsAtNetMile(NetMileList[wire.ApplicationAtOperator]):
    """What waits for a decision, the oldest first; each is read before it is decided."""

    def __init__(self, toolbox: Toolbox) -> None:
        translate = QCoreApplication.translate
        self.look = PrimaryButton(translate("NetMileLists", "Read the application"), toolbox.theme, "arrow-right")
        nothing = EmptyState(
            toolbox.theme,
            "inbox",
            translate("NetMileLists", "No application is waiting"),
            translate("NetMileLists", "New campaigns and changes that you apply for come here."),
        )
        shown = columns.application_columns(toolbox.words)
        title = translate("NetMileLists", "Applications that wait for NetMile")
        super().__init__(
            toolbox,
            _table(toolbox, "netmile-applications", shown, lambda each: each.id, title),
            nothing,
            _Foot(self.look),
        )


class RequestsAtNetMile(NetMileList[wire.CancellationAtOperator]):
    """One issue a row, the most urgent first, each decided by itself with the member's balance in sight."""

    decided = Signal(object, bool, str)
    """The `CancellationAtOperator`, whether it is approved, and the reason."""

    def __init__(self, toolbox: Toolbox) -> None:
        translate = QCoreApplication.translate
        self._words = toolbox.words
        self.told = text_label("", wrap=True)
        self.decision = DecisionFoot(toolbox)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addWidget(self.decision)
        nothing = EmptyState(
            toolbox.theme,
            "inbox",
            translate("NetMileLists", "No request is waiting"),
            translate("NetMileLists", "Requests to cancel valid miles come here."),
        )
        title = translate("NetMileLists", "Cancellation requests that wait for NetMile")
        table = _table(
            toolbox,
            "netmile-requests",
            columns.request_columns(toolbox.words),
            lambda each: (each.number, each.issue_id),
            title,
        )
        super().__init__(toolbox, table, nothing, foot)
        table.current_changed.connect(self._on_current)
        self.decision.decided.connect(self._on_decided)

    def show_page(self, page: wire.Page[wire.CancellationAtOperator]) -> None:
        super().show_page(page)
        self._tell()

    @Slot(object)
    def _on_current(self, _request: object) -> None:
        self.decision.begin_anew()
        self._tell()

    def _tell(self) -> None:
        request = self.table.current()
        if request is None:
            return
        text = QCoreApplication.translate("NetMileLists", "{}: {} to take back, the member's balance is {}. {}.")
        self.told.setText(
            text.format(
                request.key,
                formats.miles(request.miles),
                formats.miles(request.balance),
                columns.outcome_text(self._words, request),
            )
        )

    @Slot(bool, str)
    def _on_decided(self, approve: bool, reason: str) -> None:
        request = self.table.current()
        if request is not None:
            self.decided.emit(request, approve, reason)


class RegistrationsAtNetMile(NetMileList[wire.ListedRegistration]):
    """What was interrupted, the oldest first."""

    def __init__(self, toolbox: Toolbox) -> None:
        translate = QCoreApplication.translate
        self.resume = PrimaryButton(translate("NetMileLists", "Judge the rest"), toolbox.theme, "play")
        nothing = EmptyState(
            toolbox.theme,
            "check-circle",
            translate("NetMileLists", "Nothing was interrupted"),
            translate("NetMileLists", "A registration comes here if the portal cannot judge its rows to the end."),
        )
        shown = columns.registration_columns(toolbox.words)
        title = translate("NetMileLists", "Interrupted registrations")
        super().__init__(
            toolbox,
            _table(toolbox, "netmile-registrations", shown, lambda each: each.registration_id, title),
            nothing,
            _Foot(self.resume),
        )
        self.table.current_changed.connect(self._on_current)

    def show_page(self, page: wire.Page[wire.ListedRegistration]) -> None:
        super().show_page(page)
        self._on_current(self.table.current())

    @Slot(object)
    def _on_current(self, registration: wire.ListedRegistration | None) -> None:
        obstacle = columns.obstacle_text(registration) if registration is not None else ""
        self.resume.setEnabled(registration is not None and not obstacle)
        self.resume.setToolTip(obstacle)


class CampaignsAtNetMile(NetMileList[wire.ListedCampaign]):
    """Approved campaigns, which can be suspended and resumed."""

    searched = Signal(str)
    """An ID, or a part of an ID or a name; "" means all."""

    def __init__(self, toolbox: Toolbox) -> None:
        translate = QCoreApplication.translate
        theme = toolbox.theme
        self.name = QLineEdit()
        self.name.setPlaceholderText(translate("NetMileLists", "Campaign ID or name"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.name.setClearButtonEnabled(True)
        self.show_button = PlainButton(translate("NetMileLists", "Show"), theme, "search")
        self.open = LinkButton(translate("NetMileLists", "Open the campaign"), theme, "arrow-right")
        self.suspend = DangerButton(translate("NetMileLists", "Suspend"), theme, "pause")
        self.resume = PrimaryButton(translate("NetMileLists", "Resume"), theme, "play")
        above = QWidget()
        row = QHBoxLayout(above)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.show_button)
        nothing = EmptyState(theme, "search", translate("NetMileLists", "No campaign was found"))
        shown = columns.campaign_columns(toolbox.words)
        title = translate("NetMileLists", "Approved campaigns")
        super().__init__(
            toolbox,
            _table(toolbox, "netmile-campaigns", shown, lambda each: each.campaign_id, title),
            nothing,
            _Foot(self.open, self.suspend, self.resume),
            above,
        )
        self.name.returnPressed.connect(self._on_asked)
        self.show_button.clicked.connect(self._on_asked)
        self.table.current_changed.connect(self._on_current)

    def show_page(self, page: wire.Page[wire.ListedCampaign]) -> None:
        super().show_page(page)
        self._on_current(self.table.current())

    @Slot(object)
    def _on_current(self, campaign: wire.ListedCampaign | None) -> None:
        self.suspend.setVisible(campaign is not None and not campaign.suspended)
        self.resume.setVisible(campaign is not None and campaign.suspended)

    @Slot()
    def _on_asked(self) -> None:
        self.searched.emit(self.name.text().strip())
