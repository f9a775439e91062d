"""Reports on paper, read by an independent program."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from python_calamine import CalamineWorkbook

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.declarations import SITE
from netmile_desktop.domain.reports.figures import known, totals
from netmile_desktop.domain.reports.periods import buckets
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.views.look.palette import LIGHT
from netmile_desktop.views.reports.charts.bars import bars_of, paint_bars
from netmile_desktop.views.reports.pictures import chart_image, chart_svg
from netmile_desktop.views.reports.report_pdf import report_pdf
from netmile_desktop.workspace.reports.reporting import Figures, Provenance, ReportRequest
from netmile_desktop.workspace.reports.sheet import charted, sheet
from netmile_desktop.workspace.reports.workbook import workbook
from tests.support.requirements import need

SHOP = "青山・三日月書店 – 行"
FIRST, LAST = date(2026, 9, 1), date(2026, 11, 20)


def figures(first: date = FIRST, last: date = LAST, *, stacked: bool = False, is_sandbox: bool = True) -> Figures:
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
        values={name: list(own) for name, own in values.items()},
        totals=totals(SITE.columns, values),
        by_campaign=shares if stacked else [],
        left_out=wire.LeftOut(issues=2, miles=300),
        as_of=datetime(2026, 11, 20, 1, tzinfo=UTC),
    )
    request = ReportRequest(report="site", first=first, last=last)
    return Figures(request=request, provenance=Provenance(SHOP, is_sandbox), answer=answer)


def read(content: bytes, folder: Path) -> tuple[str, str]:
    """What is written on the pages, and the fonts."""
    path = folder / "report.pdf"
    path.write_bytes(content)
    text = subprocess.run([need("pdftotext"), "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    fonts = subprocess.run([need("pdffonts"), str(path)], check=True, capture_output=True, text=True)
    return text.stdout, fonts.stdout


@pytest.mark.usefixtures("qapp")
def test_paper_holds_every_figure_in_embedded_letters(tmp_path: Path) -> None:
    shown = figures()
    text, fonts = read(report_pdf(shown, Language.JAPANESE), tmp_path)
    table = sheet(shown, Language.JAPANESE)
    lines = [line.split() for line in text.splitlines()]
    for row in (*table.rows, table.totals):
        assert [f"{cell:,}" if isinstance(cell, int) else cell for cell in row] in lines
    assert "サイトレポート" in text
    assert "テストユーザーへの発行2件" in "".join(text.split())
    pages = text.split("\f")[:-1]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        foot = page.replace(" ", "").splitlines()[-1]
        said = ("サンドボックス", SHOP.replace(" ", ""), "サイトレポート", f"{FIRST}–{LAST}", "時点:2026-11-2010:00")
        assert all(each in foot for each in said)
        assert foot.endswith(str(number))
    embedded = [line.split()[-5:] for line in fonts.splitlines()[2:]]
    assert embedded
    assert all(each[0] == "yes" for each in embedded)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", list(Language))
def test_text_on_paper_is_found_by_the_characters_one_types(tmp_path: Path, language: Language) -> None:
    """Fonts have one glyph for 行 and the radical ⾏, for – and ‒, for ・ and ‧; a search looks for the first ones."""
    text, _ = read(report_pdf(figures(stacked=True), language), tmp_path)
    table = sheet(figures(stacked=True), language)
    written = "".join((table.title, table.foot, *(word for fact in table.facts for word in fact)))
    written += "".join(field.heading for field in table.fields)
    assert set(written) - set(text) <= {" "}
    assert not re.search("[\u2e80-\u2fdf]", text)
    bare = "".join(text.split())
    for said in (table.foot, *(word for fact in table.facts for word in fact)):
        assert "".join(said.split()) in bare, "in one piece"
    assert ("0.5万" if language is Language.JAPANESE else "5k") in bare, "beside the chart, too"
    if language is Language.JAPANESE:
        assert "発行" in text
        assert "日" in text


@pytest.mark.usefixtures("qapp")
def test_a_name_with_a_radical_in_it_spoils_no_search(tmp_path: Path) -> None:
    """Names are copied from other PDFs, too."""
    shown = msgspec.structs.replace(figures(), provenance=Provenance("\u2f8f楽堂", is_sandbox=False))
    text, _ = read(report_pdf(shown, Language.JAPANESE), tmp_path)
    assert "マイル発行数" in text
    assert "\u2f8f" not in text


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", list(Language))
def test_the_longest_names_leave_days_and_time_on_each_sheet(tmp_path: Path, language: Language) -> None:
    name = ("青山・三日月書店&本店" * 6)[:60]
    answer = msgspec.structs.replace(figures().answer, campaign_id="C-1024", campaign_name=name)
    shown = msgspec.structs.replace(figures(), answer=answer, provenance=Provenance(name, is_sandbox=True))
    text, _ = read(report_pdf(shown, language), tmp_path)
    table = sheet(shown, language)
    always = [part.text for part in table.foot_parts if not part.is_name]
    for page in text.split("\f")[:-1]:
        foot = "".join(page.splitlines()[-1].split())
        assert all("".join(part.split()) in foot for part in (*always, name[:7]))
    for_excel = workbook_foot(shown, language)
    assert all(part in for_excel for part in always)
    assert re.fullmatch("(?:[^&]|&amp;&amp;)*", for_excel.removeprefix("&amp;L").removesuffix("&amp;R&amp;P / &amp;N"))
    assert len(for_excel.replace("&amp;", "&")) <= 255


@pytest.mark.usefixtures("qapp")
def test_long_names_leave_room_for_the_bars() -> None:
    shown = figures(stacked=True)
    name = "春の大感謝祭ポイントキャンペーン" * 4
    shares = [
        msgspec.structs.replace(shown.answer.by_campaign[0], campaign_id=f"C-{n}", campaign_name=name) for n in range(7)
    ]
    shown = msgspec.structs.replace(shown, answer=msgspec.structs.replace(shown.answer, by_campaign=shares))
    picture = chart_image(sheet(shown, Language.JAPANESE), Language.JAPANESE)
    lines = [y for y in range(picture.height()) if picture.pixelColor(picture.width() - 60, y).name() == "#e1e5ea"]
    assert lines[0] < 0.45 * picture.height()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("is_sandbox", [True, False])
def test_only_sample_data_are_marked_as_such(tmp_path: Path, *, is_sandbox: bool) -> None:
    shown = figures(is_sandbox=is_sandbox)
    text, _ = read(report_pdf(shown, Language.JAPANESE), tmp_path)
    svg = chart_svg(sheet(shown, Language.JAPANESE), Language.JAPANESE).decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(shown, Language.JAPANESE))).get_sheet_by_index(0)
    cells = "".join(str(cell) for row in book.to_python() for cell in row)
    for said in (text, svg, cells):
        assert ("サンドボックス" in said) is is_sandbox
        assert SHOP in said
    assert workbook_foot(shown).startswith("&amp;Lサンドボックス" if is_sandbox else f"&amp;L{SHOP}")
    picture = chart_image(sheet(shown, Language.JAPANESE), Language.JAPANESE)
    seen = {picture.pixelColor(x, 60).name().upper() for x in range(picture.width())}
    assert (LIGHT.sandbox_tint in seen) is is_sandbox


def workbook_foot(shown: Figures, language: Language = Language.JAPANESE) -> str:
    """What a workbook prints below each page."""
    with zipfile.ZipFile(io.BytesIO(workbook(shown, language))) as book:
        found = re.search("<oddFooter>(.*?)</oddFooter>", book.read("xl/worksheets/sheet1.xml").decode())
    assert found is not None
    return found[1]


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
    assert shown[-1] / shown[-3] == pytest.approx(known(first.values)[2] / known(first.values)[0], abs=0.05)


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
