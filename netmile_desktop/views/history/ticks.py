"""Which issues are ticked, on whatever page they were seen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from netmile_desktop.domain import wire


class Ticks(QObject):
    """IDs in the order in which they were ticked; another page or order of the list changes nothing (guide L638)."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, issue_id: object) -> bool:
        return issue_id in self._ids

    @property
    def ids(self) -> list[str]:
        return list(self._ids)

    def turn(self, issue: wire.IssueRecord) -> None:
        """Tick an issue or untick it; one that cannot be cancelled is never ticked."""
        if issue.issue_id in self._ids:
            del self._ids[issue.issue_id]
        elif issue.action is not None:
            self._ids[issue.issue_id] = None
        else:
            return
        self.changed.emit()

    def tick(self, issue_ids: Iterable[str]) -> None:
        """Tick issues that can be cancelled."""
        self._ids.update(dict.fromkeys(issue_ids))
        self.changed.emit()

    def untick(self, issue_ids: Iterable[str]) -> None:
        """Take ticks away; harmless where there are none."""
        for issue_id in issue_ids:
            self._ids.pop(issue_id, None)
        self.changed.emit()

    def clear(self) -> None:
        """Take all ticks away."""
        self._ids.clear()
        self.changed.emit()
