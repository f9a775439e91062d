"""Tables of OpenDocument (.ods, .fods), parsed here: programs write them in more ways than the fast reader takes.

A cell holds its value and also the text that is shown, so no number format has to be understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.workspace.sources.books.damage import UnsoundBook
from netmile_desktop.workspace.sources.books.grid import CELLS_AT_MOST, Aspect, Cell, SheetGrid, rectangle
from netmile_desktop.workspace.sources.books.markup import is_zero, local, parser
from netmile_desktop.workspace.sources.books.number_formats import is_number, is_quantity
from netmile_desktop.workspace.sources.books.numbers import is_long, plain_number

_NUMBERS = frozenset({"float", "currency", "percentage"})
_HIDDEN = frozenset({"collapse", "filter"})
_SIDE = frozenset({"annotation", "shapes", "frame", "custom-shape", "g", "ruby-text"})
"""Elements inside a cell whose text is not the cell's."""

_NOT_IMITATED = re.compile(r"-?[\d.,]+(?:\s?%|E[+-]?\d+)|(?:-?\d+ )? *\d+/\d+", re.I)
_ERROR = re.compile(r"#[A-Z/0-9]+[!?]?|(?:Err|エラー):\d+")
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")


@dataclass(slots=True)
class _Table:
    name: str
    style: str
    rows: list[list[Cell]] = field(default_factory=list)
    empty: int = 0
    """Empty rows read since the last filled one; they count only if another one follows."""
    cells: int = 0
    filled: int = 0
    columns: int = 0
    aspect: Aspect = field(default_factory=Aspect)
    shown: list[tuple[int, int, str, str]] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    """Columns of the numbers that are shown in a way that is not imitated here, once for each cell."""


class OdsBook:
    """A table of OpenDocument."""

    def __init__(self, content: bytes) -> None:
        """Parse the whole content.

        Raises:
            FileUnreadable: DOCUMENT; it holds a text, slides or a drawing.
            expat.ExpatError, UnsoundBook: it is damaged.
        """
        found = _Reading(content)
        self._tables = {table.name: table for table in found.tables}
        self._hidden = {table.name for table in found.tables if table.style in found.hidden_styles}

    @property
    def names(self) -> tuple[str, ...]:
        """The visible sheets, in the order of their tabs."""
        return tuple(name for name in self._tables if name not in self._hidden)

    def grid(self, name: str) -> SheetGrid:
        """Return the cells of a sheet. Raises KeyError if there is no such sheet."""
        table = self._tables[name]
        grid = SheetGrid(rectangle(table.rows), table.aspect)
        for row, column, number, text in table.shown:
            grid.take(row, column, number, text)
        for column in table.plain:
            grid.leave_plain(column)
        return grid

    def filled_rows(self, names: Iterable[str]) -> Mapping[str, int | None]:
        """Return the number of filled rows of sheets."""
        return {name: self._tables[name].filled for name in names}


