"""Every row of a batch is issued once, whatever breaks on the way, and every verdict comes home."""

import os
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, BatchSettings, BatchState, PartState
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import Broken, NotAllowed, NotSignedIn, Obstacle, Refused, Unreachable
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.domain.texts.failures import failure_words
from netmile_desktop.progress import Cancelled, Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup, Show
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.bench import KEY, QUICK, Bench, Rows, keys_and_miles
from tests.support.faults import Fault
from tests.support.files import good_rows
from tests.support.programs.nursery import program
from tests.support.progress import Watched

PUT = b"PUT /v1/issuances/by-key"


MIXED: Rows = [
    *good_rows(3),
    ("taro@example", "B1", "100"),
    ("nobody@example.jp", "B2", "100"),
    ("provisional001@example.jp", "B3", "100"),
    ("left001@example.jp", "B4", "100"),
    ("member00004@example.jp", "B5", "1,000"),
    *good_rows(2, first=5),
]


def test_a_batch_goes_out_and_its_verdicts_come_home(bench: Bench) -> None:
    batch_id = bench.imported(MIXED)
    bench.opened(batch_id).exclude([9])
    plan = bench.sending.plan(bench.opened(batch_id))
    assert (plan.rows, plan.miles, plan.parts, plan.left_out_errors, plan.left_out_excluded) == (7, 700, 1, 2, 1)
    assert plan.yen == 700 * bench.site.yen_per_1000_miles // 1000
    assert plan.by_code == [CodeGroup(Code.ADDRESS, 1, False), CodeGroup(Code.MILES, 1, False)]
    assert plan.transfer_on == bench.day
    assert plan.refused == ()

    progress = Watched()
    bench.sending.send(batch_id, progress)

    assert progress.phases == ["reading", "checking", "preparing", "sending", "judging", "fetching"]
    assert bench.newly_issued() == keys_and_miles([*good_rows(3), *good_rows(1, first=5)])
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.DONE_WITH_ERRORS
    (part,) = draft.parts()
    assert (part.rows, part.miles, part.records, part.errors, part.state) == (7, 700, 7, 3, PartState.JUDGED)
    assert part.registration_id
    assert [draft.snapshot().findings(n).code for n in range(10)] == [
        *(None, None, None, Code.ADDRESS, Code.NO_SUCH_MEMBER, Code.MEMBER_NOT_VALID, Code.MEMBER_NOT_VALID),
        *(Code.MILES, None, None),
    ]
    assert draft.snapshot().findings(4).errors == (Finding(Code.NO_SUCH_MEMBER, Column.ADDRESS, Reason.BY_PORTAL),)
    assert list(draft.snapshot().select(Show.ERRORS)) == [3, 4, 5, 6, 7]
    assert draft.snapshot().outcome(3) is None
    assert draft.snapshot().outcome(9) is None
    good, bad = draft.snapshot().outcome(0), draft.snapshot().outcome(4)
    assert good is not None
    assert bad is not None
    assert (good.registration_id, good.code, good.transfer_on) == (part.registration_id, "", bench.day)
    assert good.issue_id
    assert good.issued_at is not None
    assert day_of(good.issued_at) == bench.day
    assert (bad.registration_id, bad.code, bad.issue_id) == (part.registration_id, "41053", "")
    (summary,) = bench.batches.all()
    assert (summary.rows, summary.errors, summary.sent_rows) == (10, 5, 7)
    assert summary.registration_ids == (part.registration_id,)


