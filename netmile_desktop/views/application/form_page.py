"""The form with what stands around it: heading, notices, how far it is kept, the next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.applications import Flaw, FormFault
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.views.application.field_texts import fault_text
from netmile_desktop.views.application.form import CampaignForm
from netmile_desktop.views.common.buttons import LinkButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.lengths import FORM_CARD
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, FittingPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats


class FormPage(FittingPage):
    """The first of the pages of an application."""

    reuse_asked = Signal()

    def __init__(
        self, toolbox: Toolbox, kind: ApplicationKind, campaign_id: str, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.form = CampaignForm(toolbox, kind, today, self)
        self.confirm_button = PrimaryButton(self.tr("Confirm your input"), toolbox.theme, "check", self)
        self.discard = LinkButton(self.tr("Discard the draft…"), toolbox.theme, "trash", self)
        self.saved = text_label("", "help")
        self._notices = QVBoxLayout()
        self._notices.setSpacing(8)
        card = Card(parent=self)
        card.body.addWidget(text_label(self._heading(kind, campaign_id), "title", wrap=True))
        card.body.addSpacing(4)
        if kind is ApplicationKind.CHANGE:
            card.body.addWidget(self._what_is_fixed())
            card.body.addSpacing(4)
        card.body.addWidget(self.form)
        self._page = page = Body(toolbox.theme, self, widest=FORM_CARD, is_inset=True)
        page.body.addWidget(card)
        page.body.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.saved)
        foot.addWidget(self.discard)
        foot.addStretch()
        foot.addWidget(self.confirm_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._notices)  # in sight wherever the form is scrolled to
        column.addWidget(page, 1)
        column.addLayout(foot)
        self.show_saved(None)

    def show_saved(self, at: datetime | None) -> None:
        """Say since when what was typed is kept; None where there is no draft."""
        self.saved.setText(
            self.tr("Kept as a draft on this computer: {} JST").format(formats.moment(at)) if at is not None else ""
        )
        self.discard.setVisible(at is not None)

    def say(self, notice: Notice) -> None:
        """Say something above the form."""
        self._notices.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))

    def say_faults(self, found: Sequence[FormFault]) -> None:
        """Name the places to put right and go to the first; each says below itself what is wrong."""
        of_all = fault_text(self._toolbox.words, found[0]) if found[0].flaw is Flaw.NOTHING_CHANGED else ""
        self.form.form.go_to_fault(self._page, lambda named: self.say(Notice(of_all or named, "error")))

    def say_unknown(self) -> None:
        """Say that this form was sent and not answered."""
        text = self.tr(
            "Whether this form arrived at NetMile is not known yet. Confirm it as it is and apply again: "
            "it cannot be applied for twice."
        )
        self.say(Notice(text, "warning"))

    def clear_notices(self) -> None:
        """Take what was said away."""
        clear_layout(self._notices)

    def show_running(self, running: bool) -> None:
        """Nothing can be changed while it is checked."""
        self.confirm_button.setEnabled(not running)
        self.discard.setEnabled(not running)
        self.form.setEnabled(not running)

    def _what_is_fixed(self) -> NoticeLine:
        text = self.tr(
            "Name, miles per issue, limits and method are fixed once approved. To change them, apply for a new "
            "campaign with this one as its template."
        )
        notice = Notice(text, "info", actions=((self.tr("Apply by reuse"), self.reuse_asked.emit),))
        return NoticeLine(self._toolbox.theme, notice, self, closable=False)

    def _heading(self, kind: ApplicationKind, campaign_id: str) -> str:
        if kind is ApplicationKind.NEW:
            return self.tr("Apply for a new campaign")
        if kind is ApplicationKind.CHANGE:
            return self.tr("Apply for a change of {}").format(campaign_id)
        return self.tr("Apply for a new campaign with the content of {}").format(campaign_id)
