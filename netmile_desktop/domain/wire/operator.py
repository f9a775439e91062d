"""What NetMile's own staff decide."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from netmile_desktop.domain.campaigns import ApplicationState, Mode
from netmile_desktop.domain.wire.access import LoginId
from netmile_desktop.domain.wire.shape import Answer, CampaignId, Request, Text


class Decision(Request, frozen=True, kw_only=True):
    """An operator's decision about a campaign."""

    site: Text
    """Site code."""
    campaign_id: CampaignId
    action: Annotated[str, Meta(pattern=r"^(approve|reject|suspend|resume)$")]
    reason: Annotated[str, Meta(max_length=500)] = ""


class EndSessions(Request, frozen=True, kw_only=True):
    """Whose sessions an operator ends, all of them."""

    login: LoginId


class SessionsEnded(Answer, frozen=True, kw_only=True):
    """How many sessions were open."""

    login: str
    sessions: int


class MemberFlags(Request, frozen=True, kw_only=True):
    """An operator's change of a member, named by one of its addresses; what is UNSET stays."""

    address: Annotated[str, Meta(min_length=3, max_length=254)]
    status: Annotated[str, Meta(pattern=r"^(active|provisional|left)$")] | UnsetType = UNSET
    test: bool | UnsetType = UNSET


class Member(Answer, frozen=True, kw_only=True):
    """A member as the operator sees one."""

    id: str
    status: str
    test: bool
    kinds: list[Mode]


class CampaignAtOperator(Answer, frozen=True, kw_only=True):
    """The state of a campaign after an operator's decision."""

    site: str
    campaign_id: str
    name: str
    application_state: ApplicationState
    suspended: bool