def test_what_is_sent_stays_as_it_was_sent(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(2))
    stale = bench.opened(batch_id)
    bench.sending.send(batch_id)
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.DONE
    assert not draft.may(Action.EDIT)
    assert bench.sending.waiting() == []
    changes: list[tuple[Obstacle, Callable[[], object]]] = [
        (Obstacle.HANDED_OVER, lambda: draft.set_cells([(0, Column.KEY, "X")])),
        (Obstacle.HANDED_OVER, lambda: draft.exclude([0])),
        (Obstacle.HANDED_OVER, lambda: draft.change_settings(BatchSettings(campaign_id="C-1024"))),
        (Obstacle.HANDED_OVER, lambda: stale.set_cells([(0, Column.KEY, "X")])),
        (Obstacle.HANDED_OVER, lambda: bench.batches.discard(batch_id)),
        (Obstacle.GONE, lambda: bench.batches.discard("gone")),
        (Obstacle.WRONG_STATE, lambda: bench.sending.send(batch_id)),
        (Obstacle.WRONG_STATE, lambda: bench.sending.follow(batch_id)),
        (Obstacle.NOTHING_TO_WITHDRAW, lambda: bench.sending.withdraw(batch_id)),
    ]
    for obstacle, change in changes:
        with pytest.raises(NotAllowed, match=obstacle):
            change()
    assert not draft.undo()
    assert bench.newly_issued() == keys_and_miles(good_rows(2))


def test_a_batch_without_a_good_row_is_not_sent(bench: Bench) -> None:
    batch_id = bench.imported([("x", "K1", "100")])
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_SEND):
        bench.sending.send(batch_id)
    assert bench.opened(batch_id).state is BatchState.DRAFT


def test_settings_travel_with_the_rows(bench: Bench) -> None:
    batch_id = bench.imported([("m00001@ezweb.ne.jp", "K1", "7"), ("old..0001@docomo.ne.jp", "K2", "8")], "C-1025")
    draft = bench.opened(batch_id)
    draft.change_settings(BatchSettings(campaign_id="C-1025", mode=Mode.MOBILE, transfer_after_days=3))
    assert bench.sending.plan(draft).transfer_on == bench.day + timedelta(days=3)
    bench.sending.send(batch_id)
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.DONE
    detail = bench.client.issuances.detail(draft.parts()[0].registration_id)
    assert (detail.mode, detail.transfer_after_days, detail.file_name) == (Mode.MOBILE, 3, "十一月.csv")
    outcome = draft.snapshot().outcome(1)
    assert outcome is not None
    assert outcome.transfer_on == bench.day + timedelta(days=3)


# --- killed, cut, cancelled -----------------------------------------------------------------------


@pytest.mark.durable
def test_a_large_file_survives_being_killed_in_and_between_parts(bench: Bench) -> None:
    """25,001 rows with damage: killed while part 1 is on its way, then between 2 and 3, then finished."""
    good = good_rows(25_001)
    rows = list(good)
    for n in range(0, 25_001, 500):
        address, key, miles = rows[n]
        rows[n] = (address, key, "1,000") if n % 1000 else (address.replace("@", "＠"), key, miles)
    nobody = range(77, 25_001, 2_500)
    for n in nobody:
        rows[n] = (f"nobody{n}@example.jp", rows[n][1], "100")
    batch_id = bench.imported(rows)
    plan = bench.sending.plan(bench.opened(batch_id))
    assert (plan.parts, plan.rows, plan.left_out_errors) == (3, 24_950, 51)

    bench.killed_sending(batch_id, "sending", 5_000)
    assert [part.state for part in bench.opened(batch_id).parts()] == [PartState.UNKNOWN, *[PartState.READY] * 2]
    keys = [part.key for part in PartRecords(bench.store).of(batch_id)]
    bench.killed_sending(batch_id, "sending", 20_000)
    states = [part.state for part in bench.opened(batch_id).parts()]
    assert states[0] in {PartState.ACCEPTED, PartState.JUDGED}
    assert states[1] in {PartState.ACCEPTED, PartState.UNKNOWN}
    assert bench.sending.waiting() == [batch_id]
    bench.sending.send(batch_id)

    draft = bench.opened(batch_id)
    assert [part.key for part in PartRecords(bench.store).of(batch_id)] == keys
    assert draft.state is BatchState.DONE_WITH_ERRORS
    assert [part.rows for part in draft.parts()] == [10_000, 10_000, 4_950]
    assert sum(part.records for part in draft.parts()) == 24_950
    assert sum(part.errors for part in draft.parts()) == len(nobody)
    issued = [row for n, row in enumerate(rows) if n % 500 and n not in nobody]
    assert bench.newly_issued() == keys_and_miles(issued)
    assert bench.registrations([part.registration_id for part in draft.parts()]) == 3
    assert list(draft.snapshot().select(Show.ERRORS, code=Code.NO_SUCH_MEMBER)) == list(nobody)
    assert len(draft.snapshot().select(Show.ERRORS)) == 51 + len(nobody)
    assert draft.snapshot().groups()[0] == CodeGroup(Code.ADDRESS, 26, False)


