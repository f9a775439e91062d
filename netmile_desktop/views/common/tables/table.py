"""Tables of records: one declaration per column, one model, one look.

For lists of one page or of a few thousand records. The portal sorts paged lists; a list that is loaded completely is
sorted here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from netmile_desktop.views.look.palette import Tone

T = TypeVar("T")

Index = QModelIndex | QPersistentModelIndex

RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role of a row's record."""


class Cell(StrEnum):
    """How the cells of a column are painted."""

    TEXT = "text"
    MUTED = "muted"
    ID = "id"
    LINK = "link"
    BADGE = "badge"


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[T]):
    """A column: its text for a record, and how it is painted."""

    key: str
    """Stable name, used to remember the width."""
    title: str
    text: Callable[[T], str]
    width: int = 120
    """Width in pixels at 100 percent: of a page without rows, and as much as a text keeps while others have some to
    give. The ideal width follows from the heading and the cells shown."""
    cell: Cell = Cell.TEXT
    right: bool = False
    """Right-aligned, as numbers are."""
    stretch: bool = False
    """Says which record a row is: always shown, and takes slack."""
    least: int = 0
    """Width that it keeps while others have some to give, if that is another one; in pixels at 100 percent."""
    most: int = 0
    """Width up to which it takes slack, and up to which its cells are shown whole."""
    weight: int = 0
    """Share of the slack."""
    badge: Callable[[T], tuple[Tone, str] | None] | None = None
    """Tone and icon, for badges; None where the text is no badge but plain and muted."""
    share: Callable[[T], float] | None = None
    """How much of something is over, from 0 to 1: a thin bar before the text."""
    link: Callable[[T], str] | None = None
    """The leading part of the text that is the link, such as the ID before a name; "" where nothing is to be followed."""
    tip: Callable[[T], str] | None = None
    order: Callable[[T], Any] | None = None
    """Sort key, for a list that is loaded completely."""
    copies: bool = False
    """Shows an icon after the text of the row under the pointer, which copies it with one click. All IDs do."""
    sort: str = ""
    """The portal's name for sorting by this column."""
    extra: bool = False
    """Hidden until the user shows it."""

    @property
    def may_copy(self) -> bool:
        """Whether a click copies the text."""
        return self.copies or self.cell is Cell.ID


def badge_of(column: TableColumn[Any], record: Any) -> tuple[Tone, str] | None:
    """Return tone and icon of a record's badge in a column; None for one that is plain, muted text."""
    return column.badge(record) if column.badge else (Tone.NEUTRAL, "")


class RecordModel(QAbstractTableModel, Generic[T]):
    """Records as rows. Never changed in place: a new list replaces the old one."""

    sort_asked = Signal(str)
    """Sort at the portal: its key, with a leading `-` for descending, or "" for its own order."""

    def __init__(self, columns: Sequence[TableColumn[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._folded: Sequence[str] = ()
        self._records: list[T] = []
        self._given: list[T] = []
        self._sorted_by: tuple[int, bool] | None = None
        self._portal_sorts = any(column.sort for column in columns) and not any(column.order for column in columns)

    @property
    def records(self) -> list[T]:
        """The records, in the order shown."""
        return self._records

    @property
    def given(self) -> list[T]:
        """The records, in the order in which they came."""
        return self._given

    def record(self, row: int) -> T:
        """Return the record of a row."""
        return self._records[row]

    def show_records(self, records: Sequence[T]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._given = list(records)
        self._records = self._in_order()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._records):
            return None
        column = self.columns[index.column()]
        record = self._records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title} {column.text(record)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(record) if column.tip else None
        return record if role == RECORD_ROLE else None

    def id_text(self, index: Index) -> str:
        """Return what a click on the icon of a cell copies: its link if that is a part of it, else its text."""
        column, record = self.columns[index.column()], self._records[index.row()]
        return column.link(record) if column.link else column.text(record)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._folded[section] if self._folded else column.title
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def fold_titles(self, titles: Sequence[str] = ()) -> None:
        """Show the headings in several lines, or as they are; only the header paints them."""
        self._folded = titles
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or in the original order for -1."""
        descending = order is Qt.SortOrder.DescendingOrder
        chosen = self.columns[column] if 0 <= column < len(self.columns) else None
        if self._portal_sorts:
            self.sort_asked.emit(("-" if descending else "") + chosen.sort if chosen and chosen.sort else "")
            return
        self._sorted_by = (column, descending) if chosen and chosen.order else None
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._records[index.row()] for index in before]
        self._records = self._in_order()
        places = {id(record): row for row, record in enumerate(self._records)}
        after = [self.index(places[id(record)], index.column()) for record, index in zip(kept, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def may_sort(self, column: int) -> bool:
        """Return whether the list can be sorted by a column."""
        return bool(self.columns[column].sort or self.columns[column].order)

    def find(self, identity: Callable[[T], Hashable], wanted: Hashable) -> int:
        """Return the row whose record has this identity, or -1."""
        return next((row for row, record in enumerate(self._records) if identity(record) == wanted), -1)

    def _in_order(self) -> list[T]:
        if self._sorted_by is None:
            return list(self._given)
        column, descending = self._sorted_by
        order = self.columns[column].order
        return sorted(self._given, key=order, reverse=descending) if order else list(self._given)


def _alignment(column: TableColumn[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
