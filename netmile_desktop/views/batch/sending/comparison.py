"""The comparison of a draft with earlier issues, asked for in the background and once more before an old answer is used."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.issuing.send_forecast import SendForecast
from netmile_desktop.workspace.issuing.sending import Sending

FRESH_S = 60.0
"""Seconds for which an answer holds: somebody else may send the same rows meanwhile."""


class Comparison(QObject):
    """What is known of the draft in front; nothing of it is sent before this has an answer."""

    changed = Signal()
    """It began, or there is another answer."""
    failed = Signal(object)
    """There is no answer: the exception."""
    confirmed = Signal()
    """The answer that was decided about still holds: the draft may be sent."""

    def __init__(self, sending: Sending, toolbox: Toolbox, parent: QObject, *, fresh_s: float = FRESH_S) -> None:
        super().__init__(parent)
        self._sending, self._toolbox = sending, toolbox
        self.fresh_s = fresh_s
        self.forecast: SendForecast | None = None
        self._answered_at = 0.0
        self._batch_id = ""
        self._number = 0
        self._is_running = False

    @property
    def is_running(self) -> bool:
        return self._is_running

    @property
    def asks(self) -> bool:
        """Whether anything was issued before, so that the clerk has to decide."""
        return self.forecast is not None and self.forecast.asks

    def begin(self, batch_id: str) -> None:
        """Compare a draft; what was known of another one is forgotten."""
        self._batch_id, self.forecast = batch_id, None
        self._ask(None)

    def confirm(self) -> None:
        """Emit `confirmed` if the answer is fresh, or once the portal has given the same one again."""
        known = self.forecast
        is_fresh = time.monotonic() - self._answered_at <= self.fresh_s
        if known is not None and known.is_complete and is_fresh:
            self.confirmed.emit()
        elif not self._is_running:
            self._ask(known or SendForecast())

    def _ask(self, decided: SendForecast | None) -> None:
        """Ask; `decided` is the answer that the clerk has decided about, if it is to be sent."""
        self._number += 1
        number, batch_id, sending = self._number, self._batch_id, self._sending
        self._is_running = True
        self.changed.emit()
        self._toolbox.tasks.start(
            lambda progress: sending.foresee(batch_id, progress),
            owner=self,
            done=lambda forecast: self._on_answered(number, forecast, decided),
            failed=lambda error: self._on_failed(number, error),
            cancelled=lambda: self._end(number),
        )

    def _on_answered(self, number: int, forecast: SendForecast, decided: SendForecast | None) -> None:
        if number != self._number:
            return
        self.forecast, self._answered_at = forecast, time.monotonic()
        self._end(number)
        if decided is not None and forecast.is_complete and forecast.says_the_same_as(decided):
            self.confirmed.emit()

    def _on_failed(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._end(number)
            self.failed.emit(error)

    def _end(self, number: int) -> None:
        if number == self._number:
            self._is_running = False
            self.changed.emit()
