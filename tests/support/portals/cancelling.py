"""Issuing and taking back at the API, as short as a test wants to say it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause
from netmile_desktop.domain.history import IssueState
from tests.support.portals.portal import Desk, PortalOnLine, lines


def issue_to(
    portal: PortalOnLine, desk: Desk, numbers: Sequence[int], campaign_id: str = "C-1024", **settings: Any
) -> str:
    """Issue to members by number; the registration's ID."""
    accepted = desk.issue(campaign_id, lines(numbers, settings.pop("miles", 100)), **settings)
    portal.worker.run_until_idle()
    return accepted.registration_id


def check(desk: Desk, **selection: Any) -> wire.CancelForecast:
    """The check-only call."""
    answer: wire.CancelForecast = desk.call(operations.CHECK_CANCELLATION, body=wire.CancelSelection(**selection))
    return answer


def order(
    desk: Desk, action: CancelAction, *ids: str, key: str = "", reason: str = CancelReason.ISSUED_WRONGLY, **named: Any
) -> wire.CancelResult:
    """Cancel, or request it, under a fresh key where none is given."""
    body = wire.CancelOrder(action=action, reason=reason, issue_ids=list(ids), **named)
    headers = {"Idempotency-Key": key or secrets.token_hex(16)}
    answer: wire.CancelResult = desk.call(operations.CANCEL, body=body, headers=headers)
    return answer


def ids_of(desk: Desk, registration_id: str) -> list[str]:
    """The issues of a registration, in the order of its lines."""
    return [item.issue_id for item in check(desk, registration_id=registration_id).items]


def outcome(result: wire.CancelResult) -> list[tuple[bool, IssueState | None, Cause | None]]:
    """Row by row: done or not, the state afterwards, why not."""
    return [(row.is_done, row.state, row.cause) for row in result.rows]
