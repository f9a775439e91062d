"""The columns of both lists of the tab リワード."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.campaigns import FixedAmount
from netmile_desktop.domain.rewards import HandOverState
from netmile_desktop.domain.texts.rewards import hand_over_words, result_words, state_words
from netmile_desktop.domain.wire import CampaignSummary, RewardRegistration
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.reports.entry_columns import RESULT_BADGES

REGISTERED_LINK = "registered"

_STATE_BADGES = {
    HandOverState.WAITING: (Tone.ACCENT, "clock"),
    HandOverState.HANDED_OVER: (Tone.NEUTRAL, "inbox"),
}


def registered(campaign: CampaignSummary) -> int:
    """How many members registered, without test members: each was given the same miles once."""
    amount = campaign.amount
    return campaign.miles_issued // amount.miles if isinstance(amount, FixedAmount) else 0


def campaign_columns(words: Texts) -> list[TableColumn[CampaignSummary]]:
    """The columns of the reward campaigns; the portal sorts."""
    translate = QCoreApplication.translate
    return [
        TableColumn("id", translate("RewardCampaigns", "Campaign ID"), lambda c: c.id, 110, Cell.LINK, sort="id"),
        TableColumn(
            "name", translate("RewardCampaigns", "Campaign name"), lambda c: c.name, 180, stretch=True, sort="name"
        ),
        TableColumn(
            "state",
            translate("RewardCampaigns", "Campaign state"),
            lambda c: words.state(c.state),
            120,
            Cell.BADGE,
            badge=lambda c: (words.tone(c.state), words.icon(c.state)),
            sort="state",
        ),
        TableColumn(
            "campaign",
            translate("RewardCampaigns", "Campaign period"),
            lambda c: formats.span(c.campaign_period),
            190,
            sort="campaign_end",
        ),
        TableColumn("amount", translate("RewardCampaigns", "Miles"), lambda c: words.amount(c.amount), 120),
        TableColumn(
            REGISTERED_LINK,
            translate("RewardCampaigns", "Registered"),
            lambda c: formats.number(registered(c)),
            100,
            Cell.LINK,
            right=True,
        ),
        TableColumn(
            "issued",
            translate("RewardCampaigns", "Miles granted"),
            lambda c: formats.number(c.miles_issued),
            120,
            right=True,
            sort="issued",
        ),
    ]


def registration_columns(words: Texts) -> list[TableColumn[RewardRegistration]]:
    """The columns of the registrations; the newest come first."""
    return [*_who_registered(), *_what_became_of_it(words), *_more_about_it(words)]


def _who_registered() -> list[TableColumn[RewardRegistration]]:
    translate = QCoreApplication.translate
    return [
        TableColumn(
            "code", translate("RewardRegistrations", "Registration ID"), lambda r: r.code, 170, Cell.ID, copies=True
        ),
        TableColumn(
            "registered", translate("RewardRegistrations", "Registered at"), lambda r: formats.moment(r.registered_at)
        ),
        TableColumn(
            "campaign",
            translate("RewardRegistrations", "Campaign"),
            lambda r: f"{r.campaign_id} {r.campaign_name}",
            200,
            Cell.LINK,
            stretch=True,
        ),
        TableColumn(
            "miles", translate("RewardRegistrations", "Miles"), lambda r: formats.number(r.miles), 80, right=True
        ),
        TableColumn(
            "granted",
            translate("RewardRegistrations", "State of the miles"),
            # Granted in the transaction of the registration: there is no registration without its miles.
            lambda r: translate("RewardRegistrations", "Granted {}").format(formats.moment(r.registered_at)),
            196,
            Cell.BADGE,
            badge=lambda _: (Tone.SUCCESS, "check"),
        ),
    ]


def _what_became_of_it(words: Texts) -> list[TableColumn[RewardRegistration]]:
    translate = QCoreApplication.translate
    return [
        TableColumn(
            "state",
            translate("RewardRegistrations", "Hand-over"),
            lambda r: words.say(state_words(r.state)),
            186,
            Cell.BADGE,
            badge=lambda r: _STATE_BADGES[r.state],
        ),
        TableColumn(
            "result",
            translate("RewardRegistrations", "Result"),
            lambda r: words.say(result_words(r.result)),
            120,
            Cell.BADGE,
            badge=lambda r: RESULT_BADGES[r.result],
        ),
        TableColumn(
            "reason",
            translate("RewardRegistrations", "Reason"),
            lambda r: r.result_reason or "–",
            170,
            tip=lambda r: r.result_reason,
        ),
        TableColumn(
            "answered",
            translate("RewardRegistrations", "Answered at"),
            lambda r: formats.moment(r.result_at) if r.result_at else "–",
            132,
        ),
    ]


def _more_about_it(words: Texts) -> list[TableColumn[RewardRegistration]]:
    """Hidden until one wants to see them."""
    translate = QCoreApplication.translate
    return [
        TableColumn(
            "mode",
            translate("RewardRegistrations", "Way of hand-over"),
            lambda r: words.say(hand_over_words(r.hand_over)),
            120,
            extra=True,
        ),
        TableColumn(
            "handed_over",
            translate("RewardRegistrations", "Handed over at"),
            lambda r: formats.moment(r.handed_over_at) if r.handed_over_at else "–",
            132,
            extra=True,
        ),
        TableColumn(
            "destroyed",
            translate("RewardRegistrations", "Data destroyed at"),
            lambda r: formats.moment(r.shredded_at) if r.shredded_at else "–",
            132,
            extra=True,
        ),
        TableColumn(
            "test",
            translate("RewardRegistrations", "Test member"),
            lambda r: translate("RewardRegistrations", "Test") if r.test else "–",
            90,
            extra=True,
        ),
        TableColumn(
            "issue", translate("RewardRegistrations", "Issue ID"), lambda r: r.issue_id, 150, Cell.ID, extra=True
        ),
    ]
