"""Rows whose cells a comma without quotes has moved are asked about, where the reader itself cannot see them."""

from __future__ import annotations

import pytest

from netmile_desktop.domain.tables.finding import read_table
from netmile_desktop.domain.tables.sampling import WHOLE_BYTES, sample_text
from netmile_desktop.domain.tables.table import Choices, ColumnRole, DoubtCause, Purpose, TableReading


def table(text: str, choices: Choices | None = None, encoding: str = "utf-8") -> TableReading:
    sampled = sample_text(text.encode(encoding), Purpose.ISSUING)
    return read_table(
        sampled.sample, encoding=sampled.encoding, delimiter=sampled.delimiter, choices=choices or Choices()
    )


def shifted(found: TableReading) -> int:
    """The record that is asked about; 0 if none is."""
    return next((doubt.record for doubt in found.doubts if doubt.cause is DoubtCause.SHIFTED_CELLS), 0)


def _many(cells: str, count: int) -> str:
    """Rows with addresses, keys and the same cells behind."""
    return "".join(f"m{n}@example.jp,K{n}{cells}\n" for n in range(1, count + 1))


MEMO = "メールアドレス,会員番号,マイル数,備考\n"
BOUGHT = "メール,会員番号,氏名,購入金額,マイル,備考\n"


@pytest.mark.parametrize(
    ("text", "record"),
    [
        (MEMO + "a@example.jp,K1,500\nb@example.jp,K2,1,000\nc@example.jp,K3,300\n", 3),
        (MEMO + "a@example.jp,K1,500\nb@example.jp,K2,10,500\nc@example.jp,K3,300,再送\n", 3),
        # Most rows, all rows, the only row.
        (MEMO + "a@example.jp,K1,1,500\nb@example.jp,K2,1,000\nc@example.jp,K3,300\n", 2),
        (MEMO + "".join(f"m{n}@example.jp,K{n},{n},000\n" for n in range(1, 9)), 2),
        (MEMO + "a@example.jp,K1,1,091\n", 2),
        (MEMO + "a@example.jp,K0,500\n" + _many(",1,230", 9), 3),
        (MEMO + "a@example.jp,K0,500\n" + _many(",1,234", 19), 3),
        # Another row is as long, because it has a note; the miles have a unit; the note is known by its heading.
        (MEMO + "a@example.jp,K1,500,渋谷店\nb@example.jp,K2,300,新宿店\nc@example.jp,K3,1,000\n", 4),
        (MEMO + "a@example.jp,K1,500\nb@example.jp,K2,1,200pt\nc@example.jp,K3,300マイル\n", 3),
        (MEMO.replace("備考", "note") + _many(",1,207", 9), 2),
        (MEMO.replace("備考", "来店日") + _many(",1,207", 9), 2),
        # In all rows, before the key or before the miles.
        ("メール,マイル,会員ID,備考\n" + "".join(f"m{n}@example.jp,1,200,{5000 + n}\n" for n in range(9)), 2),
        ("メール,会員ID,金額,マイル,備考\n" + _many(",12,500,125", 9), 2),
        # The key stands behind the miles, or the miles behind money and names.
        ("メール,マイル,会員番号,備考\na@example.jp,500,K1\nb@example.jp,1,000,K2\n", 3),
        ("メール,マイル,会員番号,備考\na@example.jp,500,2001\nb@example.jp,1,053,2002\n", 3),
        (BOUGHT + "a@example.jp,K1,佐藤,980,9\nb@example.jp,K2,鈴木,34,673,346\nc@example.jp,K3,森,700,7\n", 3),
        (BOUGHT + "a@example.jp,K1,佐藤,980,9\nb@example.jp,K2,鈴木,様,673,6\nc@example.jp,K3,森,700,7\n", 3),
    ],
)
def test_a_comma_that_moved_the_cells_is_asked_about(text: str, record: int) -> None:
    assert shifted(table(text)) == record
    assert shifted(table(text, Choices(unshifted=True))) == 0


