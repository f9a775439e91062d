"""キャンペーン詳細: every field of a campaign (guide L135)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QWidget

from netmile_desktop.domain.applications import OF_REWARDS
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState
from netmile_desktop.domain.texts.applications import PLACED, PLACEMENT
from netmile_desktop.domain.wire import CampaignDetail, ContentOfCampaign
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.application.banner_field import picture
from netmile_desktop.views.application.field_texts import field_name, reward_text
from netmile_desktop.views.campaign.activity_card import ActivityCard
from netmile_desktop.views.common.labels import LongLabel, text_label
from netmile_desktop.views.common.layout.lengths import APART
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_link import NetMileLink
from netmile_desktop.workspace.desk import Desk

_BESIDE = 340
"""Width of the column that says how the campaign is going."""
_UNBOUNDED = (1 << 24) - 1
"""Qt's own value for a width without a limit."""
_NARROW = 800
"""Width below which that column stands below."""


class CampaignDetailPage(QWidget):
    """Names left, what holds right, and beside them how the campaign is going; the page around scrolls.

    The banner comes with the campaign's content, by a request of its own.
    """

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, toolbox.words
        self._newest = Newest(toolbox.tasks, self)
        self._banner_of: tuple[str, int] | None = None
        """ID and version of the campaign whose banner is shown."""
        self._theme = toolbox.theme
        self.activity = ActivityCard(desk, toolbox, self)
        self.activity.registration_chosen.connect(toolbox.navigation.registration_chosen)
        self.activity.status_asked.connect(toolbox.navigation.status_asked)
        self._card = Card(parent=self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.netmile = NetMileLink(toolbox, NetMilePart.CAMPAIGNS, self, in_sandbox=desk.is_sandbox)
        """The way to NetMile's side while the campaign waits for it, or was suspended by it."""
        self._card.body.addWidget(self.netmile, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.body.addLayout(self._grid)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(APART)
        self._box.addWidget(self._card, 1)
        self._box.addWidget(self.activity, 0, Qt.AlignmentFlag.AlignTop)
        self.activity.hide()
        self._values: dict[str, QLabel] = {}

    def show_campaign(self, campaign: CampaignDetail) -> None:
        """Show a campaign."""
        for name, value in self._facts(campaign):
            if name not in self._values:
                self._add(name)
            if value is not None:
                self._values[name].setText(value or "–")
        self._show_banner(campaign)
        self.activity.setVisible(campaign.state is not None and campaign.reward is None)
        if not self.activity.isHidden():
            self.activity.show_campaign(campaign.id)
        is_suspended = campaign.state is CampaignState.SUSPENDED
        part = NetMilePart.CAMPAIGNS if is_suspended else NetMilePart.APPLICATIONS
        is_waiting = is_suspended or campaign.application_state is ApplicationState.APPLIED
        self.netmile.offer(is_waiting, campaign.id, part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < self._theme.pixels(_NARROW)
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        self.activity.setMinimumWidth(self._theme.pixels(_BESIDE) if not is_narrow else 0)
        self.activity.setMaximumWidth(self._theme.pixels(_BESIDE) if not is_narrow else _UNBOUNDED)
        self._box.setAlignment(self.activity, Qt.AlignmentFlag(0) if is_narrow else Qt.AlignmentFlag.AlignTop)

    @property
    def banner(self) -> QLabel:
        """Where the banner is shown."""
        return self._values[self.tr("Banner")]

    def _show_banner(self, campaign: CampaignDetail) -> None:
        if campaign.banner_bytes == 0:
            self._newest.drop()
            self._banner_of = (campaign.id, campaign.version)
            self.banner.setText("–")
        elif self._banner_of != (campaign.id, campaign.version):
            applications, campaign_id = self._desk.applications, campaign.id

            def job(progress: Progress) -> ContentOfCampaign:
                return applications.content(campaign_id, progress)

            self.banner.setText(self.tr("Being fetched"))
            self._newest.ask(job, self._on_content, self._on_no_content)

    def _on_content(self, content: ContentOfCampaign) -> None:
        self._banner_of = (content.campaign_id, content.version)
        found = picture(content.content.banner, self.devicePixelRatioF())
        if found.isNull():
            text = self.tr("A picture that cannot be shown here")
            self.banner.setText(text if content.content.banner else "–")
        else:
            self.banner.setWordWrap(False)  # a wrapping label reserves the height of a text, which a picture has not
            self.banner.setPixmap(found)

    def _on_no_content(self, error: Exception) -> None:
        self.banner.setText(self.tr("Cannot be shown now: {}").format(self._words.failure(error)))

    def _add(self, name: str) -> None:
        row = self._grid.rowCount()
        value = LongLabel()
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label = text_label(name, "label")
        label.setMinimumWidth(180)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        value.setAccessibleName(name)
        self._values[name] = value

    def _facts(self, campaign: CampaignDetail) -> list[tuple[str, str | None]]:
        """Return names and texts; None for what is no text."""
        words, reward = self._words, campaign.reward
        state = words.state(campaign.state) if campaign.state else "–"
        return [
            (self.tr("Campaign name"), campaign.name),
            (self.tr("Description"), campaign.description),
            (self.tr("Application state"), words.state(campaign.application_state)),
            (self.tr("Campaign state"), state),
            (self.tr("Campaign period"), formats.span(campaign.campaign_period)),
            (self.tr("Issuance period"), formats.span(campaign.issuance_period)),
            (self.tr("Amount"), words.amount(campaign.amount)),
            (self.tr("Method of issuance"), words.method(campaign.method)),
            (self.tr("Issuance limits"), words.limits(campaign.per_member, campaign.per_member_per_day)),
            (self.tr("Transfer"), words.transfer(campaign.transfer_after_days)),
            (self.tr("Link"), campaign.link_url),
            (self.tr("Listed at NetMile"), self.tr("Yes") if campaign.listed else self.tr("No")),
            (self.tr("Listing text"), campaign.listing_text),
            *((field_name(words, field), reward_text(words, reward, field)) for field in OF_REWARDS if reward),
            *([(words.say(PLACEMENT), words.say(PLACED))] if reward else []),
            (self.tr("Banner"), None),
            (self.tr("Miles issued so far"), formats.miles(campaign.miles_issued)),
            (self.tr("Version"), str(campaign.version)),
        ]
