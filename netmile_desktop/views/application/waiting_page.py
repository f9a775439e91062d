"""A change of a campaign that NetMile has not decided yet: there can be no other until then."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.views.application.card import ApplicationCard
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import FittingPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.campaigns.applications import Applications


class WaitingPage(FittingPage):
    """The application as it was made, with the way to withdraw it."""

    def __init__(
        self, applications: Applications, toolbox: Toolbox, parent: QWidget | None = None, *, in_sandbox: bool = False
    ) -> None:
        super().__init__(parent)
        self.card = ApplicationCard(applications, toolbox, self, in_sandbox=in_sandbox)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        text = self.tr("A change of this campaign waits for NetMile's decision. To apply for another, withdraw it.")
        column.addWidget(NoticeLine(toolbox.theme, Notice(text, "info"), self, closable=False))
        column.addWidget(self.card, 1)
