"""別のキャンペーンへ移す: move rows that their campaign no longer accepts to another one (44019, guide L805)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.views.batch.importing.campaigns import CampaignChoice
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.dialog import Dialog
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.navigation import answer_f1
from netmile_desktop.workspace.desk import Desk


class MoveDialog(Dialog):
    """A dialog that asks for a running campaign; its button names the number of rows to move."""

    agreed = Signal(str)
    """The ID of the chosen campaign."""

    def __init__(self, rows: int, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent, QCoreApplication.translate("MoveDialog", "Move to another campaign"))
        self.campaign = CampaignChoice(desk, toolbox, self)
        words = formats.counted(rows, self.tr("Move {} row"), self.tr("Move {} rows"))
        self.move_button = PrimaryButton(words, parent=self)
        self.leave_button = PlainButton(self.tr("Cancel"), parent=self)
        hint = self.tr(
            "All corrections stay. The rows are checked against the rule of the other campaign, and nothing is sent yet."
        )
        self.body.addWidget(text_label(hint, wrap=True))
        self.body.addWidget(self.campaign, 1)
        self.add_foot((self.leave_button, self.move_button))
        self.resize(toolbox.theme.pixels(560), toolbox.theme.pixels(460))
        self.campaign.changed.connect(self._on_changed)
        self.campaign.picked.connect(self.move_button.setFocus)
        self.leave_button.clicked.connect(self.reject)
        self.move_button.clicked.connect(self._on_move_clicked)
        self.finished.connect(self.deleteLater)
        answer_f1(self, toolbox.navigation, "batch-record")
        self.campaign.start("")
        self.campaign.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_changed(self) -> None:
        self.move_button.setEnabled(bool(self.campaign.campaign_id))

    @Slot()
    def _on_move_clicked(self) -> None:
        campaign_id = self.campaign.campaign_id
        self.accept()
        self.agreed.emit(campaign_id)
