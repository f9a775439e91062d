"""The sub-tab 「自動発行」 of a campaign whose issues are automatic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.progress import Progress
from netmile_desktop.views.automatic.connection_page import ConnectionPage
from netmile_desktop.views.automatic.error_log import RefusedCallsView
from netmile_desktop.views.automatic.examples_page import ExamplesPage
from netmile_desktop.views.automatic.tester_page import TesterPage
from netmile_desktop.views.common.buttons import SegmentedFilter
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.automatic.trials import TrialCampaigns
from netmile_desktop.workspace.desk import Desk

CONNECTION, TESTER, EXAMPLES, LOG = "connection", "tester", "examples", "log"


@dataclass(frozen=True, slots=True)
class _Ready:
    """What one visit to the portal and to the keyring brought."""

    known: wire.AutomaticKeys
    secrets: Mapping[str, str]
    """Of valid keys, empty where this computer does not have it."""
    may_keep: bool
    campaign: wire.CampaignDetail
    campaigns: TrialCampaigns


class AutomaticView(Screen):
    """Four pages: what an engineer copies, what he tests, what he reads, and what was refused."""

    def __init__(self, desk: Desk, toolbox: Toolbox, campaign_id: str, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk, self._campaign_id = desk, campaign_id
        self._loader = Loader(self, "automatic")
        self.choice = SegmentedFilter(
            [
                (CONNECTION, self.tr("Connection and keys")),
                (TESTER, self.tr("Test the tag")),
                (EXAMPLES, self.tr("Examples")),
                (LOG, self.tr("Error log")),
            ],
            self,
        )
        self.connection = ConnectionPage(desk.site_keys, self)
        self.connection.campaign.show_id(campaign_id)
        self.tester = TesterPage(desk, self)
        self.examples = ExamplesPage(self)
        self.log = RefusedCallsView(desk, toolbox, campaign_id, self)
        self._pages: dict[str, QWidget] = {
            CONNECTION: self.connection,
            TESTER: self.tester,
            EXAMPLES: self.examples,
            LOG: self.log,
        }
        self._stack = QStackedWidget(self)
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 14)
        column.setSpacing(12)
        column.addWidget(self.choice)
        column.addWidget(self._stack, 1)
        self._share_room()
        self.choice.chosen.connect(self._on_chosen)
        self.log.status_changed.connect(self.status_changed)
        self.log.noticed.connect(self.noticed)
        self.log.unnoticed.connect(self.unnoticed)

    # --- what the window asks ---------------------------------------------------------------------

    def topic(self) -> str:
        return self.log.topic() if self.choice.key == LOG else "automatic"

    def as_of(self) -> datetime | None:
        return self.log.as_of() if self.choice.key == LOG else None

    def primary(self) -> QPushButton | None:
        key = self.choice.key
        return self.tester.primary() if key == TESTER else self.log.primary() if key == LOG else None

    def seek(self) -> None:
        if self.choice.key == LOG:
            self.log.seek()

    def place(self) -> str:
        return self.choice.key

    def restore(self, place: str) -> None:
        if place in self._pages:
            self.show_page(place)

    def entered(self) -> None:
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        if self.choice.key == LOG:
            self.log.refresh()
        elif self.choice.key == EXAMPLES:
            self.examples.entered()
        else:
            self._loader.load(self._look, self._on_ready)

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        self.choice.choose(key)
        self._on_chosen()

    # --- what happens -------------------------------------------------------------------------------

    def _look(self, progress: Progress) -> _Ready:
        desk = self._desk
        keys = desk.site_keys
        known = keys.all(progress)
        valid = [key.key_id for key in known.keys if key.state is wire.AutomaticKeyState.VALID]
        campaign = desk.catalogue.latest(self._campaign_id, progress)
        campaigns = desk.trials.campaigns(campaign, progress)
        return _Ready(known, {key_id: keys.secret(key_id) for key_id in valid}, keys.may_keep, campaign, campaigns)

    def _on_ready(self, ready: _Ready) -> None:
        self.connection.show_keys(ready.known, may_keep=ready.may_keep)
        secrets = dict(ready.secrets)
        made = self.connection.keys.panel.made
        if made is not None and made.key_id in secrets:
            secrets[made.key_id] = made.secret  # known to the window as long as it is shown
        self.tester.show_ready(ready.known.merchant_id, secrets, ready.campaign, ready.campaigns)
        self.status_changed.emit()

    @Slot()
    def _on_chosen(self) -> None:
        self._stack.setCurrentWidget(self._pages[self.choice.key])
        self._share_room()
        self.refresh()
        self.status_changed.emit()

    def _share_room(self) -> None:
        """Only the page in front says how much room it takes."""
        for key, page in self._pages.items():
            policy = QSizePolicy.Policy.Preferred if key == self.choice.key else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
