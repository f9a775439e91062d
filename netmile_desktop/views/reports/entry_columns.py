"""The columns of the lists of what lies behind a bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain import wire
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.texts.cancellations import issue_state_words, issue_type_words
from netmile_desktop.domain.texts.rewards import result_words
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts

RESULT_BADGES = {
    None: (Tone.WARNING, "clock"),
    RewardResult.APPROVED: (Tone.SUCCESS, "check"),
    RewardResult.REFUSED: (Tone.ERROR, "close"),
}
"""Tone and icon of an answer; None while there is none."""

Columns = list[TableColumn[wire.ReportEntry]]


def issue_columns(words: Texts) -> Columns:
    """The columns of issues and cancellations."""
    translate = QCoreApplication.translate
    return [
        *_when_and_where(),
        TableColumn("key", translate("EntriesPage", "Unique key"), lambda each: each.key, 140, Cell.ID),
        _miles(),
        TableColumn(
            "state",
            translate("EntriesPage", "State now"),
            lambda each: words.say(issue_state_words(IssueState(each.state))),
            96,
        ),
        TableColumn(
            "type",
            translate("EntriesPage", "Type"),
            lambda each: words.say(issue_type_words(IssueType(each.source))),
            100,
        ),
        TableColumn(
            "transfer", translate("EntriesPage", "Transfer day"), lambda each: formats.day(each.transfer_on), 104
        ),
        TableColumn(
            "registration",
            translate("EntriesPage", "Registration ID"),
            lambda each: each.registration_id or "",
            160,
            Cell.LINK,
        ),
        _issue(),
    ]


def registration_columns(words: Texts) -> Columns:
    """The columns of registrations at reward campaigns."""
    translate = QCoreApplication.translate
    return [
        *_when_and_where(),
        TableColumn(
            "reward", translate("RewardEntries", "Registration ID"), lambda each: each.reward_code, 190, Cell.ID
        ),
        _miles(),
        TableColumn(
            "result",
            translate("RewardEntries", "Result"),
            lambda each: words.say(result_words(each.result)),
            120,
            Cell.BADGE,
            badge=lambda each: RESULT_BADGES[each.result],
        ),
        TableColumn(
            "reason",
            translate("RewardEntries", "Reason"),
            lambda each: each.result_reason or "–",
            170,
            tip=lambda each: each.result_reason,
        ),
        _issue(),
    ]


def _when_and_where() -> Columns:
    translate = QCoreApplication.translate
    return [
        TableColumn(
            "at", translate("EntriesPage", "Date and time"), lambda each: formats.moment(each.at), 140, sort="at"
        ),
        TableColumn("campaign", translate("EntriesPage", "Campaign"), _campaign, 200, stretch=True, tip=_campaign),
    ]


def _miles() -> TableColumn[wire.ReportEntry]:
    name = QCoreApplication.translate("EntriesPage", "Miles")
    return TableColumn("miles", name, lambda each: formats.number(each.miles), 96, right=True, sort="miles")


def _issue() -> TableColumn[wire.ReportEntry]:
    name = QCoreApplication.translate("EntriesPage", "Issue ID")
    return TableColumn("issue", name, lambda each: each.issue_id, 160, Cell.ID, copies=True)


def _campaign(entry: wire.ReportEntry) -> str:
    return f"{entry.campaign_id} {entry.campaign_name}"
