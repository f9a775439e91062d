"""What a sheet of an .xlsx workbook says beside its values: errors, formats, what is hidden, what is not calculated.

The reader of values tells none of it. Most sheets have nothing to tell, and a few byte tests prove that; they err only
towards parsing. The others are parsed whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netmile_desktop.workspace.sources.books.grid import Aspect, Place
from netmile_desktop.workspace.sources.books.markup import is_true, is_zero, local, parser

if TYPE_CHECKING:
    from netmile_desktop.workspace.sources.books.number_formats import NumberFormat

KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""The error values that the reader of cells knows; at any other it gives up the whole sheet."""

_ROWS = b"<sheetData>"
_END = b"</sheetData>"

_TELLING = (b"hidden", b't="e"', b'ht="0', b'= "', b' ="')
"""Bytes without which no row is hidden and no cell an error, as attributes are written by almost all programs."""

_UNUSUAL = {
    b"'": (b"='", b"= '"),
    b"\n": (b"=\n", b"\n="),
    b"\r": (b"=\r", b"\r="),
    b"\t": (b"=\t", b"\t="),
}
"""How they may be written too, by a byte that is found at once if it is there."""

_FORMATS_TO_LOOK_FOR = 8
"""Number formats for which looking is cheaper than parsing."""


@dataclass(slots=True)
class SheetLook:
    """What was found in the markup of a sheet."""

    aspect: Aspect = field(default_factory=Aspect)
    misread: list[tuple[int, int]] = field(default_factory=list)
    """Where error values stand, as bytes of the part from and to, at which the reader of cells would give up."""


def look_at(xml: bytes, formats: Mapping[int, NumberFormat]) -> SheetLook:
    """Return what the part of a sheet says beside its values.

    Args:
        formats: The number formats that may show more than the number, by the index of the cells' style.

    Raises:
        expat.ExpatError, UnsoundBook: it cannot be parsed.
    """
    start, end = xml.find(_ROWS), xml.rfind(_END)
    if 0 <= start < end and not _may_tell(xml, start, end, formats):
        # All that is left is what stands before and after the rows.
        xml = xml[: start + len(_ROWS)] + xml[end:]
    return _Looking(xml, formats).result()


def _may_tell(xml: bytes, start: int, end: int, formats: Mapping[int, NumberFormat]) -> bool:
    def has(what: bytes) -> bool:
        return xml.find(what, start, end) >= 0

    if len(formats) > _FORMATS_TO_LOOK_FOR or any(map(has, _TELLING)):
        return True
    if any(has(byte) and any(map(has, ways)) for byte, ways in _UNUSUAL.items()):
        return True
    if any(has(b's="%d"' % style) for style in formats):
        return True
    return has(b"<f") and not _is_calculated(xml, start, end)


def _is_calculated(xml: bytes, start: int, end: int) -> bool:
    """Return whether every formula is followed by a value that is not empty."""

    def count(what: bytes) -> int:
        return xml.count(what, start, end)

    followed = count(b"</f><v>") + count(b"/><v>")
    return count(b"<f") == followed and not count(b"<v></v>")


class _Looking:
    """One pass over the markup of a sheet."""

    def __init__(self, xml: bytes, formats: Mapping[int, NumberFormat]) -> None:
        self._xml = xml
        self._formats = {str(style): each for style, each in formats.items()}
        self._found = SheetLook()
        self._aspect = self._found.aspect
        self._row = 0
        self._reference = ""
        self._cells_since = 0
        """Cells without a reference after the last one that had one."""
        self._type = ""
        self._in_cell = False
        self._has_formula = False
        self._has_value = False
        self._value_begins = 0
        self._texts: list[str] = []
        self._started: dict[str, Callable[[dict[str, str]], None] | None] = {}
        self._ended: dict[str, Callable[[], None] | None] = {}
        self._parser = parser(self._start, self._end)

    def result(self) -> SheetLook:
        self._parser.Parse(self._xml, True)
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        try:
            react = self._started[name]
        except KeyError:
            react = self._started[name] = {
                "row": self._start_row,
                "c": self._start_cell,
                "f": self._start_formula,
                "v": self._start_value,
                "is": self._start_inline,
                "col": self._start_column,
                "autoFilter": self._start_filter,
            }.get(local(name))
        if react:
            react(attributes)

    def _end(self, name: str) -> None:
        try:
            react = self._ended[name]
        except KeyError:
            react = self._ended[name] = {"c": self._end_cell, "v": self._end_value}.get(local(name))
        if react:
            react()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = int(number) if number else self._row + 1
        self._reference = ""
        self._cells_since = 0
        if is_true(attributes.get("hidden")) or is_zero(attributes.get("ht")):
            self._aspect.hide_row(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            self._reference = reference
            self._cells_since = 0
        else:
            self._cells_since += 1
        self._in_cell = True
        self._has_formula = self._has_value = False
        self._type = attributes.get("t", "")
        number_format = self._formats.get(attributes.get("s", ""))
        if number_format:
            self._aspect.formatted.append((*self._place(), number_format))

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._has_formula = self._in_cell

    def _start_inline(self, _attributes: dict[str, str]) -> None:
        self._has_value = True

    def _start_value(self, _attributes: dict[str, str]) -> None:
        if self._type == "e" or self._has_formula:
            self._value_begins = self._parser.CurrentByteIndex
            self._texts.clear()
            self._parser.CharacterDataHandler = self._texts.append

    def _end_value(self) -> None:
        if not self._in_cell or not (self._type == "e" or self._has_formula):
            return
        self._parser.CharacterDataHandler = None
        text = "".join(self._texts)
        # An empty text is a value too: the result of many a formula.
        self._has_value = bool(text) or self._type == "str"
        if self._type != "e":
            return
        self._aspect.errors[self._place()] = text.strip()
        begin = self._xml.index(b">", self._value_begins) + 1
        end = self._parser.CurrentByteIndex
        if text not in KNOWN_ERRORS and begin < end:
            self._found.misread.append((begin, end))

    def _end_cell(self) -> None:
        self._in_cell = False
        if self._has_formula and not self._has_value:
            self._aspect.count_uncalculated(self._place())

    def _start_column(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("hidden")) or is_zero(attributes.get("width")):
            first = int(attributes.get("min", 0))
            self._aspect.hidden_columns.append((first, int(attributes.get("max", first))))

    def _start_filter(self, _attributes: dict[str, str]) -> None:
        self._aspect.is_filtered = True

    def _place(self) -> Place:
        """Row and column of the present cell."""
        if not self._reference:
            return self._row, self._cells_since
        letters = self._reference.rstrip("0123456789")
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        self._row = int(self._reference[len(letters) :])
        return self._row, column + self._cells_since


def filled_rows(xml: bytes) -> int:
    """Return the number of rows of a sheet that hold a value; raises as `look_at` does."""
    rows = 0
    is_counted = True
    is_listening = False
    kinds: dict[str, str] = {}

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal is_counted, is_listening
        kind = kinds.get(name)
        if kind is None:
            kind = kinds[name] = local(name)
        if kind == "row":
            is_counted = False
        listens = not is_counted and kind in {"v", "t"}
        if listens != is_listening:
            made.CharacterDataHandler = text if listens else None
            is_listening = listens

    def text(_text: str) -> None:
        nonlocal rows, is_counted
        if not is_counted:
            rows += 1
            is_counted = True

    made = parser(start)
    made.Parse(xml, True)
    return rows
