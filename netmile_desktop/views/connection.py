"""Whether the portal answers, as far as the last calls tell."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal


class Connection(QObject):
    """Told by everything that calls the portal; shown as the chip in the top bar."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_online = True
        self.heard_at: datetime | None = None

    def heard(self) -> None:
        """The portal answered."""
        self.heard_at = datetime.now(UTC)
        self._set(True)

    def missed(self) -> None:
        """A call got no answer."""
        self._set(False)

    def _set(self, online: bool) -> None:
        if online != self.is_online:
            self.is_online = online
            self.changed.emit(online)
