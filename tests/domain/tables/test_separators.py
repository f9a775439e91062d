"""What parts the cells of a text, and lines that are quoted as a whole."""

import pytest

from netmile_desktop.domain.tables.separators import separation_of, unwrapped
from netmile_desktop.domain.tables.table import Purpose

ROWS = [["メールアドレス", "指定キー", "マイル数"], *([f"m{n}@example.jp", f"K{n}", "100"] for n in range(5))]


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
@pytest.mark.parametrize("has_heading", [True, False])
def test_a_separator_is_known_by_the_table_that_it_makes(delimiter: str, has_heading: bool) -> None:
    text = "\r\n".join(delimiter.join(cells) for cells in ROWS[0 if has_heading else 1 :])
    found = separation_of(text, Purpose.ISSUING)
    assert (found.delimiter, found.others) == (delimiter, ())


def test_commas_within_the_cells_of_another_separator_do_not_count() -> None:
    text = "メール;会員番号;マイル\n" + "".join(f"m{n}@example.jp;K{n};1,000\n" for n in range(5))
    assert separation_of(text, Purpose.ISSUING).delimiter == ";"
    assert separation_of(text.partition("\n")[2], Purpose.ISSUING).delimiter == ";"


def test_other_separators_within_the_cells_of_a_comma_table_do_not_count() -> None:
    text = "メール,会員番号,マイル,備考\n" + "".join(f"m{n}@example.jp,K{n},100,a;b;c|d\n" for n in range(5))
    assert separation_of(text, Purpose.ISSUING).delimiter == ","


def test_a_line_for_spreadsheets_says_it() -> None:
    found = separation_of("sep=;\r\nメール;会員番号,x;マイル\r\n", Purpose.ISSUING)
    assert (found.delimiter, found.is_said) == (";", True)


def test_a_text_without_any_is_read_with_commas() -> None:
    assert separation_of("K1\nK2\n", Purpose.CANCELLING).delimiter == ","


def test_what_two_separators_could_part_alike_is_asked() -> None:
    text = "".join(f"K{n},100;K{n},20\n" for n in range(5))
    assert separation_of(text, Purpose.CANCELLING).others


def test_lines_that_are_one_quoted_cell_are_unwrapped() -> None:
    text = "".join('"' + ",".join(cells) + '"\r\n' for cells in ROWS)
    assert unwrapped(text) == "".join(",".join(cells) + "\n" for cells in ROWS)
    broken = '"m1@example.jp,""K\n1"",100"\n\x1a\n'
    assert unwrapped(broken) == 'm1@example.jp,"K\n1",100\n\n'
    doubled = '"m1@example.jp,""K,1"",100"\n"m2@example.jp,K2,100"\n'
    assert unwrapped(doubled) == 'm1@example.jp,"K,1",100\nm2@example.jp,K2,100\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n",
        '"a","b"\n"c","d"\n',
        '"a@example.jp"\n"b@example.jp"\n',
        '"a,b"\nc,d\n',
        '"one,cell",2\n"other,cell",3\n',
    ],
)
def test_other_lines_stay_as_they_are(text: str) -> None:
    assert unwrapped(text) is None
