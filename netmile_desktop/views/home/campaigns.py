"""実施中のキャンペーン: the campaigns now running, the one that ends first on top (guide L81, L175)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Slot

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.wire import CampaignSummary
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.tables.short_table import ShortTable
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import due_badge
from netmile_desktop.views.messages import Texts

SHOWN = 5
"""Campaigns that are shown at first."""
_UNKNOWN = "–"


class RunningCard(Card):
    """Some rows, all of them whole, and a button for the others; the page scrolls, the table does not."""

    def __init__(self, screen: Screen, today: Callable[[], date]) -> None:
        super().__init__(parent=screen)
        toolbox = screen.toolbox
        self.title.setText(self.tr("List of campaigns now running"))
        self._this_month: Mapping[str, int] | None = None
        self.table: ShortTable[CampaignSummary] = ShortTable(
            running_columns(toolbox.words, today, self._of_this_month),
            toolbox.theme,
            name="home",
            memory=toolbox.memory,
            identity=lambda campaign: campaign.id,
            parent=self,
            shown=SHOWN,
        )
        self.table.setAccessibleName(self.title.text())
        self.tools = ListTools(toolbox.theme, self.table, self)
        self._export = ListExport(screen, self.table)
        self.all_button = LinkButton("", toolbox.theme, parent=self)
        self.empty = EmptyState(
            toolbox.theme,
            "flag",
            self.tr("No campaign is running"),
            self.tr("Campaigns that have not begun or are over are found by the campaign search."),
            self.tr("Search campaigns"),
            primary=False,
        )
        self.head.addWidget(self.title)
        self.head.addStretch()
        self.head.addWidget(self.all_button)
        self.head.addWidget(self.tools)
        self.body.addLayout(self.head)
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.empty.hide()
        self.all_button.hide()
        self.tools.save_asked.connect(self._on_save_asked)
        self.all_button.clicked.connect(self._on_all)

    def show_campaigns(self, campaigns: Sequence[CampaignSummary]) -> None:
        """Show campaigns."""
        self.table.show_records(campaigns)
        self.table.setVisible(bool(campaigns))
        self.empty.setVisible(not campaigns)
        self.tools.setVisible(bool(campaigns))
        self._show_button()

    def show_this_month(self, miles: Mapping[str, int]) -> None:
        """Show the miles that each campaign has issued this month."""
        self._this_month = miles
        self.table.show_records(list(self.table.records_model.given))

    def _of_this_month(self, campaign: CampaignSummary) -> int | None:
        return None if self._this_month is None else self._this_month.get(campaign.id, 0)

    def _show_button(self) -> None:
        count = len(self.table.records_model.records)
        self.all_button.setVisible(count > SHOWN)
        is_whole = self.table.is_whole
        self.all_button.setText(self.tr("Show fewer") if is_whole else self.tr("Show all ({})").format(count))

    @Slot()
    def _on_all(self) -> None:
        self.table.show_whole(not self.table.is_whole)
        self._show_button()

    @Slot()
    def _on_save_asked(self) -> None:
        self._export.save_shown(self.title.text())


def running_columns(
    words: Texts, today: Callable[[], date], this_month: Callable[[CampaignSummary], int | None]
) -> list[TableColumn[CampaignSummary]]:
    """ID, name, both periods with days left, amount rule, miles of the month and so far; a whole list, so sorted here.

    Args:
        this_month: The miles that a campaign has issued this month; None if that is not known.
    """

    translate = QCoreApplication.translate
    campaign, issuance = _campaign_period, _issuance_period
    return [
        TableColumn(
            "id", translate("RunningCampaigns", "Campaign ID"), lambda c: c.id, 84, Cell.LINK, order=lambda c: c.id
        ),
        TableColumn(
            "name",
            translate("RunningCampaigns", "Campaign"),
            lambda c: c.name,
            180,
            stretch=True,
            order=lambda c: c.name,
        ),
        TableColumn(
            "campaign",
            translate("RunningCampaigns", "Campaign period"),
            lambda c: formats.span(c.campaign_period),
            176,
            order=lambda c: c.campaign_period.last,
        ),
        _left(
            "campaign_left", translate("RunningCampaigns", "Campaign ends in"), campaign, words, today, with_share=True
        ),
        TableColumn(
            "issuance",
            translate("RunningCampaigns", "Issuance period"),
            lambda c: formats.span(c.issuance_period),
            176,
            order=lambda c: c.issuance_period.last,
            extra=True,
        ),
        _left("issuance_left", translate("RunningCampaigns", "Issuing ends in"), issuance, words, today),
        TableColumn("amount", translate("RunningCampaigns", "Amount"), lambda c: words.amount(c.amount), 130),
        *_miles_columns(this_month),
    ]


def _miles_columns(this_month: Callable[[CampaignSummary], int | None]) -> list[TableColumn[CampaignSummary]]:
    translate = QCoreApplication.translate

    def miles(campaign: CampaignSummary) -> str:
        known = this_month(campaign)
        return _UNKNOWN if known is None else formats.number(known)

    return [
        TableColumn(
            "month",
            translate("RunningCampaigns", "This month, miles"),
            miles,
            80,
            right=True,
            order=lambda c: this_month(c) or 0,
        ),
        TableColumn(
            "issued",
            translate("RunningCampaigns", "Miles issued"),
            lambda c: formats.number(c.miles_issued),
            90,
            right=True,
            order=lambda c: c.miles_issued,
        ),
    ]


def _campaign_period(campaign: CampaignSummary) -> Period:
    return campaign.campaign_period


def _issuance_period(campaign: CampaignSummary) -> Period:
    return campaign.issuance_period


def _left(
    key: str,
    title: str,
    period: Callable[[CampaignSummary], Period],
    words: Texts,
    today: Callable[[], date],
    *,
    with_share: bool = False,
) -> TableColumn[CampaignSummary]:
    """How long a period still goes and, with `with_share`, how much of it is over."""

    def days(campaign: CampaignSummary) -> int:
        return period(campaign).days_left(today())

    def share(campaign: CampaignSummary) -> float:
        whole = period(campaign)
        return ((today() - whole.first).days + 1) / max((whole.last - whole.first).days + 1, 1)

    return TableColumn(
        key,
        title,
        lambda c: words.days_left(days(c)),
        104,
        Cell.BADGE,
        badge=lambda c: due_badge(days(c)),
        share=share if with_share else None,
        order=lambda c: period(c).last,
    )
