"""What comes after the form: look at it once more, apply, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.domain.applications import CampaignContent
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.domain.wire import ApplicationDetail, ApplicationForecast
from netmile_desktop.views.application.content_table import ContentTable
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import Badge, CopyableId, FactLabel, text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, FittingPage, lay_out_card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_link import NetMileLink


class ApplicationConfirmPage(FittingPage):
    """Nothing is applied for before its button was pressed."""

    back_asked = Signal()
    apply_asked = Signal()

    def __init__(self, toolbox: Toolbox, kind: ApplicationKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox, self._kind = toolbox, kind
        is_change = kind is ApplicationKind.CHANGE
        title = self.tr("Content of the change") if is_change else self.tr("Content of the campaign")
        self.title = text_label(title, "title")
        self.promise = text_label("", wrap=True)
        self.table = ContentTable(toolbox, self)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(8)
        self.back = PlainButton(self.tr("Back to the form"), parent=self)
        words = self.tr("Apply for the change") if is_change else self.tr("Apply for this campaign")
        self.apply = PrimaryButton(words, toolbox.theme, "send", self)
        card = Card(parent=self)
        card.body.addWidget(self.title)
        card.body.addWidget(self.promise)
        card.body.addSpacing(8)
        card.body.addWidget(self.table)
        lay_out_card(self, card, self.notices, foot(self.back, self.apply))
        self.back.clicked.connect(self.back_asked)
        self.apply.clicked.connect(self.apply_asked)

    def show_forecast(self, content: CampaignContent, forecast: ApplicationForecast, campaign_id: str) -> None:
        """Show what would be applied for; of a change only what changes."""
        clear_layout(self.notices)
        if self._kind is ApplicationKind.CHANGE:
            self.promise.setText(
                self.tr(
                    "The campaign ID {} stays, and no tag has to be set up again. Until NetMile approves the change, "
                    "the campaign goes on as it is."
                ).format(campaign_id)
            )
            self.table.show_content(content, forecast.before, forecast.changed)
        else:
            text = self.tr("A new campaign ID will be given.")
            if self._kind is ApplicationKind.REUSE:
                text = self.tr(
                    "A new campaign ID will be given. It is a campaign of its own; {} stays as it is."
                ).format(campaign_id)
            self.promise.setText(text)
            self.table.show_content(content)
        self.show_running(False)

    def say(self, notice: Notice) -> None:
        """Show a notice under the content."""
        self.notices.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))

    def say_other_version(self) -> None:
        """Say why the button was pressed in vain: the campaign has another version, which says the same."""
        text = self.tr(
            "The campaign was suspended or resumed meanwhile; its content is the same. Nothing was applied for yet. "
            "Press the button again."
        )
        self.say(Notice(text, "info"))

    def show_running(self, running: bool) -> None:
        """Nothing can be pressed twice while it is under way."""
        self.back.setEnabled(not running)
        self.apply.setEnabled(not running)
        if running:
            clear_layout(self.notices)


class DonePage(QWidget):
    """The application number, the campaign's ID and its state (guide L161, L296-298)."""

    search_asked = Signal()
    new_asked = Signal()
    campaign_asked = Signal(str)

    def __init__(
        self, toolbox: Toolbox, kind: ApplicationKind, parent: QWidget | None = None, *, in_sandbox: bool = False
    ) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.netmile = NetMileLink(toolbox, NetMilePart.APPLICATIONS, self, in_sandbox=in_sandbox)
        is_change = kind is ApplicationKind.CHANGE
        done = self.tr("The change request was submitted.") if is_change else self.tr("The application was submitted.")
        self.title = text_label(done, "title")
        self.campaign = CopyableId(toolbox.theme, self.tr("Copy the campaign ID"))
        self.number = CopyableId(toolbox.theme, self.tr("Copy the application number"))
        self.badge = Badge(toolbox.theme, parent=self)
        self.search = PrimaryButton(self.tr("Campaigns: search and list"), toolbox.theme, "search", self)
        self.another = PlainButton(self.tr("Apply for another new campaign"), toolbox.theme, "plus", self)
        self.another.setVisible(not is_change)
        card = Card(parent=self)
        card.body.addWidget(self.title)
        card.body.addWidget(
            text_label(self.tr("NetMile decides about it. You find it under “Application state”."), "muted", wrap=True)
        )
        card.body.addSpacing(8)
        facts = QHBoxLayout()
        facts.setSpacing(28)
        facts.addWidget(FactLabel(self.tr("Campaign ID"), self.campaign))
        facts.addWidget(FactLabel(self.tr("Application state"), self.badge))
        facts.addWidget(FactLabel(self.tr("Application number"), self.number))
        facts.addStretch()
        card.body.addLayout(facts)
        card.body.addWidget(self.netmile, 0, Qt.AlignmentFlag.AlignLeft)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addStretch()
        column.addLayout(foot(self.another, self.search))
        self.search.clicked.connect(self.search_asked)
        self.another.clicked.connect(self.new_asked)

    def show_application(self, application: ApplicationDetail) -> None:
        """Show what came of it."""
        words = self._toolbox.words
        self.campaign.show_id(application.campaign_id)
        self.number.show_id(application.id)
        self.netmile.offer(application.may_withdraw, application.id)
        self.badge.show_state(
            words.application_state(application.kind, application.state),
            words.tone(application.state),
            words.icon(application.state),
        )


def foot(*buttons: QPushButton) -> QHBoxLayout:
    """Return a row of buttons at the right, the next step last."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    return row
