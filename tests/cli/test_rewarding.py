"""`reward` on the command line: from the file to the fee."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.portal.server import EmbeddedPortal
from tests.cli.conftest import Run
from tests.support.portals.hand_over import result_of


@pytest.fixture
def file(sandbox_portal: EmbeddedPortal, run: Run) -> dict[str, Any]:
    """The newest file of the sandbox with registrations in it, never downloaded."""
    sandbox_portal.worker.run_until_idle()  # from now on it knows when files are due
    client = PortalClient(sandbox_portal.url)
    client.sessions.sign_in("operator", "Sandbox1234")
    client.operator.move_clock(day_of(client.sessions.info().business_time) + timedelta(days=2))
    client.close()
    sandbox_portal.worker.run_until_idle()
    code, lines, _ = run("reward", "files", "--open")
    assert code == 0
    found = [each for each in lines if each["state"] == "new" and each["rows"] > 1]
    assert found, lines
    return found[0]


def test_a_file_is_fetched_checked_answered_and_paid_for(run: Run, file: dict[str, Any], tmp_path: Path) -> None:
    name, out, result = file["file"], tmp_path / "reward.csv", tmp_path / "result.csv"
    code, [saved], _ = run("reward", "fetch", name, "--out", str(out))
    assert (code, saved) == (0, {"file": name, "saved": str(out)})
    codes = [row["登録ID"] for row in csv.DictReader(out.read_text("utf-8-sig").splitlines())]
    assert len(codes) == file["rows"]
    result.write_bytes(result_of(codes[:-1]))
    code, [checked], _ = run("reward", "check", name, "--result", str(result))
    assert (code, checked["can_be_uploaded"], checked["unanswered"]) == (1, False, codes[-1:])
    code, lines, said = run("reward", "answer", name, "--result", str(result))
    assert (code, lines) == (4, [])
    assert "Answer all of them" in said
    result.write_bytes(result_of([*codes, "W20261120-NOSUCHONES"], refused=codes[:1]))
    code, [accepted], _ = run("reward", "answer", name, "--result", str(result))
    assert (code, accepted["approved"], accepted["refused"]) == (1, len(codes) - 1, 1)
    assert [each["fault"] for each in accepted["faults"]] == ["unknown"]
    assert name not in [each["file"] for each in run("reward", "files", "--open")[1]]
    today = run("reward", "fee", "--by", "day")[1][0]
    assert today["approved"] >= len(codes) - 1
    assert today["yen"] == sum(each["approved"] * each["unit_price"] for each in today["lines"]) > 0
    assert today["listing_yen"] == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("fetch",), 2, "Name a file"),
        (("check", "R20261120-0900"), 2, "--result"),
        (("fetch", "R20000101-0900"), 4, ""),
        (("answer", "R20000101-0900", "--result", "missing.csv"), 2, "missing.csv"),
        (("delete",), 2, "delete"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, words: tuple[str, ...], code: int, says: str) -> None:
    told, lines, said = run("reward", *words)
    assert (told, lines) == (code, [])
    assert says in said
    assert "Traceback" not in said
