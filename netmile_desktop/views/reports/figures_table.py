"""The table of a report: the very rows that are exported, and their sums, which are always in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.reports.declarations import CLOSED
from netmile_desktop.domain.reports.shape import Unit
from netmile_desktop.views.common.layouts import discard
from netmile_desktop.views.common.tables.sums import SumsRow
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.reports.sheet import Cell as Figure
from netmile_desktop.workspace.reports.sheet import Field, ReportSheet

_PADDING = 20
_SIGN = 30
"""Width of a badge beside its words."""
_SHORT = 3
"""Characters of a Japanese heading that is not folded."""
_USUAL = 96
"""Width of a column until its cells are known."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figures of one bucket."""

    at: int
    cells: tuple[Figure, ...]


class FiguresTable(QWidget):
    """Built anew where the columns are others; a selected row is the selected bar."""

    chosen = Signal(int)
    """A row was selected in the table: its bucket."""
    opened = Signal(int)
    """Show the entries behind a row."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._fields: tuple[Field, ...] = ()
        self._rows: tuple[tuple[Figure, ...], ...] = ()
        self._selecting = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.table: RecordTable[FigureRow] | None = None
        self._sums: SumsRow | None = None
        self.needed = 0
        """Width in pixels in which all columns are whole, with their headings folded if they have to be."""
        self._showing = QTimer(self, interval=0, singleShot=True)
        self._showing.timeout.connect(self._on_showing)

    def show_sheet(self, sheet: ReportSheet) -> None:
        """Show other figures."""
        rows = [FigureRow(at, cells) for at, cells in enumerate(sheet.rows)]
        self._rows = (*sheet.rows, sheet.totals)
        if self.table is None or sheet.fields != self._fields:
            self._fields = sheet.fields
            self._build()
        assert self.table is not None
        assert self._sums is not None
        self._selecting = True
        self.table.show_records(rows)
        self._selecting = False
        self._sums.show_sums({str(at): text for at, text in enumerate(self.sums())})
        self._fit()

    def select(self, at: int) -> None:
        """Select the row of a bucket, without telling."""
        if self.table is not None and self.selected != at:
            self._selecting = True
            self.table.select(at)
            self._selecting = False
            # The table may not have its size yet.
            self._showing.start()

    def sums(self) -> list[str]:
        """The sums as they are shown, by column."""
        totals = FigureRow(-1, self._rows[-1])
        return [_text(at, field.unit)(totals) for at, field in enumerate(self._fields)]

    @Slot(int)
    def point_at(self, at: int) -> None:
        """Show the row of a bucket as the one under the pointer, and bring it into sight; -1 for none."""
        if self.table is not None:
            self.table.hover(at)

    @property
    def selected(self) -> int | None:
        """The bucket of the selected row, None without one."""
        current = self.table.current() if self.table is not None else None
        return current.at if current is not None else None

    @Slot()
    def _on_showing(self) -> None:
        if self.table is not None:
            self.table.scrollTo(self.table.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Headings in one line where there is room for them, else in two; what is left over is shared out."""
        table = self.table
        if table is None:
            return
        header, metrics = table.horizontalHeader(), self._toolbox.theme.metrics()
        bar = table.verticalScrollBar().sizeHint().width() + 4
        room = self.width() - bar - 2 * table.frameWidth()
        values = [self._width_of(at) for at in range(len(self._fields))]
        padding = self._toolbox.theme.pixels(_PADDING)
        heads = [field.heading for field in self._fields]
        widths = _widths(values, heads, metrics, padding)
        is_folded = sum(widths) > room
        if is_folded:
            heads = [
                _folded(head, metrics) if metrics.horizontalAdvance(head) > value else head
                for head, value in zip(heads, values, strict=True)
            ]
            widths = _widths(values, heads, metrics, padding)
        self.needed = sum(widths) + bar + 2 * table.frameWidth()
        table.records_model.fold_titles(heads if is_folded else ())
        header.setFixedHeight(metrics.lineSpacing() * (1 + is_folded) + self._toolbox.theme.pixels(12))
        more, rest = divmod(max(room - sum(widths), 0), max(len(widths), 1))
        for at, width in enumerate(widths):
            header.resizeSection(at, width + more + (rest if at == len(widths) - 1 else 0))

    def _width_of(self, at: int) -> int:
        """Of the widest cell of a column."""
        text, metrics = _text(at, self._fields[at].unit), self._toolbox.theme.metrics()
        sign = self._toolbox.theme.pixels(_SIGN) if at and self._fields[at].unit is None else 0
        # Digits are all of one width, so the longest cell is the widest one; of words there are two.
        longest = {len(said): said for said in (text(FigureRow(0, cells)) for cells in self._rows)}
        return max((metrics.horizontalAdvance(said) for said in longest.values()), default=0) + sign

    def _build(self) -> None:
        old = self.table
        columns = [self._column_of(at, field) for at, field in enumerate(self._fields)]
        table = self.table = RecordTable(columns, self._toolbox.theme, identity=lambda row: row.at, parent=self)
        table.setAccessibleName(self.tr("Figures"))
        self._sums = SumsRow(table, self._toolbox.theme)
        table.current_changed.connect(self._on_current_changed)
        table.chosen.connect(self._on_row_opened)
        if old is None:
            self._column.addWidget(table)
        else:
            self._column.insertWidget(self._column.indexOf(old), table)
            discard(old)
        table.show()

    def _column_of(self, at: int, field: Field) -> TableColumn[FigureRow]:
        text = _text(at, field.unit)
        if field.unit is None and at:
            return TableColumn(str(at), field.heading, text, _USUAL, Cell.BADGE, badge=self._badge_of(at))
        return TableColumn(str(at), field.heading, text, _USUAL, right=field.unit is not None)

    def _badge_of(self, at: int) -> Callable[[FigureRow], tuple[Tone, str]]:
        closed = self._toolbox.words.say(CLOSED)
        return lambda row: (Tone.SUCCESS, "lock") if row.cells[at] == closed else (Tone.WARNING, "clock")

    @Slot(object)
    def _on_current_changed(self, row: Any) -> None:
        if isinstance(row, FigureRow) and not self._selecting:
            self.chosen.emit(row.at)

    @Slot(object)
    def _on_row_opened(self, row: Any) -> None:
        if isinstance(row, FigureRow):
            self.opened.emit(row.at)


