"""Workbooks of the kinds .xls and .xlsb, and what they hide."""

from __future__ import annotations

import io
import os
import struct

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.workspace.sources.books import reading
from netmile_desktop.workspace.sources.books.facts import Sheet, ShownNumber
from netmile_desktop.workspace.sources.books.process import is_workbook
from tests.support.books.packages import book, number_cell, rows_of, sheet, styles, xlsb, xlsb_rows
from tests.support.books.xls import Code, XlsSheet, container, encrypted, stream, xls

ROWS: list[list[object]] = [
    ["アドレス", "鍵", "マイル"],
    ["a@example.jp", (123, 0), 100],
    ["b@example.jp", Code(0x2A), Code(0x2B)],
]
SHEET = XlsSheet(ROWS, formats=["00000000"], hidden_rows=[3, 9], hidden_columns=[2, 7], is_filtered=True)
TEXT = "アドレス,鍵,マイル\na@example.jp,00000123,100\nb@example.jp,#N/A,#GETTING_DATA\n"


def read(data: bytes, name: str = "") -> Sheet:
    return reading.read(data, "book.xls", name)


def fault(data: bytes) -> ReadFault:
    with pytest.raises(FileUnreadable) as raised:
        read(data)
    return raised.value.reason


@pytest.mark.parametrize("codepage", [1200, 932, 1252, None])
def test_texts_are_read_whatever_the_code_page_says(codepage: int | None) -> None:
    """They are UTF-16 or Latin-1 by a flag of their own."""
    assert read(xls(SHEET, codepage=codepage)).data.decode() == TEXT


def test_a_book_without_a_container_is_read() -> None:
    data = stream(SHEET)
    assert is_workbook(data)
    assert read(data).data.decode() == TEXT


def test_a_book_of_the_oldest_programs_is_read() -> None:
    """It says nothing of its encoding, so it is taken for a Japanese one."""
    cells = [(4, bytes(7) + bytes([6]) + "山田a1".encode("cp932")), (3, struct.pack("<HH3xd", 0, 1, 5))]
    records = [(9, struct.pack("<HH", 2, 16)), *cells, (10, b"")]
    data = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
    assert is_workbook(data)
    assert read(data).data.decode() == "山田a1,5\n"


def test_what_an_old_book_hides_is_told() -> None:
    told = read(xls(SHEET))
    assert told.facts.shown == (ShownNumber(2, 2, "123", "00000123"),)
    assert told.facts.shown_cells == (0, 1, 0)
    assert told.notes.number_cells == (0, 0, 1)
    assert told.notes.error_cells == 2
    assert (told.facts.hidden_rows, told.facts.hidden_columns, told.facts.is_filtered) == (((3, 3),), (2,), True)
    assert not read(xls(XlsSheet(ROWS, formats=["0"]))).facts.is_filtered


def test_the_sheets_of_an_old_book_are_told() -> None:
    hidden = [XlsSheet([["x"]], name=f"隠し{state}", state=state) for state in (1, 2)]
    data = xls(
        *hidden, XlsSheet([], name="空"), XlsSheet([["a"], [None], ["b"]], name="A"), XlsSheet([["c"]], name="B")
    )
    told = read(data)
    assert (told.name, told.names) == ("A", ("空", "A", "B"))
    assert told.facts.sheets == (("空", 0), ("A", 2), ("B", 1))
    assert read(data, "隠し2").data == b"x\n"


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (46356, "yyyy/m/d", "2026/11/30"),
        (46356.378472222, "yyyy/m/d h:mm", "2026/11/30 9:05"),
        (59, "yyyy/m/d", "1900/2/28"),
        (0.375, "h:mm", "9:00"),
        (110.00000000000001, "0.0", "110"),
        (1000, "#,##0", "1000"),
        (0.5, "0%", "0.5"),
    ],
)
def test_numbers_of_an_old_book_are_read(number: float, code: str, expected: str) -> None:
    told = read(xls(XlsSheet([[(number, 0)]], formats=[code])))
    assert told.data.decode() == f"{expected}\n"
    assert told.facts.plain_cells == ((1,) if code == "0%" else ())


def test_an_old_book_under_the_built_in_password_is_read() -> None:
    assert read(encrypted(stream(SHEET), "VelvetSweatshop")).data.decode() == TEXT
    assert fault(encrypted(stream(SHEET), "secret")) == ReadFault.ENCRYPTED_WORKBOOK


def test_a_new_book_under_the_built_in_password_is_read() -> None:
    # Shorter ones the library cannot encrypt.
    data = book(sheet(rows_of(number_cell("A1", 123, 1))), formats=styles("00000"), more={"x": os.urandom(5000)})
    for password in ("VelvetSweatshop", "secret"):
        out = io.BytesIO()
        OOXMLFile(io.BytesIO(data)).encrypt(password, out)
        if password == "secret":
            assert fault(out.getvalue()) == ReadFault.ENCRYPTED_WORKBOOK
        else:
            assert read(out.getvalue()).data == b"00123\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *[("WordDocument", ReadFault.DOCUMENT), ("PowerPoint Document", ReadFault.DOCUMENT)],
        *[("__properties_version1.0", ReadFault.MAIL), ("MatOST", ReadFault.DOCUMENT)],
        *[("Workbook", ReadFault.DAMAGED_WORKBOOK), ("Contents", ReadFault.DAMAGED_WORKBOOK)],
    ],
)
def test_other_documents_in_such_containers_are_named(name: str, expected: ReadFault) -> None:
    assert fault(container(b"?" * 5000, name)) == expected


def test_a_binary_book_is_read_with_all_it_hides() -> None:
    rows = xlsb_rows(
        [
            [(0, 0, "アドレス"), (1, 0, "鍵"), (2, 0, "マイル")],
            [(0, 0, "a"), (1, 1, 123), (2, 2, 1000)],
            [(0, 0, "b"), (1, 0, b"\x2a"), (2, 3, 0.5)],
        ],
        hidden=[3],
    )
    columns = (
        60,
        (1).to_bytes(4, "little") + (7).to_bytes(4, "little") + (2560).to_bytes(4, "little") + bytes(4) + b"\1\0",
    )
    told = read(xlsb([columns, *rows, (161, bytes(16))], ["00000000", "#,##0", "0%"]))
    assert told.data.decode() == "アドレス,鍵,マイル\na,00000123,1000\nb,#N/A,0.5\n"
    assert told.facts.shown == (ShownNumber(2, 2, "123", "00000123"),)
    assert (told.facts.hidden_rows, told.facts.hidden_columns) == (((3, 3),), (2, 3))
    assert (told.facts.is_filtered, told.facts.plain_cells, told.notes.error_cells) == (True, (0, 0, 1), 1)
    assert told.facts.sheets == (("S1", 3),)
