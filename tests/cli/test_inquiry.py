from __future__ import annotations

from pathlib import Path

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.history.registrations import SentRegistrations
from tests.cli.conftest import Run

CAMPAIGN = "C-1024"


@pytest.fixture
def sent(run: Run, tmp_path: Path) -> str:
    """A registration with one issued and one refused row."""
    path = tmp_path / "a.csv"
    path.write_text("member00001@example.jp,K-1,100\nnobody@example.jp,K-2,100\n", encoding="utf-8")
    _, lines, words = run("send", str(path), "--campaign", CAMPAIGN)
    assert lines, words
    return str(lines[0]["registration_id"])


def test_status_lists_every_registration_once(run: Run, sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netmile_desktop.cli.inquiry._PAGE", 20)
    code, lines, _ = run("status")
    assert code == 0
    ids = [line["registration_id"] for line in lines]
    assert len(ids) > 2 * 20
    assert len(set(ids)) == len(ids)
    assert ids[0] == sent
    accepted = [line["accepted_at"] for line in lines]
    assert accepted == sorted(accepted, reverse=True)


def test_what_is_accepted_meanwhile_is_not_told_twice(
    run: Run, sent: str, sandbox_portal: EmbeddedPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netmile_desktop.cli.inquiry._PAGE", 20)
    before = [line["registration_id"] for line in run("status")[1]]
    colleague = PortalClient(sandbox_portal.url)
    colleague.sessions.sign_in("demo2", "Sandbox1234")
    search, asked = SentRegistrations.search, wire.IssuanceQuery(campaign_id=CAMPAIGN)
    sending: list[wire.Registration] = []

    def searched(self: SentRegistrations, query: wire.RegistrationSearch) -> wire.Page[wire.Registration]:
        if query.page == 2 and not sending:
            sending.append(colleague.issuances.issue("k" * 64, asked, b"member00002@example.jp,K-3,100\n"))
        return search(self, query)

    monkeypatch.setattr(SentRegistrations, "search", searched)
    code, lines, _ = run("status")
    assert code == 0
    colleague.close()
    assert sending
    assert [line["registration_id"] for line in lines] == before


def test_status_is_narrowed(run: Run, sent: str) -> None:
    day = f"{sent[:4]}-{sent[4:6]}-{sent[6:8]}"
    _, lines, _ = run("status", "--campaign", CAMPAIGN, "--from", day, "--to", day, "--only-errors")
    assert [line["registration_id"] for line in lines] == [sent]
    assert lines[0]["errors"] == 1


def test_status_of_one_has_everything(run: Run, sent: str) -> None:
    code, (line,), _ = run("status", sent)
    assert code == 0
    assert line["miles_issued"] == 100
    assert line["by_code"] == [{"code": "41053", "rows": 1}]


def test_what_is_not_there_is_refused(run: Run) -> None:
    code, lines, words = run("status", "20200101-000001")
    assert (code, lines) == (4, [])
    assert "P-NOTFOUND" in words


@pytest.mark.parametrize("words", [("--from", "yesterday"), ("--from", "2026-13-01")])
def test_days_that_are_none(run: Run, words: tuple[str, ...]) -> None:
    assert run("status", *words)[0] == 2


def test_days_the_wrong_way_round_are_refused(run: Run) -> None:
    code, _, words = run("status", "--from", "2026-11-02", "--to", "2026-11-01")
    assert code == 4
    assert "P-RANGE" in words


def test_lists_are_saved_then_deleted(run: Run, sent: str, tmp_path: Path) -> None:
    completed, errors = tmp_path / "done.csv", tmp_path / "bad.csv"
    code, (line,), _ = run("lists", sent, "--completed", str(completed), "--errors", str(errors), "--delete")
    assert code == 0
    assert line["completed"] == str(completed)
    assert line["errors"] == str(errors)
    assert line["deleted_at"]
    assert "member00001@example.jp" in completed.read_text(encoding="utf-8-sig")
    assert "nobody@example.jp" in errors.read_text(encoding="utf-8-sig")
    code, lines, words = run("lists", sent, "--errors", str(tmp_path / "again.csv"))
    assert (code, lines) == (4, [])
    assert "P-GONE" in words
    assert not (tmp_path / "again.csv").exists()


def test_a_list_that_could_not_be_saved_is_not_deleted(run: Run, sent: str, tmp_path: Path) -> None:
    code, lines, _ = run("lists", sent, "--errors", str(tmp_path / "none" / "bad.csv"), "--delete")
    assert (code, lines) == (2, [])
    assert run("lists", sent, "--errors", str(tmp_path / "bad.csv"), "--encoding", "cp932")[0] == 0
    assert "nobody@example.jp" in (tmp_path / "bad.csv").read_text(encoding="cp932")


def test_lists_of_nothing_is_wrong_usage(run: Run) -> None:
    assert run("lists", "20260101-000001")[0] == 2


def test_an_address_without_tls_is_told(run: Run) -> None:
    code, lines, words = run("status", "--url", "http://portal.example.jp")
    assert (code, lines) == (3, [])
    assert "(TLS)" in words
    assert "https://" in words
