"""The view of a table of records: rows, hover and selection, badges, links, copying to a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.labels import badge_size, paint_badge
from netmile_desktop.views.common.tables.badges import BadgeColumns, badge_of, shortened
from netmile_desktop.views.common.tables.cell_texts import CellTexts
from netmile_desktop.views.common.tables.columns import ColumnChoice
from netmile_desktop.views.common.tables.table import Cell, Index, RecordModel, TableColumn
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.window_state import WindowState

if TYPE_CHECKING:
    import html
else:
    # Holds the names of 2,000 characters, needed only when something is copied.
    html = import_lazily("html")

T = TypeVar("T")

ROW_HEIGHT = 28
PADDING = 8
_COPY_ICON = 14
_COPY_GAP = 6


def selected_ranges(view: QAbstractItemView) -> list[QItemSelectionRange]:
    """Return the selection as ranges; asking Qt for single indexes takes seconds in a large table."""
    selection = view.selectionModel().selection()
    return [selection.at(at) for at in range(selection.count())]


def selected_rows(view: QAbstractItemView) -> list[int]:
    """Return the selected rows in order."""
    return sorted({row for each in selected_ranges(view) for row in range(each.top(), each.bottom() + 1)})


def take_up(view: QAbstractItemView, index: QModelIndex) -> None:
    """Make a cell current and select it alone, with its row if rows are selected.

    Qt's own setCurrentIndex checks the keyboard: while Ctrl is held it deselects a selected row.
    """
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    if view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows:
        flags |= QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(index, flags)


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
    rows.setMinimumSectionSize(theme.pixels(ROW_HEIGHT))
    rows.setDefaultSectionSize(theme.pixels(ROW_HEIGHT))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setFixedHeight(theme.pixels(32))
    header.setMinimumSectionSize(36)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RecordTable(QTableView, Generic[T]):
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
        super().__init__(parent)
        self._theme = theme
        self._identity = identity
        self.records_model = RecordModel(columns, self)
        self.setModel(self.records_model)
        self.setItemDelegate(RecordDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        dress_table(self, theme)
        self._lay_columns(columns, name, memory)
        self.columns = ColumnChoice(self, columns, name, memory)
        """The choice of visible columns."""
        self._sort_by(-1)
        self.doubleClicked.connect(self._on_double_clicked)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.columns.changed.connect(self._fit)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_asked)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        theme.changed.connect(self._on_theme_changed)

    def show_records(self, records: Sequence[T]) -> None:
        """Show other records; keep selection and scroll position if the same identities are listed again."""
        self._badges.make_room(records)
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
        columns = self.columns.shown()
        lines = [[column.title for column in columns]]
        lines += [[column.text(record) for column in columns] for record in self.selected()]
        mime = QMimeData()
        mime.setText(
            "\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line) for line in lines)
        )
        cells = (
            "".join(f"<td style='mso-number-format:\"\\@\"'>{html.escape(cell)}</td>" for cell in line)
            for line in lines
        )
        mime.setHtml("<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>")
        QGuiApplication.clipboard().setMimeData(mime)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
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
            QGuiApplication.clipboard().setText(str(index.data()))
            QToolTip.showText(event.globalPosition().toPoint(), self.tr("Copied"), self.viewport())

    def copy_icon(self, rect: QRect, text: str) -> QRect:
        """Return the place of the copy icon after a text, in the rectangle of its cell."""
        size = self._theme.pixels(_COPY_ICON)
        room = rect.width() - 2 * PADDING - size - _COPY_GAP
        left = rect.left() + PADDING + min(self.fontMetrics().horizontalAdvance(text), room) + _COPY_GAP
        return QRect(left, rect.top() + (rect.height() - size) // 2, size, size)

    def _copy_at(self, place: QPoint) -> QModelIndex | None:
        index = self.indexAt(place)
        if not index.isValid() or not self.records_model.columns[index.column()].copies or not index.data():
            return None
        icon = self.copy_icon(self.visualRect(index), str(index.data()))
        return index if icon.adjusted(-2, -4, 2, 4).contains(place) else None

    def _link_at(self, place: QPoint) -> QModelIndex | None:
        index = self.indexAt(place)
        if not index.isValid() or self.records_model.columns[index.column()].cell is not Cell.LINK:
            return None
        text = self.visualRect(index).adjusted(PADDING, 0, 0, 0)
        text.setWidth(self.fontMetrics().horizontalAdvance(str(index.data())) + 4)
        return index if text.contains(place) else None

    def _lay_columns(self, columns: Sequence[TableColumn[T]], name: str, memory: WindowState | None) -> None:
        header = self.horizontalHeader()
        for at, column in enumerate(columns):
            header.resizeSection(at, self._theme.pixels(column.width))
        self._badges = BadgeColumns(header, columns, self._theme, PADDING)
        if memory is not None and name:
            keys = ["" if column.stretch else column.key for column in columns]
            memory.keep_widths(name, header, keys, self._theme.scale, unless=lambda: self._badges.is_widening)
        header.sectionResized.connect(self._on_section_resized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Give the stretching column the remaining width, but at least its own."""
        header = self.horizontalHeader()
        at = next((at for at, column in enumerate(self.records_model.columns) if column.stretch), -1)
        if at >= 0:
            room = self.viewport().width() - header.length() + header.sectionSize(at)
            header.resizeSection(at, max(room, self._theme.pixels(self.records_model.columns[at].width)))

    def _sort_by(self, column: int) -> None:
        header = self.horizontalHeader()
        sortable = any(self.records_model.may_sort(at) for at in range(self.records_model.columnCount()))
        header.setSectionsClickable(sortable)
        header.setSortIndicatorShown(sortable)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(column, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._on_sort_changed)

    @Slot(int, int, int)
    def _on_section_resized(self, changed: int, _old: int, _new: int) -> None:
        if not self.records_model.columns[changed].stretch:
            self._fit()

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
        self.columns.menu().popup(self.horizontalHeader().mapToGlobal(place))

    @Slot()
    def _on_theme_changed(self) -> None:
        dress_table(self, self._theme)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()


