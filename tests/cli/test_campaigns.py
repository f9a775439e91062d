"""`campaigns`, `applications`, `rule` and `check --campaign`: what a script has to know before it sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from jsonschema_rs import ValidationError, validator_for

from netmile_desktop.api.client import PortalClient
from netmile_desktop.cli import main
from netmile_desktop.cli.campaigns import listing
from netmile_desktop.cli.reading.rule_files import rule_schema
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.rows.key_rule import KeyRule
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
        code, lines, words = run(*check, "--offline")
        assert (code, lines) == (3, [])
        assert "was never fetched on this machine. Run it without --offline first." in words
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
    Path("rule.json").write_text(json.dumps(rule | {"issuance_from": "2020-01-01", "issuance_to": "2020-01-02"}))
    assert "44019" in [line["code"] for line in run("check", file, "--rule", "rule.json")[1]]


RULE: dict[str, Any] = {
    "mode": "pc",
    "amount": {"kind": "fixed", "miles": 100},
    "issuance_from": "2020-01-01",
    "issuance_to": "2099-12-31",
}
KEY = {"version": "9", "longest": 2, "characters": "K1"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"amount": {"kind": "fixed", "miles": 0}}, "$.amount"),
        ({"amount": {"kind": "variable", "min": 1, "max": 100_000_000}}, "$.amount"),
        ({"amount": {"kind": "variable", "min": 9, "max": 8}}, ""),
        ({"issuance_to": "2019-12-31"}, ""),
        ({"key": KEY | {"longest": 65}}, "$.key"),
        ({"key": KEY | {"longest": 0}}, "$.key"),
        ({"key": KEY | {"characters": ""}}, "$.key"),
        ({"key": KEY | {"characters": "K,"}}, "$.key"),
        ({"key": {"longest": 9}}, "$.key"),
        ({"as_of": "yesterday"}, "$.as_of"),
        ({"today": ""}, "$.today"),
        ({"per_member": 0}, "$.per_member"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_rule_without_sense_is_refused_with_its_place(
    run: Run, file: str, change: dict[str, Any], place: str
) -> None:
    """The schema refuses it too, but for what compares two places."""
    Path("rule.json").write_text(json.dumps(RULE | change))
    code, lines, words = run("check", file, "--rule", "rule.json")
    assert (code, lines) == (2, [])
    assert words.startswith("The rule rule.json makes no sense: ")
    assert place in words
    assert "`netmile-desktop rule CAMPAIGN_ID --out RULE.json` saves it anew." in words
    assert validator_for(rule_schema(), validate_formats=True).is_valid(RULE | change) is not bool(place)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_rule_may_come_in_the_encodings_of_shells(run: Run, file: str, encoding: str) -> None:
    """Windows PowerShell saves in UTF-16 what `>` leads into a file."""
    Path("rule.json").write_text(json.dumps(RULE), encoding=encoding)
    assert run("check", file, "--rule", "rule.json")[0] == 1


OWN = "No rule for specified keys is told; they are checked by this program's own"


def test_it_is_told_if_keys_are_checked_by_the_rule_of_the_program(
    run: Run, sandbox_portal: EmbeddedPortal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path("a.csv").write_text("member00001@example.jp,K1,100\n")
    check, by_rule = ("check", "a.csv", "--campaign", FIXED_100), ("check", "a.csv", "--rule", "rule.json")
    rule = ("rule", FIXED_100, "--out", "rule.json")
    send = ("send", "a.csv", "--campaign", FIXED_100, "--key-file", "key")
    commands: list[tuple[str, ...]] = [check, rule, by_rule, send]
    for words in commands:
        assert OWN not in run(*words)[2]
    Path("rule.json").write_text(json.dumps(RULE | {"key": KEY | {"characters": "1"}}))
    code, lines, said = run(*by_rule)
    assert (code, [line["code"] for line in lines], OWN in said) == (1, ["19014"], False)
    handlers = sandbox_portal.portal.handlers
    handler = handlers["campaign"]

    def telling(rule: KeyRule | None) -> Callable[[Any], Any]:
        return lambda call: msgspec.structs.replace(cast("wire.CampaignDetail", handler(call)), key_rule=rule)

    for told in (None, KeyRule(version="9", longest=99, characters="K1,")):
        monkeypatch.setitem(handlers, "campaign", telling(told))
        for words in (*commands[:-1], (*send, "--anew", "x")):
            code, _, said = run(*words)
            assert (code, OWN in said) == (0, True), words
        assert "key" not in json.loads(Path("rule.json").read_text())


def test_a_line_that_moves_to_the_next_page_meanwhile_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Applications come newest first: one that is added between two pages moves all others on."""
    monkeypatch.setattr(listing, "_SIZE", 2)
    pages = [["d", "c"], ["c", "b"], ["a"]]

    def fetch(number: int) -> wire.Page[SimpleNamespace]:
        items = [SimpleNamespace(id=each) for each in pages[number - 1]]
        return wire.Page(items=items, total=5, page=number, size=2, as_of=datetime.now(UTC))

    assert [each.id for each in listing._all(fetch)] == ["d", "c", "b", "a"]
