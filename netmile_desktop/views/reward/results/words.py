"""What set times and deadlines are called, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QObject

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rewards.day_strips import CellState, DayStrip, StripCell
from netmile_desktop.domain.texts.reward_results import cell_words
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts

_HOUR = timedelta(hours=1)
_JAPANESE_DAYS = "月火水木金土日"
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ICONS = {
    CellState.ANSWERED: ("check", "success"),
    CellState.WAITING: ("clock", "warning"),
    CellState.OVERDUE: ("error", "error"),
}


def short_time_left(left: timedelta) -> str:
    """Return the time left as a clock shows it: `41:12`, or hours where there is one left."""
    seconds = int(left.total_seconds())
    if left >= _HOUR:
        return QCoreApplication.translate("DayStrip", "{} h").format(seconds // 3600)
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def long_time_left(left: timedelta) -> str:
    """Return the time left as a figure: `41:12`, or `5 h 41 min`."""
    seconds = int(left.total_seconds())
    if left < _HOUR:
        return f"{seconds // 60:02d}:{seconds % 60:02d}"
    return QCoreApplication.translate("DayStrip", "{} h {} min").format(seconds // 3600, f"{seconds // 60 % 60:02d}")


def said_time_left(left: timedelta) -> str:
    """Return the time left as one says it, in whole minutes."""
    minutes = int(left.total_seconds()) // 60
    if minutes < 60:
        return QCoreApplication.translate("DayStrip", "{} min").format(minutes)
    return QCoreApplication.translate("DayStrip", "{} h {} min").format(minutes // 60, minutes % 60)


def day_with_weekday(day: date, language: Language) -> str:
    """Return a day as the heading of the strip: `2026/11/30（月）`."""
    if language is Language.JAPANESE:
        return f"{formats.day(day)}（{_JAPANESE_DAYS[day.weekday()]}）"
    return f"{formats.day(day)} ({_ENGLISH_DAYS[day.weekday()]})"


def file_words(due_at: datetime) -> str:
    """Name the file of a set time."""
    at = due_at.astimezone(JST)
    if not at.minute:
        return QCoreApplication.translate("DayStrip", "File of {}:00").format(at.hour)
    return QCoreApplication.translate("DayStrip", "File of {}").format(formats.clock(at))


class StripWords(QObject):
    """Says the states of set times."""

    def __init__(self, words: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def nobody(self) -> str:
        """Said below the hour of an empty file."""
        return self.tr("None", "below an hour")

    def whole(self, cell: StripCell, now: datetime, *, is_new: bool = False) -> str:
        """Say everything about a set time, for screen readers and tooltips."""
        said = [f"{cell.due_at.astimezone(JST):%H:%M}", self._words.say(cell_words(cell.state))]
        if cell.rows:
            said.append(formats.counted(cell.rows, self.tr("{} person"), self.tr("{} people")))
        if cell.state in {CellState.WAITING, CellState.SOON} and cell.answer_until is not None:
            left = max(cell.answer_until - now, timedelta())
            said.append(self.tr("{} left").format(said_time_left(left)))
        if is_new:
            said.append(self.tr("new"))
        return self.tr(", ").join(said)

    def counts(self, strip: DayStrip) -> Iterable[tuple[str, str, str]]:
        """Return words, icon and colour of each state that is there; those near their deadline are counted as waiting."""
        found = strip.counts()
        found[CellState.WAITING] += found.pop(CellState.SOON)
        for state, count in found.items():
            if count:
                word = self._words.say(cell_words(state))
                yield f"{word} {formats.number(count)}", *_ICONS.get(state, ("", "muted"))
