"""What the words of headings say about their columns."""

import pytest

from netmile_desktop.domain.lists import COMPLETED_HEADER, ERROR_HEADER
from netmile_desktop.domain.tables.headings import Strength, is_money, is_other_sum, meaning_of, plain
from netmile_desktop.domain.tables.table import ColumnRole, Purpose


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        *(
            (word, ColumnRole.ADDRESS)
            for word in ("メールアドレス", "メール", "E-mail", "mail", "Ｅメール", "PCメールアドレス")
        ),
        *(
            (word, ColumnRole.ADDRESS)
            for word in ("携帯メールアドレス", "e_mail", "Mail Address", "メールアドレス1", "メール\nアドレス")
        ),
        *(
            (word, ColumnRole.KEY)
            for word in ("指定キー", "キー", "会員番号", "会員ID", "顧客番号", "お客様番号", "ID", "key")
        ),
        *(
            (word, ColumnRole.KEY)
            for word in ("member_id", "customer id", "会員No.", "【必須】会員番号", "Member ID", "会員ＩＤ")
        ),
        *(
            (word, ColumnRole.MILES)
            for word in ("マイル数", "マイル", "マイル発行数", "付与マイル", "ポイント", "miles", "points")
        ),
        *(
            (word, ColumnRole.MILES)
            for word in (
                "マイル数(2026年11月)",
                "ﾏｲﾙ数",
                "11月付与マイル",
                "ポイント（必須）",
                "Points ※",
                "【マイル】",
                "3.付与マイル",
            )
        ),
    ],
)
def test_known_words_name_a_role_in_any_width_case_and_with_remarks(heading: str, role: ColumnRole) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.role is role
    assert meaning.strength is not Strength.ALIKE


@pytest.mark.parametrize(
    "heading",
    [
        "氏名",
        "来店日",
        "電話番号",
        "備考",
        "購入金額",
        "税込価格",
        "売上額",
        "Amount",
        "price",
        "メール配信",
        "キーワード",
        "",
    ],
)
def test_other_words_name_none(heading: str) -> None:
    assert meaning_of(heading) is None


@pytest.mark.parametrize(
    "heading", ["保有マイル", "マイル残高", "累計ポイント", "ポイント残高", "利用マイル", "point balance"]
)
def test_sums_that_are_not_to_be_issued_are_no_miles(heading: str) -> None:
    assert meaning_of(heading) is None
    assert is_other_sum(heading)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("会員番号（紹介者）", ColumnRole.KEY),
        ("お客様番号(旧)", ColumnRole.KEY),
        ("マイル（家族分）", ColumnRole.MILES),
        ("メールアドレス（ご家族）", ColumnRole.ADDRESS),
    ],
)
def test_a_remark_that_may_change_the_meaning_leaves_it_open(heading: str, role: ColumnRole) -> None:
    assert meaning_of(heading) == (role, Strength.ALIKE, False)


@pytest.mark.parametrize(
    "heading", ["会員番号（半角8桁）", "ID（会員番号）", "メールアドレス（例：taro@example.jp）", "マイル（付与）"]
)
def test_other_remarks_do_not(heading: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.strength is not Strength.ALIKE


@pytest.mark.parametrize(
    "heading",
    ["マイル（残高）", "ポイント(累計)", "マイル数[利用]", "ポイント 前月残高", "マイル付与日", "マイル有効期限"],
)
def test_remarks_of_other_sums_make_no_miles(heading: str) -> None:
    assert meaning_of(heading) is None


@pytest.mark.parametrize("heading", ["ボーナスマイル", "基本マイル", "誕生日ポイント", "bonus miles"])
def test_what_only_sounds_like_miles_is_known_as_such(heading: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert (meaning.role, meaning.strength) == (ColumnRole.MILES, Strength.ALIKE)


@pytest.mark.parametrize(
    "heading", ["購入金額", "金額（円）", "売上（円）", "税込価格", "お買上額", "Amount", "price", "単価"]
)
def test_money_is_known(heading: str) -> None:
    assert is_money(heading)


@pytest.mark.parametrize("heading", ["マイル数", "ポイント", "会員番号"])
def test_nothing_else_is_money(heading: str) -> None:
    assert not is_money(heading)


def test_the_headings_of_our_own_lists_are_known_for_both_purposes() -> None:
    for header in (COMPLETED_HEADER, ERROR_HEADER):
        assert [m.role for m in map(meaning_of, header[:3]) if m] == [
            ColumnRole.ADDRESS,
            ColumnRole.KEY,
            ColumnRole.MILES,
        ]
    found = [meaning.role for cell in COMPLETED_HEADER if (meaning := meaning_of(cell, Purpose.CANCELLING))]
    assert found == [ColumnRole.KEY, ColumnRole.MILES, ColumnRole.ISSUED_ON, ColumnRole.ISSUE_ID]


def test_words_that_are_nothing_but_digits_stay() -> None:
    assert plain("2026") == "2026"
