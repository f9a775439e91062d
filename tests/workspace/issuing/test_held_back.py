"""Rows that were not sent, or whose fate is not known yet, say so for ever after: in rows, sums and saved lists."""

from datetime import timedelta

import pytest

from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Refused, Unreachable
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.key_rule import KeyRule
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.texts import results as words
from netmile_desktop.progress import Cancelled
from netmile_desktop.views.batch.results.sent_results import Results, results_of
from netmile_desktop.workspace.batches.result_sheets import ResultSheet, Rows
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup, Show, Stage, query_of
from netmile_desktop.workspace.key_rules import remember_key_rule
from netmile_desktop.workspace.records.part_records import HeldBack, PartRecords
from tests.support.bench import Bench, keys_and_miles
from tests.support.faults import Fault
from tests.support.files import good_rows
from tests.support.progress import StoppedAtSecondPart, Watched

TWICE_A_DAY = "C-1028"
DIGITS = KeyRule(version="2", longest=8, characters="0123456789")
PUT = b"PUT /v1/issuances/by-key"


def twice(member: int) -> list[tuple[str, str, str]]:
    """As many issues as the campaign allows a member on one day."""
    return [(f"member{member:05}@example.jp", f"T-{n}", "15") for n in range(2)]


def states(draft: Draft) -> list[str]:
    """What a saved list says of every row."""
    sheet = ResultSheet(draft.snapshot(), Language.ENGLISH)
    at = sheet.header.index(words.STATE.en)
    return [str(line[at]) for line in sheet.lines(sheet.row_ids(Rows.ALL))]


def results(bench: Bench, draft: Draft) -> Results:
    return results_of(draft.snapshot(), draft.parts(), draft.settings.mode, bench.batches.correctable(draft).row_ids)


def test_a_row_held_back_for_a_foreseen_limit_keeps_its_code(bench: Bench) -> None:
    bench.sending.send(bench.imported(twice(778), TWICE_A_DAY))
    batch_id = bench.imported(
        [("member00778@example.jp", "Q1", "15"), ("member00790@example.jp", "Q2", "15")], TWICE_A_DAY
    )
    before = bench.opened(batch_id).snapshot()
    assert before.findings(0).code is Code.PER_MEMBER_PER_DAY
    bench.sending.send(batch_id)

    bench.day += timedelta(days=1)  # on which it would not be held back any more
    draft = bench.opened(batch_id)
    rows = draft.snapshot()
    assert rows.findings(0) == before.findings(0)
    assert rows.stage(0) is Stage.NOT_SENT
    assert (rows.counts().errors, rows.counts().miles) == (1, 15)
    assert list(rows.select(Show.ERRORS)) == [0]
    assert [each.errors for each in bench.batches.all()] == [1, 0], "also in the list of batches"
    assert rows.first_codes() == [CodeGroup(Code.PER_MEMBER_PER_DAY, 1, is_warning=False)]
    assert states(draft) == [words.LEFT_OUT.en, words.ISSUED.en]
    assert (results(bench, draft).issued, results(bench, draft).unsent) == (1, 1)
    lineage = bench.batches.lineage(batch_id)
    assert (lineage.rows, lineage.issued, lineage.unknown, lineage.open, lineage.closed) == (2, 1, 0, 1, 0)
    child = bench.opened(bench.batches.start_correction(batch_id)).snapshot()
    origin = child.origin(0)
    assert origin is not None
    assert (len(child), origin.code) == (1, Code.PER_MEMBER_PER_DAY)


def test_a_row_held_back_keeps_its_code_where_the_rule_for_keys_is_another_one_today(bench: Bench) -> None:
    remember_key_rule(bench.store, DIGITS)
    batch_id = bench.imported([("member00001@example.jp", "A1", "100"), ("member00002@example.jp", "12", "100")])
    bench.sending.send(batch_id)
    before = bench.opened(batch_id).snapshot()
    assert (before.findings(0).code, before.findings(1).code) == (Code.KEY, None)
    assert bench.batches.all()[0].errors == 1
    remember_key_rule(bench.store, None)
    draft = bench.opened(batch_id)
    assert draft.snapshot().findings(0) == before.findings(0)
    assert states(draft) == [words.LEFT_OUT.en, words.ISSUED.en]
    child = bench.opened(bench.batches.start_correction(batch_id)).snapshot()
    origin = child.origin(0)
    assert origin is not None
    assert origin.code == Code.KEY, "why it was not issued then"
    assert child.findings(0).code is None, "and may be now"


def test_a_row_on_its_way_has_no_error_where_the_rule_for_keys_is_another_one_today(bench: Bench) -> None:
    batch_id = bench.imported([("member00001@example.jp", "A1", "100"), ("member00002@example.jp", "12", "100")])
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, Watched(stop_at=("judging", 0)))
    remember_key_rule(bench.store, DIGITS)
    draft = bench.opened(batch_id)
    rows = draft.snapshot()
    assert [rows.findings(n).code for n in range(2)] == [None, None]
    assert (rows.counts().errors, rows.counts().sendable, rows.counts().miles) == (0, 2, 200)
    assert states(draft) == [words.UNKNOWN.en] * 2
    assert (results(bench, draft).unknown, results(bench, draft).unsent) == (2, 0)


def test_what_was_foreseen_is_forgotten_where_a_batch_becomes_a_draft_again(bench: Bench) -> None:
    bench.sending.send(bench.imported(twice(778), TWICE_A_DAY))
    batch_id = bench.imported(
        [("member00778@example.jp", "Q1", "15"), ("member00790@example.jp", "Q2", "15")], TWICE_A_DAY
    )
    bench.operate("suspend", TWICE_A_DAY)
    with pytest.raises(Refused):
        bench.sending.send(batch_id)
    assert list(HeldBack(bench.store).of(batch_id)) == [0]
    bench.sending.withdraw(batch_id)
    assert not HeldBack(bench.store).of(batch_id)
    bench.day += timedelta(days=1)
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.DRAFT
    assert not draft.snapshot().findings(0).errors, "a draft is judged anew"
    draft.set_cells([(0, Column.KEY, "Q9")])


