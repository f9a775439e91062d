"""The HTTP face: what is true of every request."""

from __future__ import annotations

import http.client
import json
import logging
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
import requests

from netmile_desktop.domain import operations
from netmile_desktop.domain.codes import Automatic, Code
from netmile_desktop.domain.rows.issuances import MAX_BYTES
from netmile_desktop.domain.rows.key_rule import BUILT_IN
from netmile_desktop.portal.campaigns.campaigns import Campaigns
from netmile_desktop.portal.server import EmbeddedPortal
from tests.support.portals.portal import MASTER_KEY, Desk, PortalOnLine, SetClock, copy_sqlite, lines, signed_in


@pytest.fixture
def engine() -> str:
    """Nothing here depends on the database."""
    return "sqlite"


def problem(reply: requests.Response) -> tuple[int, str]:
    assert reply.headers["Content-Type"] == "application/problem+json"
    content = reply.json()
    assert content["status"] == reply.status_code
    assert content["type"] == f"urn:netmile:problem:{content['code']}"
    return reply.status_code, content["code"]


def test_every_operation_has_its_handler(portal: PortalOnLine) -> None:
    assert set(portal.portal.handlers) == {operation.name for operation in operations.ALL}


def test_info_needs_no_session(nobody: Desk) -> None:
    info = nobody.call(operations.INFO)
    assert (info.api_version, info.rules_version, info.guide_version, info.sandbox) == ("1", "3.1-1", "3.1", False)
    assert info.key_rule == BUILT_IN


def test_the_tables_of_codes_are_served_to_anybody(nobody: Desk) -> None:
    tables = nobody.call(operations.CODES)
    assert [line.code for line in tables.manual] == list(Code)
    assert [line.code for line in tables.automatic] == list(Automatic)
    for line in (*tables.manual, *tables.automatic):
        assert all((line.ja, line.en, line.to_do_ja, line.to_do_en)), line.code
    [manual], [automatic] = (
        [line for line in some if line.code == "12006"] for some in msgspec.structs.astuple(tables)
    )
    assert manual.to_do_ja.endswith("自動発行の 12006 は「自動発行」の表にあります。")
    assert automatic.to_do_en.endswith("12006 of issuing by hand is in the table “Issuing by hand”.")


def test_no_answer_is_kept_by_a_browser(desk: Desk) -> None:
    for reply in (desk.send(operations.HOME), desk.send(operations.CAMPAIGN, campaign_id="NONE")):
        assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/nothing", "/v2/info", "/v1/campaigns/C-1/x", "/v1/info/"])
def test_unknown_addresses_are_problems(desk: Desk, path: str) -> None:
    assert problem(requests.get(desk.url + path, timeout=9, allow_redirects=False)) == (404, "P-NOTFOUND")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/v1/info", "GET"),
        ("GET", "/v1/sessions", "POST"),
        ("PUT", "/v1/sessions/current", "DELETE, GET"),
        ("GET", "/v1/issuances/check", "POST"),
        ("POST", "/v1/issuances/by-key/kkkkkkkkkkkkkkkkkkkk", "GET, PUT"),
        ("TRACE", "/v1/home", "GET"),
        ("HEAD", "/v1/home", "GET"),
        ("OPTIONS", "/v1/home", "GET"),
    ],
)
def test_other_methods_are_problems_that_name_the_right_ones(desk: Desk, method: str, path: str, allowed: str) -> None:
    reply = requests.request(method, desk.url + path, timeout=9)
    assert reply.status_code == 405
    assert reply.headers["Allow"] == allowed
    if method != "HEAD":
        assert problem(reply) == (405, "P-METHOD")


@pytest.mark.parametrize(
    "query",
    [
        {"colour": "red"},
        {"page": "0"},
        {"page": "1.5"},
        {"page": ["1", "2"]},
        {"size": "101"},
        {"sort": "price"},
        {"states": "broken"},
        {"campaign_from": "2026-02-30"},
        {"campaign_from": ""},
        {"name": "あ" * 201},
        {"name": "\0"},
    ],
)
def test_a_malformed_query_is_refused(desk: Desk, query: dict[str, Any]) -> None:
    assert desk.refusal(operations.SEARCH_CAMPAIGNS, query) == "P-INVALID"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"{",
        b'{"login": "demo"}',
        b'{"login": "demo", "password": 1}',
        b'{"login": "demo", "password": "x", "remember": true}',
        b'{"login": "", "password": "x"}',
        b'{"login": "\\u0000", "password": "x"}',
        b'{"login": "\xff", "password": "x"}',
        b'{"login": "\\ud800", "password": "x"}',
    ],
)
def test_a_malformed_body_is_refused(nobody: Desk, content: bytes) -> None:
    reply = nobody.send(operations.SIGN_IN, raw=content)
    assert problem(reply) == (400, "P-INVALID")


