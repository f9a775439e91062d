"""照会: what is to be said where a member asks about miles (guide L807), and what the staff should know with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.cancellations import CancelAction, Cause, RequestState
from netmile_desktop.domain.codes import Automatic, Code
from netmile_desktop.domain.history import IssueState, IssueType, is_transfer_seen


class InquiryKind(StrEnum):
    """How miles of one issue stand, or why there are none."""

    PENDING = "pending"
    VALID = "valid"
    VALID_TODAY = "valid_today"
    """Transferred today, which the history tells tomorrow."""
    REQUESTED = "requested"
    CANCELLED = "cancelled"
    FAILED = "failed"
    WAITING = "waiting"
    """Sent, not judged yet."""
    NOTHING = "nothing"


class Advice(StrEnum):
    """What the guide tells the staff about a situation."""

    ANSWER = "answer"
    """The site answers its members itself (guide L807)."""
    SEEN_TOMORROW = "seen_tomorrow"
    """The history shows it the day after (guide L808)."""
    CANCEL_AT_ONCE = "cancel_at_once"
    LATER_ON_REQUEST = "later_on_request"
    """Still pending; once valid it takes a request."""
    CANCEL_ON_REQUEST = "cancel_on_request"
    """Within 90 days, and with NetMile's approval once valid (guide L806)."""
    TOO_LATE = "too_late"
    REASON_LOCKED = "reason_locked"
    """The reason of a cancellation cannot be changed (guide L809)."""
    REQUEST_REFUSED = "request_refused"
    SOONER = "sooner"
    """The days until the transfer can be shortened while a campaign runs (guide L811)."""
    TEST = "test"
    """Issues to test members are in no report and no bill (guide L810)."""
    PROVISIONAL = "provisional"
    """Manual issuance is not for provisional members (guide L803)."""
    AMOUNT_FIXED = "amount_fixed"
    """Other miles need another campaign (guide L804)."""
    PERIOD_OVER = "period_over"
    """After the period miles are issued in a new campaign only (guide L805)."""
    NOT_ISSUED = "not_issued"
    ISSUE_AGAIN = "issue_again"
    """Corrected rows are issued again, at most 10,000 at a time (guide L812)."""
    REPAIR_BY_HAND = "repair_by_hand"
    """What automatic issuance refused is issued by hand (guide L805)."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One thing there is to say, and its advice."""

    kind: InquiryKind
    at: datetime | None = None
    """When it was issued or sent."""
    campaign_id: str = ""
    campaign_name: str = ""
    registration_id: str = ""
    key: str = ""
    miles: int | None = None
    transfer_on: date | None = None
    code: str = ""
    """The code with which it was refused."""
    is_automatic: bool = False
    """Whether the code is one of automatic issuance."""
    issue_id: str = ""
    number: str = ""
    """The number of the cancellation or request."""
    cause: Cause | None = None
    """Why a request ended 不可, or why the issue cannot be cancelled."""
    last_on: date | None = None
    """The last day to cancel."""
    advice: tuple[Advice, ...] = ()


def situations(answer: wire.InquiryAnswer) -> list[Situation]:
    """Everything there is to say, the newest first; where nothing is known, that."""
    found = [
        *(_issued(issue, answer.today) for issue in answer.issues),
        *(_failed(row) for row in answer.failures),
        *(_waiting(row) for row in answer.waiting),
    ]
    if not found:
        return [Situation(InquiryKind.NOTHING, advice=(Advice.NOT_ISSUED, Advice.PERIOD_OVER, Advice.ANSWER))]
    return sorted(found, key=lambda each: each.at.timestamp() if each.at else 0.0, reverse=True)


