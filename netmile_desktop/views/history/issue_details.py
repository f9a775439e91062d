"""The life of an issue, as the panel beside the history tells it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction, RequestState
from netmile_desktop.domain.texts.cancellations import issue_type_words
from netmile_desktop.views.common.tables.details import Details, Fact, LifeStage, LifeStep
from netmile_desktop.views.history import facts
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts


def issue_details(words: Texts, issue: wire.IssueRecord) -> Details:
    """What is known of an issue, what became of it, and what can be done now."""
    translate = QCoreApplication.translate
    known = (
        Fact(translate("IssueDetails", "Specified key"), issue.key, copies=True),
        Fact(translate("IssueDetails", "Campaign"), f"{issue.campaign_id} {issue.campaign_name}"),
        Fact(translate("IssueDetails", "Registration ID"), issue.registration_id, copies=True),
        Fact(translate("IssueDetails", "Issue type"), words.say(issue_type_words(issue.type))),
        Fact(translate("IssueDetails", "Issue ID"), issue.issue_id, copies=True),
    )
    return Details(
        translate("IssueDetails", "The issue"),
        figure=formats.miles(issue.miles),
        badge=(words.state(issue.state), words.tone(issue.state), words.icon(issue.state)),
        facts=[fact for fact in known if fact.value],
        life_title=translate("IssueDetails", "Life of this issue"),
        life=[step for _, step in sorted(_life(words, issue), key=lambda each: each[0])],
        may_title=translate("IssueDetails", "What can be done now"),
        may=_may(words, issue),
    )


def _life(words: Texts, issue: wire.IssueRecord) -> Iterator[tuple[date, LifeStep]]:
    """The points of its life, each with its day; today is among them as long as something is still to come."""
    translate = QCoreApplication.translate
    today = issue.last_on - timedelta(days=issue.days_left)

    def stage(day: date) -> LifeStage:
        return LifeStage.AHEAD if day > today else LifeStage.PAST

    issued, trace = issue.issued_at.date(), issue.cancellation
    kind = words.say(issue_type_words(issue.type))
    yield (
        min(issued, issue.transfer_on),
        LifeStep(translate("IssueDetails", "Issued"), formats.moment(issue.issued_at), kind),
    )
    is_over = trace is not None and trace.state in {RequestState.DONE, RequestState.APPROVED}
    if not is_over or issue.transfer_on <= today:
        has_been = issue.transfer_on <= today
        note = translate("IssueDetails", "The miles became valid") if has_been and not is_over else ""
        title = translate("IssueDetails", "Transfer")
        yield issue.transfer_on, LifeStep(title, formats.day(issue.transfer_on), note, stage(issue.transfer_on))
    if trace is not None:
        note = " · ".join(filter(None, (trace.number, facts.reason_text(words, trace.reason))))
        at = trace.decided_at or trace.requested_at
        is_open = trace.state is RequestState.REQUESTED
        yield (
            at.date(),
            LifeStep(words.state(trace.state), formats.moment(at), note, LifeStage.NOW if is_open else LifeStage.PAST),
        )
    if is_over or (
        issue.cause is not None and issue.days_left >= 0
    ):  # no day matters to what cannot be cancelled at all
        return
    limit = facts.limit_text(words, issue.limit)
    last = translate("IssueDetails", "Last day for cancelling")
    at_limit = LifeStage.NOW if issue.days_left == 0 else stage(issue.last_on)
    yield issue.last_on, LifeStep(last, formats.day(issue.last_on), limit, at_limit)
    if issue.days_left > 0 and (trace is None or trace.state is not RequestState.REQUESTED):
        left = words.days_left(issue.days_left)
        yield today, LifeStep(translate("IssueDetails", "Today"), formats.day(today), left, LifeStage.NOW)


def _may(words: Texts, issue: wire.IssueRecord) -> str:
    translate = QCoreApplication.translate
    if issue.cause is not None:
        return f"{facts.way_text(words, issue)}\n{facts.cause_step_text(words, issue.cause)}".strip()
    if issue.action is CancelAction.AT_ONCE:
        return translate("IssueDetails", "Cancelling takes effect at once: the miles have not been transferred yet.")
    return translate(
        "IssueDetails", "Cancelling is a request on which NetMile decides. Until then the member keeps the miles."
    )
