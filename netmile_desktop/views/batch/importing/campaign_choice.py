"""The choice of a batch's campaign: a search over running campaigns, or a given one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.failures import NotSignedIn, Unreachable
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import Badge, text_label
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.campaigns.catalogue import Catalogue

TYPING_MILLISECONDS = 250
_LISTED = 20


Search = Callable[[wire.CampaignSearch], wire.Page[wire.CampaignSummary]]


@dataclass(frozen=True, slots=True)
class CampaignMatches:
    """Campaigns to choose from, from the portal or from the local copy."""

    campaigns: list[wire.CampaignSummary]
    as_of: datetime
    is_fresh: bool


class CampaignChoice(Card):
    """A search field over a short list; after the choice, the campaign with its rule and a button to change it."""

    changed = Signal()
    """Another campaign is chosen, or none."""
    picked = Signal()
    """The user chose a campaign from the list."""

    def __init__(self, catalogue: Catalogue, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._catalogue, self._toolbox = catalogue, toolbox
        self._chosen: wire.CampaignSummary | wire.CampaignDetail | None = None
        self._asked = 0
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search running campaigns by name or ID"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.addAction(toolbox.theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.table = self._make_table()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MILLISECONDS)
        self.notice = NoticeSpot(toolbox.theme)
        self._lay_out()
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.look_up)
        self.table.chosen.connect(self._on_chosen)
        self.table.clicked.connect(lambda _index: self._on_chosen(self.table.current()))
        self.change_button.clicked.connect(self._on_change_clicked)

    def _make_table(self) -> RecordTable[wire.CampaignSummary]:
        words = self._toolbox.words
        columns: list[TableColumn[wire.CampaignSummary]] = [
            TableColumn("id", self.tr("Campaign ID"), lambda each: each.id, 116, Cell.ID),
            TableColumn("name", self.tr("Campaign name"), lambda each: each.name, 160, stretch=True),
            TableColumn("amount", self.tr("Amount"), lambda each: words.amount(each.amount), 150),
        ]
        table = RecordTable(columns, self._toolbox.theme, identity=lambda each: each.id, parent=self)
        table.setProperty("framed", "true")
        table.setAccessibleName(self.tr("Running campaigns"))
        return table

    def _lay_out(self) -> None:
        self.body.addWidget(text_label(self.tr("Campaign to issue for"), "strong"))
        self.body.addLayout(self.notice)
        self._looking = QWidget(self)
        looking = QVBoxLayout(self._looking)
        looking.setContentsMargins(0, 0, 0, 0)
        looking.addWidget(self.search)
        looking.addWidget(self.table, 1)
        self._shown = QWidget(self)
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(6)
        head = QHBoxLayout()
        self.id = text_label("", "muted")
        self.state = Badge(self._toolbox.theme)
        self.change_button = LinkButton(self.tr("Change"), parent=self)
        head.addWidget(self.id)
        head.addWidget(self.state)
        head.addStretch()
        head.addWidget(self.change_button)
        self.name = text_label("", "heading", wrap=True)
        self.rule = text_label("", "", wrap=True)
        self.period = text_label("", "muted", wrap=True)
        shown.addLayout(head)
        for label in (self.name, self.rule, self.period):
            shown.addWidget(label)
        shown.addStretch()
        self.body.addWidget(self._looking, 1)
        self.body.addWidget(self._shown, 1)
        self._shown.hide()

    @property
    def campaign_id(self) -> str:
        """The ID of the chosen campaign, or ""."""
        return self._chosen.id if self._chosen is not None else ""

    def start(self, campaign_id: str) -> None:
        """Start with a campaign, or without one."""
        self.search.clear()
        self._choose(None)
        if campaign_id:
            self._asked += 1
            number = self._asked
            self._toolbox.tasks.start(
                lambda progress: self._catalogue.latest(campaign_id, progress),
                owner=self,
                done=lambda detail: self._choose(detail) if number == self._asked else None,
                failed=self._on_failed,
            )
        else:
            self.look_up()

    @Slot()
    def look_up(self) -> None:
        """Search the running campaigns that match the text."""
        self._asked += 1
        number, text = self._asked, self.search.text().strip()
        self._toolbox.tasks.start(
            lambda progress: self._found(text, progress),
            owner=self,
            done=lambda found: self._on_found(number, found),
            failed=self._on_failed,
        )

    def _found(self, text: str, progress: Progress) -> CampaignMatches:
        try:
            pages = self._pages(text, lambda query: self._catalogue.search(query, progress))
            is_fresh = True
        except Unreachable:
            pages = self._pages(text, self._catalogue.remembered_search)
            is_fresh = False
        found = {each.id: each for page in pages for each in page.items}
        return CampaignMatches(list(found.values()), pages[-1].as_of, is_fresh)

    def _pages(self, text: str, search: Search) -> list[wire.Page[wire.CampaignSummary]]:
        states = [CampaignState.RUNNING, CampaignState.ISSUING]
        by_name = search(wire.CampaignSearch(name=text, states=states, size=_LISTED))
        if not text or any(each.id == text for each in by_name.items):
            return [by_name]
        return [search(wire.CampaignSearch(id=text, states=states, size=_LISTED)), by_name]

    def _on_found(self, number: int, found: CampaignMatches) -> None:
        if number != self._asked:
            return
        self.notice.clear()
        self.table.show_records(found.campaigns)
        if found.is_fresh:
            self._toolbox.connection.heard()
            return
        self._toolbox.connection.missed()
        text = self.tr("The portal cannot be reached. These are the campaigns as they were at {} JST.")
        self.notice.show_notice(Notice(text.format(formats.moment(found.as_of)), "info", actions=self._again()))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            self._toolbox.navigation.session_lost.emit()
        self.notice.clear()
        self.notice.show_notice(Notice(self._toolbox.words.failure(error), "warning", actions=self._again()))

    def _again(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        return ((self.tr("Try again"), self.look_up),)

    def _on_chosen(self, campaign: wire.CampaignSummary | None) -> None:
        if campaign is not None:
            self._choose(campaign)
            self.picked.emit()

    @Slot()
    def _on_change_clicked(self) -> None:
        self._choose(None)
        self.look_up()
        self.search.setFocus()

    def _choose(self, campaign: wire.CampaignSummary | wire.CampaignDetail | None) -> None:
        self._chosen = campaign
        self._looking.setVisible(campaign is None)
        self._shown.setVisible(campaign is not None)
        if campaign is not None:
            words = self._toolbox.words
            self.notice.clear()
            self.id.setText(campaign.id)
            self.name.setText(campaign.name)
            self.rule.setText(words.amount(campaign.amount))
            self.period.setText(self.tr("Issuance period {}").format(formats.span(campaign.issuance_period)))
            if campaign.state is not None:
                state = campaign.state
                self.state.show_state(words.state(state), words.tone(state), words.icon(state))
            self.state.setVisible(campaign.state is not None)
        self.changed.emit()
