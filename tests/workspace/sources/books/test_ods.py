"""Tables of OpenDocument in every dress, and what they hide."""

from __future__ import annotations

import pytest

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.workspace.sources.books import grid, reading
from netmile_desktop.workspace.sources.books.facts import Sheet, ShownNumber
from netmile_desktop.workspace.sources.books.process import is_workbook
from tests.support.books.packages import ods, ods_body, ods_content, ods_number, ods_row, ods_text

ROW = ods_row(ods_text("a@example.jp"), ods_text("K1"), ods_number(100))


def read(data: bytes, name: str = "") -> Sheet:
    return reading.read(data, "book.ods", name)


def records(content: str) -> list[str]:
    return read(ods(content)).data.decode().splitlines()


def fault(data: bytes) -> ReadFault:
    with pytest.raises(FileUnreadable) as raised:
        read(data)
    return raised.value.reason


def indented(content: str) -> str:
    """The same with white space wherever it means nothing."""
    return content.replace("><", ">\n   <")


@pytest.mark.parametrize("mimetype", ["first", "last", "missing"])
@pytest.mark.parametrize("content", [ods_content(ROW * 2), indented(ods_content(ROW * 2))], ids=["close", "indented"])
def test_tables_are_read_however_they_are_packed(content: str, mimetype: str) -> None:
    assert read(ods(content, mimetype)).data == b"a@example.jp,K1,100\n" * 2


@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
def test_a_flat_file_is_read(begin: bytes) -> None:
    data = begin + indented(ods_content(ROW).replace("document-content", "document")).encode()
    assert is_workbook(data)
    assert read(data).data == b"a@example.jp,K1,100\n"


def test_a_million_repeated_empty_rows_are_none() -> None:
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    told = read(ods(ods_content(ROW + empty)))
    assert (told.data.count(b"\n"), told.facts.dropped_rows) == (1, 0)
    told = read(ods(ods_content(ROW + empty + ods_row(ods_text(" ")))))
    assert (told.data.count(b"\n"), told.facts.dropped_rows) == (1, 1048571)


def test_repeated_rows_and_cells_count_as_often_as_they_are_shown() -> None:
    cells = '<table:table-cell table:number-columns-repeated="2"/>' + ods_number(5).replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    content = ods_content(
        ods_row(cells, attributes=' table:number-rows-repeated="2"')
        + ods_row(attributes=' table:number-rows-repeated="2"')
        + ods_row(ods_text("x"))
    )
    assert records(content) == [",,5,5", ",,5,5", ",,,", ",,,", "x,,,"]


def test_more_cells_than_any_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ods_row(ods_number(5), attributes=' table:number-rows-repeated="1000000000"')
    assert fault(ods(ods_content(row))) == ReadFault.DAMAGED_WORKBOOK
    monkeypatch.setattr(grid, "CELLS_AT_MOST", 5)
    assert fault(ods(ods_content(ROW + ROW))) == ReadFault.DAMAGED_WORKBOOK


@pytest.mark.parametrize(
    ("number", "shown", "expected"),
    [
        *[(123, "00000123", "00000123"), (45, "M000045", "M000045"), (12345678, "1234-5678", "1234-5678")],
        *[(1000, "1,000", "1000"), (5, "5.00", "5"), (3000, "¥3,000", "3000"), (1000, "1,000マイル", "1000")],
        *[(-5, "△5", "-5"), (0, "-", "0"), (77, "000077号", "000077号"), ("110.00000000000001", "110", "110")],
        (1234567890123456, "1234567890123456", "1.23457E+15"),
    ],
)
def test_numbers_are_as_the_sheet_shows_them(number: object, shown: str, expected: str) -> None:
    assert records(ods_content(ods_row(ods_number(number, shown)))) == [expected]


@pytest.mark.parametrize("shown", ["50%", "5.00E-01", "1/2", "", "46"])
def test_what_is_shown_otherwise_stays_plain_and_is_told(shown: str) -> None:
    cell = ods_number(0.5, shown).replace("<text:p>0.5</text:p>", "") if not shown else ods_number(0.5, shown)
    told = read(ods(ods_content(ods_row(cell))))
    assert (told.data, told.facts.plain_cells, told.facts.shown) == (b"0.5\n", (1,), ())


def test_shown_numbers_are_told() -> None:
    told = read(ods(ods_content(ROW + ods_row(ods_text("b"), ods_number(45, "M000045"), ods_number(100)))))
    assert told.facts.shown == (ShownNumber(2, 2, "45", "M000045"),)
    assert told.facts.shown_cells == (0, 1, 0)
    assert told.notes.number_cells == (0, 0, 2)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('office:value-type="date" office:date-value="2026-11-21"', "2026/11/21"),
        ('office:value-type="date" office:date-value="2026-11-21T09:05:00"', "2026/11/21 9:05"),
        ('office:value-type="date" office:date-value="?"', "shown"),
        ('office:value-type="time" office:time-value="PT09H05M00S"', "9:05"),
        ('office:value-type="time" office:time-value="PT30H00M00S"', '"1 day, 6:00:00"'),
        ('office:value-type="time" office:time-value="?"', "shown"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE"),
        ('office:value-type="string" office:string-value="kept"', "shown"),
        ("", "shown"),
    ],
)
def test_other_values_are_read(cell: str, expected: str) -> None:
    row = ods_row(f"<table:table-cell {cell}><text:p>shown</text:p></table:table-cell>")
    assert records(ods_content(row)) == [expected]