def _widths(values: Sequence[int], heads: Sequence[str], metrics: QFontMetrics, padding: int) -> list[int]:
    """Of the columns: room for the widest cell and for each line of the heading."""
    lines = (max(metrics.horizontalAdvance(line) for line in head.split("\n")) for head in heads)
    return [max(pair) + padding for pair in zip(values, lines, strict=True)]


def _folded(heading: str, metrics: QFontMetrics) -> str:
    """A heading in two lines as narrow as can be."""
    places = _places(heading)
    pairs = [(heading[:at].rstrip(), heading[at:].strip()) for at in places]
    narrow: tuple[str, ...] = min(pairs, key=lambda pair: max(map(metrics.horizontalAdvance, pair)), default=(heading,))
    return "\n".join(narrow)


def _places(heading: str) -> Sequence[int]:
    """Where a heading may be folded: behind its colon, before its bracket, between words, in Japanese where katakana
    begins or ends. A short word stays whole.
    """
    if "：" in heading:
        return [heading.index("：") + 1]
    if "（" in heading[1:]:
        return [heading.index("（")]
    kana = ["ァ" <= each <= "ー" for each in heading]
    return (
        [at for at, each in enumerate(heading) if each == " "]
        or [at for at in range(1, len(heading)) if kana[at] != kana[at - 1]]
        or (range(1, len(heading)) if not heading.isascii() and len(heading) > _SHORT else [])
    )


def _text(at: int, unit: Unit | None) -> Callable[[FigureRow], str]:
    def text(row: FigureRow) -> str:
        cell = row.cells[at]
        if isinstance(cell, str):
            return cell.replace("-", "/") if at == 0 else cell
        return formats.yen(cell) if unit is Unit.YEN else formats.number(cell)

    return text
