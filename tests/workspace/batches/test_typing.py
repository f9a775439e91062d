"""Rows that are typed, pasted, filled, replaced, repaired and closed; every act is one step that undo takes back."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from netmile_desktop.domain.campaigns import FixedAmount, Mode, VariableAmount
from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.repairs.kinds import Repair
from netmile_desktop.domain.row_sources.listed import RowsInList
from netmile_desktop.domain.rows.rows import Column, Recipe, canonical
from netmile_desktop.domain.tables.table import Choices, ColumnRole
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.drafts.judgement import Judgement
from netmile_desktop.workspace.sources.looks import table_of
from netmile_desktop.workspace.sources.source import TYPED, load_source
from tests.support.campaigns import campaign_detail
from tests.support.files import csv_file, good_rows


def cells(draft: Draft) -> list[tuple[str, str, str]]:
    return [(row.address, row.key, row.miles) for row in map(draft.snapshot().row, range(len(draft.snapshot())))]


def facts(draft: Draft) -> object:
    rows = [draft.snapshot().row(position) for position in range(len(draft.snapshot()))]
    return (
        rows,
        [draft.snapshot().findings(row.id) for row in rows],
        [(draft.snapshot().is_excluded(row.id), draft.snapshot().closing_reason(row.id)) for row in rows],
        [[draft.snapshot().is_edited(row.id, column) for column in Column] for row in rows],
        draft.snapshot().counts(),
        draft.snapshot().groups(),
        [list(draft.snapshot().select(show)) for show in Show],
        [row.id for row in draft.snapshot().sendable()],
    )


def test_a_batch_can_begin_empty(batches: Batches) -> None:
    batch_id = batches.start_typed(campaign_detail(), "手入力")
    draft = batches.open(batch_id)
    assert (len(draft.snapshot()), draft.name, draft.header, draft.snapshot().counts().total) == (0, "手入力", None, 0)
    ids = draft.insert_rows(0, good_rows(2))
    assert ids == [0, 1]
    assert draft.insert_rows(1, [("", "", "")]) == [2]
    assert cells(draft) == [good_rows(2)[0], ("", "", ""), good_rows(2)[1]]
    assert [draft.snapshot().row(n).record for n in range(3)] == [0, 0, 0]
    assert draft.snapshot().findings(2).code is Code.ADDRESS
    assert not draft.snapshot().is_edited(0, Column.KEY)
    draft.set_cells([(2, Column.ADDRESS, "member00009@example.jp"), (2, Column.KEY, "K9"), (2, Column.MILES, "100")])
    assert draft.snapshot().is_edited(2, Column.KEY)
    assert facts(batches.open(batch_id)) == facts(draft)
    assert [row.key for row in draft.snapshot().sendable()] == ["K000001", "K9", "K000002"]
    (summary,) = batches.all()
    assert (summary.rows, summary.errors) == (3, 0)
    assert batches.same_file(batches._records.source(batch_id)) == []
    assert batches._records.source(batch_id).kind == TYPED


def test_a_mobile_batch_can_be_typed(batches: Batches) -> None:
    draft = batches.open(batches.start_typed(campaign_detail(), "携帯", mode=Mode.MOBILE))
    draft.insert_rows(0, [("taro..1@docomo.ne.jp", "M1", "100")])
    assert not draft.snapshot().findings(0)


def test_rows_come_in_where_they_are_typed(imported: Callable[..., Draft], batches: Batches) -> None:
    draft = imported(good_rows(3), per_member=1)
    before = facts(draft)
    # The row before it is then the one that the limit allows.
    (new,) = draft.insert_rows(1, [(" member00002@example.jp　", "NEW", "100")])
    assert cells(draft)[1] == ("member00002@example.jp", "NEW", "100")
    assert not draft.snapshot().findings(new).errors
    assert draft.snapshot().findings(1).code is Code.PER_MEMBER
    assert list(draft.snapshot().select(Show.ERRORS)) == [2]
    assert [row.key for row in draft.snapshot().sendable()] == ["K000001", "NEW", "K000003"]
    assert facts(batches.open(draft.batch_id)) == facts(draft)
    assert draft.undo()
    assert facts(draft) == before
    assert draft.redo()
    assert facts(batches.open(draft.batch_id)) == facts(draft)
    assert draft.undo()
    draft.insert_rows(99, [("x@example.jp", "X", "100")])  # far behind the end is the end
    assert cells(draft)[-1] == ("x@example.jp", "X", "100")
    assert facts(batches.open(draft.batch_id)) == facts(draft)


def test_a_block_is_pasted_over_cells_and_past_the_end(imported: Callable[..., Draft], batches: Batches) -> None:
    draft = imported(good_rows(3))
    before = facts(draft)
    came = draft.paste(1, Column.KEY, [("A", "1"), ("B", "2", "lost"), ("C", "3", "", " ")])
    assert (came.cells, came.added, came.ignored) == (4, (3,), 1)
    assert cells(draft)[1:] == [
        ("member00002@example.jp", "A", "1"),
        ("member00003@example.jp", "B", "2"),
        ("", "C", "3"),
    ]
    assert draft.snapshot().counts().edited == 2
    assert facts(batches.open(draft.batch_id)) == facts(draft)
    assert draft.undo()
    assert facts(draft) == before
    assert not draft.can_undo


def test_a_block_far_behind_the_end_is_added_there(imported: Callable[..., Draft]) -> None:
    draft = imported(good_rows(1))
    assert draft.paste(7, Column.ADDRESS, good_rows(2, first=5)).added == (1, 2)
    assert cells(draft) == [*good_rows(1), *good_rows(2, first=5)]


def test_many_pasted_rows_are_one_step(batches: Batches) -> None:
    draft = batches.open(batches.start_typed(campaign_detail(), "貼り付け"))
    draft.paste(0, Column.ADDRESS, good_rows(3_000))
    assert (len(draft.snapshot()), draft.snapshot().counts().sendable) == (3_000, 3_000)
    assert read(canonical(draft.snapshot().sendable())).rows[2_999].key == "K003000"
    assert draft.undo()
    assert len(draft.snapshot()) == 0
    assert draft.redo()
    assert draft.snapshot().counts().sendable == 3_000


def test_a_cell_is_filled_down(imported: Callable[..., Draft]) -> None:
    draft = imported(good_rows(4), amount=VariableAmount(1, 500))
    draft.set_cells([(1, Column.MILES, "300")])
    assert draft.fill_down([3, 1, 2], Column.MILES) == 2
    assert [row[2] for row in cells(draft)] == ["100", "300", "300", "300"]
    draft.undo()
    assert [row[2] for row in cells(draft)] == ["100", "300", "100", "100"]
    assert draft.fill_down([2], Column.MILES) == 0
    assert draft.fill_down([], Column.MILES) == 0


def test_a_text_is_replaced_where_it_is_meant(imported: Callable[..., Draft]) -> None:
    draft = imported(good_rows(4))
    draft.exclude([3])
    assert draft.replace("K0", "A-", [Column.KEY], row_ids=[1, 2]) == 2
    assert [row[1] for row in cells(draft)] == ["K000001", "A-00002", "A-00003", "K000004"]
    assert draft.replace("example.jp", "example.co.jp", [Column.ADDRESS, Column.KEY]) == 3  # not what is left out
    assert cells(draft)[3][0].endswith("@example.jp")
    assert draft.replace("", "x", list(Column)) == 0
    assert draft.replace("nowhere", "x", list(Column)) == 0
    assert draft.undo()
    assert draft.undo()
    assert [row[1] for row in cells(draft)][1:3] == ["K000002", "K000003"]


def test_damaged_cells_are_repaired_in_one_step(imported: Callable[..., Draft], batches: Batches) -> None:
    draft = imported(
        [
            ("ｔａｒｏ＠example.jp", "K1", "1,000"),
            ("hanako@example.jp", "Ｋ２", "１００"),
            ("jiro@example.jp", "K3", "100"),
            ("saburo@example.jp", "K4", "-5"),
        ],
        amount=VariableAmount(1, 5000),
    )
    before = cells(draft)
    proposals = draft.snapshot().proposals()
    assert [(each.row_id, each.column, each.after) for each in proposals] == [
        (0, Column.ADDRESS, "taro@example.jp"),
        (0, Column.MILES, "1000"),
        (1, Column.KEY, "K2"),
        (1, Column.MILES, "100"),
    ]
    assert [each.repair for each in draft.snapshot().proposals(Code.MILES)] == [Repair.THOUSANDS, Repair.HALF_WIDTH]
    assert [each.changes_key for each in draft.snapshot().proposals(Code.KEY)] == [True]
    assert draft.repair(each for each in proposals if each.certain and not each.changes_key) == 3
    assert cells(draft) == [
        ("taro@example.jp", "K1", "1000"),
        ("hanako@example.jp", "Ｋ２", "100"),
        ("jiro@example.jp", "K3", "100"),
        ("saburo@example.jp", "K4", "-5"),
    ]
    assert draft.repair(proposals) == 1  # what was repaired by now is left alone
    assert draft.snapshot().proposals() == []
    assert draft.undo()
    assert draft.undo()
    assert cells(draft) == before
    draft.set_cells([(0, Column.MILES, "7")])
    assert draft.repair([each for each in proposals if each.column is Column.MILES and each.row_id == 0]) == 0
    assert cells(draft)[0][2] == "7"


def test_rows_are_closed_with_a_reason(imported: Callable[..., Draft], batches: Batches) -> None:
    draft = imported(good_rows(3))
    draft.close_rows([0, 2], " 退会済み ")
    assert [draft.snapshot().closing_reason(n) for n in range(3)] == ["退会済み", "", "退会済み"]
    assert draft.snapshot().counts().excluded == 2
    draft.exclude([0, 1])  # leaving out again keeps the reason
    assert [draft.snapshot().closing_reason(n) for n in range(3)] == ["退会済み", "", "退会済み"]
    assert facts(batches.open(draft.batch_id)) == facts(draft)
    draft.close_rows([0], "重複")
    assert draft.snapshot().closing_reason(0) == "重複"
    draft.undo()
    assert draft.snapshot().closing_reason(0) == "退会済み"
    draft.exclude([0], excluded=False)
    assert (draft.snapshot().is_excluded(0), draft.snapshot().closing_reason(0)) == (False, "")
    with pytest.raises(ValueError, match="reason"):
        draft.close_rows([1], "　")


def test_nothing_is_typed_into_what_somebody_else_changed(imported: Callable[..., Draft], batches: Batches) -> None:
    draft = imported(good_rows(2))
    batches.open(draft.batch_id).exclude([0])
    before = facts(draft)
    for act in (
        lambda: draft.insert_rows(0, [("a@example.jp", "A", "1")]),
        lambda: draft.paste(1, Column.KEY, [("A",), ("B",)]),
        lambda: draft.close_rows([0], "x"),
    ):
        with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
            act()
        assert facts(draft) == before


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_the_store_has_the_same(imported: Callable[..., Draft], batches: Batches, seed: int) -> None:
    """Also undone and done again; and judged piece by piece as it would be judged whole."""
    chance = random.Random(seed)
    draft = imported(good_rows(6), per_member=2, amount=FixedAmount(100))
    texts = ["member00001@example.jp", "K000001", "100", "1,000", "", "007", "7"]

    def some_ids() -> list[int]:
        present = [draft.snapshot().row(position).id for position in range(len(draft.snapshot()))]
        return chance.sample(present, chance.randint(1, 3))

    acts: list[Callable[[], object]] = [
        lambda: draft.insert_rows(chance.randint(0, len(draft.snapshot())), [chance.choices(texts, k=3)]),
        lambda: draft.paste(
            chance.randrange(len(draft.snapshot())),
            chance.choice(list(Column)),
            [chance.choices(texts, k=2) for _ in range(3)],
        ),
        lambda: draft.set_cells([(id_, chance.choice(list(Column)), chance.choice(texts)) for id_ in some_ids()]),
        lambda: draft.exclude(some_ids(), chance.random() < 0.6),
        lambda: draft.close_rows(some_ids(), chance.choice(["a", "b"])),
        lambda: draft.fill_down(some_ids(), chance.choice(list(Column))),
        lambda: draft.replace("0", "1", [Column.KEY]),
        lambda: draft.repair(draft.snapshot().proposals()),
        draft.undo,
        draft.undo,
        draft.redo,
    ]
    for _ in range(40):
        chance.choice(acts)()
        whole = Judgement(RowsInList(draft.snapshot().rows_taking_part()), draft.rule, place=draft._rows.position)
        for row in draft.snapshot().rows_taking_part():
            assert draft.snapshot().findings(row.id) == whole.of(row.id)
    assert facts(batches.open(draft.batch_id)) == facts(draft)
    end = facts(draft)
    undone = 0
    while draft.undo():
        undone += 1
    assert cells(draft) == good_rows(6)
    for _ in range(undone):
        assert draft.redo()
    assert facts(draft) == end


def test_the_columns_that_a_person_chose_are_remembered_for_the_same_headings(tmp_path: Path, batches: Batches) -> None:
    header = ("会員番号", "メール", "ポイント", "マイル")
    rows = [(key, address, miles, miles) for address, key, miles in good_rows(2)]
    source = load_source(csv_file(tmp_path / "a.csv", rows, header=header))
    assert batches.remembered_answers(header) is None
    asked = table_of(source, recall=batches.remembered_answers)
    assert [doubt.role for doubt in asked.doubts] == [ColumnRole.MILES]
    batches.remember_answers(asked)
    assert batches.remembered_answers(header) is None, "nothing was chosen yet"
    batches.remember_answers(table_of(source, Choices(roles=((ColumnRole.MILES, 4),))))
    again = table_of(source, recall=batches.remembered_answers)
    assert again.is_certain
    assert again.recipe.columns == (2, 1, 4)
    # The set of headings counts, not their order; a heading that stands there twice says nothing.
    assert batches.remembered_answers(("マイル", *header[:3])) == {ColumnRole.MILES: 1}
    assert batches.remembered_answers((*header, "備考")) is None
    assert batches.remembered_answers(("マイル", "メール", "ポイント", "マイル")) is None


def test_the_very_same_file_is_known_again(tmp_path: Path, batches: Batches) -> None:
    path = csv_file(tmp_path / "a.csv", good_rows(2))
    assert batches.same_file(load_source(path)) == []
    first = batches.take_in(load_source(path), Recipe(), campaign_detail()).batch_id
    second = batches.take_in(load_source(path), Recipe(), campaign_detail(id="C-2")).batch_id
    assert [batch.id for batch in batches.same_file(load_source(path))] == [second, first]
    csv_file(path, good_rows(3))
    assert batches.same_file(load_source(path)) == []


def test_warnings_name_the_rows_they_speak_of(imported: Callable[..., Draft]) -> None:
    draft = imported(good_rows(1))
    draft.insert_rows(1, good_rows(1))
    assert {finding.code for finding in draft.snapshot().findings(1).warnings} == {Warned.SAME}
    assert draft.snapshot().findings(1).warnings[0].detail == "2"
