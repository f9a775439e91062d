"""Rows that were not issued go out again in batches of their own, until each is issued once or closed."""

from collections import Counter
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import Connection

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Refused
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.portal import worker as workers
from netmile_desktop.portal.issuing.judging import ChunkOutcome, judge
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.ledger.chunks import Chunk
from netmile_desktop.progress import SILENT, Cancelled
from netmile_desktop.views.batch.results.sent_results import results_of
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup, Show, Stage
from netmile_desktop.workspace.issuing.retrieval import judged
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.records.row_origins import Origin
from tests.support.bench import Bench, Rows, keys_and_miles
from tests.support.files import good_rows
from tests.support.progress import Watched

ROWS: Rows = [
    *good_rows(3),
    ("taro@example", "B1", "100"),
    ("nobody@example.jp", "B2", "100"),
    ("provisional001@example.jp", "B3", "100"),
    ("member00004@example.jp", "B4", "1,00"),
    ("member00005@example.jp", "B5", "１００"),
    ("left001@example.jp", "B6", "100"),
]


def test_three_rounds_issue_every_row_once_or_close_it(bench: Bench) -> None:
    first = bench.imported(ROWS)
    bench.opened(first).exclude([2])
    bench.sending.send(first)
    assert bench.newly_issued() == keys_and_miles(good_rows(2))

    second = bench.batches.start_correction(first)
    draft = bench.opened(second)
    assert [draft.snapshot().row(n).key for n in range(len(draft.snapshot()))] == ["B1", "B2", "B3", "B4", "B5", "B6"]
    assert [draft.snapshot().row(n).record for n in range(len(draft.snapshot()))] == [5, 6, 7, 8, 9, 10]
    assert (draft.name, draft.campaign.id) == ("十一月.csv #2", "C-1024")
    assert draft.snapshot().origin(0) == Origin(first, 3, "19013", "", Mode.PC, "C-1024")
    (part,) = bench.opened(first).parts()
    assert draft.snapshot().origin(1) == Origin(first, 4, "41053", part.registration_id, Mode.PC, "C-1024", bench.day)
    assert draft.snapshot().findings(0).code is Code.ADDRESS
    assert draft.snapshot().findings(1).code is None
    refused = Finding(Code.NO_SUCH_MEMBER, Column.ADDRESS, Reason.REFUSED_BEFORE, part.registration_id)
    assert draft.snapshot().findings(1).warnings == (refused,)
    assert CodeGroup(Code.NO_SUCH_MEMBER, 1, True) in draft.snapshot().groups()
    assert list(draft.snapshot().select(Show.ALL, code=Code.NO_SUCH_MEMBER)) == [1]
    lineage = bench.batches.lineage(second)
    assert (lineage.rows, lineage.issued, lineage.open, lineage.closed) == (9, 2, 6, 1)

    draft.set_cells([(0, Column.ADDRESS, "member00006@example.jp"), (1, Column.ADDRESS, "member00007@example.jp")])
    assert not draft.snapshot().findings(1)
    assert draft.repair(draft.snapshot().proposals(Code.MILES)) == 1
    draft.set_cells([(3, Column.MILES, "100")])
    draft.close_rows([5], "退会済み")
    bench.sending.send(second)
    assert bench.newly_issued() == keys_and_miles([*good_rows(2), *(("", f"B{n}", "100") for n in (1, 2, 4, 5))])

    third = bench.batches.start_correction(second)
    draft = bench.opened(third)
    assert draft.name == "十一月.csv #3"
    assert [draft.snapshot().row(n).key for n in range(len(draft.snapshot()))] == ["B3"]
    assert draft.snapshot().row(0).record == 7
    draft.set_cells([(0, Column.ADDRESS, "member00008@example.jp")])
    bench.sending.send(third)

    for asked in (first, second, third):
        lineage = bench.batches.lineage(asked)
        assert (lineage.rows, lineage.issued, lineage.open, lineage.closed) == (9, 7, 0, 2)
        assert lineage.is_settled
        assert [each.batch_id for each in lineage.rounds] == [first, second, third]
        assert [each.parent_id for each in lineage.rounds] == ["", first, second]
        assert [(each.rows, each.issued, each.refused, each.closed) for each in lineage.rounds] == [
            (9, 2, 3, 1),
            (6, 4, 1, 1),
            (1, 1, 0, 0),
        ]
    assert bench.opened(second).snapshot().closing_reason(5) == "退会済み"
    assert set(bench.newly_issued().values()) == {1}
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_CORRECT):
        bench.batches.start_correction(third)
    assert [batch.parent_id for batch in bench.batches.all()] == [second, first, ""]


