"""Decisions in NetMile's place: one at a time, each told when it is made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import ApplicationState
from netmile_desktop.domain.cancellations import RequestState
from netmile_desktop.domain.texts.cancellations import cause_words
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.access.sandbox_operator import SandboxOperator

T = TypeVar("T")

_KEY = "netmile-decided"
"""Of the notice: the newest decision is told."""


class Deciding(QObject):
    """Tells the screen what came of each decision, and why one could not be made."""

    allowed = Signal(bool)
    """Whether the next decision can be made."""
    decided = Signal()
    """The lists are outdated."""
    policy_settled = Signal()
    failed = Signal()

    def __init__(self, screen: Screen, operator: SandboxOperator) -> None:
        super().__init__(screen)
        self._screen, self._operator = screen, operator
        self._loader = Loader(screen, "netmile-decision")
        self._is_busy = False

    def application(self, application: wire.ApplicationInFull, approve: bool, reason: str) -> None:
        """Approve or refuse an application."""
        operator = self._operator
        self._begin(
            lambda progress: operator.decide_application(
                application.id, approve=approve, reason=reason, progress=progress
            ),
            self._application_told,
            application.campaign_id,
        )

    @Slot(object, bool, str)
    def request(self, request: wire.CancellationAtOperator, approve: bool, reason: str) -> None:
        """Approve or refuse the return of one issue."""
        operator = self._operator
        self._begin(
            lambda progress: operator.decide_cancellation(
                request.number, request.issue_id, approve=approve, reason=reason, progress=progress
            ),
            partial(self._request_told, request, approve),
            request.number,
        )

    def resume(self, registration: wire.ListedRegistration) -> None:
        """Have an interrupted registration judged to its end."""
        operator, id_ = self._operator, registration.registration_id
        told = Notice(self.tr("{} is being processed to its end.").format(id_), "success", _KEY)
        self._begin(lambda progress: operator.resume(id_, progress), lambda _: told, id_)

    def suspend(self, campaign: wire.ListedCampaign, suspended: bool) -> None:
        """Suspend a campaign, or resume it."""
        operator, id_ = self._operator, campaign.campaign_id
        text = self.tr("{} is suspended: no miles can be issued.") if suspended else self.tr("{} goes on.")
        told = Notice(text.format(id_), "success", _KEY, self._way_to(id_))
        self._begin(lambda progress: operator.suspend(id_, suspended=suspended, progress=progress), lambda _: told, id_)

    @Slot(object)
    def approve_after(self, minutes: int | None) -> None:
        """Let applications be approved automatically, or leave them to the clerk who plays NetMile."""
        operator = self._operator
        text = self.tr("Applications wait for your decision.")
        if minutes is not None:
            text = self.tr("Applications are approved automatically after {} min.").format(formats.number(minutes))
        told = Notice(text, "success", "netmile-policy")
        self._begin(
            lambda progress: operator.approve_after(minutes, progress),
            lambda _: told,
            self.tr("Sandbox"),
            is_policy=True,
        )

    def _begin(
        self, job: Callable[[Progress], T], told: Callable[[T], Notice], subject: str, *, is_policy: bool = False
    ) -> None:
        if self._is_busy:
            return

        def on_done(result: T) -> None:
            self._end()
            self._screen.toolbox.connection.heard()
            self._screen.untell(self._loader.key)
            self._screen.tell(told(result))
            (self.policy_settled if is_policy else self.decided).emit()

        self._is_busy = True
        self.allowed.emit(False)
        self._screen.toolbox.tasks.start(
            job,
            owner=self,
            done=on_done,
            failed=self._on_failed,
            cancelled=self._end,
            title=self.tr("Decide as NetMile"),
            subject=subject,
        )

    def _end(self) -> None:
        self._is_busy = False
        self.allowed.emit(True)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._loader.note(error)
        self._loader.tell(error)
        self.failed.emit()

    def _application_told(self, decided: wire.ApplicationAtOperator) -> Notice:
        id_ = decided.campaign_id
        if decided.state is ApplicationState.APPROVED:
            return Notice(self.tr("{} was approved.").format(id_), "success", _KEY, self._way_to(id_))
        if decided.state is ApplicationState.LAPSED:
            text = self.tr("The change of {} lapsed: its campaign is over.")
            return Notice(text.format(id_), "warning", _KEY, self._way_to(id_))
        text = self.tr("{} was refused. The merchant finds the reason in the application.")
        return Notice(text.format(id_), "info", _KEY)

    def _request_told(self, request: wire.CancellationAtOperator, approve: bool, row: wire.DecidedRow) -> Notice:
        if row.state is RequestState.APPROVED:
            text = self.tr("{} of {} were taken back.").format(formats.miles(request.miles), request.key)
            return Notice(text, "success", _KEY)
        text = self.tr("The request of {} was refused.").format(request.key)
        if approve and row.cause is not None:
            text = f"{text} {self._screen.toolbox.words.say(cause_words(row.cause))}"
        return Notice(text, "warning" if approve else "info", _KEY)

    def _way_to(self, campaign_id: str) -> tuple[tuple[str, Callable[[], None]], ...]:
        navigation = self._screen.toolbox.navigation
        return ((self.tr("Open the campaign"), partial(navigation.campaign_chosen.emit, campaign_id)),)
