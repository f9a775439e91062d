"""`report` on the command line."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.cli import main
from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.declarations import OF_THE_SITE
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.reports.closing import Closing
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.reports.reporting import ReportRequest, fetch, provenance_of
from netmile_desktop.workspace.reports.saving import Format, export
from tests.cli.conftest import Run


@pytest.fixture
def today(sandbox_portal: EmbeddedPortal) -> date:
    client = PortalClient(sandbox_portal.url)
    day = day_of(client.sessions.info().business_time)
    client.close()
    return day


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_report_is_saved_as_the_window_saves_it(
    run: Run, sandbox_portal: EmbeddedPortal, today: date, tmp_path: Path, kind: str
) -> None:
    Closing(sandbox_portal.database, system_clock).catch_up()  # what is final stays so
    first = today.replace(month=1, day=1)
    out = tmp_path / f"usage.{kind}"
    words = ("--by", "month", "--from", first.isoformat(), "--to", today.isoformat())
    client = PortalClient(sandbox_portal.url)
    client.sessions.sign_in("demo", "Sandbox1234")
    shown, said = None, ""
    line: dict[str, object] = {}
    while shown is None or shown.answer.as_of.isoformat() != line["as_of"]:  # an hour may end in between
        request = ReportRequest(report="usage", by=Grain.MONTH, first=first, last=today)
        shown = fetch(client.reports, request, provenance_of(client))
        code, [line], said = run("report", "usage", *words, "--format", kind, "--out", str(out))
        assert (code, line["rows"], line["file"]) == (0, today.month, str(out))
    client.close()
    assert "JST" in said
    assert "Sandbox: sample data" in said
    assert out.read_bytes() == export(shown, Format(kind), Language.ENGLISH)


def test_csv_goes_to_stdout(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "C-1024", "--from", "2026-11-01", "--to", "2026-11-03", "--lang", "ja"]) == 0
    rows = list(csv.reader(io.StringIO(capfd.readouterr().out.removeprefix("\ufeff"), newline="")))
    assert rows[0][:3] == ["日", "マイル発行数", "マイル発行取消数"]
    assert [row[0] for row in rows[1:]] == ["2026-11-01", "2026-11-02", "2026-11-03"]


@pytest.mark.parametrize("report", OF_THE_SITE)
def test_every_report_of_the_site_is_made(run: Run, tmp_path: Path, report: str) -> None:
    days = ("--from", "2026-11-01", "--to", "2026-11-03")
    code, [line], _ = run("report", report, *days, "--out", str(tmp_path / "report.csv"))
    assert (code, line["report"], line["rows"]) == (0, report, 3)


def test_a_report_of_rewards_takes_one_campaign_and_leaves_empty_what_is_not_known(
    run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["--by", "month", "--from", "2023-01-01", "--to", "2023-02-28", "--campaign", "W-2002", "--lang", "ja"]
    assert main(["report", "reward_funnel", *words]) == 0
    rows = list(csv.reader(io.StringIO(capfd.readouterr().out.removeprefix("\ufeff"), newline="")))
    assert rows == [
        ["月", "表示", "開始", "完了", "承認"],
        *([month, "", "", "0", "0"] for month in ("2023-01", "2023-02")),
    ]
    assert main(["report", "reward_fee", *words]) == 0
    out = capfd.readouterr()
    rows = list(csv.reader(io.StringIO(out.out.removeprefix("\ufeff"), newline="")))
    assert rows[0][1:] == [
        *("承認", "キャンペーン成果単価", "成果報酬料（税抜）", "不承認", "キャンペーン掲載料", "状態"),
    ]
    assert rows[1] == ["2023-01", "0", "", "0", "0", "0", "確定"]
    assert "キャンペーン: W-2002 会員登録キャンペーン" in out.err
    assert "数え方: " in out.err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("site", "--campaign", "C-1024"), 2, "--campaign"),
        (("C-1024", "--campaign", "C-1024"), 2, "--campaign"),
        (("reward_fee", "--campaign", "C-1024"), 4, "P-NOTFOUND"),
        (("reward_fee", "--by", "hour"), 4, "P-GRAIN"),
        (("C-9999",), 4, "P-NOTFOUND"),
        (("site", "--from", "2026-01-01", "--to", "2026-12-01"), 4, "P-SPAN"),
        (("site", "--format", "xlsx"), 2, "--out"),
        (("site", "--by", "year"), 2, "--help"),
    ],
)
def test_what_cannot_be_made_is_said(run: Run, words: tuple[str, ...], code: int, says: str) -> None:
    assert run("report", *words)[0] == code
    assert says in run("report", *words)[2]
