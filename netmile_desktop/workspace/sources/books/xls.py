"""Workbooks of the .xls kind, from the oldest on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.sources.books.grid import Aspect, Cell, SheetGrid, rectangle
from netmile_desktop.workspace.sources.books.number_formats import NumberFormat, special

if TYPE_CHECKING:
    import xlrd
else:
    xlrd = import_lazily("xlrd")

_UNICODE = 80
"""The version from which on texts say by themselves how they are encoded."""

_GETTING_DATA = {0x2B: "#GETTING_DATA"}


class XlsBook:
    """An .xls workbook."""

    def __init__(self, data: bytes) -> None:
        """Parse the directory of the book. Raises whatever the library raises if it is damaged."""
        book = _opened(data, "")
        if book.biff_version < _UNICODE and not book.codepage:
            book = _opened(data, "cp932")
        self._book = book
        self._numbers = {name: n for n, name in enumerate(book.sheet_names())}

    @property
    def names(self) -> tuple[str, ...]:
        """The visible sheets, in the order of their tabs."""
        return tuple(name for name, n in self._numbers.items() if self._book.sheet_by_index(n).visibility == 0)

    def grid(self, name: str) -> SheetGrid:
        """Return the cells of a sheet. Raises KeyError if there is no such sheet."""
        number = self._numbers[name]
        sheet = self._book.sheet_by_index(number)
        aspect = Aspect(is_filtered=self._is_filtered(number))
        formats = self._formats()
        rows = [self._cells(sheet, row, aspect, formats) for row in range(sheet.nrows)]
        while rows and not rows[-1]:
            rows.pop()
        for row, kept in sorted(sheet.rowinfo_map.items()):
            if kept.hidden or (kept.height == 0 and kept.height_mismatch):
                aspect.hide_row(row + 1)
        for column, about in sorted(sheet.colinfo_map.items()):
            if about.hidden or about.width == 0:
                aspect.hidden_columns.append((column + 1, column + 1))
        return SheetGrid(rectangle(rows), aspect)

    def filled_rows(self, names: Iterable[str]) -> Mapping[str, int | None]:
        """Return the number of filled rows of sheets."""
        sheets = {name: self._book.sheet_by_index(self._numbers[name]) for name in names}
        return {
            name: sum(any(cell.value != "" for cell in sheet.row(n)) for n in range(sheet.nrows))
            for name, sheet in sheets.items()
        }

    def _formats(self) -> dict[int, NumberFormat]:
        """Return the formats that may show more than the number, by the index of the style."""
        codes = ((n, self._book.format_map.get(style.format_key)) for n, style in enumerate(self._book.xf_list))
        return special({n: code.format_str for n, code in codes if code is not None})

    def _cells(
        self, sheet: xlrd.sheet.Sheet, row: int, aspect: Aspect, formats: Mapping[int, NumberFormat]
    ) -> list[Cell]:
        cells: list[Cell] = []
        for column, cell in enumerate(sheet.row(row)):
            kind = cell.ctype
            if kind == xlrd.XL_CELL_ERROR:
                known = xlrd.error_text_from_code.get(cell.value) or _GETTING_DATA.get(cell.value)
                aspect.errors[row + 1, column + 1] = known or "#ERROR!"
                cells.append("")
                continue
            if cell.xf_index in formats and kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_TEXT}:
                aspect.formatted.append((row + 1, column + 1, formats[cell.xf_index]))
            cells.append(self._value(kind, cell.value))
        while cells and cells[-1] == "" and (row + 1, len(cells)) not in aspect.errors:
            cells.pop()
        return cells

    def _value(self, kind: int, value: str | float) -> Cell:
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_DATE and isinstance(value, float):
            return _moment(value, self._book.datemode)
        return value

    def _is_filtered(self, number: int) -> bool:
        """Return whether a sheet has a filter: its range has a name that programs give, not clerks."""
        return any(
            each.builtin and each.name.lower() in {"_filterdatabase", "\r"} and each.scope == number
            for each in self._book.name_obj_list
        )


def _opened(data: bytes, encoding: str) -> xlrd.book.Book:
    # The library works out what defined names refer to, which nobody asks here, and gives up at functions it does not know.
    xlrd.book.evaluate_name_formula = lambda *_, **__: None
    return xlrd.open_workbook(
        file_contents=data,
        logfile=io.StringIO(),
        formatting_info=True,
        ragged_rows=True,
        encoding_override=encoding or None,
    )


def _moment(value: float, system: int) -> Cell:
    """Return the date, the clock time or both that a number stands for; the number itself if it is out of range."""
    if value < 0:
        return value
    seconds = round(value * 86_400)
    if seconds < 86_400:
        return (datetime.min + timedelta(seconds=seconds)).time()
    # Serial numbers below 60 count a leap day that never was.
    base = datetime(1904, 1, 1) if system else datetime(1899, 12, 30 if value >= 60 else 31)
    try:
        moment = base + timedelta(seconds=seconds)
    except OverflowError:
        return value
    return moment if seconds % 86_400 else moment.date()