def test_the_text_of_a_cell_is_put_together() -> None:
    text = (
        'K<text:s text:c="2"/><text:span>1</text:span><text:a>2</text:a><text:tab/>3<text:line-break/>4</text:p>'
        "<office:annotation><text:p>a note</text:p></office:annotation><text:p>5"
    )
    told = read(ods(ods_content(ods_row(ods_text(text)))))
    assert told.data.decode() == '"K  12\t3\n4\n5"\n'


@pytest.mark.parametrize(
    "cell",
    [
        (
            '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value=""'
            ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        ),
        (
            '<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0">'
            "<text:p>#N/A</text:p></table:table-cell>"
        ),
    ],
)
def test_errors_are_named(cell: str) -> None:
    told = read(ods(ods_content(ods_row(cell, ods_text("#N/A")))))
    assert (told.data, told.notes.error_cells) == (b"#N/A,#N/A\n", 1)


def test_formulas_without_a_value_are_told() -> None:
    cells = (
        '<table:table-cell table:formula="of:=1"/><table:table-cell table:formula="of:=1" office:value-type="string"/>'
    )
    facts = read(ods(ods_content(ROW + ods_row(ods_text("a"), cells)))).facts
    assert (facts.uncalculated, facts.uncalculated_cells) == (((2, 2),), 1)


FLAT = (
    '<style:style style:name="ro2"><style:table-row-properties style:row-height="0in"/></style:style>'
    '<style:style style:name="co2"><style:table-column-properties style:column-width="0cm"/></style:style>'
)


@pytest.mark.parametrize(
    "row",
    [
        ods_row(ods_text("x"), attributes=' table:visibility="collapse" table:number-rows-repeated="2"'),
        ods_row(ods_text("x"), attributes=' table:visibility="filter"') * 2,
        ods_row(ods_text("x"), attributes=' table:style-name="ro2"') * 2,
        f'<table:table-row-group table:display="false">{ods_row(ods_text("x")) * 2}</table:table-row-group>',
    ],
)
def test_hidden_rows_are_told_if_they_hold_something(row: str) -> None:
    empty = ods_row(attributes=' table:visibility="collapse" table:number-rows-repeated="5"')
    facts = read(ods(ods_content(ROW + row + empty + ROW + empty, automatic=FLAT))).facts
    assert facts.hidden_rows == ((2, 3),)
    assert facts.is_filtered is ("filter" in row)


def test_a_filter_is_told() -> None:
    after = '<table:database-ranges><table:database-range table:target-range-address="{}" {}/></table:database-ranges>'
    buttons = 'table:display-filter-buttons="true"'
    for address, attribute, expected in (
        ("S1.A1:S1.C9", buttons, True),
        ("S10.A1", buttons, False),
        ("S1.A1", "", False),
    ):
        data = ods(ods_content(ROW, after=after.format(address, attribute)))
        assert read(data).facts.is_filtered is expected


@pytest.mark.parametrize("how", ['table:visibility="collapse"', 'table:style-name="co2"', 'table:visibility="filter"'])
def test_hidden_columns_are_told_if_they_hold_something(how: str) -> None:
    before = f'<table:table-column/><table:table-column {how} table:number-columns-repeated="1000"/>'
    assert read(ods(ods_content(ROW, before, automatic=FLAT))).facts.hidden_columns == (2, 3)


def test_hidden_sheets_are_left_out() -> None:
    hidden = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    body = (
        f'<table:table table:name="隠し" table:style-name="ta2">{ROW}</table:table><table:table table:name="空"/>'
        f'<table:table table:name="A">{ROW}{ods_row()}{ROW}</table:table>'
    )
    data = ods(ods_body(body, hidden))
    told = read(data)
    assert (told.name, told.names, told.facts.sheets) == ("A", ("空", "A"), (("空", 0), ("A", 2)))
    assert read(data, "隠し").data == b"a@example.jp,K1,100\n"
    with pytest.raises(FileUnreadable) as raised:
        read(data, "B")
    assert raised.value.reason == ReadFault.NO_SUCH_SHEET


def test_other_documents_and_damaged_ones_are_named() -> None:
    assert fault(ods(ods_content("").replace("spreadsheet", "text"))) == ReadFault.DOCUMENT
    assert fault(ods(ods_content(ROW)[:-20])) == ReadFault.DAMAGED_WORKBOOK
    assert (
        fault(ods('<!DOCTYPE x [<!ENTITY a "a">]>' + ods_content(ROW).partition("?>")[2])) == ReadFault.DAMAGED_WORKBOOK
    )


def test_an_encrypted_table_is_named() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:manifest>'
    )
    assert fault(ods("not for everybody", manifest=manifest)) == ReadFault.ENCRYPTED_WORKBOOK
