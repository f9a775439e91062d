"""Cancel and issue again in one step: both IDs are told, and what is cut half-way is neither lost nor done twice."""

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.cancellations import CancelAction, CancelReason
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.domain.history import IssueState
from netmile_desktop.workspace.campaigns.catalogue import Catalogue
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.cancelling.reissues import Reissues, Right
from netmile_desktop.workspace.cancelling.reissuing import Reissuing
from netmile_desktop.workspace.history.issue_history import IssueHistory
from tests.support.bench import Bench
from tests.support.files import good_rows
from tests.support.recalling import sent

WRONG = CancelReason.ISSUED_WRONGLY.value
RANGE = "C-1025"
"""Takes several amounts."""


@pytest.fixture
def reissuing(bench: Bench, cancellations: Cancelling, reissues: Reissues) -> Reissuing:
    catalogue, history = Catalogue(bench.client.campaigns, bench.store), IssueHistory(bench.client, bench.store)
    return Reissuing(cancellations, reissues, bench.batches, bench.sending, catalogue, history, bench.today)


def issues_of(cancellations: Cancelling, batch_id: str) -> list[wire.IssueRecord]:
    return list(cancellations.check_batch(batch_id).items)


def look_up(bench: Bench, issue_id: str) -> wire.IssueRecord:
    (line,) = bench.client.history.match(wire.MatchRequest(lines=[wire.MatchLine(line=1, issue_id=issue_id)])).lines
    (found,) = line.candidates
    return found


def test_old_and_new_are_told_and_only_the_new_one_counts(
    bench: Bench, cancellations: Cancelling, reissuing: Reissuing
) -> None:
    issues = issues_of(cancellations, sent(bench, good_rows(3, miles=200), campaign=RANGE))
    wrong = [each.issue_id for each in issues[:2]]
    plan = reissuing.plan(wrong, Right(250))
    assert (plan.miles, plan.findings, plan.without_address) == (500, [], 0)
    assert look_up(bench, wrong[0]).live_state is IssueState.PENDING, "looking changes nothing"
    outcome = reissuing.reissue(plan, WRONG)
    assert outcome.is_done
    assert outcome.cancelled is not None
    assert outcome.cancelled.done == 2
    (issued,) = outcome.issued
    assert list(issued.issues) == wrong
    for old, new in issued.issues.items():
        before, after = look_up(bench, old), look_up(bench, new)
        assert (before.live_state, after.miles, after.key) == (IssueState.CANCELLED, 250, before.key)
        assert after.live_state is not IssueState.CANCELLED
        assert after.registration_id in issued.registration_ids
    assert look_up(bench, issues[2].issue_id).live_state is IssueState.PENDING


def test_what_cannot_be_issued_again_is_not_taken_back(
    bench: Bench, cancellations: Cancelling, reissuing: Reissuing
) -> None:
    (issue,) = issues_of(cancellations, sent(bench, good_rows(1, miles=200), campaign=RANGE))
    plan = reissuing.plan([issue.issue_id], Right(99_999))
    assert [finding.code for _, finding in plan.findings] == [Code.AMOUNT_RULE]
    plan = reissuing.plan([issue.issue_id], Right(250, address="no address"))
    assert [finding.code for _, finding in plan.findings] == [Code.ADDRESS]


def test_another_campaign_and_an_address_typed_for_it(
    bench: Bench, cancellations: Cancelling, reissuing: Reissuing
) -> None:
    (issue,) = issues_of(cancellations, sent(bench, good_rows(1, miles=200), campaign=RANGE))
    plan = reissuing.plan([issue.issue_id], Right(100, "C-1024", "member00042@example.jp"))
    (issued,) = reissuing.reissue(plan, WRONG).issued
    new = look_up(bench, issued.issues[issue.issue_id])
    assert (new.campaign_id, new.miles) == ("C-1024", 100)
    assert bench.opened(issued.batch_id).snapshot().row(0).address == "member00042@example.jp"
    with bench.store.read() as transaction:
        assert transaction.all("SELECT address FROM amendment") == [("",)], "it stands in the batch and nowhere else"


def test_what_was_cancelled_before_is_only_issued_again_and_once(
    bench: Bench, cancellations: Cancelling, reissuing: Reissuing
) -> None:
    (issue,) = issues_of(cancellations, sent(bench, good_rows(1, miles=200), campaign=RANGE))
    cancellations.order(cancellations.check([issue.issue_id]), CancelAction.AT_ONCE, WRONG)
    plan = reissuing.plan([issue.issue_id], Right(200))
    assert [each.issue_id for each in plan.cancelled] == [issue.issue_id]
    outcome = reissuing.reissue(plan, WRONG)
    assert (outcome.cancelled, outcome.requested, outcome.is_done) == (None, None, True)
    (issued,) = outcome.issued
    assert look_up(bench, issued.issues[issue.issue_id]).miles == 200
    assert reissuing.plan([issue.issue_id], Right(200)).right == {}, "it was issued again already"


def test_a_reissue_that_repeats_an_issue_of_its_own_waits_for_the_clerk(
    bench: Bench, cancellations: Cancelling, reissuing: Reissuing
) -> None:
    """Somebody has issued it again by hand already."""
    (issue,) = issues_of(cancellations, sent(bench, good_rows(1, miles=200), campaign=RANGE))
    by_hand = bench.imported(good_rows(1, miles=250), RANGE)
    bench.sending.send(by_hand)
    outcome = reissuing.reissue(reissuing.plan([issue.issue_id], Right(250)), WRONG)
    (issued,) = outcome.issued
    assert isinstance(issued.failure, NotAllowed)
    assert issued.failure.obstacle is Obstacle.ISSUED_BEFORE
    assert bench.opened(issued.batch_id).state is BatchState.DRAFT
    assert look_up(bench, issue.issue_id).live_state is IssueState.CANCELLED


def test_rows_beside_which_it_stood_do_not_stop_a_reissue(
    bench: Bench, cancellations: Cancelling, reissuing: Reissuing
) -> None:
    address = good_rows(1)[0][0]
    first, _ = issues_of(cancellations, sent(bench, [(address, "A", "200"), (address, "B", "200")], campaign=RANGE))
    outcome = reissuing.reissue(reissuing.plan([first.issue_id], Right(200)), WRONG)
    assert outcome.is_done


def test_where_issuing_fails_the_batch_is_there_and_goes_on(
    bench: Bench,
    cancellations: Cancelling,
    reissues: Reissues,
    reissuing: Reissuing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (issue,) = issues_of(cancellations, sent(bench, good_rows(1, miles=200), campaign=RANGE))
    plan = reissuing.plan([issue.issue_id], Right(250))

    def gone(*_: object, **__: object) -> None:
        raise Unreachable("gone")

    with monkeypatch.context() as broken:
        broken.setattr(bench.sending, "send", gone)
        outcome = reissuing.reissue(plan, WRONG)
    assert not outcome.is_done
    (issued,) = outcome.issued
    assert isinstance(issued.failure, Unreachable)
    assert issued.issues == {issue.issue_id: ""}
    assert bench.opened(issued.batch_id).state is BatchState.DRAFT
    again = reissuing.reissue(plan, WRONG)
    assert (again.issued, again.is_done) == ([], True), "what stands in a batch gets into no other"
    bench.sending.send(issued.batch_id)
    (new,) = reissues.issued_again(issued.batch_id).values()
    assert look_up(bench, new).miles == 250
