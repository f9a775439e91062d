"""What is taken out of the program equals what is shown."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.reports.view import ReportView
from tests.support.requirements import need
from tests.support.window import ScriptedDialogs, settle


def in_sight(report: ReportView) -> list[list[str]]:
    """The rows of the table as they are seen, the sums last."""
    table = report.panes.table.table
    assert table is not None
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def save(report: ReportView, name: str, to: Path, dialogs: ScriptedDialogs, tasks: TaskRunner) -> bytes:
    """Save through the menu's entry of a name."""
    told: list[Notice] = []
    report.noticed.connect(told.append)
    dialogs.script(to)
    (kind,) = [kind for kind in report.saving.kinds() if kind.name == name]
    report.saving.save(kind)
    settle(tasks, lambda: bool(told))
    assert told[-1].kind == "success", told
    assert str(to) in told[-1].text
    assert to.suffix == f".{kind.ending}"
    return to.read_bytes()


@pytest.mark.parametrize(("name", "encoding"), [("CSV (UTF-8)", "utf-8-sig"), ("CSV (Shift_JIS)", "cp932")])
def test_csv(
    report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path, name: str, encoding: str
) -> None:
    content = save(report, name, tmp_path / "report.csv", dialogs, tasks)
    rows = list(csv.reader(io.StringIO(content.decode(encoding), newline="")))
    assert rows[0][:3] == ["日", "マイル発行数", "マイル発行取消数"]
    wanted = [[row[0].replace("/", "-"), *(cell.replace(",", "") for cell in row[1:])] for row in in_sight(report)]
    assert rows[1:] == wanted


def test_workbook(report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path) -> None:
    content = save(report, "Excel workbook", tmp_path / "report.xlsx", dialogs, tasks)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    start = next(at for at, row in enumerate(rows) if row[0] == "Day")
    shown = in_sight(report)
    for row, seen in zip(rows[start + 1 :], shown, strict=False):
        assert str(row[0]).replace("-", "/") == seen[0]
        assert [f"{cell:,.0f}" for cell in row[1 : len(seen)]] == seen[1:]


def test_paper(report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path) -> None:
    to = tmp_path / "report.pdf"
    save(report, "PDF", to, dialogs, tasks)
    read = subprocess.run([need("pdftotext"), "-layout", str(to), "-"], check=True, capture_output=True, text=True)
    lines = [line.split() for line in read.stdout.splitlines()]
    for row in in_sight(report):
        assert [row[0].replace("/", "-"), *row[1:]] in lines


def test_pictures(report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path) -> None:
    picture = QImage.fromData(save(report, "Chart as PNG", tmp_path / "chart.png", dialogs, tasks))
    assert (picture.width(), picture.height()) == (1920, 960)
    drawing = ElementTree.fromstring(save(report, "Chart as SVG", tmp_path / "chart.svg", dialogs, tasks))
    said = " ".join("".join(each.itertext()) for each in drawing.iter("{http://www.w3.org/2000/svg}text"))
    assert "Site report" in said
    assert "Miles issued" in said
    assert report.sheet is not None
    assert dict(report.sheet.facts)["As of"][:10] in said
    assert re.search(r"\d{4}-\d{2}-\d{2}", said)