@pytest.mark.durable
@pytest.mark.parametrize(
    ("phase", "done"),
    [
        ("checking", 0),
        ("preparing", 0),
        ("sending", 0),
        ("sending", 300),
        ("judging", 0),
        ("judging", 300),
        ("fetching", 0),
    ],
)
def test_killed_anywhere_it_goes_on_where_it_was(bench: Bench, phase: str, done: int) -> None:
    rows = good_rows(300)
    batch_id = bench.imported(rows)
    before = bench.all_registrations()
    bench.killed_sending(batch_id, phase, done)
    state = bench.opened(batch_id).state
    assert (state is BatchState.DRAFT) is (phase in {"checking", "preparing"})
    assert bench.sending.waiting() == ([] if state is BatchState.DRAFT else [batch_id])
    bench.sending.send(batch_id)
    assert bench.opened(batch_id).state is BatchState.DONE
    assert bench.newly_issued() == keys_and_miles(rows)
    assert bench.all_registrations() == before + 1


@pytest.mark.parametrize(
    "faults",
    [
        [Fault(when=PUT, cut_up_after=0)],
        [Fault(when=PUT, cut_up_after=500)],
        [Fault(when=PUT, cut_down_after=0)],
        [Fault(when=PUT, cut_down_after=30)],
        [Fault(when=PUT, cut_down_after=0), Fault(when=b"GET /v1/issuances/by-key", cut_down_after=0)],
        [Fault(when=PUT, cut_up_after=500), Fault(reset=True), Fault(when=PUT, cut_down_after=0)],
    ],
    ids=["not begun", "half of it", "answer lost", "half an answer", "question lost too", "worse and worse"],
)
def test_a_line_that_breaks_costs_nothing(bench: Bench, faults: list[Fault]) -> None:
    rows = good_rows(50)
    batch_id = bench.imported(rows)
    before = bench.all_registrations()
    sending = bench.another_sending()
    bench.line.script(*faults)
    sending.send(batch_id)
    assert bench.line.struck.is_set()
    assert bench.opened(batch_id).state is BatchState.DONE
    assert bench.newly_issued() == keys_and_miles(rows)
    assert bench.all_registrations() == before + 1


def test_a_portal_out_of_reach_leaves_a_batch_that_can_be_sent_later(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(5))
    bench.line.refuse()
    with pytest.raises(Unreachable):
        bench.sending.send(batch_id)
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.SENDING
    assert draft.may(Action.RESUME)
    assert bench.newly_issued() == Counter()
    assert bench.sending.waiting() == [batch_id]
    bench.line.listen_again()
    bench.sending.send(batch_id)
    assert bench.newly_issued() == keys_and_miles(good_rows(5))


@pytest.mark.parametrize("stop_at", [("sending", 0), ("sending", 300), ("judging", 0), ("fetching", 0)])
def test_a_cancelled_batch_can_be_resumed(bench: Bench, stop_at: tuple[str, int]) -> None:
    rows = good_rows(300)
    batch_id = bench.imported(rows)
    before = bench.all_registrations()
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, Watched(stop_at))
    assert bench.sending.waiting() == [batch_id]
    bench.sending.send(batch_id)
    assert bench.opened(batch_id).state is BatchState.DONE
    assert bench.newly_issued() == keys_and_miles(rows)
    assert bench.all_registrations() == before + 1


