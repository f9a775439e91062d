"""Looking for mends of a draft's cells without keeping anybody waiting."""

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
"""So many rows with findings are gone through in a few hundredths of a second."""


class RepairSearch(QObject):
    """The mends of one draft as they were when last asked for; the newest question is the one answered."""

    found = Signal()

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._newest = Newest(tasks, self)
        self._by_row: dict[int, list[Proposal]] = {}
        self.proposals: list[Proposal] = []

    def look(self, snapshot: Snapshot) -> None:
        """Look again."""
        counts = snapshot.counts()
        rows = counts.errors + counts.warnings
        if rows <= AT_ONCE:
            self._newest.drop()
            self._take(_mends(snapshot, SILENT) if rows else ([], {}))
            return
        self._newest.ask(lambda progress: _mends(snapshot, progress), self._take)

    def counts(self) -> Counter[str]:
        """How many cells could be mended, by the code that found them."""
        return Counter(str(each.code) for each in self.proposals)

    def of_code(self, code: str) -> list[Proposal]:
        """Those of one code, or of all where it is empty."""
        return [each for each in self.proposals if not code or each.code == code]

    def of_row(self, row_id: int) -> list[Proposal]:
        """Those of one row."""
        return self._by_row.get(row_id, [])

    def of_rows(self, row_ids: Sequence[int]) -> list[Proposal]:
        """Those of some rows, in file order."""
        if len(row_ids) <= AT_ONCE:
            return [each for row_id in row_ids for each in self.of_row(row_id)]
        chosen = set(row_ids)
        return [each for each in self.proposals if each.row_id in chosen]

    def _take(self, found: tuple[list[Proposal], dict[int, list[Proposal]]]) -> None:
        self.proposals, self._by_row = found
        self.found.emit()


def _mends(snapshot: Snapshot, progress: Progress) -> tuple[list[Proposal], dict[int, list[Proposal]]]:
    """All mends, and those of each row."""
    proposals = snapshot.proposals(progress=progress)
    by_row: defaultdict[int, list[Proposal]] = defaultdict(list)
    for each in proposals:
        by_row[each.row_id].append(each)
    return proposals, dict(by_row)
