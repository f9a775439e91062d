"""マイル発行/会員登録: how miles of this campaign are issued by hand (guide L357-364)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.issuances import Finding, campaign_is_valid, issuance_period_is_open
from netmile_desktop.domain.reasons import Reason
from netmile_desktop.domain.wire import CampaignDetail
from netmile_desktop.views.common.buttons import PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, clear_layout
from netmile_desktop.views.toolbox import Toolbox


class IssuancePage(QWidget):
    """The CSV way starts an import for this campaign; what cannot be done says why."""

    import_asked = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._notice = QVBoxLayout()
        self.start = PrimaryButton(self.tr("Choose a file"), toolbox.theme, "import", self)
        self.start.clicked.connect(self.import_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._notice)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self._csv_card(), 1)
        cards.addWidget(self._members_card(), 1)
        column.addLayout(cards)
        column.addStretch()

    def show_campaign(self, campaign: CampaignDetail, today: date) -> None:
        """Show what can be done in a campaign on a day."""
        clear_layout(self._notice)
        rule = campaign.rule(Mode.PC, today)
        finding = campaign_is_valid(rule) or issuance_period_is_open(rule)
        if finding is not None:
            self._notice.addWidget(NoticeLine(self._toolbox.theme, self._why(finding), self, closable=False))
        self.start.setEnabled(finding is None or may_prepare(finding))

    def _why(self, finding: Finding) -> Notice:
        words = self._toolbox.words
        text = f"{finding.code}  {words.code(finding.code)} · {words.finding(finding)}\n{words.next_step(finding.code)}"
        if may_prepare(finding):
            text += "\n" + self.tr("A file can be prepared already; it is sent later.")
        return Notice(text, "warning")

    def _csv_card(self) -> Card:
        card = Card(self.tr("Issue with a CSV file"), self)
        card.body.addWidget(
            text_label(
                self.tr(
                    "A CSV file or an Excel workbook with mail address, specified key and miles. "
                    "Every row is checked here first; nothing is sent before you confirm it."
                ),
                "muted",
                wrap=True,
            )
        )
        card.body.addWidget(text_label(self.tr("You can also drop a file anywhere on this window."), "help", wrap=True))
        card.body.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addStretch()
        card.body.addLayout(row)
        return card

    def _members_card(self) -> Card:
        card = Card(self.tr("Member registration"), self)
        card.body.addWidget(
            text_label(
                self.tr("Not available. Members are not registered along with an issue: the setting stays at “No”."),
                "muted",
                wrap=True,
            )
        )
        card.body.addStretch()
        return card


def may_prepare(finding: Finding) -> bool:
    """Whether a batch may be prepared although it cannot be sent today: it will be possible, or may be again."""
    return finding.reason in {Reason.NOT_OPEN_YET, Reason.SUSPENDED}
