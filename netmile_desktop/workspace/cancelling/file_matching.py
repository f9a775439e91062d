"""Matching of the lines of a file with issues. If a line may mean several, the clerk chooses one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from netmile_desktop.api.history import History
from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import MAX_LINES
from netmile_desktop.progress import SILENT, Progress, SubProgress

if TYPE_CHECKING:
    # Reading a file takes much that matching does not need.
    from netmile_desktop.workspace.cancelling.files import CancelFile, CancelLine


class LineResult(StrEnum):
    """The result of matching a line."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"
    UNREADABLE = "unreadable"
    REPEATED = "repeated"
    """An earlier line means the same issue."""


@dataclass(slots=True)
class LineMatch:
    """A line and the issues it may mean."""

    asked: CancelLine
    candidates: Sequence[wire.IssueRecord]
    """The newest first."""
    more: int
    """Number of further candidates left out: day, miles or ID are needed to tell them apart."""
    found: LineResult
    chosen: str = ""
    """Issue ID; empty if none is to be cancelled."""


class FileMatching:
    """The lines of a file and the issues they mean.

    An issue that was cancelled before stays a candidate: a file that is used twice must not cancel others instead.
    """

    def __init__(self, name: str, lines: Sequence[LineMatch]) -> None:
        self.name = name
        self.lines = lines
        self._by_line = {match.asked.line: match for match in lines}

    @property
    def chosen(self) -> list[str]:
        """Issues to check for cancelling, each once, in file order."""
        return list(dict.fromkeys(match.chosen for match in self.lines if match.chosen))

    @property
    def undecided(self) -> list[LineMatch]:
        """Lines that may mean several issues, with none chosen yet."""
        return [match for match in self.lines if match.found is LineResult.SEVERAL and not match.chosen]

    def count(self, found: LineResult) -> int:
        return sum(match.found is found for match in self.lines)

    def choose(self, line: int, issue_id: str) -> None:
        """Choose the issue that a line means; an empty ID leaves the line out.

        Raises:
            ValueError: the issue is no candidate, or another line means it already.
        """
        match = self._by_line[line]
        if issue_id:
            if issue_id not in {each.issue_id for each in match.candidates}:
                raise ValueError(issue_id)
            if any(other.chosen == issue_id for other in self.lines if other is not match):
                raise ValueError(issue_id)
        match.chosen = issue_id


def match(history: History, file: CancelFile, campaign_id: str = "", progress: Progress = SILENT) -> FileMatching:
    """Ask the portal which live issues the lines of a file mean."""
    readable = [line for line in file.lines if not line.problem]
    answers: dict[int, wire.MatchedLine] = {}
    for at in range(0, len(readable), MAX_LINES):
        some = readable[at : at + MAX_LINES]
        share = SubProgress(progress, at, len(some), len(readable))
        share.begin("matching")
        request = wire.MatchRequest(lines=[_asked(line) for line in some], campaign_id=campaign_id)
        answers |= {answer.line: answer for answer in history.match(request, share).lines}
    progress.report(len(readable), len(readable), "matching")
    taken: set[str] = set()
    return FileMatching(file.name, [_match(line, answers.get(line.line), taken) for line in file.lines])


def _asked(line: CancelLine) -> wire.MatchLine:
    if line.issue_id:
        return wire.MatchLine(line=line.line, issue_id=line.issue_id)
    return wire.MatchLine(line=line.line, key=line.key, issued_on=line.issued_on, miles=line.miles)


def _match(line: CancelLine, answer: wire.MatchedLine | None, taken: set[str]) -> LineMatch:
    if line.problem:
        return LineMatch(line, [], 0, LineResult.UNREADABLE)
    if answer is None or not answer.candidates:
        return LineMatch(line, [], 0, LineResult.NONE)
    if len(answer.candidates) > 1 or answer.more:
        return LineMatch(line, answer.candidates, answer.more, LineResult.SEVERAL)
    (only,) = answer.candidates
    if only.issue_id in taken:
        return LineMatch(line, answer.candidates, 0, LineResult.REPEATED)
    taken.add(only.issue_id)
    return LineMatch(line, answer.candidates, 0, LineResult.ONE, only.issue_id)
