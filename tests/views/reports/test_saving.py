"""What is taken out of the program equals what is shown."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from python_calamine import CalamineWorkbook

from netmile_desktop.domain.reports import SITE
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from tests.support.files import need
from tests.support.window import ScriptedDialogs, settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def report(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> ReportView:
    view = ReportView(desk, toolbox, SITE)
    shown(view)
    view.entered()
    settle(tasks, lambda: view.figures is not None)
    settle(tasks)
    return view


def in_sight(report: ReportView) -> list[list[str]]:
    """The rows of the table as they are seen, the sums last."""
    table = report.table.table
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
    assert to.suffix == f".{kind.ending}"
    return to.read_bytes()


@pytest.mark.parametrize(("name", "encoding"), [("CSV (UTF-8)", "utf-8-sig"), ("CSV (Shift_JIS)", "cp932")])
def test_csv(
    report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path, name: str, encoding: str
) -> None:
    content = save(report, name, tmp_path / "report.csv", dialogs, tasks)
    rows = list(csv.reader(io.StringIO(content.decode(encoding), newline="")))
    assert rows[0][:3] == ["日", "マイル発行数", "マイル発行取消数"]
    wanted = [[row[0].replace("/", "-"), *(cell.replace(",", "") for cell in row[1:])] for row in in_sight(report)[:-1]]
    assert rows[1:] == wanted


def test_workbook(report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path) -> None:
    content = save(report, "Excel workbook", tmp_path / "report.xlsx", dialogs, tasks)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    start = next(at for at, row in enumerate(rows) if row[0] == "Day")
    shown = in_sight(report)
    for row, seen in zip(rows[start + 1 :], shown[:-1], strict=False):
        assert str(row[0]).replace("-", "/") == seen[0]
        assert [f"{int(cell):,}" for cell in row[1 : len(seen)]] == seen[1:]


def test_paper(report: ReportView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path) -> None:
    to = tmp_path / "report.pdf"
    save(report, "PDF", to, dialogs, tasks)
    read = subprocess.run([need("pdftotext"), "-layout", str(to), "-"], check=True, capture_output=True, text=True)
    lines = [line.split() for line in unicodedata.normalize("NFKC", read.stdout).splitlines()]
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
    report.measure.setCurrentIndex(report.measure.findData("issues"))
    report.measure.activated.emit(report.measure.currentIndex())
    said = save(report, "Chart as SVG", tmp_path / "chart.svg", dialogs, tasks).decode()
    assert "Number of issues" in said
    assert "Miles cancelled" not in said


def test_clipboard(report: ReportView) -> None:
    report.saving.copy_table()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:2] == ["Day", "Miles issued"]
    assert [[row[0].replace("/", "-"), *(cell.replace(",", "") for cell in row[1:])] for row in in_sight(report)] == (
        lines[1:]
    )
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
