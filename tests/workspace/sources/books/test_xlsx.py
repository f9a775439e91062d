"""Workbooks of the .xlsx kind in every dress, and what they hide."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.workspace.sources.books import packages, reading, sheet_markup, xlsx
from netmile_desktop.workspace.sources.books.facts import Sheet, ShownNumber
from tests.support.books.packages import (
    AT_THE_ROOT,
    STRICT,
    USUAL,
    book,
    number_cell,
    relations_of,
    rows_of,
    sheet,
    strings,
    styles,
    text_cell,
    zipped,
)


def read(data: bytes, name: str = "") -> Sheet:
    return reading.read(data, "book.xlsx", name)


def records(data: bytes, name: str = "") -> list[str]:
    return read(data, name).data.decode().splitlines()


def fault(data: bytes) -> ReadFault:
    with pytest.raises(FileUnreadable) as raised:
        read(data)
    assert raised.value.path == "book.xlsx"
    return raised.value.reason


def test_keys_are_as_the_sheet_shows_them() -> None:
    rows = rows_of(
        number_cell("A1", 123, 1) + number_cell("B1", 45, 2) + number_cell("C1", 1000, 3) + number_cell("D1", 0.5, 4),
        number_cell("A2", 12345678, 1) + number_cell("B2", 46) + text_cell("C2", "x") + number_cell("D2", 46356, 5),
    )
    told = read(book(sheet(rows), formats=styles("00000000", '"M"000000', "#,##0", "0%", "yyyy/m/d")))
    assert told.data.decode() == "00000123,M000045,1000,0.5\n12345678,46,x,2026/11/30\n"
    assert told.notes.number_cells == (0, 1, 1, 1)
    assert told.notes.dates == 1
    assert told.facts.shown == (ShownNumber(1, 1, "123", "00000123"), ShownNumber(1, 2, "45", "M000045"))
    assert told.facts.shown_cells == (1, 1, 0, 0)
    assert told.facts.plain_cells == (0, 0, 0, 1)


def test_only_the_first_shown_numbers_are_named_but_all_are_counted() -> None:
    rows = rows_of(*(number_cell(f"A{n}", n, 1) for n in range(1, 31)))
    facts = read(book(sheet(rows), formats=styles("0000"))).facts
    assert len(facts.shown) == 20
    assert facts.shown[-1] == ShownNumber(20, 1, "20", "0020")
    assert facts.shown_cells == (30,)


def test_texts_too_are_as_the_sheet_shows_them() -> None:
    cell = '<c r="A1" s="1" t="inlineStr"><is><t>000123</t></is></c>'
    assert records(book(sheet(rows_of(cell)), formats=styles('"M"@'))) == ["M000123"]


@pytest.mark.parametrize("count", [2, 30])
def test_one_format_among_few_or_many_is_found(count: int) -> None:
    formats = styles(*[f'"{n}"0' for n in range(count)])
    assert records(book(sheet(rows_of(number_cell("A1", 7, count))), formats=formats)) == [f"{count - 1}7"]


def test_noise_of_formulas_vanishes() -> None:
    rows = rows_of(number_cell("A1", "110.00000000000001") + number_cell("B1", "329.99999999999994"))
    assert records(book(sheet(rows))) == ["110,330"]


EMPTY_ERRORS = ['<c r="B1" t="e"/>', '<c r="B1" t="e"></c>', '<c r="B1" t="e"><v/></c>', "<c r='B1' t='e'><v></v></c>"]


@pytest.mark.parametrize("cell", EMPTY_ERRORS)
@pytest.mark.parametrize(
    "beside",
    [
        number_cell("C1", 3000),
        text_cell("C1", "3000"),
        '<c r="C1" t="s"><v>0</v></c>',
        '<c r="C1" t="e"><v>#N/A</v></c>',
    ],
)
def test_an_empty_error_takes_nothing_from_its_neighbours(cell: str, beside: str) -> None:
    rows = rows_of(text_cell("A1", "a") + cell + beside, number_cell("B2", 5))
    told = read(book(sheet(rows), shared=strings("3000")))
    shown = "#N/A" if "#N/A" in beside else "3000"
    assert told.data.decode().splitlines() == [f"a,,{shown}", ",5,"]
    assert told.notes.error_cells == (shown == "#N/A")


NEWER_ERRORS = [
    *("#GETTING_DATA", "#CALC!", "#SPILL!", "#CONNECT!", "#BLOCKED!", "#FIELD!", "#UNKNOWN!", "#PYTHON!", "#BUSY!"),
    *("#EXTERNAL!", "#TIMEOUT!", "#WHATEVER_COMES?"),
]


@pytest.mark.parametrize("text", [*NEWER_ERRORS, "#N/A", "#DIV/0!"])
def test_any_error_value_is_the_text_of_its_cell(text: str) -> None:
    error = f'<c r="B2" t="e"><v>{text}</v></c>'
    rows = rows_of(text_cell("A1", "a") + text_cell("B1", "K1"), text_cell("A2", "b") + error, text_cell("A3", "c"))
    told = read(book(sheet(rows)))
    assert told.data.decode().splitlines() == ["a,K1", f"b,{text}", "c,"]
    assert told.notes.error_cells == 1


def test_many_unknown_errors_between_known_ones_keep_their_places() -> None:
    each = [f'<c t="e" r="A{n}"><f>X()</f><v>{text}</v></c>' for n, text in enumerate([*NEWER_ERRORS, "#REF!"], 1)]
    told = read(book(sheet(rows_of(*each, number_cell("A14", 5)))))
    assert told.data.decode().splitlines() == [*NEWER_ERRORS, "#REF!", "5"]


def test_an_unknown_error_in_another_sheet_does_no_harm() -> None:
    other = sheet(rows_of('<c r="A1" t="e"><v>#CALC!</v></c>'))
    told = read(book(sheet(rows_of(text_cell("A1", "a"))), other))
    assert told.facts.sheets == (("S1", 1), ("S2", 1))
    assert records(book(sheet(""), other)) == ["#CALC!"]


def test_errors_at_the_end_of_rows_and_of_the_sheet_are_kept() -> None:
    rows = rows_of(text_cell("A1", "a"), '<c r="C2" t="e"><v>#N/A</v></c>')
    assert records(book(sheet(rows))) == ["a,,", ",,#N/A"]


ERROR = '<c r="B1" t="e"><v>#N/A</v></c>'
PREFIXED = (
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
    '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" t="e"><x:v>{}</x:v></x:c></x:row></x:sheetData></x:worksheet>'
)


@pytest.mark.parametrize(
    "data",
    [
        book(PREFIXED.format("#N/A")),
        book(PREFIXED.format("#CALC!")),
        book(sheet(rows_of(number_cell("A1", 1) + ERROR), namespace=STRICT), is_strict=True),
        book(sheet('<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>')),
        book(sheet("<row><c r='A1'><v>1</v></c><c t='e'><v>#N/A</v></c></row>")),
        book(sheet(rows_of(number_cell("A1", 1) + '<c r = "B1" t = "e"><v>#N/A</v></c>'))),
        book(sheet(rows_of(number_cell("A1", 1) + '<c r="B1" t\n="e"><v>#N/A</v></c>'))),
        book(sheet(rows_of(number_cell("A1", 1) + '<c r="B1" t=\t"e"><v>#N/A</v></c>'))),
        book(sheet(rows_of(number_cell("A1", 1) + "<c r='B1' t= 'e'><v>#N/A</v></c>"))),
        book(sheet(rows_of(number_cell("A1", 1) + '<c r="B1" t="e"><v><![CDATA[#CALC!]]></v></c>'))),
        book(sheet(rows_of(number_cell("A1", 1) + '<c r="B1" t="e" cm="1"><f>"a&gt;b"</f><v>#SPILL!</v></c>'))),
    ],
    ids=[
        "prefix",
        "prefix-new",
        "strict",
        "no-references",
        "single",
        "spaced",
        "line",
        "tab",
        "single-spaced",
        "cdata",
        "formula",
    ],
)
def test_errors_are_named_in_every_dress(data: bytes) -> None:
    record, *others = records(data)
    assert not others
    assert record in {"1,#N/A", "1,#CALC!", "1,#SPILL!"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_parts_in_utf_16_are_read(encoding: str) -> None:
    """The reader of cells takes them for nothing, without a word."""
    rows = '<?xml version="1.0" encoding="UTF-16"?>' + sheet(rows_of('<c r="A1" t="s"><v>0</v></c>' + ERROR))
    parts = {USUAL[2].format(1): rows.encode(encoding)}
    assert records(book(sheet(""), shared=strings("山田"), more=parts)) == ["山田,#N/A"]
    parts = {USUAL[4]: strings("山田").encode(encoding)}
    assert records(book(sheet(rows_of('<c r="A1" t="s"><v>0</v></c>')), shared="x", more=parts)) == ["山田"]


def upper(name: str) -> str:
    return name.upper()


def backslashes(name: str) -> str:
    return name.replace("/", "\\")


def rooted(name: str) -> str:
    return name if "rels" in name or "Types" in name else f"/{name}"


@pytest.mark.parametrize(
    "written", [str, upper, str.lower, backslashes], ids=["as-is", "upper", "lower", "backslashes"]
)
@pytest.mark.parametrize(
    "names", [USUAL, AT_THE_ROOT, ("a/b.xml", "a/_rels/b.xml.rels", "a/p{}.xml", "a/s.xml", "a/t.xml")]
)
def test_parts_are_found_wherever_they_are(names: tuple[str, ...], written: Callable[[str], str]) -> None:
    """Styles and shared texts too: without them a date would be a number and a key its index."""
    rows = rows_of('<c r="A1" t="s"><v>1</v></c>' + number_cell("B1", 46356, 2) + number_cell("C1", 5, 1))
    data = book(
        sheet(rows), formats=styles("000", "yyyy/m/d"), shared=strings("no", "K1"), names=names, written=written
    )
    assert records(data) == ["K1,2026/11/30,005"]


def test_targets_from_the_root_are_found() -> None:
    data = book(
        sheet(rows_of(text_cell("A1", "a"))),
        more={"xl/_rels/workbook.xml.rels": relations_of(("worksheet", "/xl/worksheets/sheet1.xml"))},
    )
    assert records(data) == ["a"]


UNCALCULATED = [
    '<c r="B1"><f>50*2</f></c>',
    '<c r="B1" t="str"><f>"K"&amp;1</f></c>',
    '<c r="B1"><f>50*2</f><v></v></c>',
    '<c r="B1"><f>50*2</f><v/></c>',
    '<c r="B1"><f t="shared" si="0"/></c>',
    '<c r="B1">\n<f>50*2</f>\n</c>',
]


@pytest.mark.parametrize("cell", UNCALCULATED)
def test_formulas_without_a_value_are_told(cell: str) -> None:
    told = read(book(sheet(rows_of(text_cell("A1", "a") + cell + number_cell("C1", 5)))))
    assert told.data == b"a,,5\n"
    assert (told.facts.uncalculated, told.facts.uncalculated_cells) == (((1, 2),), 1)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B1"><f>50*2</f><v>100</v></c>',
        '<c r="B1"><f t="shared" si="0"/><v>100</v></c>',
        '<c r="B1" t="str"><f>""</f><v></v></c>',
        '<c r="B1" t="e"><f>NA()</f><v>#N/A</v></c>',
    ],
)
def test_formulas_with_a_value_are_no_cause_for_words(cell: str) -> None:
    facts = read(book(sheet(rows_of(text_cell("A1", "a") + cell)))).facts
    assert (facts.uncalculated, facts.uncalculated_cells) == ((), 0)


def test_only_the_first_uncalculated_formulas_are_named() -> None:
    rows = rows_of(*(f'{text_cell(f"A{n}", "a")}<c r="B{n}"><f>1</f></c>' for n in range(1, 41)))
    facts = read(book(sheet(rows))).facts
    assert facts.uncalculated == tuple((n, 2) for n in range(1, 21))
    assert facts.uncalculated_cells == 40


def some_rows(hidden: dict[int, str]) -> str:
    """Rows 1 to 6, of which row 4 is empty, with attributes for some."""
    return "".join(
        f'<row r="{n}" {hidden.get(n, "")}>{text_cell(f"A{n}", "x") if n != 4 else ""}</row>' for n in range(1, 7)
    )


@pytest.mark.parametrize("how", ['hidden="1"', 'hidden="true"', "hidden='1'", 'ht="0" customHeight="1"', 'ht = "0"'])
def test_hidden_rows_are_told_if_they_hold_something(how: str) -> None:
    facts = read(book(sheet(some_rows({2: how, 3: how, 4: how, 6: how})))).facts
    assert facts.hidden_rows == ((2, 3), (6, 6))
    assert not facts.is_filtered


def test_an_empty_row_parts_two_runs_of_hidden_ones() -> None:
    hidden = dict.fromkeys(range(3, 7), 'hidden="1" outlineLevel="1"')
    assert read(book(sheet(some_rows(hidden)))).facts.hidden_rows == ((3, 3), (5, 6))


@pytest.mark.parametrize("how", ['hidden="0"', 'ht="0.5"', 'collapsed="1"', 'ht="15"'])
def test_rows_that_can_be_seen_are_not_hidden(how: str) -> None:
    """Unused rows may be hidden as a whole; those with cells are written down, and stay visible."""
    before = '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'
    assert read(book(sheet(some_rows({2: how}), before))).facts.hidden_rows == ()


def test_a_filter_is_told() -> None:
    facts = read(book(sheet(some_rows({2: 'hidden="1"'}), after='<autoFilter ref="A1:A6"/>'))).facts
    assert (facts.hidden_rows, facts.is_filtered) == (((2, 2),), True)
    assert read(book(sheet(some_rows({}), after='<autoFilter ref="A1:A6"/>'))).facts.is_filtered


def test_the_filter_of_a_table_on_the_sheet_is_told() -> None:
    table = '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><autoFilter ref="A1:A6"/></table>'
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations_of(("table", "../tables/table1.xml")),
        "xl/tables/table1.xml": table,
    }
    assert read(book(sheet(some_rows({})), more=more)).facts.is_filtered


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ('min="2" max="2" hidden="1"', (2,)),
        ('min="2" max="3" hidden="true"', (2, 3)),
        ('min="2" max="2" width="0" customWidth="1"', (2,)),
        ('min="2" max="16384" hidden="1"', (2, 3, 5)),
        ('min="4" max="4" hidden="1"', ()),
        ('min="2" max="2" width="9"', ()),
    ],
)
def test_hidden_columns_are_told_if_they_hold_something(column: str, expected: tuple[int, ...]) -> None:
    cells = "".join(text_cell(f"{letter}1", letter) for letter in "ABCE")
    facts = read(book(sheet(rows_of(cells), f"<cols><col {column}/></cols>"))).facts
    assert facts.hidden_columns == expected


def test_all_visible_sheets_are_told_with_their_filled_rows() -> None:
    filled = sheet(rows_of(text_cell("A1", "a"), "", number_cell("B3", 0), '<c r="A4" s="1"/>', '<c r="A5"><v/></c>'))
    data = book(sheet(""), filled, filled, filled, filled, sheet("<row/>"), states=["visible", "hidden", "veryHidden"])
    told = read(data)
    assert (told.name, told.names) == ("S4", ("S1", "S4", "S5", "S6"))
    assert told.facts.sheets == (("S1", 0), ("S4", 2), ("S5", 2), ("S6", 0))
    assert read(data, "S5").facts.sheets == (("S1", 0), ("S4", 2), ("S5", 2), ("S6", 0))
    assert read(data, "S2").facts.sheets == told.facts.sheets
    assert reading.names(data, "x") == told.names


def test_the_rows_of_a_large_other_sheet_stay_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    filled = sheet(rows_of(text_cell("A1", "a")))
    monkeypatch.setattr(xlsx, "_COUNTED_BYTES", len(filled) - 1)
    assert read(book(filled, filled)).facts.sheets == (("S1", 1), ("S2", None))


def test_the_rows_of_a_damaged_other_sheet_stay_unknown() -> None:
    assert read(book(sheet(rows_of(text_cell("A1", "a"))), "<worksheet>")).facts.sheets == (("S1", 1), ("S2", None))


@pytest.mark.no_cover
def test_a_blank_in_the_last_row_brings_no_million_empty_records() -> None:
    rows = rows_of(text_cell("A1", "a")) + rows_of(text_cell("A1048576", " "), first=1048576)
    told = read(book(sheet(rows)))
    assert told.data == b"a\n"
    assert told.facts.dropped_rows == 1048575
    assert told.facts.sheets == (("S1", 1),)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["sheet", "styles", "workbook"])
def test_a_document_type_is_refused(part: str) -> None:
    rows = sheet(rows_of(text_cell("A1", "&b;")) + '<row r="2" hidden="1"/>')
    texts = {
        "sheet": book(BOMB + rows),
        "styles": book(rows.replace("&b;", "a"), formats=BOMB + styles("000")),
        "workbook": book(sheet(""), more={"_rels/.rels": BOMB + relations_of(("officeDocument", "xl/workbook.xml"))}),
    }
    assert fault(texts[part]) == ReadFault.DAMAGED_WORKBOOK


def test_a_part_beyond_all_sense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(sheet(rows_of(text_cell("A1", "a" * 5000))))
    monkeypatch.setattr(packages, "PART_LIMIT", 5000)
    assert fault(data) == ReadFault.DAMAGED_WORKBOOK


def test_a_part_that_is_longer_than_it_says_is_refused() -> None:
    rows = sheet(rows_of(text_cell("A1", "a" * 5000)))
    data = book(rows)
    length = len(rows).to_bytes(4, "little")
    assert data.count(length) == 2
    assert fault(data.replace(length, (100).to_bytes(4, "little"))) == ReadFault.DAMAGED_WORKBOOK


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"word/document.xml": "<x/>", "_rels/.rels": relations_of(("officeDocument", "word/document.xml"))},
            "document",
        ),
        ({"ppt/presentation.xml": "<x/>"}, "document"),
        ({"Index/Document.iwa": "x"}, "numbers"),
        ({"index.apxl": "x"}, "numbers"),
        ({"liste.csv": "a,b"}, "archive"),
    ],
)
def test_other_documents_in_zip_files_are_named(parts: dict[str, str | bytes], expected: str) -> None:
    assert fault(zipped(parts)) == expected


def test_most_sheets_need_not_be_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cheap look must be right about an ordinary sheet, or a large one would take many times as long."""
    seen: list[bytes] = []
    looking = sheet_markup._Looking

    def remember(xml: bytes, formats: object) -> object:
        seen.append(xml)
        return looking(xml, formats)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet_markup, "_Looking", remember)
    rows = rows_of(text_cell("A1", "a") + number_cell("B1", 5, 1) + '<c r="C1"><f>2*3</f><v>6</v></c>')
    assert records(book(sheet(rows), formats=styles("#,##0", "0000"))) == ["a,5,6"]
    assert b"<row" not in seen[0]
    assert b"<sheetData>" in seen[0]
