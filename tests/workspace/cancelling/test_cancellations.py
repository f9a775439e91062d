"""Miles are taken back exactly once, whatever happens to the line or to the process."""

import os
import subprocess
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import update

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause, RequestState
from netmile_desktop.domain.failures import NotAllowed, NotSignedIn, Obstacle, Refused, Unreachable
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.issues.undecided import UndecidedRequests
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import cancellation
from netmile_desktop.progress import Silent
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.cancelling.outcomes import CancelPreview
from tests.support.bench import Bench
from tests.support.faults import Fault
from tests.support.files import good_rows
from tests.support.programs.nursery import CODE, program
from tests.support.progress import Watched
from tests.support.recalling import cancelling, decide, sent

ORDER = b"POST /v1/cancellations HTTP"
WRONG = CancelReason.ISSUED_WRONGLY.value


@pytest.fixture
def cut_off(bench: Bench) -> Iterator[Cancelling]:
    """The same on connections of its own, in portions of two, so that the line's next fault is surely met."""
    client = PortalClient(bench.line.url, timeouts=(2, 5), patience=ONCE)
    client.sessions.token = bench.client.sessions.token
    yield Cancelling(client, bench.store, bench.today, portion_rows=2)
    client.close()


def states(bench: Bench, batch_id: str) -> list[IssueState]:
    return [each.live_state for each in cancelling(bench).check_batch(batch_id).items]


def attempts(bench: Bench) -> int:
    """So many cancellations the portal has of all issues."""
    return bench.client.cancellations.search(wire.CancellationSearch(size=1)).total


def test_pending_miles_are_cancelled_as_shown(bench: Bench, cancellations: Cancelling) -> None:
    batch_id = sent(bench, good_rows(5))
    shown = cancellations.check_batch(batch_id)
    assert (len(shown.at_once), shown.by_request, shown.impossible) == (5, [], [])
    some = cancellations.check([each.issue_id for each in shown.items[:3]])
    progress = Watched()
    outcome = cancellations.order(some, CancelAction.AT_ONCE, WRONG, progress, label="十一月.csv")
    assert progress.phases == ["cancelling"]
    assert (outcome.rows, outcome.done, outcome.miles, outcome.is_complete) == (3, 3, 300, True)
    assert len(outcome.numbers) == 1
    assert outcome.not_done == []
    assert states(bench, batch_id) == [IssueState.CANCELLED] * 3 + [IssueState.PENDING] * 2
    assert cancellations.orders() == [outcome]
    assert cancellations.unfinished() == []
    again = cancellations.check_batch(batch_id)
    assert again.causes == {Cause.ALREADY_CANCELLED: 3}


def test_what_turned_valid_meanwhile_is_offered_as_a_request(bench: Bench, cancellations: Cancelling) -> None:
    pending = cancellations.check_batch(sent(bench, good_rows(1)))
    valid = cancellations.check_batch(sent(bench, good_rows(2, first=5), after_days=0))
    # As it looked before midnight.
    stale = [msgspec.structs.replace(each, action=CancelAction.AT_ONCE) for each in valid.items]
    outcome = cancellations.order(CancelPreview([*pending.items, *stale], pending.at), CancelAction.AT_ONCE, WRONG)
    assert outcome.done == 1
    assert [row.cause for row in outcome.not_done] == [Cause.TURNED_VALID] * 2
    offered = cancellations.check([row.issue_id for row in outcome.not_done])
    assert len(offered.by_request) == 2
    requested = cancellations.order(offered, CancelAction.REQUEST, WRONG)
    assert requested.done == 2
    assert requested.numbers


def test_requests_are_followed_until_they_are_decided(
    bench: Bench, cancellations: Cancelling, sandbox_portal: EmbeddedPortal
) -> None:
    before = cancellations.follow_up()
    cancellations.looked_at(before)
    assert cancellations.follow_up().decided == []
    numbers: list[str] = []
    for first in (5, 6):
        valid = cancellations.check_batch(sent(bench, good_rows(1, first=first), after_days=0))
        numbers += cancellations.order(valid, CancelAction.REQUEST, WRONG).numbers
    waiting = cancellations.follow_up()
    assert set(numbers) <= {each.number for each in waiting.waiting}
    assert [each.days_left for each in waiting.waiting] == sorted(each.days_left for each in waiting.waiting)
    cancellations.looked_at(waiting)
    decide(sandbox_portal, numbers[0])
    decide(sandbox_portal, numbers[1], "refuse")
    decided = cancellations.follow_up()
    assert {each.number: each.state for each in decided.decided} == {
        numbers[0]: RequestState.APPROVED,
        numbers[1]: RequestState.REFUSED,
    }
    assert not set(numbers) & {each.number for each in decided.waiting}
    cancellations.looked_at(decided)
    assert cancellations.follow_up().decided == []


