"""The columns of the files of the batch hand-over."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.rewards import FileAlarm, FileState
from netmile_desktop.domain.texts.rewards import alarm_words, file_state_words
from netmile_desktop.domain.wire import RewardFile
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts

_STATE_BADGES = {
    FileState.EMPTY: (Tone.NEUTRAL, "minus"),
    FileState.NEW: (Tone.ACCENT, "inbox"),
    FileState.DOWNLOADED: (Tone.WARNING, "clock"),
    FileState.COMPLETED: (Tone.SUCCESS, "check"),
}
_ALARM_BADGES = {
    FileAlarm.NONE: (Tone.NEUTRAL, "clock"),
    FileAlarm.SOON: (Tone.WARNING, "warning"),
    FileAlarm.OVERDUE: (Tone.ERROR, "error"),
}


def file_columns(words: Texts) -> list[TableColumn[RewardFile]]:
    """The columns; the newest file comes first."""
    translate = QCoreApplication.translate
    return [
        TableColumn("file", translate("RewardFiles", "File"), lambda f: f.file, 150, Cell.ID, copies=True),
        TableColumn("due", translate("RewardFiles", "Made for"), lambda f: formats.moment(f.due_at), 140),
        TableColumn("rows", translate("RewardFiles", "Members"), lambda f: formats.number(f.rows), 80, right=True),
        TableColumn(
            "state",
            translate("RewardFiles", "State"),
            lambda f: words.say(file_state_words(f.state)),
            176,
            Cell.BADGE,
            badge=lambda f: _STATE_BADGES[f.state],
        ),
        TableColumn("until", translate("RewardFiles", "Answer until"), lambda f: formats.moment(f.answer_until), 140),
        TableColumn(
            "alarm",
            translate("RewardFiles", "Deadline"),
            lambda f: words.say(alarm_words(f.alarm)),
            118,
            Cell.BADGE,
            badge=lambda f: _ALARM_BADGES[f.alarm],
        ),
        TableColumn(
            "downloads", translate("RewardFiles", "Downloads"), lambda f: formats.number(f.downloads), 112, right=True
        ),
        TableColumn(
            "approved", translate("RewardFiles", "Approved"), lambda f: formats.number(f.approved), 80, right=True
        ),
        TableColumn(
            "refused", translate("RewardFiles", "Refused"), lambda f: formats.number(f.refused), 80, right=True
        ),
        TableColumn(
            "answered",
            translate("RewardFiles", "Answered at"),
            lambda f: formats.moment(f.answered_at) if f.answered_at else "–",
            124,
            stretch=True,
        ),
    ]