def test_every_response_has_a_number(desk: Desk) -> None:
    def number(reply: requests.Response) -> str:
        return reply.headers["X-Request-Id"]

    first, second = desk.send(operations.INFO), desk.send(operations.INFO)
    assert number(first) != number(second)
    assert number(desk.send(operations.INFO, headers={"X-Request-Id": "mine-1"})) == "mine-1"
    assert number(desk.send(operations.INFO, headers={"X-Request-Id": "<script>"})) != "<script>"
    assert number(requests.get(desk.url + "/nothing", timeout=9))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200),
        ("localhost", 200),
        ("[::1]:80", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:80", 400),
        ("10.0.0.1", 400),
        ("-", 400),
    ],
)
def test_requests_meant_for_another_host_are_refused(nobody: Desk, host: str, status: int) -> None:
    reply = nobody.send(operations.INFO, headers={"Host": host})
    assert reply.status_code == status


def connection(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=9)


def test_a_body_past_the_limit_is_refused_whatever_its_headers_say(desk: Desk) -> None:
    path = "/v1/issuances/check?campaign_id=C-1024"
    headers = {"Authorization": f"Bearer {desk.token}"}

    def pieces() -> Any:
        for _ in range(6):
            yield b"x" * (1024 * 1024)

    for body, more in ((pieces(), {}), (b"x" * (MAX_BYTES + 1), {})):
        link = connection(desk.url)
        link.request("POST", path, body, headers | more)
        reply = link.getresponse()
        assert (reply.status, json.loads(reply.read())["code"]) == (413, "P-SIZE")
        link.close()


def test_a_body_of_the_limit_passes(desk: Desk) -> None:
    body = lines([1]) + b" " * (MAX_BYTES - len(lines([1])))
    forecast = desk.call(operations.CHECK_ISSUANCE, {"campaign_id": "C-1024"}, raw=body)
    assert (len(body), forecast.rows) == (MAX_BYTES, 1)


def test_a_refusal_is_read_by_a_sender_who_is_still_sending(nobody: Desk) -> None:
    body = b"x" * MAX_BYTES
    assert nobody.refusal(operations.CHECK_ISSUANCE, {"campaign_id": "C-1024"}, raw=body) == "P-SESSION"


def test_a_sender_who_goes_away_does_no_harm(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    parts = urlsplit(desk.url)
    head = (
        "PUT /v1/issuances/by-key/kkkkkkkkkkkkkkkkkkkk?campaign_id=C-1024 HTTP/1.1\r\n"
        f"Host: 127.0.0.1\r\nAuthorization: Bearer {desk.token}\r\nContent-Length: 1000\r\n\r\nmember"
    )
    with socket.create_connection((parts.hostname, parts.port)) as link:
        link.sendall(head.encode())
    assert desk.refusal(operations.FIND_ISSUANCE, key="k" * 20) == "P-NOTFOUND"
    assert not caplog.records


def test_our_own_fault_is_told_without_detail_and_logged_without_the_query(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, portal: PortalOnLine, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setitem(portal.portal.handlers, operations.SEARCH_CAMPAIGNS.name, break_down)
    reply = desk.send(operations.SEARCH_CAMPAIGNS, {"name": "花子"}, headers={"X-Request-Id": "r1"})
    assert problem(reply) == (500, "P-BROKEN")
    assert "secret" not in reply.text
    [logged] = caplog.records
    assert logged.getMessage() == "request r1: GET /v1/campaigns failed"
    assert Campaigns.__name__ not in reply.text


def test_nothing_personal_is_logged(sqlite_samples: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    clock, url = SetClock(), copy_sqlite(sqlite_samples, tmp_path / "own.db")
    with EmbeddedPortal(url, master_key=MASTER_KEY, clock=clock, auto_worker=False) as own:
        signed_in(own, "demo", clock).issue("C-1024", lines([1]), notify="true", message="花子さま")
        own.worker.run_until_idle()
    said = "".join(each.getMessage() for each in caplog.records if not each.name.startswith("urllib3"))
    for secret in ("member00001", "花子", "%E8%8A%B1"):
        assert secret not in said


def test_info_tells_whom_to_turn_to(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    with EmbeddedPortal(url, contact="Ask us\n03-0000-0000", auto_worker=False) as portal:
        assert Desk(portal.url).call(operations.INFO).contact == "Ask us\n03-0000-0000"
