"""The columns of the lists of NetMile's side."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain import wire
from netmile_desktop.domain.texts.cancellations import cause_words
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.history import facts
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import due_badge
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts


def application_columns(words: Texts) -> list[TableColumn[wire.ApplicationAtOperator]]:
    """What was applied for; its content is read on a page of its own."""
    translate = QCoreApplication.translate
    return [
        TableColumn("id", translate("NetMileColumns", "Campaign ID"), lambda a: a.campaign_id, 110),
        TableColumn("name", translate("NetMileColumns", "Campaign name"), lambda a: a.campaign_name, 200, stretch=True),
        TableColumn("kind", translate("NetMileColumns", "Kind"), lambda a: words.kind(a.kind), 190),
        TableColumn("applied", translate("NetMileColumns", "Applied at"), lambda a: formats.moment(a.applied_at), 140),
    ]


def request_columns(words: Texts) -> list[TableColumn[wire.CancellationAtOperator]]:
    """One issue a row, with what the member has left."""
    translate = QCoreApplication.translate
    return [
        TableColumn("number", translate("NetMileColumns", "Request number"), lambda r: r.number, 134),
        TableColumn("key", translate("NetMileColumns", "Specified key"), lambda r: r.key, 90, stretch=True),
        TableColumn(
            "campaign",
            translate("NetMileColumns", "Campaign"),
            lambda r: r.campaign_id,
            90,
            tip=lambda r: f"{r.campaign_id} {r.campaign_name}",
        ),
        TableColumn("reason", translate("NetMileColumns", "Reason"), lambda r: facts.reason_text(words, r.reason), 110),
        TableColumn("miles", translate("NetMileColumns", "Miles"), lambda r: formats.number(r.miles), 70, right=True),
        TableColumn(
            "balance",
            translate("NetMileColumns", "Balance"),
            lambda r: formats.number(r.balance),
            84,
            right=True,
        ),
        TableColumn(
            "outcome",
            translate("NetMileColumns", "If approved"),
            lambda r: _outcome_word(words, r),
            130,
            Cell.BADGE,
            badge=lambda r: (Tone.SUCCESS, "check") if r.obstacle is None else (Tone.WARNING, "warning"),
            tip=lambda r: outcome_text(words, r),
        ),
        TableColumn(
            "deadline",
            translate("NetMileColumns", "Decided by"),
            lambda r: facts.deadline_text(r.last_on, r.days_left, words),
            178,
            Cell.BADGE,
            badge=lambda r: due_badge(r.days_left),
            tip=lambda r: facts.limit_text(words, r.limit),
        ),
    ]


def outcome_text(words: Texts, request: wire.CancellationAtOperator) -> str:
    """What an approval would come to now."""
    if request.obstacle is None:
        return QCoreApplication.translate("NetMileColumns", "The miles are taken back")
    return words.say(cause_words(request.obstacle))


def _outcome_word(words: Texts, request: wire.CancellationAtOperator) -> str:
    if request.obstacle is None:
        return QCoreApplication.translate("NetMileColumns", "Taken back")
    return words.say(cause_words(request.obstacle))


def registration_columns(words: Texts) -> list[TableColumn[wire.ListedRegistration]]:
    """How far it came, and what keeps it from going on."""
    translate = QCoreApplication.translate
    return [
        TableColumn("id", translate("NetMileColumns", "Registration ID"), lambda r: r.registration_id, 150),
        TableColumn(
            "campaign",
            translate("NetMileColumns", "Campaign"),
            lambda r: f"{r.campaign_id} {r.campaign_name}",
            180,
            stretch=True,
        ),
        TableColumn(
            "rows",
            translate("NetMileColumns", "Processed"),
            lambda r: f"{formats.number(r.records)} / {formats.number(r.rows)}",
            120,
            right=True,
        ),
        TableColumn(
            "state",
            translate("NetMileColumns", "State"),
            lambda r: words.state(r.state),
            110,
            Cell.BADGE,
            badge=lambda r: (words.tone(r.state), words.icon(r.state)),
        ),
        TableColumn(
            "ended",
            translate("NetMileColumns", "Interrupted at"),
            lambda r: formats.moment(r.ended_at) if r.ended_at else "",
            140,
        ),
        TableColumn("obstacle", translate("NetMileColumns", "Why it cannot go on"), obstacle_text, 220),
    ]


def obstacle_text(registration: wire.ListedRegistration) -> str:
    """Why an interrupted registration cannot be resumed; "" as far as is known."""
    translate = QCoreApplication.translate
    if registration.lists_deleted:
        return translate("NetMileColumns", "Its lists were deleted")
    if registration.taken_over_by:
        return translate("NetMileColumns", "Its rows were sent again in {}").format(registration.taken_over_by)
    return ""


def campaign_columns(words: Texts) -> list[TableColumn[wire.ListedCampaign]]:
    """Which campaigns issue, and which are suspended."""
    translate = QCoreApplication.translate

    def state(campaign: wire.ListedCampaign) -> str:
        return words.state(campaign.state) if campaign.state else ""

    return [
        TableColumn("id", translate("NetMileColumns", "Campaign ID"), lambda c: c.campaign_id, 110),
        TableColumn("name", translate("NetMileColumns", "Campaign name"), lambda c: c.name, 200, stretch=True),
        TableColumn(
            "state",
            translate("NetMileColumns", "Campaign state"),
            state,
            164,
            Cell.BADGE,
            badge=lambda c: (words.tone(c.state), words.icon(c.state)) if c.state else (Tone.NEUTRAL, ""),
        ),
        TableColumn(
            "campaign",
            translate("NetMileColumns", "Campaign period"),
            lambda c: formats.span(c.campaign_period),
            180,
        ),
        TableColumn(
            "issuance",
            translate("NetMileColumns", "Issuance period"),
            lambda c: formats.span(c.issuance_period),
            180,
        ),
    ]
