"""個別発行 from the form to the 発行登録ID: enter, check, confirm, issue once (guide L370-406)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.failures import NotSignedIn, Refused, Unreachable
from netmile_desktop.domain.rows.issuances import Findings
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.campaign.single_form import Filled
from netmile_desktop.views.campaign.single_form_page import SingleFormPage
from netmile_desktop.views.campaign.single_pages import SingleConfirm, SingleResult
from netmile_desktop.views.common.budget_question import BudgetQuestion
from netmile_desktop.views.common.code_help import code_action
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.issuing.singles import Single


class SingleView(QWidget):
    """Three pages. What was typed stays until the miles are issued."""

    left = Signal()
    """Return to the choice between the ways to issue."""
    status_changed = Signal()

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self._campaign: wire.CampaignDetail | None = None
        self._request: wire.SingleIssue | None = None
        self._task: Task | None = None
        self.first = SingleFormPage(toolbox, self)
        self.form, self.sample = self.first.form, self.first.sample
        self.confirm_button, self.back_button = self.first.confirm, self.first.back
        self.confirm = SingleConfirm(toolbox, self)
        self.result = SingleResult(toolbox, self)
        self.budget = BudgetQuestion(desk.budgets, toolbox, self.confirm)
        self._lay_out()
        self._connect()

    # --- what the campaign's tab asks -------------------------------------------------------

    def show_campaign(self, campaign: wire.CampaignDetail, today: date) -> None:
        """Issue in this campaign."""
        self._campaign = campaign
        self.first.show_target(campaign.id, campaign.name)
        self.form.show_campaign(campaign, today)

    def entered(self) -> None:
        """The way was chosen; issues of unknown fate are named first."""
        self._pages.setCurrentIndex(0)
        self.form.address.setFocus()
        self._look_for_unfinished()

    def filled(self) -> Filled | None:
        """What is typed and not issued yet."""
        return None if self._pages.currentWidget() is self.result else self.form.filled()

    def primary(self) -> QPushButton:
        """The next step of the page in front."""
        page = self._pages.currentWidget()
        if page is self.confirm:
            return self.confirm.issue
        return self.result.primary if page is self.result else self.confirm_button

    @Slot()
    def back(self) -> None:
        """One step back; nothing typed is lost."""
        if self._task is not None:
            return
        if self._pages.currentIndex() == 0:
            self.left.emit()
            return
        self._pages.setCurrentIndex(0)
        self.form.address.setFocus()
        self.status_changed.emit()

    # --- check ------------------------------------------------------------------------------

    @Slot()
    def _on_confirm(self) -> None:
        if self._campaign is None or self._task is not None:
            return
        self.first.clear_notices()
        if not self.form.check():
            self.first.say_faults()
            return
        request, campaign, singles = self.form.request(), self._campaign, self._desk.singles

        def job(progress: Progress) -> tuple[Findings, wire.SingleForecast | None]:
            findings = singles.findings(request, campaign)
            return findings, None if findings.errors else singles.check(request, progress)

        self._request = request
        self._run(True)
        self._task = self._toolbox.tasks.start(
            job, owner=self, done=self._on_checked, failed=self._on_check_failed, cancelled=self._on_stopped
        )

    def _on_checked(self, answer: tuple[Findings, wire.SingleForecast | None]) -> None:
        self._run(False)
        findings, forecast = answer
        self.form.show_findings(findings)
        if forecast is None:
            self.first.say_faults()
            return
        if self._request is None:
            return
        self._toolbox.connection.heard()
        code = forecast.refused or forecast.code
        if code:
            self._say_code(code)
            return
        self.confirm.show_forecast(self._request, forecast)
        words = self._toolbox.words
        for finding in findings.warnings:
            text = f"{finding.code}  {words.code(finding.code)} · {words.finding(finding)}"
            self.confirm.say(Notice(text, "warning"))
        self._pages.setCurrentWidget(self.confirm)
        self.confirm.tick.setFocus()
        self.status_changed.emit()

    def _on_check_failed(self, error: Exception) -> None:
        self._run(False)
        self._note(error)
        self.first.say(self._failure(error))
        self.confirm_button.setFocus()

    # --- issue ------------------------------------------------------------------------------

    @Slot()
    def _on_issue(self) -> None:
        if self._request is not None and self._task is None:
            self.confirm.clear_notices()
            self.budget.ask(self._request.campaign_id, int(self._request.row().miles))

    @Slot()
    def _issue(self) -> None:
        request, singles = self._request, self._desk.singles
        if request is None or self._task is not None:
            return

        def job(progress: Progress) -> wire.RegistrationDetail:
            return singles.issue(request, progress)

        self._run(True)
        self._task = self._toolbox.tasks.start(
            job,
            owner=self,
            done=self._on_issued,
            failed=self._on_issue_failed,
            cancelled=self._on_stopped,
            title=self.tr("Issue to one member"),
            subject=request.campaign_id,
        )

    @Slot(object)
    def _on_limit_unknown(self, error: Exception) -> None:
        self._note(error)
        self.confirm.say(self._failure(error))

    def _on_issued(self, registration: wire.RegistrationDetail) -> None:
        self._run(False)
        self._toolbox.connection.heard()
        self.result.show_registration(registration, self.confirm.facts)
        self._pages.setCurrentWidget(self.result)
        self.result.primary.setFocus()
        self._look_for_unfinished()
        self.status_changed.emit()

    def _on_issue_failed(self, error: Exception) -> None:
        self._run(False)
        self._note(error)
        if isinstance(error, Refused) and not isinstance(error, NotSignedIn):
            self.back()
            self.first.say(self._failure(error))
            return
        notice = self._failure(error)
        if not isinstance(error, NotSignedIn):
            text = self.tr(
                "Whether it was issued is not known yet. Press the button again: it is looked up first, "
                "so that it cannot be issued twice."
            )
            notice = Notice(f"{notice.text}\n{text}", "warning", details=notice.details)
        self.confirm.say(notice)
        self.confirm.issue.setFocus()
        self._look_for_unfinished()

    def _on_stopped(self) -> None:
        self._run(False)
        self._look_for_unfinished()

    @Slot()
    def _on_next(self) -> None:
        self.first.clear_notices()
        self._pages.setCurrentIndex(0)
        self.form.clear_member()
        self.first.to_top()
        self.status_changed.emit()

    # --- issues of unknown fate -------------------------------------------------------------

    def _look_for_unfinished(self) -> None:
        singles, campaign = self._desk.singles, self._campaign
        campaign_id = campaign.id if campaign else ""

        def look(_progress: Progress) -> list[Single]:
            return [each for each in singles.waiting() if each.request.campaign_id == campaign_id]

        self._toolbox.tasks.start(look, owner=self, done=self._show_unfinished)

    def _show_unfinished(self, waiting: list[Single]) -> None:
        self.first.say_unfinished(None)
        if not waiting or self._task is not None:
            return
        text = self.tr("Single issues whose outcome is not known yet: {}. The last one: {} mile, key {}.").format(
            len(waiting), waiting[0].request.miles, waiting[0].request.key
        )
        notice = Notice(text, "warning", actions=((self.tr("Look it up"), self._on_resume),))
        self.first.say_unfinished(notice)

    @Slot()
    def _on_resume(self) -> None:
        if self._task is not None:
            return
        self._run(True)
        self._task = self._toolbox.tasks.start(
            self._desk.singles.resume,
            owner=self,
            done=self._on_resumed,
            failed=self._on_check_failed,
            cancelled=self._on_stopped,
            title=self.tr("Look up single issues"),
        )

    def _on_resumed(self, found: list[Single]) -> None:
        self._run(False)
        self.first.clear_notices()
        for single in found:
            self.first.say(self._outcome(single))
        self._look_for_unfinished()

    def _outcome(self, single: Single) -> Notice:
        who = f"{single.request.key} · {single.request.miles} mile"
        if single.state is PartState.READY:
            return Notice(self.tr("{}: it never arrived and was not issued.").format(who), "info")
        if single.code:
            words = self._toolbox.words
            text = f"{who}: {single.code}  {words.code(single.code)}  ({single.registration_id})"
            return Notice(text, "error")
        return Notice(self.tr("{}: issued as {}.").format(who, single.registration_id), "success")

    # --- saying -----------------------------------------------------------------------------

    def _failure(self, error: Exception) -> Notice:
        kind = "warning" if isinstance(error, Unreachable) else "error"
        return Notice(self._toolbox.words.failure(error), kind, details=repr(error))

    def _note(self, error: Exception) -> None:
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            self._toolbox.navigation.session_lost.emit()

    def _say_code(self, code: str) -> None:
        words = self._toolbox.words
        about = code_action(code, self._toolbox.navigation)
        self.first.say(Notice(f"{code}  {words.code(code)}\n{words.next_step(code)}", "error", actions=(about,)))

    def _run(self, running: bool) -> None:
        if not running:
            self._task = None
        self.first.show_running(running)
        self.confirm.show_running(running)
        self.status_changed.emit()

    @Slot()
    def _on_sample(self) -> None:
        self.sample.setVisible(self.sample.isHidden())
        self._show_sample()
        if self.sample.isVisible():
            self.first.to_sample()

    @Slot()
    def _show_sample(self) -> None:
        """The sample follows what is filled in, as long as that makes a mail."""
        form = self.form
        if self._campaign is None or self.sample.isHidden():
            return
        if not form.can_show_sample:
            self.sample.hide()
            return
        message = form.text if form.notify.isChecked() else ""
        self.sample.show_mail(
            self._desk.sample_mail(self._campaign, form.sample_miles(), form.transfer_after_days, message)
        )

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.form.confirm_asked.connect(self._on_confirm)
        self.form.sample_asked.connect(self._on_sample)
        self.form.changed.connect(self._show_sample)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.back_button.clicked.connect(self.back)
        self.confirm.back_asked.connect(self.back)
        self.confirm.issue_asked.connect(self._on_issue)
        self.budget.agreed.connect(self._issue)
        self.budget.failed.connect(self._on_limit_unknown)
        self.confirm.status_changed.connect(self.status_changed)
        self.result.next_asked.connect(self._on_next)
        self.result.correct_asked.connect(self.back)
        self.result.status_asked.connect(self._toolbox.navigation.registration_chosen)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget(self)
        for widget in (self.first, self.confirm, self.result):
            self._pages.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