def test_rows_of_a_withdrawn_part_do_not_wait_for_a_verdict(bench: Bench) -> None:
    bench.in_parts_of(2)
    batch_id = bench.imported(good_rows(5))
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, StoppedAtSecondPart())
    draft = bench.opened(batch_id)
    assert [draft.snapshot().stage(n) for n in range(5)] == [
        *[Stage.NOT_JUDGED] * 2,
        *[Stage.UNANSWERED] * 2,
        Stage.WAITING,
    ]
    assert states(draft) == [*[words.UNKNOWN.en] * 4, words.DRAFT.en]
    known = results(bench, draft)
    assert (known.issued, known.miles, known.unknown, known.unsent) == (0, 0, 4, 1)
    (summary,) = bench.batches.all()
    assert summary.unknown == 4
    lineage = bench.batches.lineage(batch_id)
    assert (lineage.issued, lineage.unknown, lineage.open, lineage.closed) == (0, 4, 1, 0)
    assert not lineage.is_settled

    bench.sending.catch_up(batch_id)
    bench.sending.withdraw(batch_id)
    if bench.opened(batch_id).state is BatchState.JUDGING:
        bench.sending.catch_up(batch_id)
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.DONE
    assert states(draft) == [*[words.ISSUED.en] * 2, *[words.LEFT_OUT.en] * 3]
    assert [draft.snapshot().stage(n) for n in (2, 3, 4)] == [Stage.NOT_SENT] * 3


def test_lists_deleted_elsewhere_leave_the_miles_unknown(bench: Bench) -> None:
    batch_id = bench.imported([*good_rows(2), ("nobody@example.jp", "N1", "100")])
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, Watched(stop_at=("judging", 0)))
    (part,) = bench.opened(batch_id).parts()
    while not bench.client.issuances.detail(part.registration_id).state.is_final:
        pass
    bench.client.issuances.delete_lists(part.registration_id)
    bench.sending.catch_up(batch_id)
    draft = bench.opened(batch_id)
    assert {draft.snapshot().stage(n) for n in range(3)} == {Stage.UNTOLD}
    known = results(bench, draft)
    assert (known.issued, known.refused, known.miles, known.miles_are_known) == (2, 1, 0, False)


def test_after_a_crash_the_portal_is_asked_and_nothing_is_sent(bench: Bench) -> None:
    """The process is killed when its first part was accepted: what came of it is known to the portal alone."""
    rows = good_rows(300)
    batch_id = bench.imported(rows)
    bench.killed_sending(batch_id, "judging", 0)
    draft = bench.opened(batch_id)
    assert results(bench, draft).unknown == 300
    before = bench.all_registrations()
    bench.sending.catch_up(batch_id)
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.DONE
    assert (results(bench, draft).issued, results(bench, draft).unknown) == (300, 0)
    assert bench.all_registrations() == before
    assert bench.newly_issued() == keys_and_miles(rows)
    with pytest.raises(NotAllowed, match=Obstacle.WRONG_STATE):
        bench.sending.catch_up(batch_id)


@pytest.mark.parametrize("arrived", [True, False])
def test_a_part_without_an_answer_is_looked_up_and_never_sent_by_that(bench: Bench, arrived: bool) -> None:
    bench.in_parts_of(2)
    batch_id = bench.imported(good_rows(3))
    sending = bench.another_sending()
    bench.line.script(Fault(when=PUT, cut_down_after=0) if arrived else Fault(when=PUT, cut_up_after=0))
    bench.line.always(Fault(reset=True))
    with pytest.raises(Unreachable):
        sending.send(batch_id)
    assert [part.state for part in bench.opened(batch_id).parts()] == [PartState.UNKNOWN]
    with pytest.raises(Unreachable):
        sending.catch_up(batch_id)
    bench.line.heal()
    before = bench.all_registrations()
    bench.sending.catch_up(batch_id)
    (part,) = bench.opened(batch_id).parts()
    assert part.state is (PartState.JUDGED if arrived else PartState.READY)
    assert bench.all_registrations() == before
    assert (bench.newly_issued() == keys_and_miles(good_rows(3))) is arrived


def test_a_part_that_the_portal_accepts_late_is_found_by_asking_again(bench: Bench) -> None:
    """Its sender was killed once the portal had the whole body, and the first question came before the answer."""
    bench.in_parts_of(2)
    batch_id = bench.imported(good_rows(3))
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, StoppedAtSecondPart())
    bench.sending.catch_up(batch_id)
    parts = PartRecords(bench.store)
    _, second = parts.of(batch_id)
    assert second.state is PartState.READY
    draft = bench.opened(batch_id)
    bench.client.issuances.issue(second.key, query_of(draft.settings, draft.name), parts.body(second))
    bench.sending.catch_up(batch_id)
    if bench.opened(batch_id).state is BatchState.JUDGING:
        bench.sending.catch_up(batch_id)
    assert bench.opened(batch_id).state is BatchState.DONE
    assert bench.newly_issued() == keys_and_miles(good_rows(3))


def test_while_parts_are_left_to_be_sent_no_verdict_is_waited_for(bench: Bench) -> None:
    bench.in_parts_of(2)
    batch_id = bench.imported(good_rows(4))
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, StoppedAtSecondPart())
    phases = Watched()
    bench.sending.catch_up(batch_id, phases)
    assert "judging" not in phases.phases
    assert bench.opened(batch_id).state is BatchState.SENDING
