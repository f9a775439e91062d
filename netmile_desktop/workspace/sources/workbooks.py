"""Sheets of workbooks, converted once to the CSV bytes the clerk would get by saving a sheet as CSV.

Workbooks do not keep what was typed: `00123` has become the number 123 by the time a file is saved. Damage of this
kind that can still be seen is kept visible, so that the rules can name it.

The library that reads workbooks is loaded by the process that reads them, never by the program itself.
"""

from __future__ import annotations

import gc
import io
import os
import re
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    import multiprocessing
    import resource
    from multiprocessing.connection import Connection

    import python_calamine as calamine

    from netmile_desktop.workspace.sources.xlsx_errors import error_cells
else:
    multiprocessing = import_lazily("multiprocessing")
    resource = import_lazily("resource")
    calamine = import_lazily("python_calamine")
    error_cells = import_lazily("netmile_desktop.workspace.sources.xlsx_errors", "error_cells")


EXACT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; any after them are made up."""

KEY_COLUMN = 2
"""Number of the key column, from 1, unless columns are mapped by hand."""

MEMORY_LIMIT = 4 * 1024**3
"""Bytes that reading a workbook may take; a million rows take less than half."""

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FILE_PASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The record after the first one of an .xls workbook that marks it as encrypted."""

_SPREADSHEET_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")

_QUOTED = ',"\r\n'
"""Characters that make a cell need quotes."""

A = TypeVar("A")

Cell: TypeAlias = "int | float | str | bool | time | date | datetime | timedelta"


@dataclass(frozen=True, slots=True)
class Notes:
    """What a workbook had lost before it was read here; all zero for CSV files."""

    number_cells: tuple[int, ...] = ()
    """Per column, cells that are numbers and not text: any leading zeros are lost."""
    long_numbers: int = 0
    """Numbers of more than 15 digits: the last digits are lost."""
    dates: int = 0
    error_cells: int = 0
    """Cells such as #N/A. Only .xlsx and .xlsm files show them; in others they arrive empty."""

    def numbers_as_keys(self, columns: tuple[int, int, int] | None) -> int:
        """Return the number of keys that are numbers, under a mapping of 1-based columns or none."""
        column = columns[1] if columns else KEY_COLUMN
        return sum(self.number_cells[column - 1 : column])


UNHARMED = Notes()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as CSV bytes in UTF-8; record n is row n of the sheet."""

    name: str
    names: tuple[str, ...]
    """All visible sheets."""
    data: bytes
    notes: Notes


def is_workbook(data: bytes) -> bool:
    """Return whether these bytes are one of the containers that workbooks come in."""
    return data.startswith((_ZIP, _OLE))


def read_sheet(data: bytes, path: str, sheet: str = "") -> Sheet:
    """Read a sheet; without a name, the first visible one that holds anything.

    This runs in another process: for damaged workbooks, and for sheets with one stray cell in the last corner, the
    library takes all the memory they ask for, and ends the process if there is not enough.

    Raises:
        FileUnreadable: ENCRYPTED_WORKBOOK, DAMAGED_WORKBOOK, NO_SUCH_SHEET, or BINARY if the
            container holds something else.
    """
    return _asked(_read, data, path, sheet)


def sheet_names(data: bytes, path: str) -> tuple[str, ...]:
    """Return the names of all visible sheets; raises as `read_sheet` does."""
    return _asked(_names, data, path, "")


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """The other process's answer if a workbook cannot be read."""

    reason: ReadFault
    detail: str


def _asked(question: Callable[[bytes, str, str], A], data: bytes, path: str, sheet: str) -> A:
    """Let another process answer a question about a sheet of a workbook."""
    _reject_others(data, path)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    reader = context.Process(target=_answer, args=(there, question, path, sheet), daemon=True)
    reader.start()
    there.close()
    try:
        # Not passed as an argument: writing it to a process that dies while starting would block for ever.
        here.send_bytes(data)
        answer = here.recv()
    except (EOFError, OSError) as error:
        raise FileUnreadable(ReadFault.DAMAGED_WORKBOOK, path) from error
    finally:
        here.close()
        reader.join()
        reader.close()
    if isinstance(answer, _Unreadable):
        raise FileUnreadable(answer.reason, path, answer.detail)
    found: A = answer
    return found


def _answer(asker: Connection, question: Callable[[bytes, str, str], A], path: str, sheet: str) -> None:
    """Answer in the other process. If the library panics, that process dies without an answer."""
    _keep_small_and_quiet()
    # Cells form no cycles, and the process ends before anything else is worth collecting.
    gc.disable()
    with asker:
        try:
            asker.send(question(asker.recv_bytes(), path, sheet))
        except FileUnreadable as failure:
            asker.send(_Unreadable(failure.reason, failure.detail))


