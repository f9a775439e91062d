"""An application from the form to its number: enter, check, confirm, apply once (guide L95-161, L240-298)."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import NotAllowed, NotSignedIn, Obstacle, Refused, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.application.conflict_page import ConflictPage
from netmile_desktop.views.application.form_in_progress import FormInProgress
from netmile_desktop.views.application.form_page import FormPage
from netmile_desktop.views.application.pages import ApplicationConfirmPage, DonePage
from netmile_desktop.views.application.waiting_page import WaitingPage
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.campaigns.applications import Beginning
from netmile_desktop.workspace.desk import Desk


class ApplicationView(Screen):
    """One kind of application; for a change and a reuse, of one campaign. What was typed stays as a draft."""

    reuse_asked = Signal()
    """Apply again for a campaign that cannot be changed."""

    def __init__(
        self,
        desk: Desk,
        toolbox: Toolbox,
        kind: ApplicationKind = ApplicationKind.NEW,
        campaign_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(toolbox, parent)
        self._applications, self._kind, self._campaign_id = desk.applications, kind, campaign_id
        self._wanted: wire.ApplicationForm | None = None
        self._is_outdated = False
        """Whether the portal has just said that the campaign has another version."""
        self._task: Task | None = None
        self._loader = Loader(self, f"loading-application-{kind}-{campaign_id}")
        self.first = FormPage(toolbox, kind, campaign_id, desk.today(), self)
        self.first.form.reward.offer(desk.site.uses_reward)
        self.form, self.confirm_button = self.first.form, self.first.confirm_button
        self.confirm = ApplicationConfirmPage(toolbox, kind, self)
        self.done = DonePage(toolbox, kind, self, in_sandbox=desk.is_sandbox)
        self.conflict = ConflictPage(toolbox, desk.today(), self)
        self._in_progress = FormInProgress(desk.applications, kind, campaign_id, self.first)
        self._waiting = WaitingPage(desk.applications, toolbox, self, in_sandbox=desk.is_sandbox)
        self.card = self._waiting.card
        self.nothing = EmptyState(toolbox.theme, "pencil", self.tr("The form is being prepared"))
        self._lay_out()
        self._connect()

    # --- what the window asks ---------------------------------------------------------------

    def entered(self) -> None:
        if not self._in_progress.has_begun:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Fetch what the form begins with; what is typed stays."""
        if self._task is not None:
            return
        self.save_now()
        applications, kind, campaign_id = self._applications, self._kind, self._campaign_id

        def job(progress: Progress) -> Beginning:
            return applications.begin(kind, campaign_id, progress)

        self._loader.load(job, self._show, self._on_failed)

    def primary(self) -> QPushButton | None:
        page = self._pages.currentWidget()
        if page is self.confirm:
            return self.confirm.apply
        if page is self.done:
            return self.done.search
        if page is self.conflict:
            return self.conflict.next_step
        return self.confirm_button if page is self.first else None

    def back(self) -> bool:
        if self._pages.currentWidget() is not self.confirm or self._task is not None:
            return False
        self._go(self.first)
        return True

    def place(self) -> str:
        """Keeps what was typed: the form comes back from its draft."""
        self.save_now()
        return ""

    def topic(self) -> str:
        return "apply"

    def choose_reward(self) -> None:
        """Apply for a reward campaign; what is typed stays."""
        is_over = self._pages.currentWidget() is self.done
        self.form.reward.choose_reward(at_next_beginning=is_over or not self._in_progress.has_begun)
        if is_over:
            self._begin_anew()
        self.back()

    def refuse(self, why: str) -> None:
        """Say why there can be no application of this kind now."""
        self.nothing.show_text(self.tr("Not possible now"), why, icon="lock")
        self._in_progress.give_way()
        self._go(self.nothing)

    @Slot()
    def save_now(self) -> None:
        """Keep what was typed since it was last kept."""
        self._in_progress.save()

    # --- the beginning ----------------------------------------------------------------------

    def _show(self, begins: Beginning) -> None:
        if begins.waiting is not None:
            self.card.show_application(begins.waiting)
            self._go(self._waiting)
            return
        is_first, page = not self._in_progress.has_begun, self._pages.currentWidget()
        if page is self.done:
            return
        self._in_progress.show(begins)
        if self._in_progress.conflict is not None:
            self._is_outdated = False
            self.conflict.show_conflict(self._in_progress.conflict)
            self._go(self.conflict)
            self.conflict.next_step.setFocus()
            return
        if is_first and begins.unknown is not None:
            self.first.say_unknown()
        if self._pages.currentWidget() not in {self.confirm, self.done}:
            self._go(self.first)
        if self._is_outdated:
            self._on_confirm()  # the other version says the same: the campaign was suspended or resumed

    def _on_failed(self, error: Exception) -> None:
        self._is_outdated = False
        if self._in_progress.has_begun or self._pages.currentWidget() is self._waiting:
            self._loader.tell(error, self.refresh)
            return
        text = self.tr("The form cannot be shown")
        self.nothing.show_text(text, self.toolbox.words.failure(error), self.tr("Try again"))
        self._go(self.nothing)

    @Slot()
    def _on_discard(self) -> None:
        if not self._in_progress.has_begun or not self.toolbox.dialogs.confirm(
            self,
            self.tr("Discard the draft?"),
            self.tr("What was typed is gone. The form begins anew."),
            self.tr("Discard the draft"),
            danger=True,
        ):
            return
        self._begin_anew()

    @Slot()
    def _begin_anew(self) -> None:
        """Show the form as it is at first."""
        self._in_progress.drop()
        self._is_outdated = False
        self.refresh()

    @Slot()
    def _on_kept(self) -> None:
        self._in_progress.go_on()
        self._go(self.first)

    # --- check ------------------------------------------------------------------------------

    @Slot()
    def _on_confirm(self) -> None:
        if not self._in_progress.has_begun or self._task is not None:
            return
        self.save_now()
        self.first.clear_notices()
        content = self.form.check()
        if isinstance(content, list):
            self.first.say_faults(content)
            return
        self._wanted = form = self._in_progress.asked(content)
        applications = self._applications

        def job(progress: Progress) -> wire.ApplicationForecast:
            return applications.check(form, progress)

        self._run(True)
        self._task = self.toolbox.tasks.start(
            job, owner=self, done=self._on_checked, failed=self._on_check_failed, cancelled=self._on_stopped
        )

    def _on_checked(self, forecast: wire.ApplicationForecast) -> None:
        self._run(False)
        self.toolbox.connection.heard()
        if self._wanted is None:
            return
        is_outdated = forecast.refused == Problem.VERSION
        if is_outdated and not self._in_progress.may_have_arrived:
            self._on_outdated()
            return
        was_outdated, self._is_outdated = self._is_outdated, False
        if forecast.faults and not is_outdated:
            self.form.show_faults(forecast.faults)
            self.first.say_faults(forecast.faults)
        elif forecast.refused and not is_outdated:
            self._on_refused(Refused(forecast.refused))
        else:
            self.confirm.show_forecast(self._wanted.content, forecast, self._campaign_id)
            if was_outdated and self._pages.currentWidget() is self.confirm:
                self.confirm.say_other_version()
            self._go(self.confirm)
            self.confirm.apply.setFocus()

    def _on_check_failed(self, error: Exception) -> None:
        self._run(False)
        self._loader.note(error)
        text = self.toolbox.words.failure(error)
        if isinstance(error, Unreachable):
            kept = self.tr("What you typed is kept on this computer. Go on from here once the portal answers.")
            text = f"{text}\n{kept}"
        self.first.say(Notice(text, "warning" if isinstance(error, Unreachable) else "error", details=repr(error)))

    # --- apply ------------------------------------------------------------------------------

    @Slot()
    def _on_apply(self) -> None:
        form, applications = self._wanted, self._applications
        if form is None or self._task is not None:
            return

        def job(progress: Progress) -> wire.ApplicationDetail:
            return applications.apply(form, progress)

        self._run(True)
        self._task = self.toolbox.tasks.start(
            job,
            owner=self,
            done=self._on_applied,
            failed=self._on_apply_failed,
            cancelled=self._on_stopped,
            title=self.confirm.apply.text(),
            subject=form.content.name,
        )

    def _on_applied(self, application: wire.ApplicationDetail) -> None:
        self._run(False)
        self.toolbox.connection.heard()
        self.done.show_application(application)
        self._in_progress.close()
        self._go(self.done)
        self.done.search.setFocus()

    def _on_apply_failed(self, error: Exception) -> None:
        self._run(False)
        self._loader.note(error)
        if isinstance(error, Refused) and not isinstance(error, NotSignedIn):
            self._on_refused(error)
            return
        if isinstance(error, NotAllowed) and error.obstacle is Obstacle.OTHER_UNSETTLED:
            self._in_progress.give_way()  # the form that went out first takes the place of this one
            self._go(self.nothing)
            self.refresh()
            return
        text = self.toolbox.words.failure(error)
        if not isinstance(error, NotAllowed):
            unknown = self.tr(
                "Whether it arrived is not known yet. Press the button again: it cannot be applied for twice."
            )
            text = f"{text}\n{unknown}"
        self.confirm.say(Notice(text, "warning", details=repr(error)))
        self.confirm.apply.setFocus()

    def _on_outdated(self) -> None:
        """Fetch the version that stands now, to compare both; where it says the same, go on with it."""
        if not self._is_outdated:
            self._is_outdated = True
            self.refresh()
            return
        self._is_outdated = False
        self._go(self.first)
        self.first.say(Notice(self.toolbox.words.failure(Refused(Problem.VERSION)), "error"))

    def _on_refused(self, refused: Refused) -> None:
        if refused.code == Problem.VERSION:
            self._on_outdated()
            return
        self._go(self.first)
        if refused.code == Problem.PENDING:
            self.refresh()
        self.first.say(Notice(self.toolbox.words.failure(refused), "error", details=repr(refused)))

    def _on_stopped(self) -> None:
        self._run(False)

    @Slot()
    def _on_new(self) -> None:
        """Another new campaign, in the tab for those."""
        self._begin_anew()
        self._go(self.nothing)
        if self._kind is not ApplicationKind.NEW:
            self.toolbox.navigation.application_asked.emit()

    @Slot()
    def _on_search(self) -> None:
        self._begin_anew()
        self._go(self.nothing)
        self.toolbox.navigation.search_chosen.emit()

    # --- saying -----------------------------------------------------------------------------

    def _run(self, running: bool) -> None:
        if not running:
            self._task = None
        self.first.show_running(running)
        self.confirm.show_running(running)
        self.status_changed.emit()

    def _go(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.status_changed.emit()

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.confirm_button.clicked.connect(self._on_confirm)
        self.first.discard.clicked.connect(self._on_discard)
        self.confirm.back_asked.connect(self.back)
        self.confirm.apply_asked.connect(self._on_apply)
        self.conflict.keep.clicked.connect(self._on_kept)
        self.conflict.drop.clicked.connect(self._begin_anew)
        self.done.search_asked.connect(self._on_search)
        self.done.new_asked.connect(self._on_new)
        self.card.withdrawn.connect(lambda _: self.refresh())
        self.nothing.asked.connect(self.refresh)
        self.first.reuse_asked.connect(self.reuse_asked)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget(self)
        for widget in (self.nothing, self.first, self.confirm, self.conflict, self.done, self._waiting):
            self._pages.addWidget(widget)
        whole = QVBoxLayout(self)
        margins = (20, 16, 20, 16) if self._kind is ApplicationKind.NEW else (0, 0, 0, 0)
        whole.setContentsMargins(*margins)
        whole.addWidget(self._pages)
