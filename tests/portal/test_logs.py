"""What the portal writes to stderr, as text and as JSON."""

from __future__ import annotations

import io
import json
import socket
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import text

from netmile_desktop.domain import operations
from netmile_desktop.portal.logs import REQUEST, JsonLines
from tests.support.portals.portal import MASTER_KEY, Desk, PortalOnLine, make_samples
from tests.support.programs.program import PATIENCE_S, listened, run, start

KEY = {"NETMILE_MASTER_KEY": MASTER_KEY.hex()}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A portal's database."""
    file = tmp_path / "portal.db"
    make_samples(f"sqlite:///{file}", members=2)
    return file


def objects(lines: str) -> list[dict[str, Any]]:
    """The objects of a log; each line is one, and each has what every object has."""
    told = [json.loads(line) for line in lines.splitlines()]
    for each in told:
        assert datetime.fromisoformat(each["time"]).utcoffset() == timedelta(0)
        assert {"level", "event", "request_id", "message"} <= set(each)
    return told


def break_down(url: str, file: Path, number: str) -> None:
    """Have a request fail inside the portal: a table of its is gone."""
    with sqlite3.connect(file) as conn:
        conn.execute("DROP TABLE throttle")
    conn.close()
    body = {"login": "hanako@example.jp", "password": "Secret1234"}
    reply = requests.post(f"{url}/v1/sessions", json=body, headers={"X-Request-Id": number}, timeout=30)
    assert reply.status_code == 500


def test_json_is_one_object_a_line_from_the_start_to_the_end(file: Path) -> None:
    words = ("serve", "--database", f"sqlite:///{file}", "--no-worker", "--log-format", "json")
    with start(*words, env=KEY) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        [begun] = objects(first)
        assert (begun["level"], begun["event"], begun["request_id"]) == ("info", "listening", None)
        assert requests.get(begun["document"], timeout=9).status_code == 200
        break_down(begun["url"], file, "mine-1")
        process.terminate()
        _, err = process.communicate(timeout=PATIENCE_S)
    failed, ended = objects(err)
    assert (failed["level"], failed["event"], failed["request_id"]) == ("error", "request_failed", "mine-1")
    assert failed["message"] == "request mine-1: POST /v1/sessions failed"
    assert failed["traceback"].splitlines()[-1]
    assert (ended["level"], ended["event"]) == ("info", "ended")
    assert process.returncode == 0
    for secret in ("hanako", "Secret1234", MASTER_KEY.hex()):
        assert secret not in first + err


def test_text_names_the_request_too(file: Path) -> None:
    with start("serve", "--database", f"sqlite:///{file}", "--no-worker", env=KEY) as process:
        break_down(listened(process), file, "mine-2")
        process.terminate()
        _, err = process.communicate(timeout=PATIENCE_S)
    assert "ERROR request mine-2: POST /v1/sessions failed\nTraceback" in err
    assert "hanako" not in err


def test_a_worker_writes_json_as_well(file: Path) -> None:
    with sqlite3.connect(file) as conn:
        conn.execute("DROP TABLE batch")
    conn.close()
    words = ("worker", "--database", f"sqlite:///{file}", "--log-format", "json")
    with start(*words, env=KEY) as process:
        assert process.stderr is not None
        events = [objects(process.stderr.readline())[0]["event"]]
        while events[-1] != "database_lost":
            events += [each["event"] for each in objects(process.stderr.readline())]
        process.terminate()
        _, err = process.communicate(timeout=PATIENCE_S)
    assert events[0] == "working"
    assert objects(err)[-1]["event"] == "ended"


def test_the_sentence_of_a_failure_is_an_object_as_well(file: Path) -> None:
    words = ("serve", "--database", f"sqlite:///{file}", "--log-format", "json")
    with socket.create_server(("127.0.0.1", 0)) as other:
        code, out, err = run(*words, "--port", str(other.getsockname()[1]), **KEY)
    [told] = objects(err)
    assert (code, out, told["level"], told["event"]) == (1, "", "error", "told")
    assert "give another --port" in told["message"]
    code, _, err = run("serve", "--database", f"sqlite:///{file.parent}/none/x", "--log-format", "json", **KEY)
    [told] = objects(err)
    assert (code, told["message"].count("\n")) == (1, 1), "one object, of two lines of text"


@pytest.mark.parametrize("option", [("--log-format", "json"), ("--log-format=json",)])
def test_wrong_words_are_objects_as_well(option: tuple[str, ...]) -> None:
    code, out, err = run("serve", "--database", "sqlite:///x", "--port", "x", *option)
    usage, told = objects(err)
    assert (code, out) == (2, "")
    assert usage["message"].startswith("usage: netmile-portal serve")
    assert told["message"] == "netmile-portal serve: error: argument --port: 'x': 0-65535"


def test_nobody_outside_writes_control_characters(
    portal: PortalOnLine, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """A session is looked for before the path is: without its database a portal logs whatever was asked."""
    portal.database.write(lambda conn: conn.execute(text("ALTER TABLE session RENAME TO elsewhere")))
    path = "/v1/campaigns/C%0A2026-11-30%20ERROR%20%1B%5B2Jforged%E2%80%A8x"
    reply = requests.get(f"{desk.url}{path}", headers={"Authorization": f"Bearer {desk.token}"}, timeout=30)
    portal.database.write(lambda conn: conn.execute(text("ALTER TABLE elsewhere RENAME TO session")))
    assert reply.status_code == 500
    [failed] = [each for each in caplog.records if each.levelname == "ERROR"]
    assert failed.getMessage().endswith(": GET /v1/campaigns/C2026-11-30 ERROR \ufffd[2Jforged\ufffdx failed")


def test_a_print_is_one_object_and_addresses_are_masked() -> None:
    out = io.StringIO()
    lines = JsonLines(out)
    print("two\nlines", "of a@example.jp", file=lines)
    print(file=lines)
    print("without an end", end="", file=lines)
    lines.flush()
    token = REQUEST.set("r-1")
    lines.put("info", "done", "b@example.jp", more="c@example.jp", number=3)
    REQUEST.reset(token)
    first, second, third = objects(out.getvalue())
    assert first["message"] == "two\nlines of <address>"
    assert second["message"] == "without an end"
    assert (third["message"], third["more"], third["number"]) == ("<address>", "<address>", 3)
    assert [each["request_id"] for each in (first, second, third)] == [None, None, "r-1"]


def test_the_thread_of_a_handler_knows_its_request(
    portal: PortalOnLine, nobody: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, honest = [], portal.portal.handlers[operations.INFO.name]

    def looks(call: Any) -> Any:
        seen.append(REQUEST.get())
        return honest(call)

    monkeypatch.setitem(portal.portal.handlers, operations.INFO.name, looks)
    for number in ("one", "two"):
        nobody.call(operations.INFO, headers={"X-Request-Id": number})
    assert seen == ["one", "two"]


def test_nothing_is_written_by_the_library_below(file: Path) -> None:
    """The server's own log is silent unless something is wrong."""
    with start("serve", "--database", f"sqlite:///{file}", "--log-format", "json", env=KEY) as process:
        assert process.stderr is not None
        url = objects(process.stderr.readline())[0]["url"]
        Desk(url).call(operations.INFO)
        process.terminate()
        _, err = process.communicate(timeout=PATIENCE_S)
    assert [each["event"] for each in objects(err)] == ["ended"]
