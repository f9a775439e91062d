"""When hand-over files are made, and how they are encoded (reward guide L74)."""

from __future__ import annotations

from PySide6.QtCore import QTime, Slot
from PySide6.QtWidgets import QHBoxLayout, QTimeEdit, QWidget

from netmile_desktop.domain.rewards import INTERVALS, FileEncoding
from netmile_desktop.domain.texts.rewards import encoding_words
from netmile_desktop.domain.wire import RewardHandOver
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import LinkButton, PrimaryButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.rewards.connection import RewardConnection, ScheduleChange

_TIME = "HH:mm"
_NAMED = 8
"""Times of a day that are named one by one."""


class ScheduleCard(Card):
    """What is typed stays until it is saved or dropped, also if the settings are read again."""

    def __init__(self, connection: RewardConnection, screen: Screen) -> None:
        super().__init__(self.tr("Hand-over by file"), screen)
        self._connection, self._screen = connection, screen
        self._loader = Loader(screen, "reward-schedule")
        self._known: RewardHandOver | None = None
        toolbox = screen.toolbox
        self.interval = ChoiceBox(self)
        for hours in INTERVALS:
            self.interval.addItem(self._every(hours), hours)
        self.time = QTimeEdit(self)
        self.time.setDisplayFormat(_TIME)
        self.time.lineEdit().setTextMargins(6, 0, 0, 0)  # as in other fields; the style sheet does not reach it
        self.encoding = ChoiceBox(self)
        for encoding in FileEncoding:
            self.encoding.addItem(toolbox.words.say(encoding_words(encoding)), encoding)
        self.next_file = text_label("", "strong")
        self.times = text_label("", "help", wrap=True)
        self.save_button = PrimaryButton(self.tr("Save the schedule…"), toolbox.theme, "check", self)
        self.undo_button = LinkButton(self.tr("Discard the changes"), parent=self)
        self._lay_out()
        self.interval.currentIndexChanged.connect(self._show_state)
        self.time.timeChanged.connect(self._show_state)
        self.encoding.currentIndexChanged.connect(self._show_state)
        self.save_button.clicked.connect(self._on_save)
        self.undo_button.clicked.connect(self._on_undo)
        self._show_state()

    def show_settings(self, settings: RewardHandOver) -> None:
        """Show the settings as the portal has told them; what was chosen and is not saved stays."""
        is_changed = self.is_changed
        self._known = settings
        if not is_changed:
            self._on_undo()
        self._show_state()

    @property
    def is_changed(self) -> bool:
        """Whether something is chosen that is not saved."""
        change = self._change()
        return change is not None and change.changes_anything

    def _change(self) -> ScheduleChange | None:
        if self._known is None:
            return None
        at = self.time.time().toString(_TIME)
        encoding = FileEncoding(self.encoding.currentData())
        return self._connection.foresee(self._known, int(self.interval.currentData()), at, encoding)

    @Slot()
    def _show_state(self) -> None:
        change = self._change()
        is_changed = change is not None and change.changes_anything
        for field in (self.interval, self.time, self.encoding):
            field.setEnabled(change is not None)
        self.save_button.setEnabled(is_changed)
        self.undo_button.setVisible(is_changed)
        if change is None:
            self.next_file.setText(self.tr("Being fetched"))
            return
        at = formats.moment(change.next_file_at)
        self.next_file.setText(self.tr("{} once saved").format(at) if change.moves_files else at)
        self.times.setText(self._times(change.every_hours, change.at))

    def _times(self, every_hours: int, at: str) -> str:
        hour, minute = int(at[:2]), at[3:]
        times = sorted(f"{(hour + step) % 24:02d}:{minute}" for step in range(0, 24, every_hours))
        named = [*times[:3], "…", times[-1]] if len(times) > _NAMED else times
        return self.tr("Files are made at {} in Japan, every day.").format(self.tr(", ").join(named))

    def _every(self, hours: int) -> str:
        if hours == 24:
            return self.tr("Every 24 hours (once a day)")
        return formats.counted(hours, self.tr("Every hour"), self.tr("Every {} hours"))

    @Slot()
    def _on_undo(self) -> None:
        known = self._known
        if known is None:
            return
        for box, value in ((self.interval, known.every_hours), (self.encoding, known.encoding)):
            box.setCurrentIndex(box.findData(value))
        self.time.setTime(QTime.fromString(known.at, _TIME))

    @Slot()
    def _on_save(self) -> None:
        change, connection = self._change(), self._connection
        if change is None or not change.changes_anything:
            return
        title, button = self.tr("Save the schedule of the files?"), self.tr("Save the schedule")
        if not self._screen.toolbox.dialogs.confirm(self, title, self._consequences(change), button):
            return
        self.save_button.setEnabled(False)

        def job(progress: Progress) -> RewardHandOver:
            return connection.set_schedule(change, progress)

        self._screen.toolbox.tasks.start(job, owner=self, done=self._on_saved, failed=self._on_failed, title=button)

    def _consequences(self, change: ScheduleChange) -> str:
        """What becomes of files that are made already, and of the time for answers."""
        before, said = change.before, []
        if change.moves_files:
            said += [
                self.tr("The next file is made at {}, not at {}.").format(
                    formats.moment(change.next_file_at), formats.moment(before.next_file_at)
                )
                if change.next_file_at != before.next_file_at
                else self.tr("The next file is made at {}, as before.").format(formats.moment(before.next_file_at))
            ]
            if change.every_hours != before.every_hours:
                said.append(self._time_for_answers(change))
            said.append(self.tr("Files that are made already keep what is in them and their deadlines."))
        if change.changes_encoding:
            words = self._screen.toolbox.words
            said.append(
                self.tr("Files are downloaded in {} from now on, also those that are made already.").format(
                    words.say(encoding_words(change.encoding))
                )
            )
            if change.encoding is FileEncoding.CP932:
                said.append(
                    self.tr("Characters that CP932 lacks read 〓 then, and their columns are named in the row.")
                )
        return "\n".join(said)

    def _time_for_answers(self, change: ScheduleChange) -> str:
        text = (
            self.tr("There is less time for answers: {} h to the next file instead of {} h.")
            if change.shortens
            else self.tr(
                "There is more time for answers, and registrations come later: {} h to the next file, not {} h."
            )
        )
        return text.format(change.every_hours, change.before.every_hours)

    def _on_saved(self, settings: RewardHandOver) -> None:
        self._known = settings
        self._on_undo()
        self._show_state()
        text = self.tr("The schedule is saved. The next file is made at {}.").format(
            formats.moment(settings.next_file_at)
        )
        self._screen.tell(Notice(text, "success", self._loader.key))
        self._screen.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._loader.note(error)
        self._loader.tell(error)
        self._show_state()

    def _lay_out(self) -> None:
        form = Form(self)
        form.add(self.tr("&Interval"), self._beside(self.interval), name=self.interval)
        form.add(self.tr("&Time of day"), self._beside(self.time), name=self.time)
        form.add(self.tr("&Encoding"), self._beside(self.encoding), name=self.encoding)
        form.add(self.tr("Next file"), self.next_file)
        self.body.addWidget(form)
        self.body.addWidget(self.times)
        self.body.addWidget(
            text_label(
                self.tr(
                    "The result of a file is due when the next one is made. A file that is made already keeps its deadline."
                ),
                "help",
                wrap=True,
            )
        )
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        foot.addWidget(self.undo_button)
        foot.addWidget(self.save_button)
        self.body.addLayout(foot)

    def _beside(self, field: QWidget) -> QWidget:
        """A field at its own width."""
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(field)
        row.addStretch()
        return holder
