"""Rows that say of themselves that they are not to be issued are asked about, however they say it and wherever."""

from __future__ import annotations

import pytest

from netmile_desktop.domain import lists
from netmile_desktop.domain.tables.finding import read_table
from netmile_desktop.domain.tables.sample import Sample
from netmile_desktop.domain.tables.sampling import WHOLE_BYTES, sample_text
from netmile_desktop.domain.tables.table import (
    Choices,
    DoubtCause,
    Inclusion,
    LeftOutCause,
    Purpose,
    TableReading,
)

HEADINGS = ("メールアドレス", "会員番号", "マイル数")


def table(
    heading: str,
    cells: list[str],
    *,
    choices: Choices | None = None,
    purpose: Purpose = Purpose.ISSUING,
    hidden_rows: tuple[tuple[int, int], ...] = (),
) -> TableReading:
    """A table with one more column, whose cells are given."""
    rows = [(f"m{n}@example.jp", f"K{n:04}", f"{n}00", cell) for n, cell in enumerate(cells, 1)]
    records = [(*HEADINGS, heading), *rows]
    sample = Sample(records, len(records), hidden_rows=hidden_rows)
    return read_table(sample, choices=choices or Choices(), purpose=purpose)


def marked(found: TableReading) -> tuple[tuple[int, int], ...]:
    """The rows that are asked about."""
    assert [doubt.cause for doubt in found.doubts] == ([DoubtCause.MARKED_ROWS] if found.marked else [])
    return found.marked.rows if found.marked else ()


@pytest.mark.parametrize("heading", ["状態", "備考", "ステータス", ""])
@pytest.mark.parametrize(
    "cell",
    [
        *("キャンセル", "ｷｬﾝｾﾙ", "【キャンセル】", "キャンセル済み", "キャンセル（お客様都合）", "10/3 キャンセル"),
        *("取消", "取り消し", "取消済", "返品", "全額返金", "除外", "対象外", "マイル対象外", "保留中", "無効", "中止"),
        *("発行済", "付与済み", "発行しない", "付与不要", "マイル発行なし", "マイル発行ずみ", "付与無し", "支給済"),
        *("否認", "未承認", "落選", "不泊", "退会済", "受取拒否", "返送", "失効", "NG", "発送保留", "キャンセル受付済"),
        *("キャンセル済（キャンセル料あり）", "取消（取消料なし）", "返品受付済み", "返品済 返品送料請求済"),
        *("order_cancelled", "customerCanceled", "rejected", "No-show", "chargeback"),
        *("cancelled", "Canceled", "CANCELLATION", "Refunded", "returned", "excluded", "void", "On Hold", "issued"),
    ],
)
def test_words_for_rows_that_are_not_meant_are_asked_about(heading: str, cell: str) -> None:
    found = table(heading, ["確定", "確定", cell, "確定"])
    assert marked(found) == ((4, 4),)
    assert found.marked
    assert (found.marked.column, found.marked.words) == (4, (cell,))
    assert not found.left_out, "nothing is left out before somebody decides"


