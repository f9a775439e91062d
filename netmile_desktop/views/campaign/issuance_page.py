"""マイル発行/会員登録: the three ways to issue miles of this campaign by hand (guide L357-364)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.issuances import Finding, check_batch
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.wire import CampaignDetail
from netmile_desktop.views.campaign.single_view import SingleView
from netmile_desktop.views.common.buttons import LinkButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.code_help import code_action
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk


class IssuancePage(QWidget):
    """Three clear choices; what cannot be done today says why."""

    import_asked = Signal()
    """Issue in bulk by PC addresses."""
    mobile_import_asked = Signal()
    """Issue in bulk by mobile addresses."""
    status_changed = Signal()

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._notice = QVBoxLayout()
        theme = toolbox.theme
        self.one = PlainButton(self.tr("Enter one issue"), theme, "user", self)
        self.start = PrimaryButton(self.tr("Register in bulk by CSV upload"), theme, "import", self)
        self.mobile = PlainButton(self.tr("Register in bulk by CSV upload"), theme, "phone", self)
        self.samples = LinkButton(self.tr("Save sample files (starter kit)…"), parent=self)
        self.single = SingleView(desk, toolbox, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._choices())
        self._pages.addWidget(self.single)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.one.clicked.connect(self.open_single)
        self.start.clicked.connect(self.import_asked)
        self.mobile.clicked.connect(self.mobile_import_asked)
        self.samples.clicked.connect(toolbox.navigation.starter_kit_asked)
        self.single.left.connect(self._on_left)
        self.single.status_changed.connect(self.status_changed)

    @property
    def is_single_open(self) -> bool:
        """Whether the form of a single issue is in front."""
        return self._pages.currentWidget() is self.single

    def show_campaign(self, campaign: CampaignDetail, today: date) -> None:
        """Show what can be done in a campaign on a day."""
        clear_layout(self._notice)
        found = check_batch(campaign.rule(Mode.PC, today))
        is_later = may_prepare(found)
        for finding in found:
            notice = self._why(finding, is_later=is_later and finding is found[-1])
            self._notice.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))
        self.one.setEnabled(not found)
        self.one.setToolTip("\n".join(self._toolbox.words.code(finding.code) for finding in found))
        for button in (self.start, self.mobile):
            button.setEnabled(is_later)
        self.single.show_campaign(campaign, today)

    def primary(self) -> QPushButton:
        """The next step."""
        return self.single.primary() if self.is_single_open else self.start

    def back(self) -> bool:
        """One step back in a single issue; False on the choice of a way."""
        if not self.is_single_open:
            return False
        self.single.back()
        return True

    @Slot()
    def open_single(self) -> None:
        """To the form of a single issue."""
        self._pages.setCurrentWidget(self.single)
        self.single.entered()
        self.status_changed.emit()

    @Slot()
    def _on_left(self) -> None:
        self._pages.setCurrentIndex(0)
        self.one.setFocus()
        self.status_changed.emit()

    def _why(self, finding: Finding, *, is_later: bool) -> Notice:
        words = self._toolbox.words
        text = f"{finding.code}  {words.code(finding.code)} · {words.finding(finding)}\n{words.next_step(finding.code)}"
        if is_later:
            text += "\n" + self.tr("A file can be prepared already; it is sent later.")
        return Notice(text, "warning", actions=(code_action(str(finding.code), self._toolbox.navigation),))

    # --- building ---------------------------------------------------------------------------

    def _choices(self) -> QWidget:
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(
            self._card(
                self.tr("Issue one at a time (PC only)"),
                self.tr("Enter address, key and miles of one member. The verdict is shown at once."),
                self.one,
            ),
            1,
        )
        cards.addWidget(
            self._card(
                self.tr("Issue in bulk (PC only)"),
                self.tr(
                    "A CSV file or an Excel workbook with mail address, specified key and miles. "
                    "Every row is checked here first; nothing is sent before you confirm it."
                ),
                self.start,
                self.tr("You can also drop a file anywhere on this window."),
            ),
            1,
        )
        cards.addWidget(
            self._card(
                self.tr("Issue by mobile phone address (mobile addresses only)"),
                self.tr("The same file with mobile addresses. No transfer mail is sent, and no text can be inserted."),
                self.mobile,
            ),
            1,
        )
        members = text_label(
            self.tr("Member registration is not available: the setting stays at “No”."), "help", wrap=True
        )
        page = ScrollPage(self)
        page.body.setContentsMargins(0, 0, 0, 0)
        page.body.setSpacing(12)
        page.body.addLayout(self._notice)
        page.body.addLayout(cards)
        foot = QHBoxLayout()
        foot.addWidget(self.samples)
        foot.addStretch()
        page.body.addLayout(foot)
        page.body.addWidget(members)
        page.body.addStretch()
        return page

    def _card(self, title: str, text: str, button: QPushButton, hint: str = "") -> Card:
        card = Card(parent=self)
        card.body.addWidget(text_label(title, "strong", wrap=True))
        card.body.addWidget(text_label(text, "muted", wrap=True))
        if hint:
            card.body.addWidget(text_label(hint, "help", wrap=True))
        card.body.addStretch()
        card.body.addSpacing(8)
        button.setAccessibleDescription(title)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch()
        card.body.addLayout(row)
        return card


def may_prepare(found: Iterable[Finding]) -> bool:
    """Return whether a batch may be prepared: it can be sent today, or nothing speaks against it for good."""
    return all(finding.reason in {Reason.NOT_OPEN_YET, Reason.SUSPENDED} for finding in found)
