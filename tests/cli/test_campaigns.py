"""`campaigns`, `applications`, `rule` and `check --campaign`: what a script has to know before it sends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from jsonschema_rs import ValidationError, validator_for

from netmile_desktop.api.client import PortalClient
from netmile_desktop.cli import main
from netmile_desktop.cli.reading.rule_files import rule_schema
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.portal.server import EmbeddedPortal
from tests.cli.conftest import Run

FIXED_100 = "C-1024"
ROWS = "member00001@example.jp,K1,100\nmember00002@example.jp,K2,7\n"


@pytest.fixture
def file(run: Run, tmp_path: Path) -> str:
    (tmp_path / "a.csv").write_text(ROWS)
    return "a.csv"


def test_campaigns_are_listed_once_and_in_full(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, lines, _ = run("campaigns")
    assert code == 0
    ids = [line["id"] for line in lines]
    assert FIXED_100 in ids
    assert ids == sorted(set(ids))
    monkeypatch.setattr("netmile_desktop.cli.campaigns.listing._SIZE", 10)
    assert len(ids) > 2 * 10
    assert [line["id"] for line in run("campaigns")[1]] == ids
    running = run("campaigns", "--state", "running", "--state", "suspended")[1]
    assert {line["state"] for line in running} == {"running", "suspended"}
    assert [line["id"] for line in lines if line["state"] in {"running", "suspended"}] == [e["id"] for e in running]
    [named] = [line for line in lines if line["id"] == FIXED_100]
    assert named in run("campaigns", "--name", named["name"])[1]
    code, [detail], _ = run("campaigns", FIXED_100)
    assert (code, detail["amount"]) == (0, {"kind": "fixed", "miles": 100})
    assert run("campaigns", "C-9999")[0] == 4


def apply_for_a_change(portal: EmbeddedPortal) -> str:
    """Apply for another description of a campaign; return the ID of the application."""
    client = PortalClient(portal.url)
    client.sessions.sign_in("demo", "Sandbox1234")
    now = client.campaigns.content(FIXED_100)
    said = msgspec.structs.replace(now.content, description="来店 1 回につき 100 マイル")
    asked = SimpleNamespace(kind="change", campaign_id=FIXED_100, version=now.version, content=said)
    applied = client.campaigns.apply("k" * 64, msgspec.convert(asked, wire.ApplicationForm, from_attributes=True))
    client.close()
    return applied.id


def test_applications_are_listed_with_what_they_change(run: Run, sandbox_portal: EmbeddedPortal) -> None:
    id_ = apply_for_a_change(sandbox_portal)
    code, lines, _ = run("applications")
    assert code == 0
    changes = run("applications", "--kind", "change", "--state", "applied")[1]
    assert [e for e in lines if (e["kind"], e["state"]) == ("change", "applied")] == changes
    assert changes[0]["id"] == id_
    code, [shown], _ = run("applications", id_)
    assert (code, shown["changed"]) == (0, ["description"])
    assert shown["application"]["content"]["description"] == "来店 1 回につき 100 マイル"
    assert shown["application"]["before"]["description"] != "来店 1 回につき 100 マイル"
    of_one = run("applications", "--campaign", changes[0]["campaign_id"])[1]
    assert {e["campaign_id"] for e in of_one} == {changes[0]["campaign_id"]}
    code, lines, words = run("applications", "nonsense")
    assert (code, lines) == (4, [])
    assert "^" not in words


def test_a_rule_is_saved_and_read_again(run: Run, file: str, tmp_path: Path) -> None:
    code, [rule], _ = run("rule", FIXED_100)
    assert code == 0
    assert (rule["mode"], rule["amount"], rule["campaign"]) == ("pc", {"kind": "fixed", "miles": 100}, FIXED_100)
    assert "today" not in rule
    validator_for(rule_schema()).validate(rule)
    code, [saved], _ = run("rule", FIXED_100, "--mode", "mobile", "--out", "rule.json")
    assert (code, saved) == (0, {"campaign": FIXED_100, "file": "rule.json"})
    assert json.loads((tmp_path / "rule.json").read_text())["mode"] == "mobile"
    (tmp_path / "rule.json").write_text(json.dumps(rule))
    code, lines, _ = run("check", file, "--rule", "rule.json")
    assert (code, [(line["line"], line["code"]) for line in lines]) == (1, [(2, "12006")])
    assert run("rule", FIXED_100, "--out", "none/rule.json")[0] == 2


def test_a_file_is_checked_against_a_campaign(run: Run, file: str, sandbox_portal: EmbeddedPortal) -> None:
    code, lines, words = run("check", file, "--campaign", FIXED_100)
    assert (code, [(line["line"], line["code"]) for line in lines]) == (1, [(2, "12006")])
    client = PortalClient(sandbox_portal.url)
    today = day_of(client.sessions.info().business_time)
    client.close()
    assert f"Rule of {FIXED_100} " in words
    assert f"judged for {today}" in words
    _, lines, _ = run("check", file, "--campaign", FIXED_100, "--mode", "mobile")
    assert [line["warnings"] for line in lines] == [["L-MOBILE"], ["L-MOBILE"]]
    assert run("check", file, "--campaign", "C-9999")[0] == 4
    (Path(file).parent / "rule.json").write_text("{}")
    code, _, words = run("check", file, "--rule", "rule.json", "--mode", "pc")
    assert (code, "--mode goes with --campaign" in words) == (2, True)


def test_without_a_portal_the_rule_fetched_last_is_taken(
    sandbox_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(ROWS)

    def run(*words: str) -> tuple[int, list[Any], str]:
        code = main([*words, "--lang", "en"])
        told = capfd.readouterr()
        return code, [json.loads(line)["code"] for line in told.out.splitlines()], told.err

    check = ("check", "a.csv", "--campaign", FIXED_100)
    monkeypatch.setenv("NETMILE_LOGIN", "demo")
    monkeypatch.setenv("NETMILE_PASSWORD", "Sandbox1234")
    monkeypatch.setenv("NETMILE_DATA_DIR", "data")
    monkeypatch.setenv("NETMILE_KEY_FILE", "key")
    with EmbeddedPortal(f"sqlite:///{sandbox_copy / 'portal.db'}", sandbox=True) as portal:
        monkeypatch.setenv("NETMILE_URL", portal.url)
        assert run(*check)[:2] == (1, ["12006"])
        assert not Path("data").exists(), "checking makes no local data"
        assert run(*check, "--offline")[:2] == (3, [])
        assert main(["batches"]) == 0
        before = datetime.now(UTC)
        assert run(*check)[:2] == (1, ["12006"])
    code, lines, words = run(*check)
    assert (code, lines) == (1, ["12006"])
    assert "The portal was not asked; this is what was fetched at 20" in words
    assert before.date().isoformat()[:4] in words
    assert run("check", "a.csv", "--campaign", "C-1025")[:2] == (3, [])
    monkeypatch.delenv("NETMILE_PASSWORD")
    assert run(*check, "--offline")[:2] == (1, ["12006"])


@pytest.mark.parametrize(("today", "codes"), [(None, [None, "12006"]), ("2020-01-01", ["44019", None, "12006"])])
def test_today_is_today_if_a_rule_does_not_say(run: Run, file: str, today: str | None, codes: list[str | None]) -> None:
    rule: dict[str, Any] = {
        "mode": "pc",
        "amount": {"kind": "fixed", "miles": 100},
        "issuance_from": day_of(datetime.now(UTC)).isoformat(),
        "issuance_to": day_of(datetime.now(UTC)).isoformat(),
    }
    validator_for(rule_schema()).validate(rule)
    Path("rule.json").write_text(json.dumps(rule | ({"today": today} if today else {})))
    _, lines, _ = run("check", file, "--rule", "rule.json", "--all")
    assert [line["code"] for line in lines] == codes
    with pytest.raises(ValidationError):
        validator_for(rule_schema()).validate(rule | {"amount": {"kind": "free"}})
