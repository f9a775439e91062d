"""The view of a table of records: rows, hover and selection, badges, links, copying to a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QToolTip,
    QWidget,
)

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.columns import ColumnChoice
from netmile_desktop.views.common.tables.delegate import RecordDelegate, RecordView
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.common.tables.row_view import take_up
from netmile_desktop.views.common.tables.table import Cell, RecordModel, TableColumn
from netmile_desktop.views.common.tables.widths import SharedWidths
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.window_state import WindowState

if TYPE_CHECKING:
    import html

    from netmile_desktop.views.common.tables.details import Details, details_of
    from netmile_desktop.views.common.tables.peek import Peek
else:
    # Holds the names of 2,000 characters, needed only when something is copied.
    html = import_lazily("html")
    details_of = import_lazily("netmile_desktop.views.common.tables.details", "details_of")
    Peek = import_lazily("netmile_desktop.views.common.tables.peek", "Peek")

T = TypeVar("T")


def selected_ranges(view: QAbstractItemView) -> list[QItemSelectionRange]:
    """Return the selection as ranges; asking Qt for single indexes takes seconds in a large table."""
    selection = view.selectionModel().selection()
    return [selection.at(at) for at in range(selection.count())]


def selected_rows(view: QAbstractItemView) -> list[int]:
    """Return the selected rows in order."""
    return sorted({row for each in selected_ranges(view) for row in range(each.top(), each.bottom() + 1)})


def dress_table(table: QTableView, theme: Theme) -> None:
    """Give a table the look of all tables: fixed row height, no grid, no vertical header, hover."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.setMouseTracking(True)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(theme.row_height)
    rows.setDefaultSectionSize(theme.row_height)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setFixedHeight(theme.pixels(32))
    header.setMinimumSectionSize(36)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RecordTable(RecordView, Generic[T]):
    """A table of records with the same look, keys and mouse actions everywhere."""

    chosen = Signal(object)
    """A record was opened: Enter or double click."""
    linked = Signal(object, str)
    """A link cell was followed: the record and the column's key."""
    current_changed = Signal(object)
    """The current record has changed: the record, or None."""

    def __init__(
        self,
        columns: Sequence[TableColumn[T]],
        theme: Theme,
        *,
        name: str = "",
        memory: WindowState | None = None,
        identity: Callable[[T], Hashable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """With `name` and `memory` the column widths are remembered; `identity` keeps the selection over new lists."""
        super().__init__(theme, parent)
        self._theme = theme
        self._identity = identity
        self._peek: Peek | None = None
        self.records_model: RecordModel[T] = RecordModel(columns, self)
        self.setModel(self.records_model)
        self.setItemDelegate(RecordDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        dress_table(self, theme)
        self.widths = SharedWidths(self, columns, theme, name, memory)
        """The widths of the columns."""
        self.columns = ColumnChoice(self, columns, theme, name, memory)
        """The choice of visible columns."""
        self._sort_by(-1)
        self.doubleClicked.connect(self._on_double_clicked)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.columns.changed.connect(self.widths.fit)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_asked)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        theme.changed.connect(self._on_theme_changed)

    def show_records(self, records: Sequence[T]) -> None:
        """Show other records; keep selection and scroll position if the same identities are listed again."""
        self.widths.measure(records)
        if self._identity is None:
            self.records_model.show_records(records)
            return
        current, at, place = self.current(), self.currentIndex().column(), self.verticalScrollBar().value()
        selected = {self._identity(record) for record in self.selected()}
        self.records_model.show_records(records)
        if current is None:
            return
        self.select_all_of(selected)
        row = self.records_model.find(self._identity, self._identity(current))
        if row >= 0:
            again = self.records_model.index(row, at)
            self.selectionModel().setCurrentIndex(again, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(place)
        if self._peek is not None:
            self._peek.follow()

    def select_all_of(self, selected: Collection[Hashable]) -> None:
        """Select the records with these identities, and no others."""
        model, identity, ranges = self.records_model, self._identity, QItemSelection()
        last = model.columnCount() - 1
        for row, record in enumerate(model.records):
            if identity is not None and identity(record) in selected:
                ranges.select(model.index(row, 0), model.index(row, last))
        self.selectionModel().select(ranges, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def current(self) -> T | None:
        """Return the record of the current row, or None."""
        index = self.currentIndex()
        return self.records_model.record(index.row()) if index.isValid() else None

    def selected(self) -> list[T]:
        """Return the selected records in the order shown."""
        return [self.records_model.record(row) for row in selected_rows(self)]

    def select(self, wanted: Hashable) -> bool:
        """Make the record with this identity current; return whether it is listed."""
        row = self.records_model.find(self._identity, wanted) if self._identity else -1
        if row >= 0:
            take_up(self, self.records_model.index(row, 0))
        return row >= 0

    def show_sort(self, key: str) -> None:
        """Show the portal's sort key of the list in the header."""
        columns = [column.sort for column in self.records_model.columns]
        bare = key.removeprefix("-")
        at = columns.index(bare) if bare in columns else -1
        descending = key.startswith("-")
        self.horizontalHeader().blockSignals(True)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)
        self.horizontalHeader().blockSignals(False)
        self.horizontalHeader().viewport().update()

    def copy(self) -> None:
        """Copy the selected rows with their headings; a spreadsheet keeps every cell as text."""
        QGuiApplication.clipboard().setMimeData(_cells_of(self.columns.shown(), self.selected()))

    def details(self, record: T) -> Details:
        """Return what the panel beside the table says of a record; tables with more to say have their own."""
        return details_of(self.tr("Details"), self.records_model.columns, record)

    def _current_details(self) -> Details | None:
        current = self.current()
        return self.details(current) if current is not None else None

    @property
    def is_peeking(self) -> bool:
        """Whether the panel beside the table is open."""
        return self._peek is not None and self._peek.is_open

    @Slot()
    def open_details(self) -> bool:
        """Open the panel beside the page, which follows the current row; return False where there is no place for it."""
        screen = screen_of(self)
        if screen is None or self.current() is None:
            return False
        if self._peek is None:
            self._peek = Peek(self, self._current_details, screen, self._theme)
            self.current_changed.connect(self._peek.follow)
        self._peek.open_panel()
        return True

    def _peeks(self, event: QKeyEvent) -> bool:
        """Open or close the panel by a key; return whether the key did so."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if self.is_peeking and self._peek is not None and event.key() in _CLOSING:
            self._peek.close_panel()
            return True
        return not self.is_peeking and event.key() in _OPENING and self.open_details()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        if self._peeks(event):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and current is not None:
            self.chosen.emit(current)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        leads = self._link_at(place) or self._copy_at(place)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or event.modifiers():
            return
        place = event.position().toPoint()
        if (index := self._link_at(place)) is not None:
            column = self.records_model.columns[index.column()]
            self.linked.emit(self.records_model.record(index.row()), column.key)
        elif (index := self._copy_at(place)) is not None:
            QGuiApplication.clipboard().setText(self.records_model.id_text(index))
            QToolTip.showText(event.globalPosition().toPoint(), self.tr("Copied"), self.viewport())

    def _copy_at(self, place: QPoint) -> QModelIndex | None:
        index = self.indexAt(place)
        if not index.isValid() or not self.records_model.columns[index.column()].may_copy or not index.data():
            return None
        icon = self.copy_icon(self.visualRect(index), str(index.data()))
        return index if icon.adjusted(-2, -4, 2, 4).contains(place) else None

    def _link_at(self, place: QPoint) -> QModelIndex | None:
        index = self.indexAt(place)
        if not index.isValid() or self.records_model.columns[index.column()].cell is not Cell.LINK:
            return None
        column, cell = self.records_model.columns[index.column()], self.visualRect(index)
        link = column.link(self.records_model.record(index.row())) if column.link else str(index.data())
        if not link:
            return None
        text = cell.adjusted(PADDING, 0, 0, 0)
        text.setWidth(min(self.fontMetrics().horizontalAdvance(link) + 4, cell.width() - PADDING))
        return index if text.contains(place) and not self._copy_at(place) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.fit()

    def _sort_by(self, column: int) -> None:
        header = self.horizontalHeader()
        sortable = any(self.records_model.may_sort(at) for at in range(self.records_model.columnCount()))
        header.setSectionsClickable(sortable)
        header.setSortIndicatorShown(sortable)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(column, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._on_sort_changed)

    @Slot(int, Qt.SortOrder)
    def _on_sort_changed(self, column: int, order: Qt.SortOrder) -> None:
        self.records_model.sort(column, order)

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.records_model.record(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.records_model.record(current.row()) if current.isValid() else None)

    @Slot(QPoint)
    def _on_menu_asked(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            return
        _row_menu(self, index).popup(self.viewport().mapToGlobal(place))

    @Slot(QPoint)
    def _on_header_menu_asked(self, place: QPoint) -> None:
        menu = self.columns.menu()
        if self.widths.has_chosen:
            menu.addSeparator()
            menu.addAction(self.tr("Reset all column widths")).triggered.connect(self.widths.forget)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    @Slot()
    def _on_theme_changed(self) -> None:
        top = self.rowAt(0)
        dress_table(self, self._theme)
        self.updateGeometries()
        self.scrollTo(self.records_model.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self.viewport().update()


_OPENING = (Qt.Key.Key_Right, Qt.Key.Key_Space)
_CLOSING = (Qt.Key.Key_Left, Qt.Key.Key_Escape, Qt.Key.Key_Space)


def _cells_of(columns: Sequence[TableColumn[Any]], records: Sequence[Any]) -> QMimeData:
    """Return records with their headings; a spreadsheet keeps every cell as text."""
    lines = [[column.title for column in columns]]
    lines += [[column.text(record) for column in columns] for record in records]
    mime = QMimeData()
    mime.setText("\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line) for line in lines))
    cells = (
        "".join(f"<td style='mso-number-format:\"\\@\"'>{html.escape(cell)}</td>" for cell in line) for line in lines
    )
    mime.setHtml("<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>")
    return mime


def screen_of(widget: QWidget) -> Screen | None:
    """Return the screen that a widget stands on; None in a dialog."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, Screen):
        around = None if around.isWindow() else around.parentWidget()
    return around


def _row_menu(table: RecordTable[Any], index: QModelIndex) -> QMenu:
    """Return the menu of a row, for keyboard users: open it, follow one of its links, copy."""
    translate = QCoreApplication.translate
    menu, record = QMenu(table), table.records_model.record(index.row())
    menu.addAction(translate("RecordTable", "Open")).triggered.connect(lambda: table.chosen.emit(record))
    if screen_of(table) is not None:
        menu.addAction(translate("RecordTable", "Details")).triggered.connect(table.open_details)
    for column in table.records_model.columns:
        if column.cell is Cell.LINK and (text := column.text(record)):
            follow = menu.addAction(f"{column.title} {text}".strip().replace("&", "&&"))
            follow.triggered.connect(lambda _on=False, key=column.key: table.linked.emit(record, key))
    menu.addSeparator()
    cell = str(index.data())
    copy = menu.addAction(translate("RecordTable", "Copy the cell"))
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(cell))
    menu.addAction(translate("RecordTable", "Copy the rows with headings")).triggered.connect(table.copy)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
