"""Out of the program with a report: files, paper, clipboard; all made from the table that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPageLayout, QPageSize
from PySide6.QtWidgets import QMenu, QPushButton

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.reports.pictures import chart_image, chart_png, chart_svg
from netmile_desktop.views.reports.report_pdf import RESOLUTION, print_report, report_pdf
from netmile_desktop.workspace.reports.reporting import Figures
from netmile_desktop.workspace.reports.saving import Format, export, file_name, save_export
from netmile_desktop.workspace.reports.sheet import Cell, ReportSheet

if TYPE_CHECKING:
    from PySide6 import QtPrintSupport
else:
    QtPrintSupport = import_lazily("PySide6.QtPrintSupport")


class Shown(Protocol):
    """What is to be saved."""

    figures: Figures | None
    sheet: ReportSheet | None

    @property
    def column(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file."""

    name: str
    ending: str
    filters: str
    make: Callable[[Figures, ReportSheet, str], bytes]
    """Creates the file from the figures, their table and the column shown in the chart."""


class ReportSaving(QObject):
    """The button 「書き出す」 and its menu."""

    def __init__(self, screen: Screen, shown: Shown) -> None:
        super().__init__(screen)
        self._screen, self._shown = screen, shown
        self._language = screen.toolbox.words.language
        self.button: QPushButton = PlainButton(self.tr("Export"), screen.toolbox.theme, "download", screen)
        self.button.setToolTip(self.tr("Save, print or copy the report"))
        self.button.setEnabled(False)
        self.button.clicked.connect(self._on_clicked)

    def kinds(self) -> list[FileKind]:
        """The files a report can be saved as."""
        language = self._language

        def csv(encoding: str) -> Callable[[Figures, ReportSheet, str], bytes]:
            return lambda figures, _table, _column: export(figures, Format.CSV, language, encoding)

        return [
            FileKind(self.tr("CSV (UTF-8)"), "csv", self.tr("CSV files (*.csv)"), csv("utf-8-sig")),
            FileKind(self.tr("CSV (Shift_JIS)"), "csv", self.tr("CSV files (*.csv)"), csv("cp932")),
            FileKind(
                self.tr("Excel workbook"),
                "xlsx",
                self.tr("Excel workbooks (*.xlsx)"),
                lambda figures, _table, column: export(figures, Format.XLSX, language, column=column),
            ),
            FileKind(
                self.tr("PDF"),
                "pdf",
                self.tr("PDF files (*.pdf)"),
                lambda figures, _table, column: report_pdf(figures, language, column),
            ),
            FileKind(
                self.tr("Chart as PNG"),
                "png",
                self.tr("PNG pictures (*.png)"),
                lambda _figures, table, column: chart_png(table, language, column),
            ),
            FileKind(
                self.tr("Chart as SVG"),
                "svg",
                self.tr("SVG pictures (*.svg)"),
                lambda _figures, table, column: chart_svg(table, language, column),
            ),
        ]

    def menu(self) -> QMenu:
        """Everything that can be done with what is shown."""
        menu = QMenu(self.button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in self.kinds():
            menu.addAction(kind.name).triggered.connect(lambda _on=False, kind=kind: self.save(kind))
        menu.addSeparator()
        menu.addAction(self.tr("Copy the table")).triggered.connect(self.copy_table)
        menu.addAction(self.tr("Copy the chart as a picture")).triggered.connect(self.copy_picture)
        menu.addSeparator()
        menu.addAction(self.tr("Print preview")).triggered.connect(self.preview)
        return menu

    def save(self, kind: FileKind) -> None:
        """Ask where to, and save what is shown at this moment."""
        figures, table, column = self._shown.figures, self._shown.sheet, self._shown.column
        if figures is None or table is None:
            return
        toolbox = self._screen.toolbox
        name = f"{file_name(figures, Format.CSV).removesuffix('.csv')}.{kind.ending}"
        path = toolbox.dialogs.choose_save_file(self._screen, self.tr("Save the report"), name, kind.filters)
        if path is None:
            return

        def job(_progress: Progress) -> Path:
            return save_export(path, kind.make(figures, table, column))

        toolbox.tasks.start(
            job,
            owner=self,
            done=self._on_saved,
            failed=self._on_failed,
            title=self.tr("Save the report"),
            subject=path.name,
        )

    @Slot()
    def copy_table(self) -> None:
        """The table with its headings, as a spreadsheet takes it."""
        table = self._shown.sheet
        if table is None:
            return
        heading: tuple[Cell, ...] = tuple(field.heading for field in table.fields)
        lines = (heading, *table.rows, table.totals)
        mime = QMimeData()
        mime.setText("\n".join("\t".join(str(cell).replace("\t", " ") for cell in line) for line in lines))
        cells = ("".join(f"<td>{escape(str(cell))}</td>" for cell in line) for line in lines)
        mime.setHtml("<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>")
        QGuiApplication.clipboard().setMimeData(mime)
        self._screen.tell(Notice(self.tr("The table was copied."), "success", "report-saved"))

    @Slot()
    def copy_picture(self) -> None:
        """The chart as a picture."""
        if self._shown.sheet is not None:
            QGuiApplication.clipboard().setImage(chart_image(self._shown.sheet, self._language, self._shown.column))
            self._screen.tell(Notice(self.tr("The chart was copied as a picture."), "success", "report-saved"))

    @Slot()
    def preview(self) -> None:
        """Show the pages as they would be printed."""
        if self._shown.sheet is None:
            return
        # Looks for printers, which can take a while: loaded only when somebody prints.
        printer = QtPrintSupport.QPrinter(QtPrintSupport.QPrinter.PrinterMode.ScreenResolution)
        printer.setResolution(RESOLUTION)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        dialog = QtPrintSupport.QPrintPreviewDialog(printer, self._screen)
        dialog.setWindowTitle(self.tr("Print preview"))
        dialog.resize(1000, 740)
        dialog.paintRequested.connect(self.paint)
        dialog.exec()
        dialog.deleteLater()

    @Slot(object)
    def paint(self, device: QPagedPaintDevice) -> None:
        """Paint what is shown on pages."""
        if self._shown.sheet is not None:
            print_report(device, self._shown.sheet, self._language, self._shown.column)

    @Slot()
    def _on_clicked(self) -> None:
        self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def _on_saved(self, path: Path) -> None:
        self._screen.tell(Notice(self.tr("Saved: {}").format(path), "success", "report-saved"))

    def _on_failed(self, error: Exception) -> None:
        text = self._screen.toolbox.words.failure(error)
        self._screen.tell(Notice(text, "error", "report-saved", details=repr(error)))
