"""Files of every kind are taken in, or refused with the right word."""

import datetime
import errno
import io
import multiprocessing.resource_tracker
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.workspace.sources.books.facts import UNHARMED
from netmile_desktop.workspace.sources.books.grid import Cell, shown
from netmile_desktop.workspace.sources.source import Source, all_of, load_source
from tests.support.files import (
    ENCRYPTED_XLS,
    ENCRYPTED_XLSX,
    HEADER,
    OLE,
    ErrorCell,
    Sheets,
    csv_file,
    good_rows,
    saved_by_office,
    xlsx_bytes,
    xlsx_file,
)


def unreadable(path: Path, sheet: str = "", recipe: Recipe | None = None) -> FileUnreadable:
    with pytest.raises(FileUnreadable) as raised:
        load_source(path, sheet).read(recipe or Recipe())
    return raised.value


@contextmanager
def powerless() -> Iterator[None]:
    """Nothing is forbidden to the superuser; be somebody else for a moment."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


def cells(source: Source) -> list[tuple[str, str, str]]:
    return [(row.address, row.key, row.miles) for row in source.read(Recipe()).rows]


def test_csv_bytes_are_kept_as_they_are(tmp_path: Path) -> None:
    data = b"a@example.jp,K1,100\r\n\xff\xfe stray \x81 bytes\r\n"
    (tmp_path / "a.csv").write_bytes(data)
    source = load_source(tmp_path / "a.csv")
    assert source.data == source.original == data
    assert (source.name, source.kind, source.sheets, source.notes) == ("a.csv", "csv", (), UNHARMED)


def test_cells_never_show_up_where_a_source_is_printed(tmp_path: Path) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", good_rows(1)))
    assert "member00001" not in repr(source)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a"])
def test_a_workbook_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    source = load_source(xlsx_file(tmp_path / name, {"Sheet1": [HEADER, *good_rows(3)]}))
    assert source.kind == "workbook"
    assert cells(source) == good_rows(3)
    assert source.original == (tmp_path / name).read_bytes()


def test_a_csv_file_by_a_workbooks_name_is_read_as_csv(tmp_path: Path) -> None:
    assert load_source(csv_file(tmp_path / "a.xlsx", good_rows(2))).kind == "csv"


def test_the_first_visible_sheet_with_anything_in_it_is_taken(tmp_path: Path) -> None:
    sheets: Sheets = {"秘密": [("x",)], "空": [], "十一月": good_rows(2), "十二月": good_rows(1)}
    path = xlsx_file(tmp_path / "a.xlsx", sheets, hidden=["秘密"])
    source = load_source(path)
    assert (source.sheet, source.sheets) == ("十一月", ("空", "十一月", "十二月"))
    assert cells(load_source(path, "十二月")) == good_rows(1)
    assert cells(load_source(path, "秘密")) == [("x", "", "")]
    assert unreadable(path, "一月").reason == ReadFault.NO_SUCH_SHEET
    assert unreadable(path, "空").reason == ReadFault.EMPTY


def test_a_csv_file_has_no_sheets(tmp_path: Path) -> None:
    assert unreadable(csv_file(tmp_path / "a.csv", good_rows(1)), "Sheet1").reason == ReadFault.NO_SUCH_SHEET


def test_records_of_a_sheet_are_its_rows(tmp_path: Path) -> None:
    """The clerk looks for row 4 of the sheet, whatever stands above it."""
    (tmp_path / "a.xlsx").write_bytes(xlsx_bytes({"S": [("a@example.jp", "K1", 100)]}, empty_above=3))
    rows = load_source(tmp_path / "a.xlsx").read(Recipe()).rows
    assert [(row.record, row.address) for row in rows if row.address] == [(4, "a@example.jp")]


def test_line_breaks_inside_cells_stay_inside(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"S": [("a@example.jp", 'K"1\n,2', 100), ("b@example.jp", "K2", 100)]})
    assert cells(load_source(path)) == [("a@example.jp", 'K"1\n,2', "100"), ("b@example.jp", "K2", "100")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5.0, "5"),
        (5, "5"),
        (-3.0, "-3"),
        (0.1, "0.1"),
        (1e-7, "1E-07"),
        (123456789012345.0, "123456789012345"),
        (1234567890123456.0, "1.23457E+15"),
        (1e20, "1E+20"),
        (12345678901234567890, "1.23457E+19"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("00123", "00123"),
        ("", ""),
        (datetime.date(2026, 11, 21), "2026/11/21"),
        (datetime.date(2026, 1, 2), "2026/1/2"),
        (datetime.datetime(2026, 11, 21), "2026/11/21"),
        (datetime.datetime(2026, 11, 21, 9, 5), "2026/11/21 9:05"),
        (datetime.datetime(2026, 11, 21, 9, 5, 7), "2026/11/21 9:05:07"),
        (datetime.time(9, 5), "9:05"),
    ],
)
def test_values_of_a_sheet_become_the_text_a_clerk_sees(value: Cell, expected: str) -> None:
    assert shown(value) == expected


def test_what_a_workbook_has_lost_is_counted(tmp_path: Path) -> None:
    rows = [HEADER, ("a@example.jp", 123, 100), ("b@example.jp", "K2", "100"), ("c@example.jp", 1e16, 100)]
    source = load_source(xlsx_file(tmp_path / "a.xlsx", {"S": rows}))
    assert source.notes.number_cells == (0, 2, 2)
    assert source.notes.long_numbers == 1
    assert source.notes.numbers_as_keys(None) == 2
    assert source.notes.numbers_as_keys((2, 1, 3)) == 0
    assert source.notes.numbers_as_keys((2, 9, 3)) == 0


def test_error_values_are_kept_as_the_text_a_clerk_sees(tmp_path: Path) -> None:
    rows = [("a@example.jp", ErrorCell("#N/A"), 100), (ErrorCell("#REF!"), "", 100)]
    path = xlsx_file(tmp_path / "a.xlsx", {"空": [], "S": rows})
    source = load_source(path)
    assert cells(source) == [("a@example.jp", "#N/A", "100"), ("#REF!", "", "100")]
    assert source.notes.error_cells == 2


def mangled(data: bytes, at: int) -> bytes:
    return data[:at] + bytes(255 - byte for byte in data[at : at + 40]) + data[at + 40 :]


SOUND = xlsx_bytes({"S": good_rows(200)})


@pytest.mark.parametrize(
    "data",
    [
        SOUND[:-200],
        mangled(SOUND, SOUND.index(b"sheet1.xml") + 100),
        b"PK\x03\x04 and nothing more",
        OLE + b"\0" * 1000,
        OLE + b"\xff" * 3000,
    ],
    ids=["cut", "mangled", "stub", "ole", "ole-asking-for-much"],
)
def test_damaged_workbooks_are_named_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    assert unreadable(tmp_path / "a.xlsx").reason == ReadFault.DAMAGED_WORKBOOK


def test_a_stray_cell_in_the_last_corner_does_no_harm_to_this_process(tmp_path: Path) -> None:
    """Read as a rectangle it would take hundreds of gigabytes."""
    unpacked = {}
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes({"S": good_rows(2)}))) as container:
        for name in container.namelist():
            unpacked[name] = container.read(name)
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = "xl/worksheets/sheet1.xml"
    unpacked[sheet] = unpacked[sheet].replace(b"</sheetData>", stray)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as container:
        for name, data in unpacked.items():
            container.writestr(name, data)
    assert unreadable(tmp_path / "a.xlsx").reason == ReadFault.DAMAGED_WORKBOOK


@pytest.mark.parametrize(
    "data",
    [
        ENCRYPTED_XLSX,
        ENCRYPTED_XLS,
    ],
    ids=["xlsx", "xls"],
)
def test_encrypted_workbooks_are_named_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    assert unreadable(tmp_path / "a.xlsx").reason == ReadFault.ENCRYPTED_WORKBOOK


@pytest.mark.skipif(os.name != "posix", reason="every POSIX system has a program that ends at once")
def test_a_reader_that_dies_before_it_has_read_anything_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.xlsx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("xl/workbook.xml", os.urandom(1 << 20))
    # It outlives the test and is started like a reader, so it must be there before.
    multiprocessing.resource_tracker.ensure_running()
    monkeypatch.setattr("multiprocessing.spawn._python_exe", os.fsencode(shutil.which("false") or ""))
    with pytest.raises(FileUnreadable) as failure:
        load_source(path)
    assert failure.value.reason == ReadFault.DAMAGED_WORKBOOK


def test_another_kind_of_container_is_no_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    shutil.make_archive(str(tmp_path / "a"), "zip", folder)
    assert unreadable(tmp_path / "a.zip").reason == ReadFault.ARCHIVE


@pytest.mark.parametrize("data", [b"", b"\r\n,,\r\n"])
def test_empty_files_are_named_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    failure = unreadable(tmp_path / "a.csv")
    assert failure.reason == ReadFault.EMPTY
    assert failure.path.endswith("a.csv")


def test_other_places_than_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x7fELF\0\0")
    assert unreadable(tmp_path / "a.bin").reason == ReadFault.BINARY
    assert unreadable(tmp_path).reason == ReadFault.IS_FOLDER
    assert unreadable(tmp_path / "none.csv").reason == ReadFault.NOT_FOUND
    assert unreadable(tmp_path / "a.bin" / "b.csv").reason == ReadFault.NOT_FOUND
    assert unreadable(tmp_path / "x\0.csv").reason == ReadFault.NOT_FOUND
    assert unreadable(tmp_path / ("x" * 300)).reason == ReadFault.NOT_FOUND


@pytest.mark.skipif(os.name != "posix", reason="permissions are others here")
def test_a_file_one_may_not_read_is_named_so(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", good_rows(1))
    path.chmod(0)
    with powerless():
        assert unreadable(path).reason == ReadFault.NO_PERMISSION


@pytest.mark.parametrize(
    ("code", "winerror", "reason"),
    [
        (errno.EACCES, 32, ReadFault.IN_USE),
        (errno.EACCES, 33, ReadFault.IN_USE),
        (errno.EACCES, 5, ReadFault.NO_PERMISSION),
        (errno.EIO, None, ReadFault.NO_PERMISSION),
    ],
)
def test_a_file_that_the_system_keeps_back_is_named_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, winerror: int | None, reason: str
) -> None:
    """What only Windows says cannot be had here for real."""

    def refuse(path: Path, *_: object) -> NoReturn:
        error = OSError(code, "no", str(path))
        error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert unreadable(tmp_path / "a.csv").reason == reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
def test_what_is_too_large_or_never_ends_is_named_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 1_000)
    monkeypatch.setattr("netmile_desktop.workspace.sources.source.MOST_BYTES", 1_000)
    assert load_source(tmp_path / "a.csv").data == b"x" * 1_000
    (tmp_path / "a.csv").write_bytes(b"x" * 1_001)
    for path in (tmp_path / "a.csv", Path("/dev/zero")):
        with pytest.raises(FileUnreadable) as refused:
            load_source(path)
        assert (refused.value.reason, refused.value.path) == (ReadFault.TOO_LARGE, str(path))


def test_a_file_that_the_memory_does_not_hold_is_too_large() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise MemoryError

    with pytest.raises(FileUnreadable) as refused:
        all_of(Endless(), "a.csv")
    assert refused.value.reason is ReadFault.TOO_LARGE


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: csv_file(tmp_path / "pipe", good_rows(2)))
    writer.start()
    assert cells(load_source(tmp_path / "pipe")) == good_rows(2)
    writer.join()


@pytest.mark.parametrize(("to", "encoding"), [("csv:60", "cp932"), ("csv:76", "utf-8")])
def test_csv_files_of_a_real_spreadsheet_program_are_read(tmp_path: Path, to: str, encoding: str) -> None:
    rows = [HEADER, *[(address, key, int(miles)) for address, key, miles in good_rows(3)], ("山田①㈱", "K,4", 1000)]
    saved = saved_by_office(xlsx_file(tmp_path / "a.xlsx", {"S": rows}), to, tmp_path)
    source = load_source(saved)
    assert source.read(Recipe()).encoding == encoding
    assert source.read(Recipe()).header == HEADER
    assert cells(source) == [*good_rows(3), ("山田①㈱", "K,4", "1000")]


@pytest.mark.parametrize("to", ["xlsx", "xls", "ods"])
def test_workbooks_of_a_real_spreadsheet_program_are_read(tmp_path: Path, to: str) -> None:
    """It takes 00012 in a CSV file for the number 12, as they all do; that can be seen afterwards."""
    rows = [*good_rows(2), ("c@example.jp", "00012", "1,000"), ("d@example.jp", "2026/11/21", "100")]
    saved = saved_by_office(csv_file(tmp_path / "a.csv", rows, header=HEADER), to, tmp_path)
    source = load_source(saved)
    assert source.kind == "workbook"
    assert cells(source)[:2] == good_rows(2)
    assert cells(source)[2][:2] == ("c@example.jp", "12")
    assert source.notes.numbers_as_keys(None) == 1
    assert cells(source)[3][1] in {"2026/11/21", "2026-11-21"}
