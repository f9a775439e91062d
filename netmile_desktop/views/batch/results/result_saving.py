"""Saving what became of a batch: a workbook with the clerk's own rows and columns, or the error rows alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from netmile_desktop.domain.batches import Action
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.dialogs import open_folder
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.drafts.draft import Draft

if TYPE_CHECKING:
    from netmile_desktop.workspace.batches import result_sheets
    from netmile_desktop.workspace.batches.result_sheets import Rows
else:
    # Few results that are looked at are saved.
    result_sheets = import_lazily("netmile_desktop.workspace.batches.result_sheets")


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written."""

    path: Path
    rows: int
    sheets: int


class ResultSaving(QObject):
    """結果を保存. Writing runs in the background, whatever is shown meanwhile."""

    def __init__(self, toolbox: Toolbox, screen: Screen, parent: QWidget, shown: Callable[[], Draft | None]) -> None:
        """`shown` returns the batch that is shown."""
        super().__init__(parent)
        self._toolbox, self._screen, self._shown = toolbox, screen, shown

    def fill(self, menu: QMenu) -> None:
        """Add to a menu what can be saved."""
        rows = result_sheets.Rows
        for text, which, ending in (
            (self.tr("Results as an Excel workbook…"), rows.ALL, result_sheets.WORKBOOK),
            (self.tr("Error list as an Excel workbook…"), rows.ERRORS, result_sheets.WORKBOOK),
            (self.tr("Error list as CSV…"), rows.ERRORS, result_sheets.CSV),
            (self.tr("Completed list as an Excel workbook…"), rows.ISSUED, result_sheets.WORKBOOK),
        ):
            menu.addAction(text).triggered.connect(
                lambda _on=False, which=which, ending=ending: self.save(which, ending)
            )

    def save(self, which: Rows, ending: str) -> None:
        """Ask where to, and save the rows as they are at this moment."""
        draft, language = self._shown(), self._toolbox.words.language
        if draft is None:
            return
        filters = self.tr("CSV files (*.csv)") if ending == result_sheets.CSV else self.tr("Excel workbooks (*.xlsx)")
        name = result_sheets.list_name(draft.name, which, language, ending)
        path = self._toolbox.dialogs.choose_save_file(self._screen, self.tr("Save the results"), name, filters)
        if path is None:
            return
        table = result_sheets.ResultSheet(draft.snapshot(), language, is_draft=draft.may(Action.EDIT))

        def job(progress: Progress) -> Saved:
            row_ids = table.row_ids(which, progress)
            rows = result_sheets.save_rows(table, row_ids, path, progress, ending=ending)
            return Saved(path, rows, result_sheets.sheets_of(rows) if ending == result_sheets.WORKBOOK else 1)

        self._toolbox.tasks.start(
            job,
            owner=self,
            done=self._on_saved,
            failed=self._on_failed,
            title=self.tr("Save the results"),
            subject=path.name,
            retry=True,
        )

    def _on_saved(self, saved: Saved) -> None:
        words = (self.tr("{0} row was saved: {1}"), self.tr("{0} rows were saved: {1}"))
        text = formats.counted(saved.rows, *words, saved.path)
        if saved.sheets > 1:
            text += "\n" + self.tr("A sheet cannot hold that many rows: they go on in sheet 2 of the workbook.")
        folder = ((self.tr("Open the folder"), lambda: open_folder(saved.path.parent)),)
        self._screen.tell(Notice(text, "success", "results-saved", folder))

    def _on_failed(self, error: Exception) -> None:
        text = self._toolbox.words.failure(error)
        self._screen.tell(Notice(text, "error", "results-saved", details=repr(error)))