def test_cancelling_before_anything_is_kept_leaves_a_draft(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(3))
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, Watched(("preparing", 0)))
    assert bench.opened(batch_id).state is BatchState.DRAFT


def test_waiting_for_verdicts_can_be_cancelled_and_taken_up_again(bench: Bench) -> None:
    bench.portal.worker.stop()
    batch_id = bench.imported(good_rows(3))
    progress = Watched()
    thread = threading.Thread(target=lambda: _ends_with(Cancelled, lambda: bench.sending.send(batch_id, progress)))
    thread.start()
    while len(progress.slept) < 3:
        assert thread.is_alive()
        thread.join(0.01)
    with pytest.raises(NotAllowed, match=Obstacle.BUSY):
        bench.sending.follow(batch_id)  # one at a time
    progress.cancel()
    thread.join(10)
    assert not thread.is_alive()
    assert progress.slept == sorted(progress.slept), "asks less and less often"
    assert bench.opened(batch_id).state is BatchState.JUDGING
    bench.portal.worker.run_until_idle()
    bench.sending.follow(batch_id)
    assert bench.opened(batch_id).state is BatchState.DONE


def _ends_with(kind: type[BaseException], call: Callable[[], object]) -> None:
    with pytest.raises(kind):
        call()


def a_fault(random: Random) -> Fault:
    when = random.choice([PUT, PUT, b"GET /v1/issuances/by-key", b"GET /v1/issuances/", b""])
    return random.choice(
        [
            Fault(),
            Fault(reset=True),
            Fault(when=when, cut_up_after=random.choice([0, 100, 700, 3_000])),
            Fault(when=when, cut_down_after=random.choice([0, 10, 300, 2_000])),
        ]
    )


def test_chance_neither_loses_a_row_nor_issues_one_twice(bench: Bench) -> None:
    """Faults and cancellations by a seeded throw of dice; NETMILE_FAULT_RUNS makes it longer."""
    random = Random(20261121)
    runs = int(os.environ.get("NETMILE_FAULT_RUNS", "12"))
    before, expected = bench.all_registrations(), Counter[tuple[str, int]]()
    for run in range(runs):
        rows = good_rows(20, first=1 + run * 20 % 29_000)
        expected += keys_and_miles(rows)
        batch_id = bench.imported(rows)
        while bench.opened(batch_id).state is not BatchState.DONE:
            bench.line.script(*[a_fault(random) for _ in range(random.randrange(6))])
            stop_at = random.choice([None, ("asking", 0), ("sending", 10), ("judging", 0), ("fetching", 0)])
            with suppress(Unreachable, Broken, Cancelled):
                bench.another_sending(random.choice([QUICK, ONCE])).send(batch_id, Watched(stop_at))
            bench.line.heal()
    assert bench.newly_issued() == expected
    assert bench.all_registrations() == before + runs


# --- refused ----------------------------------------------------------------------------------------


def test_a_suspended_campaign_refuses_and_the_batch_is_sent_once_it_is_resumed(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(4))
    bench.operate("suspend")
    with pytest.raises(Refused) as raised:
        bench.sending.send(batch_id)
    assert raised.value.code == Problem.CAMPAIGN_NOT_VALID
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.SENDING
    assert [(part.state, part.refused_code) for part in draft.parts()] == [(PartState.REFUSED, "42030")]
    bench.operate("resume")
    bench.sending.send(batch_id)
    draft = bench.opened(batch_id)
    assert [(part.state, part.refused_code) for part in draft.parts()] == [(PartState.JUDGED, "")]
    assert bench.newly_issued() == keys_and_miles(good_rows(4))


