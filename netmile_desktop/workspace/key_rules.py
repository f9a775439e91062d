"""The rule for keys as the portal told it last: kept, so that files can be checked by it without a network."""

from __future__ import annotations

import msgspec

from netmile_desktop.domain import wire
from netmile_desktop.domain.rows.key_rule import KeyRule
from netmile_desktop.workspace.store.store import Store

_KIND = "key rule"


class _Served(msgspec.Struct, frozen=True):
    rule: KeyRule | None
    """None if the portal serves no rule."""


def remember_key_rule(store: Store, rule: KeyRule | None) -> None:
    """Keep the rule that the portal has just told, if it is another one than before."""
    known = store.recall(_KIND, "", _Served)
    if known is None or known.rule != rule:
        store.remember(_KIND, "", _Served(rule))


def with_key_rule(store: Store, campaign: wire.CampaignDetail) -> wire.CampaignDetail:
    """Return a campaign of an earlier day with the rule for keys that the portal told last."""
    known = store.recall(_KIND, "", _Served)
    if known is None or known.rule == campaign.key_rule:
        return campaign
    return msgspec.structs.replace(campaign, key_rule=known.rule)
