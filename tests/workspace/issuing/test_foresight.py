"""Before a draft is sent it is compared with what was issued, here or elsewhere, and with what is on its way."""

from datetime import timedelta
from pathlib import Path

import pytest

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.issuing.send_forecast import SendForecast
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.bench import Bench, Rows
from tests.support.files import csv_file, good_rows
from tests.support.progress import Watched

FIRST = good_rows(5, first=401)


@pytest.fixture
def registration_id(bench: Bench) -> str:
    """Five rows that were issued."""
    batch_id = bench.imported(FIRST)
    bench.sending.send(batch_id)
    return bench.opened(batch_id).parts()[0].registration_id


def capitals(rows: Rows, key: str) -> Rows:
    return [(address.upper(), f"{key}{n}", miles) for n, (address, _, miles) in enumerate(rows)]


CHANGED: list[tuple[Rows, dict[int, Column]]] = [
    ([*FIRST, *good_rows(1, first=406)], dict.fromkeys(range(5), Column.KEY)),
    (FIRST[::-1], dict.fromkeys(range(5), Column.KEY)),
    (capitals(FIRST, "NEW"), dict.fromkeys(range(5), Column.ADDRESS)),
    ([("member00500@example.jp", FIRST[2][1], "100")], {0: Column.KEY}),
    ([*good_rows(2, first=500), FIRST[0]], {2: Column.KEY}),
    (good_rows(3, first=500), {}),
]
"""Files after the first, and by row what they share with it."""


def repeats(foreseen: SendForecast) -> dict[int, Column]:
    return {row_id: each.shared for row_id, each in foreseen.repeats.items()}


@pytest.mark.parametrize(("rows", "expected"), CHANGED)
@pytest.mark.parametrize("is_asked", [True, False])
def test_what_was_issued_here_is_known_with_and_without_the_portal(
    bench: Bench, registration_id: str, rows: Rows, expected: dict[int, Column], is_asked: bool
) -> None:
    bench.in_parts_of(2)
    draft_id = bench.imported(rows)
    bench.client.is_offline = not is_asked
    foreseen = bench.sending.foresee(draft_id)
    assert repeats(foreseen) == expected
    assert foreseen.is_complete is is_asked, "what other machines issued is unknown, not none"
    assert (foreseen.rows, foreseen.repeated_miles) == (len(rows), 100 * len(expected))
    if expected:
        assert foreseen.first == (bench.day, registration_id)
        assert {(each.on, each.registration_id, each.batch_id) for each in foreseen.repeats.values()} == {
            (bench.day, registration_id, "")
        }
        assert [foreseen.repeats[n].record for n in expected] == [n + 2 for n in expected], "below a heading"


@pytest.mark.parametrize("is_asked", [True, False])
def test_the_first_of_several_issues_is_named(bench: Bench, registration_id: str, is_asked: bool) -> None:
    again = bench.imported(FIRST[::-1])
    bench.sending.send(again)
    third = bench.imported(FIRST[1:3])
    bench.client.is_offline = not is_asked
    assert {each.registration_id for each in bench.sending.foresee(third).repeats.values()} == {registration_id}


@pytest.mark.parametrize("is_asked", [True, False])
def test_a_month_later_and_in_another_campaign_nothing_repeats(
    bench: Bench, registration_id: str, is_asked: bool
) -> None:
    other = bench.imported(FIRST[::-1], "C-1025")
    assert bench.sending.foresee(other).repeats == {}
    if not is_asked:  # the portal goes by its own day
        draft_id = bench.imported(FIRST[::-1])
        bench.client.is_offline = True
        bench.day += timedelta(days=30)
        assert len(bench.sending.foresee(draft_id).repeats) == 5
        bench.day += timedelta(days=1)
        assert bench.sending.foresee(draft_id).repeats == {}


