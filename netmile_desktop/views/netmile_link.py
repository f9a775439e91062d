"""The way from where a clerk waits for NetMile to where NetMile's part is played; there is one in a sandbox only."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.navigation import NetMilePart


class NetMileLink(LinkButton):
    """Leads to a part of NetMile's side, and to one thing there if it was named."""

    def __init__(self, toolbox: Toolbox, part: NetMilePart, parent: QWidget | None = None, *, in_sandbox: bool) -> None:
        super().__init__("", toolbox.theme, "sandbox", parent)
        self.setText(self.tr("Play NetMile's part"))
        self.setToolTip(self.tr("In the sandbox you decide in NetMile's place"))
        self._navigation, self._part, self._in_sandbox = toolbox.navigation, part, in_sandbox
        self._id = ""
        self.clicked.connect(self._on_clicked)
        self.setVisible(in_sandbox)

    def offer(self, is_waiting: bool, id_: str = "", part: NetMilePart | None = None) -> None:
        """Show it where something waits for NetMile, by its ID, in this or another part; never outside a sandbox."""
        self._id, self._part = id_, part or self._part
        self.setVisible(self._in_sandbox and is_waiting)

    @Slot()
    def _on_clicked(self) -> None:
        self._navigation.netmile_asked.emit(self._part, self._id)
