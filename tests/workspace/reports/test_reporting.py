"""Reports on a clerk's machine: fetched, remembered, exported; the budget guard."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain.billing import yen
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.failures import FileUnwritable, Refused, Unreachable
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.periods import Preset, preset_period
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.issuing.budgets import WHOLE_SITE, Budgets
from netmile_desktop.workspace.reports import csv_file as csv_module
from netmile_desktop.workspace.reports.csv_file import csv_file
from netmile_desktop.workspace.reports.reporting import Figures, Provenance, Reporting, ReportRequest
from netmile_desktop.workspace.reports.saving import Format, export, file_name, save_export
from netmile_desktop.workspace.reports.sheet import sheet
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.faults import FaultyLine
from tests.support.files import csv_file as rows_file
from tests.support.files import saved_by_office

PROVENANCE = Provenance("みなと書店", is_sandbox=True)


class Clerk:
    """Signed in at the sandbox, over a line that can be made to fail."""

    def __init__(self, folder: Path, portal: EmbeddedPortal) -> None:
        self.folder = folder
        self.line = FaultyLine(portal.url)
        self.client = PortalClient(self.line.url, patience=ONCE)
        self.client.sessions.sign_in("demo", "Sandbox1234")
        self.today = day_of(self.client.sessions.info().business_time)
        self.store = Store.open(folder / "workspace.db", bytes(32))
        self.batches = Batches(self.store, lambda: self.today)
        self.reporting = Reporting(self.client, self.store, lambda: PROVENANCE)
        self.budgets = Budgets(self.client, self.store, self.batches)

    def request(self, report: str = "site", by: Grain = Grain.DAY, **more: Any) -> ReportRequest:
        period = preset_period(Preset.LAST_12_MONTHS if by is Grain.MONTH else Preset.LAST_30_DAYS, self.today)
        return ReportRequest(report=report, by=by, first=period.first, last=period.last, **more)

    def close(self) -> None:
        self.store.close()
        self.client.close()
        self.line.close()


@pytest.fixture
def clerk(sandbox_portal: EmbeddedPortal, tmp_path: Path) -> Iterator[Clerk]:
    clerk = Clerk(tmp_path, sandbox_portal)
    yield clerk
    clerk.close()


def test_a_view_is_remembered_for_the_time_without_the_portal(clerk: Clerk) -> None:
    request = clerk.request(stacked=True, compared=True)
    assert clerk.reporting.remembered(request) is None
    shown = clerk.reporting.figures(request)
    assert not shown.is_remembered
    assert len(shown.buckets) == len(shown.answer.values["issued"]) == 30
    assert shown.previous is not None
    assert shown.previous.last == shown.answer.first - timedelta(days=1)
    assert shown.answer.totals["issued"] > 0
    clerk.line.refuse()
    with pytest.raises(Unreachable):
        clerk.reporting.figures(request)
    clerk.client.is_offline = True
    remembered = clerk.reporting.figures(clerk.request())
    assert remembered.is_remembered
    assert (remembered.answer, remembered.previous) == (shown.answer, shown.previous)
    with pytest.raises(Unreachable):
        clerk.reporting.figures(clerk.request("usage", Grain.MONTH))


def test_what_the_portal_refuses_is_not_remembered(clerk: Clerk) -> None:
    request = ReportRequest(report="site", by=Grain.DAY, first=clerk.today - timedelta(days=200), last=clerk.today)
    with pytest.raises(Refused, match="P-SPAN"):
        clerk.reporting.figures(request)
    assert clerk.reporting.remembered(request) is None


def test_the_rows_behind_a_bar_are_its_sum(clerk: Clerk) -> None:
    figures = clerk.reporting.figures(clerk.request(by=Grain.MONTH, stacked=True))
    at = len(figures.buckets) - 2
    bucket, bar = figures.buckets[at], figures.answer.values["issued"][at]
    page = clerk.reporting.entries(figures, "issued", bucket, size=10)
    assert (page.miles, len(page.items)) == (bar, 10)
    saved = clerk.reporting.save_entries(figures, "issued", clerk.folder / "rows.csv", bucket)
    header, *rows = csv.reader(io.StringIO(saved.read_text("utf-8-sig"), newline=""))
    assert header[4] == "マイル数"
    assert (sum(int(row[4]) for row in rows), len(rows)) == (bar, page.total)
    share = next(each for each in figures.answer.by_campaign if each.values["issued"][at])
    own = clerk.reporting.entries(figures, "issued", bucket, campaign_id=share.campaign_id)
    assert own.miles == share.values["issued"][at]
    with pytest.raises(FileUnwritable):
        clerk.reporting.save_entries(figures, "issued", clerk.folder / "nowhere" / "rows.csv", bucket)


def test_other_questions_are_passed_on(clerk: Clerk) -> None:
    period = Period(clerk.today - timedelta(days=60), clerk.today)
    errors = clerk.reporting.error_statistics(period)
    assert errors.rows == sum(cell.rows for cell in errors.cells) > 0
    assert clerk.reporting.odd_amounts(period).rows > 0
    standing = clerk.reporting.standing(clerk.request())
    assert standing.valid > 0
    assert standing.members > 0


def figures_of(clerk: Clerk, report: str, by: Grain) -> Figures:
    return clerk.reporting.figures(clerk.request(report, by, stacked=report == "site", compared=True))


@pytest.mark.parametrize(("report", "by"), [("site", Grain.DAY), ("usage", Grain.MONTH), ("site", Grain.HOUR)])
def test_exports_hold_what_is_shown(clerk: Clerk, report: str, by: Grain) -> None:
    figures = figures_of(clerk, report, by)
    table = sheet(figures, Language.JAPANESE)
    for encoding in ("utf-8-sig", "cp932"):
        header, *rows = csv.reader(io.StringIO(csv_file(figures, encoding).decode(encoding), newline=""))
        assert header == [field.heading for field in table.fields]
        assert rows == [[str(cell) for cell in row] for row in table.rows]
    assert [field.heading for field in table.fields][1] == "マイル発行数"
    assert len(table.totals) == len(table.fields)
    issued = [row[1] for row in table.rows]
    assert table.totals[1] == sum(int(cell) for cell in issued) == figures.answer.totals["issued"]
    if report == "site":
        shares = [at for at, field in enumerate(table.fields) if field.campaign_id is not None]
        assert [sum(int(row[at]) for at in shares) for row in table.rows] == issued
    else:
        assert table.rows[-1][6] == "見込み"


def test_a_spreadsheet_program_reads_the_workbook(clerk: Clerk) -> None:
    figures = figures_of(clerk, "site", Grain.MONTH)
    content = export(figures, Format.XLSX, Language.JAPANESE)
    assert content == export(figures, Format.XLSX, Language.JAPANESE)
    path = save_export(clerk.folder / "report.xlsx", content)
    text = saved_by_office(path, "csv", clerk.folder).read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    table = sheet(figures, Language.JAPANESE)
    assert rows[0][0] == "サイトレポート"
    start = next(at for at, row in enumerate(rows) if row[0] == "月")
    assert rows[start][: len(table.fields)] == [field.heading for field in table.fields]
    shown = [[cell.replace(",", "") for cell in row[: len(table.fields)]] for row in rows[start + 1 :]]
    assert shown[: len(table.rows)] == [[str(cell) for cell in row] for row in table.rows]
    assert shown[len(table.rows)] == [str(cell) for cell in table.totals]
    names = subprocess.run(["unzip", "-l", str(path)], check=False, capture_output=True, text=True).stdout
    assert not names or "xl/charts/chart1.xml" in names


def test_campaigns_of_one_name_are_told_apart(clerk: Clerk) -> None:
    table = sheet(figures_of(clerk, "site", Grain.MONTH), Language.JAPANESE)
    names = [field.campaign_name for field in table.fields if field.campaign_id is not None]
    assert len(set(names)) == len(names)
    assert "お買い上げマイル（オンラインストア） C-1002" in names


def test_names_of_files_say_what_they_hold(clerk: Clerk) -> None:
    figures = figures_of(clerk, "usage", Grain.MONTH)
    first, last = figures.answer.first, figures.answer.last
    assert file_name(figures, Format.XLSX) == f"サンドボックス_利用状況_月別_{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
    with pytest.raises(ValueError, match="Qt"):
        export(figures, Format.PDF, Language.JAPANESE)
    assert export(figures, Format.PDF, Language.JAPANESE, draw_pdf=lambda *_: b"%PDF") == b"%PDF"


def test_what_cp932_does_not_have_is_marked() -> None:
    assert csv_module._pieces("é春", "cp932") == ["é", "春"]
    assert b"".join(csv_module._encoded(char, "cp932") for char in "é春") == "〓春".encode("cp932")


def test_a_limit_is_asked_before_it_is_passed(clerk: Clerk) -> None:
    assert not clerk.budgets.guard("C-1024", 10**9).exceeds
    bill = clerk.budgets.bill()
    # On the first day of a month nothing is spent yet.
    spent = next((each.yen for each in bill.by_campaign if each.campaign_id == "C-1024"), 0)
    room = 100_000
    clerk.budgets.set_limit("C-1024", spent + yen(room, bill.yen_per_1000_miles))
    assert clerk.budgets.limits() == {"C-1024": spent + yen(room, bill.yen_per_1000_miles)}
    assert not clerk.budgets.guard("C-1024", room).exceeds
    asked = clerk.budgets.guard("C-1024", room + 1_000)
    assert asked.exceeds
    assert (asked.spent, asked.after - asked.spent) == (spent, asked.coming)
    clerk.client.is_offline = True
    assert clerk.budgets.guard("C-1024", room + 1_000).exceeds
    clerk.budgets.set_limit("C-1024", None)
    assert clerk.budgets.limits() == {}


def test_a_send_is_compared_with_the_limit_of_the_site_as_well(clerk: Clerk) -> None:
    bill = clerk.budgets.bill()
    cost = yen(100_000, bill.yen_per_1000_miles)
    clerk.budgets.set_limit(WHOLE_SITE, bill.yen + cost)
    assert clerk.budgets.site_limit() == bill.yen + cost
    assert clerk.budgets.is_limited("C-1024")
    assert not clerk.budgets.guard("C-1024", 100_000).exceeds
    asked = clerk.budgets.guard("C-1024", 102_000)
    assert (asked.exceeds, asked.campaign_id, asked.spent) == (True, WHOLE_SITE, bill.yen)
    clerk.budgets.set_limit("C-1024", 0)
    assert clerk.budgets.guard("C-1024", 102_000).campaign_id == "C-1024", "that of the campaign is named first"
    clerk.budgets.set_limit(WHOLE_SITE, None)
    assert clerk.budgets.guard("C-1022", 10**9).limit is None


def test_the_days_of_the_trend_are_those_of_the_report(clerk: Clerk) -> None:
    today = clerk.today
    daily = clerk.reporting.daily_issued(today)
    request = ReportRequest(report="site", first=daily.first, last=today)
    assert list(daily.issued) == clerk.reporting.figures(request).answer.values["issued"]
    assert daily.today == today
    assert daily.first <= today - timedelta(days=59)
    first = today.replace(day=1)
    assert daily.this_month == daily.between(first, today)
    before = (first - timedelta(days=1)).replace(day=1)
    assert daily.first <= before
    last = min(before + (today - first), first - timedelta(days=1))
    assert daily.last_month_so_far == daily.between(before, last)
    clerk.client.is_offline = True
    assert clerk.reporting.daily_issued(today) == daily, "as last asked for"
    with pytest.raises(Unreachable):
        clerk.reporting.daily_issued(today, "C-1024")


def test_a_limit_without_anything_known_is_not_waved_through(clerk: Clerk) -> None:
    clerk.budgets.set_limit("C-1024", 1)
    clerk.client.is_offline = True
    with pytest.raises(Unreachable):
        clerk.budgets.guard("C-1024", 1)


def test_the_forecast_adds_what_lies_here_to_be_issued(clerk: Clerk) -> None:
    before = clerk.budgets.forecast()
    assert (before.open_miles, before.yen) == (0, before.bill.yen_with_waiting)
    source = load_source(rows_file(clerk.folder / "十一月.csv", [("member00001@example.jp", "K1", "100")] * 3))
    clerk.batches.take_in(source, Recipe(), clerk.client.campaigns.detail("C-1024"))
    after = clerk.budgets.forecast()
    assert after.open_by_campaign == {"C-1024": 300}
    assert after.yen == after.bill.yen_with_waiting + yen(300, after.bill.yen_per_1000_miles)
    assert after.bill.month == date(clerk.today.year, clerk.today.month, 1)
