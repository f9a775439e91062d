"""A call of the merchant's API for a test, and its answer in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.texts.rewards import outcome_advice, outcome_words
from netmile_desktop.domain.wire import RewardCall, RewardHandOver
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import FactLabel, LongLabel, set_role, text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import bring_into_sight
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.reward.connection.call_columns import OUTCOME_BADGES
from netmile_desktop.workspace.rewards.connection import RewardConnection

_KINDS = {Tone.SUCCESS: "success", Tone.ERROR: "error", Tone.WARNING: "warning", Tone.ACCENT: "success"}


class TrialCallRow(QWidget):
    """The button says beside it why it cannot be pressed; the answer stays until the next call."""

    def __init__(self, connection: RewardConnection, screen: Screen) -> None:
        super().__init__(screen)
        self._connection, self._screen = connection, screen
        self._loader = Loader(screen, "reward-test-call")
        self._is_calling = False
        self._hindrance = ""
        theme = screen.toolbox.theme
        self.call_button = PlainButton(self.tr("Send a test call"), theme, "play", self)
        self.said = text_label("", "help", wrap=True)
        self.result = QFrame(self)
        self.outcome = FactLabel(self.tr("Outcome"), text_label("", "strong"))
        self.status = FactLabel(self.tr("HTTP status"))
        self.took = FactLabel(self.tr("Time taken"))
        self.called = FactLabel(self.tr("Called at"))
        self.detail = LongLabel()
        self.advice = text_label("", wrap=True)
        self._lay_out()
        self.call_button.clicked.connect(self._on_call)
        self.show_settings(None, is_changed=False)

    def show_settings(self, settings: RewardHandOver | None, *, is_changed: bool) -> None:
        """Show whether a call can be made; `is_changed` says that another address is typed and not saved."""
        if settings is None:
            self._hindrance = self.tr("Being fetched")
        elif is_changed:
            self._hindrance = self.tr("Save the address first: the saved one is called.")
        elif not settings.endpoint:
            self._hindrance = self.tr("Save the address of your API first.")
        elif not settings.has_secret:
            self._hindrance = self.tr("Make a secret first.")
        else:
            self._hindrance = ""
        self._show_state()

    def _show_state(self) -> None:
        self.call_button.setEnabled(not self._hindrance and not self._is_calling)
        if self._is_calling:
            self.said.setText(self.tr("Calling. An answer may take 10 seconds."))
        else:
            usual = self.tr("A made-up registration is sent, marked as a test. Whatever is answered changes nothing.")
            self.said.setText(self._hindrance or usual)

    @Slot()
    def _on_call(self) -> None:
        connection = self._connection
        self._is_calling = True
        self._show_state()

        def job(progress: Progress) -> RewardCall:
            return connection.test(progress)

        self._screen.toolbox.tasks.start(
            job, owner=self, done=self._on_called, failed=self._on_failed, title=self.tr("Send a test call")
        )

    def _on_called(self, call: RewardCall) -> None:
        self._is_calling = False
        self._show_state()
        self._screen.untell(self._loader.key)
        words = self._screen.toolbox.words
        said = words.say(outcome_words(call.outcome))
        self.outcome.show_fact(said)
        self.status.show_fact(str(call.http_status) if call.http_status is not None else self.tr("No answer"))
        self.took.show_fact(self.tr("{} ms").format(formats.number(call.milliseconds)))
        self.called.show_fact(formats.moment(call.called_at))
        self.detail.setText(call.detail)
        self.detail.setVisible(bool(call.detail))
        self.advice.setText(words.say(outcome_advice(call.outcome)))
        set_role(self.result, "notice", _KINDS[OUTCOME_BADGES[call.outcome][0]])
        self.result.setAccessibleName(f"{said} {self.advice.text()}")
        self.result.show()
        bring_into_sight(self.result)

    def _on_failed(self, error: Exception) -> None:
        self._is_calling = False
        self._show_state()
        self._loader.note(error)
        self._loader.tell(error)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.call_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.said, 1)
        facts = FlowLayout(gap=28)
        for widget in (self.outcome, self.status, self.took, self.called):
            facts.addWidget(widget)
        inner = QVBoxLayout(self.result)
        inner.setContentsMargins(14, 12, 14, 12)
        inner.setSpacing(8)
        inner.addLayout(facts)
        inner.addWidget(self.advice)
        inner.addWidget(self.detail)
        self.detail.setProperty("role", "muted")
        self.result.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.result)