def test_what_nothing_was_accepted_of_can_be_withdrawn_and_corrected(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(3))
    draft = bench.opened(batch_id)
    draft.set_cells([(0, Column.KEY, "X")])
    draft.change_settings(BatchSettings(campaign_id="C-1024", message="差し込み"))  # a text without a mail to go into
    with pytest.raises(Refused) as raised:
        bench.sending.send(batch_id)
    assert raised.value.code == Problem.OPTION
    key = PartRecords(bench.store).of(batch_id)[0].key
    bench.sending.withdraw(batch_id)
    draft = bench.opened(batch_id)
    assert draft.state is BatchState.DRAFT
    assert draft.parts() == []
    assert draft.can_undo
    draft.undo()
    draft.change_settings(BatchSettings(campaign_id="C-1024"))
    bench.sending.send(batch_id)
    assert PartRecords(bench.store).of(batch_id)[0].key != key
    assert bench.newly_issued() == keys_and_miles(good_rows(3))


class Suspending(Watched):
    """Lets NetMile suspend the campaign as soon as the first part is handed over."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._is_done = False

    def report(self, done: int, total: int, phase: str = "") -> None:
        super().report(done, total, phase)
        if done == 100 and phase == "sending" and not self._is_done:
            self._is_done = True
            self._bench.operate("suspend")


def test_a_refusal_half_way_still_brings_home_what_was_accepted(bench: Bench) -> None:
    bench.in_parts_of(100)
    batch_id = bench.imported(good_rows(102))
    with pytest.raises(Refused):
        bench.sending.send(batch_id, Suspending(bench))
    draft = bench.opened(batch_id)
    assert [part.state for part in draft.parts()] == [PartState.JUDGED, PartState.REFUSED]
    assert draft.state is BatchState.SENDING
    outcomes = [draft.snapshot().outcome(n) for n in range(100)]
    assert {outcome.code for outcome in outcomes if outcome} <= {"", Code.CAMPAIGN_NOT_VALID}
    issued = [row for row, outcome in zip(good_rows(100), outcomes, strict=True) if outcome and not outcome.code]
    assert bench.newly_issued() == keys_and_miles(issued)
    assert draft.parts()[0].errors == 100 - len(issued)
    assert draft.snapshot().outcome(100) is None

    bench.sending.withdraw(batch_id)
    draft = bench.opened(batch_id)
    assert draft.state in {BatchState.DONE, BatchState.DONE_WITH_ERRORS}
    assert len(draft.parts()) == 1
    (summary,) = bench.batches.all()
    assert (summary.rows, summary.sent_rows) == (102, 100)


def test_what_may_have_arrived_cannot_be_withdrawn(bench: Bench) -> None:
    """Its answer was lost, so the client does not know; the portal does."""
    batch_id = bench.imported(good_rows(3))
    sending = bench.another_sending()
    bench.line.script(Fault(when=PUT, cut_down_after=0))
    bench.line.always(Fault(reset=True))
    with pytest.raises(Unreachable):
        sending.send(batch_id)
    bench.line.heal()
    assert [part.state for part in bench.opened(batch_id).parts()] == [PartState.UNKNOWN]
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_WITHDRAW):
        bench.sending.withdraw(batch_id)
    assert bench.opened(batch_id).state is BatchState.JUDGING
    bench.sending.send(batch_id)
    assert bench.newly_issued() == keys_and_miles(good_rows(3))


def test_an_ended_session_refuses_and_the_part_stays_ready(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(3))
    bench.client.sessions.sign_out()
    with pytest.raises(NotSignedIn):
        bench.sending.send(batch_id)
    assert [part.state for part in bench.opened(batch_id).parts()] == [PartState.READY]
    bench.client.sessions.sign_in("demo", "Sandbox1234")
    bench.sending.send(batch_id)
    assert bench.newly_issued() == keys_and_miles(good_rows(3))


def test_a_portal_that_accepts_other_content_is_not_believed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clerk is told each time, and nothing is handed over beside what the portal already has."""
    batch_id = bench.imported(good_rows(3))
    before, issue = bench.all_registrations(), bench.client.issuances.issue
    handed_over: list[str] = []

    def garbled(key: str, query: wire.IssuanceQuery, body: bytes, progress: Progress) -> wire.Registration:
        handed_over.append(key)
        return issue(key, query, body.replace(b"K000002", b"K000009"), progress)

    monkeypatch.setattr(bench.client.issuances, "issue", garbled)
    for press in (bench.sending.send, bench.sending.send, bench.sending.withdraw):
        with pytest.raises(Broken, match="accepted something else") as raised:
            press(batch_id)
        assert "answer could not be read" in failure_words(raised.value, Language.ENGLISH)
        draft = bench.opened(batch_id)
        assert [part.state for part in draft.parts()] == [PartState.UNKNOWN]
        assert draft.state is BatchState.SENDING
    assert len(handed_over) == 1
    assert bench.all_registrations() == before + 1


