"""The header of an opened batch: its file, campaign, rule and current step."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchSettings
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import Badge, ElidedLabel, IconButton, set_role, text_label
from netmile_desktop.views.common.layout.lengths import APART
from netmile_desktop.views.common.layout.page_margins import PageMargins
from netmile_desktop.views.common.panels import GAP
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.drafts.draft import Draft

_NARROWEST_RULE = 120


class Step(IntEnum):
    """The steps of a batch, in order."""

    IMPORT = 0
    CORRECT = 1
    SEND = 2
    RESULT = 3


class StepTrail(QWidget):
    """取込 › 確認・修正 › 送信 › 結果, the current step in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [self.tr("Import"), self.tr("Check and correct"), self.tr("Send"), self.tr("Result")]
        self._labels: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for at, name in enumerate(self._names):
            if at:
                row.addWidget(text_label("›", "muted"))
            self._labels.append(text_label(name, "muted"))
            row.addWidget(self._labels[-1])

    def show_step(self, step: Step) -> None:
        """Mark the current step."""
        for at, label in enumerate(self._labels):
            set_role(label, "role", "strong" if at == step else "muted")
        self.setAccessibleName(self.tr("Step {} of {}: {}").format(step + 1, len(self._labels), self._names[step]))


class BatchHeader(QWidget):
    """The header above every step, so that the campaign is always visible."""

    back_asked = Signal()

    def __init__(self, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = toolbox.theme
        self._words, self._navigation, self._commands = toolbox.words, toolbox.navigation, commands
        self._draft: Draft | None = None
        self.back = IconButton(theme, "chevron-left", self.tr("Back to the list of batches"), self)
        self.title = ElidedLabel("title", self)
        self.arrow = text_label("→", "muted")
        self.campaign = LinkButton("", parent=self)
        self.state = Badge(theme)
        self.rule = ElidedLabel("muted", self)
        self.history = IconButton(theme, "info", self.tr("How the file was read, and what happened since"), self)
        self.trail = StepTrail(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for widget in (self.back, self.title, self.history, self.arrow, self.campaign, self.state, self.rule):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.trail)
        self.back.clicked.connect(self.back_asked)
        self.history.clicked.connect(self._on_history_clicked)
        self.campaign.clicked.connect(self._on_campaign_clicked)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Hide the trail first in a narrow window, then the rule; file and campaign stay."""
        always = (self.back, self.title, self.history, self.arrow, self.campaign, self.state)
        shown = [each for each in always if not each.isHidden()]
        room = self.width() - sum(each.sizeHint().width() + GAP for each in shown)
        trail = self.trail.sizeHint().width() + GAP
        has_trail = room >= trail
        self.trail.setVisible(has_trail)
        self.rule.setVisible(room - (trail if has_trail else 0) >= _NARROWEST_RULE)

    @Slot(str)
    def show_detail(self, detail: str) -> None:
        """Show a few words about what the title names."""
        self.rule.setText(detail)
        self._give_room()

    def show_title(self, title: str, step: Step) -> None:
        """Show a title without a batch, for example during the import."""
        self.title.setText(title)
        for widget in (self.history, self.arrow, self.campaign, self.state):
            widget.hide()
        self.rule.setText("")
        self.trail.show_step(step)
        self._give_room()

    def show_draft(self, draft: Draft, step: Step) -> None:
        """Show the file, campaign, rule and state of a batch."""
        self._draft, campaign = draft, draft.campaign
        self.title.setText(formats.shorten(draft.name, 34))
        self.title.setToolTip(draft.name)
        self.campaign.setText(f"{campaign.id} {formats.shorten(campaign.name, 22)}")
        self.campaign.setToolTip(self.tr("Open the campaign {} {}").format(campaign.id, campaign.name))
        for widget in (self.history, self.arrow, self.campaign, self.state):
            widget.show()
        self._show_state(campaign, draft)
        rule = " · ".join(rule_words(self._words, campaign, draft.settings))
        self.rule.setText(rule)
        self.rule.setToolTip(rule)
        self.trail.show_step(step)
        self._give_room()

    def _show_state(self, campaign: wire.CampaignDetail, draft: Draft) -> None:
        state = campaign.state or campaign.application_state
        left = self._words.days_left(campaign.issuance_period.days_left(draft.today))
        text = f"{self._words.state(state)} · {left}" if campaign.state is not None else self._words.state(state)
        self.state.show_state(text, self._words.tone(state), self._words.icon(state))
        period = formats.span(campaign.issuance_period)
        self.state.setToolTip(self.tr("Issuance period {}").format(period))

    @Slot()
    def _on_campaign_clicked(self) -> None:
        if self._draft is not None:
            self._navigation.campaign_chosen.emit(self._draft.campaign.id)

    @Slot()
    def _on_history_clicked(self) -> None:
        if self._draft is not None:
            self._commands.show_history(self._draft)


def rule_words(words: Texts, campaign: wire.CampaignDetail, settings: BatchSettings) -> Sequence[str]:
    """Return the rule of a campaign in words: amount, limits, transfer."""
    limited = campaign.per_member is not None or campaign.per_member_per_day is not None
    limits = (words.limits(campaign.per_member, campaign.per_member_per_day),) if limited else ()
    return (words.amount(campaign.amount), *limits, words.transfer(settings.transfer_after_days))


class Headed(QWidget):
    """A page with its own header."""

    def __init__(self, head: BatchHeader, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.page = head, page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(APART)
        column.addWidget(head)
        column.addWidget(page, 1)
        PageMargins(self, top=APART, bottom=APART)
