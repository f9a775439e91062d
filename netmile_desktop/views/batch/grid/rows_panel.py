"""The rows of a batch with their filter: the same panel before and after sending."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.batch.grid.clipboard import Copied
from netmile_desktop.views.batch.grid.closing_bar import ClosingBar
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.grid.copying import AT_ONCE, copied
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.grid.filter_bar import FilterBar
from netmile_desktop.views.batch.grid.grid import Grid
from netmile_desktop.views.batch.grid.listing import Filter, Listing, Sorting, Wanted, is_correction
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.batch.grid.own_columns import OwnColumnChoice
from netmile_desktop.views.batch.grid.replace_bar import ReplaceBar
from netmile_desktop.views.batch.grid.row_search import RowSearch
from netmile_desktop.views.batch.grid.selection import Selection
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show

LOOKING_MILLISECONDS = 300
"""Delay before a search shows that it is running."""


class RowsPanel(Card):
    """Filter bar and grid. An edited row stays in place until the filter or the order is applied again."""

    edited = Signal()
    filtered = Signal(object)
    """Other rows are listed, by this `Filter`."""
    told = Signal(str)
    """The result of a change that is not visible in the grid."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._toolbox = toolbox
        self._draft: Draft | None = None
        self._sorting: Sorting | None = None
        self._row_wanted: int | None = None
        self._first_wanted = False
        self.changes = DraftChanges(toolbox.tasks, self)
        self.search = RowSearch(toolbox.tasks, self)
        self._copying = Newest(toolbox.tasks, self)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOKING_MILLISECONDS)
        self.doing = TaskProgress(toolbox.words, self, by_title=True)
        self.doing.hide()
        self.bar = FilterBar(toolbox.theme, self)
        self.own = OwnColumnChoice(toolbox, self)
        self.bar.add_tool(self.own.button)
        self.grid = Grid(toolbox.theme, toolbox.memory, self)
        self.replacing = ReplaceBar(self.grid, toolbox, self)
        self.closing = ClosingBar(toolbox.theme, self)
        self._nothing = EmptyState(toolbox.theme, "filter", "", primary=False)
        self.paste_button = PlainButton(self.tr("Paste"), toolbox.theme, "copy", self._nothing)
        self._nothing.add_button(self.paste_button)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._nothing)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.replacing)
        self.body.addWidget(self.closing)
        self.body.addWidget(self.doing)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.own.line)
        self._connect()

    def _connect(self) -> None:
        self.bar.changed.connect(self.apply_filter)
        self.search.found.connect(self._on_found)
        self.search.changed.connect(self._on_search_changed)
        self._looking.timeout.connect(self._on_still_looking)
        self.changes.began.connect(self._on_change_began)
        self.changes.ended.connect(self._on_change_ended)
        self.grid.copy_asked.connect(self._on_copy_asked)
        self.grid.replace_asked.connect(self.replacing.start)
        self.grid.closing_asked.connect(self.closing.start)
        self.replacing.done.connect(self.told)
        self.closing.agreed.connect(self._on_closing_agreed)
        for bar in (self.replacing, self.closing):
            bar.left.connect(self._on_bar_left)
        self.bar.leaving.connect(self._on_leaving)
        self.own.changed.connect(self._on_own_chosen)
        self._nothing.asked.connect(self._on_all_asked)

    def show_draft(self, draft: Draft) -> None:
        """Show the rows of a batch: first those with errors, if there are any."""
        old = self.grid.grid_model()
        self._draft = draft
        self._sorting = self._row_wanted = None
        self.search.forget()
        self._copying.drop()
        self.changes.show_draft(draft)
        model = GridModel(draft, self._toolbox.words, self.changes, self)
        model.edited.connect(self.edited)
        model.edits.told.connect(self.told)
        model.edits.inserted.connect(self._on_inserted)
        model.reshaped.connect(self.apply_filter)
        model.sort_asked.connect(self._on_sort_asked)
        self.replacing.hide()
        self.closing.hide()
        self.own.offer(model.snapshot.sheet.names(self._toolbox.words.language))
        model.show_own(self.own.shown)
        self.grid.show_model(model)
        if old is not None:
            old.deleteLater()
        counts = model.snapshot.counts()
        self.bar.show_counts(counts)
        self.bar.empty()
        self._first_wanted = True
        self.bar.choose(Show.ERRORS if counts.errors and not is_correction(model.snapshot) else Show.ALL)

    def listed(self) -> int:
        """Return how many rows the filter accepts."""
        model = self.grid.grid_model()
        return model.rowCount() if model is not None else 0

    @Slot()
    def apply_filter(self) -> None:
        """Search the rows of the filter again, in the chosen order."""
        if model := self.grid.grid_model():
            self.search.look(model.snapshot, Wanted(self.bar.filter, self._sorting))

    @Slot(object)
    def _on_found(self, listing: Listing) -> None:
        model = self.grid.grid_model()
        if model is None:
            return
        wanted, row_id, column = self._row_wanted, self.grid.current_id(), self.grid.currentIndex().column()
        self._row_wanted = None
        self.grid.scrollToTop()  # a long table that is scrolled down shrinks slowly
        model.show_listing(listing)
        if self._first_wanted:
            self._first_wanted = False
            self.grid.go_to_first()
        else:
            self.grid.keep_current(row_id, column)
            self.grid.keep_current(wanted, GridColumn.ADDRESS)
        self._say_nothing(model.rowCount() == 0, listing.wanted.filter)
        self.filtered.emit(listing.wanted.filter)

    @Slot()
    def _on_search_changed(self) -> None:
        if not self.search.is_looking:
            self._looking.stop()
            self.bar.looking.clear()
        elif not self._looking.isActive() and not self.bar.looking.text():
            self._looking.start()

    @Slot()
    def _on_still_looking(self) -> None:
        self.bar.looking.setText(self.tr("Searching…"))

    @Slot(object)
    def _on_sort_asked(self, sorting: Sorting | None) -> None:
        if sorting != self._sorting:
            self._sorting = sorting
            self.apply_filter()

    @Slot(int)
    def _on_inserted(self, row_id: int) -> None:
        """Make the added row current, once the rows are listed again."""
        if self.search.is_looking:
            self._row_wanted = row_id
        else:
            self.grid.keep_current(row_id, GridColumn.ADDRESS)
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- big changes ------------------------------------------------------------------------------

    @Slot(object)
    def _on_change_began(self, task: Task) -> None:
        """Show the progress of a big change; the rows stay readable in their old state."""
        self.doing.follow(task)
        self.doing.show()
        self.replacing.setEnabled(False)
        self.closing.setEnabled(False)
        if model := self.grid.grid_model():
            model.edited.emit()

    @Slot()
    def _on_change_ended(self) -> None:
        self.doing.follow(None)
        self.doing.hide()
        self.replacing.setEnabled(True)
        self.closing.setEnabled(True)

    # --- the clerk's own columns ------------------------------------------------------------------

    @Slot()
    def _on_own_chosen(self) -> None:
        self.grid.show_own(self.own.shown)

    # --- copying ----------------------------------------------------------------------------------

    @Slot(object, bool)
    def _on_copy_asked(self, selection: Selection, with_headings: bool) -> None:
        model = self.grid.grid_model()
        if model is None:
            return
        snapshot, listing, verdicts = model.snapshot, model.listing, model.verdicts
        headings, layout = model.headings() if with_headings else None, model.layout_of_columns

        def job(progress: Progress) -> Copied:
            return copied(snapshot, listing, selection, verdicts, headings, layout, progress)

        def put(result: Copied) -> None:
            QGuiApplication.clipboard().setMimeData(result.as_mime())

        def tell(result: Copied) -> None:
            put(result)
            self.told.emit(
                formats.counted(selection.row_count, self.tr("{} row was copied."), self.tr("{} rows were copied."))
            )

        if selection.row_count <= AT_ONCE:
            self._copying.drop()
            put(job(SILENT))
        else:
            self._copying.ask(job, tell)

    def dismiss(self) -> bool:
        """Close the bar that is open above the rows; return False if none is."""
        return self.closing.dismiss() or self.replacing.dismiss()

    @Slot()
    def _on_leaving(self) -> None:
        if self.listed():
            if not self.grid.currentIndex().isValid():
                self.grid.go_to_first()
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_bar_left(self) -> None:
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object, str)
    def _on_closing_agreed(self, row_ids: Sequence[int], reason: str) -> None:
        if model := self.grid.grid_model():
            model.edits.close_rows(row_ids, reason)

    @Slot()
    def _on_all_asked(self) -> None:
        if self._draft is not None and not len(self._draft.snapshot()):
            self.grid.insert_row()
            return
        self.bar.empty()
        self.bar.choose(Show.ALL)

    def _say_nothing(self, is_empty: bool, wanted: Filter) -> None:
        titles = {
            Show.ERRORS: self.tr("No rows with errors"),
            Show.WARNINGS: self.tr("No rows with warnings"),
            Show.EDITED: self.tr("No rows were edited"),
            Show.EXCLUDED: self.tr("No rows are excluded"),
        }
        is_new = self._draft is not None and not len(self._draft.snapshot())
        self.paste_button.setVisible(is_new)
        if is_new:
            hint = self.tr(
                "Copy cells in the spreadsheet and press Ctrl+V, with or without their headings. Or type the rows."
            )
            self._nothing.show_text(self.tr("No rows yet"), hint, self.tr("Add a row"), "table")
            self._stack.setCurrentIndex(1)
            if self.grid.hasFocus() or self.focusWidget() in (None, self.grid):
                self._nothing.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        title = self.tr("No row matches the filter") if wanted.text or wanted.code else titles.get(wanted.show, "")
        self._nothing.show_text(title, "", self.tr("Show all rows"), "filter")
        self._stack.setCurrentIndex(1 if is_empty else 0)
