"""取消・再発行: the right miles, a look at what would happen, and what has become of it, with the IDs of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.texts.cancellations import cause_words
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.common.buttons import DangerButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.dialog import Dialog
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history.reissue_form import ReissueForm
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.cancelling.reissuing import Plan, Reissued, ReissueOutcome
from netmile_desktop.workspace.desk import Desk

_HEIGHT = 150
_MOST_FINDINGS = 5


@dataclass(frozen=True, slots=True)
class ReissueLine:
    """An issue and what has become of it."""

    issue: wire.IssueRecord
    said: str = ""
    new_id: str = ""


class ReissueDialog(Dialog):
    """Nothing is taken back before it was looked at; a change of the form asks for another look."""

    def __init__(self, desk: Desk, toolbox: Toolbox, issues: Sequence[wire.IssueRecord], parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("ReissueDialog", "Cancel and reissue"))
        self._desk, self._toolbox = desk, toolbox
        self._issues = list(issues)
        self.plan: Plan | None = None
        self.outcome: ReissueOutcome | None = None
        self._newest = Newest(toolbox.tasks, self)
        self._offers = Newest(toolbox.tasks, self)
        self.form = ReissueForm(toolbox, len(self._issues) == 1, self)
        self.table: RecordTable[ReissueLine] = RecordTable(self._columns(), toolbox.theme, parent=self)
        self.table.setAccessibleName(self.tr("Issues to be reissued"))
        self.forecast = text_label("", "", wrap=True)
        self.progress = TaskProgress(toolbox.words, self, by_title=True)
        self.leave_button = PlainButton(self.tr("Close"), parent=self)
        self.batch_button = PlainButton(self.tr("Open the batch"), toolbox.theme, "batch", self)
        self.look_button = PrimaryButton(self.tr("See what happens"), toolbox.theme, "search", self)
        self.reissue_button = DangerButton("", toolbox.theme, "exclude", self)
        self._lay_out()
        self._connect()
        self.table.show_records([ReissueLine(each) for each in self._issues])
        self._show()
        self._ask_offers()
        self.form.miles.setFocus()

    # --- looking ----------------------------------------------------------------------------------

    def _ask_offers(self) -> None:
        catalogue, cancellations = self._desk.catalogue, self._desk.cancellations
        query = wire.CampaignSearch(states=[CampaignState.RUNNING, CampaignState.ISSUING], size=max(wire.PAGE_SIZES))

        def job(progress: Progress) -> tuple[list[wire.CampaignSummary], list[wire.CancelReasonOffer]]:
            return catalogue.search(query, progress).items, cancellations.reasons(progress)

        self._offers.ask(job, lambda offers: self.form.offer(*offers), self._on_failed)

    @Slot()
    def _on_form_changed(self) -> None:
        self._newest.drop()
        self.plan = None
        self._say()
        self._show()

    @Slot()
    def _on_look(self) -> None:
        right, reissuing = self.form.right, self._desk.reissuing
        if right is None:
            return
        ids = [each.issue_id for each in self._issues]
        self._newest.ask(lambda progress: reissuing.plan(ids, right, progress), self._on_planned, self._on_failed)

    def _on_planned(self, plan: Plan) -> None:
        self.plan = plan
        words = self._toolbox.words
        self.table.show_records(
            [ReissueLine(each, words.say(cause_words(each.cause)) if each.cause else "") for each in plan.preview.items]
        )
        if plan.findings:
            said = [f"{issue.key}: {words.finding(finding)}" for issue, finding in plan.findings[:_MOST_FINDINGS]]
            text = self.tr("It cannot be reissued in this way, so nothing is cancelled.")
            self._say(Notice("\n".join((text, *dict.fromkeys(said))), "error"))
        self._show()

    def _forecast(self) -> str:
        if self.plan is None:
            return ""
        preview = self.plan.preview
        lines = []
        for records, text in (
            (preview.at_once, self.tr("Cancelled at once and reissued: {}, {} → {}")),
            (preview.by_request, self.tr("Requested; reissued once NetMile has approved: {}, {} → {}")),
            (self.plan.cancelled, self.tr("Cancelled before, only reissued: {}, {} → {}")),
        ):
            if records:
                before = sum(each.miles for each in records)
                after = sum(self.plan.right[each.issue_id].miles for each in records)
                count = formats.counted(len(records), self.tr("{} issue"), self.tr("{} issues"))
                lines.append(text.format(count, formats.miles(before), formats.miles(after)))
        impossible = len(preview.items) - len(self.plan.right)
        if impossible:
            lines.append(self.tr("Left as they are: {}").format(formats.number(impossible)))
        if self.plan.without_address:
            text = self.tr("Without an address here: {}. They stay in a batch until their addresses are typed.")
            lines.append(text.format(formats.number(self.plan.without_address)))
        return "\n".join(lines)

    # --- the deed ---------------------------------------------------------------------------------

    @Slot()
    def _on_reissue(self) -> None:
        plan, reason, reissuing = self.plan, self.form.reason.reason, self._desk.reissuing
        if plan is None or plan.findings or not reason:
            return
        self._say()
        task = self._toolbox.tasks.start(
            lambda progress: reissuing.reissue(plan, reason, progress),
            owner=self,
            done=self._on_reissued,
            failed=self._on_failed,
            cancelled=self._on_stopped,
            title=self.windowTitle(),
            subject=formats.number(len(plan.right)),
        )
        self.progress.follow(task)
        self._show(busy=True)

    def _on_reissued(self, outcome: ReissueOutcome) -> None:
        self.outcome = outcome
        self._toolbox.navigation.batches_changed.emit()
        new_ids = {old: new for each in outcome.issued for old, new in each.issues.items()}
        self.table.show_records([self._line(each, new_ids) for each in self._planned()])
        self._say(*self._told(outcome))
        self._show()

    def _planned(self) -> Sequence[wire.IssueRecord]:
        return self.plan.preview.items if self.plan is not None else self._issues

    def _line(self, issue: wire.IssueRecord, new_ids: dict[str, str]) -> ReissueLine:
        words, outcome = self._toolbox.words, self.outcome
        orders = [each for each in (outcome.cancelled, outcome.requested) if each] if outcome else []
        rows = {row.issue_id: row for order in orders for row in order.results}
        row = rows.get(issue.issue_id)
        cause, state = (row.cause, row.state) if row is not None else (issue.cause, None)
        said = words.say(cause_words(cause)) if cause is not None else words.state(state) if state is not None else ""
        return ReissueLine(issue, said, new_ids.get(issue.issue_id, ""))

    def _told(self, outcome: ReissueOutcome) -> list[Notice]:
        notices = []
        for order, text in (
            (outcome.cancelled, self.tr("Cancelled: {}, {}. Number: {}")),
            (outcome.requested, self.tr("Cancellation requested: {}, {}. Number: {}")),
        ):
            if order is not None:
                count = formats.counted(order.done, self.tr("{} issue"), self.tr("{} issues"))
                text = text.format(count, formats.miles(order.miles), ", ".join(order.numbers))
                notices.append(Notice(text, "success" if order.done == len(order.results) else "warning"))
        return [*notices, *map(self._told_of, outcome.issued)]

    def _told_of(self, issued: Reissued) -> Notice:
        made = sum(map(bool, issued.issues.values()))
        if issued.is_done:
            text = self.tr("Reissued: {}. Registration ID: {}")
            return Notice(text.format(formats.number(made), ", ".join(issued.registration_ids)), "success")
        text = self.tr("Cancelled but not reissued yet: {}. They stand in the batch “{}”; go on there.")
        said = text.format(formats.number(len(issued.issues) - made), issued.name)
        if issued.failure is not None:
            said += "\n" + self._toolbox.words.failure(issued.failure)
        return Notice(said, "warning")

    def _on_failed(self, error: Exception) -> None:
        """Where an order was begun, the history tells of it until it is through."""
        self._say(Notice(self._toolbox.words.failure(error), "error", details=repr(error)))
        self._show()

    def _on_stopped(self) -> None:
        self._say(Notice(self.tr("Stopped. The history tells what is still open."), "warning"))
        self._show()

    @Slot()
    def _on_open_batch(self) -> None:
        waiting = [each for each in self.outcome.issued if not each.is_done] if self.outcome is not None else []
        if waiting:
            self.accept()
            self._toolbox.navigation.batch_chosen.emit(waiting[0].batch_id)

    # --- what is shown ----------------------------------------------------------------------------

    def _say(self, *notices: Notice) -> None:
        clear_layout(self._notices)
        for notice in notices:
            self._notices.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))

    @Slot()
    def _show(self, *, busy: bool = False) -> None:
        is_over, plan = self.outcome is not None, self.plan
        possible = plan.right if plan is not None else {}
        self.progress.setVisible(busy)
        self.form.setVisible(not is_over)
        self.form.setEnabled(not busy)
        self.forecast.setText("" if is_over else self._forecast())
        self.forecast.setVisible(bool(self.forecast.text()))
        self.look_button.setVisible(not is_over and plan is None)
        missing = "" if self.form.reason.reason else self.tr("Choose a reason.")
        self.look_button.setEnabled(self.form.right is not None and not missing)
        self.look_button.setToolTip(missing if self.form.right is not None else self.tr("Type the right miles."))
        self.reissue_button.setVisible(not is_over and plan is not None)
        said = self.tr("Cancel and reissue")
        self.reissue_button.setText(f"{said} ({formats.number(len(possible))})")
        self.reissue_button.setEnabled(bool(possible) and plan is not None and not plan.findings and not busy)
        self.leave_button.setEnabled(not busy)
        undone = self.outcome is not None and not self.outcome.is_done
        self.batch_button.setVisible(undone)

    def reject(self) -> None:
        """Esc: not while it is being done."""
        if self.leave_button.isEnabled():
            super().reject()

    def _columns(self) -> list[TableColumn[ReissueLine]]:
        words = self._toolbox.words
        return [
            TableColumn("key", self.tr("Specified key"), lambda e: e.issue.key, 100, stretch=True),
            TableColumn("issued", self.tr("Issued at"), lambda e: formats.moment(e.issue.issued_at), 128),
            TableColumn("campaign", self.tr("Campaign"), lambda e: e.issue.campaign_id, 104),
            TableColumn("miles", self.tr("Miles"), lambda e: formats.number(e.issue.miles), 76, right=True),
            TableColumn(
                "said",
                self.tr("State"),
                lambda e: e.said or words.state(e.issue.live_state),
                150,
                tip=lambda e: e.said,
            ),
            TableColumn("old", self.tr("Issue ID"), lambda e: e.issue.issue_id, 150, Cell.ID, tip=_old_id),
            TableColumn("new", self.tr("New issue ID"), lambda e: e.new_id, 150, Cell.ID, tip=lambda e: e.new_id),
        ]

    def _connect(self) -> None:
        self.form.changed.connect(self._on_form_changed)
        self.look_button.clicked.connect(self._on_look)
        self.reissue_button.clicked.connect(self._on_reissue)
        self.batch_button.clicked.connect(self._on_open_batch)
        self.leave_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        theme = self._toolbox.theme
        self.table.setMinimumHeight(theme.pixels(_HEIGHT))
        self._notices = QVBoxLayout()
        page = Body(theme, self)
        self.add_page(page)
        self.add_foot((self.leave_button, self.batch_button, self.look_button, self.reissue_button))
        column = page.body
        column.addWidget(self.table, 1)
        column.addWidget(self.form)
        column.addWidget(self.forecast)
        column.addLayout(self._notices)
        column.addWidget(self.progress)
        self.resize(theme.pixels(940), theme.pixels(560))


def _old_id(line: ReissueLine) -> str:
    return line.issue.issue_id