def test_no_issued_row_ever_comes_into_a_correction(bench: Bench) -> None:
    batch_id = bench.imported(ROWS)
    bench.sending.send(batch_id)
    child = bench.opened(bench.batches.start_correction(batch_id, row_ids=range(len(ROWS))))
    assert {child.snapshot().row(n).key for n in range(len(child.snapshot()))} == {"B1", "B2", "B3", "B4", "B5", "B6"}
    with pytest.raises(NotAllowed, match=Obstacle.NOT_THROUGH):
        bench.batches.start_correction(bench.imported(good_rows(1, first=40)))
    good = bench.imported(good_rows(2, first=50))
    bench.sending.send(good)
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_CORRECT):
        bench.batches.start_correction(good)
    assert len(bench.batches.correctable(bench.opened(good)).row_ids) == 0


def test_a_row_is_in_one_correction_at_a_time(bench: Bench) -> None:
    batch_id = bench.imported(ROWS)
    bench.sending.send(batch_id)
    assert len(bench.batches.correctable(bench.opened(batch_id)).row_ids) == 6
    one = bench.batches.start_correction(batch_id, row_ids=[4, 5])
    assert len(bench.batches.correctable(bench.opened(batch_id)).row_ids) == 4
    other = bench.batches.start_correction(batch_id)
    rows = [
        bench.opened(child).snapshot().origin(n)
        for child in (one, other)
        for n in range(len(bench.opened(child).snapshot()))
    ]
    parents = Counter(origin.row_id for origin in rows if origin)
    assert parents == Counter([4, 5, 3, 6, 7, 8])
    assert bench.batches.start_correction(batch_id) == other  # nothing is left: the one in work is meant
    assert len(bench.batches.all()) == 3
    bench.batches.discard(one)
    again = bench.opened(bench.batches.start_correction(batch_id))
    assert [again.snapshot().row(n).key for n in range(len(again.snapshot()))] == ["B2", "B3"]


def test_a_correction_can_go_to_the_other_kind_of_address(bench: Bench) -> None:
    batch_id = bench.imported([("mobile0002@docomo.ne.jp", "M1", "100"), *good_rows(1)])
    draft = bench.opened(batch_id)
    draft.change_settings(msgspec.structs.replace(draft.settings, notify=True, message="ありがとう"))
    bench.sending.send(batch_id)
    child = bench.opened(bench.batches.start_correction(batch_id, row_ids=[0], mode=Mode.MOBILE))
    assert (child.settings.mode, child.settings.notify, child.settings.message) == (Mode.MOBILE, False, "")
    assert not child.snapshot().findings(0).errors
    assert Code.NO_SUCH_MEMBER not in [finding.code for finding in child.snapshot().findings(0).warnings]
    bench.sending.send(child.batch_id)
    assert bench.newly_issued() == {("M1", 100): 1, ("K000001", 100): 1}
    assert bench.batches.lineage(batch_id).is_settled


class StoppedBeforePartTwo(Watched):
    """Cancels when the second part is about to be handed over."""

    def report(self, done: int, total: int, phase: str = "") -> None:
        super().report(done, total, phase)
        if [each for _, _, each in self.reports].count("sending") == 2:
            raise Cancelled


