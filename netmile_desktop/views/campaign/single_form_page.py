"""The form of a single issue with what stands around it: the campaign, notices, the sample mail, the next step."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.views.campaign.single_form import SingleForm
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import LongLabel
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.lengths import FORM_CARD
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.mail_sample import MailSampleDialog
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, FittingPage
from netmile_desktop.views.common.toolbox import Toolbox


class SingleFormPage(FittingPage):
    """The first of the pages of a single issue."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.form = SingleForm(toolbox, self)
        self.sample = MailSampleDialog(toolbox.theme, self)
        self.confirm = PrimaryButton(self.tr("Confirm"), toolbox.theme, "check", self)
        self.back = PlainButton(self.tr("Back"), parent=self)
        self._target = LongLabel("", "strong")
        self._notices = QVBoxLayout()
        self._notices.setSpacing(8)
        self._unfinished = QVBoxLayout()
        card = Card(parent=self)
        card.body.addWidget(self._target)
        card.body.addSpacing(4)
        card.body.addWidget(self.form)
        self._scroll = Body(toolbox.theme, self, widest=FORM_CARD, is_inset=True)
        self._scroll.body.addWidget(card)
        self._scroll.body.addWidget(self.sample)
        self._scroll.body.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        # In sight wherever the form is scrolled to.
        column.addLayout(self._unfinished)
        column.addLayout(self._notices)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def show_target(self, campaign_id: str, name: str) -> None:
        """Say in which campaign it is issued."""
        self._target.setText(self.tr("Issue for: {} {}").format(campaign_id, name))

    def say(self, notice: Notice) -> None:
        """Say something above the form."""
        self._notices.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))

    def say_faults(self) -> None:
        """Name the fields to put right and go to the first; each says below itself what is wrong."""
        self.form.form.go_to_fault(self._scroll, lambda named: self.say(Notice(named, "error")))

    def clear_notices(self) -> None:
        """Take what was said away; what is unfinished stays."""
        clear_layout(self._notices)

    def say_unfinished(self, notice: Notice | None) -> None:
        """Say above all else that an issue is of unknown fate, or that none is."""
        clear_layout(self._unfinished)
        if notice is not None:
            self._unfinished.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))

    def to_top(self) -> None:
        """Show the form from its beginning."""
        self._scroll.verticalScrollBar().setValue(0)

    def to_sample(self) -> None:
        """Show the sample mail once it is laid out."""
        QTimer.singleShot(0, self.sample, lambda: self._scroll.ensureWidgetVisible(self.sample))

    def show_running(self, running: bool) -> None:
        """Nothing can be changed while it is checked or issued."""
        self.confirm.setEnabled(not running)
        self.form.setEnabled(not running)