_INKS = {Cell.LINK: "accent", Cell.MUTED: "muted"}


class RecordDelegate(QStyledItemDelegate):
    """Paints the cells of a `RecordTable`; other tables use `paint_ground` for the same rows."""

    def __init__(self, theme: Theme, parent: RecordTable[Any]) -> None:
        super().__init__(parent)
        self._theme, self._table = theme, parent
        self._texts = CellTexts(theme, self)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_ground(painter, self._theme, self._table, option, index)
        # Asked directly: a call through Qt for each of several hundred cells would be noticeable.
        model = self._table.records_model
        column: TableColumn[Any] = model.columns[index.column()]
        record = model.record(index.row())
        text = column.text(record)
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.save()
        if column.copies and text:
            place = self._table.copy_icon(option.rect, text)
            ratio = self._table.devicePixelRatioF()
            painter.drawPixmap(place, self._theme.pixmap("copy", place.width(), "muted", ratio))
            rect.setRight(place.left() - _COPY_GAP)
        if column.cell is Cell.BADGE and text:
            self._paint_badge(painter, rect, text, *badge_of(column, record))
        else:
            self._paint_text(painter, option, rect, column, text)
        painter.restore()

    def _paint_badge(self, painter: QPainter, rect: QRect, text: str, tone: Tone, icon: str) -> None:
        text = shortened(self._theme, text, bool(icon), rect.width())
        size = badge_size(self._theme, text, bool(icon))
        height = min(size.height(), rect.height() - 4)
        top = rect.top() + (rect.height() - height) / 2
        painter.setClipRect(rect)
        paint_badge(painter, self._theme, QRectF(rect.left(), top, size.width(), height), text, tone, icon)

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, column: TableColumn[Any], text: str
    ) -> None:
        is_followed = column.cell is Cell.LINK and option.state & QStyle.StateFlag.State_MouseOver
        kind = "fixed" if column.cell is Cell.ID else "plain underlined" if is_followed else "plain"
        painter.setPen(self._theme.colour(_INKS.get(column.cell, "text")))
        self._texts.draw(painter, rect, text, kind, at_right=column.right)


_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


def paint_ground(
    painter: QPainter, theme: Theme, table: QTableView, option: QStyleOptionViewItem, index: Index
) -> None:
    """Paint the background of a cell: selected, hovered (the whole row) or plain, and the current cell's focus ring."""
    # Plain numbers, because Python's flags are slower than the painting.
    state = option.state.value
    if state & _SELECTED:
        painter.fillRect(option.rect, theme.colour("selection"))
    elif (
        table.underMouse() and table.indexAt(table.viewport().mapFromGlobal(table.cursor().pos())).row() == index.row()
    ):
        painter.fillRect(option.rect, theme.colour("hover"))
    if state & _FOCUSED and table.hasFocus():
        painter.save()
        painter.setPen(theme.colour("accent"))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _row_menu(table: RecordTable[Any], index: QModelIndex) -> QMenu:
    """Return the menu of a row, for keyboard users: open it, follow one of its links, copy."""
    translate = QCoreApplication.translate
    menu, record = QMenu(table), table.records_model.record(index.row())
    menu.addAction(translate("RecordTable", "Open")).triggered.connect(lambda: table.chosen.emit(record))
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
