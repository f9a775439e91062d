"""The columns of the log of calls."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.rewards import CallOutcome
from netmile_desktop.domain.texts.rewards import outcome_advice, outcome_words
from netmile_desktop.domain.wire import RewardCall
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts

OUTCOME_BADGES = {
    CallOutcome.APPROVED: (Tone.SUCCESS, "check"),
    CallOutcome.REFUSED: (Tone.WARNING, "close"),
    CallOutcome.PENDING: (Tone.ACCENT, "clock"),
    CallOutcome.TIMED_OUT: (Tone.ERROR, "clock"),
    CallOutcome.UNREACHABLE: (Tone.ERROR, "offline"),
    CallOutcome.FORBIDDEN_ADDRESS: (Tone.ERROR, "lock"),
    CallOutcome.HTTP_STATUS: (Tone.ERROR, "warning"),
    CallOutcome.BAD_ANSWER: (Tone.ERROR, "error"),
}


def call_columns(words: Texts) -> list[TableColumn[RewardCall]]:
    """The columns; the newest call comes first."""
    translate = QCoreApplication.translate
    return [
        TableColumn("called", translate("RewardCalls", "Called at"), lambda c: formats.moment(c.called_at), 132),
        TableColumn(
            "code",
            translate("RewardCalls", "Registration ID"),
            lambda c: c.code or translate("RewardCalls", "Test"),
            196,
            Cell.ID,
            copies=True,
        ),
        TableColumn("attempt", translate("RewardCalls", "Try"), lambda c: formats.number(c.attempt), 52, right=True),
        TableColumn(
            "outcome",
            translate("RewardCalls", "Outcome"),
            lambda c: words.say(outcome_words(c.outcome)),
            176,
            Cell.BADGE,
            badge=lambda c: OUTCOME_BADGES[c.outcome],
            tip=lambda c: words.say(outcome_advice(c.outcome)),
        ),
        TableColumn(
            "status",
            translate("RewardCalls", "HTTP"),
            lambda c: str(c.http_status) if c.http_status is not None else "–",
            56,
            right=True,
        ),
        TableColumn("took", translate("RewardCalls", "ms"), lambda c: formats.number(c.milliseconds), 64, right=True),
        TableColumn(
            "detail",
            translate("RewardCalls", "Detail"),
            lambda c: c.detail or "–",
            150,
            stretch=True,
            tip=lambda c: c.detail,
        ),
        TableColumn("next", translate("RewardCalls", "What follows"), _what_follows, 176, tip=_what_follows),
    ]


def _what_follows(call: RewardCall) -> str:
    translate = QCoreApplication.translate
    if call.goes_to_file:
        return translate("RewardCalls", "Into the next file")
    if call.next_try_at is not None:
        return translate("RewardCalls", "Again at {}").format(formats.moment(call.next_try_at))
    return "–"
