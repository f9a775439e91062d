"""取消: until when issued miles may be taken back, how, and why not.

Pending miles are cancelled at once, valid ones on request, which NetMile decides (guide L673-689, L806).
The guide gives two limits for valid miles, 90 days (L806) and three months (L689): both hold, so the
earlier one binds. Pending miles turn valid on their transfer day, 90 days after issue at the latest, and then have
the limits of valid ones: their last day is the last on which either way is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from netmile_desktop.domain.calendar import months_later, start_of
from netmile_desktop.domain.history import IssueState, IssueType

MAX_DAYS = 90
"""Days for cancelling, without the day of issue."""

MAX_MONTHS = 3

MAX_ROWS = 10_000
"""Issues that may be cancelled in one call."""

MAX_LINES = 5_000
"""Lines of a file matched in one call at most."""


class CancelAction(StrEnum):
    """The two ways to take miles back."""

    AT_ONCE = "at_once"
    REQUEST = "request"


class CancelReason(StrEnum):
    """取消理由; a portal may offer others."""

    ORDER_CANCELLED = "order_cancelled"
    CONDITION_NOT_MET = "condition_not_met"
    ISSUED_TWICE = "issued_twice"
    ISSUED_WRONGLY = "issued_wrongly"
    SUSPECTED_FRAUD = "suspected_fraud"
    OTHER = "other"


class RequestState(StrEnum):
    """What became of a cancellation; REFUSED is 不可, and the miles stay valid."""

    DONE = "done"
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"


class Limit(StrEnum):
    """What sets the last day."""

    NINETY_DAYS = "90_days"
    THREE_MONTHS = "3_months"
    BEFORE_TRANSFER = "before_transfer"
    """Once valid it is too late for a request: pending miles can be cancelled until the day before their transfer."""


class Cause(StrEnum):
    """Why an issue is not cancelled, or why a request ended 不可."""

    NOT_FOUND = "P-NOTFOUND"
    ALREADY_CANCELLED = "P-STATE"
    ALREADY_REQUESTED = "P-REQUESTED"
    REASON_LOCKED = "P-LOCKED"
    NINETY_DAYS = "P-90D"
    THREE_MONTHS = "P-3M"
    TURNED_VALID = "P-VALID"
    STILL_PENDING = "P-PENDING"
    BALANCE = "P-BALANCE"
    BY_OPERATOR = "P-OPERATOR"
    REWARD = "P-REWARD"
    """NetMile granted the miles for a registration: the merchant does not take them back."""
    UNDECIDED = "P-UNDECIDED"
    """期限経過: nobody decided the request by its last day."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is accepted, and what sets it."""

    last_on: date
    limit: Limit

    def days_left(self, today: date) -> int:
        """0 on the last day, negative once it is over."""
        return (self.last_on - today).days


def last_of_90_days(issued_on: date) -> date:
    """90 days from issue, the day of issue not counted (guide L806)."""
    return issued_on + timedelta(days=MAX_DAYS)


def last_of_3_months(issued_on: date) -> date:
    """The last day on which three months have not passed yet (guide L689)."""
    return months_later(issued_on, MAX_MONTHS) - timedelta(days=1)


def deadline(issued_on: date, transfer_on: date) -> Deadline:
    """Until when miles are taken back, at once or on request: one day, whatever their state is on the way there."""
    day_before = transfer_on - timedelta(days=1)
    end = Deadline(last_of_90_days(issued_on), Limit.NINETY_DAYS)
    if last_of_3_months(issued_on) < end.last_on:
        end = Deadline(last_of_3_months(issued_on), Limit.THREE_MONTHS)
    return end if end.last_on >= day_before else Deadline(day_before, Limit.BEFORE_TRANSFER)


def request_ends_at(last_on: date) -> datetime:
    """The instant at which a request that nobody has decided by its last day ends as 不可."""
    return start_of(last_on + timedelta(days=1))


def too_late(issued_on: date, transfer_on: date, today: date) -> Cause | None:
    """The limit that was missed; of two the one that came first."""
    end = deadline(issued_on, transfer_on)
    if today <= end.last_on:
        return None
    # What turned valid too late for a request turned so after three months: the delay is 90 days at most.
    return Cause.NINETY_DAYS if end.limit is Limit.NINETY_DAYS else Cause.THREE_MONTHS


def way_to_cancel(
    state: IssueState, issued_on: date, transfer_on: date, today: date, type_: IssueType = IssueType.CSV
) -> CancelAction | Cause:
    """How an issue can be taken back now, or why it cannot."""
    if type_ is IssueType.REWARD:
        return Cause.REWARD
    if state is IssueState.CANCELLED:
        return Cause.ALREADY_CANCELLED
    if state is IssueState.REQUESTED:
        return Cause.ALREADY_REQUESTED
    late = too_late(issued_on, transfer_on, today)
    if late is not None:
        return late
    return CancelAction.AT_ONCE if state is IssueState.PENDING else CancelAction.REQUEST


def refused_as(
    asked: CancelAction,
    state: IssueState,
    issued_on: date,
    transfer_on: date,
    today: date,
    type_: IssueType = IssueType.CSV,
) -> Cause | None:
    """Why an issue is not cancelled in the way that was asked for; None where it is."""
    way = way_to_cancel(state, issued_on, transfer_on, today, type_)
    if isinstance(way, Cause):
        return way
    if way is asked:
        return None
    return Cause.TURNED_VALID if way is CancelAction.REQUEST else Cause.STILL_PENDING


def refused_at_approval(issued_on: date, transfer_on: date, today: date, miles: int, balance: int) -> Cause | None:
    """Why a request cannot be granted any more: too late, or the member has spent the miles (guide L689)."""
    late = too_late(issued_on, transfer_on, today)
    if late is not None:
        return late
    return Cause.BALANCE if balance < miles else None
