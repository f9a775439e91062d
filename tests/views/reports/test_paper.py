"""Reports on paper, read by an independent program."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.declarations import SITE
from netmile_desktop.domain.reports.figures import totals
from netmile_desktop.domain.reports.periods import buckets
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.views.reports.bars import bars_of, paint_bars
from netmile_desktop.views.reports.report_pdf import report_pdf
from netmile_desktop.workspace.reports.reporting import Figures, ReportRequest
from netmile_desktop.workspace.reports.sheet import charted, sheet
from tests.support.files import need

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 20)


def figures(first: date = FIRST, last: date = LAST, *, stacked: bool = False) -> Figures:
    """A quarter whose figures are easily told apart."""
    days = len(buckets(Period(first, last), Grain.DAY))
    values = {
        "issued": [10_000 + 137 * n for n in range(days)],
        "cancelled": [3 * n for n in range(days)],
        "issues": [100 + n for n in range(days)],
        "cancellations": [n % 3 for n in range(days)],
    }
    values["net"] = [one - other for one, other in zip(values["issued"], values["cancelled"], strict=True)]
    shares = [
        wire.CampaignSeries(
            campaign_id=f"C-{n}",
            campaign_name=f"{n} 月の読書会",
            values={"issued": [each // 2 for each in values["issued"]]},
        )
        for n in range(2)
    ]
    answer = wire.ReportAnswer(
        report="site",
        campaign_id="",
        campaign_name="",
        by=Grain.DAY,
        first=first,
        last=last,
        columns=[column.id for column in SITE.columns],
        values=values,
        totals=totals(SITE.columns, values),
        by_campaign=shares if stacked else [],
        left_out=wire.LeftOut(issues=2, miles=300),
        as_of=datetime(2026, 11, 20, 1, tzinfo=UTC),
    )
    return Figures(request=ReportRequest(report="site", first=first, last=last), answer=answer)


def read(content: bytes, folder: Path) -> tuple[str, str]:
    """What is written on the pages, and the fonts."""
    path = folder / "report.pdf"
    path.write_bytes(content)
    text = subprocess.run([need("pdftotext"), "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    fonts = subprocess.run([need("pdffonts"), str(path)], check=True, capture_output=True, text=True)
    # Japanese fonts have one glyph for 行 and for the radical that looks like it; the reader sees the radical.
    return unicodedata.normalize("NFKC", text.stdout), fonts.stdout


@pytest.mark.usefixtures("qapp")
def test_paper_holds_every_figure_in_embedded_letters(tmp_path: Path) -> None:
    shown = figures()
    text, fonts = read(report_pdf(shown, Language.JAPANESE), tmp_path)
    table = sheet(shown, Language.JAPANESE)
    lines = [line.split() for line in text.splitlines()]
    for row in (*table.rows, table.totals):
        assert [f"{cell:,}" if isinstance(cell, int) else cell for cell in row] in lines
    assert "サイトレポート" in text.replace(" ", "")
    assert "テストユーザーへの発行2件" in text.replace(" ", "")
    assert text.count("\f") > 1
    embedded = [line.split()[-5:] for line in fonts.splitlines()[2:]]
    assert embedded
    assert all(each[0] == "yes" for each in embedded)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("stacked", [False, True])
def test_bars_are_as_high_as_their_figures(*, stacked: bool) -> None:
    assert QGuiApplication.instance()
    table = sheet(figures(date(2026, 11, 1), date(2026, 11, 3), stacked=stacked), Language.JAPANESE)
    bars = bars_of(table, charted(table))
    assert bars.is_stacked is stacked
    picture = QImage(600, 300, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    paint_bars(painter, QRectF(0, 0, 600, 300), bars, Language.JAPANESE)
    painter.end()
    first = bars.series[0]
    heights = [
        sum(picture.pixelColor(x, y) == first.colour for y in range(40, 280))
        for x in range(600)
        if any(picture.pixelColor(x, y) == first.colour for y in range(40, 280))
    ]
    shown = sorted(set(heights))
    assert len(shown) >= 3
    assert shown[-1] / shown[-3] == pytest.approx(first.values[2] / first.values[0], abs=0.05)


def test_the_command_line_draws_without_a_display(sandbox_portal: EmbeddedPortal, tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    environ |= {
        "NETMILE_URL": sandbox_portal.url,
        "NETMILE_LOGIN": "demo",
        "NETMILE_PASSWORD": "Sandbox1234",
        "NETMILE_DATA_DIR": str(tmp_path),
    }
    out = tmp_path / "usage.pdf"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "netmile_desktop", "report", "usage", "--by", "month", "--lang", "ja"),
            *("--format", "pdf", "--out", str(out)),
        ],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    text, _ = read(out.read_bytes(), tmp_path)
    assert "利用状況" in text.replace(" ", "")
    assert "見込み" in text.replace(" ", "")