@pytest.mark.parametrize(
    "text",
    [
        # Notes here and there, in words.
        MEMO + "a@example.jp,K1,500\nb@example.jp,K2,100,再送\nc@example.jp,K3,300,VIP\n",
        BOUGHT + "a@example.jp,K1,佐藤,980,9\nb@example.jp,K2,鈴木,673,6,再送\nc@example.jp,K3,森,700,7\n",
        # All cells are there: one more is seen by the reader.
        MEMO + "a@example.jp,K1,500,\nb@example.jp,K2,1,000,\nc@example.jp,K3,300,\n",
        "メール,会員番号,マイル,金額\na@example.jp,K1,50,980\nb@example.jp,K2,10,500\nc@example.jp,K3,30,100\n",
        "メール,会員番号,マイル,店舗コード\na@example.jp,K1,50,001\nb@example.jp,K2,10,002\n",
        "メール,会員番号,マイル,購入金額\n" + _many(",50,980", 9),
        "メール,会員番号,マイル,店舗\n" + _many(",50,101", 9),
        # Other separators part no numbers.
        (MEMO + "a@example.jp,K1,500\nb@example.jp,K2,1,000\n").replace(",", "\t"),
        # Without a heading, what stands behind column C belongs to the miles.
        "a@example.jp,K1,500\nb@example.jp,K2,1,000\nc@example.jp,K3,300\n",
    ],
)
def test_what_is_as_it_should_be_is_not(text: str) -> None:
    assert shifted(table(text)) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_one_such_row_far_down_in_a_large_file_is_found(encoding: str) -> None:
    rows = [f"m{n}@example.jp,K{n:06},{100 + n % 900}" for n in range(1, 50_000)]
    rows[41_234] += ",はがき"
    assert shifted(table("\r\n".join([MEMO.strip(), *rows]), encoding=encoding)) == 0
    rows[41_235] = "x@example.jp,K9,2,000"
    text = "\r\n".join([MEMO.strip(), *rows])
    assert len(text) > WHOLE_BYTES
    assert shifted(table(text, encoding=encoding)) == 41_237


def test_a_last_column_without_a_name_is_a_column_if_every_row_has_its_cell() -> None:
    text = "メールアドレス,会員番号,マイル数,\na@example.jp,K1,500,再送\nb@example.jp,K2,300,\nc@example.jp,K3,100,\n"
    found = table(text)
    assert found.is_certain
    assert (found.recipe.width, found.recipe.most_cells, found.recipe.columns) == (4, 4, (1, 2, 3))
    moved = text + "d@example.jp,K4,1,000,\n"
    assert shifted(table(moved)) == 0
    assert table(moved).recipe.most_cells == 4, "the row with one more cell is an error"


def test_rows_wider_than_the_heading_are_asked_about_and_come_in_once_somebody_chose() -> None:
    text = "メール,会員番号,マイル\n" + "".join(f"m{n}@example.jp,K{n},{n}0,VIP\n" for n in range(1, 6))
    asked = table(text)
    assert {doubt.cause for doubt in asked.doubts} == {DoubtCause.WIDE}
    roles = ((ColumnRole.ADDRESS, 1), (ColumnRole.KEY, 2), (ColumnRole.MILES, 3))
    chosen = table(text, Choices(roles=roles))
    assert chosen.is_certain
    assert (chosen.recipe.width, chosen.recipe.columns) == (4, (1, 2, 3))
    thousands = text.replace("0,VIP", ",000")
    assert shifted(table(thousands, Choices(roles=roles))) == 2


def test_columns_without_a_name_can_be_chosen_around_whatever_numbers_stand_in_a_row() -> None:
    rows = [f"m{n}@example.jp,K{n},{n}0,東京,男" for n in range(1, 20)]
    text = "\n".join(["メール,会員番号,マイル", *rows, "x@example.jp,K99,34,120,男"])
    roles = ((ColumnRole.ADDRESS, 1), (ColumnRole.KEY, 2), (ColumnRole.MILES, 3))
    asked = table(text, Choices(roles=roles))
    assert shifted(asked) == 21, "34 and 120 may be one number"
    assert table(text, Choices(roles=roles, unshifted=True)).is_certain
    assert table(text, Choices(roles=roles, unshifted=True)).recipe.width == 5
