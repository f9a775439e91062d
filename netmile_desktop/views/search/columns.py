"""The columns of what both searches find."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.wire import ApplicationSummary, CampaignSummary
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts

STATUS_LINK = "status"


def found_columns(words: Texts) -> list[TableColumn[CampaignSummary]]:
    """The columns of the result (guide L81, L553); the portal sorts."""
    translate = QCoreApplication.translate
    return [
        TableColumn("id", translate("FoundCampaigns", "Campaign ID"), lambda c: c.id, 110, Cell.LINK, sort="id"),
        TableColumn(
            "name", translate("FoundCampaigns", "Campaign name"), lambda c: c.name, 180, stretch=True, sort="name"
        ),
        TableColumn(
            "state",
            translate("FoundCampaigns", "Campaign state"),
            lambda c: words.state(c.state),
            164,
            Cell.BADGE,
            badge=lambda c: (words.tone(c.state), words.icon(c.state)),
            sort="state",
        ),
        TableColumn(
            "campaign",
            translate("FoundCampaigns", "Campaign period"),
            lambda c: formats.span(c.campaign_period),
            176,
            sort="campaign_end",
        ),
        TableColumn(
            "issuance",
            translate("FoundCampaigns", "Issuance period"),
            lambda c: formats.span(c.issuance_period),
            176,
            sort="issuance_end",
        ),
        TableColumn("amount", translate("FoundCampaigns", "Amount"), lambda c: words.amount(c.amount), 150),
        TableColumn(
            "issued",
            translate("FoundCampaigns", "Miles issued"),
            lambda c: formats.number(c.miles_issued),
            110,
            right=True,
            sort="issued",
        ),
        TableColumn(STATUS_LINK, "", lambda _: translate("FoundCampaigns", "Status"), 80, Cell.LINK),
    ]


def application_columns(words: Texts) -> list[TableColumn[ApplicationSummary]]:
    """The columns of the application search (guide L85)."""
    return [*_what_was_applied_for(words), *_what_became_of_it()]


def _what_was_applied_for(words: Texts) -> list[TableColumn[ApplicationSummary]]:
    translate = QCoreApplication.translate
    return [
        TableColumn(
            "campaign_id",
            translate("FoundApplications", "Campaign ID"),
            lambda a: a.campaign_id,
            110,
            Cell.LINK,
            sort="id",
        ),
        TableColumn(
            "name",
            translate("FoundApplications", "Campaign name"),
            lambda a: a.campaign_name,
            170,
            stretch=True,
            sort="name",
        ),
        TableColumn("kind", translate("FoundApplications", "Kind"), lambda a: words.kind(a.kind), 92, sort="kind"),
        TableColumn(
            "state",
            translate("FoundApplications", "Application state"),
            lambda a: words.application_state(a.kind, a.state),
            140,
            Cell.BADGE,
            badge=lambda a: (words.tone(a.state), words.icon(a.state)),
            sort="state",
        ),
    ]


def _what_became_of_it() -> list[TableColumn[ApplicationSummary]]:
    translate = QCoreApplication.translate
    return [
        TableColumn(
            "applied",
            translate("FoundApplications", "Applied at"),
            lambda a: formats.moment(a.applied_at),
            132,
            sort="applied_at",
        ),
        TableColumn(
            "decided",
            translate("FoundApplications", "Decided at"),
            lambda a: formats.moment(a.decided_at) if a.decided_at else "–",
            132,
            sort="decided_at",
        ),
        TableColumn(
            "reason",
            translate("FoundApplications", "Reason"),
            lambda a: a.reason or "–",
            200,
            tip=lambda a: a.reason,
        ),
        TableColumn(
            "campaign",
            translate("FoundApplications", "Campaign period"),
            lambda a: formats.span(a.campaign_period),
            176,
            sort="campaign_end",
        ),
    ]