def test_another_machine_learns_of_it_from_the_portal_alone(bench: Bench, registration_id: str, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "another.db", bytes(range(32)))
    batches = Batches(store, bench.today)
    sending = Sending(store, bench.client, bench.site, bench.today)
    source = load_source(csv_file(bench.folder / "next.csv", FIRST[::-1]))
    batch_id = batches.take_in(source, Recipe(), bench.client.campaigns.detail("C-1024")).batch_id
    assert repeats(sending.foresee(batch_id)) == dict.fromkeys(range(5), Column.KEY)
    bench.client.is_offline = True
    unknown = sending.foresee(batch_id)
    assert (unknown.asks, unknown.is_complete) == (False, False)
    with pytest.raises(Unreachable):
        sending.send_if_new(batch_id)
    store.close()


@pytest.mark.parametrize("is_asked", [True, False])
def test_rows_on_their_way_repeat_with_the_batch_that_has_them(bench: Bench, is_asked: bool) -> None:
    bench.in_parts_of(3)
    bench.portal.worker.stop()
    first = bench.imported(FIRST)
    with pytest.raises(Cancelled):
        bench.sending.send(first, Watched(("sending", 4)))
    draft_id = bench.imported([*capitals(FIRST[4:], "NEW"), *FIRST[:1], *good_rows(1, first=500)])
    bench.client.is_offline = not is_asked
    foreseen = bench.sending.foresee(draft_id)
    parts = bench.opened(first).parts()
    assert bench.opened(first).state is BatchState.SENDING
    assert repeats(foreseen) == {0: Column.ADDRESS, 1: Column.KEY}
    assert {each.batch_id for each in foreseen.repeats.values()} == {first} == {foreseen.unfinished}
    assert foreseen.repeats[0].registration_id == "", "the portal has not accepted its part"
    assert foreseen.repeats[1].registration_id == parts[0].registration_id
    assert foreseen.names == {first, parts[0].registration_id}


def test_a_batch_that_goes_on_is_not_in_its_own_way(bench: Bench) -> None:
    bench.in_parts_of(3)
    batch_id = bench.imported(FIRST)
    bench.line.refuse()
    with pytest.raises(Unreachable):
        bench.sending.send(batch_id)
    bench.line.listen_again()
    bench.sending.send(batch_id)
    assert bench.opened(batch_id).state is BatchState.DONE


def test_a_correction_is_stopped_by_what_was_issued_and_not_by_what_was_refused(bench: Bench) -> None:
    first = bench.imported([*FIRST, ("nobody@example.jp", "X", "100"), ("member00450@example.jp", "Y", "1,00")])
    bench.sending.send(first)
    child_id = bench.batches.start_correction(first)
    draft = bench.opened(child_id)
    draft.set_cells([(0, Column.ADDRESS, "member00451@example.jp"), (1, Column.MILES, "100")])
    foreseen = bench.sending.foresee(child_id)
    assert (foreseen.rows, foreseen.asks, foreseen.is_complete) == (2, False, True)
    draft.set_cells([(0, Column.ADDRESS, FIRST[3][0])])
    assert repeats(bench.sending.foresee(child_id)) == {0: Column.ADDRESS}


def test_without_a_clerk_nothing_is_issued_once_more(bench: Bench, registration_id: str) -> None:
    draft_id = bench.imported(FIRST[::-1])
    before = bench.newly_issued()
    with pytest.raises(NotAllowed) as refused:
        bench.sending.send_if_new(draft_id)
    assert refused.value.obstacle is Obstacle.ISSUED_BEFORE
    assert bench.opened(draft_id).state is BatchState.DRAFT
    bench.sending.send_when_open(draft_id, known={"20260101-000001"})
    with pytest.raises(NotAllowed):
        bench.sending.send_if_new(draft_id)
    assert bench.newly_issued() == before
    bench.sending.send_when_open(draft_id, known=bench.sending.foresee(draft_id).names)
    bench.sending.send_if_new(draft_id)
    assert bench.opened(draft_id).state is BatchState.DONE
