"""What a long job says on a console."""

from __future__ import annotations

import time
from collections.abc import Callable

from netmile_desktop.cli.output import Output
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.progress import Cancelled

_PHASES = {
    "preparing": Bilingual("準備しています…", "Preparing ..."),
    "reading": Bilingual("読み取っています…", "Reading ..."),
    "checking": Bilingual("確認しています…", "Checking ..."),
    "storing": Bilingual("保存しています…", "Storing ..."),
    "comparing": Bilingual("以前の発行と照合しています…", "Comparing with earlier issues ..."),
    "sending": Bilingual("送信しています…", "Sending ..."),
    "asking": Bilingual("送信の結果を照会しています…", "Asking what became of it ..."),
    "judging": Bilingual("ポータルの判定を待っています…", "Waiting for the portal's verdicts ..."),
    "fetching": Bilingual("結果を取得しています…", "Fetching the results ..."),
}


class ConsoleProgress:
    """One line for each kind of phase. Ctrl+C ends it: the signal wakes whatever is waited for."""

    def __init__(self, output: Output, *, is_enough: Callable[[str], bool] = lambda phase: False) -> None:
        """`is_enough` is asked whenever a phase begins; where it says so, the job is cancelled."""
        self._output = output
        self._is_enough = is_enough
        self._phase = ""
        self._said: set[str] = set()

    def report(self, done: int, total: int, phase: str = "") -> None:
        if phase and phase != self._phase:
            self._phase = phase
            if self._is_enough(phase):
                raise Cancelled
            if phase in _PHASES and phase not in self._said:
                self._said.add(phase)
                self._output.say(_PHASES[phase])

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def on_cancel(self, stop: Callable[[], None] | None) -> None:
        return None
