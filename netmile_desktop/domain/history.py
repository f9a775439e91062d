"""マイル発行履歴: what was issued, as of the last midnight in Japan.

Nights pass before an issue, or its transfer, is seen; what was cancelled or requested is seen at once.
Nothing may be done by what is seen: actions ask the live state.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class IssueState(StrEnum):
    """マイルの状態 (guide L673-689)."""

    PENDING = "pending"
    VALID = "valid"
    REQUESTED = "requested"
    CANCELLED = "cancelled"


class IssueType(StrEnum):
    """発行種別: how miles came to be issued."""

    SINGLE = "single"
    CSV = "csv"
    AUTOMATIC = "automatic"
    REWARD = "reward"


BILLED = tuple(type_ for type_ in IssueType if type_ is not IssueType.REWARD)
"""Types whose miles the merchant is billed for; rewards are paid for by the registration."""


def is_in_history(issued_on: date, today: date) -> bool:
    """An issue is seen from the day after it was made."""
    return issued_on < today


def is_transfer_seen(transfer_on: date, today: date) -> bool:
    """A transfer is seen from the day after it was made (guide L808)."""
    return transfer_on < today


def shown_state(live: IssueState, issued_on: date, transfer_on: date, today: date) -> IssueState:
    """The state as the history tells it: miles that were 保留 and became valid today still read 保留.

    What the history does not hold yet has no older state to show: it is told as it is. So miles that are
    transferred at once never read 保留.
    """
    if live is IssueState.VALID and is_in_history(issued_on, today) and not is_transfer_seen(transfer_on, today):
        return IssueState.PENDING
    return live
