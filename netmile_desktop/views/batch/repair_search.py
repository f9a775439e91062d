"""Looking for mends of a draft's cells without keeping anybody waiting."""

from __future__ import annotations

from collections import Counter, defaultdict

from PySide6.QtCore import QObject, Signal

from netmile_desktop.domain.repairs import Proposal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.workspace.draft import Draft

AT_ONCE = 200
"""So many rows with findings are gone through in a few hundredths of a second."""


class RepairSearch(QObject):
    """The mends of one draft as they were when last asked for; the newest question is the one answered."""

    found = Signal()

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked = 0
        self._by_row: dict[int, list[Proposal]] = {}
        self.proposals: list[Proposal] = []

    def look(self, draft: Draft, rows: int) -> None:
        """Look again; `rows` of the draft have findings."""
        self._asked += 1
        number = self._asked
        if rows <= AT_ONCE:
            self._take(number, draft.proposals() if rows else [])
            return
        # An edit made meanwhile starts the next search, so what this one makes of it does not matter.
        self._tasks.start(
            lambda _progress: draft.proposals(),
            owner=self,
            done=lambda proposals: self._take(number, proposals),
            failed=lambda _error: None,
        )

    def counts(self) -> Counter[str]:
        """How many cells could be mended, by the code that found them."""
        return Counter(str(each.code) for each in self.proposals)

    def of_code(self, code: str) -> list[Proposal]:
        """Those of one code, or of all where it is empty."""
        return [each for each in self.proposals if not code or each.code == code]

    def of_row(self, row_id: int) -> list[Proposal]:
        """Those of one row."""
        return self._by_row.get(row_id, [])

    def _take(self, number: int, proposals: list[Proposal]) -> None:
        if number != self._asked:
            return
        self.proposals = proposals
        by_row: defaultdict[int, list[Proposal]] = defaultdict(list)
        for each in proposals:
            by_row[each.row_id].append(each)
        self._by_row = dict(by_row)
        self.found.emit()
