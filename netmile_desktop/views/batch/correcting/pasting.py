"""Pasting into a batch without rows: the clipboard is read like a file, and asked about only if it leaves doubts."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.table import ColumnRole, TableReading
from netmile_desktop.domain.texts.tables import role_words
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.importing.looking import Circumstances, Looker, Seen, Unseen
from netmile_desktop.views.batch.importing.paste_dialog import PasteDialog
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.looks import SourceLook
from netmile_desktop.workspace.sources.source import pasted

Cells = list[tuple[str, str, str]]


class Pasting(QObject):
    """Inserts what the clipboard holds as rows of an empty batch, as one step that can be undone."""

    told = Signal(str)
    """What was recognised and left out, or why nothing was pasted."""
    asked = Signal(object)
    """A `PasteDialog` was opened."""

    def __init__(self, batches: Batches, changes: DraftChanges, toolbox: Toolbox, page: QWidget) -> None:
        super().__init__(page)
        self._batches, self._changes, self._toolbox, self._page = batches, changes, toolbox, page
        self._draft: Draft | None = None
        self._circumstances = Circumstances()
        self._looker = Looker(batches, toolbox, self)
        self._reading = Newest(toolbox.tasks, self)
        self._looker.seen.connect(self._on_seen)
        self._looker.unseen.connect(self._on_unseen)
        self._looker.failed.connect(self._on_failed)

    def show_draft(self, draft: Draft) -> None:
        """Paste into another batch from now on."""
        self._looker.forget()
        self._reading.drop()
        self._draft = draft
        self._circumstances = Circumstances(draft.settings.mode, draft.campaign.amount)

    def paste(self) -> None:
        """Read the clipboard and insert its rows, or ask what they are."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.told.emit(self.tr("The clipboard holds no text. Copy cells in the spreadsheet first."))
            return
        name = self.tr("Pasted cells")
        self._looker.load(lambda: pasted(text, name), self._circumstances)

    def _on_seen(self, seen: Seen) -> None:
        if seen.look.table.is_certain:
            self._insert(seen.look)
            return
        dialog = PasteDialog(seen, self._circumstances, self._batches, self._toolbox, self._page)
        dialog.agreed.connect(self._insert)
        dialog.open()
        self.asked.emit(dialog)

    def _on_unseen(self, unseen: Unseen) -> None:
        self._on_failed(unseen.failure)

    def _insert(self, look: SourceLook) -> None:
        draft = self._draft

        def job(progress: Progress) -> Cells:
            rows = look.source.read(look.table.recipe, progress).rows
            return [(row.address, row.key, row.miles) for row in rows]

        def done(cells: Cells) -> None:
            if self._draft is draft:
                self._add(cells, look)

        self._reading.ask(job, done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, FileUnreadable) and error.reason is ReadFault.EMPTY:
            self.told.emit(self.tr("The clipboard holds no rows. Copy cells with address, key and miles."))
        elif isinstance(error, FileUnreadable):
            self.told.emit(self._toolbox.words.failure(error))
        else:
            self._toolbox.tasks.unheard.emit(error)

    def _add(self, cells: Cells, look: SourceLook) -> None:
        def tell(_ids: list[int]) -> None:
            self.told.emit(self._told(len(cells), look.table))

        self._changes.make(
            lambda draft, progress: draft.insert_rows(0, cells, progress=progress),
            len(cells),
            self.tr("Pasting {} rows").format(formats.number(len(cells))),
            tell,
        )

    def _told(self, rows: int, table: TableReading) -> str:
        """Return what was taken for what, and what was left out."""
        said = [formats.counted(rows, self.tr("{} row was pasted."), self.tr("{} rows were pasted."))]
        named = [
            f"{self._toolbox.words.say(role_words(role))} = {_name(table, role)}"
            for role in (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES)
            if (column := table.column_of(role)) is not None and not column.is_empty
        ]
        said.append(self.tr("Columns: {}.").format(self.tr(", ").join(named)))
        left = [column.heading or column_letters(column.number) for column in table.unsent()]
        if table.header_record:
            said.append(self.tr("The heading was left out."))
        if left:
            said.append(self.tr("Columns left out: {}.").format(self.tr(", ").join(left)))
        return " ".join(said)


def _name(table: TableReading, role: ColumnRole) -> str:
    column = table.column_of(role)
    if column is None:
        return ""
    return f"{column_letters(column.number)} {column.heading}".strip()