def test_rows_of_parts_that_were_taken_back_are_corrected_too(bench: Bench) -> None:
    bench.in_parts_of(100)
    batch_id = bench.imported(good_rows(102))
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, StoppedBeforePartTwo())
    bench.sending.withdraw(batch_id)
    bench.sending.follow(batch_id)
    draft = bench.opened(batch_id)
    assert len(draft.parts()) == 1
    child = bench.opened(bench.batches.start_correction(batch_id))
    refused = draft.parts()[0].errors
    assert [child.snapshot().row(n).key for n in range(refused, len(child.snapshot()))] == ["K000101", "K000102"]
    assert child.snapshot().origin(refused) == Origin(batch_id, 100, "", "", Mode.PC, "C-1024")
    lineage = bench.batches.lineage(batch_id)
    assert (lineage.rows, lineage.issued, lineage.open) == (102, 100 - refused, 2 + refused)


def test_a_correction_that_cannot_be_kept_leaves_nothing(bench: Bench) -> None:
    batch_id = bench.imported(ROWS)
    bench.sending.send(batch_id)
    with bench.store.write() as transaction:
        transaction.run("CREATE TRIGGER full BEFORE INSERT ON descent BEGIN SELECT raise(ABORT, 'x'); END")
    with pytest.raises(Exception, match="x"):
        bench.batches.start_correction(batch_id)
    assert len(bench.batches.all()) == 1


def test_verdicts_that_are_unknown_row_by_row_are_never_corrected(bench: Bench) -> None:
    """Both lists were deleted before they could be fetched: any row may have been issued."""
    batch_id = bench.imported(ROWS)
    bench.sending.send(batch_id)
    with bench.store.write() as transaction:
        transaction.run("UPDATE part SET lists_gone = 1")
        transaction.run("DELETE FROM verdict")
    assert len(bench.batches.correctable(bench.opened(batch_id)).row_ids) == 3  # those never sent: B1, B4, B5
    child = bench.opened(bench.batches.start_correction(batch_id))
    assert [child.snapshot().row(n).key for n in range(len(child.snapshot()))] == ["B1", "B4", "B5"]


def test_rows_that_an_interrupted_registration_never_reached_are_corrected(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(3))
    bench.sending.send(batch_id)
    with bench.store.write() as transaction:
        transaction.run("UPDATE part SET records = 2")
        transaction.run("DELETE FROM verdict WHERE row_id = 2")
        transaction.run("UPDATE batch SET state = 'done_with_errors'")
    child = bench.opened(bench.batches.start_correction(batch_id))
    assert [
        (child.snapshot().row(n).key, child.snapshot().findings(n).errors) for n in range(len(child.snapshot()))
    ] == [("K000003", ())]
    lineage = bench.batches.lineage(batch_id)
    assert (lineage.rows, lineage.issued, lineage.open) == (3, 2, 1)


def test_a_limit_per_day_is_no_reason_to_expect_the_same_refusal_on_the_next_day(bench: Bench) -> None:
    """Another computer has issued as much to the member as the campaign allows on a day."""
    rows = [("member00778@example.jp", f"T-{n}", "15") for n in range(2)]
    body = "".join(f"{','.join(row)}\n" for row in rows).encode()
    elsewhere = bench.client.issuances.issue("ab" * 32, wire.IssuanceQuery(campaign_id="C-1028"), body)
    judged(bench.client.issuances, elsewhere.registration_id, 2, SILENT)
    batch_id = bench.imported([("member00778@example.jp", "Q1", "15"), ("nobody@example.jp", "Q2", "15")], "C-1028")
    bench.sending.send(batch_id)
    child_id = bench.batches.start_correction(batch_id)
    told = [CodeGroup(code, 1, is_warning=True) for code in (Code.NO_SUCH_MEMBER, Code.PER_MEMBER_PER_DAY)]
    assert bench.sending.plan(bench.opened(child_id)).refused_before == told
    bench.day += timedelta(days=1)
    assert bench.sending.plan(bench.opened(child_id)).refused_before == told[:1]


