"""The lines of a file that says what is to be cancelled, and what each of them means."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history import facts
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import due_badge
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.cancelling import files
from netmile_desktop.workspace.cancelling.file_matching import LineMatch, LineResult


class Fate(StrEnum):
    """What becomes of a line as things stand."""

    AT_ONCE = "at_once"
    REQUEST = "request"
    IMPOSSIBLE = "impossible"
    TO_CHOOSE = "to_choose"
    """It may mean several issues, and none has been chosen."""
    NOTHING = "nothing"
    """It means no issue, cannot be read, or repeats an earlier line."""


_LOOKS = {
    Fate.AT_ONCE: (Tone.SUCCESS, "check"),
    Fate.REQUEST: (Tone.ACCENT, "send"),
    Fate.IMPOSSIBLE: (Tone.NEUTRAL, "exclude"),
    Fate.TO_CHOOSE: (Tone.WARNING, "help"),
    Fate.NOTHING: (Tone.ERROR, "error"),
}


def issue_of(match: LineMatch) -> wire.IssueRecord | None:
    """The issue that a line means."""
    return next((each for each in match.candidates if each.issue_id == match.chosen), None) if match.chosen else None


def fate_of(match: LineMatch) -> Fate:
    """What becomes of a line."""
    issue = issue_of(match)
    if issue is None:
        return Fate.TO_CHOOSE if match.found is LineResult.SEVERAL else Fate.NOTHING
    if issue.action is None:
        return Fate.IMPOSSIBLE
    return Fate.AT_ONCE if issue.action is CancelAction.AT_ONCE else Fate.REQUEST


class LineTable(RecordTable[LineMatch]):
    """One row a line, in the order of the file."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        self._words = toolbox.words
        super().__init__(
            self._columns(toolbox),
            toolbox.theme,
            name="cancel-lines",
            memory=toolbox.memory,
            identity=lambda match: match.asked.line,
            parent=parent,
        )
        self.setAccessibleName(self.tr("Lines of the file"))

    def fate_text(self, match: LineMatch) -> str:
        """What becomes of a line, or why nothing does."""
        issue = issue_of(match)
        if issue is not None:
            return facts.way_text(self._words, issue)
        if match.found is LineResult.SEVERAL:
            return self.tr("Choose one of {}").format(formats.number(len(match.candidates) + match.more))
        if match.found is LineResult.REPEATED:
            return self.tr("The same issue as in an earlier line")
        if match.found is LineResult.NONE:
            return self.tr("No such issue was found")
        return {
            files.EMPTY: self.tr("Neither a key nor an issue ID"),
            files.DAY: self.tr("The issue date cannot be read"),
            files.MILES: self.tr("The miles cannot be read"),
            files.ISSUE_ID: self.tr("This is no issue ID"),
        }[match.asked.problem]

    def asked_text(self, match: LineMatch) -> str:
        """What the line says."""
        asked = match.asked
        parts = [asked.issue_id or asked.key]
        if asked.issued_on is not None:
            parts.append(formats.day(asked.issued_on))
        if asked.miles is not None:
            parts.append(formats.miles(asked.miles))
        return " · ".join(filter(None, parts))

    def _columns(self, toolbox: Toolbox) -> list[TableColumn[LineMatch]]:
        words = toolbox.words
        return [
            TableColumn("line", self.tr("Line"), lambda m: formats.number(m.asked.line), 64, right=True),
            TableColumn("asked", self.tr("In the file"), self.asked_text, 180, stretch=True, tip=self.asked_text),
            TableColumn(
                "fate",
                self.tr("Cancelling"),
                self.fate_text,
                250,
                Cell.BADGE,
                badge=lambda m: _LOOKS[fate_of(m)],
                tip=self.fate_text,
            ),
            TableColumn("issued", self.tr("Issued at"), _of(lambda i: formats.moment(i.issued_at)), 128),
            TableColumn(
                "campaign",
                self.tr("Campaign"),
                _of(lambda i: i.campaign_id),
                104,
                tip=_of(lambda i: f"{i.campaign_id} {i.campaign_name}"),
            ),
            TableColumn("miles", self.tr("Miles"), _of(lambda i: formats.number(i.miles)), 76, right=True),
            TableColumn(
                "state",
                self.tr("State"),
                _of(lambda i: words.state(i.live_state)),
                110,
                Cell.BADGE,
                badge=_badge_of(lambda i: (words.tone(i.live_state), words.icon(i.live_state))),
            ),
            TableColumn(
                "deadline",
                self.tr("Cancel until"),
                _of(lambda i: facts.deadline_text(i.last_on, i.days_left, words) if i.action else ""),
                160,
                Cell.BADGE,
                badge=_badge_of(lambda i: due_badge(i.days_left)),
                tip=_of(lambda i: facts.deadline_tip(words, i)),
            ),
            TableColumn("key", self.tr("Specified key"), _of(lambda i: i.key), 110, extra=True),
            TableColumn("id", self.tr("Issue ID"), lambda m: m.chosen, 270, Cell.ID, copies=True, extra=True),
        ]


def _of(said: Callable[[wire.IssueRecord], str]) -> Callable[[LineMatch], str]:
    """What is said of the issue that a line means."""

    def text(match: LineMatch) -> str:
        issue = issue_of(match)
        return said(issue) if issue is not None else ""

    return text


def _badge_of(
    shown: Callable[[wire.IssueRecord], tuple[Tone, str] | None],
) -> Callable[[LineMatch], tuple[Tone, str] | None]:
    """The badge of the issue that a line means."""

    def badge(match: LineMatch) -> tuple[Tone, str] | None:
        issue = issue_of(match)
        return shown(issue) if issue is not None else None

    return badge