class _Reading:
    """One pass over the content."""

    def __init__(self, content: bytes) -> None:
        self.tables: list[_Table] = []
        self.hidden_styles: set[str] = set()
        self._flat_styles: set[str] = set()
        self._style = ""
        self._is_table = False
        self._table: _Table | None = None
        self._side = 0
        self._nested = 0
        self._closed_groups: list[bool] = []
        self._row: list[Cell] = []
        self._row_attributes: dict[str, str] = {}
        self._row_found: list[Callable[[int], None]] = []
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._in_paragraph = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "spreadsheet": self._start_spreadsheet,
            "style": self._start_style,
            "table-properties": self._start_table_properties,
            "table-row-properties": self._start_row_properties,
            "table-column-properties": self._start_column_properties,
            "table": self._start_table,
            "table-column": self._start_column,
            "table-row-group": self._start_group,
            "table-column-group": self._start_group,
            "table-row": self._start_row,
            "table-cell": self._start_cell,
            "covered-table-cell": self._start_cell,
            "p": self._start_paragraph,
            "s": self._start_spaces,
            "tab": self._start_tab,
            "line-break": self._start_line_break,
            "database-range": self._start_range,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "table": self._end_table,
            "table-row-group": self._end_group,
            "table-column-group": self._end_group,
            "table-row": self._end_row,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "p": self._end_paragraph,
        }
        self._locals: dict[str, str] = {}
        self._parser = parser(self._start, self._end)
        self._parser.Parse(content, True)
        if not self._is_table:
            raise FileUnreadable(ReadFault.DOCUMENT, "")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._locals.get(name)
        if tag is None:
            tag = self._locals[name] = local(name)
        if self._side or (self._cell is not None and tag in _SIDE):
            self._side += 1
        elif tag in self._starts:
            self._starts[tag]({local(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        if self._side:
            self._side -= 1
        elif (tag := self._locals[name]) in self._ends:
            self._ends[tag]()

    def _start_spreadsheet(self, _attributes: dict[str, str]) -> None:
        self._is_table = True

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("name", "")

    def _start_table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("display") == "false":
            self.hidden_styles.add(self._style)

    def _start_row_properties(self, attributes: dict[str, str]) -> None:
        if is_zero(attributes.get("row-height")):
            self._flat_styles.add(self._style)

    def _start_column_properties(self, attributes: dict[str, str]) -> None:
        if is_zero(attributes.get("column-width")):
            self._flat_styles.add(self._style)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._nested += 1
        if self._is_table and self._nested == 1:
            self._table = _Table(attributes.get("name", ""), attributes.get("style-name", ""))

    def _end_table(self) -> None:
        self._nested -= 1
        if self._table is not None and not self._nested:
            self.tables.append(self._table)
            self._table = None

    def _is_hidden(self, attributes: Mapping[str, str]) -> bool:
        is_flat = attributes.get("style-name") in self._flat_styles
        return is_flat or any(self._closed_groups) or attributes.get("visibility") in _HIDDEN

    def _start_group(self, attributes: dict[str, str]) -> None:
        self._closed_groups.append(attributes.get("display") == "false")

    def _end_group(self) -> None:
        self._closed_groups.pop()

    def _start_column(self, attributes: dict[str, str]) -> None:
        if self._table is None:
            return
        first = self._table.columns + 1
        self._table.columns += _repeated(attributes, "number-columns-repeated")
        if self._is_hidden(attributes):
            self._table.aspect.hidden_columns.append((first, self._table.columns))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_attributes = attributes
        self._row = []
        self._row_found = []

    def _end_row(self) -> None:
        table = self._table
        if table is None:
            return
        times = _repeated(self._row_attributes, "number-rows-repeated")
        first = len(table.rows) + table.empty + 1
        if self._is_hidden(self._row_attributes):
            table.aspect.hide_row(first, first + times - 1)
            table.aspect.is_filtered |= self._row_attributes.get("visibility") == "filter"
        while self._row and self._row[-1] == "":
            self._row.pop()
        if not self._row and not self._row_found:
            table.empty += times
            return
        table.cells += len(self._row) * times + table.empty
        if table.cells > CELLS_AT_MOST // 3:
            raise UnsoundBook("repeated rows")
        table.rows += ([] for _ in range(table.empty))
        table.empty = 0
        for row in range(first, first + times):
            table.rows.append(list(self._row))
            for found in self._row_found:
                found(row)
        table.filled += times if self._row else 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._paragraphs = []

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell, None
        if self._table is None or attributes is None:
            return
        text = "\n".join(self._paragraphs)
        times = _repeated(attributes, "number-columns-repeated")
        value = _value(attributes, text)
        if value == "" and "formula" not in attributes:
            self._row += [""] * times
            return
        for column in range(len(self._row) + 1, len(self._row) + times + 1):
            self._note(self._table, column, attributes, value, text)
        self._row += [value] * times

    def _note(self, table: _Table, column: int, attributes: Mapping[str, str], value: Cell, text: str) -> None:
        """Note, for each row that the present one stands for, what is special about one of its cells."""
        if _is_error(attributes, text):
            self._row_found.append(lambda row: table.aspect.errors.update({(row, column): text}))
        elif "formula" in attributes and "value-type" not in attributes and not text:
            self._row_found.append(lambda row: table.aspect.count_uncalculated((row, column)))
        elif isinstance(value, float):
            as_shown = _shown(attributes, value, text)
            if as_shown is None:
                self._row_found.append(lambda _row: table.plain.append(column))
            elif as_shown:
                number = plain_number(value)
                self._row_found.append(lambda row: table.shown.append((row, column, number, as_shown)))

    def _start_paragraph(self, _attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._in_paragraph += 1
            self._paragraphs.append("")
            self._parser.CharacterDataHandler = self._text

    def _end_paragraph(self) -> None:
        if self._cell is not None and self._in_paragraph:
            self._in_paragraph -= 1
            self._parser.CharacterDataHandler = None

    def _text(self, text: str) -> None:
        if not self._side:
            self._paragraphs[-1] += text.replace("\n", " ")

    def _start_spaces(self, attributes: dict[str, str]) -> None:
        self._add(" " * min(int(attributes.get("c", 1)), 1_000))

    def _start_tab(self, _attributes: dict[str, str]) -> None:
        self._add("\t")

    def _start_line_break(self, _attributes: dict[str, str]) -> None:
        self._add("\n")

    def _add(self, text: str) -> None:
        if self._in_paragraph:
            self._paragraphs[-1] += text

    def _start_range(self, attributes: dict[str, str]) -> None:
        if attributes.get("display-filter-buttons") != "true":
            return
        address = attributes.get("target-range-address", "")
        for table in self.tables:
            quoted = "'" + table.name.replace("'", "''") + "'"
            if address.lstrip("$").startswith((f"{table.name}.", f"{quoted}.")):
                table.aspect.is_filtered = True


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, 1)))


def _is_error(attributes: Mapping[str, str], text: str) -> bool:
    is_said = attributes.get("value-type") == "error"
    is_result = "formula" in attributes and _ERROR.fullmatch(text) is not None
    return bool(text) and (is_said or is_result)


def _shown(attributes: Mapping[str, str], value: float, text: str) -> str | None:
    """Return the text that is taken for a number; empty if the plain number stands, None if it does for want of better."""
    text = text.strip()
    if is_long(value) or is_quantity(text, value):
        return ""
    if not text or attributes.get("value-type") == "percentage" or _NOT_IMITATED.fullmatch(text):
        return None
    # Another number than the cell holds: shown in thousands, for instance.
    if is_number(text, value):
        return None
    return text


def _value(attributes: Mapping[str, str], text: str) -> Cell:
    kind = attributes.get("value-type", "")
    if kind in _NUMBERS:
        return float(attributes["value"])
    if kind == "date":
        return _moment(attributes.get("date-value", ""), text)
    if kind == "time":
        return _clock(attributes.get("time-value", ""), text)
    if kind == "boolean":
        return attributes.get("boolean-value") == "true"
    return text or attributes.get("string-value", "")


def _moment(value: str, text: str) -> date | datetime | str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return text
    return moment if "T" in value else moment.date()


def _clock(value: str, text: str) -> time | timedelta | str:
    found = _DURATION.fullmatch(value)
    if not found:
        return text
    hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    if hours < 24 and not found[1]:
        return (datetime.min + timedelta(hours=hours, minutes=minutes, seconds=seconds)).time()
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] else length
