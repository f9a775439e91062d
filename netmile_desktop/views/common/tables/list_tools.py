"""Tools for a whole list: choose its columns, save it as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netmile_desktop.domain.wire import PAGE_SIZES, Page
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.labels import IconButton
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table import TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable

T = TypeVar("T")

PAGE = max(PAGE_SIZES)
"""Rows fetched per request."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet evaluates a cell that starts with one of these as a formula."""


class ListTools(QWidget):
    """Two small buttons beside a table: its columns, and its content as a file."""

    save_asked = Signal()

    def __init__(self, theme: Theme, table: RecordTable[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.columns = IconButton(theme, "columns", self.tr("Choose columns"), self)
        self.save = IconButton(theme, "download", self.tr("Save the list as CSV"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.columns)
        row.addWidget(self.save)
        self.columns.clicked.connect(self._on_columns)
        self.save.clicked.connect(self.save_asked)

    @Slot()
    def _on_columns(self) -> None:
        corner = self.columns.mapToGlobal(QPoint(0, self.columns.height() + 2))
        self._table.columns.menu().popup(corner)


class ListExport(QObject):
    """Saves all pages of what a list has found, with its visible columns."""

    def __init__(self, screen: Screen, table: RecordTable[Any]) -> None:
        super().__init__(screen)
        self._screen, self._table = screen, table

    def save_shown(self, name: str) -> None:
        """Save a list that is loaded completely; `name` is the proposed file name without extension."""
        records = list(self._table.records_model.records)
        self._save(name, lambda _progress: records)

    def save_found(self, name: str, fetch: Callable[[int, int, Progress], Page[T]]) -> None:
        """Save everything that a search finds; `fetch` returns a page by its number and size."""

        def all_of_it(progress: Progress) -> list[T]:
            found: list[T] = []
            number = 1
            while True:
                page = fetch(number, PAGE, progress)
                found += page.items
                progress.report(len(found), page.total, "fetching")
                if not page.items or len(found) >= page.total:
                    return found
                number += 1

        self._save(name, all_of_it)

    def _save(self, name: str, records: Callable[[Progress], Sequence[Any]]) -> None:
        toolbox = self._screen.toolbox
        title = self.tr("Save the list as CSV")
        path = toolbox.dialogs.choose_save_file(self._screen, title, f"{name}.csv", self.tr("CSV files (*.csv)"))
        if path is None:
            return
        columns = self._table.columns.shown()

        def job(progress: Progress) -> int:
            found = records(progress)
            try:
                replace_file(path, csv_of(columns, found))
            except OSError as error:
                raise unwritable(error, path) from error
            return len(found)

        toolbox.tasks.start(
            job,
            owner=self,
            done=lambda rows: self._on_saved(path, rows),
            failed=self._on_failed,
            title=title,
            subject=path.name,
        )

    def _on_saved(self, path: Path, rows: int) -> None:
        text = self.tr("Rows saved: {} · {}").format(f"{rows:,}", path)
        self._screen.tell(Notice(text, "success", "list-saved"))

    def _on_failed(self, error: Exception) -> None:
        text = self._screen.toolbox.words.failure(error)
        self._screen.tell(Notice(text, "error", "list-saved", details=repr(error)))


def csv_of(columns: Sequence[TableColumn[T]], records: Iterable[T]) -> bytes:
    """Return a list as UTF-8 CSV for spreadsheets: with a byte order mark, and without cells evaluated as formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_harmless(column.title) for column in columns])
    for record in records:
        writer.writerow([_harmless(column.text(record)) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    cell = cell.replace("\n", " ")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
