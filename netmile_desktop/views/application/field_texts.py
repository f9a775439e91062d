"""What a place of the form says, in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.applications import OF_REWARDS, CampaignContent, Flaw, FormFault, FormField, value_of
from netmile_desktop.domain.rewards import FieldMode, RewardFields, RewardSettings
from netmile_desktop.domain.texts.applications import field_words, flaw_words
from netmile_desktop.domain.texts.rewards import entry_words, hand_over_words, mode_words
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
    if content.reward is not None and field in OF_REWARDS:
        return reward_text(words, content.reward, field)
    return str(value_of(content, field)) or "–"


def reward_text(words: Texts, reward: RewardSettings, field: FormField) -> str:
    """What a place that reward campaigns alone have holds."""
    match field:
        case FormField.TERMS:
            return reward.terms_url or reward.terms
        case FormField.HAND_OVER:
            return words.say(hand_over_words(reward.hand_over))
        case FormField.UNIT_PRICE:
            return f"¥{reward.unit_price:,}"
    asked = [(name, getattr(reward.fields, name)) for name in RewardFields.__struct_fields__]
    shown = [
        f"{words.say(entry_words(name))} ({words.say(mode_words(mode))})"
        for name, mode in asked
        if mode is not FieldMode.OFF
    ]
    return "\n".join([*shown, f"{words.say(entry_words('email'))} ({words.say(mode_words(FieldMode.REQUIRED))})"])