# --- limits, lists, repetitions ---------------------------------------------------------------------


def test_under_limits_a_part_waits_for_the_verdicts_of_the_one_before(bench: Bench) -> None:
    """Members who already have theirs from the months before are refused; everybody else gets it once."""
    bench.in_parts_of(100)
    rows = [*good_rows(100, miles=300), *good_rows(3, first=99, miles=300)]
    batch_id = bench.imported(rows, "C-1021")
    draft = bench.opened(batch_id)
    assert [draft.snapshot().findings(n).code for n in (98, 100, 101, 102)] == [
        *(None, Code.PER_MEMBER, Code.PER_MEMBER, None),
    ]
    draft.set_cells([(0, Column.ADDRESS, "member00001@EXAMPLE.JP"), (100, Column.ADDRESS, "member00103@example.jp")])
    progress = Watched()
    bench.sending.send(batch_id, progress)
    draft = bench.opened(batch_id)
    assert [part.rows for part in draft.parts()] == [100, 2]
    sent_second = next(n for n, (done, _, phase) in enumerate(progress.reports) if phase == "sending" and done >= 100)
    assert [phase for _, _, phase in progress.reports[:sent_second] if phase][-1] == "fetching"
    refused = {n for n in range(len(draft.snapshot())) if (outcome := draft.snapshot().outcome(n)) and outcome.code}
    assert {draft.snapshot().findings(n).code for n in refused} <= {Code.PER_MEMBER}
    sent = [
        draft.snapshot().row(n)
        for n in range(len(draft.snapshot()))
        if draft.snapshot().outcome(n) and n not in refused
    ]
    assert len(sent) + len(refused) == 102
    assert bench.newly_issued() == Counter((row.key, 300) for row in sent)


