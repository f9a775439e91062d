"""`history`, `inquire`, `cancel` and `reconcile` on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.api.cancellations import Cancellations
from netmile_desktop.domain import wire
from tests.cli.conftest import Run

CAMPAIGN = "C-1024"


@pytest.fixture
def sent(run: Run, tmp_path: Path) -> dict[str, Any]:
    """A batch of three pending rows and a refused one: the last line of `send`."""
    path = tmp_path / "a.csv"
    rows = [*(f"member0000{n}@example.jp,CLI-{n},100" for n in (1, 2, 3)), "nobody@example.jp,CLI-4,100"]
    path.write_text("\n".join(rows), encoding="utf-8")
    _, lines, words = run("send", str(path), "--campaign", CAMPAIGN, "--transfer-after-days", "30")
    assert lines, words
    return {**lines[0], **lines[-1]}


def names(path: Path, *lines: str) -> str:
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_the_history_is_told_issue_by_issue(run: Run) -> None:
    code, lines, _ = run("history", "--campaign", CAMPAIGN, "--state", "pending", "--state", "valid")
    assert code == 0
    assert lines
    for line in lines:
        assert set(line) >= {"issue_id", "registration_id", "key", "miles", "issued_at", "transfer_on", "state"}
        assert line["state"] in {"pending", "valid"}
        assert line["campaign_id"] == CAMPAIGN
    assert len({line["issue_id"] for line in lines}) == len(lines)
    some = lines[0]
    _, found, _ = run("history", "--key", some["key"], "--campaign", CAMPAIGN)
    assert some["issue_id"] in {line["issue_id"] for line in found}
    assert run("history", "--from", "2026-02-01", "--to", "2026-01-01")[0] == 4


def test_a_question_is_answered(run: Run, sent: dict[str, Any]) -> None:
    code, lines, _ = run("inquire", "CLI-1")
    assert code == 0
    assert [line["kind"] for line in lines[:-1]] == ["pending"]
    assert lines[-1]["asked"] == "CLI-1"
    assert set(lines[-1]["member_text"]) == {"ja", "en"}
    assert "100 miles" in lines[-1]["member_text"]["en"]
    assert "The history shows this from tomorrow on." in lines[-1]["staff_notes"]
    _, (letter,), _ = run("inquire", "CLI-99")
    assert "no miles" in letter["member_text"]["en"]
    assert letter["other_spellings"] == []
    code, (letter,), words = run("inquire", "ｃｌｉ－１")
    assert code == 0
    assert letter["other_spellings"] == ["CLI-1"]
    assert letter["member_text"] == {"ja": "", "en": ""}
    assert "Nothing is known under ｃｌｉ－１, but there is under CLI-1." in words
    code, lines, words = run("inquire", " ")
    assert (code, lines, words) == (2, [], "Give a specified key or an e-mail address.\n")
    _, [refused, _], _ = run("inquire", "nobody@example.jp")
    assert refused["code"] == "41053"


def test_a_preview_cancels_nothing(run: Run, sent: dict[str, Any], tmp_path: Path) -> None:
    file = names(tmp_path / "back.csv", "CLI-1", "CLI-2", "CLI-77")
    code, lines, words = run("cancel", file, "--reason", "order_cancelled", "--preview")
    assert code == 1
    assert [(line["found"], line["pile"], line["done"]) for line in lines[:-1]] == [
        ("one", "at_once", False),
        ("one", "at_once", False),
        ("none", "", False),
    ]
    assert lines[-1] == {
        "applied": False,
        "at_once": 2,
        "request": 0,
        "impossible": 0,
        "not_meant": 1,
        "done": 0,
        "miles": 200,
    }
    assert "--apply" in words
    assert [line["kind"] for line in run("inquire", "CLI-1")[1][:-1]] == ["pending"]


def test_what_was_shown_is_cancelled(run: Run, sent: dict[str, Any], tmp_path: Path) -> None:
    file = names(tmp_path / "back.csv", "指定キー,マイル数", "CLI-1,100", "CLI-2,100")
    code, lines, _ = run("cancel", file, "--reason", "order_cancelled", "--apply")
    assert code == 0
    assert [(line["line"], line["done"], line["state"]) for line in lines[:-1]] == [
        (2, True, "cancelled"),
        (3, True, "cancelled"),
    ]
    assert all(line["number"].startswith("R") for line in lines[:-1])
    assert (lines[-1]["done"], lines[-1]["miles"]) == (2, 200)
    code, again, _ = run("cancel", file, "--reason", "order_cancelled", "--apply")
    assert code == 1
    assert [line["cause"] for line in again[:-1]] == ["P-STATE"] * 2


def test_an_order_left_half_done_is_finished_by_the_same_command(
    run: Run, sent: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = names(tmp_path / "back.csv", "CLI-1", "CLI-2")
    order = Cancellations.order

    def dies(self: Cancellations, key: str, body: wire.CancelOrder, progress: Any) -> wire.CancelResult:
        order(self, key, body, progress)
        raise KeyboardInterrupt

    monkeypatch.setattr(Cancellations, "order", dies)
    assert run("cancel", file, "--reason", "order_cancelled", "--apply")[0] == 130
    monkeypatch.setattr(Cancellations, "order", order)
    code, lines, _ = run("cancel", file, "--reason", "order_cancelled", "--apply")
    assert code == 0
    assert [line["done"] for line in lines[:-1]] == [True, True]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--reason", "mood", "--preview"), 2),
        (("--reason", "other"), 2),
        (("--preview",), 2),
        (("--reason", "other", "--preview", "--apply"), 2),
    ],
)
def test_wrong_usage_cancels_nothing(run: Run, tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    assert run("cancel", names(tmp_path / "back.csv", "CLI-1"), *words)[0] == code


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("cancel", str(tmp_path / "none.csv"), "--reason", "other", "--preview")[0] == 2


def test_a_batch_that_agrees(run: Run, sent: dict[str, Any]) -> None:
    code, (sums,), words = run("reconcile", sent["batch"])
    assert (code, sums["is_clean"], sums["issued"], sums["refused"], sums["not_yet"]) == (0, True, 3, 1, 3)
    assert sums["parity"] == [{"code": "41053", "foreseen": 0, "actual": 1, "drift": 0}]
    assert "Everything agrees." in words
    assert run("reconcile", "nothing")[0] == 2


def test_a_month_that_agrees(run: Run) -> None:
    code, lines, _ = run("reconcile", "2026-10")
    assert code == 0
    assert lines[-1]["issued"] == lines[-1]["billed_issued"]
