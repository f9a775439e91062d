"""A draft's file read in another way, its campaign changed, and why it is sent again: corrections are kept."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import VariableAmount
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import FileUnreadable, NotAllowed, Obstacle
from netmile_desktop.domain.rows.issuances import check_batch
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.records.batch_log import Event
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.campaigns import campaign_detail
from tests.support.files import csv_bytes, good_rows, xlsx_file

HEADING = ("会員アドレス", "会員番号", "点数", "備考")
ROWS = [(*row, "備考") for row in good_rows(6)]


def draft_of(batches: Batches, folder: Path, data: bytes, recipe: Recipe, **campaign: object) -> Draft:
    path = folder / "夏.csv"
    path.write_bytes(data)
    return batches.open(batches.take_in(load_source(path), recipe, campaign_detail(**campaign)).batch_id)


def cells(draft: Draft) -> list[tuple[str, str, str]]:
    return [(row.address, row.key, row.miles) for row in map(draft.snapshot().row, range(len(draft.snapshot())))]


def read_again(batches: Batches, draft: Draft, recipe: Recipe, *, keep: bool = False) -> Draft:
    found = batches.look_again(draft.batch_id, recipe)
    batches.read_again(draft.batch_id, found, keep_misfits=keep, actor="hanako")
    return batches.open(draft.batch_id)


def test_another_encoding_keeps_what_was_corrected(batches: Batches, tmp_path: Path) -> None:
    data = csv_bytes([("a@example.jp", "鍵１", "1000"), ("b@example.jp", "K2", "100")], encoding="utf-8")
    draft = draft_of(batches, tmp_path, data, Recipe("cp932", False, (1, 2, 3)))
    assert draft.snapshot().row(0).key != "鍵１"
    draft.set_cells([(0, Column.MILES, "100"), (1, Column.ADDRESS, "c@example.jp")])
    found = batches.look_again(draft.batch_id, Recipe("utf-8", False, (1, 2, 3)))
    assert (found.kept, found.misfits) == (2, ())
    again = read_again(batches, draft, Recipe("utf-8", False, (1, 2, 3)))
    assert cells(again) == [("a@example.jp", "鍵１", "100"), ("c@example.jp", "K2", "100")]
    assert again.encoding == "utf-8"
    assert again.undo()
    assert again.snapshot().row(0).miles == "1000"


def test_a_row_taken_as_heading_by_mistake_comes_back_and_nothing_slips(batches: Batches, tmp_path: Path) -> None:
    draft = draft_of(batches, tmp_path, csv_bytes([("名前", "番号", "点"), *good_rows(4)]), Recipe())
    assert draft.header is not None
    draft.set_cells([(0, Column.KEY, "FIRST"), (3, Column.KEY, "LAST")])
    draft.exclude([1])
    draft.close_rows([2], "退会")
    draft.insert_rows(1, [("typed@example.jp", "TYPED", "100")])
    before = cells(draft)
    again = read_again(batches, draft, Recipe(header=False))
    assert cells(again) == [("名前", "番号", "点"), *before]
    marks = [
        (again.snapshot().is_excluded(row.id), again.snapshot().closing_reason(row.id))
        for row in map(again.snapshot().row, range(len(again.snapshot())))
    ]
    assert marks == [(False, ""), (False, ""), (False, ""), (True, ""), (True, "退会"), (False, "")]
    back = read_again(batches, again, Recipe(header=True))
    assert cells(back) == before
    assert [
        back.snapshot().closing_reason(row.id) for row in map(back.snapshot().row, range(len(back.snapshot())))
    ] == ["", "", "", "退会", ""]
    while back.undo():
        pass
    assert cells(back) == good_rows(4)


def test_a_correction_of_the_row_that_becomes_the_heading_is_named(batches: Batches, tmp_path: Path) -> None:
    draft = draft_of(batches, tmp_path, csv_bytes([("名前", "番号", "点"), *good_rows(2)]), Recipe(header=False))
    draft.set_cells([(0, Column.MILES, "100")])
    draft.exclude([0])
    found = batches.look_again(draft.batch_id, Recipe(header=True))
    assert [(each.record, each.column, each.now, each.can_be_kept) for each in found.misfits] == [
        (1, None, None, False),
        (1, Column.MILES, None, False),
    ]
    for keep in (False, True):
        assert [step for step in found.steps(keep_misfits=keep) if step] == []


@pytest.mark.parametrize("keep", [False, True])
def test_cells_of_other_columns_are_asked_about(batches: Batches, tmp_path: Path, keep: bool) -> None:
    draft = draft_of(batches, tmp_path, csv_bytes(ROWS, header=HEADING), Recipe(columns=(1, 4, 3)))
    draft.set_cells([(0, Column.KEY, "MINE"), (1, Column.MILES, "200")])
    draft.set_cells([(2, Column.KEY, "K000003"), (3, Column.KEY, "X")])
    draft.set_cells([(3, Column.KEY, "備考")])
    found = batches.look_again(draft.batch_id, Recipe(columns=(1, 2, 3)))
    (misfit,) = found.misfits
    assert (misfit.record, misfit.column) == (2, Column.KEY)
    assert (misfit.before, misfit.typed, misfit.now) == ("備考", "MINE", "K000001")
    assert found.kept == 2
    again = read_again(batches, draft, Recipe(columns=(1, 2, 3)), keep=keep)
    expected = good_rows(6)
    expected[1] = (*expected[1][:2], "200")
    if keep:
        expected[0] = (expected[0][0], "MINE", expected[0][2])
    assert cells(again) == expected
    assert again.snapshot().is_edited(0, Column.KEY) is keep
    assert not again.snapshot().is_edited(3, Column.KEY), "a correction taken back is none"


def test_undone_steps_are_not_done_again(batches: Batches, tmp_path: Path) -> None:
    draft = draft_of(batches, tmp_path, csv_bytes(good_rows(2)), Recipe())
    draft.set_cells([(0, Column.KEY, "UNDONE")])
    draft.undo()
    again = read_again(batches, draft, Recipe("cp932"))
    assert not again.can_redo
    assert cells(again) == good_rows(2)


def test_another_sheet_keeps_only_corrections_of_rows_that_are_the_same_there(batches: Batches, tmp_path: Path) -> None:
    july, august = good_rows(4), [*good_rows(1), ("other@example.jp", "K000002", "100"), *good_rows(3, first=7)]
    path = xlsx_file(tmp_path / "夏.xlsx", {"七月": july, "八月": august})
    draft = batches.open(batches.take_in(load_source(path), Recipe(), campaign_detail()).batch_id)
    draft.set_cells([(0, Column.KEY, "MINE"), (1, Column.KEY, "HERS")])
    draft.exclude([2])
    draft.insert_rows(4, [("typed@example.jp", "T1", "100")])
    source, recipe = batches.source(draft.batch_id)
    assert (source.sheet, source.sheets) == ("七月", ("七月", "八月"))
    found = batches.look_again(draft.batch_id, recipe, source=source.on_sheet("八月"))
    assert found.kept == 2, "the first row is the same on both sheets; typed rows stand by themselves"
    assert [(each.record, each.column, each.now) for each in found.misfits] == [(2, Column.KEY, None), (3, None, None)]
    batches.read_again(draft.batch_id, found, keep_misfits=True, actor="hanako")
    again = batches.open(draft.batch_id)
    rows = [(row.address, row.key) for row in map(again.snapshot().row, range(len(again.snapshot())))]
    assert rows[:2] == [("member00001@example.jp", "MINE"), ("other@example.jp", "K000002")]
    assert ("typed@example.jp", "T1") in rows
    assert again.snapshot().counts().excluded == 0
    assert (again.sheet, len(again.snapshot())) == ("八月", 6)
    assert batches.all()[0].rows == 6
    entry = batches.chronicle(draft.batch_id)[-1]
    assert (entry.event, entry.text, entry.actor) == (Event.OTHER_SHEET, "八月", "hanako")
    source, _ = batches.source(draft.batch_id)
    assert (source.sheet, source.original) == ("八月", path.read_bytes()), "the way back is open"


def test_what_was_changed_meanwhile_is_not_overwritten(batches: Batches, tmp_path: Path) -> None:
    draft = draft_of(batches, tmp_path, csv_bytes(good_rows(2)), Recipe())
    found = batches.look_again(draft.batch_id, Recipe("cp932"))
    draft.set_cells([(0, Column.KEY, "NEWER")])
    with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
        batches.read_again(draft.batch_id, found, keep_misfits=False)
    assert batches.open(draft.batch_id).snapshot().row(0).key == "NEWER"
    assert [each.event for each in batches.chronicle(draft.batch_id)] == [Event.MADE]


def test_a_reading_that_gives_nothing_is_said(batches: Batches, tmp_path: Path) -> None:
    draft = draft_of(batches, tmp_path, "名前,番号,点\n".encode(), Recipe(header=False))
    with pytest.raises(FileUnreadable):
        batches.look_again(draft.batch_id, Recipe("latin-1"))
    typed = batches.start_typed(campaign_detail(), "typed")
    with pytest.raises(NotAllowed, match=Obstacle.NO_FILE):
        batches.look_again(typed, Recipe("cp932"))


def test_the_list_shows_the_errors_of_the_new_reading_and_the_history_says_who(
    batches: Batches, tmp_path: Path
) -> None:
    draft = draft_of(batches, tmp_path, csv_bytes(ROWS), Recipe(columns=(1, 4, 3)))
    read_again(batches, draft, Recipe(columns=(1, 2, 3)))
    (summary,) = batches.all()
    assert (summary.rows, summary.errors) == (6, 0)
    _, entry = batches.chronicle(draft.batch_id)
    assert (entry.event, entry.text, entry.actor) == (Event.READ_AGAIN, "utf-8", "hanako")


def test_a_draft_whose_period_is_over_goes_to_another_campaign(batches: Batches, tmp_path: Path) -> None:
    over = Period(date(2026, 9, 1), date(2026, 10, 31))
    rows = [*good_rows(3), ("d@example.jp", "K4", "250")]
    draft = draft_of(batches, tmp_path, csv_bytes(rows), Recipe(), issuance_period=over, transfer_after_days=30)
    assert [each.code for each in check_batch(draft.rule)] == [Code.OUTSIDE_PERIOD]
    draft.set_cells([(0, Column.KEY, "MINE")])
    other = campaign_detail(id="C-2000", amount=VariableAmount(1, 1000), transfer_after_days=7)
    batches.move(draft.batch_id, other, actor="hanako")
    moved = batches.open(draft.batch_id)
    assert check_batch(moved.rule) == ()
    assert (moved.settings.campaign_id, moved.settings.transfer_after_days) == ("C-2000", 7)
    assert (moved.snapshot().row(0).key, moved.snapshot().counts().errors) == ("MINE", 0)
    assert [(each.event, each.text) for each in batches.chronicle(draft.batch_id)][1:] == [(Event.MOVED, "C-1024")]
    with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
        draft.set_cells([(0, Column.KEY, "of the old one")])


def test_a_transfer_day_chosen_by_hand_stays(batches: Batches, tmp_path: Path) -> None:
    draft = draft_of(batches, tmp_path, csv_bytes(good_rows(1)), Recipe(), transfer_after_days=30)
    draft.change_settings(msgspec.structs.replace(draft.settings, transfer_after_days=3))
    batches.move(draft.batch_id, campaign_detail(id="C-2000", transfer_after_days=7))
    assert batches.open(draft.batch_id).settings.transfer_after_days == 3


def test_a_reason_goes_with_its_batch(batches: Batches, store: Store, tmp_path: Path) -> None:
    draft = draft_of(batches, tmp_path, csv_bytes(good_rows(1)), Recipe())
    for reason in ("二回目の来店分", "店長の承認済み"):
        batches.explain(draft.batch_id, reason, actor="hanako")
    said: Sequence[str] = [each.text for each in batches.chronicle(draft.batch_id)]
    assert said == ["夏.csv", "二回目の来店分", "店長の承認済み"]
    batches.discard(draft.batch_id)
    with store.read() as transaction:
        assert transaction.all("SELECT * FROM entry") == []
