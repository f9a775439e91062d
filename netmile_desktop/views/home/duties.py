"""今日すること: what waits for a clerk, each with its last day and the place where it is dealt with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.history import IssueState
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.home.deadlines_card import Due
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import DUE_SOON
from netmile_desktop.workspace.batches.batches import BatchSummary


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done, in words."""

    key: str
    """Its kind."""
    what: str
    count: str
    detail: str
    step: str
    """What the button says."""
    follow: Callable[[], None]
    until: datetime | date | None = None
    """The last day, or moment; None if it has none."""
    days_left: int | None = None
    """Days until then, negative if it is over."""
    is_overdue: bool = False

    @property
    def is_urgent(self) -> bool:
        """Whether it is shown with a badge."""
        return self.is_overdue or (self.days_left is not None and self.days_left <= DUE_SOON)

    @property
    def order(self) -> tuple[bool, date]:
        """Sorts by the last day; what has none comes last."""
        until = self.until
        day = date.max if until is None else day_of(until) if isinstance(until, datetime) else until
        return until is None, day


class Duties(QObject):
    """Puts what waits into words."""

    def __init__(self, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._words, self._navigation = toolbox.words, toolbox.navigation

    def when(self, duty: Duty) -> str:
        """Return the last day of a duty and how far it is."""
        if duty.until is None:
            return self.tr("No deadline")
        if duty.is_overdue:
            return self.tr("Overdue")
        if isinstance(duty.until, datetime):
            return self.tr("Until {}").format(formats.moment(duty.until)[5:])
        left = self._words.days_left(duty.days_left or 0)
        return left if duty.days_left == 0 else f"{formats.day(duty.until)[5:]} {left}"

    def cancellations(self, dues: Sequence[Due], today: date, show_all: Callable[[], None]) -> Iterator[Duty]:
        """The issues, and the requests, that reach their last day for cancelling first.

        Args:
            dues: By their last day.
            show_all: Shows the list of all of them; several campaigns that share a day lead there.
        """
        requests = [due for due in dues if due.state is IssueState.REQUESTED]
        issues = [due for due in dues if due.state is not IssueState.REQUESTED]
        after = self.tr("cannot be cancelled afterwards")
        for same in filter(None, (_nearest(issues), _nearest(requests))):
            last_on, conditions = same[0].last_on, same[0].conditions
            first, count = same[0].what, len(same)
            named = first if count == 1 else self.tr("{0} and {1} more").format(first, count - 1)
            detail = f"{named} · {formats.miles(sum(due.miles for due in same))}"
            rows = self._issues(sum(due.rows for due in same))
            left = (last_on - today).days
            if same[0].state is IssueState.REQUESTED:
                what, step = self.tr("Cancellation requests at their last day"), self.tr("See the requests")
                follow = self._navigation.requests_chosen.emit
                yield Duty("requests", what, rows, detail, step, follow, last_on, left, left < 0)
            else:
                what, step = self.tr("Issues near their last day for cancelling"), self.tr("Check cancelling")
                follow = self._history(conditions) if count == 1 and conditions is not None else show_all
                yield Duty("cancel", what, rows, f"{detail} · {after}", step, follow, last_on, left)

    def half_sent(
        self, batches: Sequence[BatchSummary], running: Iterable[wire.CampaignSummary], today: date
    ) -> Iterator[Duty]:
        """Batches that were not sent to their end."""
        if not batches:
            return
        ends = {campaign.id: campaign.issuance_period.last for campaign in running}
        last = min((ends[each.campaign_id] for each in batches if each.campaign_id in ends), default=None)
        first = batches[0]
        sent = self.tr("{0} of {1} rows sent").format(formats.number(first.sent_rows), formats.number(first.rows))
        names = self.tr("{0} and {1} more").format(first.name, len(batches) - 1)
        yield Duty(
            "half_sent",
            self.tr("Half-sent batches"),
            formats.counted(len(batches), self.tr("{} batch"), self.tr("{} batches")),
            f"{first.name} · {sent}" if len(batches) == 1 else names,
            self.tr("Go on sending"),
            (lambda: self._navigation.batch_chosen.emit(first.id))
            if len(batches) == 1
            else self._navigation.batches_chosen.emit,
            last,
            (last - today).days if last is not None else None,
            last is not None and last < today,
        )

    def rewards(self, rewards: wire.RewardDeadlines | None, now: datetime) -> Iterator[Duty]:
        """Reward files that wait for a result, and registrations called in real time that wait for an answer."""
        if rewards is None:
            return
        open_them = self._navigation.reward_files_chosen.emit
        if rewards.open_files:
            until = rewards.answer_until
            overdue = self.tr("Overdue: {}").format(formats.number(rewards.overdue)) if rewards.overdue else ""
            yield Duty(
                "reward_files",
                self.tr("Reward files without a result"),
                formats.counted(rewards.open_files, self.tr("{} file"), self.tr("{} files")),
                overdue or self.tr("Approve or refuse each member, then upload"),
                self.tr("Answer them"),
                open_them,
                until if until is not None else now,
                0 if until is not None else -1,
                bool(rewards.overdue),
            )
        if rewards.pending:
            yield Duty(
                "reward_pending",
                self.tr("Registrations without an answer"),
                self._items(rewards.pending),
                self.tr("Handed over in real time"),
                self.tr("Answer them"),
                open_them,
            )

    def at_portal(
        self,
        home: wire.Home,
        undeleted: int | None,
        reminder_days: int,
        ask: Callable[[Callable[[date], wire.RegistrationSearch]], None],
        searches: dict[str, Callable[[date], wire.RegistrationSearch]],
    ) -> Iterator[Duty]:
        """Rows with errors, lists that should be deleted, and what is in process.

        Args:
            undeleted: Lists older than `reminder_days`; None while they are being counted.
            ask: Shows what a search finds.
            searches: The searches, by kind of duty.
        """

        def duty(key: str, what: str, count: str, detail: str, step: str) -> Duty:
            return Duty(key, what, count, detail, step, lambda: ask(searches[key]))

        if home.errors_last_days:
            yield duty(
                "errors",
                self.tr("Registrations with errors"),
                self._items(home.errors_last_days),
                self.tr("Of the last 7 days · rows that were not issued"),
                self.tr("See the errors"),
            )
        if undeleted:
            yield duty(
                "lists",
                self.tr("Lists not deleted yet"),
                self._items(undeleted),
                self.tr("Older than {} days · personal data are still there").format(reminder_days),
                self.tr("See the lists"),
            )
        yield from self._refused_calls(home)
        if home.registrations_open:
            yield duty(
                "in_process",
                self.tr("In process at the portal"),
                self._items(home.registrations_open),
                self.tr("Nothing to do; the results come by themselves"),
                self.tr("See the status"),
            )

    def _refused_calls(self, home: wire.Home) -> Iterator[Duty]:
        if home.automatic_errors_not_deleted:
            yield Duty(
                "refused_calls",
                self.tr("Refused calls of automatic issuance"),
                self._items(home.automatic_errors_not_deleted),
                self.tr("Older than {} days · personal data are still there").format(home.reminder_days),
                self.tr("Show them"),
                self._navigation.refused_calls_chosen.emit,
            )

    def _history(self, conditions: wire.HistoryConditions) -> Callable[[], None]:
        return lambda: self._navigation.history_asked.emit(conditions)

    def _issues(self, count: int) -> str:
        return formats.counted(count, self.tr("{} issue"), self.tr("{} issues"))

    def _items(self, count: int) -> str:
        return formats.counted(count, self.tr("{} item"), self.tr("{} items"))


def _nearest(dues: Sequence[Due]) -> list[Due]:
    """Return those that share the first last day."""
    first = min((due.last_on for due in dues), default=None)
    return [due for due in dues if due.last_on == first]