def _issued(issue: wire.IssueRecord, today: date) -> Situation:
    trace = issue.cancellation
    is_refused = trace is not None and trace.state is RequestState.REFUSED
    return Situation(
        kind=_kind(issue, today),
        at=issue.issued_at,
        campaign_id=issue.campaign_id,
        campaign_name=issue.campaign_name,
        registration_id=issue.registration_id,
        key=issue.key,
        miles=issue.miles,
        transfer_on=issue.transfer_on,
        issue_id=issue.issue_id,
        number=trace.number if trace else "",
        cause=trace.cause if trace is not None and is_refused else issue.cause,
        last_on=issue.last_on,
        advice=tuple(_advice(issue, today, is_refused=is_refused)),
    )


def _kind(issue: wire.IssueRecord, today: date) -> InquiryKind:
    if issue.live_state is IssueState.VALID:
        return InquiryKind.VALID if is_transfer_seen(issue.transfer_on, today) else InquiryKind.VALID_TODAY
    return InquiryKind(issue.live_state.value)


def _advice(issue: wire.IssueRecord, today: date, *, is_refused: bool) -> list[Advice]:
    found = []
    if not issue.in_history or _kind(issue, today) is InquiryKind.VALID_TODAY:
        found.append(Advice.SEEN_TOMORROW)
    if issue.action is CancelAction.AT_ONCE:
        found.append(Advice.CANCEL_AT_ONCE)
        if issue.last_on >= issue.transfer_on:
            found.append(Advice.LATER_ON_REQUEST)
        if issue.transfer_on > today:
            found.append(Advice.SOONER)
    if is_refused:
        found.append(Advice.REQUEST_REFUSED)
    if issue.action is CancelAction.REQUEST:
        found.append(Advice.CANCEL_ON_REQUEST)
    if issue.cause in {Cause.NINETY_DAYS, Cause.THREE_MONTHS}:
        found.append(Advice.TOO_LATE)
    if issue.live_state in {IssueState.REQUESTED, IssueState.CANCELLED}:
        found.append(Advice.REASON_LOCKED)
    if issue.test:
        found.append(Advice.TEST)
    return [*found, Advice.ANSWER]


_BY_CODE = {
    Code.MEMBER_NOT_VALID: Advice.PROVISIONAL,
    Code.AMOUNT_RULE: Advice.AMOUNT_FIXED,
    Code.OUTSIDE_PERIOD: Advice.PERIOD_OVER,
}


def _failed(row: wire.FailedRow) -> Situation:
    if row.type is IssueType.AUTOMATIC:
        special = Advice.PERIOD_OVER if row.code == Automatic.OUTSIDE_PERIOD else None
        last = () if special else (Advice.REPAIR_BY_HAND,)
    else:
        special = _BY_CODE.get(Code(row.code)) if row.code in set(Code) else None
        last = () if special is Advice.PERIOD_OVER else (Advice.ISSUE_AGAIN,)
    return Situation(
        kind=InquiryKind.FAILED,
        at=row.accepted_at,
        campaign_id=row.campaign_id,
        campaign_name=row.campaign_name,
        registration_id=row.registration_id,
        key=row.key,
        code=row.code,
        is_automatic=row.type is IssueType.AUTOMATIC,
        advice=(*((special,) if special else ()), *last, Advice.ANSWER),
    )


def _waiting(row: wire.WaitingRow) -> Situation:
    return Situation(
        kind=InquiryKind.WAITING,
        at=row.accepted_at,
        campaign_id=row.campaign_id,
        campaign_name=row.campaign_name,
        registration_id=row.registration_id,
        advice=(Advice.ANSWER,),
    )


def for_member(found: list[Situation]) -> list[Situation]:
    """What concerns the member: not a row that was refused first and issued later."""
    issued = {(each.campaign_id, each.key): each.at for each in reversed(found) if each.issue_id and each.at}
    return [
        each
        for each in found
        if each.kind is not InquiryKind.FAILED or not _came_later(each, issued.get((each.campaign_id, each.key)))
    ]


def _came_later(failed: Situation, issued_at: datetime | None) -> bool:
    return bool(failed.key and failed.at and issued_at and issued_at >= failed.at)


def issued_on(situation: Situation) -> date | None:
    """The day of issue, or of handing over."""
    return day_of(situation.at) if situation.at else None
