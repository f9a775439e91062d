"""What can be wrong with a call of automatic issuance, as far as a merchant can try it out."""

from __future__ import annotations

from enum import StrEnum

from netmile_desktop.domain.codes import Automatic


class TagFlaw(StrEnum):
    """One thing that is wrong with a trial, in the order in which the portal asks; at first nothing."""

    NONE = "none"
    MERCHANT = "merchant"
    CHANGED = "changed"
    """One character of the parameter was changed on its way."""
    UNKNOWN_KEY = "unknown_key"
    OLD = "old"
    AHEAD = "ahead"
    NOT_ENCRYPTED = "not_encrypted"
    KEY = "key"
    NO_SUCH_CAMPAIGN = "no_such_campaign"
    OTHER_SITE = "other_site"
    NOT_APPROVED = "not_approved"
    SUSPENDED = "suspended"
    OUTSIDE_PERIOD = "outside_period"
    NO_SUCH_MEMBER = "no_such_member"
    AMOUNT = "amount"
    PER_MEMBER = "per_member"
    PER_DAY = "per_day"
    FAILED = "failed"


EXPECTED: dict[TagFlaw, Automatic | None] = {
    TagFlaw.NONE: None,
    TagFlaw.MERCHANT: Automatic.MERCHANT,
    TagFlaw.CHANGED: Automatic.PARAMETER,
    TagFlaw.UNKNOWN_KEY: Automatic.PARAMETER,
    TagFlaw.OLD: Automatic.PARAMETER,
    TagFlaw.AHEAD: Automatic.PARAMETER,
    TagFlaw.NOT_ENCRYPTED: Automatic.PARAMETER,
    TagFlaw.KEY: Automatic.KEY,
    TagFlaw.NO_SUCH_CAMPAIGN: Automatic.NO_SUCH_CAMPAIGN,
    TagFlaw.OTHER_SITE: Automatic.OTHER_SITE,
    TagFlaw.NOT_APPROVED: Automatic.NOT_APPROVED,
    TagFlaw.SUSPENDED: Automatic.SUSPENDED,
    TagFlaw.OUTSIDE_PERIOD: Automatic.OUTSIDE_PERIOD,
    TagFlaw.NO_SUCH_MEMBER: Automatic.NO_SUCH_MEMBER,
    TagFlaw.AMOUNT: Automatic.AMOUNT_RULE,
    TagFlaw.PER_MEMBER: Automatic.PER_MEMBER,
    TagFlaw.PER_DAY: Automatic.PER_MEMBER_PER_DAY,
    TagFlaw.FAILED: Automatic.FAILED,
}
"""The code with which each must be refused; None for what must be issued."""

ISSUING = frozenset({TagFlaw.NONE, TagFlaw.PER_MEMBER, TagFlaw.PER_DAY})
"""Trials that issue miles: a limit is only exceeded by issues that reach it."""

NEEDING_CAMPAIGN = frozenset(
    {
        TagFlaw.OTHER_SITE,
        TagFlaw.NOT_APPROVED,
        TagFlaw.SUSPENDED,
        TagFlaw.OUTSIDE_PERIOD,
        TagFlaw.PER_MEMBER,
        TagFlaw.PER_DAY,
    }
)
"""Trials that need a campaign in a certain state."""

FROM_OUTSIDE = frozenset(TagFlaw) - {TagFlaw.FAILED}
"""Trials that a parameter can bring about; the other one is a failure inside the portal."""
