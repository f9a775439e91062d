"""Wrong miles are taken back and stand in a draft with the right ones: once, and sent by nobody but the clerk."""

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.cancellations import CancelReason
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.progress import SILENT
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.cancelling.reissues import Reissues, Right
from netmile_desktop.workspace.issuing.retrieval import judged
from tests.support.bench import Bench
from tests.support.files import good_rows
from tests.support.recalling import cancelling, decide, sent

WRONG = CancelReason.ISSUED_WRONGLY.value
RANGE = "C-1024"


def rows_of(bench: Bench, batch_id: str) -> list[tuple[str, str, str]]:
    draft = bench.opened(batch_id)
    return [
        (row.address, row.key, row.miles) for row in (draft.snapshot().row(n) for n in range(len(draft.snapshot())))
    ]


def test_pending_rows_stand_in_a_draft_with_the_right_miles(
    bench: Bench, cancellations: Cancelling, reissues: Reissues
) -> None:
    rows = good_rows(4)
    preview = cancellations.check_batch(sent(bench, rows))
    wrong = {each.issue_id: Right(150 + n) for n, each in enumerate(preview.items[:2])}
    ordered = reissues.order(preview, WRONG, wrong)
    assert (ordered.outcome.done, ordered.without_address) == (2, 0)
    (draft,) = ordered.batch_ids
    assert rows_of(bench, draft) == [(address, key, str(150 + n)) for n, (address, key, _) in enumerate(rows[:2])]
    assert bench.opened(draft).state is BatchState.DRAFT
    assert len(cancellations.check([each.issue_id for each in preview.items]).at_once) == 2
    assert reissues.catch_up() == []
    assert reissues.waiting() == 0


def test_nothing_that_still_counts_is_issued_again(
    bench: Bench, cancellations: Cancelling, reissues: Reissues, sandbox_portal: EmbeddedPortal
) -> None:
    preview = cancellations.check_batch(sent(bench, good_rows(2), after_days=0))
    miles = {each.issue_id: Right(120) for each in preview.items}
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_CANCEL):
        reissues.order(preview, WRONG, miles)
    outcome = reissues.request(preview, WRONG, miles)
    assert outcome.done == 2
    assert reissues.catch_up() == []
    assert reissues.waiting() == 2
    decide(sandbox_portal, outcome.numbers[0])
    (draft,) = reissues.catch_up()
    assert [row[2] for row in rows_of(bench, draft)] == ["120", "120"]


def test_what_is_not_let_go_is_not_issued_again(
    bench: Bench, cancellations: Cancelling, reissues: Reissues, sandbox_portal: EmbeddedPortal
) -> None:
    preview = cancellations.check_batch(sent(bench, good_rows(1), after_days=0))
    outcome = reissues.request(preview, WRONG, {preview.items[0].issue_id: Right(120)})
    decide(sandbox_portal, outcome.numbers[0], "refuse")
    assert reissues.catch_up() == []
    assert reissues.waiting() == 0


def test_what_was_stopped_half_way_is_caught_up(
    bench: Bench, cancellations: Cancelling, reissues: Reissues, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = cancellations.check_batch(sent(bench, good_rows(2)))

    def dies(*_: object, **__: object) -> None:
        raise Unreachable("gone")

    with monkeypatch.context() as broken:
        broken.setattr(reissues, "catch_up", dies)
        with pytest.raises(Unreachable):
            reissues.order(preview, WRONG, {each.issue_id: Right(110) for each in preview.items})
    again = Reissues(bench.client, bench.store, cancelling(bench), bench.today)
    (draft,) = again.catch_up()
    assert len(rows_of(bench, draft)) == 2
    assert again.catch_up() == []


def test_an_address_that_is_not_known_here_is_to_be_typed(
    bench: Bench, cancellations: Cancelling, reissues: Reissues
) -> None:
    registration = bench.client.issuances.issue(
        "k" * 64, wire.IssuanceQuery(campaign_id=RANGE, transfer_after_days=30), b"member00009@example.jp,ELSE,100\n"
    )
    judged(bench.client.issuances, registration.registration_id, 1, SILENT)
    preview = cancellations.check_registrations([registration.registration_id])
    ordered = reissues.order(preview, WRONG, {preview.items[0].issue_id: Right(130)})
    assert ordered.without_address == 1
    (draft,) = ordered.batch_ids
    assert rows_of(bench, draft) == [("", "ELSE", "130")]
    assert bench.opened(draft).snapshot().counts().errors == 1
