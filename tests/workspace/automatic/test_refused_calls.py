"""From the log of refused calls to a manual batch: once, with lineage, whoever takes the same rows at the same time."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.failures import NotAllowed, Unreachable
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.wire import AutomaticErrorState
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.automatic.refused_calls import RefusedCalls
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.records.repair_records import RepairRecords
from tests.support.refusing import AUTOMATIC, call, refused
from tests.support.window import MemoryCredentials, ServedSandbox


def entry(desk: Desk, unique_id: str) -> wire.AutomaticError:
    [found] = desk.refused_calls.search(wire.AutomaticErrorSearch(unique_id=unique_id)).page.items
    return found


def start(desk: Desk, entries: list[wire.AutomaticError]) -> str:
    started = desk.refused_calls.start_batch([each.error_id for each in entries], desk.catalogue.detail(AUTOMATIC))
    assert started.rows == len(entries)
    return started.batch_id


def correct(desk: Desk, batch_id: str, miles: str = "30") -> None:
    draft = desk.batches.open(batch_id)
    for row_id in range(len(draft.snapshot())):
        draft.set_cells([(row_id, Column.MILES, miles)])


@pytest.fixture
def second(sandbox_portal: EmbeddedPortal, tmp_path: Path) -> Desk:
    """A colleague on another computer."""
    elsewhere = Authenticator(
        tmp_path / "elsewhere", MemoryCredentials(), ServedSandbox(sandbox_portal, tmp_path / "unused")
    )
    return elsewhere.sign_in(SANDBOX, "demo2", "Sandbox1234")


def test_refused_calls_become_a_draft_that_says_where_each_row_comes_from(desk: Desk) -> None:
    entries = refused(desk, ["order-1", "order-2"])
    batch_id = start(desk, entries)
    draft = desk.batches.open(batch_id)
    rows = draft.snapshot()
    assert [(row.address, row.key, row.miles) for row in map(rows.row, range(2))] == [
        ("member00101@example.jp", "K000101", "9000"),
        ("member00102@example.jp", "K000102", "9000"),
    ]
    assert draft.campaign.id == AUTOMATIC
    assert rows.sheet.names(Language.JAPANESE)[:2] == ["一意ID", "自動発行のエラー"]
    assert [cells[:2] for cells in rows.sheet.own_cells([0, 1])] == [("order-1", "12006"), ("order-2", "12006")]
    assert [(each.error_id, each.unique_id) for each in RepairRecords(desk.store).calls(batch_id)] == [
        (each.error_id, each.unique_id) for each in entries
    ]
    assert entry(desk, "order-1").state is AutomaticErrorState.TAKEN


def test_a_repaired_call_is_known_by_batch_and_registration_and_never_issued_again(desk: Desk) -> None:
    entries = refused(desk, ["order-1", "order-2"])
    batch_id = start(desk, entries)
    assert call(desk, "member00101@example.jp", "K000101", 30, "order-1") == "13005"
    correct(desk, batch_id)
    desk.sending.send(batch_id)
    assert desk.batches.open(batch_id).state is BatchState.DONE
    told = entry(desk, "order-1")
    registration_id = desk.batches.open(batch_id).parts()[0].registration_id
    assert (told.state, told.registration_id, told.has_data) == (AutomaticErrorState.TAKEN, registration_id, False)
    repair = desk.refused_calls.search(wire.AutomaticErrorSearch(unique_id="order-2")).repairs[entries[1].error_id]
    assert (repair.batch_id, repair.row_id, repair.state) == (batch_id, 1, BatchState.DONE)
    assert repair.issue_id
    assert call(desk, "member00101@example.jp", "K000101", 30, "order-1") == "13005"
    again = desk.refused_calls.start_batch([each.error_id for each in entries], desk.catalogue.detail(AUTOMATIC))
    assert (again.batch_id, again.rows, len(again.left)) == ("", 0, 2)


def test_two_colleagues_who_take_the_same_rows_get_each_row_once(desk: Desk, second: Desk) -> None:
    entries = refused(desk, [f"order-{n}" for n in range(12)])
    ids = [each.error_id for each in entries]
    began = threading.Barrier(2)
    got: dict[str, tuple[int, int]] = {}

    def take(name: str, at: Desk) -> None:
        campaign = at.catalogue.detail(AUTOMATIC)
        began.wait()
        started = at.refused_calls.start_batch(ids, campaign)
        got[name] = started.rows, len(started.left)

    both = [threading.Thread(target=take, args=pair) for pair in (("first", desk), ("second", second))]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(got.values()) == [(0, 12), (12, 0)]
    drafts = [batch for at in (desk, second) for batch in at.batches.all() if batch.campaign_id == AUTOMATIC]
    assert [batch.rows for batch in drafts] == [12]
    second.close()


def test_a_discarded_draft_gives_its_calls_back(desk: Desk) -> None:
    batch_id = start(desk, refused(desk, ["order-1"]))
    desk.batches.discard(batch_id)
    assert entry(desk, "order-1").state is AutomaticErrorState.OPEN
    assert RepairRecords(desk.store).abandoned() == []
    assert call(desk, "member00101@example.jp", "K000101", 30, "order-1") is None
    assert entry(desk, "order-1").state is AutomaticErrorState.SOLVED


def test_what_was_interrupted_after_the_portal_had_given_the_calls_out_is_released(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = refused(desk, ["order-1"])

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(RefusedCalls, "_draft", dies)
        with pytest.raises(KeyboardInterrupt):
            start(desk, entries)
    assert desk.client.automatic.errors(wire.AutomaticErrorSearch(unique_id="order-1")).items[0].taken_by
    assert entry(desk, "order-1").state is AutomaticErrorState.OPEN


def test_without_a_network_a_release_waits(desk: Desk) -> None:
    batch_id = start(desk, refused(desk, ["order-1"]))
    desk.client.is_offline = True
    desk.batches.discard(batch_id)
    assert desk.refused_calls.release_abandoned() == 0
    with pytest.raises(Unreachable):
        desk.refused_calls.start_batch(["0" * 32], desk.catalogue.detail(AUTOMATIC))
    desk.client.is_offline = False
    assert desk.refused_calls.release_abandoned() == 1


def test_rows_that_the_portal_refuses_keep_their_call_through_the_next_round(desk: Desk) -> None:
    [gone] = refused(desk, ["order-1"], "11022")
    first = start(desk, [gone])
    desk.sending.send(first)
    repairs = desk.refused_calls.search(wire.AutomaticErrorSearch(unique_id="order-1")).repairs
    assert (repairs[gone.error_id].batch_id, repairs[gone.error_id].code) == (first, "41053")
    next_one = desk.batches.start_correction(first)
    draft = desk.batches.open(next_one)
    assert next(iter(draft.snapshot().sheet.own_cells([0])))[0] == "order-1"
    draft.set_cells([(0, Column.ADDRESS, "member00101@example.jp")])
    desk.sending.send(next_one)
    repairs = desk.refused_calls.search(wire.AutomaticErrorSearch(unique_id="order-1")).repairs
    repair = repairs[gone.error_id]
    assert (repair.batch_id, repair.code, bool(repair.issue_id)) == (next_one, "", True)


def test_only_what_can_be_taken_is_offered(desk: Desk) -> None:
    entries = refused(desk, ["order-1", "order-2", "order-3"])
    start(desk, entries[:1])
    desk.refused_calls.delete([entries[1].error_id])
    query = wire.AutomaticErrorSearch(campaign_id=AUTOMATIC, first=desk.today(), last=desk.today())
    offered = [each.unique_id for each in desk.refused_calls.repairable(query)]
    assert "order-3" in offered
    assert not {"order-1", "order-2"} & set(offered)


def test_data_are_deleted_up_to_a_day(desk: Desk) -> None:
    refused(desk, ["order-1"])
    before = desk.refused_calls.sums(wire.AutomaticErrorRange())
    assert before.with_data
    assert desk.refused_calls.delete(until=desk.today()) == before.with_data
    after = desk.refused_calls.sums(wire.AutomaticErrorRange())
    assert (after.with_data, after.overdue) == (0, 0)
    assert sum(each.errors for each in after.counts) == sum(each.errors for each in before.counts)
    with pytest.raises(NotAllowed):
        desk.refused_calls.start_batch([], desk.catalogue.detail(AUTOMATIC))