def test_a_request_that_ended_while_the_worker_was_away_is_news_too(
    bench: Bench, cancellations: Cancelling, sandbox_portal: EmbeddedPortal
) -> None:
    """It ended at its midnight, before the decision that was seen last."""
    numbers: list[str] = []
    for first in (5, 6):
        valid = cancellations.check_batch(sent(bench, good_rows(1, first=first), after_days=0))
        numbers += cancellations.order(valid, CancelAction.REQUEST, WRONG).numbers
    decide(sandbox_portal, numbers[0])
    cancellations.looked_at(cancellations.follow_up())
    overdue = update(cancellation).where(cancellation.c.state == "requested")
    overdue = overdue.values(last_on=bench.today() - timedelta(days=2))
    sandbox_portal.database.write(lambda conn: conn.execute(overdue))
    UndecidedRequests(sandbox_portal.database, system_clock, system_clock).catch_up()
    for _ in range(2):
        news = cancellations.follow_up()
        assert [(each.number, each.cause) for each in news.decided] == [(numbers[1], Cause.UNDECIDED)]
    cancellations.looked_at(news)
    assert cancellations.follow_up().decided == []


def test_the_list_is_there_without_a_network(bench: Bench, cancellations: Cancelling) -> None:
    known, reasons, ends = cancellations.follow_up(), cancellations.reasons(), cancellations.deadlines()
    bench.client.is_offline = True
    again = cancellations.follow_up()
    assert again.is_remembered
    assert again.waiting == known.waiting
    assert cancellations.reasons() == reasons
    assert {each.code for each in reasons} >= {WRONG}
    assert cancellations.deadlines() == ends
    with pytest.raises(Unreachable):
        cancellations.resume("any")


def test_an_empty_pile_is_no_order(bench: Bench, cancellations: Cancelling) -> None:
    shown = cancellations.check_batch(sent(bench, good_rows(1)))
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_CANCEL):
        cancellations.order(shown, CancelAction.REQUEST, WRONG)
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_CANCEL):
        cancellations.check([])
    assert cancellations.orders() == []


def test_a_reason_that_is_not_offered_cancels_nothing(bench: Bench, cancellations: Cancelling) -> None:
    batch_id = sent(bench, good_rows(2))
    shown = cancellations.check_batch(batch_id)
    with pytest.raises(Refused) as refused:
        cancellations.order(shown, CancelAction.AT_ONCE, "mood")
    assert refused.value.code == "P-OPTION"
    (open_,) = cancellations.unfinished()
    assert (open_.refused_code, open_.open_rows) == ("P-OPTION", 2)
    cancellations.abandon(open_.order_id)
    assert cancellations.orders() == []
    assert states(bench, batch_id) == [IssueState.PENDING] * 2


def test_a_cancelled_issue_can_be_issued_anew(bench: Bench, cancellations: Cancelling) -> None:
    rows = good_rows(1, first=9)
    batch_id = sent(bench, rows)
    assert bench.opened(bench.imported(rows)).snapshot().counts().warnings == 1
    cancellations.order(cancellations.check_batch(batch_id), CancelAction.AT_ONCE, WRONG)
    assert bench.opened(bench.imported(rows)).snapshot().counts().warnings == 0


@pytest.mark.parametrize(
    "fault",
    [
        Fault(when=ORDER, cut_up_after=0),
        Fault(when=ORDER, cut_down_after=0),
        Fault(when=ORDER, repeated="at once"),
    ],
)
def test_a_line_that_fails_orders_once(bench: Bench, cut_off: Cancelling, fault: Fault) -> None:
    batch_id = sent(bench, good_rows(3))
    shown, before = cancelling(bench).check_batch(batch_id), attempts(bench)
    bench.line.script(fault)
    outcome = cut_off.order(shown, CancelAction.AT_ONCE, WRONG)
    assert bench.line.struck.is_set()
    assert (outcome.done, outcome.is_complete, outcome.not_done) == (3, True, [])
    assert attempts(bench) == before + 3


def test_an_answer_that_was_lost_is_asked_for_again(
    bench: Bench, cancellations: Cancelling, cut_off: Cancelling
) -> None:
    batch_id = sent(bench, good_rows(3))
    shown, before = cancelling(bench).check_batch(batch_id), attempts(bench)
    bench.line.script(Fault(when=ORDER, cut_down_after=0))
    bench.line.always(Fault(reset=True))
    with pytest.raises(Unreachable):
        cut_off.order(shown, CancelAction.AT_ONCE, WRONG)
    bench.line.heal()
    assert attempts(bench) == before + 2
    (open_,) = cancellations.unfinished()
    assert open_.open_rows == 3
    outcome = cut_off.order(shown, CancelAction.AT_ONCE, WRONG)  # the button pressed again
    assert outcome.order_id == open_.order_id
    assert (outcome.done, outcome.not_done) == (3, [])
    assert attempts(bench) == before + 3


def test_what_a_session_ended_before_can_be_abandoned(bench: Bench, cancellations: Cancelling) -> None:
    batch_id = sent(bench, good_rows(2))
    shown = cancellations.check_batch(batch_id)
    bench.client.sessions.sign_out()
    with pytest.raises(NotSignedIn):
        cancellations.order(shown, CancelAction.AT_ONCE, WRONG)
    (open_,) = cancellations.unfinished()
    cancellations.abandon(open_.order_id)
    assert cancellations.orders() == []
    bench.client.sessions.sign_in("demo", "Sandbox1234")
    assert states(bench, batch_id) == [IssueState.PENDING] * 2


