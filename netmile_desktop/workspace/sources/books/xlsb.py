"""Workbooks of the .xlsb kind: values by the fast reader, all else from the records of the binary parts."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from netmile_desktop.workspace.sources.books.calamine_cells import cells_of
from netmile_desktop.workspace.sources.books.grid import Aspect, SheetGrid
from netmile_desktop.workspace.sources.books.number_formats import NumberFormat, special
from netmile_desktop.workspace.sources.books.numbers import BUILT_IN
from netmile_desktop.workspace.sources.books.packages import Package, SheetPart

_ROW = 0
_BLANK = 1
_LAST_CELL = 11
_ERRORS = frozenset({3, 11})
_RICH_TEXT = 62
_FORMAT = 44
_STYLE = 47
_COLUMNS = 60
_WORKBOOK_SHEET = 156
_FILTER = 161
_STYLES_BEGIN = 617
_STYLES_END = 618

_HIDDEN_ROW = 0x10
_ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


class XlsbBook:
    """An .xlsb workbook."""

    def __init__(self, data: bytes, package: Package) -> None:
        self._data = data
        self._package = package

    @cached_property
    def _sheets(self) -> dict[str, SheetPart]:
        sheets = {}
        for kind, record in _records(self._package.container.read(self._package.workbook)):
            if kind != _WORKBOOK_SHEET:
                continue
            relation, after = _text(record, 8)
            name, _ = _text(record, after)
            type_, part = self._package.beside.get(relation, ("", ""))
            if type_ == "worksheet":
                sheets[name] = SheetPart(name, part, record[:4] == bytes(4))
        return sheets

    @property
    def names(self) -> tuple[str, ...]:
        """The visible sheets, in the order of their tabs."""
        return tuple(sheet.name for sheet in self._sheets.values() if sheet.is_visible)

    def grid(self, name: str) -> SheetGrid:
        """Return the cells of a sheet. Raises KeyError if there is no such sheet, others if the book is damaged."""
        aspect = self._aspect(self._sheets[name].part)
        return SheetGrid(cells_of(self._data, name), aspect)

    def filled_rows(self, names: Iterable[str]) -> Mapping[str, int | None]:
        """Return the number of filled rows of sheets."""
        return {name: self._filled(self._sheets[name].part) for name in names}

    def _filled(self, part: str) -> int:
        rows = set()
        row = 0
        for kind, record in _records(self._package.container.read(part)):
            if kind == _ROW:
                row = int.from_bytes(record[:4], "little")
            elif _BLANK < kind <= _LAST_CELL or kind == _RICH_TEXT:
                rows.add(row)
        return len(rows)

    def _aspect(self, part: str) -> Aspect:
        aspect = Aspect()
        row = 0
        formats = self._formats
        for kind, record in _records(self._package.container.read(part)):
            if kind == _ROW:
                row = int.from_bytes(record[:4], "little") + 1
                if record[11] & _HIDDEN_ROW:
                    aspect.hide_row(row)
            elif kind <= _LAST_CELL or kind == _RICH_TEXT:
                column = int.from_bytes(record[:4], "little") + 1
                if kind in _ERRORS:
                    aspect.errors[row, column] = _ERROR_TEXTS.get(record[8], "#ERROR!")
                elif number_format := formats.get(int.from_bytes(record[4:7], "little")):
                    aspect.formatted.append((row, column, number_format))
            elif kind == _COLUMNS:
                first, last, width, _, flags = struct.unpack_from("<IIIIH", record)
                if flags & 1 or not width:
                    aspect.hidden_columns.append((first + 1, last + 1))
            elif kind == _FILTER:
                aspect.is_filtered = True
        return aspect

    @cached_property
    def _formats(self) -> dict[int, NumberFormat]:
        """The formats that may show more than the number, by the index of the style."""
        codes = dict(BUILT_IN)
        used: list[int] = []
        inside = False
        part = self._package.part_of("styles", "styles.bin")
        for kind, record in _records(self._package.container.read(part)):
            if kind == _FORMAT:
                codes.setdefault(int.from_bytes(record[:2], "little"), _text(record, 2)[0])
            elif kind in {_STYLES_BEGIN, _STYLES_END}:
                inside = kind == _STYLES_BEGIN
            elif kind == _STYLE and inside:
                used.append(int.from_bytes(record[2:4], "little"))
        return special({style: codes[number] for style, number in enumerate(used) if number in codes})


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the content of each record of a binary part; the last one may be cut off."""
    at = 0
    end = len(part)
    while at < end:
        kind, at = _varying(part, at, 2)
        size, at = _varying(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _varying(part: bytes, at: int, longest: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; return it and the place after it."""
    number = 0
    for n in range(longest):
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << 7 * n
        if byte < 0x80:
            break
    return number, at


def _text(record: bytes, at: int) -> tuple[str, int]:
    """Read a text with its length in front; return it and the place after it."""
    length = int.from_bytes(record[at : at + 4], "little")
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return record[at + 4 : end].decode("utf-16-le", "replace"), end
