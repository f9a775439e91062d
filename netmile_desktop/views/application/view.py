"""An application from the form to its number: enter, check, confirm, apply once (guide L95-161, L240-298)."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.applications import Flaw
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import NotAllowed, NotSignedIn, Obstacle, Refused, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.application.card import ApplicationCard
from netmile_desktop.views.application.field_texts import fault_text
from netmile_desktop.views.application.form_page import FormPage
from netmile_desktop.views.application.pages import ApplicationConfirmPage, DonePage
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.campaigns.application_drafts import TypedForm, starting
from netmile_desktop.workspace.campaigns.applications import Beginning
from netmile_desktop.workspace.desk import Desk

SAVE_AFTER_MS = 800
"""Delay after the last key press before the form is saved as a draft."""


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
        self._begins: Beginning | None = None
        self._start = TypedForm()
        self._kept = self._start
        self._wanted: wire.ApplicationForm | None = None
        self._task: Task | None = None
        self._loader = Loader(self, f"loading-application-{kind}-{campaign_id}")
        self.first = FormPage(toolbox, kind, campaign_id, desk.today(), self)
        self.form, self.confirm_button = self.first.form, self.first.confirm_button
        self.confirm = ApplicationConfirmPage(toolbox, kind, self)
        self.done = DonePage(toolbox, kind, self)
        self.card = ApplicationCard(desk.applications, toolbox, self)
        self.nothing = EmptyState(toolbox.theme, "pencil", self.tr("The form is being prepared"))
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._lay_out()
        self._connect()

    # --- what the window asks ---------------------------------------------------------------

    def entered(self) -> None:
        if self._begins is None:
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

    def refuse(self, why: str) -> None:
        """Say why there can be no application of this kind now."""
        self.nothing.show_text(self.tr("Not possible now"), why, icon="lock")
        self._begins = None
        self._go(self.nothing)

    @Slot()
    def save_now(self) -> None:
        """Keep what was typed since it was last kept."""
        self._timer.stop()
        if self._begins is None or self._pages.currentWidget() is self.done:
            return
        typed = self.form.typed()
        if typed == self._kept:
            return
        self._kept = typed
        if typed == self._start:
            self._applications.drafts.drop(self._kind, self._campaign_id)
            self.first.show_saved(None)
        else:
            draft = self._applications.drafts.save(self._kind, self._campaign_id, typed)
            self.first.show_saved(draft.saved_at)

    # --- the beginning ----------------------------------------------------------------------

    def _show(self, begins: Beginning) -> None:
        is_first, self._begins = self._begins is None, begins
        if begins.waiting is not None:
            self.card.show_application(begins.waiting)
            self._go(self._waiting)
            return
        before = begins.campaign.content if begins.campaign else None
        if is_first:
            self._start = starting(self._kind, before)
            self.first.clear_notices()
            self.form.begin(begins.typed or self._start, before)
            self._kept = self.form.typed()
            self.first.show_saved(begins.draft.saved_at if begins.draft and not begins.unknown else None)
            if begins.unknown is not None:
                self._say_unknown()
        else:
            self.form.compare_with(before)
        if self._pages.currentWidget() not in {self.confirm, self.done}:
            self._go(self.first)

    def _on_failed(self, error: Exception) -> None:
        if self._begins is not None:
            self._loader.tell(error, self.refresh)
            return
        text = self.tr("The form cannot be shown")
        self.nothing.show_text(text, self.toolbox.words.failure(error), self.tr("Try again"))
        self._go(self.nothing)

    @Slot()
    def _on_discard(self) -> None:
        if self._begins is None or not self.toolbox.dialogs.confirm(
            self,
            self.tr("Discard the draft?"),
            self.tr("What was typed is gone. The form begins anew."),
            self.tr("Discard the draft"),
            danger=True,
        ):
            return
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Show the form as it is at first."""
        self._timer.stop()
        self._applications.drafts.drop(self._kind, self._campaign_id)
        self._begins = None
        self._kept = self._start
        self.first.show_saved(None)
        self.refresh()

    # --- check ------------------------------------------------------------------------------

    @Slot()
    def _on_confirm(self) -> None:
        if self._begins is None or self._task is not None:
            return
        self.save_now()
        self.first.clear_notices()
        content = self.form.check()
        if content is None:
            self._say_what_is_wrong()
            return
        form = wire.ApplicationForm(kind=self._kind, campaign_id=self._campaign_id, content=content)
        applications = self._applications

        def job(progress: Progress) -> wire.ApplicationForecast:
            return applications.check(form, progress)

        self._wanted = form
        self._run(True)
        self._task = self.toolbox.tasks.start(
            job, owner=self, done=self._on_checked, failed=self._on_check_failed, cancelled=self._on_stopped
        )

    def _say_what_is_wrong(self) -> None:
        _, found = self.form.read()
        if found and found[0].flaw is Flaw.NOTHING_CHANGED:
            text = fault_text(self.toolbox.words, found[0])
        else:
            text = self.toolbox.words.failure(Refused(Problem.FORM))
        self.first.say(Notice(text, "error"))

    def _on_checked(self, forecast: wire.ApplicationForecast) -> None:
        self._run(False)
        self.toolbox.connection.heard()
        if self._wanted is None:
            return
        if forecast.faults:
            self.form.show_faults(forecast.faults)
            self.first.say(Notice(self.toolbox.words.failure(Refused(Problem.FORM)), "error"))
        elif forecast.refused:
            self._on_refused(Refused(forecast.refused))
        else:
            self.confirm.show_forecast(self._wanted.content, forecast, self._campaign_id)
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
        self._timer.stop()
        self.first.show_saved(None)
        self._go(self.done)
        self.done.search.setFocus()

    def _on_apply_failed(self, error: Exception) -> None:
        self._run(False)
        self._loader.note(error)
        if isinstance(error, Refused) and not isinstance(error, NotSignedIn):
            self._on_refused(error)
            return
        if isinstance(error, NotAllowed) and error.obstacle is Obstacle.OTHER_UNSETTLED:
            self._begins = None  # the form that went out first takes the place of this one
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

    def _on_refused(self, refused: Refused) -> None:
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

    def _say_unknown(self) -> None:
        text = self.tr(
            "Whether this form arrived at NetMile is not known yet. Confirm it as it is and apply again: "
            "it cannot be applied for twice."
        )
        self.first.say(Notice(text, "warning"))

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
        self._timer.timeout.connect(self.save_now)
        self.form.changed.connect(self._timer.start)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.first.discard.clicked.connect(self._on_discard)
        self.confirm.back_asked.connect(self.back)
        self.confirm.apply_asked.connect(self._on_apply)
        self.done.search_asked.connect(self._on_search)
        self.done.new_asked.connect(self._on_new)
        self.card.withdrawn.connect(self._on_withdrawn)
        self.nothing.asked.connect(self.refresh)
        self.first.reuse_asked.connect(self.reuse_asked)

    @Slot(object)
    def _on_withdrawn(self, _application: wire.ApplicationDetail) -> None:
        self.refresh()

    def _lay_out(self) -> None:
        self._waiting = QWidget(self)
        waiting = QVBoxLayout(self._waiting)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.setSpacing(12)
        text = self.tr("A change of this campaign waits for NetMile's decision. To apply for another, withdraw it.")
        waiting.addWidget(NoticeLine(self.toolbox.theme, Notice(text, "info"), self, closable=False))
        waiting.addWidget(self.card, 1)
        self._pages = QStackedWidget(self)
        for widget in (self.nothing, self.first, self.confirm, self.done, self._waiting):
            self._pages.addWidget(widget)
        whole = QVBoxLayout(self)
        margins = (20, 16, 20, 16) if self._kind is ApplicationKind.NEW else (0, 0, 0, 0)
        whole.setContentsMargins(*margins)
        whole.addWidget(self._pages)
