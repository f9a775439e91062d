"""空のバッチを作る: create a batch without a file, to be typed or pasted into."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.progress import Progress
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.importing.campaigns import CampaignChoice
from netmile_desktop.views.batch.importing.mode_choice import ModeChoice
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk

LONGEST_NAME = 100


class TypedPage(QWidget):
    """The form for name, campaign and mode of a batch; its rows are added afterwards."""

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox, self._commands = desk, toolbox, commands
        self._is_busy = False
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name of the batch"))
        self.campaign = CampaignChoice(desk, toolbox, self)
        self.mode = ModeChoice(toolbox.words, self)
        self.cancel_button = PlainButton(self.tr("Cancel"), parent=self)
        self.make_button = PrimaryButton(self.tr("Make an empty batch"), toolbox.theme, "plus", self)
        self._lay_out()
        self.name.textChanged.connect(self._show_button)
        self.campaign.changed.connect(self._show_button)
        self.campaign.picked.connect(self.make_button.setFocus)
        self.cancel_button.clicked.connect(commands.open_list)
        self.make_button.clicked.connect(self._on_make_clicked)

    def _lay_out(self) -> None:
        naming = Card("", self)
        naming.body.addWidget(text_label(self.tr("Name of the batch"), "strong"))
        naming.body.addWidget(self.name)
        naming.body.addWidget(text_label(self.tr("The portal sees it as the name of the file."), "help", wrap=True))
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(naming)
        left.addWidget(_carded(self.mode, self))
        left.addStretch()
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addLayout(left, 1)
        cards.addWidget(_carded(self.campaign, self), 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch()
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.make_button)
        self._notices = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._notices)
        column.addLayout(cards, 1)
        column.addLayout(foot)

    def start(self, campaign_id: str) -> None:
        """Reset the form, with a campaign or without one."""
        clear_layout(self._notices)
        self.name.setText(self.tr("Typed on {}").format(formats.day(self._desk.today())))
        self.mode.choose(next(iter(self.mode.buttons)))
        self.campaign.start(campaign_id)
        self.campaign.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_make_clicked(self) -> None:
        desk, name, mode, campaign_id = self._desk, self.name.text().strip(), self.mode.mode, self.campaign.campaign_id

        def job(progress: Progress) -> str:
            return desk.batches.start_typed(desk.catalogue.latest(campaign_id, progress), name, mode=mode)

        clear_layout(self._notices)
        self._is_busy = True
        self._show_button()
        self._toolbox.tasks.start(job, owner=self, done=self._on_made, failed=self._on_failed)

    def _on_made(self, batch_id: str) -> None:
        self._is_busy = False
        self._commands.show_made(batch_id)

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        notice = Notice(self._toolbox.words.failure(error), "error")
        self._notices.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))
        self._show_button()

    @Slot()
    def _show_button(self) -> None:
        ready = bool(self.campaign.campaign_id) and bool(self.name.text().strip())
        self.make_button.setEnabled(ready and not self._is_busy)
        self.make_button.setToolTip("" if ready else self.tr("Choose the campaign first."))
        self._commands.refresh_status()


def _carded(part: QWidget, parent: QWidget) -> Card:
    card = Card("", parent)
    card.body.addWidget(part)
    return card
