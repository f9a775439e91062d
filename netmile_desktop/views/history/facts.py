"""What is said about an issue in a cell: how it can be cancelled or why not, until when, what became of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause, Limit, RequestState
from netmile_desktop.domain.texts.cancellations import binding_limit_words, cancel_reason_words, cause_step, cause_words
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts

_KNOWN_REASONS = {reason.value: reason for reason in CancelReason}


def way_text(words: Texts, issue: wire.IssueRecord) -> str:
    """How an issue can be cancelled now, or why it cannot."""
    if issue.cause is not None:
        return words.say(cause_words(issue.cause))
    if issue.action is CancelAction.AT_ONCE:
        return QCoreApplication.translate("Issues", "Can be cancelled at once")
    return QCoreApplication.translate("Issues", "Can be cancelled on request")


def trace_text(words: Texts, trace: wire.CancelTrace | None) -> str:
    """What became of the latest cancellation of an issue."""
    if trace is None:
        return ""
    parts = [trace.number, words.state(trace.state), formats.moment(trace.decided_at or trace.requested_at)]
    if trace.cause is not None:
        parts.append(words.say(cause_words(trace.cause)))
    parts.append(reason_text(words, trace.reason))
    return " · ".join(part for part in parts if part)


def reason_text(words: Texts, code: str) -> str:
    """A 取消理由; the code itself where the portal has one of its own."""
    return words.say(cancel_reason_words(_KNOWN_REASONS[code])) if code in _KNOWN_REASONS else code


def limit_text(words: Texts, limit: Limit) -> str:
    """Which limit sets the last day."""
    return words.say(binding_limit_words(limit))


def deadline_text(last_on: date, days_left: int, words: Texts) -> str:
    """A last day with the days left."""
    return f"{formats.day(last_on)} {words.days_left(days_left)}"


def deadline_tip(words: Texts, issue: wire.IssueRecord) -> str:
    """The last day and what sets it; for pending miles also until when it takes no request."""
    last = f"{formats.day(issue.last_on)} {limit_text(words, issue.limit)}"
    if issue.action is not CancelAction.AT_ONCE or issue.last_on < issue.transfer_on:
        return last
    change = QCoreApplication.translate("Issues", "At once before {}, then on request until the last day.")
    return f"{last}\n{change.format(formats.day(issue.transfer_on))}"


def request_outcome(words: Texts, record: wire.CancellationRecord) -> str:
    """Why a request ended 不可, with NetMile's own words."""
    said = words.say(cause_words(record.cause)) if record.cause is not None else ""
    if record.state is RequestState.REFUSED and record.note:
        return f"{said} ({record.note})" if said else record.note
    return said


def cause_step_text(words: Texts, cause: Cause) -> str:
    """What to do where an issue was not cancelled."""
    return words.say(cause_step(cause))