@pytest.mark.parametrize(
    "cell",
    [
        *("久保留美", "大久保留美子", "領収書発行済", "納品書発行不要", "追跡番号発行済", "クーポン発行済み"),
        *(
            "軽減税率対象外",
            "送料無料対象外",
            "メルマガ無効",
            "保留解除済",
            "返品歴なし",
            "キャンセル希望なし",
            "前回返品あり",
        ),
        *("返品・交換について:承諾する", "キャンセル・変更はできません:確認しました", "30日間返金保証", "返品OK"),
        *("キャンセル後再注文", "ノイズキャンセルヘッドホン", "サンプル", "ポイント失効日変更"),
        *("確定", "発送済", "入金済み", "処理済", "shipped", "paid", "VIP", "済", "1", "○", "2026/10/03"),
        *(
            "キャンセル不可",
            "キャンセルなし",
            "返品不可",
            "返品・交換不可",
            "返品なし",
            "キャンセル料あり",
            "返品対象外",
        ),
        *(
            "返品送料無料",
            "非キャンセル",
            "not cancelled",
            "no refund",
            "Return policy",
            "devoid",
            "household",
            "avoid",
        ),
        "前回のお取引で取消となったポイントを、今月のご来店で再びお渡しするお約束をしたお客様です。要電話。",
    ],
)
def test_other_words_are_not(cell: str) -> None:
    assert marked(table("備考", ["", "確定", cell, ""])) == ()


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("キャンセル", ["1", "○", "済", "あり", "TRUE", "2026/10/03", "✓"], ["0", "", "×", "-", "なし", "FALSE"]),
        ("取消日", ["2026/10/03", "令和8年10月3日"], ["", "-"]),
        ("除外フラグ", ["1", "y"], ["0", "n"]),
        ("発行対象", ["×", "0", "否", "対象外", "No"], ["○", "1", "対象", "yes"]),
        ("マイル付与可否", ["不可", "×"], ["可", "○"]),
        ("対象", ["×", "NG", "対象外"], ["○", "-", "なし", "OK"]),
        ("発行要否", ["不要", "否"], ["要", ""]),
        ("発行フラグ", ["0", "×"], ["1", "○"]),
        ("マイル発行", ["済", "済み", "×", "しない"], ["", "未", "する"]),
        ("発行状況", ["完了", "発行済"], ["未発行", ""]),
        ("cancel_flg", ["1", "TRUE"], ["0", "", "FALSE"]),
        ("canceled_at", ["2026-11-03", "11/3"], ["", "NULL"]),
        ("CancelDate", ["20261103", "11月3日"], ["", "-"]),
        ("削除フラグ", ["1"], ["0"]),
        ("キャンセル理由", ["お客様都合", "サイズ違い"], ["", "なし", "-"]),
        ("返品数", ["1", "3"], ["0", ""]),
        ("返金額", ["1,500", "1500"], ["0", ""]),
    ],
)
def test_a_heading_gives_marks_their_meaning(heading: str, yes: list[str], no: list[str]) -> None:
    for cell in yes:
        assert marked(table(heading, ["", cell, ""])) == ((3, 3),), cell
    assert marked(table(heading, no)) == ()


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "キャンセル規定",
            "返品可否",
            "返品特約",
            "返品条件",
            "返品対象",
            "返品回数",
            "過去返品有無",
            "返品をしたことがありますか",
        ),
        *("DM", "メール配信", "氏名", "商品名", "Returns Accepted", "マイル有効期限"),
    ],
)
def test_other_headings_do_not(heading: str) -> None:
    assert marked(table(heading, ["○", "×", "1", "0", "可", "否", "有", "yes"])) == ()


def test_days_of_issue_are_asked_about_where_some_rows_have_none() -> None:
    assert marked(table("マイル発行日", ["2026/11/01", "", "2026/11/01"])) == ((2, 2), (4, 4))
    assert marked(table("発行日", ["2026/12/01", "2026/12/01"])) == (), "all of them may be planned"


def test_words_in_other_columns_are_named_with_their_column() -> None:
    rows = [
        ("a@example.jp", "K1", "10", "取消", ""),
        ("b@example.jp", "K2", "10", "", "返品"),
        ("c@example.jp", "K3", "1", "取消", ""),
    ]
    found = read_table(Sample([(*HEADINGS, "状態", "備考"), *rows], 4)).marked
    assert found
    assert (found.column, found.words, found.other_columns) == (4, ("取消",), (5,))


def test_rows_above_the_heading_that_are_put_back_are_asked_about_too() -> None:
    above = [("x@example.jp", "K8", "100", "キャンセル"), ("y@example.jp", "K9", "100", "")]
    records = [
        *above,
        (*HEADINGS, "状態"),
        ("a@example.jp", "K1", "100", "確定"),
        ("b@example.jp", "K2", "100", "返品"),
    ]
    found = read_table(Sample(records, 5), choices=Choices(put_back=(1, 2)))
    assert found.marked
    assert found.marked.rows == ((1, 1), (5, 5))
    out = read_table(Sample(records, 5), choices=Choices(put_back=(1, 2), marked=Inclusion.LEAVE_OUT))
    assert {each.first for each in out.left_out if each.cause is LeftOutCause.MARKED} == {1, 5}


