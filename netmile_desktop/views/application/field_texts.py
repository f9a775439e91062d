"""What a place of the form says, in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.applications import CampaignContent, Flaw, FormFault, FormField, value_of
from netmile_desktop.domain.texts.applications import field_words, flaw_words
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts


def field_name(words: Texts, field: FormField) -> str:
    """The label of a place, as the portal writes it."""
    return words.say(field_words(field))


def fault_text(words: Texts, fault: FormFault) -> str:
    """What is wrong with a place, and what to do."""
    detail = fault.detail
    if fault.flaw is Flaw.SHORTENED:
        detail = formats.day(date.fromisoformat(detail))
    return words.say(flaw_words(fault.flaw), detail) if detail else words.say(flaw_words(fault.flaw))


def value_text(words: Texts, content: CampaignContent, field: FormField) -> str:
    """What a place holds, as a clerk reads it. Of a banner only whether there is one."""
    translate = QCoreApplication.translate
    match field:
        case FormField.CAMPAIGN_PERIOD:
            return formats.span(content.campaign_period)
        case FormField.ISSUANCE_PERIOD:
            return formats.span(content.issuance_period)
        case FormField.METHOD:
            return words.method(content.method)
        case FormField.AMOUNT:
            return words.amount(content.amount)
        case FormField.LIMITS:
            return words.limits(content.per_member, content.per_member_per_day)
        case FormField.TRANSFER:
            return words.transfer(content.transfer_after_days)
        case FormField.LISTED:
            return (
                translate("CampaignContent", "List") if content.listed else translate("CampaignContent", "Don't list")
            )
        case FormField.BANNER:
            size = f"{(len(content.banner) + 1023) // 1024:,} KB"
            return translate("CampaignContent", "Picture, {}").format(size) if content.banner else "–"
    return str(value_of(content, field)) or "–"
