"""Where the table in a file is, what its columns are, and what must be asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.tables.finding import read_table
from netmile_desktop.domain.tables.sample import Sample
from netmile_desktop.domain.tables.table import (
    Choices,
    ColumnRole,
    DoubtCause,
    Inclusion,
    LeftOutCause,
    TableReading,
    Witness,
)

Cells = Sequence[str]
ISSUED = (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES)


def rows(*columns: str, count: int = 6) -> list[list[str]]:
    """Rows of the kinds that `columns` name."""
    kinds = {
        "mail": "member{n:05}@example.jp",
        "mobile": "m{n:05}@docomo.ne.jp",
        "key": "K{n:06}",
        "digits": "{m}",
        "miles": "1{n}0",
        "money": "3{n}00",
        "name": "佐藤 美咲",
        "day": "2026/11/0{n}",
        "serial": "{n}",
        "empty": "",
    }
    return [[kinds[kind].format(n=n, m=20000 + 7 * n) for kind in columns] for n in range(1, count + 1)]


def table(
    records: Sequence[Cells], *, choices: Choices | None = None, mode: Mode = Mode.PC, **more: object
) -> TableReading:
    sample = Sample([tuple(cells) for cells in records], len(records), **more)  # type: ignore[arg-type]
    return read_table(sample, choices=choices or Choices(), mode=mode)


def columns(found: TableReading) -> tuple[int, ...]:
    """The columns of address, key and miles; 0 for one in doubt."""
    return tuple(column.number if (column := found.column_of(role)) else 0 for role in ISSUED)


def doubts(found: TableReading) -> list[tuple[DoubtCause, ColumnRole | None, tuple[int, ...]]]:
    return [(doubt.cause, doubt.role, doubt.candidates) for doubt in found.doubts]


@pytest.mark.parametrize(
    ("headings", "kinds", "expected"),
    [
        ("メールアドレス 指定キー マイル数", "mail key miles", (1, 2, 3)),
        ("会員No 氏名 メール マイル", "key name mail miles", (3, 1, 4)),
        ("メールアドレス マイル発行数 指定キー", "mail miles digits", (1, 3, 2)),
        ("email points member_id", "mail miles digits", (1, 3, 2)),
        ("No. メールアドレス 会員番号 マイル", "serial mail key miles", (2, 3, 4)),
        ("状態 メールアドレス 会員番号 マイル", "name mail key miles", (2, 3, 4)),
        # A filled マイル発行数 beside money is no doubt.
        ("メールアドレス 会員番号 購入金額 マイル発行数", "mail key money miles", (1, 2, 4)),
        ("会員番号 メール 保有マイル 付与マイル", "key mail money miles", (2, 1, 4)),
        # The portal's own word goes before another one.
        ("会員番号 指定キー メール マイル", "digits key mail miles", (3, 2, 4)),
        ("ID 会員番号 メール マイル", "digits key mail miles", (3, 2, 4)),
        # A heading that is not known, over the only addresses.
        ("ご連絡 会員番号 マイル", "mail key miles", (1, 2, 3)),
    ],
)
def test_headings_choose_the_columns_wherever_they_stand(
    headings: str, kinds: str, expected: tuple[int, int, int]
) -> None:
    found = table([headings.split(), *rows(*kinds.split())])
    assert found.is_certain, doubts(found)
    assert columns(found) == expected
    assert (found.header_record, found.recipe.header) == (1, True)
    if len(headings.split()) == 3 and expected == (1, 2, 3):
        assert (found.recipe.columns, found.recipe.width) == (None, 0), "read as the portal reads it"
    else:
        assert (found.recipe.columns, found.recipe.width) == (expected, len(headings.split()))


@pytest.mark.parametrize(
    ("headings", "kinds", "cause", "role", "candidates"),
    [
        ("メール 会員番号 ポイント マイル", "mail key money miles", DoubtCause.SEVERAL, ColumnRole.MILES, (3, 4)),
        ("メール 会員番号 マイル ボーナスマイル", "mail key miles miles", DoubtCause.SEVERAL, ColumnRole.MILES, (3, 4)),
        ("メール 会員番号 購入金額 マイル発行数", "mail key money empty", DoubtCause.EMPTY, ColumnRole.MILES, (4, 3)),
        ("メール 会員番号 購入金額", "mail key money", DoubtCause.NO_COLUMN, ColumnRole.MILES, (3,)),
        ("メール 会員番号 数 購入金額", "mail key miles money", DoubtCause.SEVERAL, ColumnRole.MILES, (3, 4)),
        ("メール 会員番号 ボーナスマイル", "mail key miles", DoubtCause.NO_COLUMN, ColumnRole.MILES, (3,)),
        ("メール 会員番号 顧客番号 マイル", "mail key digits miles", DoubtCause.SEVERAL, ColumnRole.KEY, (2, 3)),
        ("メール 氏名 マイル", "mail name miles", DoubtCause.NO_COLUMN, ColumnRole.KEY, ()),
        ("No. メール マイル", "serial mail miles", DoubtCause.NO_COLUMN, ColumnRole.KEY, ()),
        ("メール 指定キー 会員番号 マイル", "mail empty key miles", DoubtCause.EMPTY, ColumnRole.KEY, (2, 3)),
        ("メール 会員番号 連絡用 マイル", "key digits mail miles", DoubtCause.DISAGREE, ColumnRole.ADDRESS, (1, 3)),
        ("メール 会員番号 マイル 回数", "mail key name miles", DoubtCause.DISAGREE, ColumnRole.MILES, (3, 4)),
        ("会員番号 メール1 メール2 マイル", "key mail mobile miles", DoubtCause.SEVERAL, ColumnRole.ADDRESS, (2, 3)),
    ],
)
def test_what_headings_and_cells_leave_open_is_asked(
    headings: str, kinds: str, cause: DoubtCause, role: ColumnRole, candidates: tuple[int, ...]
) -> None:
    found = table([headings.split(), *rows(*kinds.split())])
    assert doubts(found) == [(cause, role, candidates)]
    assert found.column_of(role) is None


def test_a_heading_over_the_wrong_cells_does_not_become_a_reading() -> None:
    found = table([["メール", "会員番号", "マイル"], *rows("key", "mail", "miles")])
    assert not found.is_certain


def test_pc_and_mobile_addresses_are_told_apart_by_the_mode() -> None:
    records = [
        ["会員番号", "PCメールアドレス", "携帯メールアドレス", "マイル"],
        *rows("key", "mail", "mobile", "miles"),
    ]
    assert columns(table(records)) == (2, 1, 4)
    assert columns(table(records, mode=Mode.MOBILE)) == (3, 1, 4)
    assert table(records).is_certain


@pytest.mark.parametrize(
    ("kinds", "is_certain"),
    [
        ("mail key miles", True),
        ("mail digits miles", True),
        ("key mail miles", False),
        ("mail miles key", False),
        ("mail key miles name", False),
        ("name mail key miles", False),
    ],
)
def test_without_a_heading_the_places_hold_unless_cells_speak_against_them(kinds: str, is_certain: bool) -> None:
    found = table(rows(*kinds.split()))
    assert found.is_certain is is_certain
    assert found.header_record == 0
    if is_certain:
        assert columns(found) == (1, 2, 3)
        assert found.recipe.columns is None
        assert {column.witness for column in found.columns} == {Witness.PLACE}


def test_a_few_rows_with_an_unquoted_thousand_leave_a_file_without_a_heading_as_it_is() -> None:
    records = rows("mail", "key", "miles")
    records[2] = ["member00003@example.jp", "K000003", "1", "000"]
    found = table(records)
    assert found.is_certain
    assert found.recipe.columns is None


def test_rows_that_are_all_wider_than_the_heading_are_asked_about() -> None:
    records = [["メール", "氏名", "会員番号", "マイル"], *rows("mail", "name", "name", "key", "miles")]
    assert {doubt.cause for doubt in table(records).doubts} == {DoubtCause.WIDE}
    # In a workbook no cell falls into two, so the column without a heading is one of the clerk's own.
    records[1:] = rows("mail", "name", "key", "miles", "day")
    assert columns(table(records, is_sheet=True)) == (1, 3, 4)


def test_words_of_no_meaning_are_no_ground_for_a_reading() -> None:
    found = table([["あ", "い", "う"], *rows("mail", "key", "miles")])
    assert found.header_record == 1
    assert {role for _, role, _ in doubts(found)} == {ColumnRole.KEY, ColumnRole.MILES}


def test_lines_above_the_heading_are_left_out_and_named() -> None:
    records = [
        ["お買い上げマイル 11月分"],
        [],
        ["作成 2026/11/30"],
        ["会員番号", "メール", "マイル"],
        *rows("key", "mail", "miles"),
    ]
    found = table(records)
    assert (found.header_record, found.skipped, found.recipe.skip) == (4, 3, 3)
    assert [(each.first, each.last, each.cause) for each in found.left_out] == [(1, 3, LeftOutCause.LEADING)]
    assert found.left_out[0].text == "お買い上げマイル 11月分"
    assert found.is_certain


def test_a_table_that_begins_at_b3() -> None:
    records = [[], [], ["", "メール", "会員番号", "マイル"], *(["", *cells] for cells in rows("mail", "key", "miles"))]
    found = table(records, is_sheet=True)
    assert columns(found) == (2, 3, 4)
    assert found.skipped == 2


def test_rows_above_the_heading_are_asked_about_and_can_be_put_back() -> None:
    above = [["member00000@example.jp", "K0", "5"], ["member00009@example.jp", "K9", "7"]]
    records = [*above, ["メール", "会員番号", "マイル"], *rows("mail", "key", "miles")]
    asked = table(records)
    assert [(doubt.cause, doubt.record) for doubt in asked.doubts] == [(DoubtCause.ROWS_ABOVE, 3)]
    found = table(records, choices=Choices(put_back=(1, 2)))
    assert found.is_certain
    assert (found.recipe.skip, found.recipe.header, found.recipe.without) == (0, False, ((3, 3),))
    assert columns(found) == (1, 2, 3)
    assert table(records, choices=Choices(skip=2)).is_certain


def test_a_heading_far_below_is_asked_about() -> None:
    records = [[f"memo {n}"] for n in range(25)] + [["メール", "マイル", "会員番号"], *rows("mail", "miles", "digits")]
    found = table(records)
    assert [(doubt.cause, doubt.record) for doubt in found.doubts] == [(DoubtCause.ROWS_ABOVE, 26)]
    assert columns(found) == (1, 3, 2)


def test_a_second_table_in_another_order_is_no_part_of_the_first() -> None:
    first, second = ["メール", "指定キー", "マイル数"], ["メール", "マイル数", "指定キー"]
    records = [first, *rows("mail", "key", "miles"), second, *rows("mail", "miles", "key")]
    assert [(doubt.cause, doubt.record) for doubt in table(records).doubts] == [(DoubtCause.OTHER_TABLE, 8)]


def test_a_heading_of_two_lines_is_read_as_one() -> None:
    over, under = ["メールアドレス", "会員番号", "ポイント", "", "備考"], ["", "", "前月残高", "今回付与", ""]
    found = table([over, under, *rows("mail", "key", "money", "miles", "name")])
    assert found.header_record == 2
    assert [column.heading for column in found.columns][2:4] == ["ポイント 前月残高", "ポイント 今回付与"]
    assert doubts(found) == [(DoubtCause.NO_COLUMN, ColumnRole.MILES, (4,))]
    shop = table(
        [["メール", "会員番号", "店舗", "マイル"], ["", "", "ID", ""], *rows("mail", "key", "digits", "miles")]
    )
    assert columns(shop) == (1, 2, 4)


def test_examples_and_numbers_in_a_heading_do_not_make_it_a_row() -> None:
    heading = ["メールアドレス（例：taro@example.jp）", "マイル", "会員番号"]
    assert columns(table([heading, *rows("mail", "miles", "digits")])) == (1, 3, 2)
    unknown = table([["1.連絡先名", "今回マイル8桁", "会員No"], *rows("mail", "miles", "digits")])
    assert unknown.header_record == 1
    assert columns(unknown) == (1, 3, 2)


def test_a_file_without_heading_whose_second_column_never_changes_is_asked_about() -> None:
    assert not table([[f"m{n}@example.jp", "100", str(20_000 + n)] for n in range(6)]).is_certain
    assert table([[f"m{n}@example.jp", str(20_000 + n), "100"] for n in range(6)]).is_certain


def test_a_damaged_row_with_a_remark_is_no_total() -> None:
    heading = ["氏名", "メール", "会員番号", "マイル", "備考"]
    records = [heading, *rows("name", "mail", "key", "miles", "name"), ["鈴木", "", "M2", "100", "合計"]]
    assert table(records).left_out == ()


def test_an_answered_file_of_four_columns_without_heading_has_room_for_them() -> None:
    records = rows("mail", "key", "miles", "name")
    answers = ((ColumnRole.ADDRESS, 1), (ColumnRole.KEY, 2), (ColumnRole.MILES, 3))
    found = table(records, choices=Choices(roles=answers))
    assert found.is_certain
    assert (found.recipe.columns, found.recipe.width) == ((1, 2, 3), 4)


def test_totals_notes_and_blank_lines_below_the_table_are_left_out_and_the_total_is_kept() -> None:
    records = [
        ["会員番号", "メール", "マイル"],
        *rows("key", "mail", "miles"),
        [],
        ["合計", "", "１，０３５"],
        ["※ 来店のお客様のみ"],
    ]
    found = table(records)
    assert [(each.first, each.last, each.cause) for each in found.left_out] == [
        (8, 9, LeftOutCause.TOTAL),
        (10, 10, LeftOutCause.NOTE),
    ]
    assert found.recipe.tail == 3
    assert found.total is not None
    assert (found.total.record, found.total.miles) == (9, 1035)


def test_a_total_put_back_is_a_row() -> None:
    records = [["会員番号", "メール", "マイル"], *rows("key", "mail", "miles"), ["合計", "", "1000"]]
    found = table(records, choices=Choices(put_back=(8,)))
    assert found.left_out == ()
    assert found.recipe.tail == 0


@pytest.mark.parametrize(
    "last",
    [["K9", "", ""], ["", "", "100"], ["合計太郎", "goukei@example.jp", "100"], ["K9", "sato.example.jp", "100"]],
)
def test_a_damaged_row_at_the_end_stays_a_row(last: list[str]) -> None:
    records = [["会員番号", "メール", "マイル"], *rows("key", "mail", "miles"), last]
    assert table(records).recipe.tail == 0


def test_subtotals_and_headings_of_joined_files_are_left_out_in_the_middle() -> None:
    heading = ["会員番号", "メール", "マイル"]
    some = rows("key", "mail", "miles", count=3)
    found = table([heading, *some, ["小計", "", "360"], heading, *some])
    assert [(each.first, each.cause) for each in found.left_out] == [
        (5, LeftOutCause.TOTAL),
        (6, LeftOutCause.REPEATED_HEADING),
    ]
    assert found.recipe.without == ((5, 5), (6, 6))


def test_a_title_that_comes_again_with_its_heading_is_left_out_with_it() -> None:
    title, heading = ["11月の名簿", "", ""], ["会員番号", "メール", "マイル"]
    some = rows("key", "mail", "miles", count=3)
    found = table([title, heading, *some, title, heading, *some])
    assert found.recipe.without == ((6, 7),)


def test_hidden_rows_are_asked_about_and_left_out_by_choice() -> None:
    records = [["会員番号", "メール", "マイル"], *rows("key", "mail", "miles")]
    asked = table(records, hidden_rows=((3, 4),), is_filtered=True)
    assert doubts(asked) == [(DoubtCause.HIDDEN_ROWS, None, ())]
    assert asked.hidden_rows == ((3, 4),)
    left_out = table(records, choices=Choices(hidden=Inclusion.LEAVE_OUT), hidden_rows=((3, 4),))
    assert left_out.is_certain
    assert left_out.recipe.without == ((3, 4),)
    included = table(records, choices=Choices(hidden=Inclusion.INCLUDE), hidden_rows=((3, 4),))
    assert included.is_certain
    assert included.recipe.without == ()


def test_hidden_lines_around_the_table_need_no_answer() -> None:
    records = [["題"], ["会員番号", "メール", "マイル"], *rows("key", "mail", "miles"), ["合計", "", "5"]]
    assert table(records, hidden_rows=((1, 1), (9, 9))).is_certain


def test_a_person_s_choice_needs_no_witness_and_the_others_are_decided_beside_it() -> None:
    records = [["メール", "会員番号", "ポイント", "マイル"], *rows("mail", "key", "money", "miles")]
    found = table(records, choices=Choices(roles=((ColumnRole.MILES, 3),)))
    assert columns(found) == (1, 2, 3)
    assert found.is_certain
    assert found.column_of(ColumnRole.MILES).witness is Witness.CHOSEN  # type: ignore[union-attr]


def test_an_earlier_answer_holds_for_the_same_headings_while_its_cells_do() -> None:
    heading = ("メール", "会員番号", "ポイント", "マイル")
    answers = {ColumnRole.MILES: 4}
    sample = Sample([heading, *rows("mail", "key", "money", "miles")], 7)
    found = read_table(sample, recall=lambda header: answers if tuple(header) == heading else None)
    assert columns(found) == (1, 2, 4)
    assert found.column_of(ColumnRole.MILES).witness is Witness.REMEMBERED  # type: ignore[union-attr]
    other = Sample([heading, *rows("mail", "key", "money", "name")], 7)
    assert not read_table(other, recall=lambda header: answers if tuple(header) == heading else None).is_certain


def test_a_heading_alone_has_no_rows_and_no_doubt() -> None:
    found = table([["メールアドレス", "指定キー", "マイル数"]])
    assert found.is_certain
    assert columns(found) == (1, 2, 3)


def test_the_heading_can_be_denied_and_placed() -> None:
    records = [["備考"], ["メール", "会員番号", "マイル"], *rows("mail", "key", "miles")]
    assert table(records, choices=Choices(header=False)).header_record == 0
    placed = table(records, choices=Choices(header=True, skip=1))
    assert (placed.header_record, placed.recipe.skip) == (2, 1)


@pytest.mark.parametrize(
    "line", ["取消分", "【キャンセル分】", "以下、返品", "※対象外（既に付与済み）", "【保留】", "Cancelled orders"]
)
@pytest.mark.parametrize("between", [[], [[""]], [[""], ["メールアドレス", "指定キー", "マイル数"]]])
def test_rows_below_a_line_of_cancellations_are_asked_about(line: str, between: list[list[str]]) -> None:
    records = [["メールアドレス", "指定キー", "マイル数"], *rows("mail", "key", "miles")]
    both = [*records, *between[:1], [line, "", ""], *between[1:], *rows("mail", "key", "miles", count=2)]
    asked = [(doubt.cause, doubt.record) for doubt in table(both).doubts]
    assert asked == [(DoubtCause.OTHER_PART, 8 + len(between[:1]))]
    assert table([*records, [line, "", ""]]).is_certain, "nothing is below it"


def test_names_of_other_parts_are_no_cancellations() -> None:
    records = [["メールアドレス", "指定キー", "マイル数"], *rows("mail", "key", "miles"), ["渋谷店", "", ""]]
    assert table([*records, *rows("mail", "key", "miles")]).is_certain


@pytest.mark.parametrize(
    ("below", "left_out"),
    [
        ([["", "記入例：taro@example.jp", "123", "100"]], (2, 2)),
        ([["例", "taro@example.jp", "123", "100"]], (2, 2)),
        ([["見本", "taro@example.jp", "123", "100"], ["（例２）", "jiro@example.jp", "124", "100"]], (2, 3)),
        ([["記入例", "", "", ""], ["", "taro@example.jp", "123", "100"]], (2, 3)),
    ],
)
def test_examples_of_a_form_are_left_out(below: list[list[str]], left_out: tuple[int, int]) -> None:
    records = [["", "メールアドレス", "指定キー", "マイル数"], *below, *rows("empty", "mail", "key", "miles")]
    found = table(records)
    assert [each.cause for each in found.left_out] == [LeftOutCause.EXAMPLE] * len(found.left_out)
    assert (found.left_out[0].first, found.left_out[-1].last) == left_out
    assert (found.is_certain, columns(found)) == (True, (2, 3, 4))
    back = table(records, choices=Choices(put_back=tuple(range(2, left_out[1] + 1))))
    assert back.left_out == ()


def test_what_only_begins_like_an_example_is_a_row() -> None:
    heading = ["品名", "メールアドレス", "指定キー", "マイル数"]
    first = ["例会", "example@shop.example.jp", "sample-1", "100"]
    assert table([heading, first, *rows("name", "mail", "key", "miles")]).left_out == ()
    records = [["サンプル", *row] for row in rows("mail", "key", "miles")]
    assert table([heading, *records]).left_out == (), "a column that always says so"


def test_a_role_whose_column_was_taken_away_goes_to_no_other_unasked() -> None:
    records = [("会員番号", "メール", "マイル"), *rows("key", "mail", "miles")]
    assert columns(table(records)) == (2, 1, 3)
    found = table(records, choices=Choices(roles=((ColumnRole.MILES, 0),)))
    assert columns(found) == (2, 1, 0)
    assert doubts(found) == [(DoubtCause.NO_COLUMN, ColumnRole.MILES, ())]