def test_a_correction_takes_up_rows_that_are_open_in_another_one(bench: Bench) -> None:
    """Two corrections of one batch; the one made later is through, and the other has rows that were refused again."""
    first = bench.imported(ROWS)
    bench.sending.send(first)
    one = bench.batches.start_correction(first, row_ids=[4, 5])
    other = bench.batches.start_correction(first)
    bench.sending.send(one)
    draft = bench.opened(other)
    draft.set_cells([(0, Column.ADDRESS, "member00006@example.jp"), (1, Column.MILES, "100"), (2, Column.MILES, "100")])
    draft.close_rows([3], "退会済み")
    bench.sending.send(other)
    lineage = bench.batches.lineage(first)
    assert (lineage.issued, lineage.open, lineage.closed) == (6, 2, 1)
    found = bench.batches.correctable(bench.opened(other))
    assert (found.batch_id, sorted(found.row_ids)) == (one, [0, 1])
    taken = bench.opened(bench.batches.start_correction(other)).snapshot()
    assert [taken.row(n).key for n in range(len(taken))] == ["B2", "B3"]
    assert not bench.batches.correctable(bench.opened(other)).row_ids


@pytest.fixture
def interrupted(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> str:
    """Four good rows; the portal's worker gave up behind the second."""
    monkeypatch.setattr(bench.portal.worker, "_chunk_rows", 2)

    def breaks(conn: Connection, chunk: Chunk, outbox: MailOutbox) -> ChunkOutcome:
        if chunk.after:
            raise RuntimeError("broken on purpose")
        return judge(conn, chunk, outbox)

    with monkeypatch.context() as broken:
        broken.setattr(workers, "ATTEMPTS", 1)
        broken.setattr(workers, "judge", breaks)
        batch_id = bench.imported(good_rows(4))
        bench.sending.send(batch_id)
    return batch_id


def test_miles_of_rows_that_were_never_reached_are_not_summed_up_as_issued(bench: Bench, interrupted: str) -> None:
    draft = bench.opened(interrupted)
    known = results_of(draft.snapshot(), draft.parts(), Mode.PC, bench.batches.correctable(draft).row_ids)
    assert (known.issued, known.miles, known.unknown, known.unsent) == (2, 200, 2, 0)
    (summary,) = bench.batches.all()
    assert (summary.errors, summary.unknown) == (0, 2)
    assert [draft.snapshot().stage(n) for n in (2, 3)] == [Stage.NOT_REACHED] * 2


def test_the_rest_of_an_interrupted_registration_is_corrected(bench: Bench, interrupted: str) -> None:
    child_id = bench.batches.start_correction(interrupted)
    assert [bench.opened(child_id).snapshot().row(n).key for n in range(2)] == ["K000003", "K000004"]
    bench.sending.send(child_id)
    assert bench.newly_issued() == keys_and_miles(good_rows(4))
    [part] = bench.opened(interrupted).parts()
    with pytest.raises(Refused) as refused:
        bench.take_up(part.registration_id)
    assert refused.value.code == "P-STATE"
    assert bench.batches.lineage(interrupted).is_settled


def test_what_was_taken_up_again_is_not_issued_twice_by_a_correction(bench: Bench, interrupted: str) -> None:
    child_id = bench.batches.start_correction(interrupted)
    [part] = bench.opened(interrupted).parts()
    bench.take_up(part.registration_id)
    with pytest.raises(Refused, match="P-RESUMED"):
        bench.sending.send(child_id)
    assert bench.opened(child_id).state is BatchState.DRAFT
    assert bench.newly_issued() == keys_and_miles(good_rows(4))
    assert bench.opened(interrupted).state is BatchState.DONE
    bench.batches.discard(child_id)
    lineage = bench.batches.lineage(interrupted)
    assert (lineage.rows, lineage.issued, lineage.is_settled) == (4, 4, True)


class TakenUpAtTheLastMoment(Watched):
    """NetMile lets a registration go on when all questions are asked and the correction is about to leave."""

    def __init__(self, bench: Bench, registration_id: str) -> None:
        super().__init__()
        self._bench, self._registration_id = bench, registration_id

    def report(self, done: int, total: int, phase: str = "") -> None:
        super().report(done, total, phase)
        if [each for _, _, each in self.reports].count("sending") == 1 and phase == "sending":
            self._bench.take_up(self._registration_id)


def test_what_is_taken_up_between_question_and_upload_is_not_issued_twice(bench: Bench, interrupted: str) -> None:
    child_id = bench.batches.start_correction(interrupted)
    [part] = bench.opened(interrupted).parts()
    with pytest.raises(Refused, match="P-RESUMED"):
        bench.sending.send(child_id, TakenUpAtTheLastMoment(bench, part.registration_id))
    child = bench.opened(child_id)
    assert (child.state, child.parts()) == (BatchState.DRAFT, [])
    with pytest.raises(Refused, match="P-RESUMED"):
        bench.sending.send(child_id)
    assert bench.newly_issued() == keys_and_miles(good_rows(4))
    bench.batches.discard(child_id)
    assert bench.batches.lineage(interrupted).is_settled


def test_a_correction_of_a_correction_knows_what_the_first_registration_left(bench: Bench, interrupted: str) -> None:
    """The second round never left; the registration of the first goes on and issues its rows."""
    second = bench.batches.start_correction(interrupted)
    with bench.store.write() as transaction:  # as if an earlier part of the round had been accepted
        transaction.run("UPDATE batch SET state = 'done_with_errors' WHERE id = ?", second)
    third = bench.batches.start_correction(second)
    [part] = bench.opened(interrupted).parts()
    with pytest.raises(Refused, match="P-RESUMED"):
        bench.sending.send(third, TakenUpAtTheLastMoment(bench, part.registration_id))
    with pytest.raises(Refused, match="P-RESUMED"):
        bench.sending.send(third)
    assert bench.newly_issued() == keys_and_miles(good_rows(4))
    bench.batches.discard(third)
    assert len(bench.batches.correctable(bench.opened(second)).row_ids) == 0


def test_only_what_was_never_reached_is_taken_over(bench: Bench, interrupted: str) -> None:
    child_id = bench.batches.start_correction(interrupted)
    child = bench.opened(child_id)
    child.set_cells([(0, Column.KEY, "OTHER-1"), (1, Column.KEY, "OTHER-2")])
    bench.sending.send(child_id)
    [part] = bench.opened(interrupted).parts()
    [(named,)] = [each.takes_over for each in PartRecords(bench.store).of(child_id)]
    assert named == f"{part.registration_id}:2"
    with pytest.raises(Refused, match="P-STATE"):
        bench.take_up(part.registration_id)  # though no key is the same

    refused = bench.imported(ROWS)
    bench.sending.send(refused)
    again = bench.batches.start_correction(refused, row_ids=[4])
    bench.opened(again).set_cells([(0, Column.ADDRESS, "member00009@example.jp")])
    bench.sending.send(again)
    assert [each.takes_over for each in PartRecords(bench.store).of(again)] == [()]


def test_a_correction_whose_row_was_issued_after_all_is_not_sent(bench: Bench) -> None:
    batch_id = bench.imported(ROWS)
    bench.sending.send(batch_id)
    child_id = bench.batches.start_correction(batch_id, row_ids=[4])
    bench.opened(child_id).set_cells([(0, Column.ADDRESS, "member00009@example.jp")])
    with bench.store.write() as transaction:
        transaction.run("UPDATE verdict SET code = '' WHERE row_id = 4")
    with pytest.raises(Refused, match="P-RESUMED"):
        bench.sending.send(child_id)
    assert bench.opened(child_id).parts() == []
    assert bench.opened(child_id).snapshot().counts().sendable == 1


def test_a_row_excluded_from_a_correction_is_open_where_it_came_from(bench: Bench) -> None:
    """As where a few rows were to be issued by their mobile addresses, and the clerk took the others out again."""
    first = bench.imported(ROWS)
    bench.sending.send(first)
    strangers = [row_id for row_id in range(len(ROWS)) if bench.opened(first).snapshot().findings(row_id).code]
    second = bench.batches.start_correction(first, row_ids=strangers[:4], mode=Mode.MOBILE)
    draft = bench.opened(second)
    draft.exclude([0, 1])
    draft.close_rows([2], "退会済み")
    draft.set_cells([(3, Column.ADDRESS, "mobile0001@docomo.ne.jp"), (3, Column.MILES, "100")])
    typed = draft.insert_rows(4, [["nobody2@example.jp", "B9", "100"]])
    draft.exclude(typed)
    lineage = bench.batches.lineage(first)
    assert (lineage.rows, lineage.issued, lineage.open, lineage.closed) == (10, 3, 6, 1)
    assert bench.batches.correctable(bench.opened(first)).row_ids == frozenset(strangers[4:]), "not while it is a draft"
    bench.sending.send(second)

    lineage = bench.batches.lineage(second)
    assert (lineage.rows, lineage.issued, lineage.open, lineage.closed) == (10, 4, 5, 1)
    assert bench.batches.correctable(bench.opened(first)).row_ids == frozenset([*strangers[:2], *strangers[4:]])
    assert bench.batches.correctable(bench.opened(second)).row_ids == frozenset(typed)
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_CORRECT):
        bench.batches.start_correction(first, row_ids=strangers[2:4])

    third = bench.batches.start_correction(first)
    draft = bench.opened(third)
    assert [row.key for row in draft.snapshot().rows_taking_part()] == ["B1", "B2", "B5", "B6"]
    assert (draft.settings.mode, draft.name) == (Mode.PC, "十一月.csv #3")
    (part,) = bench.opened(first).parts()
    was_refused = draft.snapshot().origin(1)
    assert was_refused == Origin(second, 1, "41053", part.registration_id, Mode.PC, "C-1024", bench.day)
    assert draft.snapshot().is_as_refused(1)
    assert not bench.batches.correctable(bench.opened(first)).row_ids
    assert bench.batches.start_correction(first) == third, "the one in work"
    draft.exclude([0])
    draft.set_cells([(1, Column.ADDRESS, "member00011@example.jp"), (2, Column.MILES, "100")])
    draft.close_rows([3], "退会済み")
    bench.sending.send(third)

    fourth = bench.opened(bench.batches.start_correction(third))
    assert [row.key for row in fourth.snapshot().rows_taking_part()] == ["B9"], "it was typed in the second"
    fourth.close_rows([0], "不要")
    fifth = bench.opened(bench.batches.start_correction(third))
    assert [row.key for row in fifth.snapshot().rows_taking_part()] == ["B1"], "it is open in the first still"
    assert fifth.snapshot().origin(0) == Origin(third, 0, "19013", "", Mode.PC, "C-1024")
    fifth.set_cells([(0, Column.ADDRESS, "member00012@example.jp")])
    bench.sending.send(fifth.batch_id)
    lineage = bench.batches.lineage(first)
    assert (lineage.rows, lineage.issued, lineage.open, lineage.closed) == (10, 7, 0, 3)
    assert bench.newly_issued() == keys_and_miles([*good_rows(3), *(("", f"B{n}", "100") for n in (1, 2, 4, 5))])


def test_a_discarded_correction_gives_its_rows_back(bench: Bench) -> None:
    first = bench.imported(ROWS)
    bench.sending.send(first)
    second = bench.batches.start_correction(first)
    bench.opened(second).exclude([0, 1, 2, 5])
    bench.opened(second).repair(bench.opened(second).snapshot().proposals(Code.MILES))
    bench.opened(second).set_cells([(3, Column.MILES, "100")])
    bench.sending.send(second)
    third = bench.batches.start_correction(second)
    assert len(bench.opened(third).snapshot()) == 4
    bench.batches.discard(third)
    assert len(bench.batches.correctable(bench.opened(second)).row_ids) == 4
