"""The confirmation before a batch is sent: its settings, its totals, and a warning that it cannot be undone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from netmile_desktop.domain.batches import Action
from netmile_desktop.domain.calendar import transfer_day
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.mails import transfer_mail
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.sending.repeats_question import RepeatsQuestion
from netmile_desktop.views.batch.sending.settings_card import FoldedSettings
from netmile_desktop.views.batch.sending.settings_form import SettingsForm
from netmile_desktop.views.batch.sending.summary import Summary
from netmile_desktop.views.common.budget_question import BudgetQuestion
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.foot_bar import FootBar
from netmile_desktop.views.common.mail_sample import MailSampleDialog
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.issuing.sending import SendPlan

STORE_MILLISECONDS = 400
_LEAST_SEEN = 40
_WIDEST = 960
"""Widest page: the figures are read together with what is left out."""


class SendConfirmPage(QWidget):
    """The last page before sending; the campaign must be ticked as the right one before the button works."""

    back_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        toolbox: Toolbox,
        commands: BatchCommands,
        changes: DraftChanges,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._toolbox, self._commands = desk, toolbox, commands
        self._draft: Draft | None = None
        self._plan: SendPlan | None = None
        self.form = SettingsForm(toolbox, self)
        self.summary = Summary(toolbox, self)
        self.sample = MailSampleDialog(toolbox.theme, self)
        self.question = RepeatsQuestion(desk.sending, changes, toolbox, self)
        self.tick = QCheckBox(self.tr("I have made sure that this is the campaign to issue for"), self)
        self.back_button = PlainButton(self.tr("Back to correcting"), parent=self)
        self.send_button = PrimaryButton("", toolbox.theme, "send", self)
        self.no_waiting_button = PlainButton(self.tr("Do not send automatically"), parent=self)
        self.waiting = text_label("", "muted", wrap=True)
        self.warning = text_label(
            self.tr("A sent issue cannot be edited or called back. Corrections are made as a new batch."),
            "muted",
            wrap=True,
        )
        self.why = text_label("", "warning", wrap=True)
        self.budget = BudgetQuestion(desk.budgets, toolbox, self)
        self._store = QTimer(self, singleShot=True, interval=STORE_MILLISECONDS)
        self._lay_out()
        self.form.changed.connect(self._on_form_changed)
        self.form.sample_asked.connect(self._on_sample_asked)
        self.no_waiting_button.clicked.connect(self._on_no_waiting_clicked)
        self.tick.toggled.connect(self._on_tick_toggled)
        self.question.changed.connect(self._show_button)
        self.question.comparison.changed.connect(self._on_compared)
        self.question.comparison.failed.connect(self._on_not_compared)
        self.question.comparison.confirmed.connect(self._on_confirmed)
        self.back_button.clicked.connect(self.leave)
        self.send_button.clicked.connect(self._on_send_clicked)
        self._store.timeout.connect(self._on_store_due)
        self.budget.agreed.connect(self._on_agreed)
        self.budget.failed.connect(commands.report)

    def _lay_out(self) -> None:
        page = Body(self._toolbox.theme, self, widest=_WIDEST)
        self.sample.hide()
        self.settings = FoldedSettings(self._toolbox.theme, self.form, self.sample, page)
        page.setMinimumHeight(_LEAST_SEEN)
        page.body.addWidget(self.summary)
        page.body.addWidget(self.question)
        page.body.addWidget(self.settings)
        page.body.addWidget(self.warning)
        page.body.addStretch()
        self.waiting.hide()
        row = (self.tick, self.no_waiting_button, self.send_button)
        foot = FootBar([self.back_button], row, self, above=(self.waiting, self.why))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(foot)

    def show_draft(self, draft: Draft) -> None:
        """Show a batch to confirm; its campaign must be ticked again each time."""
        self._draft = draft
        self.tick.setChecked(False)
        self.sample.hide()
        self.tick.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.show_settings(draft.settings, draft.campaign.transfer_after_days, draft.name)
        self.settings.fold()
        self._show_plan()
        self.question.show_draft(draft)

    @Slot()
    def leave(self) -> None:
        """Return to the rows; the entered settings are kept."""
        self._keep_settings()
        self.back_asked.emit()

    @Slot()
    def _on_form_changed(self) -> None:
        self._show_sample()
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
            if self._opens_on() is None:
                self.question.comparison.confirm()
            elif self._keep_reason():
                self._wait_for_opening(True)

    @Slot()
    def _on_confirmed(self) -> None:
        if self._draft is not None and self._keep_reason():
            self.budget.ask(self._draft.campaign.id, self._draft.snapshot().counts().miles)

    @Slot()
    def _on_agreed(self) -> None:
        if self._draft is not None:
            self._commands.send(self._draft)

    # --- before the period opens ------------------------------------------------------------------

    def _opens_on(self) -> date | None:
        """Return the day from which the batch can be sent if nothing else prevents it, or None."""
        draft, plan = self._draft, self._plan
        if draft is None or plan is None or [each.reason for each in plan.refused] != [Reason.NOT_OPEN_YET]:
            return None
        return draft.campaign.issuance_period.first

    @Slot()
    def _on_no_waiting_clicked(self) -> None:
        self._wait_for_opening(False)

    def _wait_for_opening(self, wanted: bool) -> None:
        if self._draft is None:
            return
        try:
            self._desk.sending.send_when_open(self._draft.batch_id, wanted, known=self.question.names)
        except Failure as failure:
            self._commands.report(failure)
        self._show_plan()

    # --- sample of the mail -----------------------------------------------------------------------

    @Slot()
    def _on_sample_asked(self) -> None:
        self.sample.setVisible(self.sample.isHidden())
        self._show_sample()

    def _show_sample(self) -> None:
        draft, plan, settings = self._draft, self._plan, self.form.settings()
        if not settings.notify:
            self.sample.hide()
        if draft is None or plan is None or self.sample.isHidden():
            return
        first = next(iter(draft.snapshot().sendable()), None)
        on = transfer_day(self._desk.today(), settings.transfer_after_days)
        miles = int(first.miles) if first is not None else 0
        self.sample.show_mail(transfer_mail(self._desk.site.name, draft.campaign.name, miles, on, settings.message))

    # --- earlier ones -----------------------------------------------------------------------------

    @Slot()
    def _on_compared(self) -> None:
        if self._draft is not None:
            self.summary.show_foresight(self._draft, self.question.comparison.forecast)
            self._show_plan()

    @Slot(object)
    def _on_not_compared(self, error: Exception) -> None:
        self.summary.say(Notice(self._toolbox.words.failure(error), "warning"))

    def _keep_settings(self) -> bool:
        """Store the entered settings; if that fails, report it and return False."""
        self._store.stop()
        draft, settings = self._draft, self.form.settings()
        if draft is None or settings == draft.settings or self.form.fault() is not None:
            return True
        try:
            draft.change_settings(settings)
        except Failure as failure:
            self._commands.report(failure)
            return False
        return True

    def _keep_reason(self) -> bool:
        """Store why a batch is sent again; if that fails, report it and return False."""
        if self._draft is None or not self.question.comparison.asks:
            return True
        try:
            self._desk.batches.explain(self._draft.batch_id, self.question.answer, actor=self._desk.user.login)
        except Failure as failure:
            self._commands.report(failure)
            return False
        return True

    def _show_plan(self) -> None:
        draft = self._draft
        if draft is None:
            return
        plan = self._plan = self._desk.sending.plan(draft)
        self.summary.show_plan(draft, plan)
        opens_on = self._opens_on()
        campaign = formats.campaign(draft.campaign.id, draft.campaign.name)
        if opens_on is None:
            words = (self.tr("Issue {0} row for {1}"), self.tr("Issue {0} rows for {1}"))
            self.send_button.setText(formats.counted(plan.rows, *words, campaign))
        else:
            words = (
                self.tr("Issue {0} row for {1} when its period opens ({2})"),
                self.tr("Issue {0} rows for {1} when its period opens ({2})"),
            )
            self.send_button.setText(formats.counted(plan.rows, *words, campaign, formats.day(opens_on)))
        self._show_button()

    @Slot()
    def _show_button(self) -> None:
        draft, plan, opens_on = self._draft, self._plan, self._opens_on()
        waits = draft is not None and opens_on is not None and self._desk.sending.sends_when_open(draft)
        self.no_waiting_button.setVisible(waits)
        self.question.setVisible(self.question.comparison.asks and not waits)
        self.send_button.setVisible(not waits)
        told = self.tr("Will be sent once the period opens on {}, as soon as this program is signed in.")
        waiting = told.format(formats.day(opens_on)) if waits and opens_on is not None else ""
        if self._desk.is_offline and not waits:
            waiting = self.tr("Offline: everything is kept. Go online to send.")
        self.waiting.setText(waiting)
        self.waiting.setVisible(bool(waiting))
        why = self._why_not(draft, plan)
        self.send_button.setEnabled(not why)
        self.send_button.setToolTip(why)
        self.send_button.setAccessibleDescription(why)
        self.why.setText(why if self.send_button.isVisibleTo(self) else "")
        self.why.setVisible(bool(self.why.text()))
        self._commands.refresh_status()

    def _why_not(self, draft: Draft | None, plan: SendPlan | None) -> str:
        """Return why the button is disabled, or "" if it is enabled."""
        if draft is None or plan is None or not draft.may(Action.SEND) or not plan.rows:
            return self.tr("There is nothing to send.")
        if (plan.refused or self.summary.refused_by_portal) and self._opens_on() is None:
            return self.tr("The campaign cannot be issued for today.")
        if not self.tick.isChecked():
            return self.tr("Tick the box first: is it the right campaign?")
        if unanswered := self.question.why_not():
            return unanswered
        if (fault := self.form.fault()) is not None:
            return ": ".join((self.tr("Text for the transfer mail"), self._toolbox.words.reason(fault)))
        if self._desk.is_offline and self._opens_on() is None:
            return self.tr("This program is offline. Go online to send.")
        return ""
