"""Files become drafts, drafts are listed, opened again and thrown away."""

from pathlib import Path

import pytest

from netmile_desktop.domain.batches import BatchSettings, BatchState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.failures import FileUnreadable, NotAllowed, Obstacle, ReadFault
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.campaigns import TODAY, campaign_detail
from tests.support.files import HEADER, csv_file, good_rows, xlsx_file
from tests.support.progress import Watched

KEY = bytes(range(32))


def test_an_imported_file_is_a_draft(tmp_path: Path, batches: Batches) -> None:
    rows = [*good_rows(3), ("x", "K", "100")]
    source = load_source(csv_file(tmp_path / "十一月.csv", rows, encoding="cp932", header=HEADER))
    batch_id = batches.take_in(source, Recipe(), campaign_detail(transfer_after_days=7)).batch_id
    (summary,) = batches.all()
    assert (summary.id, summary.name, summary.campaign_id) == (batch_id, "十一月.csv", "C-1024")
    assert summary.campaign_name == campaign_detail().name
    assert (summary.state, summary.rows, summary.errors, summary.sent_rows) == (BatchState.DRAFT, 4, 1, 0)
    assert summary.registration_ids == ()
    draft = batches.open(batch_id)
    assert [draft.snapshot().row(n).key for n in range(len(draft.snapshot()))] == ["K000001", "K000002", "K000003", "K"]
    assert (draft.encoding, draft.header, draft.sheet) == ("cp932", HEADER, "")
    assert draft.settings == BatchSettings(campaign_id="C-1024", transfer_after_days=7)
    assert draft.campaign == campaign_detail(transfer_after_days=7)
    assert draft.today == TODAY
    assert draft.parts() == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_draft_just_taken_in_is_what_opening_it_gives(tmp_path: Path, batches: Batches, kind: str) -> None:
    rows = [*good_rows(3), ("x", "K000001", "1,000"), ("", "", ""), ("member00001@example.jp ", "K000001", "１００")]
    path = (
        csv_file(tmp_path / "a.csv", rows, encoding="cp932", header=HEADER)
        if kind == "csv"
        else xlsx_file(tmp_path / "a.xlsx", {"11月": [HEADER, *rows]})
    )
    taken = batches.take_in(load_source(path), Recipe(), campaign_detail(), mode=Mode.MOBILE)
    opened = batches.open(taken.batch_id)
    for each in ("name", "settings", "state", "today", "encoding", "sheet", "has_file", "notes", "header"):
        assert getattr(taken, each) == getattr(opened, each)
    assert (taken.trimmed_cells, taken.dropped_records) == (opened.trimmed_cells, opened.dropped_records)
    assert (taken.revision, taken.snapshot().counts()) == (opened.revision, opened.snapshot().counts())
    assert [
        (row := taken.snapshot().row(n), taken.snapshot().findings(row.id)) for n in range(len(taken.snapshot()))
    ] == [(row := opened.snapshot().row(n), opened.snapshot().findings(row.id)) for n in range(len(opened.snapshot()))]
    taken.exclude([1])
    assert batches.open(taken.batch_id).snapshot().counts() == taken.snapshot().counts() != opened.snapshot().counts()


def test_the_original_of_a_sheet_is_kept_too(tmp_path: Path, batches: Batches, store: Store) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"空": [], "十一月": [HEADER, *good_rows(2)]})
    batch_id = batches.take_in(load_source(path), Recipe("cp932"), campaign_detail()).batch_id
    draft = batches.open(batch_id)
    assert (draft.sheet, draft.encoding, len(draft.snapshot())) == ("十一月", "utf-8", 2)
    with store.read() as transaction:
        assert transaction.one("SELECT original FROM source") == (path.read_bytes(),)


def test_reading_facts_outlive_the_import(tmp_path: Path, batches: Batches) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b" a@example.jp,K1,100\n\xe3\x81@example.jp,K2,100\n,,\n")
    draft = batches.open(batches.take_in(load_source(path), Recipe("utf-8"), campaign_detail()).batch_id)
    assert (draft.trimmed_cells, draft.dropped_records, draft.undecodable_records) == (1, 1, [2])


def test_mapped_columns_and_a_header_switched_by_hand_are_kept(tmp_path: Path, batches: Batches) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", [("100", "K1", "a@example.jp")], header=("m", "k", "a")))
    recipe = Recipe(header=False, columns=(3, 2, 1))
    draft = batches.open(batches.take_in(source, recipe, campaign_detail()).batch_id)
    assert [draft.snapshot().row(n).address for n in range(len(draft.snapshot()))] == ["a", "a@example.jp"]


def test_newest_batches_come_first(tmp_path: Path, batches: Batches) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", good_rows(1)))
    ids = [batches.take_in(source, Recipe(), campaign_detail()).batch_id for _ in range(3)]
    assert [summary.id for summary in batches.all()] == ids[::-1]


@pytest.mark.parametrize("stop_at", [("reading", 0), ("checking", 1_000), ("storing", 0)])
def test_a_cancelled_import_leaves_nothing(tmp_path: Path, batches: Batches, stop_at: tuple[str, int]) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", good_rows(2_000)))
    with pytest.raises(Cancelled):
        batches.take_in(source, Recipe(), campaign_detail(), Watched(stop_at))
    assert batches.all() == []


def test_a_file_that_reads_as_nothing_makes_no_batch(tmp_path: Path, batches: Batches) -> None:
    path = tmp_path / "leer.csv"
    path.write_bytes(b",,\n")
    with pytest.raises(FileUnreadable) as raised:
        batches.take_in(load_source(path), Recipe(), campaign_detail())
    assert (raised.value.reason, raised.value.path) == (ReadFault.EMPTY, "leer.csv")
    assert batches.all() == []


def test_a_draft_can_be_thrown_away_with_all_its_edits(tmp_path: Path, batches: Batches, store: Store) -> None:
    batch_id = batches.take_in(
        load_source(csv_file(tmp_path / "a.csv", good_rows(1))), Recipe(), campaign_detail()
    ).batch_id
    draft = batches.open(batch_id)
    draft.set_cells([(0, Column.KEY, "K2")])
    batches.discard(batch_id)
    assert batches.all() == []
    with store.read() as transaction:
        assert transaction.one("SELECT (SELECT count(*) FROM edit) + (SELECT count(*) FROM source)") == (0,)
    for call in (lambda: batches.discard(batch_id), lambda: batches.open(batch_id), draft.undo):
        with pytest.raises(NotAllowed, match=Obstacle.GONE):
            call()