class EndingSession(Silent):
    """Lets the session end in the pause between two attempts."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def sleep(self, seconds: float) -> None:
        if seconds:  # without any it is a look whether to stop
            self._bench.client.sessions.sign_out()


def test_a_session_that_ends_after_a_lost_answer_leaves_nothing_to_abandon(bench: Bench, cut_off: Cancelling) -> None:
    batch_id = sent(bench, good_rows(2))
    shown = cancelling(bench).check_batch(batch_id)
    bench.line.script(Fault(when=ORDER, cut_down_after=0))
    with pytest.raises(NotSignedIn):
        cut_off.order(shown, CancelAction.AT_ONCE, WRONG, EndingSession(bench))
    (open_,) = cut_off.unfinished()
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_ABANDON):
        cut_off.abandon(open_.order_id)
    bench.client.sessions.sign_in("demo", "Sandbox1234")
    outcome = cancelling(bench).resume(open_.order_id)
    assert (outcome.done, outcome.not_done) == (2, [])
    assert states(bench, batch_id) == [IssueState.CANCELLED] * 2


def test_only_what_surely_never_left_can_be_abandoned(bench: Bench, cut_off: Cancelling) -> None:
    batch_id = sent(bench, good_rows(3))
    shown = cancelling(bench).check_batch(batch_id)
    bench.line.always(Fault(reset=True))
    with pytest.raises(Unreachable):
        cut_off.order(shown, CancelAction.AT_ONCE, WRONG)
    bench.line.heal()
    (open_,) = cut_off.unfinished()
    cut_off.abandon(open_.order_id)
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_ABANDON):
        cut_off.abandon(open_.order_id)
    outcome = cut_off.resume(open_.order_id)
    assert (outcome.rows, outcome.done) == (2, 2)
    assert states(bench, batch_id) == [IssueState.CANCELLED] * 2 + [IssueState.PENDING]


def test_a_batch_of_several_registrations_is_recalled_as_a_whole(bench: Bench) -> None:
    bench.in_parts_of(2)
    batch_id = sent(bench, good_rows(5))
    assert len({part.registration_id for part in bench.opened(batch_id).parts()}) == 3
    cancellations = cancelling(bench, portion_rows=3)
    whole = cancellations.check_batch(batch_id)
    assert len(whole.at_once) == 5
    cancellations.order(cancellations.check([whole.items[1].issue_id]), CancelAction.AT_ONCE, WRONG)
    mixed = cancellations.check_batch(batch_id)
    assert (len(mixed.at_once), mixed.causes) == (4, {Cause.ALREADY_CANCELLED: 1})
    outcome = cancellations.order(mixed, CancelAction.AT_ONCE, WRONG)
    assert (outcome.rows, outcome.done, len(outcome.numbers)) == (4, 4, 2)
    assert [outcome.number_of[row.issue_id] for row in outcome.results] == [
        *(outcome.numbers[0] for _ in range(3)),
        outcome.numbers[1],
    ]
    assert cancellations.check_batch(batch_id).at_once == []
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_CANCEL):
        cancellations.check_batch(bench.imported(good_rows(1)))


DYING = """
import os, signal, sys
from datetime import date
from pathlib import Path
from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.progress import Silent
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.store.store import Store

class Dying(Silent):
    def report(self, done, total, phase=""):
        if phase == "cancelling" and done >= 2:
            os._exit(9)

store = Store.open(Path(sys.argv[1]), bytes(range(32)))
client = PortalClient(sys.argv[2])
client.sessions.sign_in("demo", "Sandbox1234")
if sys.argv[4] == "answer lost":
    answered = client.cancellations.order
    def order(key, body, progress):
        answered(key, body, progress)
        os._exit(9)
    client.cancellations.order = order
cancellations = Cancelling(client, store, date.today, portion_rows=2)
cancellations.order(cancellations.check_batch(sys.argv[3]), CancelAction.AT_ONCE, "issued_wrongly", Dying())
"""


@pytest.mark.durable
@pytest.mark.parametrize(("moment", "open_rows"), [("answer lost", 5), ("between portions", 3)])
def test_a_killed_process_orders_once(bench: Bench, moment: str, open_rows: int) -> None:
    batch_id = sent(bench, good_rows(5))
    before = attempts(bench)
    bench.store.close()
    command = [*program(CODE), DYING, str(bench.folder / "site.db"), bench.portal.url, batch_id, moment]
    died = subprocess.run(
        command, check=False, env={**os.environ, "PYTHONPATH": os.getcwd()}, capture_output=True, text=True
    )
    assert died.returncode == 9, died.stderr
    bench.open_store()
    assert attempts(bench) == before + 2
    cancellations = cancelling(bench)
    (open_,) = cancellations.unfinished()
    assert (open_.rows, open_.open_rows) == (5, open_rows)
    outcome = cancellations.resume(open_.order_id)
    assert (outcome.done, outcome.not_done, outcome.is_complete) == (5, [], True)
    assert states(bench, batch_id) == [IssueState.CANCELLED] * 5
    assert attempts(bench) == before + 5
