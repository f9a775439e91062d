"""What one look at the portal and at the store tells of a day, and of the file in front."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.failures import Broken, NotAllowed, Refused, Unreachable
from netmile_desktop.domain.rewards.day_strips import CellState, DayStrip, StripCell, is_open
from netmile_desktop.domain.rewards.result_drafts import ResultDraft
from netmile_desktop.domain.wire import RewardFile, RewardFileSearch, RewardHandOver
from netmile_desktop.progress import Progress
from netmile_desktop.workspace.rewards.files import HandedOverFiles
from netmile_desktop.workspace.rewards.kept_files import KeptFile

_OPEN = frozenset({CellState.WAITING, CellState.SOON, CellState.OVERDUE})
_PAGE = 100


@dataclass(frozen=True, slots=True)
class LoadedDay:
    """The set times of a day, and what holds for all."""

    strip: DayStrip
    terms: RewardHandOver
    unopened: frozenset[str]
    """Files that nobody has looked at on this machine."""
    other_days: Sequence[date]
    """Other days with files that wait, the oldest first; a day may be named several times."""
    as_of: datetime


@dataclass(frozen=True, slots=True)
class FileInFront:
    """A file, and its draft if its people can be shown."""

    facts: RewardFile
    draft: ResultDraft | None = None
    reasons: Sequence[str] = ()
    """Reasons of former refusals, the newest first."""
    fetched_at: datetime | None = None
    is_unsettled: bool = False
    """Whether it is unknown if its result has arrived."""
    is_elsewhere: bool = False
    """Whether somebody else has answered it."""
    is_destroyed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its people can be judged."""
        return self.draft is not None and is_open(self.facts) and not self.is_unsettled


def load_day(files: HandedOverFiles, day: date, progress: Progress) -> LoadedDay:
    """Return what is known of a day.

    Raises:
        Unreachable: nothing is known of it; Broken, Cancelled.
    """
    strip, terms = files.day(day, progress), files.hand_over(progress)
    kept = files.kept()
    days = (day_of(each.facts.due_at) for each in kept if is_open(each.facts))
    return LoadedDay(
        strip=strip,
        terms=terms,
        unopened=frozenset(each.file for each in kept if each.is_new),
        other_days=sorted(each for each in days if each != day),
        as_of=files.now(),
    )


def load_file(files: HandedOverFiles, cell: StripCell, progress: Progress) -> FileInFront:
    """Return a file with its draft; one that is not here yet is received first.

    Raises:
        Unreachable: the file is not here; Refused, Broken, Cancelled, WorkspaceUnusable.
    """
    kept = files.find(cell.file)
    if kept is None and cell.state in _OPEN:
        files.fetch_new(progress)
        kept = files.find(cell.file)
    if kept is not None and kept.upload is PartState.UNKNOWN:
        with suppress(Unreachable, Broken, Refused):
            files.drafts.settle(progress)
        kept = files.find(cell.file)
    facts = _facts(files, cell, kept, progress)
    if not facts.rows or kept is None:
        return FileInFront(facts, is_elsewhere=facts.answered_at is not None)
    is_unsettled = kept.upload is PartState.UNKNOWN
    if facts.answered_at is not None and not is_unsettled and files.drafts.accepted(cell.file) is None:
        return FileInFront(facts, is_elsewhere=True)
    try:
        draft = files.drafts.open(cell.file)
    except NotAllowed:
        return FileInFront(facts, is_destroyed=True)
    return FileInFront(
        facts,
        draft,
        _reasons(files, progress),
        kept.fetched_at,
        is_unsettled=is_unsettled,
    )


def has_waiting(cells: Sequence[StripCell]) -> bool:
    """Return whether a file of the day waits for its result."""
    return any(each.state in _OPEN for each in cells)


def most_urgent(cells: Sequence[StripCell], preferred: str = "") -> StripCell | None:
    """Return the cell to begin with: the next deadline, then the file that is preferred, then the last file with people."""
    waiting = [each for each in cells if each.state in _OPEN and each.answer_until is not None]
    if waiting:
        return min(waiting, key=lambda each: (each.state is CellState.OVERDUE, each.due_at))
    known = [each for each in cells if each.file]
    filled = [each for each in known if each.rows]
    wanted = next((each for each in known if each.file == preferred), None)
    return wanted or next(iter(filled[::-1] or known[::-1]), None)


def _facts(files: HandedOverFiles, cell: StripCell, kept: KeptFile | None, progress: Progress) -> RewardFile:
    """Return how the portal describes a file now; without it, how it did when the file came."""
    day = day_of(cell.due_at)
    try:
        told = files.search(RewardFileSearch(due_from=day, due_to=day, size=_PAGE), progress).items
    except (Unreachable, Refused):
        told = []
    found = next((each for each in told if each.file == cell.file), kept.facts if kept is not None else None)
    if found is None:
        raise Unreachable(cell.file)
    return found


def _reasons(files: HandedOverFiles, progress: Progress) -> Sequence[str]:
    try:
        return files.drafts.reasons(None, progress)
    except (Unreachable, Refused):
        return ()
