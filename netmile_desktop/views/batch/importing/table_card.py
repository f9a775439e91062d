"""The card with the table of a file: its sheets on top, the open question, and the records between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Amount
from netmile_desktop.domain.tables.table import NO_CHOICES, Choices, ColumnRole, Inclusion, TableReading
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.batch.importing.check_facts import DASH
from netmile_desktop.views.batch.importing.doubts import DoubtBand
from netmile_desktop.views.batch.importing.import_words import ImportWords
from netmile_desktop.views.batch.importing.placeholder import Placeholder
from netmile_desktop.views.batch.importing.table import deciding
from netmile_desktop.views.batch.importing.table.facts import sheets_of
from netmile_desktop.views.batch.importing.table.lines import left_behind
from netmile_desktop.views.batch.importing.table.preview import PreviewTable
from netmile_desktop.views.batch.importing.table.preview_model import IN_PLACE
from netmile_desktop.views.common.labels import ElidedLabel, IconButton, text_label
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.sources.looks import Record, SourceLook
from netmile_desktop.workspace.sources.shown_records import records_between
from netmile_desktop.workspace.sources.source import CSV, Source


class TableCard(QFrame):
    """Shows a file and takes every decision about its table; whoever owns it reads the file again."""

    decided = Signal(object)
    """The `Choices` with what has just been decided."""
    sheet_chosen = Signal(str)

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.setObjectName("card")
        self.choices: Choices = NO_CHOICES
        self._look: SourceLook | None = None
        self._opening = Newest(toolbox.tasks, self)
        self._sentences = ImportWords(toolbox.words, self)
        self.sheets = FittingTabBar(toolbox.theme, self.tr("Sheets"), self)
        self.extent = text_label("", "help")
        self.back = IconButton(toolbox.theme, "chevron-left", self.tr("Back to the list of batches"), self)
        self.name = ElidedLabel("heading", self)
        self._is_named = False
        self.band = DoubtBand(toolbox, self)
        self.table = PreviewTable(toolbox.theme, toolbox.words, self)
        self.placeholder = Placeholder(toolbox, self)
        self._is_filling = self._is_low = False
        self._lay_out()
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        self._top = QWidget(self)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(12, 0, 16, 0)
        top.setSpacing(12)
        top.addWidget(self.back)
        top.addWidget(self.name)
        top.addWidget(self.sheets, 1, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self.extent)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.placeholder)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self.band)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.sheets.currentChanged.connect(self._on_sheet_changed)
        self.band.column_chosen.connect(self._on_role_chosen)
        self.band.answered.connect(self._on_answered)
        self.table.heads.role_chosen.connect(self._on_role_chosen)
        self.table.heads.role_doubled.connect(self._on_role_doubled)
        self.table.heading_chosen.connect(self._on_heading_chosen)
        self.table.beginning_chosen.connect(self._on_beginning_chosen)
        self.table.put_back.connect(self._on_put_back)
        self.table.left_out.connect(self._on_left_out)
        self.table.more_asked.connect(self._on_more_asked)

    # --- what is shown ----------------------------------------------------------------------------

    def clear(self) -> None:
        """Show nothing of any file; what was decided is forgotten."""
        self.choices = NO_CHOICES
        self._look = None
        self._opening.drop()
        self._is_filling = True
        while self.sheets.count():
            self.sheets.removeTab(0)
        self._is_filling = False
        self._show_top()
        self.extent.setText("")
        self.band.clear()
        self.table.clear()
        self.placeholder.show_nothing()
        self._stack.setCurrentWidget(self.placeholder)

    def show_reading(self, name: str, task: Task) -> None:
        """Show that a file is being read, and nothing of the one before."""
        self.clear()
        self.placeholder.show_reading(name, task)

    def show_failure(self, text: str, source: Source | None) -> None:
        """Show why a file cannot be read; a source that was loaded may have other sheets, or another encoding."""
        self._look = None
        self.extent.setText("")
        self.band.clear()
        self.table.clear()
        if source is not None:
            self._show_sheets(source, None)
        self.placeholder.show_failure(text, is_text=source is not None and source.kind == CSV)
        self._stack.setCurrentWidget(self.placeholder)

    def show_look(self, look: SourceLook, amount: Amount | None) -> None:
        """Show a file as it is read."""
        self._look = look
        self.choices = look.table.choices
        self._show_sheets(look.source, look.sums.rows)
        self.extent.setText(self._sentences.extent(look))
        self.placeholder.show_nothing()
        self._stack.setCurrentWidget(self.table)
        self.band.show_look(look, amount)
        self.table.show_look(look)

    def _show_sheets(self, source: Source, rows_read: int | None) -> None:
        sheets = sheets_of(source)
        if not sheets:
            return
        self._is_filling = True
        for at, (name, rows) in enumerate(sheets):
            is_current = name == source.sheet
            count = rows_read if is_current and rows_read is not None else rows
            told = DASH if count is None else formats.counted(count, self.tr("{} row"), self.tr("{} rows"))
            text = f"{name}   {told}".replace("&", "&&")
            if at < self.sheets.count():
                self.sheets.setTabText(at, text)
            else:
                self.sheets.addTab(text)
            self.sheets.setTabData(at, name)
            if is_current:
                self.sheets.setCurrentIndex(at)
        while self.sheets.count() > len(sheets):
            self.sheets.removeTab(self.sheets.count() - 1)
        self._is_filling = False
        self._show_top()

    def show_name(self, name: str | None) -> None:
        """Show the name of the file on the card, with a way back, if there is no head above it."""
        self._is_named = name is not None
        self.name.setText(formats.shorten(name or "", 32))
        self.name.setToolTip(name or "")
        self._show_top()

    def _show_top(self) -> None:
        has_sheets = self.sheets.count() > 0
        self.sheets.setVisible(has_sheets)
        self.back.setVisible(self._is_named)
        self.name.setVisible(self._is_named)
        self.extent.setVisible(not self._is_named)
        self._top.setVisible(has_sheets or self._is_named)

    def set_low(self, is_low: bool) -> None:
        """Make everything above the records lower, for a window without much height."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.table.heads.show_height(54 if is_low else 60)
            self.band.set_low(is_low)

    # --- decisions --------------------------------------------------------------------------------

    def _decide(self, choices: Choices) -> None:
        self.choices = choices
        self.decided.emit(choices)

    @Slot(object)
    def choose_hidden(self, hidden: Inclusion) -> None:
        """Decide about the rows that the sheet does not show."""
        self._decide(deciding.with_hidden(self.choices, hidden))

    @Slot(object)
    def choose_marked(self, marked: Inclusion) -> None:
        """Decide about the rows that are marked as not to be issued."""
        self._decide(deciding.with_marked(self.choices, marked))

    @Slot(str)
    def choose_encoding(self, encoding: str) -> None:
        """Read the text in another encoding."""
        self._decide(deciding.with_encoding(self.choices, encoding))

    @Slot(str)
    def choose_separator(self, delimiter: str) -> None:
        """Part the cells of a line at another character."""
        self._decide(deciding.with_separator(self.choices, delimiter))

    def _table(self) -> TableReading | None:
        return self._look.table if self._look is not None else None

    @Slot(int, object)
    def _on_role_chosen(self, number: int, role: ColumnRole | None) -> None:
        if (table := self._table()) is not None:
            if role is None:
                self._decide(deciding.without_role(self.choices, table, number))
            else:
                self._decide(deciding.with_role(self.choices, table, role, number))

    @Slot(int, object)
    def _on_role_doubled(self, number: int, role: ColumnRole) -> None:
        if (table := self._table()) is not None:
            self._decide(deciding.with_second_role(self.choices, table, role, number))

    @Slot(int)
    def _on_heading_chosen(self, record: int) -> None:
        if record:
            self._decide(deciding.with_heading(self.choices, record))
        elif (table := self._table()) is not None:
            self._decide(deciding.without_heading(self.choices, table))

    @Slot(int)
    def _on_beginning_chosen(self, record: int) -> None:
        found = deciding.with_found_beginning(self.choices)
        self._decide(deciding.beginning_at(self.choices, record) if record else found)

    @Slot(object)
    def _on_answered(self, change: Callable[[Choices], Choices]) -> None:
        self._decide(change(self.choices))

    @Slot(int, int)
    def _on_put_back(self, first: int, last: int) -> None:
        self._decide(deciding.with_put_back(self.choices, first, last))

    @Slot(int)
    def _on_left_out(self, record: int) -> None:
        self._decide(deciding.without_put_back(self.choices, record))

    @Slot(int)
    def _on_sheet_changed(self, at: int) -> None:
        if not self._is_filling and at >= 0:
            self.sheet_chosen.emit(str(self.sheets.tabData(at)))

    @Slot(int, int)
    def _on_more_asked(self, first: int, last: int) -> None:
        """Open the fold: what is known already at once, the rest as it is loaded."""
        look = self._look
        if look is None:
            return
        opened = self.table.preview_model.opened
        begins, ends = left_behind(look, opened)
        if begins > ends:
            self.table.open_fold(())
            return
        source, table = look.source, look.table

        def job(progress: Progress) -> tuple[Record, ...]:
            until = min(ends, begins + IN_PLACE - 1)
            return records_between(source, table.encoding, table.delimiter, begins, until, progress)

        def done(records: tuple[Record, ...]) -> None:
            if self._look is look:
                self.table.open_fold(records)

        self._opening.ask(job, done)
