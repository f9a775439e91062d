"""A draft whose rows stay bytes is, call for call, what it is with its rows in a list."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from netmile_desktop.domain import reading
from netmile_desktop.domain.batches import make_parts
from netmile_desktop.domain.campaigns import Mode, VariableAmount
from netmile_desktop.domain.fast_lane.rows_on_bytes import RowsOnBytes
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.drafts.row_queries import SortOrder
from netmile_desktop.workspace.drafts.snapshots import Snapshot
from netmile_desktop.workspace.sources.source import CSV, Source
from netmile_desktop.workspace.store.store import Store
from tests.support.awkward import ADDRESSES, KEYS, MILES
from tests.support.campaigns import campaign_detail
from tests.support.files import csv_bytes
from tests.support.progress import Watched

ROWS = 90


def awkward_rows(seed: int) -> list[tuple[str, str, str]]:
    """Mostly good rows, many of them alike, with every fault a cell can have among them."""
    chance = random.Random(seed)
    rows = []
    for n in range(ROWS):
        if chance.random() < 0.5:
            rows.append((f"Member{chance.randrange(40)}@example.jp", f"K{chance.randrange(40)}", str(n * 7 % 300 + 1)))
        else:
            rows.append((chance.choice(ADDRESSES), chance.choice(KEYS), chance.choice(MILES)))
    return rows


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "site.db", bytes(range(32)))
    yield store
    store.close()


@pytest.fixture
def both(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int | None], tuple[Draft, Draft]]:
    """The same file opened as a list of rows, and on its bytes."""

    def opened(seed: int, per_member: int | None = None) -> tuple[Draft, Draft]:
        campaign = campaign_detail(amount=VariableAmount(1, 250), per_member=per_member)
        data = csv_bytes(awkward_rows(seed), header=("メールアドレス", "指定キー", "マイル数"))
        drafts = []
        for many in (reading.MANY_ROWS, 10):
            monkeypatch.setattr(reading, "MANY_ROWS", many)
            batch_id = batches.take_in(Source("十一月.csv", data, data, CSV), Recipe(), campaign).batch_id
            drafts.append(batches.open(batch_id))
        plain, on_bytes = drafts
        assert isinstance(on_bytes._rows.source, RowsOnBytes)
        assert not isinstance(plain._rows.source, RowsOnBytes)
        return plain, on_bytes

    return opened


def facts(draft: Draft) -> dict[str, Any]:
    """All that can be asked."""
    snapshot = draft.snapshot()
    everything = snapshot.select(Show.ALL)
    return {
        "rows": [snapshot.row(at) for at in range(len(snapshot))],
        "findings": dict(sorted(draft._assessment.tally.found.items())),
        "counts": draft.snapshot().counts(),
        "groups": draft.snapshot().groups(),
        "first": draft.snapshot().first_codes(),
        "sendable": list(draft.snapshot().sendable()),
        "taking part": list(draft.snapshot().rows_taking_part()),
        "parts": make_parts("S", draft.settings, draft.snapshot().sendable(), "salt", 7),
        "body": draft.snapshot().sendable().body(),
        "shown": {show: list(snapshot.select(show)) for show in Show},
        "found": {text: list(snapshot.select(Show.ALL, text)) for text in TEXTS},
        "sorted": {
            (order, down): list(snapshot.sorted(everything, order, down))
            for order in SortOrder
            for down in (False, True)
        },
        "texts": snapshot.texts(everything, list(Column)),
        "occurrences": snapshot.occurrences("K1", [Column.KEY, Column.ADDRESS]),
        "proposals": snapshot.proposals(),
        "ids": list(snapshot.row_ids(everything)),
        "places": [snapshot.position(row_id) for row_id in snapshot.row_ids(everything)],
    }


TEXTS = ("K1", "member1", "EXAMPLE", "7", "12", "鈴木", "e", "@x.jp", "  k1 ", "nowhere", "x" * 66)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("per_member", [None, 1])
def test_on_bytes_or_not_a_draft_is_the_same_under_any_edits(
    both: Callable[..., tuple[Draft, Draft]], batches: Batches, seed: int, per_member: int | None
) -> None:
    plain, on_bytes = both(seed, per_member)
    assert facts(on_bytes) == facts(plain)
    for act in edits(random.Random(seed)):
        act(plain)
        act(on_bytes)
        assert facts(on_bytes) == facts(plain)
    assert facts(batches.open(on_bytes.batch_id)) == facts(plain)


def edits(chance: random.Random) -> Iterator[Callable[[Draft], object]]:
    """A dozen things a clerk may do, the same to each draft."""

    def some_ids() -> list[int]:
        return chance.sample(range(ROWS), 5)

    def cells() -> list[tuple[int, Column, str]]:
        return [(row_id, chance.choice(list(Column)), chance.choice(KEYS + MILES)) for row_id in some_ids()]

    yield lambda draft: draft.snapshot().proposals()
    changes, out, closed, filled = cells(), some_ids(), some_ids(), some_ids()
    yield lambda draft: draft.set_cells(changes)
    yield lambda draft: draft.exclude(out)
    yield lambda draft: draft.close_rows(closed, "退会")
    yield lambda draft: draft.insert_rows(3, [["a@example.jp", "K1", "100"], ["", "", ""], ["b@x.jp", "0012", "5"]])
    yield lambda draft: draft.fill_down(filled, Column.ADDRESS)
    yield lambda draft: draft.replace("K1", "0001", [Column.KEY])
    yield lambda draft: draft.repair(draft.snapshot().proposals())
    yield lambda draft: draft.undo()
    yield lambda draft: draft.insert_rows(50, [["Z@example.jp", "k9", "100"]])
    yield lambda draft: draft.undo()
    yield lambda draft: draft.redo()
    yield lambda draft: draft.exclude(out, excluded=False)
    yield lambda draft: draft.change_settings(_mobile(draft))


def _mobile(draft: Draft) -> Any:
    return msgspec.structs.replace(draft.settings, mode=Mode.MOBILE)


def test_a_snapshot_stays_as_it_was(both: Callable[..., tuple[Draft, Draft]]) -> None:
    for draft in both(1):
        before, taken = _told(draft.snapshot()), draft.snapshot()
        assert draft.snapshot() is taken
        for act in edits(random.Random(1)):
            act(draft)
        assert _told(taken) == before
        assert draft.snapshot() is not taken


def _told(snapshot: Snapshot) -> tuple[object, ...]:
    rows = [snapshot.row(at) for at in range(len(snapshot))]
    return rows, [snapshot.findings(row.id) for row in rows], snapshot.counts(), snapshot.groups(), snapshot.revision


@pytest.mark.parametrize("act", [lambda d, p: d.replace("e", "é", [Column.ADDRESS], progress=p)])
def test_a_step_that_is_stopped_was_not_done(
    both: Callable[..., tuple[Draft, Draft]], batches: Batches, act: Callable[[Draft, Watched], object]
) -> None:
    for draft in both(2):
        before = facts(draft)
        with pytest.raises(Cancelled):
            act(draft, Watched(stop_at=("checking", 0)))
        assert facts(draft) == before
        assert facts(batches.open(draft.batch_id)) == before
