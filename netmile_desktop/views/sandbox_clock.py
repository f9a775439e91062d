"""The day a sandbox believes in, and ways to let it go on: deadlines and transfers are tried out in seconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.workspace.desk import Desk

DAYS = 90
"""Days that the clock can be moved ahead at most, to see the last day for cancelling (guide L806)."""


class SandboxClock(QuietButton):
    """Shows the business day; its menu moves it, and plays the part of NetMile's staff."""

    noticed = Signal(object)
    """A `Notice` for the window's bar."""
    moved = Signal()
    """The day was moved, or a decision was made: what is shown is outdated."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__("", toolbox.theme, "calendar", parent)
        self._desk, self._toolbox = desk, toolbox
        self.setAccessibleDescription(self.tr("Opens ways to move the sandbox to another day"))
        menu = QMenu(self)
        sandbox_operator = desk.sandbox_operator
        self.tomorrow = menu.addAction(self.tr("To &tomorrow"))
        self.transfer = menu.addAction(self.tr("To the next t&ransfer day"))
        self.month_end = menu.addAction(self.tr("To the end of the &month"))
        self.day_90 = menu.addAction(self.tr("&90 days on"))
        menu.addSeparator()
        self.netmile = menu.addAction(self.tr("&Play NetMile's part…"))
        self.approve = menu.addAction(self.tr("&Approve all cancellation requests"))
        self.refuse = menu.addAction(self.tr("Re&fuse all cancellation requests"))
        self.setMenu(menu)
        self.tomorrow.triggered.connect(lambda: self._move(lambda _: sandbox_operator.tomorrow()))
        self.transfer.triggered.connect(lambda: self._move(sandbox_operator.next_transfer))
        self.month_end.triggered.connect(lambda: self._move(lambda _: sandbox_operator.end_of_month()))
        self.day_90.triggered.connect(lambda: self._move(lambda _: sandbox_operator.day_after(DAYS)))
        self.netmile.triggered.connect(lambda: toolbox.navigation.netmile_asked.emit(NetMilePart.APPLICATIONS, ""))
        self.approve.triggered.connect(lambda: self._decide(approve=True))
        self.refuse.triggered.connect(lambda: self._decide(approve=False))
        self.show_day()

    @Slot()
    def show_day(self) -> None:
        """Show the day it is there."""
        self.setText(formats.day(self._desk.today()))
        self.setAccessibleName(self.tr("Day in the sandbox: {}").format(self.text()))
        self.setToolTip(self.accessibleName())

    def _move(self, day: Callable[[Progress], date]) -> None:
        desk = self._desk

        def job(progress: Progress) -> date:
            desk.sandbox_operator.move_to(day(progress), progress)
            return desk.look_at_clock(progress)

        self._begin(job, self._on_moved, self.tr("Move the sandbox to another day"))

    def _on_moved(self, today: date) -> None:
        self.setEnabled(True)
        self.show_day()
        text = self.tr("In the sandbox it is {} now. Transfers due until then have been made.")
        self.noticed.emit(Notice(text.format(formats.day(today)), "info", "sandbox-clock"))
        self.moved.emit()

    def _decide(self, *, approve: bool) -> None:
        sandbox_operator = self._desk.sandbox_operator

        def job(progress: Progress) -> int:
            return sandbox_operator.decide_all(approve=approve, progress=progress)

        self._begin(job, self._on_decided, self.tr("Decide as NetMile"))

    def _on_decided(self, rows: int) -> None:
        self.setEnabled(True)
        text = self.tr("Requests decided as NetMile would: {}").format(formats.number(rows))
        self.noticed.emit(Notice(text, "info", "sandbox-decided"))
        self.moved.emit()

    def _begin(self, job: Callable[[Progress], object], done: Callable[..., None], title: str) -> None:
        self.setEnabled(False)
        self._toolbox.tasks.start(
            job, owner=self, done=done, failed=self._on_failed, title=title, subject=self.tr("Sandbox")
        )

    def _on_failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self.noticed.emit(Notice(self._toolbox.words.failure(error), "error", "sandbox-clock", details=repr(error)))
