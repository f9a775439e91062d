"""Reward files that come by themselves, and deadlines that are announced, whatever tab is in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Slot

from netmile_desktop.domain.failures import NotSignedIn, Unreachable
from netmile_desktop.domain.rewards.day_strips import ANNOUNCED_AT, Announcement, announcements, is_open
from netmile_desktop.domain.wire import RewardFile
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.rewards.files import HandedOverFiles

AFTER_SET_TIME = timedelta(seconds=20)
"""How long after a set time its file is asked for first; the portal needs a moment to write it."""
LEAST, MOST = timedelta(seconds=20), timedelta(minutes=15)
"""Shortest and longest time between two looks."""
AFTER_FAILURE = timedelta(minutes=1)
TAB = "reward"


@dataclass(frozen=True, slots=True)
class Found:
    """What one look has brought."""

    came: int
    waiting: int
    """Files without a result, and registrations in real time without an answer."""
    open_files: Sequence[RewardFile]
    next_file_at: datetime
    now: datetime


class RewardArrivals(QObject):
    """Looks at the set times, a moment later, and when a deadline is to be announced."""

    def __init__(
        self, desk: Desk, toolbox: Toolbox, tell: Callable[[Notice], None], parent: QObject | None = None
    ) -> None:
        """`tell` shows a notice in the window's bar, which also announces it to screen readers."""
        super().__init__(parent)
        self._desk, self._toolbox, self._tell = desk, toolbox, tell
        self._told: set[Announcement] = set()
        self._is_looking = self._is_over = False
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Receive what has come; nothing is asked while the portal is out of reach."""
        if self._is_looking or self._desk.is_offline:
            return
        self._is_looking = True
        self.timer.stop()
        files = self._desk.reward_files

        def job(progress: Progress) -> Found:
            return look_for_files(files, progress)

        self._toolbox.tasks.start(
            job, owner=self, done=self._on_found, failed=self._on_not_found, cancelled=self._on_stopped
        )

    def stop(self) -> None:
        """Look no more, also after a look that is under way."""
        self._is_over = True
        self.timer.stop()

    def _on_found(self, found: Found) -> None:
        self._is_looking = False
        self._toolbox.connection.heard()
        navigation = self._toolbox.navigation
        navigation.waiting_counted.emit(TAB, found.waiting)
        if found.came:
            navigation.reward_files_came.emit()
        due = announcements(found.open_files, found.now, self._told)
        self._told.update(due)
        for each in due:
            self._announce(each, found.open_files)
        self._look_in(next_look(found) - found.now)

    def _announce(self, due: Announcement, files: Sequence[RewardFile]) -> None:
        file = next(each for each in files if each.file == due.file)
        # No time that is left: the notice stays while time goes on.
        text = self.tr("The reward file of {} has to be answered by {}.")
        open_it = ((self.tr("Open it"), self._toolbox.navigation.reward_files_chosen.emit),)
        kind = "error" if due.left == ANNOUNCED_AT[-1] else "warning"
        key = f"reward-deadline-{due.file}"
        self._tell(
            Notice(text.format(formats.clock(file.due_at), formats.clock(file.answer_until)), kind, key, open_it)
        )

    def _on_not_found(self, error: Exception) -> None:
        self._is_looking = False
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            # Whoever puts this off is not asked each minute; once signed in again, `look` is called.
            self._toolbox.navigation.session_lost.emit()
            return
        else:
            said = self.tr("Reward files could not be fetched. {}").format(self._toolbox.words.failure(error))
            self._tell(Notice(said, "error", "reward-arrivals", details=repr(error)))
        self._look_in(AFTER_FAILURE)

    def _on_stopped(self) -> None:
        self._is_looking = False
        self._look_in(AFTER_FAILURE)

    def _look_in(self, wait: timedelta) -> None:
        if self._is_over:
            return
        self.timer.start(int(min(max(wait, LEAST), MOST).total_seconds() * 1000))


def look_for_files(files: HandedOverFiles, progress: Progress) -> Found:
    """Receive files that wait, and learn what else does."""
    came = files.fetch_new(progress)
    deadlines, terms = files.deadlines(progress), files.hand_over(progress)
    return Found(
        came=len(came),
        waiting=deadlines.open_files + deadlines.pending,
        open_files=[each.facts for each in files.kept() if is_open(each.facts)],
        next_file_at=terms.next_file_at,
        now=files.now(),
    )


def next_look(found: Found) -> datetime:
    """Return when there is something to look at again: a file to come, or a deadline to be announced."""
    times = [found.next_file_at + AFTER_SET_TIME]
    times += [each.answer_until - left for each in found.open_files for left in (*ANNOUNCED_AT, timedelta())]
    return min((each for each in times if each > found.now), default=found.now)
