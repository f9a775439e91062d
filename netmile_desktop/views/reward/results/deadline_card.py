"""回答期限: how long there is to answer the file in front, and what happens afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.rewards.day_strips import DeadlineLevel, FileDeadline, file_deadline, is_open
from netmile_desktop.domain.wire import RewardFile, RewardHandOver
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reward.results.words import long_time_left, said_time_left

FIGURE = 28 / 13
"""Size of the time left relative to the base size."""
_BAR = 6
_INKS = {
    DeadlineLevel.CALM: "warning",
    DeadlineLevel.SOON: "warning",
    DeadlineLevel.RED: "error",
    DeadlineLevel.OVERDUE: "error",
}


class DeadlinePart(QWidget):
    """A figure, a bar of the time that remains, and words; amber while there is time, red below ten minutes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._file: RewardFile | None = None
        self._terms: RewardHandOver | None = None
        self._unanswered = 0
        self.title = text_label(self.tr("Answer until"), "strong", self)
        self.next_file = text_label("", "help", self)
        self.figure = text_label("", "warning", self)
        self.what_then = text_label("", "helpWarning", self, wrap=True)
        self.bar = TimeBar(theme, self)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.next_file)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.figure)
        middle.addWidget(self.what_then, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(middle)
        column.addWidget(self.bar)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_terms(self, terms: RewardHandOver | None) -> None:
        """Show when the next file is made; None if it is not known."""
        self._terms = terms
        text = self.tr("Next file {}").format(formats.clock(terms.next_file_at)) if terms is not None else ""
        self.next_file.setText(text)

    def show_file(self, file: RewardFile | None, unanswered: int, now: datetime) -> None:
        """Show how long there is for a file, of which so many people are unanswered."""
        self._file, self._unanswered = file, unanswered
        self.show_time(now)

    def show_time(self, now: datetime) -> None:
        """Let the time go on."""
        file = self._file
        if file is None or not is_open(file):
            self._show_done(file)
            return
        due = file_deadline(file, now)
        ink = _INKS[due.level]
        self.figure.setText(self._figure(due))
        set_role(self.figure, "role", ink)
        self.what_then.setText(self._consequence(due))
        set_role(self.what_then, "role", "helpError" if ink == "error" else "helpWarning")
        self.bar.show_share(due.share, ink)
        self.bar.setVisible(True)
        self._say(due)

    def _show_done(self, file: RewardFile | None) -> None:
        is_answered = file is not None and bool(file.rows)
        self.figure.setText(self.tr("Answered") if is_answered else "–")
        set_role(self.figure, "role", "success" if is_answered else "muted")
        self.what_then.setText(self._answered_words(file) if file is not None else "")
        set_role(self.what_then, "role", "help")
        self.bar.setVisible(False)
        self.setAccessibleName(f"{self.title.text()} {self.figure.text()} {self.what_then.text()}")

    def _answered_words(self, file: RewardFile) -> str:
        if not file.rows:
            return self.tr("Nobody registered; there is nothing to answer.")
        at = formats.moment(file.answered_at) if file.answered_at else "–"
        return self.tr("Completed {}: approved {}, refused {}").format(at, file.approved, file.refused)

    def _figure(self, due: FileDeadline) -> str:
        return self.tr("Overdue") if due.level is DeadlineLevel.OVERDUE else long_time_left(due.remaining)

    def _consequence(self, due: FileDeadline) -> str:
        """Say what becomes of people without an answer once the deadline has passed."""
        if due.level is DeadlineLevel.OVERDUE:
            return self.tr("The result can still be uploaded. NetMile and your staff were told.") + self._closing()
        if not self._unanswered:
            return self.tr("Everybody is answered. Upload the result before {}.").format(
                formats.clock(due.answer_until)
            )
        left = formats.counted(
            self._unanswered,
            self.tr("After that {} person stays unanswered, and both sides are told."),
            self.tr("After that {} people stay unanswered, and both sides are told."),
        )
        return left + self._closing()

    def _closing(self) -> str:
        terms = self._terms
        if terms is None or terms.closing is None or terms.closing_days is None:
            return ""
        approves = terms.closing is RewardResult.APPROVED
        rule = (
            self.tr(" By contract they are approved after {} days.")
            if approves
            else self.tr(" By contract they are refused after {} days.")
        )
        return rule.format(terms.closing_days)

    def _say(self, due: FileDeadline) -> None:
        left = self._figure(due)
        if due.remaining > timedelta():
            left = self.tr("{} left").format(said_time_left(due.remaining))
        self.setAccessibleName(f"{self.title.text()} {left}. {self.what_then.text()}")

    @Slot()
    def _on_theme_changed(self) -> None:
        self.figure.setStyleSheet(f"font-size: {self._theme.points(FIGURE):.1f}pt; font-weight: 600;")


class TimeBar(QWidget):
    """A bar of the part of the time that remains."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.share, self.ink = 0.0, "warning"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, ink: str) -> None:
        """Show a part, from 0 to 1, in the colour of its urgency."""
        if (share, ink) != (self.share, self.ink):
            self.share, self.ink = share, ink
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(120), self._theme.pixels(_BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        high = self.height() / 2
        painter.setBrush(self._theme.colour("header"))
        painter.drawRoundedRect(self.rect(), high, high)
        done = self.rect()
        done.setWidth(round(self.width() * self.share))
        painter.setBrush(self._theme.colour("error" if self.ink == "error" else "warning_line"))
        painter.drawRoundedRect(done, high, high)
        painter.end()