def _keep_small_and_quiet() -> None:
    """Limit the memory if the system can, and discard what a library prints while it dies."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    with suppress(OSError):  # a program with a window has no stderr on Windows
        sys.stderr = os.fdopen(os.dup(2), "w")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _read(data: bytes, path: str, sheet: str) -> Sheet:
    with _opened(data, path, sheet) as workbook, ThreadPoolExecutor(1) as beside:
        names = _visible(workbook)
        likely = sheet or next(iter(names), "")
        # Both unpack the sheet in native code, so they can run at the same time.
        looked_for = beside.submit(error_cells, data, likely)
        name, cells = _choose(workbook, names, sheet)
    errors = looked_for.result() if name == likely else error_cells(data, name)
    for (row, column), text in errors.items():
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = text
    as_csv, notes = _as_csv(cells, len(errors))
    return Sheet(name, names, as_csv, notes)


def _names(data: bytes, path: str, sheet: str) -> tuple[str, ...]:
    with _opened(data, path, sheet) as workbook:
        return _visible(workbook)


@contextmanager
def _opened(data: bytes, path: str, sheet: str) -> Iterator[calamine.CalamineWorkbook]:
    """Open a workbook; errors that the library raises meanwhile become FileUnreadable."""
    try:
        with calamine.load_workbook(io.BytesIO(data)) as workbook:
            yield workbook
    except calamine.PasswordError as error:
        raise FileUnreadable(ReadFault.ENCRYPTED_WORKBOOK, path) from error
    except calamine.WorksheetNotFound as error:
        raise FileUnreadable(ReadFault.NO_SUCH_SHEET, path, sheet) from error
    except (calamine.CalamineError, UnicodeError) as error:
        raise FileUnreadable(ReadFault.DAMAGED_WORKBOOK, path, str(error)) from error


def _visible(workbook: calamine.CalamineWorkbook) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in workbook.sheets_metadata
        if each.typ is calamine.SheetTypeEnum.WorkSheet and each.visible is calamine.SheetVisibleEnum.Visible
    )


def shown(value: Cell) -> str:
    """Return a cell as text: whole numbers without `.0`, dates as 2026/11/21, made-up digits as an exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return _day(value) if value.time() == time() else f"{_day(value)} {_clock(value.time())}"
    if isinstance(value, date):
        return _day(value)
    return _clock(value) if isinstance(value, time) else str(value)


def is_long(value: Cell) -> bool:
    """Return whether a cell is a number with more digits than a spreadsheet can keep."""
    return isinstance(value, int | float) and abs(value) >= 10**EXACT_DIGITS


def _choose(workbook: calamine.CalamineWorkbook, names: tuple[str, ...], sheet: str) -> tuple[str, list[list[Cell]]]:
    if sheet or not names:
        return sheet, _cells(workbook, sheet)
    for name in names:
        cells = _cells(workbook, name)
        if cells:
            return name, cells
    return names[0], []


def _cells(workbook: calamine.CalamineWorkbook, name: str) -> list[list[Cell]]:
    """Return all cells from A1 on, so that rows and columns keep the numbers the clerk knows."""
    rows: list[list[Cell]] = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return rows


def _reject_others(data: bytes, path: str) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data or _FILE_PASS.search(data):
            raise FileUnreadable(ReadFault.ENCRYPTED_WORKBOOK, path)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = set(container.namelist())
            manifest = container.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise FileUnreadable(ReadFault.DAMAGED_WORKBOOK, path, str(error)) from error
    if b"encryption-data" in manifest:
        raise FileUnreadable(ReadFault.ENCRYPTED_WORKBOOK, path)
    if names.isdisjoint(_SPREADSHEET_PARTS):
        raise FileUnreadable(ReadFault.BINARY, path)


def _as_csv(cells: list[list[Cell]], errors: int) -> tuple[bytes, Notes]:
    """Return the sheet as CSV in UTF-8, and what it has lost.

    It is converted column by column, because a column mostly holds cells of one kind.
    """
    # All rows are equally long: the library returns a rectangle.
    columns = [_Column(list(map(itemgetter(n), cells))) for n in range(len(cells[0]) if cells else 0)]
    lines = map(",".join, zip(*(column.texts for column in columns), strict=True))
    text = "\n".join([*lines, ""])
    notes = Notes(
        tuple(column.numbers for column in columns),
        sum(column.long_numbers for column in columns),
        sum(column.dates for column in columns),
        errors,
    )
    return text.encode("utf-8", "replace"), notes


class _Column:
    """One column of a sheet, as text fit for CSV."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        kinds = set(map(type, cells))
        counts = Counter(map(type, cells)) if kinds != {str} else Counter()
        self.numbers = counts[int] + counts[float]
        self.dates = counts[date] + counts[datetime]
        self.long_numbers = 0
        texts = _texts(cells, kinds)
        if self.numbers and any(map(is_long, set(cells))):
            self.long_numbers = sum(map(is_long, cells))
        whole = "".join(texts)
        self.texts = list(map(_quoted, texts)) if any(each in whole for each in _QUOTED) else texts


def _texts(cells: Sequence[Cell], kinds: Set[type]) -> Sequence[str]:
    if kinds <= {str, float}:
        # A few numbers repeat, so convert each once. Not with booleans: 1 and True would be the same key.
        texts = {cell: shown(cell) for cell in set(cells)} if float in kinds else {}
        return list(map(texts.__getitem__, cells)) if texts else [cell for cell in cells if isinstance(cell, str)]
    return [shown(cell) for cell in cells]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(each in cell for each in _QUOTED) else cell


def _number(value: float) -> str:
    if is_long(value):
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    return str(int(value)) if value == int(value) else repr(value).upper()


def _day(value: date) -> str:
    return f"{value.year:04}/{value.month}/{value.day}"


def _clock(value: time) -> str:
    return f"{value.hour}:{value.minute:02}" + (f":{value.second:02}" if value.second else "")
