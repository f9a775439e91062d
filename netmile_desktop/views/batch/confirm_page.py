"""The last look before a batch is handed over: settings, what it comes to, what cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action
from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.failures import Failure
from netmile_desktop.views import formats
from netmile_desktop.views.batch.settings_form import SettingsForm
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import CodeChip, CopyableId, text_label
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, ScrollPage, clear_layout, divider
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.draft import Draft
from netmile_desktop.workspace.sending import SendPlan

STORE_MILLISECONDS = 400
_EARLIER_NAMED = 3


class ConfirmPage(QWidget):
    """Nothing is sent before the campaign was ticked as the right one and the button that names it was pressed."""

    back_asked = Signal()
    send_asked = Signal()
    failed = Signal(object)
    """The settings could not be kept."""
    status_changed = Signal()

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self._draft: Draft | None = None
        self._plan: SendPlan | None = None
        self.form = SettingsForm(toolbox, self)
        self.summary = Summary(toolbox, self)
        self.tick = QCheckBox(self.tr("I have made sure that this is the campaign to issue for"), self)
        self.back_button = PlainButton(self.tr("Back to correcting"), parent=self)
        self.send_button = PrimaryButton("", toolbox.theme, "send", self)
        self._store = QTimer(self)
        self._store.setSingleShot(True)
        self._store.setInterval(STORE_MILLISECONDS)
        self._lay_out()
        self.form.changed.connect(self._on_form_changed)
        self.tick.toggled.connect(self._on_tick_toggled)
        self.back_button.clicked.connect(self.leave)
        self.send_button.clicked.connect(self._on_send_clicked)
        self._store.timeout.connect(self._on_store_due)

    def _lay_out(self) -> None:
        page = ScrollPage(self)
        page.body.setContentsMargins(0, 0, 0, 0)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        left = Card(self.tr("Issue settings"), page)
        left.body.addSpacing(4)
        left.body.addWidget(self.form)
        left.body.addStretch()
        cards.addWidget(left, 1)
        cards.addWidget(self.summary, 1)
        page.body.addLayout(cards, 1)
        warning = self.tr("A sent issue cannot be edited or called back. Corrections are made as a new batch.")
        self.warning = NoticeLine(self._toolbox.theme, Notice(warning, "warning"), self, closable=False)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.tick)
        foot.addStretch()
        foot.addWidget(self.back_button)
        foot.addWidget(self.send_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(page, 1)
        column.addWidget(self.warning)
        column.addLayout(foot)

    def show_draft(self, draft: Draft) -> None:
        """Show a batch to be confirmed; it has to be ticked anew each time."""
        self._draft = draft
        self._look_for_earlier(draft)
        self.tick.setChecked(False)
        self.tick.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.show_settings(draft.settings, draft.campaign.transfer_after_days)
        self._show_plan()

    @Slot()
    def leave(self) -> None:
        """Back to the rows; what was filled in is kept."""
        self._keep_settings()
        self.back_asked.emit()

    @Slot()
    def _on_form_changed(self) -> None:
        self._store.start()
        self._show_button()

    @Slot()
    def _on_store_due(self) -> None:
        self._keep_settings()
        self._show_plan()

    @Slot(bool)
    def _on_tick_toggled(self, _ticked: bool) -> None:
        self._show_button()

    @Slot()
    def _on_send_clicked(self) -> None:
        if self._keep_settings():
            self.send_asked.emit()

    def _look_for_earlier(self, draft: Draft) -> None:
        """Was this very content sent before? Asked in the background; sending does not wait for the answer."""
        self.summary.show_earlier([])
        batch_id, sending = draft.batch_id, self._desk.sending

        def show(earlier: list[wire.EarlierRegistration]) -> None:
            if self._draft is draft:
                self.summary.show_earlier(earlier)

        self._toolbox.tasks.start(
            lambda progress: sending.earlier(batch_id, progress), owner=self, done=show, failed=self._on_not_compared
        )

    def _on_not_compared(self, error: Exception) -> None:
        self.summary.say(Notice(self._toolbox.words.failure(error), "warning"))

    def _keep_settings(self) -> bool:
        """Store what is filled in; False where that failed, which is told."""
        self._store.stop()
        draft, settings = self._draft, self.form.settings()
        if draft is None or settings == draft.settings or not self.form.is_valid():
            return True
        try:
            draft.change_settings(settings)
        except Failure as failure:
            self.failed.emit(failure)
            return False
        return True

    def _show_plan(self) -> None:
        draft = self._draft
        if draft is None:
            return
        plan = self._plan = self._desk.sending.plan(draft)
        self.summary.show_plan(draft, plan)
        count = formats.number(plan.rows)
        self.send_button.setText(self.tr("Issue {1} rows for {0}").format(draft.campaign.id, count))
        self._show_button()

    def _show_button(self) -> None:
        draft, plan = self._draft, self._plan
        may = draft is not None and draft.may(Action.SEND) and plan is not None and plan.rows > 0 and not plan.refused
        self.send_button.setEnabled(may and self.tick.isChecked() and self.form.is_valid())
        why = ""
        if plan is not None and plan.refused:
            why = self.tr("The campaign cannot be issued for today.")
        elif not self.tick.isChecked():
            why = self.tr("Tick the box first: is it the right campaign?")
        elif not self.form.is_valid():
            why = self.tr("The text for the transfer mail is too long.")
        self.send_button.setToolTip(why)
        self.status_changed.emit()


class Summary(Card):
    """What the batch comes to: campaign, rows, miles, date, cost, and what is left out."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._toolbox = toolbox
        self.campaign_id = CopyableId(toolbox.theme, self.tr("Copy the campaign ID"))
        self.campaign_name = text_label("", "title", wrap=True)
        self.refused = QVBoxLayout()
        self.earlier = QVBoxLayout()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(10)
        self._facts.setColumnStretch(1, 1)
        self._left_out = QVBoxLayout()
        self._left_out.setSpacing(6)
        self.body.addWidget(text_label(self.tr("Campaign to issue for"), "label"))
        self.body.addWidget(self.campaign_id)
        self.body.addWidget(self.campaign_name)
        self.body.addLayout(self.refused)
        self.body.addLayout(self.earlier)
        self.body.addWidget(divider())
        self.body.addSpacing(4)
        self.body.addLayout(self._facts)
        self.body.addLayout(self._left_out)
        self.body.addStretch()
        self.figures = {
            key: self._fact(row, title)
            for row, (key, title) in enumerate(
                (
                    ("rows", self.tr("Rows to issue")),
                    ("miles", self.tr("Sum of miles")),
                    ("transfer", self.tr("Transfer date")),
                    ("yen", self.tr("Predicted cost")),
                    ("parts", self.tr("Uploads")),
                )
            )
        }

    def show_plan(self, draft: Draft, plan: SendPlan) -> None:
        """Write what would be sent."""
        words = self._toolbox.words
        self.campaign_id.show_id(draft.campaign.id)
        self.campaign_name.setText(draft.campaign.name)
        self.figures["rows"].setText(self.tr("{} rows").format(formats.number(plan.rows)))
        self.figures["miles"].setText(formats.miles(plan.miles))
        how = words.transfer(draft.settings.transfer_after_days)
        self.figures["transfer"].setText(f"{formats.day(plan.transfer_on)}  ({how})")
        self.figures["yen"].setText(self.tr("{} (without tax, prediction)").format(formats.yen(plan.yen)))
        self.figures["parts"].setText(self.tr("{} (at most 10,000 rows each)").format(formats.number(plan.parts)))
        self._show_refused(plan)
        self._show_left_out(plan)

    def show_earlier(self, earlier: Sequence[wire.EarlierRegistration]) -> None:
        """Warn where the same content was sent before, with day and ID of the first ones."""
        clear_layout(self.earlier)
        if not earlier:
            return
        words, code = self._toolbox.words, str(Warned.SAME_FILE)
        lines = [f"{code}  {words.code(code)}"]
        lines += [f"{formats.moment(each.accepted_at)}  {each.registration_id}" for each in earlier[:_EARLIER_NAMED]]
        self.say(Notice("\n".join([*lines, words.next_step(code)]), "warning"))

    def say(self, notice: Notice) -> None:
        """Show a notice above the figures."""
        self.earlier.addWidget(NoticeLine(self._toolbox.theme, notice, closable=False))

    def _fact(self, row: int, title: str) -> QLabel:
        fact = text_label("", "strong", wrap=True)
        fact.setAccessibleName(title)
        self._facts.addWidget(text_label(title, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addWidget(fact, row, 1)
        return fact

    def _show_refused(self, plan: SendPlan) -> None:
        clear_layout(self.refused)
        words = self._toolbox.words
        for finding in plan.refused:
            code = str(finding.code)
            text = f"{code}  {words.code(code)}\n{words.finding(finding)}\n{words.next_step(code)}"
            self.refused.addWidget(NoticeLine(self._toolbox.theme, Notice(text, "error"), closable=False))

    def _show_left_out(self, plan: SendPlan) -> None:
        clear_layout(self._left_out)
        if not plan.left_out_errors and not plan.left_out_excluded:
            return
        self._left_out.addSpacing(4)
        self._left_out.addWidget(divider())
        total = formats.number(plan.left_out_errors + plan.left_out_excluded)
        self._left_out.addWidget(text_label(self.tr("{} rows are left out").format(total), "label"))
        for group in plan.by_code:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(CodeChip(self._toolbox.theme, group.code, is_warning=group.is_warning))
            row.addWidget(text_label(self._toolbox.words.code(group.code), wrap=True), 1)
            row.addWidget(text_label(formats.number(group.rows), "strong"))
            self._left_out.addWidget(line)
        if plan.left_out_excluded:
            text = self.tr("{} rows excluded by hand").format(formats.number(plan.left_out_excluded))
            self._left_out.addWidget(text_label(text, "muted"))