@pytest.mark.parametrize("seed", range(3))
def test_parts_end_as_one_would(bench: Bench, seed: int) -> None:
    """Rows of one member stay in file order over the parts: limits allow the same rows as in a single part."""
    random = Random(seed)
    bench.in_parts_of(4)
    members = [f"member{n:05}@example.jp" for n in random.sample(range(1, 10_000), 6)]
    rows = [(random.choice(members), f"S{seed}-{n}", "15") for n in range(30)]
    batch_id = bench.imported(rows, "C-1028")
    draft = bench.opened(batch_id)
    assert draft.rule.per_member_per_day == 2
    given = Counter[str]()
    expected = []
    for address, key, _ in rows:
        given[address] += 1
        if given[address] <= 2:
            expected.append(key)
    bench.sending.send(batch_id)
    draft = bench.opened(batch_id)
    assert [row.key for row in draft.snapshot().sendable() if draft.snapshot().outcome(row.id)] == expected
    assert bench.newly_issued() == {(key, 15): 1 for key in expected}
    judged = [bench.client.issuances.detail(part.registration_id) for part in draft.parts()]
    assert len(judged) == -(-len(expected) // 4)
    for before, after in pairwise(judged):
        assert before.completed_at is not None
        assert before.completed_at <= after.accepted_at
        assert before.registration_id < after.registration_id


def test_lists_deleted_meanwhile_leave_the_counts(bench: Bench) -> None:
    bench.portal.worker.stop()
    batch_id = bench.imported(MIXED)
    with pytest.raises(Cancelled):
        bench.sending.send(batch_id, Watched(("judging", 0)))
    bench.portal.worker.run_until_idle()
    bench.client.issuances.delete_lists(bench.opened(batch_id).parts()[0].registration_id)
    bench.sending.follow(batch_id)
    draft = bench.opened(batch_id)
    (part,) = draft.parts()
    assert draft.state is BatchState.DONE_WITH_ERRORS
    assert part.lists_gone
    assert (part.records, part.errors) == (8, 3)
    assert draft.snapshot().outcome(0) is None


def test_lists_that_are_not_of_this_batch_are_refused_loudly(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    batch_id = bench.imported(good_rows(3))
    right = bench.client.issuances.completed_list
    monkeypatch.setattr(
        bench.client.issuances, "completed_list", lambda *a, **k: right(*a, **k).replace(b"K000002", b"K000009")
    )
    with pytest.raises(Broken, match="line 2 differs"):
        bench.sending.send(batch_id)
    assert bench.opened(batch_id).state is BatchState.JUDGING
    monkeypatch.undo()
    bench.sending.follow(batch_id)
    assert bench.opened(batch_id).state is BatchState.DONE


def test_the_same_content_again_is_told_and_may_still_be_sent(bench: Bench, tmp_path: Path) -> None:
    first = bench.imported(good_rows(2))
    assert not bench.sending.foresee(first).asks
    bench.sending.send(first)
    (sent,) = bench.opened(first).parts()
    second = bench.imported(good_rows(2))
    foreseen = bench.sending.foresee(second)
    (told,), (finding,) = foreseen.earlier, foreseen.findings
    assert (finding.code, finding.detail) == ("L-DUPFILE", f"{bench.day}, {told.registration_id}")
    assert (told.registration_id, told.campaign_id) == (sent.registration_id, "C-1024")
    bench.line.refuse()
    assert [each.registration_id for each in bench.sending.foresee(second).earlier] == [sent.registration_id]
    bench.line.listen_again()
    other = Store.open(tmp_path / "other.db", KEY)
    elsewhere = Batches(other, bench.today)
    batch_id = elsewhere.take_in(
        load_source(tmp_path / "十一月.csv"), Recipe(), bench.client.campaigns.detail("C-1024")
    ).batch_id
    known = Sending(other, bench.client, bench.site, bench.today).foresee(batch_id).earlier
    assert [each.registration_id for each in known] == [sent.registration_id], "only the portal can know"
    other.close()
    bench.sending.send(second)
    assert bench.newly_issued() == keys_and_miles(good_rows(2)) + keys_and_miles(good_rows(2))


def test_two_threads_do_not_send_the_same_batch_at_once(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(200))
    outcomes: list[str] = []

    def send() -> None:
        try:
            bench.sending.send(batch_id)
            outcomes.append("sent")
        except NotAllowed:
            outcomes.append("refused")

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "refused", "sent"]
    assert bench.newly_issued() == keys_and_miles(good_rows(200))


@pytest.mark.durable
@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_the_dying_program_of_these_tests_lives_where_nobody_kills_it(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(2))
    bench.store.close()
    subprocess.run(
        [
            *program("tests.support.dying_sender"),
            str(bench.folder / "site.db"),
            *(bench.portal.url, batch_id),
        ],
        check=True,
    )
    bench.open_store()
    assert bench.opened(batch_id).state is BatchState.DONE