def test_the_chart_that_is_shown_is_the_one_that_is_saved(
    report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    report.panes.measure.setCurrentIndex(report.panes.measure.findData("issues"))
    report.panes.measure.activated.emit(report.panes.measure.currentIndex())
    said = save(report, "Chart as SVG", tmp_path / "chart.svg", dialogs, tasks).decode()
    assert "Number of issues" in said
    assert "Miles cancelled" not in said
    assert series_in(save(report, "Excel workbook", tmp_path / "issues.xlsx", dialogs, tasks)) == (
        ["Number of issues"],
        "clustered",
    )
    report.panes.measure.setCurrentIndex(0)
    report.panes.measure.activated.emit(0)
    assert series_in(save(report, "Excel workbook", tmp_path / "miles.xlsx", dialogs, tasks))[0] == [
        "Miles issued",
        "Miles cancelled",
    ]
    report.parameters.stacked.setChecked(True)
    settle(tasks, lambda: report.figures is not None and bool(report.figures.answer.by_campaign))
    names, grouping = series_in(save(report, "Excel workbook", tmp_path / "apart.xlsx", dialogs, tasks))
    assert report.panes.chart is not None
    assert [name.removeprefix("Miles issued: ") for name in names] == [
        each.name for each in report.panes.chart._bars.series
    ]
    assert grouping == "stacked"


def series_in(content: bytes) -> tuple[list[str], str]:
    """The names of the series of a workbook's chart as its sheet has them, and how its bars stand."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        chart = ElementTree.fromstring(book.read("xl/charts/chart1.xml"))
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    names = []
    for each in chart.iter(f"{space}ser"):
        reference = each.findtext(f"{space}tx/{space}strRef/{space}f") or ""
        found = re.search(r"\$([A-Z]+)\$(\d+)$", reference)
        assert found, reference
        names.append(str(rows[int(found[2]) - 1][ord(found[1]) - ord("A")]))
    grouping = next(chart.iter(f"{space}grouping")).get("val")
    return names, str(grouping)


def test_svg_and_png_show_the_same(
    report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    picture = QImage.fromData(save(report, "Chart as PNG", tmp_path / "chart.png", dialogs, tasks))
    renderer = QSvgRenderer(QByteArray(save(report, "Chart as SVG", tmp_path / "chart.svg", dialogs, tasks)))
    assert renderer.isValid()
    drawn = QImage(picture.size(), QImage.Format.Format_RGB32)
    drawn.fill(0xFFFFFFFF)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(drawn.rect()))
    painter.end()
    assert report.panes.chart is not None
    for series in report.panes.chart._bars.columns:
        one, other = (columns_with(image, series.colour) for image in (picture, drawn))
        assert len(one ^ other) <= len(one) * 0.1 + 2, series.name
    assert columns_with(picture, report.panes.chart._bars.columns[0].colour)


def columns_with(image: QImage, colour: QColor) -> set[int]:
    """Where from left to right a colour is found, the names of the series aside."""
    below = range(image.height() // 3, image.height(), 3)
    return {x for x in range(0, image.width(), 2) if any(image.pixelColor(x, y) == colour for y in below)}


def test_the_chart_on_paper_is_drawn_with_lines_and_letters(
    report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    to = tmp_path / "report.pdf"
    save(report, "PDF", to, dialogs, tasks)
    images = subprocess.run([need("pdfimages"), "-list", str(to)], check=True, capture_output=True, text=True)
    assert images.stdout.splitlines()[2:] == []
    fonts = subprocess.run([need("pdffonts"), str(to)], check=True, capture_output=True, text=True).stdout
    assert any("CJK" in line and line.split()[-5] == "yes" for line in fonts.splitlines()), fonts


def test_the_preview_shows_the_pages_that_are_printed(report: ReportView, qtbot: QtBot, tmp_path: Path) -> None:
    pages: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintPreviewDialog)
        preview = dialog.findChild(QPrintPreviewWidget)
        assert preview is not None
        pages.append(preview.pageCount())
        dialog.reject()

    QTimer.singleShot(0, look)
    report.saving.preview()
    assert pages
    assert pages[0] >= 1
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    report.saving.paint(printer)
    said = subprocess.run(
        [need("pdftotext"), "-layout", str(tmp_path / "printed.pdf"), "-"], check=True, capture_output=True
    )
    for row in in_sight(report):
        assert row[0].replace("/", "-") in said.stdout.decode()


def test_clipboard(report: ReportView) -> None:
    report.saving.copy_table()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:2] == ["Day", "Miles issued"]
    assert [[row[0].replace("/", "-"), *(cell.replace(",", "") for cell in row[1:])] for row in in_sight(report)] == (
        lines[1:-1]
    )
    assert lines[-1][0] == "Total"
    report.saving.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()


def test_a_file_that_cannot_be_written_is_told(
    report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    told: list[Notice] = []
    report.noticed.connect(told.append)
    dialogs.script(tmp_path / "no such folder" / "report.csv")
    report.saving.save(report.saving.kinds()[0])
    settle(tasks, lambda: bool(told))
    assert told[-1].kind == "error"