def test_runs_words_and_the_column_are_named() -> None:
    found = table("状態", ["取消", "返品", "確定", "取消", "取消"])
    assert found.marked
    assert (found.marked.rows, found.marked.count) == (((2, 3), (5, 6)), 4)
    assert found.marked.words == ("取消", "返品"), "the most frequent first"


def test_the_choice_decides() -> None:
    cells = ["確定", "取消", "確定", "返品"]
    out = table("状態", cells, choices=Choices(marked=Inclusion.LEAVE_OUT))
    assert out.is_certain
    assert [(each.first, each.last, each.cause) for each in out.left_out] == [
        (3, 3, LeftOutCause.MARKED),
        (5, 5, LeftOutCause.MARKED),
    ]
    assert (out.recipe.without, out.recipe.tail) == (((3, 3),), 1)
    within = table("状態", cells, choices=Choices(marked=Inclusion.INCLUDE))
    assert within.is_certain
    assert not within.left_out
    back = table("状態", cells, choices=Choices(marked=Inclusion.LEAVE_OUT, put_back=(3,)))
    assert [each.first for each in back.left_out] == [5], "one that was put back is a row"


def test_hidden_rows_that_are_left_out_are_not_asked_about() -> None:
    cells = ["確定", "取消", "取消", "確定"]
    both = table("状態", cells, hidden_rows=((3, 3),))
    assert {doubt.cause for doubt in both.doubts} == {DoubtCause.HIDDEN_ROWS, DoubtCause.MARKED_ROWS}
    choices = Choices(hidden=Inclusion.LEAVE_OUT, marked=Inclusion.LEAVE_OUT)
    found = table("状態", cells, hidden_rows=((3, 3),), choices=choices)
    assert [(each.first, each.last, each.cause) for each in found.left_out] == [
        (3, 3, LeftOutCause.HIDDEN),
        (4, 4, LeftOutCause.MARKED),
    ]


def test_a_key_that_somebody_wrote_over_is_asked_about() -> None:
    records = [(*HEADINGS, "備考"), ("a@example.jp", "取消", "100", ""), ("b@example.jp", "CANCELLED-77", "100", "")]
    found = read_table(Sample(records, len(records)))
    assert found.marked
    assert found.marked.rows == ((2, 2),), "a code with such a word in it is a key"


def test_rows_without_an_address_and_lists_of_errors_are_left_alone() -> None:
    records = [(*HEADINGS, "備考"), ("a@example.jp", "K1", "100", ""), ("", "", "", "取消 2 件"), ("", "", "", "")]
    assert read_table(Sample(records, 3)).marked is None
    refused = [lists.ERROR_HEADER, ("a@example.jp", "K1", "100", "19013", "対象外のメールアドレスです", "2")]
    assert read_table(Sample(refused, 2)).marked is None


def test_to_cancel_rows_such_words_are_what_is_meant() -> None:
    records = [("指定キー", "状態"), ("K1", "キャンセル")]
    assert read_table(Sample(records, 2), purpose=Purpose.CANCELLING).marked is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
@pytest.mark.parametrize(("heading", "word"), [("備考", "ｷｬﾝｾﾙ"), ("memo", "Refunded"), ("取消", "○")])
def test_a_word_far_down_in_a_large_file_is_found(encoding: str, heading: str, word: str) -> None:
    count = 40_000
    marks = {25_000: word, 25_001: word, 39_999: word}
    notes = {7: '"two\nlines"', 30_000: '"a\nb\nc"'}
    notes = notes if heading != "取消" else {}
    lines = [f"メールアドレス,会員番号,マイル数,{heading}"]
    lines += [f"m{n}@example.jp,K{n:06},100,{marks.get(n) or notes.get(n, '')}" for n in range(1, count)]
    data = "\r\n".join(lines).encode(encoding)
    assert len(data) > WHOLE_BYTES
    sampled = sample_text(data, Purpose.ISSUING)
    found = read_table(sampled.sample, encoding=sampled.encoding)
    assert found.marked
    assert found.marked.rows == ((25_001, 25_002), (40_000, 40_000))
