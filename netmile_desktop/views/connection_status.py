"""Whether the portal answers, as far as the last calls tell."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal


class ConnectionStatus(QObject):
    """Told by everything that calls the portal; shown as the chip in the top bar."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_online = True
        self.heard_at: datetime | None = None
        self._held = False

    def heard(self) -> None:
        """The portal answered; where the desk was opened without a network, our own memory did."""
        if self._held:
            return
        self.heard_at = datetime.now(UTC)
        self._set(True)

    def missed(self) -> None:
        """A call got no answer."""
        self._set(False)

    def hold_offline(self, heard_at: datetime | None) -> None:
        """The desk was opened without a network: whatever answers is not the portal. It last did at `heard_at`."""
        self._held, self.heard_at = True, heard_at
        self._set(False)

    def release(self) -> None:
        """Signed in at the portal."""
        self._held = False
        self.heard()

    def _set(self, online: bool) -> None:
        if online != self.is_online:
            self.is_online = online
            self.changed.emit(online)
