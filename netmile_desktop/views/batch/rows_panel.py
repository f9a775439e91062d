"""The rows of a batch with their filter: the same panel before and after sending."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from netmile_desktop.domain.codes import Code
from netmile_desktop.views.batch.closing_bar import ClosingBar
from netmile_desktop.views.batch.filter_bar import Filter, FilterBar
from netmile_desktop.views.batch.grid import Grid
from netmile_desktop.views.batch.grid_model import GridModel
from netmile_desktop.views.batch.replace_bar import ReplaceBar
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.draft import Draft, Show


class RowsPanel(Card):
    """Filter bar and grid. An edited row stays in sight until the filter is applied again."""

    edited = Signal()
    failed = Signal(object)
    """A change could not be kept, and was not made."""
    filtered = Signal(object)
    """Another `Filter` holds."""
    repairs_asked = Signal(list)
    """Show the mends of rows with these ids."""
    told = Signal(str)
    """What came of a change that does not show by itself."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=12)
        self._toolbox = toolbox
        self._draft: Draft | None = None
        self.bar = FilterBar(toolbox.theme, self)
        self.grid = Grid(toolbox.theme, toolbox.memory, self)
        self.replacing = ReplaceBar(self.grid, toolbox, self)
        self.closing = ClosingBar(toolbox.theme, self)
        self._nothing = EmptyState(toolbox.theme, "filter", "", primary=False)
        paste = QAction(self.tr("Paste"), self._nothing)
        paste.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))
        paste.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.triggered.connect(self.grid.paste)
        self._nothing.addAction(paste)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._nothing)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.replacing)
        self.body.addWidget(self.closing)
        self.body.addWidget(self._stack, 1)
        self.bar.changed.connect(self._on_filter_changed)
        self.grid.repairs_asked.connect(self.repairs_asked)
        self.grid.replace_asked.connect(self.replacing.start)
        self.grid.closing_asked.connect(self.closing.start)
        self.replacing.done.connect(self.told)
        self.closing.agreed.connect(self._on_closing_agreed)
        for bar in (self.replacing, self.closing):
            bar.left.connect(self._on_bar_left)
        self.bar.leaving.connect(self._on_leaving)
        self._nothing.asked.connect(self._on_all_asked)

    def show_draft(self, draft: Draft) -> None:
        """Show the rows of a batch: those with errors first of all, where there are any."""
        old = self.grid.grid_model()
        self._draft = draft
        model = GridModel(draft, self._toolbox.words, self)
        model.edited.connect(self.edited)
        model.failed.connect(self.failed)
        model.told.connect(self.told)
        model.reshaped.connect(self.apply_filter)
        self.replacing.hide()
        self.closing.hide()
        self.grid.show_model(model)
        if old is not None:
            old.deleteLater()
        counts = draft.counts()
        self.bar.show_counts(counts)
        self.bar.text.clear()
        is_correction = len(draft) > 0 and draft.origin(draft.row(0).id) is not None
        self.bar.choose(Show.ERRORS if counts.errors and not is_correction else Show.ALL)
        self.grid.go_to_first()

    def listed(self) -> int:
        """How many rows the filter lets through."""
        model = self.grid.grid_model()
        return model.rowCount() if model is not None else 0

    @Slot()
    def apply_filter(self) -> None:
        """Ask for the rows of the filter again."""
        model = self.grid.grid_model()
        if model is None or self._draft is None:
            return
        wanted = self.bar.filter
        current = self.grid.currentIndex()
        row_id = model.row_id(current.row()) if 0 <= current.row() < model.rowCount() else None
        self.grid.scrollToTop()  # a long table scrolled down is slow to shrink
        model.show_rows(by_code(self._draft, self._draft.select(wanted.show, wanted.text, wanted.code)))
        self.grid.keep_current(row_id)
        self._say_nothing(model.rowCount() == 0, wanted)

    @Slot(object)
    def _on_filter_changed(self, wanted: Filter) -> None:
        self.apply_filter()
        self.filtered.emit(wanted)

    @Slot()
    def _on_leaving(self) -> None:
        if self.listed():
            if not self.grid.currentIndex().isValid():
                self.grid.go_to_first()
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_bar_left(self) -> None:
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(list, str)
    def _on_closing_agreed(self, row_ids: list[int], reason: str) -> None:
        if model := self.grid.grid_model():
            model.close_rows(row_ids, reason)

    @Slot()
    def _on_all_asked(self) -> None:
        if self._draft is not None and not len(self._draft):
            self.grid.insert_row()
            return
        self.bar.text.clear()
        self.bar.choose(Show.ALL)

    def _say_nothing(self, is_empty: bool, wanted: Filter) -> None:
        titles = {
            Show.ERRORS: self.tr("No rows with errors"),
            Show.WARNINGS: self.tr("No rows with warnings"),
            Show.EDITED: self.tr("No rows were edited"),
            Show.EXCLUDED: self.tr("No rows are excluded"),
        }
        if self._draft is not None and not len(self._draft):
            hint = self.tr(
                "Copy cells in the spreadsheet and press Ctrl+V here: address, key, miles. Or type the rows."
            )
            self._nothing.show_text(self.tr("No rows yet"), hint, self.tr("Add a row"), "table")
            self._stack.setCurrentIndex(1)
            return
        title = self.tr("No row matches the filter") if wanted.text or wanted.code else titles.get(wanted.show, "")
        self._nothing.show_text(title, "", self.tr("Show all rows"), "filter")
        self._stack.setCurrentIndex(1 if is_empty else 0)


def by_code(draft: Draft, positions: list[int]) -> list[int]:
    """Rows of a correction by the code for which they were not issued, in file order within each; others as they are."""
    order = {code.value: n for n, code in enumerate(Code)}

    def place(position: int) -> tuple[int, int]:
        origin = draft.origin(draft.row(position).id)
        return (order.get(origin.code, len(order)) if origin else len(order)), position

    return sorted(positions, key=place) if any(draft.origin(draft.row(at).id) for at in positions[:1]) else positions
