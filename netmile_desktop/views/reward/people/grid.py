"""The people of a file, judged with one hand: A approves, R refuses, U takes an answer back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.rewards.result_drafts import ResultDraft, ResultRow
from netmile_desktop.views.common.tables.table_view import dress_table, selected_rows
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.reward.people.column_layout import ColumnLayout
from netmile_desktop.views.reward.people.columns import REASON, VERDICT
from netmile_desktop.views.reward.people.model import Listed, ResultModel
from netmile_desktop.views.reward.people.painter import ResultPainter
from netmile_desktop.views.window_state import WindowState

AnyIndex = QModelIndex | QPersistentModelIndex

_ANSWERS = frozenset({Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_U, Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class ResultGrid(QTableView):
    """Rows are judged by key, by mouse, or several at a time; after an answer the next open row is in front."""

    judging = Signal()  # somebody is about to be judged, and has to be in sight

    def __init__(
        self,
        theme: Theme,
        words: Texts,
        memory: WindowState | None = None,
        reasons: Callable[[], Sequence[str]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        """`memory` keeps widths and columns; `reasons` returns former reasons, the newest first."""
        super().__init__(parent)
        self._theme = theme
        self.results = ResultModel(words, self)
        self.painter = ResultPainter(theme, words, reasons, self)
        self.setModel(self.results)
        self.setItemDelegate(self.painter)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("People of the file"))
        self.setAccessibleDescription(self.tr("A approves, R refuses, U takes the answer back, Enter goes on"))
        dress_table(self, theme)
        self.layout_of_columns = ColumnLayout(self, self.results.columns, theme, self.painter.verdict_width, memory)
        self.undo_action = self._action(self.tr("Undo"), (QKeySequence.StandardKey.Undo,), self.undo)
        self.redo_action = self._action(self.tr("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), self.redo)
        theme.changed.connect(self._on_theme_changed)

    # --- what is in front -----------------------------------------------------------------------

    def current(self) -> ResultRow | None:
        """Return who is in front, or None."""
        at = self.currentIndex().row()
        return self.results.row(at) if 0 <= at < self.results.rowCount() else None

    def go_to(self, row: ResultRow | None) -> bool:
        """Put somebody in front; return False if nobody was named, or who was is not listed."""
        at = self.results.place_of(row) if row is not None else None
        if at is None:
            return False
        index = self.results.index(at, VERDICT)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def go_to_next_open(self) -> bool:
        """Put the next row without an answer in front, from the beginning again after the last; return if there is one."""
        current = self.current()
        self.judging.emit()
        return self.go_to(self.results.draft.next_open(current.number if current is not None else 0))

    def go_to_first(self) -> None:
        """Put the first open row in front, else the first one."""
        if not self.go_to(self.results.draft.next_open()) and self.results.rowCount():
            self.go_to(self.results.row(0))

    def list_rows(self, listed: Listed) -> None:
        """List the rows that are answered in a way now, and keep who is in front if listed."""
        self.end_typing()
        current = self.current()
        self.results.list_rows(listed)
        if not self.go_to(current):
            self.go_to_first()

    def show_draft(self, draft: ResultDraft, *, is_open: bool) -> None:
        """Show the rows of another draft."""
        self.end_typing()
        self.results.show_draft(draft, is_open=is_open)

    # --- judging --------------------------------------------------------------------------------

    def end_typing(self) -> None:
        """Take over the reason that is being typed. Not every way to press a button moves the focus, which does the same."""
        editor = self.indexWidget(self.currentIndex())
        if self.state() is QAbstractItemView.State.EditingState and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def judge(self, result: RewardResult | None) -> None:
        """Answer about the selected rows; a refusal asks for its reason first."""
        places = [at for at in selected_rows(self) if self.results.may_answer(at)]
        if not places:
            return
        if result is RewardResult.REFUSED:
            self._ask_reason(places)
            return
        self.results.give(self.results.codes(places), result)
        if result is not None:
            self.go_to_next_open()

    @Slot()
    def undo(self) -> None:
        """Take the last step back."""
        self._show_changed(self.results.undo())

    @Slot()
    def redo(self) -> None:
        """Take a step again that was taken back."""
        self._show_changed(self.results.redo())

    def _show_changed(self, codes: Sequence[str]) -> None:
        if codes:
            self.go_to(self.results.draft.row(codes[0]))

    def _ask_reason(self, places: Sequence[int]) -> None:
        at = self.currentIndex().row()
        at = at if at in places else places[0]
        self.results.refuse_for_reason(self.results.codes(places))
        index = self.results.index(at, REASON)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.edit(index)

    # --- Qt's side ------------------------------------------------------------------------------

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.setProperty("current_row", current.row())
        # Keys judge; only the line of a reason is written in, and that one composes by itself.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().update()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on after a reason was confirmed, with Enter or Tab; Esc leaves everything as it was."""
        hints = QAbstractItemDelegate.EndEditHint
        is_confirmed = hint in {hints.SubmitModelCache, hints.EditNextItem, hints.EditPreviousItem}
        super().closeEditor(editor, hints.NoHint)
        self.results.refuse_for_reason(())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        at = self.currentIndex()
        if at.isValid():
            index = self.results.index(at.row(), VERDICT)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if is_confirmed:
            self.go_to_next_open()

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a row; sideways only if its answers would stay out of sight."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        end = self.columnViewportPosition(VERDICT) + self.columnWidth(VERDICT) + bar.value() - before
        if index.column() == VERDICT and 0 < end <= self.viewport().width():
            bar.setValue(before)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # as in `currentChanged`
        self.judging.emit()

    def keyboardSearch(self, search: str) -> None:
        """Letters judge; none of them leads to another row, whom the next key would judge unseen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState or event.modifiers() & ~_KEYPAD:
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat() and event.key() in _ANSWERS:
            return  # one answer for each press, however long the key is held
        match event.key():
            case Qt.Key.Key_A:
                self.judge(RewardResult.APPROVED)
            case Qt.Key.Key_R:
                self.judge(RewardResult.REFUSED)
            case Qt.Key.Key_U | Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.judge(None)
            case Qt.Key.Key_F2:
                self._edit_reason()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.go_to_next_open()
            case _:
                super().keyPressEvent(event)

    def _edit_reason(self) -> None:
        current = self.currentIndex()
        if current.isValid() and self.results.answer(current.row()).result is RewardResult.REFUSED:
            self._ask_reason([current.row()])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        result = self._answer_at(index, event.position().toPoint())
        if result is None or event.button() is not Qt.MouseButton.LeftButton or event.modifiers():
            super().mousePressEvent(event)
            return
        flags = QItemSelectionModel.SelectionFlag.NoUpdate
        if not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.judge(result)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two presses answer once: after the first, somebody else may have scrolled to where the second hits."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == REASON:
            self._edit_reason()
        elif not (index.isValid() and index.column() == VERDICT):
            self.mousePressEvent(event)

    def _answer_at(self, index: QModelIndex, place: QPoint) -> RewardResult | None:
        """Return which answer stands at a place, if one can be given there."""
        if not index.isValid() or index.column() != VERDICT or not self.results.may_answer(index.row()):
            return None
        approve, refuse = self.painter.segments(self.visualRect(index))
        if approve.contains(place):
            return RewardResult.APPROVED
        return RewardResult.REFUSED if refuse.contains(place) else None

    def selectAll(self) -> None:
        """Select everything as one range, instead of every cell."""
        if self.results.rowCount():
            last = self.results.index(self.results.rowCount() - 1, self.results.columnCount() - 1)
            everything = QItemSelection(self.results.index(0, 0), last)
            self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def copy(self) -> None:
        """Copy the selected rows with their headings, tab-separated."""
        shown = [at for at in range(self.results.columnCount()) if not self.isColumnHidden(at)]
        lines = [[self.results.columns[at].title for at in shown]]
        lines += [[self.results.text(row, at) for at in shown] for row in selected_rows(self)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_of_columns.fit()
        bar = self.horizontalScrollBar()
        if self.columnViewportPosition(VERDICT) + self.columnWidth(VERDICT) + bar.value() <= self.viewport().width():
            bar.setValue(0)  # it was moved while there was no room yet

    # --- building -------------------------------------------------------------------------------

    def _action(self, text: str, keys: Sequence[str | QKeySequence.StandardKey], slot: object) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    @Slot()
    def _on_theme_changed(self) -> None:
        dress_table(self, self._theme)
        self.layout_of_columns.dress()
        self.viewport().update()
