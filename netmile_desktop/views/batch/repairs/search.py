"""The search for repairs of a draft's cells; a long one runs in the background."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from netmile_desktop.domain.repairs.proposals import Proposal
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.workspace.drafts.snapshots import Snapshot

AT_ONCE = 200
"""Largest number of rows searched or looked up at once: takes a few hundredths of a second."""


class RepairSearch(QObject):
    """The repairs of one draft as of the newest search; older searches are dropped."""

    found = Signal()

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._newest = Newest(tasks, self)
        self._by_row: dict[int, list[Proposal]] = {}
        self.proposals: list[Proposal] = []

    def look(self, snapshot: Snapshot) -> None:
        """Search again."""
        counts = snapshot.counts()
        rows = counts.errors + counts.warnings
        if rows <= AT_ONCE:
            self._newest.drop()
            self._take(_repairs(snapshot, SILENT) if rows else ([], {}))
            return
        self._newest.ask(lambda progress: _repairs(snapshot, progress), self._take)

    def counts(self) -> Counter[str]:
        """Return the number of cells that can be repaired, by the code of their finding."""
        return Counter(str(each.code) for each in self.proposals)

    def of_code(self, code: str) -> list[Proposal]:
        """Return the proposals for one code, or for all codes if it is empty."""
        return [each for each in self.proposals if not code or each.code == code]

    def of_row(self, row_id: int) -> list[Proposal]:
        """Return the proposals for one row."""
        return self._by_row.get(row_id, [])

    def of_rows(self, row_ids: Sequence[int]) -> list[Proposal]:
        """Return the proposals for some rows, in file order."""
        if len(row_ids) <= AT_ONCE:
            return [each for row_id in row_ids for each in self.of_row(row_id)]
        chosen = set(row_ids)
        return [each for each in self.proposals if each.row_id in chosen]

    def _take(self, found: tuple[list[Proposal], dict[int, list[Proposal]]]) -> None:
        self.proposals, self._by_row = found
        self.found.emit()


def _repairs(snapshot: Snapshot, progress: Progress) -> tuple[list[Proposal], dict[int, list[Proposal]]]:
    """Return all proposals, and those of each row by its ID."""
    proposals = snapshot.proposals(progress=progress)
    by_row: defaultdict[int, list[Proposal]] = defaultdict(list)
    for each in proposals:
        by_row[each.row_id].append(each)
    return proposals, dict(by_row)
