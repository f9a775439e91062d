"""A shop's damaged workbook, saved by a real spreadsheet program, through three rounds on the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.portal.server import EmbeddedPortal
from tests.cli.conftest import Run
from tests.support.bench import Bench
from tests.support.files import CP932_IN_OFFICE, csv_file, saved_by_office, xlsx_file
from tests.support.shop import HEADER, ShopRow, shop_rows

CAMPAIGN = "C-1024"
REASON = "退会済みのため"


@pytest.fixture(scope="module")
def rows() -> list[ShopRow]:
    return list(shop_rows(400, seed=7, damaged=0.1, nobody_every=40, left_every=60))


@pytest.fixture(scope="module", params=["xlsx", f"csv:{CP932_IN_OFFICE}"])
def file(request: pytest.FixtureRequest, rows: list[ShopRow], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    typed = xlsx_file(folder / "来店.xlsx", {"11月分": [HEADER, *(row.cells for row in rows)]})
    return saved_by_office(typed, request.param, folder)


def test_every_row_is_issued_once_or_closed_with_a_reason(
    run: Run, file: Path, rows: list[ShopRow], tmp_path: Path, sandbox_portal: EmbeddedPortal
) -> None:
    bench = Bench(tmp_path, sandbox_portal)
    good = sum(not row.code and not row.verdict for row in rows)
    sheet = tmp_path / "to correct.csv"

    def corrected(line: int, code: str, cells: list[str]) -> list[str]:
        """What the clerk types: nobody's addresses in the second round, everything that is left in the third."""
        if code == "41053":
            return [cells[0].replace("nobody", "member"), *cells[1:]]
        return cells if code == "41023" else [f"member{20_000 + line:05}@example.jp", f"B-{line:05}", "100"]

    def correct(only: str = "") -> None:
        header, *lines = csv.reader(io.StringIO(sheet.read_text("utf-8-sig")))
        chosen = [cells for cells in lines if not only or cells[4] == only]
        assert chosen
        changed = [(*corrected(int(cells[3]), cells[4], cells[:3]), cells[3]) for cells in chosen]
        csv_file(sheet, [header[:4], *changed])

    code, lines, words = run("send", str(file), "--campaign", CAMPAIGN, "--allow-errors")
    assert code == 1, words
    first, issued = str(lines[-1]["batch"]), lines[-1]["issued"]
    assert issued == good

    code, lines, _ = run("correct", first, "--repair", "--out", str(sheet))
    correct("41053")
    code, lines, _ = run("correct", first, "--with", str(sheet), "--send")
    second = str(lines[-1]["batch"])
    assert code == 1
    assert sums(lines)["issued"] > good + sum(row.verdict == "41053" for row in rows)

    run("correct", second, "--out", str(sheet))
    correct()
    code, lines, words = run("correct", second, "--with", str(sheet), "--close", REASON, "--send")
    gone = sum(row.verdict == "41023" for row in rows)
    assert gone
    assert (code, sums(lines)) == (0, {"rounds": 3, "rows": 400, "issued": 400 - gone, "open": 0, "closed": gone}), (
        words
    )
    assert [line["closed"] for line in lines if line.get("closed") and "line" in line] == [REASON] * gone
    assert sum(bench.newly_issued().values()) == 400 - gone
    shared = "1.23E+05"  # what is left of the keys of several rows
    assert {times for (key, _), times in bench.newly_issued().items() if key != shared} == {1}
    bench.close()
    _, batches, _ = run("batches")
    assert [(each["family"]["open"], each["family"]["closed"]) for each in batches] == [(0, gone)] * 3
    told = [line["registration_id"] for line in run("status")[1][:3]]
    assert told == [id_ for each in batches for id_ in each["registration_ids"]]


def sums(lines: list[dict[str, Any]]) -> dict[str, int]:
    return {name: lines[-1][name] for name in ("rounds", "rows", "issued", "open", "closed")}
